// Who is near: filter, measure, group. All of it on the phone, so that no position leaves it.

import { distanceM } from "./geo.js";
import { stateAt } from "./hours.js";

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
export function stateFor(site, wants, atMs) {
  const line = wants.service ? serviceOf(site, wants.service).hours : site.hours;
  return stateAt(line, atMs);
}

/**
 * The k nearest of each group, nearest first, equal distances by id; troubled ones last.
 * @returns {{open: object[], unknown: object[], closed: object[]}} of {site, distanceM, state}
 */
export function rank(sites, xyz, wants, atMs, k, troubled = new Set()) {
  const groups = { open: [], unknown: [], closed: [] };
  for (const site of sites) {
    if (site.coarse || !fits(site, wants)) continue;
    const state = stateFor(site, wants, atMs);
    groups[state.status].push({ site, state, distanceM: distanceM(xyz, site.xyz) });
  }
  if (wants.openOnly) groups.unknown = groups.closed = [];
  for (const name of GROUPS) groups[name] = nearest(groups[name], k, troubled);
  return groups;
}

function nearest(found, k, troubled) {
  const sinks = (place) => (troubled.has(place.site.id) ? 1 : 0);
  const order = (a, b) =>
    sinks(a) - sinks(b) || a.distanceM - b.distanceM || (a.site.id < b.site.id ? -1 : 1);
  return found.sort(order).slice(0, k);
}
