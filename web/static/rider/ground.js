// What lies under the sites on the map: tiles where the operator chose some, else streets of our own.

import { gcj02 } from "./datum.js";
import { el } from "./dom.js";
import { LANG, t } from "./words.js";

/**
 * Lay it down.
 * @param {{tiles: ?object, backdrop: ?string}} facts
 * @returns {function({lon: number, lat: number}): number[]} [lat, lon] on this ground of a place
 */
export function ground(L, map, { tiles, backdrop }) {
  if (tiles) addTiles(L, map, tiles);
  else if (backdrop) addStreets(L, map, backdrop);
  const shifted = tiles && tiles.datum === "gcj02"; // then sites have to move along with the streets
  return ({ lon, lat }) => (shifted ? gcj02(lon, lat) : [lon, lat]).reverse();
}

/** Tiles are the operator's choice; the map's approval number stands bottom left. */
function addTiles(L, map, { urls, attribution, approval, archive }) {
  // Leaflet takes the attribution for HTML.
  const credit = el("span", {}, attribution).innerHTML;
  if (archive) addArchive(L, map, urls[0], archive, credit);
  else addForeign(L, map, urls, credit);
  if (!approval) return;
  const note = L.control({ position: "bottomleft" });
  note.onAdd = () => el("p.approval", {}, approval);
  note.addTo(map);
}

/** Tiles of another host, which the rider is told of. */
function addForeign(L, map, urls, attribution) {
  for (const url of urls) {
    L.tileLayer(url, { maxZoom: 18, attribution, referrerPolicy: "origin" }).addTo(map);
  }
  const host = new URL(urls[0]).hostname;
  document.getElementById("map-note").textContent = t(
    `底图来自 ${host},它会知道您在看哪一带。`,
    `The map's pictures come from ${host}, which learns what area you look at.`,
  );
}

/** Tiles of our own server: pictures, or lines and areas to be drawn. */
async function addArchive(L, map, url, archive, attribution) {
  if (archive.vector) {
    const { drawnTiles } = await import("./drawn.js");
    drawnTiles(L, url, archive, attribution).addTo(map);
    return;
  }
  const { min_zoom: minZoom, max_zoom: maxNativeZoom } = archive;
  L.tileLayer(url, { minZoom, maxNativeZoom, maxZoom: 18, attribution }).addTo(map);
}

/** The streets of the made-up city, coloured by the style sheet; without them the map still serves. */
async function addStreets(L, map, href) {
  const pane = "ground";
  map.createPane(pane).style.zIndex = 250; // where tiles would be
  const renderer = L.svg({ pane, padding: 0.3 }).addTo(map);
  map.on("zoomend", () => scale(map));
  try {
    const response = await fetch(href);
    for (const [theme, data] of response.ok ? await response.json() : []) {
      const look = { pane, renderer, className: `theme-${theme}`, interactive: false, smoothFactor: 0.6 };
      L.geoJSON(data, { ...look, style: look, pointToLayer: (feature, at) => label(L, feature.properties, at) }).addTo(map);
    }
  } catch {
    // Offline before the streets were ever seen.
  }
  scale(map);
}

function label(L, { zh, en, size, angle }, at) {
  const text = el(`span.label.${size}`, {}, LANG === "en" ? en : zh);
  text.style.setProperty("--angle", `${angle}deg`);
  const icon = L.divIcon({ className: "label-box", html: text, iconSize: null });
  return L.marker(at, { pane: "ground", interactive: false, keyboard: false, icon });
}

/** Streets are drawn as wide as they are: the style sheet asks for pixels per metre. */
function scale(map) {
  const box = map.getContainer();
  const metres = (156543.034 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / 2 ** map.getZoom();
  box.style.setProperty("--px-per-m", 1 / metres);
  box.dataset.zoom = Math.floor(map.getZoom());
}
