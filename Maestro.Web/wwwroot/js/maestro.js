// The few things a browser has to do itself: shortcuts, clipboard, focus, form drafts, the lost connection.
(() => {
  const maestro = window.maestro = window.maestro || {};
  const editable = element => element && (element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName));

  // Shortcuts: "/" finds the search box, Ctrl+K opens the palette.
  let palette = null;
  maestro.palette = { register: target => { palette = target; }, forget: () => { palette = null; } };
  document.addEventListener("keydown", event => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && palette) {
      event.preventDefault();
      palette.invokeMethodAsync("OpenAsync");
    } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !editable(event.target)) {
      const box = document.getElementById("search");
      if (box && box.offsetParent) { event.preventDefault(); box.focus(); box.select(); }
      else if (palette) { event.preventDefault(); palette.invokeMethodAsync("OpenAsync"); }
    }
  });

  // Escape closes an open list of suggestions, not the dialog around it.
  document.addEventListener("keydown", event => {
    const input = event.target;
    if (event.key !== "Escape" || !input.closest || !input.closest(".suggest") || input.getAttribute("aria-expanded") !== "true") return;
    event.stopPropagation();
    input.blur();
    input.focus({ preventScroll: true });
  }, true);

  // Ctrl+S saves the form that is on top; what is being typed counts.
  document.addEventListener("keydown", event => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    const form = [...document.querySelectorAll("form.saves")].filter(one => one.getClientRects().length).pop();
    if (!form) return;
    event.preventDefault();
    const typing = document.activeElement;
    if (typing && form.contains(typing)) { typing.blur(); typing.focus({ preventScroll: true }); }
    form.requestSubmit();
  });

  // Lists that are walked with the arrow keys must not move the caret or the page as well.
  document.addEventListener("keydown", event => {
    const walked = event.target.closest && event.target.closest("[data-walk]");
    if (walked && (event.key === "ArrowDown" || event.key === "ArrowUp")) event.preventDefault();
    // A field that is left by Enter: adding a tag must not send the form around it.
    if (event.key === "Enter" && event.target.closest && event.target.closest("[data-no-submit]")) event.preventDefault();
  });

  // The arrows choose among tiles and colours, as among any radio buttons.
  document.addEventListener("keydown", event => {
    const chosen = event.target.closest && event.target.closest("[role=radio]");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!chosen || !step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const all = [...chosen.closest("[role=radiogroup]").querySelectorAll("[role=radio]")];
    const next = all[(all.indexOf(chosen) + step + all.length) % all.length];
    next.focus();
    next.click();
  });

  maestro.copy = async text => {
    try { await navigator.clipboard.writeText(text); return true; }
    catch { return false; }
  };
  maestro.focus = (element, select) => { if (element) { element.focus(); if (select && element.select) element.select(); } };
  maestro.submit = id => document.getElementById(id)?.submit();
  maestro.focusFirst = id => document.getElementById(id)?.querySelector("a[href], button")?.focus();
  // Who arrives at a page starts at its heading, unless they were quicker than the line and type somewhere on it already.
  maestro.arrive = () => {
    const heading = document.querySelector("h1");
    if (!heading || document.activeElement?.matches("#page input, #page textarea, #page select")) return;
    heading.tabIndex = -1;
    heading.focus();
  };
  maestro.focusId = id => document.getElementById(id)?.focus();
  maestro.indeterminate = (element, value) => { if (element) element.indeterminate = value; };
  // The first input that is wrong, or the first error that has none.
  maestro.focusFault = selector => {
    const form = document.querySelector(selector);
    const fault = form && ([...form.querySelectorAll('input[aria-invalid="true"],select[aria-invalid="true"],textarea[aria-invalid="true"],.fault,.note.bad,.stale')].find(one => one.getClientRects().length));
    if (!fault) return;
    fault.scrollIntoView({ block: "center" });
    const target = fault.matches("input,select,textarea") ? fault : fault.querySelector("input,button") || fault.parentElement.querySelector("input,select,textarea,button");
    if (target) target.focus({ preventScroll: true });
  };
  maestro.showId = id => document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  // A row of tabs that is wider than the window starts where the open one is.
  maestro.showOpenTab = tabs => { const open = tabs?.querySelector(".active"); if (open && open.offsetLeft + open.offsetWidth > tabs.offsetLeft + tabs.clientWidth) tabs.scrollLeft = open.offsetLeft - tabs.offsetLeft - 24; };
  maestro.download = url => { const link = document.createElement("a"); link.href = url; link.download = ""; document.body.append(link); link.click(); link.remove(); };

  // A side panel gives the focus back to where it came from.
  let beforePanel = null;
  maestro.panel = {
    open: element => { if (!element) return; beforePanel = document.activeElement; element.focus({ preventScroll: true }); },
    close: () => { if (beforePanel && beforePanel.isConnected) beforePanel.focus({ preventScroll: true }); beforePanel = null; },
  };

  // Menus: the browser's top layer, so that no scrolling box cuts them.
  let menu = null;
  const items = () => [...menu.list.querySelectorAll('[role^="menuitem"]:not([disabled]), .swatch')];
  const place = () => {
    const { anchor, list, end } = menu;
    const box = anchor.getBoundingClientRect();
    const margin = 8;
    list.style.minWidth = `${Math.max(160, box.width)}px`;
    const below = innerHeight - box.bottom - margin;
    const above = box.top - margin;
    const up = list.scrollHeight > below && above > below;
    list.style.maxHeight = `${Math.max(120, (up ? above : below) - 4)}px`;
    const width = list.offsetWidth;
    const left = end ? box.right - width : box.left;
    list.style.left = `${Math.max(margin, Math.min(left, innerWidth - width - margin))}px`;
    list.style.top = `${up ? box.top - list.offsetHeight - 4 : box.bottom + 4}px`;
  };
  const leave = () => { if (menu) { const { target } = menu; maestro.menu.close(); target.invokeMethodAsync("LeaveAsync"); } };
  const outside = event => { if (menu && !menu.list.contains(event.target) && !menu.anchor.contains(event.target)) leave(); };
  const scrolled = event => { if (menu && !(event.target instanceof Node && menu.list.contains(event.target))) place(); };
  const walk = event => {
    if (!menu) return;
    const all = items();
    const at = all.indexOf(document.activeElement);
    const go = index => { event.preventDefault(); all[(index + all.length) % all.length]?.focus(); };
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); leave(); }
    else if (event.key === "Tab") leave();
    else if (event.key === "ArrowDown") go(at + 1);
    else if (event.key === "ArrowUp") go(at < 0 ? -1 : at - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(-1);
    else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find(item => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()));
      if (next) { event.preventDefault(); next.focus(); }
    }
  };
  maestro.menu = {
    open: (anchor, list, end, target) => {
      maestro.menu.close();
      if (!list || !list.isConnected) return;
      menu = { anchor, list, end, target, last: document.activeElement };
      anchor.querySelector("button")?.setAttribute("aria-expanded", "true");
      list.showPopover();
      place();
      (items().find(item => item.getAttribute("aria-checked") === "true") || items()[0] || list).focus({ preventScroll: true });
      document.addEventListener("pointerdown", outside, true);
      document.addEventListener("keydown", walk, true);
      addEventListener("scroll", scrolled, true);
      addEventListener("resize", place);
    },
    close: () => {
      if (!menu) return;
      const { anchor, list, last } = menu;
      const inside = list.contains(document.activeElement) || document.activeElement === document.body;
      menu = null;
      document.removeEventListener("pointerdown", outside, true);
      document.removeEventListener("keydown", walk, true);
      removeEventListener("scroll", scrolled, true);
      removeEventListener("resize", place);
      anchor.querySelector("button")?.setAttribute("aria-expanded", "false");
      if (list.isConnected && list.matches(":popover-open")) list.hidePopover();
      if (inside && last && last.isConnected) last.focus({ preventScroll: true });
    },
  };

  // Form drafts: what is typed is kept in this tab until the form is sent or left on purpose. A draft knows the basis it
  // was typed upon; upon another one it is laid aside, to be offered, and never put back by itself.
  const drafts = new Map();
  const keyOf = key => `maestro-draft:${location.pathname}:${key}`;
  const take = store => { try { return JSON.parse(sessionStorage.getItem(store) || "null"); } catch { return null; } };
  const put = (store, draft) => { try { sessionStorage.setItem(store, JSON.stringify(draft)); } catch { /* the store is full: the form still works */ } };
  const empty = draft => !draft || (draft.state === null && Object.keys(draft.fields).length === 0);
  const aside = store => store + ":aside";
  const change = (key, how) => {
    const entry = drafts.get(key);
    // Forgotten meanwhile: what comes late must not bring the draft back.
    if (!entry) return;
    const draft = take(entry.store) || { fields: {}, state: null, basis: entry.basis };
    how(draft);
    put(entry.store, draft);
  };
  const named = form => [...form.querySelectorAll("input[name],textarea[name],select[name]")].filter(field => !/^(password|file|hidden)$/.test(field.type) && !field.name.startsWith("__"));
  maestro.drafts = {
    // Starts keeping; answers what was kept of the page's own state, and whether that is older than what the form shows.
    watch: (form, key, basis) => {
      if (!form) return null;
      const store = keyOf(key);
      const draft = take(store);
      if (!empty(draft) && (draft.basis ?? null) !== basis) {
        put(aside(store), draft);
        sessionStorage.removeItem(store);
      }
      const keep = event => {
        const field = event.target;
        if (named(form).includes(field)) change(key, draft => { draft.fields[field.name] = field.type === "checkbox" ? field.checked : field.value; });
      };
      form.addEventListener("input", keep);
      form.addEventListener("change", keep);
      drafts.set(key, { form, keep, store, basis });
      const now = take(store);
      const older = empty(now) ? take(aside(store)) : null;
      return { state: (older || now)?.state ?? null, older: !empty(older) };
    },
    restore: (form, key, older) => {
      const store = drafts.get(key)?.store ?? keyOf(key);
      const fields = take(older ? aside(store) : store)?.fields ?? {};
      let count = 0;
      for (const field of form ? named(form) : []) {
        if (!(field.name in fields)) continue;
        const value = fields[field.name];
        if (field.type === "checkbox") { if (field.checked === value) continue; field.checked = value; }
        else if (field.type === "radio") { if ((field.value === value) === field.checked) continue; field.checked = field.value === value; }
        else { if (field.value === value) continue; field.value = value; }
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        count++;
      }
      return count;
    },
    keepState: (key, state, basis) => change(key, draft => { draft.state = state; draft.basis = basis; }),
    drop: key => sessionStorage.removeItem(aside(drafts.get(key)?.store ?? keyOf(key))),
    forget: key => {
      const entry = drafts.get(key);
      // The address may be another one by now: the page was left.
      const store = entry ? entry.store : keyOf(key);
      sessionStorage.removeItem(store);
      sessionStorage.removeItem(aside(store));
      if (entry) { entry.form.removeEventListener("input", entry.keep); entry.form.removeEventListener("change", entry.keep); drafts.delete(key); }
    },
  };

  // The lost connection. Blazor shows the bar's states; a server that answers again but has forgotten us means: reload.
  // What was typed is kept, so that this reload need not be confirmed; this listener comes before Blazor's own.
  let reloading = false;
  window.addEventListener("beforeunload", event => { if (reloading) event.stopImmediatePropagation(); });
  const reload = () => { reloading = true; location.reload(); };
  const bar = document.getElementById("components-reconnect-modal");
  const again = async () => {
    try {
      if (await Blazor.reconnect()) return;
      if (Blazor.resumeCircuit && await Blazor.resumeCircuit()) return;
      reload();
    } catch { bar.classList.add("components-reconnect-failed"); }
  };
  if (bar) {
    bar.addEventListener("components-reconnect-state-changed", event => {
      if (event.detail.state === "failed") {
        const seen = () => { if (document.visibilityState === "visible") { document.removeEventListener("visibilitychange", seen); again(); } };
        document.addEventListener("visibilitychange", seen);
        window.addEventListener("online", again, { once: true });
      } else if (event.detail.state === "rejected" || event.detail.state === "resume-failed") reload();
    });
    document.addEventListener("click", event => {
      const act = event.target.closest && event.target.closest("[data-reconnect]");
      if (!act) return;
      if (act.dataset.reconnect === "retry") again(); else reload();
    });
  }
})();
