// The list: three groups of cards, each as long as the rider wants it.

import { el, fill } from "./dom.js";
import { accessAt, accessEver, stateAt } from "./index.js";
import { GROUPS } from "./rank.js";
import { sentence } from "./sentence.js";
import { metres, minutesFor, minutesText } from "./travel.js";
import { labelOf, LANG, PUBLISHED, t } from "./words.js";

/**
 * One place. The same structure and classes as web/templates/card.html.
 * @param {object} found {site, state, distanceM, minutes, troubled}
 * @param {{atMs: number, mode: string, own: boolean, order: ?object}} view the instant that the card
 *   speaks of, how the rider travels, whether distances are the rider's own, and what is known of
 *   streets
 * @param {{go: ?function, route: ?function, report: ?function}} on what the buttons do
 */
export function card(found, view, on) {
  const { site, state } = found;
  return el(
    "article.card",
    { "data-id": site.id },
    head(found, view),
    el("p.state.is-" + state.status, {}, el("span.mark", { "aria-hidden": "true" }),
      el("span", {}, sentence(state, view.atMs, site.verified))),
    ...cautions(found, view).map((text) => el("p.caution", {}, text)),
    facts(site, view.atMs),
    tags(site),
    actions(site, view, on),
    el("footer.checked", {}, el("p.quiet", {}, checked(site)), reporting(site, on)),
  );
}

function head(found, view) {
  const { site } = found;
  return el("header", {},
    el("div", {}, el("h3", {}, el("a", { href: pageOf(site) }, site.name)),
      el("p.quiet", {}, labelOf("kind", site.kind))),
    view.own ? el("p.far", {}, ...far(found, view)) : null);
}

function far(found, { mode, order }) {
  const line = metres(found.distanceM);
  if (mode === "straight") return [el("strong", {}, line)];
  const guessed = order && order.minutes && found.minutes === null;
  return [el("strong", {}, minutesText(minutesTo(found, mode, order), mode)),
    el("span.quiet", {}, guessed ? t("直线估算", "estimate") : line)];
}

/** By street where that is known, else by the line; but no less than what is known all around. */
function minutesTo({ distanceM, minutes }, mode, order) {
  if (minutes !== null) return minutes;
  return Math.max(minutesFor(distanceM, mode === "straight" ? "walk" : mode), order ? order.beyondMin : 0);
}

const pageOf = (site) => `s/${encodeURIComponent(site.id)}${PUBLISHED ? "/" : `?lang=${LANG}`}`;

function cautions(found, { atMs, mode, order, own }) {
  const { state, troubled } = found;
  const said = [];
  if (troubled) said.push(t("近期有人反映进不去", "People recently could not get in"));
  const arrivalMs = atMs + minutesTo(found, mode, order) * 60_000;
  if (own && state.status === "open" && state.until !== null && state.until < arrivalMs) {
    said.push(t("赶到之前就要关门了", "It closes before you can get there"));
  }
  return said;
}

function facts(site, atMs) {
  const rows = [
    [t("怎么进", "Way in"), wayIn(site, atMs)],
    [t("谁能进", "Welcome"), labelOf("welcome", site.welcome)],
  ];
  for (const offer of site.services || []) {
    rows.push([labelOf("service", offer.code), sentence(stateAt(offer.hours, atMs), atMs, null)]);
  }
  if (site.amenities === null) rows.push([t("设施", "What is there"), t("没有记录", "not recorded")]);
  if (site.address) rows.push([t("地址", "Address"), site.address]);
  return el("dl.facts", {}, ...rows.flatMap(([label, text]) => [el("dt", {}, label), el("dd", {}, text)]));
}

/** The way in that holds now; where none does, all that ever hold. */
function wayIn(site, atMs) {
  const now = accessAt(site, atMs);
  const ways = now ? [now] : accessEver(site);
  return ways.map((code) => labelOf("access", code)).join(" / ") || t("没有记录", "not recorded");
}

function tags(site) {
  if (!site.amenities || !site.amenities.length) return null;
  const items = site.amenities.map((code) => el("li", {}, labelOf("amenity", code)));
  return el("ul.tags", { "aria-label": t("这里有", "What is there") }, ...items);
}

function actions(site, { order }, on) {
  return el("p.hand-off", {},
    action("go-there", site, "", on.go, t("去这里", "Go there")),
    order && on.route ? el("button.see-route", { type: "button", click: () => on.route(site) }, t("看路线", "Show the way"), of(site)) : null,
    site.phone ? el("a.call", { href: `tel:${site.phone}` }, `${t("拨打", "Call")} ${site.phone}`) : null);
}

const reporting = (site, on) => action("report", site, "#report", on.report, t("反映问题", "Report a problem"));

/** A button, or a link to the place's own page. */
function action(name, site, part, act, label) {
  if (!act) return el(`a.${name}`, { href: pageOf(site) + part }, label, of(site));
  return el(`button.${name}`, { type: "button", click: () => act(site) }, label, of(site));
}

/** Whose button it is, for those who hear one button after the other. */
const of = (site) => el("span.unseen", {}, ` ${site.name}`);

function checked(site) {
  const when = site.verified ? t(`${site.verified} 核实`, `verified ${site.verified}`) : t("没有核实过", "never verified");
  return `${when} · ${t("来源:", "source: ")}${site.source || t("没有记录", "not recorded")}`;
}

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
