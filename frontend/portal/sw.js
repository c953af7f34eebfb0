// Keeps the app itself for starting without a connection: the page, its styles, its code. Never what is
// anybody's: the API, the staff's app and its previews, and the demo always go to the network.
const VERSION = "{{version}}";
const SHELL = {{shell}};
const PREFIX = "sightline-shell-";
const NAME = PREFIX + VERSION;
const NEVER = ["/api", "/admin", "/demo", "/hooks", "/feeds"];
// A network that says nothing for so long is none.
const PATIENCE = 5000;

self.addEventListener("install", (event) => {
  const all = SHELL.map((path) => new Request(path, { cache: "no-cache" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(all)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches
    .keys()
    .then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== NAME))
    .then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (NEVER.some((path) => url.pathname === path || url.pathname.startsWith(path + "/"))) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  // The page itself is asked for anew each time; what is named by its content cannot be another.
  else if (url.pathname !== "/" && SHELL.includes(url.pathname)) event.respondWith(kept(request));
});

async function kept(request) {
  return (await caches.match(request, { cacheName: NAME })) ?? fetch(request);
}

async function page(request) {
  const fetched = fetch(request);
  const waited = new Promise((_, reject) => setTimeout(reject, PATIENCE));
  try {
    return await Promise.race([fetched, waited]);
  } catch {
    return (await caches.match("/", { cacheName: NAME })) ?? fetched;
  }
}
