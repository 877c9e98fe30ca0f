// The service worker: the page answers in flight mode with the last index. The server puts
// RELEASE and SHELL before this text and serves it as /sw.js.
// Only GETs of our own files are kept: nothing that somebody sent, so nobody's position.

/* global RELEASE, SHELL */
const SHELL_CACHE = `yizhan-shell-${RELEASE}`;
const DATA_CACHE = "yizhan-data";
const PATIENCE_MS = 2_500; // a page that takes longer than this comes from the cache

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldShells().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const path = url.pathname.slice(new URL(self.registration.scope).pathname.length - 1);
  if (path === "/" && request.mode === "navigate") event.respondWith(page(request));
  else if (path.startsWith("/data/")) event.respondWith(data(event));
  else if (path.startsWith("/static/")) event.respondWith(file(request));
});

async function keepShell() {
  const cache = await caches.open(SHELL_CACHE);
  await cache.addAll(SHELL);
}

async function dropOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("yizhan-shell-") && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The page: fresh when the network is quick, else the one that was kept. */
async function page(request) {
  const cache = await caches.open(SHELL_CACHE);
  const kept = () => cache.match(request, { ignoreSearch: true });
  try {
    const answer = await hurried(fetch(request), kept);
    return answer;
  } catch {
    return (await kept()) || Response.error();
  }
}

async function hurried(fresh, kept) {
  const late = new Promise((resolve) => {
    setTimeout(async () => {
      const copy = await kept();
      if (copy) resolve(copy);
    }, PATIENCE_MS);
  });
  return Promise.race([fresh, late]);
}

/** Data: what is kept at once, and the fresh copy for the next time. */
async function data(event) {
  const cache = await caches.open(DATA_CACHE);
  const kept = await cache.match(event.request);
  const fresh = fetch(event.request).then(async (answer) => {
    if (answer.ok) await cache.put(event.request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.then((answer) => tell(kept, answer), () => undefined));
  return kept;
}

/** Tell open pages when a newer index has come. */
async function tell(kept, answer) {
  if (kept.headers.get("ETag") === answer.headers.get("ETag")) return;
  const pages = await self.clients.matchAll();
  for (const client of pages) client.postMessage({ type: "newer-data" });
}

/** Our own files: kept with the release, fetched where they were not. */
async function file(request) {
  const kept = await caches.match(request);
  return kept || fetch(request);
}
