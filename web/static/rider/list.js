// The list: three groups of cards, each as long as the rider wants it.

import { card } from "./card.js";
import { el, fill } from "./dom.js";
import { GROUPS } from "./rank.js";
import { t } from "./words.js";

const TITLES = {
  open: ["现在能进", "Open now"],
  unknown: ["时间未知,先问问", "Hours unknown, better ask"],
  closed: ["已关门", "Closed"],
};

/**
 * @param {HTMLElement} node the list's place on the page
 * @param {object} answer what `rank` found
 * @param {object} view as `card` takes it
 * @param {{go: function, report: function, more: function}} on what the buttons do
 * @param {Node[]} before what goes first: why nothing is there, hotlines
 * @param {Node[]} after hotlines where something is open, but far away
 */
export function showList(node, answer, view, on, before, after) {
  const groups = GROUPS.filter((name) => answer[name].length);
  const made = [...before, ...groups.map((name) => group(name, answer, view, on)), ...after].filter(Boolean);
  // Most minutes change nothing: then nothing moves under a thumb or a screen reader.
  if (made.map((part) => part.textContent).join("") === node.textContent) return;
  const giveBack = focusIn(node);
  fill(node, ...made);
  giveBack(node);
}

function group(name, answer, view, on) {
  const total = answer.totals[name];
  const left = total - answer[name].length;
  return el("section.group", { "aria-labelledby": `group-${name}`, "data-group": name },
    el("h2.is-" + name, { id: `group-${name}` }, el("span.mark", { "aria-hidden": "true" }),
      t(...TITLES[name]), " ", el("small", {}, String(total))),
    el("ol.cards", {}, ...answer[name].map((found) => el("li", {}, card(found, view, on)))),
    left > 0 ? el("button.more", { type: "button", "data-more": name, click: () => on.more(name, answer[name].length) },
      t(`更多(还有 ${left} 处)`, `More (${left} left)`)) : null);
}

/** Remember what has the focus, and give it back to the same button of the list made anew. */
function focusIn(node) {
  const focused = document.activeElement;
  if (!focused || !node.contains(focused)) return () => {};
  const owner = focused.closest("[data-id]");
  const id = owner && owner.dataset.id;
  const kind = focused.dataset.more ? `[data-more="${focused.dataset.more}"]` : focused.localName + classOf(focused);
  return (list) => {
    const place = id === null ? list : cardOf(list, id);
    const again = place && place.querySelector(kind);
    if (again) again.focus({ preventScroll: true });
  };
}

const classOf = (node) => (node.classList.length ? `.${node.classList[0]}` : "");

export function cardOf(list, id) {
  return [...list.querySelectorAll("[data-id]")].find((each) => each.dataset.id === id);
}

/** Give the focus to the first card of a group beyond those that were there before. */
export function focusOn(node, name, at) {
  const links = node.querySelectorAll(`[data-group="${name}"] h3 a`);
  if (links[at]) links[at].focus();
}
