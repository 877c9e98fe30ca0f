// The list in a frame, ranked as on the rider's own page and by the same parts.

import { toggled, isPressed, NOTHING } from "../rider/filters.js";
import { ownPlace, servedPlace } from "../rider/here.js";
import { RiderPage } from "../rider/page.js";
import { t } from "../rider/words.js";

const $ = (id) => document.getElementById(id);

/** The rider's page, of a box only where there is one. `part`: of the index; `farthestM`: a limit. */
class FramePage extends RiderPage {
  ranked(sites, wants, k) {
    return super.ranked(this.boxed(sites), wants, k);
  }

  fitting() {
    return this.boxed(super.fitting());
  }

  /** What the map begins with: all of a chosen area, else what the list shows, open ones if there are. */
  begins() {
    if (this.chosen || !this.here) return this.fitting();
    const { open, unknown, closed } = this.ranked(this.index.sites, this.wants, this.shown);
    return (open.length ? open : [...unknown, ...closed]).map(({ site }) => site);
  }

  streets() {
    if (this.index) this.index.near = this.near; // a part of the index does not name the tables
    return super.streets();
  }

  boxed(sites) {
    if (!this.bbox) return sites;
    const [west, south, east, north] = this.bbox;
    return sites.filter(({ lon, lat }) => west <= lon && lon <= east && south <= lat && lat <= north);
  }
}

/**
 * Take the server's list over.
 * @param {object} facts what the server says of the frame
 * @returns {Promise<{locate: function, press: function}>} what its buttons do
 */
export async function start(facts) {
  const nodes = { list: $("list"), status: $("status"), worth: $("worth"), notice: $("notice") };
  const chip = document.querySelector("[data-chip]");
  const page = new FramePage(
    nodes,
    {
      wants: { ...NOTHING, ...facts.wants }, mode: "walk", here: servedPlace(nodes.list), still: false,
      first: facts.first, part: facts.part, farthestM: facts.farthestM || Infinity,
      bbox: facts.bbox, near: facts.near, framed: true, chosen: Boolean(facts.part || facts.bbox),
    },
    { wants: (wants) => change(page, chip, wants) },
  );
  await page.load();
  if ($("map")) showMap(page);
  page.startClock();
  return { locate: () => locate(page), press: () => change(page, chip, toggled(page.wants, "open")) };
}

function change(page, chip, wants) {
  chip.setAttribute("aria-pressed", String(isPressed(wants, "open")));
  return page.change({ wants });
}

/** The list beside a map that is there is folded; picking a place unfolds it. */
function showMap(page) {
  const fold = document.querySelector(".fold");
  if (fold) {
    fold.open = false;
    page.nodes.list.addEventListener("focusin", () => { fold.open = true; });
  }
  import("../rider/later.js").then(({ startMap }) => startMap(page), () => {});
}

async function locate(page) {
  const [button, refused] = [$("locate"), $("refused")];
  const label = button.textContent;
  button.setAttribute("aria-busy", "true");
  button.textContent = t("正在定位…", "Locating…");
  refused.textContent = "";
  try {
    const here = await ownPlace();
    button.textContent = t("重新定位", "Locate again");
    await page.change({ here });
  } catch {
    button.textContent = label;
    refused.textContent = t("在这里定不了位,可以打开完整页面再试。", "Your place cannot be told here: try the full page.");
  }
  button.removeAttribute("aria-busy");
}
