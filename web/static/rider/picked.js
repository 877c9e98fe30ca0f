// A place that was touched on the map is pointed out in the list; one that is not listed is shown
// first.

import { el } from "./dom.js";
import { NOTHING } from "./filters.js";
import { card, cardOf } from "./list.js";
import { GROUPS, rank } from "./rank.js";

/** Let places be picked: the page shows the one in `picked` before its list. */
export function startPicking(page) {
  page.aside = (answer, view) => aside(page, answer, view);
}

/** Point out a place. */
export function pick(page, site) {
  if (pointOut(page.nodes.list, site.id)) return;
  page.picked = site;
  page.show();
  pointOut(page.nodes.list, site.id);
}

/** @returns whether the place is listed */
function pointOut(node, id) {
  for (const each of node.querySelectorAll(".card.is-picked")) each.classList.remove("is-picked");
  const found = cardOf(node, id);
  if (!found) return false;
  found.classList.add("is-picked");
  found.scrollIntoView({ block: "nearest" });
  found.querySelector("h3 a").focus({ preventScroll: true });
  return true;
}

/** The place picked, where it is not among the nearest. */
function aside(page, answer, view) {
  const { here, on, order, picked, troubled } = page;
  if (!picked || GROUPS.some((name) => answer[name].some((found) => found.site.id === picked.id))) return [];
  const groups = rank([picked], here.xyz, NOTHING, view.atMs, 1, troubled, Infinity, order);
  const [found] = GROUPS.flatMap((name) => groups[name]);
  return [el("section.group", {}, card(found, view, on))];
}
