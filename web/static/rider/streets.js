// The order by street: minutes from the square that the rider is in, and what they are worth.
// Only the name of the square leaves the phone, unless the rider asks for the exact answer.

import { el } from "./dom.js";
import { cellAt, minutesIn } from "./near.js";
import { send } from "./sending.js";
import { GROUPS } from "./rank.js";
import { estimate } from "./travel.js";
import { PUBLISHED, t } from "./words.js";

const TABLES = new URL("../../data/near/", import.meta.url);
const EXACT_EACH = 20; // of each group
const MOST_EACH = 50; // that the server answers

/**
 * Give the list the order by street: null where no street is near, or the square is not to be had.
 * @param {object} page the rider's page; its index names the tables of each mode, with an empty name
 *   where there are streets, but no tables yet
 */
export async function learn(page) {
  const { here, index, mode, order } = page;
  const tables = index.near[mode];
  if (order && order.here === here && order.mode === mode && order.tables === tables) {
    order.exact = null; // it was for other wants
    return;
  }
  page.order = null;
  const found = tables ? await knownOnce(here, mode) : null;
  if (here !== page.here || mode !== page.mode) return;
  page.order = tables && !found ? null : new StreetOrder(here, mode, tables, found);
}

let asking = null; // what is on its way already

/** As `known`, asked once by all who want the same at the same time. */
function knownOnce(here, mode) {
  if (!asking || asking.here !== here || asking.mode !== mode) {
    const mine = { here, mode, found: known(here, mode) };
    asking = mine;
    mine.found.finally(() => { if (asking === mine) asking = null; });
  }
  return asking.found;
}

/** Minutes as far as the square tells; null where it is not to be had, or no street is near. */
async function known(here, mode) {
  try {
    const response = await fetch(new URL(`${mode}/${cellAt(here)}.json`, TABLES));
    return response.ok ? minutesIn(await response.json(), here) : null;
  } catch {
    return null; // offline, and never there before
  }
}

/**
 * Wants in the server's words. It knows none for doors that never shut, so it is asked who is open
 * at four in the morning, when hardly any other is.
 */
function asked({ alwaysOpen, amenities, kinds, service, welcome }) {
  const night = { k: MOST_EACH, at: `${new Date().toISOString().slice(0, 10)}T04:00` }; // in Beijing time
  return {
    ...(alwaysOpen ? night : { k: EXACT_EACH }),
    kind: kinds.join(",") || undefined, amenity: amenities.join(",") || undefined,
    service: service || undefined, welcome: welcome || undefined,
  };
}

class StreetOrder {
  constructor(here, mode, tables, found) {
    Object.assign(this, { here, mode, tables, found, exact: null, said: "" });
  }

  /** To those that the server answered as it said, to others as the square says. */
  get minutes() {
    return this.exact || (this.found && this.found.minutes);
  }

  /** Minutes to a site, or null where they are not known. */
  to(id) {
    const minutes = this.minutes && this.minutes.get(id);
    return minutes === undefined ? null : minutes;
  }

  /** Minutes that it takes at least to any site that none are known of. */
  get beyondMin() {
    return this.found && this.found.reachMin < Infinity ? this.found.reachMin : 0;
  }

  /** What the minutes are worth, said once above the list. */
  worth() {
    if (!this.minutes) return estimate(this.mode);
    return this.exact
      ? t("按街道的准确时间排列。", "In order of exact minutes by street.")
      : t("时间按街道算,在手机上算出,只发出了所在的约 1 公里方格。", "Minutes by street, worked out on your phone; only your square of about 1 km was sent.");
  }

  /** The answer of the server for what is wanted; the position is sent this once. */
  async ask(wants) {
    const { here, mode } = this;
    const { results } = await send("nearest", { lon: here.lon, lat: here.lat, mode, open: "grouped", ...asked(wants) });
    const known = this.found ? this.found.minutes : [];
    this.exact = new Map([...known, ...results.filter((each) => each.by_street).map((each) => [each.id, each.travel_min])]);
  }

  /**
   * What the page says before and after its groups, and what their order is worth.
   * @param {function} again shows the list anew
   */
  around(answer, wants, again) {
    const offer = this.offer(answer, wants, again);
    const [first] = GROUPS.flatMap((name) => answer[name]);
    if (offer && first.minutes === null && this.minutes) return { before: [offer], after: [], worth: "" };
    return { before: [], after: [offer], worth: this.worth() };
  }

  /** The way to the exact answer, where some minutes are not known. */
  offer(answer, wants, again) {
    const guessed = GROUPS.some((name) => answer[name].some((found) => found.minutes === null));
    if (!guessed || this.exact) return null;
    const said = el("p.wrong", { role: "alert" }, this.said);
    const ask = async ({ currentTarget: button }) => {
      button.disabled = true;
      try {
        await this.ask(wants);
      } catch (error) {
        this.said = error.message;
        said.textContent = error.message;
        button.disabled = false;
      }
      again();
    };
    return el("section.nothing.exact", {},
      el("p", {}, this.minutes
        ? t("更远的按直线估算,标着“直线估算”。", "Farther places are estimated from straight lines, and marked so.")
        : t("街道时间表还没有算好,先按直线估算。", "Minutes by street are still being worked out, so straight lines count.")),
      PUBLISHED ? null : el("button.button", { type: "button", click: ask }, t("精确查一次", "Ask for the exact answer")),
      PUBLISHED ? null : el("p.quiet", {}, t("点了会把您的位置发给本站一次,查完不保存。", "This sends your position to this site once; it is not stored.")), said);
  }
}
