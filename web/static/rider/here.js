// Where the list is measured from, and how far places are from there.

import { t } from "./words.js";

const A = 6378137; // WGS-84, metres
const F = 1 / 298.257223563;
const E2 = F * (2 - F);
const MEAN_RADIUS = 6371008.8;
const RADIAN = Math.PI / 180;

/** Earth-centred metres of a point on the ellipsoid. @returns {[number, number, number]} */
export function ecef(lon, lat) {
  const sin = Math.sin(lat * RADIAN);
  const cos = Math.cos(lat * RADIAN);
  const n = A / Math.sqrt(1 - E2 * sin * sin);
  return [n * cos * Math.cos(lon * RADIAN), n * cos * Math.sin(lon * RADIAN), n * (1 - E2) * sin];
}

/**
 * Metres along the ellipsoid between two earth-centred points.
 *
 * The chord is bent back to the arc on a sphere of the mean radius: s = 2R asin(c / 2R). The true
 * radius differs by less than 1 %, which leaves 2 mm at 50 km and 2 cm at 100 km.
 */
export function distanceM(p, q) {
  const chord = Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
  return 2 * MEAN_RADIUS * Math.asin(Math.min(1, chord / (2 * MEAN_RADIUS)));
}

/**
 * @typedef {object} Here
 * @property {number} lon
 * @property {number} lat
 * @property {number[]} xyz
 * @property {boolean} own whether the rider is there, so that distances mean something
 * @property {string} name
 * @property {string} doubt what to say of a poor fix
 */

/** @returns {Here} */
export const placeAt = (lon, lat, name, own = false, said = "") =>
  ({ lon, lat, xyz: ecef(lon, lat), own, name, doubt: said });

/** Ask the phone. @returns {Promise<Here>} @throws {Error} with a sentence for the rider */
export async function ownPlace() {
  const { doubt, locate } = await import("./locate.js");
  const fix = await locate();
  return placeAt(fix.lon, fix.lat, t("我的位置", "your position"), true, doubt(fix.accuracyM));
}

/** The part of town chosen in a list, or null. @param {HTMLSelectElement} select */
export function chosenPlace(select) {
  const option = select && select.selectedOptions[0];
  return option && option.dataset.at ? placeOf(option.dataset.at, middleOf(option.textContent.trim())) : null;
}

const middleOf = (name) => t(`${name}中心`, `the middle of ${name}`);

/** The place that the server's list was made for, or null. @param {HTMLElement} list */
export function servedPlace(list) {
  const { at, name, own } = list.dataset;
  return at ? placeOf(at, name, own === "1") : null;
}

function placeOf(pair, name, own = false) {
  const [lon, lat] = pair.split(",").map(Number);
  return placeAt(lon, lat, name, own);
}
