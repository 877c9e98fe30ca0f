// The service worker: the page answers in flight mode with the last index. The server puts
// RELEASE and SHELL before this text and serves it as /sw.js.
// Only GETs of our own files are kept: nothing that somebody sent, so nobody's position.

/* global RELEASE, SHELL */
const [HOME] = SHELL;
const SHELL_CACHE = `yizhan-shell-${RELEASE}`;
const DATA_CACHE = "yizhan-data";
const SQUARES = 40; // of town that are kept, the last ones: not where somebody was all year
const PATIENCE_MS = 2_500; // what takes longer than this comes from the cache
const HOME_PATIENCE_MS = 300; // the list is made anew on the phone, so the page itself may be older

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
  if (path === "/" && request.mode === "navigate") event.respondWith(page(request, url));
  else if (path.startsWith("/data/")) event.respondWith(data(event, path));
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
async function page(request, url) {
  const cache = await caches.open(SHELL_CACHE);
  const fresh = fetch(request).then((answer) => {
    // The part of town that somebody looked at is not kept, nor is what a link chose for once.
    if (answer.ok && !url.search) cache.put(HOME, answer.clone());
    return answer;
  });
  return hurried(fresh, () => cache.match(HOME), url.search ? PATIENCE_MS : HOME_PATIENCE_MS);
}

/** What comes from the network, or what was kept where that fails or takes too long. */
async function hurried(fresh, kept, patienceMs = PATIENCE_MS) {
  const late = new Promise((resolve) => {
    setTimeout(() => kept().then((copy) => copy && resolve(copy)), patienceMs);
  });
  try {
    return await Promise.race([fresh, late]);
  } catch {
    return (await kept()) || Response.error();
  }
}

/** Data: the index of today at once, as kept; what may have changed, fresh where it can be had. */
async function data(event, path) {
  const cache = await caches.open(DATA_CACHE);
  const kept = await cache.match(event.request);
  const isSquare = path.startsWith("/data/near/");
  const fresh = fetch(event.request).then(async (answer) => {
    if (answer.ok) await cache.put(event.request, answer.clone());
    if (answer.ok && isSquare) await dropOldSquares(cache);
    return answer;
  });
  if (!kept) return fresh;
  const changes = path === "/data/troubles.json" || isSquare;
  if (changes || dayOf(kept) !== day(Date.now())) return hurried(fresh, async () => kept.clone());
  event.waitUntil(fresh.then((answer) => tell(kept, answer), () => undefined));
  return kept.clone();
}

/** Squares of town in the order in which they came last; the oldest go. */
async function dropOldSquares(cache) {
  const squares = (await cache.keys()).filter(({ url }) => url.includes("/data/near/"));
  await Promise.all(squares.slice(0, -SQUARES).map((old) => cache.delete(old)));
}

/** The day in China, where an index is one day's. */
const day = (ms) => Math.floor((ms + 8 * 3_600_000) / 86_400_000);
const dayOf = (answer) => day(Date.parse((answer.headers.get("Date") || "").slice(-29))); // the last, if twice

/** Tell open pages when a newer index has come. */
async function tell(kept, answer) {
  if (!answer.ok || kept.headers.get("ETag") === answer.headers.get("ETag")) return;
  const pages = await self.clients.matchAll();
  for (const client of pages) client.postMessage({ type: "newer-data" });
}

/** Our own files: kept with the release; those of the map once it was looked at. */
async function file(request) {
  const cache = await caches.open(SHELL_CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
