// The map beside the list, loaded when somebody wants it: Leaflet from our own files, one canvas,
// dots that gather where they would overlap. The list says all that the map says.

import { el } from "./dom.js";
import { ground } from "./ground.js";
import { stateAt } from "./index.js";
import { t } from "./words.js";

const CELL_PX = 56; // dots nearer than this are shown as one with a number
const ALONE_FROM_ZOOM = 17;
const NEVER_WIDER = 9; // a city, never a country
const STATUSES = ["open", "unknown", "closed"];
const SIZE_PX = 10; // of a dot; a thumb hits what is REACH_PX around it too
const REACH_PX = 12;

let loading = null;

/** Load Leaflet and its styles once. */
function leaflet() {
  if (!loading) {
    const ours = (name) => new URL(`../${name}`, import.meta.url).href;
    const style = (name) => loaded(el("link", { rel: "stylesheet", href: ours(name) }));
    const parts = [loaded(el("script", { src: ours("leaflet/leaflet.js") })), style("leaflet/leaflet.css"), style("map.css")];
    loading = Promise.all(parts).then(() => window.L);
    loading.catch(() => { loading = null; });
  }
  return loading;
}

function loaded(node) {
  return new Promise((resolve, reject) => {
    node.addEventListener("load", resolve);
    node.addEventListener("error", () =>
      reject(new Error(t("地图没有加载出来,列表照样能用。", "The map did not load; the list still works."))));
    document.head.append(node);
  });
}

/**
 * Show sites on a map.
 * @param {HTMLElement} container its data-map says what lies under the sites
 * @param {{sites: object[], here: ?{lon: number, lat: number}, way: ?number[][], atMs: number,
 *   begin: object[], onPick: function}} what way: lon and lat of the bends of a route; begin: sites to
 *   have in view where nobody has located, none: the nearest
 * @returns {Promise<{update: function, pick: function}>}
 */
export async function showMap(container, what) {
  const L = await leaflet();
  const map = L.map(container, { zoomControl: false, minZoom: NEVER_WIDER, maxZoom: 18 });
  map.attributionControl.setPrefix("Leaflet");
  L.control.zoom({ zoomInTitle: t("放大", "Zoom in"), zoomOutTitle: t("缩小", "Zoom out") }).addTo(map);
  const canvas = L.canvas({ tolerance: REACH_PX }).addTo(map);
  const view = { L, map, canvas, Dot: dotOf(L), layer: L.layerGroup().addTo(map), container, picked: null, ...what };
  map.setView([0, 0], NEVER_WIDER); // somewhere, so that what follows can be drawn
  view.spot = ground(L, map, JSON.parse(container.dataset.map || "{}"));
  goTo(view, view.here);
  along(view);
  map.on("moveend", () => draw(view));
  draw(view);
  return { update: (changes) => update(view, changes), pick: (site) => pick(view, site) };
}

function update(view, changes) {
  const moved = changes.here !== view.here;
  const led = changes.way !== view.way;
  Object.assign(view, changes);
  view.map.invalidateSize();
  if (moved) goTo(view, view.here);
  if (led) along(view);
  draw(view);
}

/** Look at a place, and as far around as its three nearest sites are; or at the sites to begin with. */
function goTo(view, place) {
  if (view.begin.length && !(place && place.own)) {
    view.map.fitBounds(view.L.latLngBounds(view.begin.map(view.spot)), { padding: [24, 24], maxZoom: 16, animate: false });
    return;
  }
  const at = place || view.sites[0];
  if (!at) return;
  const middle = view.L.latLng(view.spot(at));
  const apart = view.sites.map((site) => middle.distanceTo(view.spot(site))).sort((a, b) => a - b);
  const reachM = apart[Math.min(2, apart.length - 1)] || 0;
  view.map.fitBounds(middle.toBounds(Math.max(400, reachM * 2.4)), { maxZoom: 16, animate: false });
}

/** Look at a whole route. */
function along(view) {
  if (view.way) view.map.fitBounds(view.L.latLngBounds(spots(view)), { padding: [24, 24], maxZoom: 17, animate: false });
}

const spots = (view) => view.way.map(([lon, lat]) => view.spot({ lon, lat }));

/** Point out a site, as when its card has the focus. */
function pick(view, site) {
  if (view.picked === site.id) return;
  view.picked = site.id;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  view.map.setView(view.spot(site), Math.max(view.map.getZoom(), 15), { animate: !still });
  draw(view);
}

/** Draw what is in view: one dot for each site, or for each cell that holds several. */
function draw(view) {
  const { container, layer, map } = view;
  const style = window.getComputedStyle(container);
  view.ink = (name) => style.getPropertyValue(`--${name}`).trim();
  layer.clearLayers();
  if (view.way) addWay(view);
  const bounds = map.getBounds().pad(0.2);
  const seen = view.sites
    .filter((site) => !site.coarse)
    .map((site) => ({ site, at: view.spot(site), status: stateAt(site.hours, view.atMs).status }))
    .filter(({ at }) => bounds.contains(at));
  for (const group of gathered(view, seen)) {
    if (group.length === 1) addSite(view, group[0]);
    else addCluster(view, group);
  }
  if (view.here && view.here.own) addOwn(view);
}

/** Sites by cells of a grid that stands still while the map is moved; the picked one by itself. */
function gathered({ map, picked }, seen) {
  if (map.getZoom() >= ALONE_FROM_ZOOM) return seen.map((one) => [one]);
  const cells = new Map();
  for (const one of seen) {
    const point = map.project(one.at);
    const cell = `${Math.floor(point.x / CELL_PX)}:${Math.floor(point.y / CELL_PX)}`;
    const key = one.site.id === picked ? "picked" : cell;
    if (cells.has(key)) cells.get(key).push(one);
    else cells.set(key, [one]);
  }
  return cells.values();
}

/** A dot whose shape tells the status as its colour does: filled, half filled, or a ring. */
function dotOf(L) {
  return L.CircleMarker.extend({
    _updatePath() {
      L.CircleMarker.prototype._updatePath.call(this);
      const { _drawing: drawing, _ctx: context } = this._renderer;
      if (this.options.half && drawing && !this._empty()) halve(context, this._point, this.options);
    },
  });
}

function halve(context, { x, y }, { half, radius, weight }) {
  context.save();
  context.globalAlpha = 1;
  context.fillStyle = half;
  context.beginPath();
  context.arc(x, y, radius - weight / 2, Math.PI / 2, Math.PI * 1.5);
  context.fill();
  context.restore();
}

function shape({ ink }, status) {
  const colour = ink(status);
  if (status === "open") return { color: ink("card"), weight: 2, fillColor: colour };
  return { color: colour, weight: 3, fillColor: ink("card"), half: status === "unknown" ? colour : null };
}

function addDot(view, at, options) {
  return new view.Dot(at, { renderer: view.canvas, fillOpacity: 1, ...options }).addTo(view.layer);
}

function addSite(view, { site, at, status }) {
  const picked = site.id === view.picked;
  if (picked) addDot(view, at, { radius: SIZE_PX + 6, color: view.ink("brand"), weight: 4, fillColor: view.ink("card") });
  const dot = addDot(view, at, { ...shape(view, status), radius: SIZE_PX });
  dot.bindTooltip(el("span", {}, site.name), { direction: "top", offset: [0, -SIZE_PX] });
  dot.on("click", () => {
    view.picked = site.id;
    draw(view);
    view.onPick(site);
  });
}

/** Several sites: the number, in the shape of the best of them. */
function addCluster(view, group) {
  const middle = (axis) => group.reduce((sum, { at }) => sum + at[axis], 0) / group.length;
  const at = [middle(0), middle(1)];
  const status = STATUSES.find((name) => group.some((one) => one.status === name));
  const dot = addDot(view, at, { ...shape(view, status), half: null, radius: 14 + Math.min(8, Math.log2(group.length)) });
  const count = el(`span.is-${status}`, {}, String(group.length));
  dot.bindTooltip(count, { permanent: true, direction: "center", className: "cluster" });
  dot.on("click", () => view.map.setView(at, Math.min(view.map.getZoom() + 2, 18)));
}

/** A route: under the dots, with an edge that parts it from any street. */
function addWay(view) {
  const look = { renderer: view.canvas, interactive: false, lineCap: "round", lineJoin: "round" };
  for (const [weight, ink] of [[10, "card"], [6, "own"]]) {
    view.L.polyline(spots(view), { ...look, weight, color: view.ink(ink) }).addTo(view.layer);
  }
}

/** Where the rider is: blue with a halo, as no site is. */
function addOwn(view) {
  const at = view.spot(view.here);
  const blue = view.ink("own");
  addDot(view, at, { radius: 20, stroke: false, fillColor: blue, fillOpacity: 0.2, interactive: false });
  addDot(view, at, { radius: 8, color: "#ffffff", weight: 3, fillColor: blue, interactive: false });
}
