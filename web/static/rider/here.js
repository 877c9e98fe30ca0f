// Where the list is measured from: the phone's own fix, or the middle of a part of town.

import { ecef } from "./geo.js";
import { t } from "./words.js";

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
