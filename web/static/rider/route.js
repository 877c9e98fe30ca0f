// The way to a site by street: asked for, then drawn on the map and told street by street.

import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { send } from "./sending.js";
import { metres, minutesText } from "./travel.js";
import { t } from "./words.js";

/**
 * Ask whether the position may be sent, and show the way.
 * @param {object} site
 * @param {import("./page.js").RiderPage} page
 */
export function openRoute(site, page) {
  const { here, mode } = page;
  const said = el("p.caution", { role: "alert", hidden: true });
  const button = el("button.way.call", { type: "button" }, t("发送位置,看路线", "Send it and show the way"));
  const dialog = openDialog(t("看路线", "The way there"), site.name,
    el("p", {}, t("路线由本站的服务器算。点下面会把您的位置发过去一次,算完不保存。",
      "This site's server works out the way. The button sends it your position once; it is not stored.")),
    button, said);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const route = await send("route", { lon: here.lon, lat: here.lat, to: site.id, mode });
      dialog.close();
      show(site, route, page);
    } catch (error) {
      said.textContent = error.message;
      said.hidden = button.disabled = false;
    }
  });
}

/** Draw a way, and tell it below the map. */
function show(site, route, page) {
  if (page.putAway) page.putAway();
  page.putAway = () => {
    panel.remove();
    page.way = page.putAway = null;
    page.onShown();
  };
  const panel = el("section.card", { id: "route", tabindex: "-1", "aria-label": t("路线", "The way there") },
    el("header", {},
      el("div", {}, el("h3", {}, site.name), el("p.quiet", {}, t("从我的位置,按街道", "from your position, by street"))),
      el("p.far", {}, el("strong", {}, minutesText(route.travel_min, route.mode)), el("span.quiet", {}, metres(route.travel_m)))),
    el("ol.steps", {}, ...told(route.steps).map(step)),
    el("p.hand-off", {}, el("button", { type: "button", click: () => page.putAway() }, t("收起路线", "Put the way away"))));
  const map = document.getElementById("map");
  map.after(panel);
  draw(page, route.geometry.coordinates);
  panel.focus({ preventScroll: true });
  map.scrollIntoView();
}

/** Show a line on the map, opening it where it is closed. */
function draw(page, way) {
  page.way = way;
  if (document.getElementById("map").hidden) document.getElementById("map-open").click();
  else page.onShown();
}

/** Stretches without a name belong to the street before them, short ones at least. */
function told(steps) {
  const found = [];
  for (const { name, travel_m: far } of steps) {
    const last = found[found.length - 1];
    if (last && (last.name === name || (!name && far < 60))) last.far += far;
    else found.push({ name, far });
  }
  return found;
}

const step = ({ name, far }) =>
  el("li", {}, name || t("无名道路", "Unnamed way"), " ", el("span.quiet", {}, metres(far)));
