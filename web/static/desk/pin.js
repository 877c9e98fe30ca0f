// A pin to be dragged, tapped or moved by keys to where a site is. What it tells stands in the
// form's own fields, as if somebody had typed it: the server looks at it like at any other text.

import { el } from "../rider/dom.js";
import { ground } from "../rider/ground.js";
import { t } from "../rider/words.js";

const STEP_PX = 8;
const FAR_PX = 64; // with Shift
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const NEVER_WIDER = 9; // a city, never a country
const DECIMALS = 6;

const { L } = window;
const box = document.getElementById("map");
const facts = JSON.parse(box.dataset.map);
const datum = facts.tiles ? facts.tiles.datum : "wgs84"; // of what lies under the pin

box.parentElement.hidden = false;
const map = L.map(box, { zoomControl: false, minZoom: NEVER_WIDER, maxZoom: 18, keyboard: false });
map.attributionControl.setPrefix("Leaflet");
L.control.zoom({ zoomInTitle: t("放大", "Zoom in"), zoomOutTitle: t("缩小", "Zoom out") }).addTo(map);
map.setView([0, 0], NEVER_WIDER); // somewhere, so that what follows can be drawn
const spot = ground(L, map, facts);
map.setView(spot(facts.pin), facts.zoom);

for (const site of facts.sites) {
  const dot = L.circleMarker(spot(site), { radius: 7, className: "known", weight: 2 }).addTo(map);
  dot.bindTooltip(el("span", {}, site.name), { direction: "top" });
}

const icon = L.divIcon({ className: "pin", html: el("span"), iconSize: [44, 44], iconAnchor: [22, 40] });
const name = t("图钉", "Pin");
const pin = L.marker(spot(facts.pin), { icon, draggable: true, title: name, alt: name, zIndexOffset: 1000 }).addTo(map);

function tell() {
  const { lng, lat } = pin.getLatLng();
  const pair = `${lng.toFixed(DECIMALS)},${lat.toFixed(DECIMALS)}`;
  document.getElementById("place").value = pair;
  document.getElementById("datum").value = datum;
  document.getElementById("pin-status").textContent = t(`图钉在 ${pair}`, `The pin is at ${pair}`);
}

function move(latlng) {
  pin.setLatLng(latlng);
  tell();
}

pin.on("dragend", tell);
map.on("click", ({ latlng }) => move(latlng));
pin.getElement().addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  if (!way) return;
  event.preventDefault();
  const px = event.shiftKey ? FAR_PX : STEP_PX;
  const point = map.latLngToContainerPoint(pin.getLatLng()).add([way[0] * px, way[1] * px]);
  move(map.containerPointToLatLng(point));
  map.panInside(pin.getLatLng(), { padding: [48, 48], animate: false });
});
