// The rider's page: what the buttons do. All it knows is in the index and on the phone.

import { startChoices, startLarge } from "./choices.js";
import { recall, recallWants, wantsInForm } from "./filters.js";
import { chosenPlace, ownPlace, servedPlace } from "./here.js";
import { RiderPage } from "./page.js";
import { PUBLISHED, t } from "./words.js";

const $ = (id) => document.getElementById(id);
const nodes = { list: $("list"), status: $("status"), worth: $("worth"), notice: $("notice") };
const answered = "answered" in nodes.list.dataset;

const page = new RiderPage(
  nodes,
  {
    wants: answered ? wantsInForm($("ask")) : recallWants(),
    mode: answered ? $("mode").value : recall("mode", "walk"),
    here: servedPlace(nodes.list),
    still: answered,
  },
  {
    go: (site) => import("./sheet.js").then(({ openSheet }) => openSheet(site, page.mode)),
    route: PUBLISHED ? null : (site) => import("./route.js").then(({ openRoute }) => openRoute(site, page)),
    report: (site) => import("./report.js").then(({ openReport }) => openReport(site)),
    wants: (wants) => choices.set({ wants }),
  },
);

const choices = startChoices(page, { locate });
startLarge($("large"));
startLocating();
page.startClock();
$("map-open").addEventListener("click", openMap);
page.load().then(later, later);

/** What the first list can do without; after it, or it would slow the list down. */
function later() {
  import("./locate.js").catch(() => {}); // at hand before the button is pressed
  import("./later.js").then(({ startMap, startWorker }) => {
    startMap(page);
    startWorker(page);
  }, () => {});
}

/** Open or close the map; what draws it comes later. */
function openMap({ currentTarget }) {
  const place = $("map");
  place.hidden = !place.hidden;
  currentTarget.setAttribute("aria-expanded", String(!place.hidden));
  if (page.onShown) page.onShown();
}

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
