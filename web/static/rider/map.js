// The map below the list, loaded when somebody wants it: Leaflet from our own files, one canvas,
// dots that gather where they would overlap.

import { el } from "./dom.js";
import { stateAt } from "./hours.js";
import { t } from "./words.js";

const CELL_PX = 56; // dots nearer than this are shown as one with a number
const ALONE_FROM_ZOOM = 16;
const COLOURS = { open: "--open", unknown: "--unknown", closed: "--closed" };

let loading = null;

/** Load Leaflet once. */
function leaflet() {
  if (!loading) {
    const base = new URL("../leaflet/", import.meta.url);
    document.head.append(el("link", { rel: "stylesheet", href: new URL("leaflet.css", base).href }));
    loading = new Promise((resolve, reject) => {
      const script = el("script", { src: new URL("leaflet.js", base).href });
      script.addEventListener("load", () => resolve(window.L));
      script.addEventListener("error", () => {
        loading = null;
        reject(new Error(t("地图没有加载出来,列表照样能用。", "The map did not load; the list still works.")));
      });
      document.head.append(script);
    });
  }
  return loading;
}

/**
 * Show sites on a map.
 * @param {HTMLElement} container
 * @param {{sites: object[], here: ?{lon: number, lat: number}, atMs: number, tiles: ?object,
 *   onPick: function}} what
 * @returns {Promise<{update: function, pick: function}>}
 */
export async function showMap(container, what) {
  const L = await leaflet();
  const map = L.map(container, { preferCanvas: true, zoomControl: true, attributionControl: true });
  map.attributionControl.setPrefix("Leaflet");
  if (what.tiles) addTiles(L, map, what.tiles);
  const layer = L.layerGroup().addTo(map);
  const view = { L, map, layer, container, ...what };
  map.setView(centre(view), 15);
  map.on("zoomend moveend", () => draw(view));
  draw(view);
  return {
    update: (changes) => {
      Object.assign(view, changes);
      draw(view);
    },
    pick: (site) => map.setView([site.lat, site.lon], Math.max(map.getZoom(), ALONE_FROM_ZOOM)),
  };
}

/** Tiles are the operator's choice; their approval number stands bottom left. */
function addTiles(L, map, tiles) {
  L.tileLayer(tiles.url, { maxZoom: tiles.maxZoom, attribution: tiles.attribution }).addTo(map);
  const note = L.control({ position: "bottomleft" });
  note.onAdd = () => el("p.approval", {}, tiles.approval);
  if (tiles.approval) note.addTo(map);
}

function centre({ here, sites }) {
  if (here) return [here.lat, here.lon];
  if (!sites.length) return [0, 0];
  return [sites[0].lat, sites[0].lon];
}

/** Draw what is in view: one dot for each site, or for each cell that holds several. */
function draw(view) {
  const { L, map, layer, here } = view;
  layer.clearLayers();
  const bounds = map.getBounds().pad(0.2);
  const seen = view.sites.filter((site) => bounds.contains([site.lat, site.lon]));
  for (const group of gathered(map, seen)) {
    if (group.length === 1) addSite(view, group[0]);
    else addCluster(view, group);
  }
  if (here) L.circleMarker([here.lat, here.lon], { ...ink(view, "--brand"), radius: 7 }).addTo(layer);
}

function gathered(map, sites) {
  if (map.getZoom() >= ALONE_FROM_ZOOM) return sites.map((site) => [site]);
  const cells = new Map();
  for (const site of sites) {
    const point = map.project([site.lat, site.lon]);
    const key = `${Math.floor(point.x / CELL_PX)}:${Math.floor(point.y / CELL_PX)}`;
    if (cells.has(key)) cells.get(key).push(site);
    else cells.set(key, [site]);
  }
  return cells.values();
}

function ink({ container }, name) {
  const colour = window.getComputedStyle(container).getPropertyValue(name).trim();
  return { color: "#ffffff", weight: 2, fillColor: colour, fillOpacity: 1 };
}

/** One site: filled when open, a ring when closed, half-strength when nobody knows. */
function addSite(view, site) {
  const { status } = stateAt(site.hours, view.atMs);
  const style = ink(view, COLOURS[status]);
  if (status === "closed") Object.assign(style, { color: style.fillColor, fillColor: "#ffffff" });
  if (status === "unknown") style.fillOpacity = 0.5;
  const dot = view.L.circleMarker([site.lat, site.lon], { ...style, radius: 9 });
  dot.bindTooltip(el("span", {}, site.name));
  dot.on("click", () => view.onPick(site));
  dot.addTo(view.layer);
}

function addCluster(view, group) {
  const middle = (key) => group.reduce((sum, site) => sum + site[key], 0) / group.length;
  const at = [middle("lat"), middle("lon")];
  const radius = 13 + Math.min(9, Math.log2(group.length) * 2);
  const dot = view.L.circleMarker(at, { ...ink(view, "--brand"), radius });
  const count = el("span.count-on-map", {}, String(group.length));
  dot.bindTooltip(count, { permanent: true, direction: "center", className: "cluster" });
  dot.on("click", () => view.map.setView(at, view.map.getZoom() + 2));
  dot.addTo(view.layer);
}
