// Keys of lists: j and k (or the arrows) walk the rows, Enter opens, x ticks, f finds. Only while nothing else wants them.
(() => {
  const maestro = window.maestro = window.maestro || {};
  let page = null;
  const busy = element => element && element.closest("input:not([type=checkbox]),textarea,select,[contenteditable],[role=dialog],[role=menu],.mud-dialog");
  document.addEventListener("keydown", event => {
    if (!page || event.ctrlKey || event.metaKey || event.altKey || busy(event.target) || document.querySelector(".mud-dialog,.popup")) return;
    const plain = event.target === document.body || event.target.closest(".list-table") || event.target.closest("main,h1");
    const arrows = plain && !event.target.closest("a,button");
    if (event.key === "f") { event.preventDefault(); document.getElementById("list-find")?.focus(); return; }
    const key = { j: "j", k: "k", x: "x", ArrowDown: arrows && "j", ArrowUp: arrows && "k", Enter: arrows && "Enter" }[event.key];
    if (!key) return;
    event.preventDefault();
    page.invokeMethodAsync("KeyAsync", key);
  });
  maestro.lists = {
    register: target => { page = target; },
    forget: () => { page = null; },
    show: () => document.querySelector(".list-table tr.open")?.scrollIntoView({ block: "nearest" }),
  };
})();
