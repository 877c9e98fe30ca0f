// Getting the index: one file, or for a large city the districts around the rider, the nearest first.
// Asking for a district's file tells the server the district at most, never the position.

import { distanceM, ecef } from "./geo.js";
import { decode } from "./index.js";

const INDEX = new URL("../../data/index.json", import.meta.url);
const TROUBLES = new URL("../../data/troubles.json", import.meta.url);
const MOST_PARTS = 8; // at once; whoever has to look farther is told to choose a street

/** Fetch the index. @throws where there is neither network nor a saved copy */
export const loadIndex = () => fetched(INDEX);

async function fetched(href) {
  const response = await fetch(href);
  if (!response.ok) throw new Error(String(response.status));
  return decode(await response.json());
}

/** Ids of the sites that riders lately could not get into; none where that cannot be learnt. */
export async function loadTroubled() {
  try {
    const response = await fetch(TROUBLES);
    return new Set(response.ok ? (await response.json()).troubled : []);
  } catch {
    return new Set();
  }
}

/**
 * See to it that the sites around a place are in the index.
 * @param {object} index as decoded; the sites of its parts are added
 * @param {{lon: number, lat: number}} here
 * @param {function(object[]): number} reachM metres within which the sites given are answer enough
 * @returns {Promise<boolean>} whether any site was added
 */
export async function loadAround(index, here, reachM) {
  if (!index.parts) return false;
  const order = index.parts
    .map((part) => ({ part, distanceM: distanceToBox(here, part.bbox) }))
    .sort((a, b) => a.distanceM - b.distanceM)
    .slice(0, MOST_PARTS);
  let added = false;
  for (const near of order) {
    if (near.part.loaded) continue;
    if (near.distanceM > reachM(index.sites)) break;
    const { sites } = await fetched(new URL(near.part.href, INDEX));
    index.sites = index.sites.concat(sites);
    near.part.loaded = added = true;
  }
  return added;
}

/** Metres from a place to the nearest point of a box; nothing inside it. */
function distanceToBox({ lon, lat }, [west, south, east, north]) {
  const between = (low, value, high) => Math.min(Math.max(value, low), high);
  return distanceM(ecef(lon, lat), ecef(between(west, lon, east), between(south, lat, north)));
}
