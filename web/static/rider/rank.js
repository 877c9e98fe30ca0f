// Who is near: filter, measure, group. All of it on the phone, so that no position leaves it.

import { distanceM } from "./here.js";
import { stateAt } from "./index.js";

export const GROUPS = ["open", "unknown", "closed"];

/**
 * What the rider asked for.
 * @typedef {object} Wants
 * @property {string[]} kinds any of these; empty: whatever riders are shown
 * @property {string[]} amenities all of these
 * @property {?string} service
 * @property {?string} welcome
 * @property {boolean} openOnly
 * @property {boolean} alwaysOpen open round the clock all through the index's days
 */

/** Whether a site has what is wanted. What nobody said is not taken for a yes. */
export function fits(site, wants) {
  if (wants.kinds.length ? !wants.kinds.includes(site.kind) : site.kind === "candidate") return false;
  if (wants.welcome && site.welcome !== wants.welcome) return false;
  if (wants.alwaysOpen && !site.hours.always) return false;
  if (wants.service && !serviceOf(site, wants.service)) return false;
  return wants.amenities.every((code) => site.amenities !== null && site.amenities.includes(code));
}

function serviceOf(site, code) {
  return site.services === null ? undefined : site.services.find((offer) => offer.code === code);
}

/** State that counts for the rider: that of the service asked for, else that of the door. */
function stateFor(site, wants, atMs) {
  const line = wants.service ? serviceOf(site, wants.service).hours : site.hours;
  return stateAt(line, atMs);
}

/**
 * The nearest of each group, nearest first, equal distances by id; troubled ones last. Where
 * minutes by street are known they are the order, and sites that have none follow.
 * @param {number|{open: number, unknown: number, closed: number}} k how many of each
 * @param {number} farthestM nobody takes a break farther away
 * @param {?{to: function(string): ?number}} order minutes by street to a site, null where not known
 * @returns {{open: object[], unknown: object[], closed: object[], totals: object}} of
 *   {site, distanceM, minutes, state, troubled}; totals count those beyond k too
 */
export function rank(sites, xyz, wants, atMs, k, troubled = new Set(), farthestM = Infinity, order = null) {
  const groups = { open: [], unknown: [], closed: [], totals: {} };
  for (const site of sites) {
    if (site.coarse || !fits(site, wants)) continue;
    const far = distanceM(xyz, site.xyz);
    if (far > farthestM) continue;
    const state = stateFor(site, wants, atMs);
    groups[state.status].push({ site, state, distanceM: far, minutes: order && order.to(site.id), troubled: troubled.has(site.id) });
  }
  if (wants.openOnly) groups.unknown = groups.closed = [];
  for (const name of GROUPS) {
    groups.totals[name] = groups[name].length;
    groups[name] = groups[name].sort(nearer).slice(0, typeof k === "number" ? k : k[name]);
  }
  return groups;
}

function nearer(a, b) {
  return a.troubled - b.troubled || (a.minutes === null) - (b.minutes === null) || a.minutes - b.minutes
    || a.distanceM - b.distanceM || (a.site.id < b.site.id ? -1 : 1);
}
