// What to do when nothing fits or nothing is open: drop a condition, or ask by telephone.

import { el } from "./dom.js";
import { conditions } from "./filters.js";
import { stateAt } from "./index.js";
import { sentence } from "./sentence.js";
import { labelOf, t } from "./words.js";

const UNION_LINE = "12351"; // the unions' own number, everywhere in China

/** What the page says before and after its groups: why nothing is open, and whom to call. */
export function help(page, answer, atMs) {
  const { index, wants } = page;
  const { open, unknown, closed } = answer.totals;
  const lines = hotlines(index.hotlines, wants.service, atMs);
  if (open) return { before: [], after: [lines] };
  const countOf = (others) => page.ranked(index.sites, others, 0).totals.open;
  return { before: [nothingOpen(page, !unknown && !closed, countOf), lines], after: [] };
}

/**
 * Why the list is empty or has nothing open, with the one condition whose loss helps most.
 * @param {RiderPage} page
 * @param {boolean} empty whether nothing at all was found
 * @param {function(object): number} countOf how many open places other wants would find
 */
function nothingOpen(page, empty, countOf) {
  const choices = conditions(page.wants)
    .map((condition) => ({ ...condition, count: countOf(condition.without) }))
    .filter((choice) => choice.count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3);
  return el("section.nothing", { "aria-labelledby": "nothing" },
    el("h2", { id: "nothing" }, heading(empty, page.chosen)),
    el("p", {}, advice(choices, page)),
    ...choices.map((choice) => el("button.button", { type: "button", click: () => page.on.wants(choice.without) }, drop(choice))));
}

/** `chosen`: whoever made the page chose an area, and nothing outside of it is looked at. */
function heading(empty, chosen) {
  if (empty && chosen) return t("这个范围里没有合适的地方", "Nothing in this area fits");
  if (empty) return t("附近 20 公里内没有合适的地方", "Nothing within 20 km fits");
  return chosen
    ? t("这个范围里现在没有确定开门的地方", "Nothing in this area is known to be open now")
    : t("附近现在没有确定开门的地方", "Nothing near here is known to be open now");
}

/** In a frame there is nothing to choose another part of town with. */
function advice(choices, { framed, wants }) {
  if (choices.length) return t("去掉一个条件就有:", "Without one condition there is some:");
  if (framed) return t("可以打开完整页面看看别处,或打热线问问。", "Look elsewhere on the full page, or ask a hotline.");
  return conditions(wants).length
    ? t("少选几个条件、换个街道,或打热线问问。", "Choose fewer conditions or another part of town, or ask a hotline.")
    : t("换个街道再看看,或打热线问问。", "Try another part of town, or ask a hotline.");
}

function drop({ field, code, count }) {
  const name = field === "chip" ? chipName(code) : labelOf(field, code);
  return t(`不要“${name}”:${count} 处`, `Without “${name}”: ${count}`);
}

/** What the page itself calls a chip. */
function chipName(code) {
  const chip = document.querySelector(`[data-chip="${code}"]`);
  return chip ? chip.textContent.trim() : labelOf("amenity", code);
}

/** The numbers to call, open ones first, and the unions' own last. */
function hotlines(lines, service, atMs) {
  const order = ["open", "unknown", "closed"];
  const told = lines
    .filter((line) => line.phone && (!service || (line.services || []).some((offer) => offer.code === service)))
    .map((line) => ({ line, state: stateAt(line.hours, atMs) }))
    .sort((a, b) => order.indexOf(a.state.status) - order.indexOf(b.state.status));
  return el("section.group.hotlines", { "aria-labelledby": "remote" },
    el("h2", { id: "remote" }, t("打电话问问", "Ask by telephone")),
    el("ol.cards", {}, ...told.map(({ line, state }) => el("li", {}, hotline(line, state, atMs))),
      el("li", {}, unionLine())));
}

function hotline(line, state, atMs) {
  return el("article.card", { "data-id": line.id }, el("h3", {}, line.name),
    el("p.state.is-" + state.status, {}, el("span.mark", { "aria-hidden": "true" }),
      el("span", {}, sentence(state, atMs, line.verified))),
    call(line.phone));
}

function unionLine() {
  return el("article.card", {}, el("h3", {}, t("12351 职工热线", "12351, the unions' hotline")), call(UNION_LINE));
}

const call = (phone) =>
  el("p.hand-off", {}, el("a.call", { href: `tel:${phone}` }, `${t("拨打", "Call")} ${phone}`));
