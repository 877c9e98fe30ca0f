// A large city comes in districts: the nearest around the rider are fetched, and no more.

import { distanceM, ecef } from "./here.js";
import { fetched } from "./index.js";

const MOST_PARTS = 8; // at once; whoever has to look farther is told to choose a street

/**
 * See to it that the sites around a place are in the index.
 * @param {object} index as decoded; the sites of its parts are added
 * @param {{lon: number, lat: number}} here
 * @param {function(object[]): number} reachM metres within which the sites given are answer enough
 */
export async function loadAround(index, here, reachM) {
  const order = index.parts
    .map((part) => ({ part, distanceM: distanceToBox(here, part.bbox) }))
    .sort((a, b) => a.distanceM - b.distanceM)
    .slice(0, MOST_PARTS);
  for (const { part, distanceM: far } of order) {
    if (far > reachM(index.sites)) break;
    await load(index, part);
  }
}

/** Add the sites of a part once, though two may ask for it at the same time. */
function load(index, part) {
  part.coming = part.coming || fetched(part.href).then(({ sites }) => {
    index.sites = index.sites.concat(sites);
  });
  return part.coming.catch((error) => {
    part.coming = null;
    throw error;
  });
}

/** Metres from a place to the nearest point of a box; nothing inside it. */
function distanceToBox({ lon, lat }, [west, south, east, north]) {
  const between = (low, value, high) => Math.min(Math.max(value, low), high);
  return distanceM(ecef(lon, lat), ecef(between(west, lon, east), between(south, lat, north)));
}
