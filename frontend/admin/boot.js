// Starts the staff's app. What it will need first is fetched side by side with the app itself, and handed over through
// `window.sightline`, from which the app takes each thing once.
(() => {
  const root = document.documentElement;
  const recall = (store, key) => {
    try {
      return window[store].getItem(key);
    } catch {
      return null;
    }
  };

  // Before anything is painted.
  const theme = recall("localStorage", "sightline.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  const handed = {};
  window.sightline = handed;
  const begin = (path) => {
    handed[path] = fetch(path, { headers: { accept: "application/json" }, cache: "no-store" });
    // The app hears of it when it asks.
    handed[path].catch(() => {});
  };
  if (location.pathname === "/admin/setup") {
    // The link's key leaves the address bar at once. Only the page's button uses it.
    handed.token = location.hash.slice(1);
    history.replaceState(null, "", "/admin/setup");
  }
  begin("/api/v1/session");
  // Only for who was here before: a stranger is not asked whose staff she is.
  if (recall("localStorage", "sightline.staff")) {
    root.dataset.known = "";
    begin("/api/v1/admin/session");
  }

  const fail = (error) => {
    console.error(error);
    const say = () => {
      const trouble = document.getElementById("trouble");
      if (!trouble) return;
      trouble.className = "is-bad";
      trouble.textContent =
        typeof WebAssembly === "object"
          ? "This page could not be loaded. Nothing was lost. Check your connection and try again."
          : "This page needs a newer browser. It works in any that was updated in the last two years.";
      const again = document.createElement("button");
      again.className = "button";
      again.textContent = "Try again";
      again.addEventListener("click", () => location.reload());
      trouble.append(again);
    };
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", say);
    else say();
  };

  try {
    const module = fetch("{{wasm}}");
    import("{{js}}").then((app) => app.default({ module_or_path: module })).catch(fail);
  } catch (error) {
    fail(error);
  }
})();
