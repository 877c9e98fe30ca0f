// The rider's page: what the buttons do. All it knows is in the index and on the phone.

import { startChoices } from "./choices.js";
import { recallWants, wantsInForm } from "./filters.js";
import { chosenPlace, ownPlace, servedPlace } from "./here.js";
import { startLarge } from "./large.js";
import { RiderPage } from "./page.js";
import { recall } from "./store.js";
import { t } from "./words.js";

const $ = (id) => document.getElementById(id);
const nodes = { list: $("list"), status: $("status"), worth: $("worth"), notice: $("notice") };
const answered = "answered" in nodes.list.dataset;

const page = new RiderPage(
  nodes,
  {
    wants: answered ? wantsInForm($("ask")) : recallWants(),
    mode: answered ? $("mode").value : recall("mode", "walk"),
    here: servedPlace(nodes.list),
    first: firstCounts(),
    still: answered,
  },
  {
    go: (site) => import("./sheet.js").then(({ openSheet }) => openSheet(site, page.mode)),
    report: (site) => import("./report.js").then(({ openReport }) => openReport(site)),
    wants: (wants) => choices.set({ wants }),
  },
);

/** As many cards as the server sent, so that the list stands still when the phone takes it over. */
function firstCounts() {
  const count = (name) => nodes.list.querySelectorAll(`[data-group="${name}"] .card`).length;
  return { open: Math.max(5, count("open")), unknown: Math.max(5, count("unknown")), closed: Math.max(5, count("closed")) };
}

const choices = startChoices(page, { locate });
startLarge($("large"));
startLocating();
startMap();
startClock();
page.load().then(() => {
  import("./locate.js").catch(() => {}); // at hand before the button is pressed
  startWorker(); // after the list, or the files that it keeps would slow the list down
});

function startLocating() {
  $("locate").addEventListener("click", locate);
  const area = $("area-now");
  if (!area) return;
  area.addEventListener("change", () => {
    $("refused").textContent = "";
    page.change({ here: chosenPlace(area) || page.here });
  });
}

/** Ask the phone where it is; where it cannot tell, the list of districts takes over. */
async function locate() {
  const button = $("locate");
  const label = button.textContent;
  button.setAttribute("aria-busy", "true");
  button.textContent = t("正在定位…", "Locating…");
  $("refused").textContent = "";
  try {
    const here = await ownPlace();
    if ($("area-now")) $("area-now").value = "";
    button.textContent = t("重新定位", "Locate again");
    const shown = page.change({ here });
    document.querySelector(".chips").scrollIntoView(); // the answer, with the conditions above it
    await shown;
  } catch (error) {
    button.textContent = label;
    $("refused").textContent = error.message;
    const area = $("area-now");
    if (area) area.focus();
  }
  button.removeAttribute("aria-busy");
}

/** The map is fetched when it is asked for; list and map point out the same place. */
function startMap() {
  const [button, place] = [$("map-open"), $("map")];
  let [coming, map] = [null, null];
  const what = () => ({ sites: page.fitting(), here: page.here, atMs: Date.now(), onPick: (site) => page.pick(site) });
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
  button.addEventListener("click", () => {
    place.hidden = !place.hidden;
    button.setAttribute("aria-expanded", String(!place.hidden));
    draw();
  });
  page.onShown = draw;
  nodes.list.addEventListener("focusin", ({ target }) => {
    const card = target.closest("[data-id]");
    const site = card && map && !place.hidden && page.index.sites.find((each) => each.id === card.dataset.id);
    if (site) map.pick(site);
  });
}

/** Doors open and close while the page lies there: look again each minute, and on coming back. */
function startClock() {
  const next = () => window.setTimeout(() => { page.tick(); next(); }, 60_000 - (Date.now() % 60_000));
  next();
  document.addEventListener("visibilitychange", () => document.hidden || page.tick());
}

/** Keeps the page and the last index for flight mode; pages over plain http have no such thing. */
function startWorker() {
  for (const change of ["online", "offline"]) window.addEventListener(change, () => page.tick());
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const first = !serviceWorker.controller;
  serviceWorker.addEventListener("message", () => page.offer());
  // What the first visit fetched before there was a worker is asked for again, to be kept.
  serviceWorker.addEventListener("controllerchange", () => first && page.index && keepData());
  serviceWorker.register(new URL("../../sw.js", import.meta.url).href).catch(() => {});
}

function keepData() {
  const got = performance.getEntriesByType("resource").map(({ name }) => name);
  for (const href of new Set(got)) if (new URL(href).pathname.includes("/data/")) fetch(href).catch(() => {});
}
