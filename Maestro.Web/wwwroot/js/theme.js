// Runs before the first paint: what the system wants, where the person chose nothing. Also the way to change it.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const year = 60 * 60 * 24 * 365;

  const apply = () => {
    const theme = root.dataset.theme || "system";
    root.classList.toggle("dark", theme === "dark" || (theme === "system" && system.matches));
  };
  const keep = (name, value) => {
    const path = new URL(document.baseURI).pathname;
    document.cookie = `maestro-${name}=${encodeURIComponent(value)}; path=${path}; max-age=${year}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  };

  window.maestro = window.maestro || {};
  window.maestro.look = {
    get: () => ({ theme: root.dataset.theme || "system", accent: root.dataset.accent || "lotus", density: root.classList.contains("comfortable") ? "comfortable" : "compact" }),
    setTheme: value => { root.dataset.theme = value; keep("theme", value); apply(); },
    setAccent: value => { root.dataset.accent = value; keep("accent", value); },
    setDensity: value => { root.classList.toggle("comfortable", value === "comfortable"); keep("density", value); },
    setLanguage: value => {
      const path = new URL(document.baseURI).pathname;
      document.cookie = `maestro-culture=${encodeURIComponent(`c=${value}|uic=${value}`)}; path=${path}; max-age=${year}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
      location.reload();
    },
  };

  system.addEventListener("change", apply);
  apply();
})();
