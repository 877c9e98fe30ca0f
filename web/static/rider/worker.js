// The service worker: the page answers in flight mode with the last index. The server puts
// RELEASE, HOMES and SHELL before this text and serves it as /sw.js.
// Only GETs of our own files are kept: nothing that somebody sent, so nobody's position.

/* global HOMES, RELEASE, SHELL */
const SHELL_CACHE = `yizhan-shell-${RELEASE}`;
const DATA_CACHE = "yizhan-data";
const SQUARES = 40; // of town that are kept, the last ones: not where somebody was all year
const PATIENCE_MS = 2_500; // what takes longer than this comes from the cache
const SHOWN_MS = 1_500; // by then the list stands: until then a slow phone has enough to do
const HOME_PATIENCE_MS = 300; // the list is made anew on the phone, so the page itself may be older
const INDEX = new URL("data/index.json", self.registration.scope).href;
const FOR_PHONES = /^\/data\/(index|near|troubles|backdrop)\b.*\.json$/; // not the files to download
const bareOf = (home) => `${home}?bare`; // the page without cards

self.addEventListener("install", (event) => {
  if (event.addRoutes) event.addRoutes(straightFromCache());
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
  const home = HOMES.find((each) => new URL(each, self.location).pathname === url.pathname);
  if (home && request.mode === "navigate") event.respondWith(page(event, url, home));
  else if (FOR_PHONES.test(path)) event.respondWith(data(event, path));
  else if (path.startsWith("/static/")) event.respondWith(file(request));
});

/** Browsers that can take the kept files themselves need not wait for this worker to wake up. */
function straightFromCache() {
  const files = SHELL.map((path) => ({ urlPattern: new URL(path, self.location).href }));
  return [{ condition: { or: files }, source: { cacheName: SHELL_CACHE } }];
}

async function keepShell() {
  const cache = await caches.open(SHELL_CACHE);
  await cache.addAll([...HOMES, ...SHELL].map((path) => new Request(path, { cache: "no-cache" })));
  for (const home of HOMES) await keepPage(home, await cache.match(home));
}

async function dropOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("yizhan-shell-") && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/**
 * The page. Where an index of today is kept, the one without cards at once: the phone makes them of
 * that. Else a fresh one where the network is quick. What a link chose for once is not kept.
 */
async function page(event, url, home) {
  if (url.search) return hurried(fetch(event.request), () => keptPage(home));
  const index = await caches.match(INDEX, { cacheName: DATA_CACHE });
  const bare = index && isOfToday(index) && (await keptPage(bareOf(home)));
  const fresh = bare ? shown().then(() => fetch(event.request)) : fetch(event.request);
  const keeping = fresh.then((answer) => answer.ok && keepPage(home, answer.clone()));
  event.waitUntil(keeping.catch(() => undefined));
  return bare || hurried(fresh, () => keptPage(home), HOME_PATIENCE_MS);
}

const shown = () => new Promise((resolve) => { setTimeout(resolve, SHOWN_MS); });
const keptPage = (address) => caches.match(address, { cacheName: SHELL_CACHE });

/** Keep the page as it came, and without the cards of that hour: they are slow to draw, and old. */
async function keepPage(home, answer) {
  const cache = await caches.open(SHELL_CACHE);
  const { headers } = answer;
  const text = await answer.text();
  const bare = text.replace(/<!--cards-->[^]*<!--\/cards-->/, "");
  await cache.put(home, new Response(text, { headers }));
  await cache.put(bareOf(home), new Response(bare, { headers }));
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
  const renewed = async () => {
    const answer = await fetch(event.request, { cache: "no-cache" });
    if (answer.ok) await cache.put(event.request, answer.clone());
    if (answer.ok && isSquare) await dropOldSquares(cache);
    return answer;
  };
  if (!kept) return renewed();
  const changes = path === "/data/troubles.json" || isSquare;
  if (changes || !isOfToday(kept)) return hurried(renewed(), async () => kept);
  event.waitUntil(shown().then(renewed).then((answer) => tell(kept, answer), () => undefined));
  return kept;
}

/** Squares of town in the order in which they came last; the oldest go. */
async function dropOldSquares(cache) {
  const squares = (await cache.keys()).filter(({ url }) => url.includes("/data/near/"));
  await Promise.all(squares.slice(0, -SQUARES).map((old) => cache.delete(old)));
}

/** The day in China, where an index is one day's. */
const day = (ms) => Math.floor((ms + 8 * 3_600_000) / 86_400_000);
const dayOf = (answer) => day(Date.parse((answer.headers.get("Date") || "").slice(-29))); // the last, if twice
const isOfToday = (answer) => dayOf(answer) === day(Date.now());

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
