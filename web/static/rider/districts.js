// A large city comes in districts: the nearest around the rider are fetched, and no more.

import { distanceM, ecef } from "./geo.js";
import { fetched } from "./load.js";

const MOST_PARTS = 8; // at once; whoever has to look farther is told to choose a street

/**
 * See to it that the sites around a place are in the index.
 * @param {object} index as decoded; the sites of its parts are added
 * @param {{lon: number, lat: number}} here
 * @param {function(object[]): number} reachM metres within which the sites given are answer enough
 * @returns {Promise<boolean>} whether any site was added
 */
export async function loadAround(index, here, reachM) {
  const order = index.parts
    .map((part) => ({ part, distanceM: distanceToBox(here, part.bbox) }))
    .sort((a, b) => a.distanceM - b.distanceM)
    .slice(0, MOST_PARTS);
  let added = false;
  for (const near of order) {
    if (near.part.loaded) continue;
    if (near.distanceM > reachM(index.sites)) break;
    const { sites } = await fetched(near.part.href);
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
