// What the list can do without at first: the map, and the worker that keeps all for flight mode.

import { INDEX } from "./index.js";
import { pick, startPicking } from "./picked.js";
import { t } from "./words.js";

const $ = (id) => document.getElementById(id);

/** The map is fetched when it is asked for; list and map point out the same place. */
export function startMap(page) {
  const place = $("map");
  let [coming, map] = [null, null];
  const what = () => ({ sites: page.fitting(), here: page.here, way: page.way, begin: page.begins ? page.begins() : [], atMs: Date.now(), onPick: (site) => pick(page, site) });
  const draw = async () => {
    if (place.hidden || !page.index) return;
    try {
      coming = coming || import("./map.js").then(({ showMap }) => showMap(place, what()));
      map = await coming;
      map.update(what());
    } catch {
      coming = null;
      place.textContent = t("地图没有加载出来,列表照样能用。", "The map did not load; the list still works.");
    }
  };
  page.onShown = draw;
  startPicking(page);
  draw(); // it may have been opened already
  page.nodes.list.addEventListener("focusin", ({ target }) => {
    const card = target.closest("[data-id]");
    const site = card && map && !place.hidden && page.index.sites.find((each) => each.id === card.dataset.id);
    if (site) map.pick(site);
  });
}

/** Keeps the page and the last index for flight mode; pages over plain http have no such thing. */
export function startWorker(page) {
  for (const change of ["online", "offline"]) window.addEventListener(change, () => page.tick());
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const first = !serviceWorker.controller;
  serviceWorker.addEventListener("message", () => page.offer());
  offerNewer(page);
  // What the first visit fetched before there was a worker is asked for again, to be kept.
  serviceWorker.addEventListener("controllerchange", () => first && page.index && keepData());
  serviceWorker.register(new URL("../../sw.js", import.meta.url).href).catch(() => {});
}

/** A newer index may have been kept before anybody here listened. */
async function offerNewer(page) {
  const kept = await caches.match(INDEX.href);
  if (kept && page.index && kept.headers.get("ETag") !== page.index.tag) page.offer();
}

function keepData() {
  const got = performance.getEntriesByType("resource").map(({ name }) => name);
  for (const href of new Set(got)) if (new URL(href).pathname.includes("/data/")) fetch(href).catch(() => {});
}
