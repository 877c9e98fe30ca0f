// One place on the list. The same structure and classes as web/templates/card.html.

import { el } from "./dom.js";
import { accessAt, stateAt } from "./hours.js";
import { sentence } from "./sentence.js";
import { LABELS, labelOf } from "./labels.js";
import { t } from "./words.js";

/**
 * @param {object} found {site, state, distanceM?, minutes?, troubled}
 * @param {number} atMs the instant that the card speaks of
 * @param {{go: function, report: function, pick: function}} on what the buttons do
 */
export function card(found, atMs, on) {
  const { site, state } = found;
  return el(
    "article.card",
    { "data-id": site.id },
    head(found),
    el("p.state.is-" + state.status, {}, el("span.mark", { "aria-hidden": "true" }),
      el("span", {}, sentence(state, atMs, site.verified))),
    found.troubled ? el("p.caution", {}, t("近期有人反映进不去", "People recently could not get in")) : null,
    facts(site, atMs),
    tags(site),
    actions(site, on),
    el("p.quiet", {}, checked(site)),
  );
}

function head({ site, distanceM, minutes }) {
  const far = distanceM === undefined ? null : el("p.far", {}, el("strong", {}, minutes || metres(distanceM)),
    minutes ? el("span.quiet", {}, metres(distanceM)) : null);
  return el("header", {},
    el("div", {}, el("h3", {}, el("a", { href: pageOf(site) }, site.name)),
      el("p.quiet", {}, labelOf("kind", site.kind))),
    far);
}

export const pageOf = (site) => `s/${encodeURIComponent(site.id)}`;

function facts(site, atMs) {
  const rows = [[t("怎么进", "Way in"), wayIn(site, atMs)], [t("谁能进", "Welcome"), labelOf("welcome", site.welcome)]];
  for (const offer of site.services || []) {
    rows.push([labelOf("service", offer.code), sentence(stateAt(offer.hours, atMs), atMs, null)]);
  }
  if (site.amenities === null) rows.push([t("设施", "What is there"), t("没有记录", "not recorded")]);
  if (site.address) rows.push([t("地址", "Address"), site.address]);
  return el("dl.facts", {}, ...rows.flatMap(([label, text]) => [el("dt", {}, label), el("dd", {}, text)]));
}

function wayIn(site, atMs) {
  const code = accessAt(site, atMs);
  return code ? labelOf("access", code) : t("没有记录", "not recorded");
}

function tags(site) {
  if (!site.amenities || !site.amenities.length) return null;
  const items = site.amenities.map((code) => el("li", {}, labelOf("amenity", code)));
  return el("ul.tags", { "aria-label": t("这里有", "What is there") }, ...items);
}

function actions(site, on) {
  return el("p.hand-off", {},
    el("button.go-there", { type: "button", click: () => on.go(site) }, t("去这里", "Go there")),
    site.phone ? el("a.call", { href: `tel:${site.phone}` }, `${t("拨打", "Call")} ${site.phone}`) : null,
    el("button", { type: "button", click: () => on.report(site) }, t("反映问题", "Report")));
}

function checked(site) {
  const when = site.verified ? t(`${site.verified} 核实`, `verified ${site.verified}`) : t("没有核实过", "never verified");
  return `${when} · ${t("来源:", "source: ")}${site.source || t("没有记录", "not recorded")}`;
}

/** Metres as people say them. */
export function metres(value) {
  if (value < 995) {
    const rounded = Math.max(10, Math.round(value / 10) * 10);
    return t(`${rounded} 米`, `${rounded} m`);
  }
  const kilometres = (value / 1000).toFixed(1);
  return t(`${kilometres} 公里`, `${kilometres} km`);
}
