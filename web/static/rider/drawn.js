// Tiles of the operator's own archive, sent as lines and areas, drawn in the colours of map.css:
// light and dark alike, sharp at any zoom. What is in them was chosen by the server.

import { LANG } from "./words.js";

const SIDE = 512; // pixels; so a tile of zoom 13 is drawn where the map's zoom is 14
const EXTENT = 4096; // units of a tile's side
const KEPT = 40; // tiles that may be drawn again: closer, or in other colours
const EQUATOR_M = 40_075_016.686;

const AREAS = ["built", "centre", "works", "school", "green", "water", "building"]; // lowest first
// Lowest first: theme, ink, ink of its edge, metres wide, pixels at least.
const LINES = [
  ["stream", "water", null, 6, 1],
  ["rail", "border", null, 3, 0.75],
  ["path", "path", null, 2, 1],
  ["yard", "street", null, 5, 0.75],
  ["local", "street", null, 9, 1],
  ["main", "main", "edge", 20, 2.5],
  ["motor", "motor", "border", 20, 2.5],
];
const FONTS = { town: "700 15px", quarter: "600 13px", street: "11px" };
const AROUND_PX = 4; // of a name, where no other one stands

/**
 * @param {string} url with {z}, {x} and {y}
 * @param {{min_zoom: number, max_zoom: number}} archive
 * @param {string} attribution HTML
 */
export function drawnTiles(L, url, archive, attribution) {
  const kept = new Map();
  const Drawn = L.GridLayer.extend({
    createTile(coords, done) {
      const tile = document.createElement("canvas");
      const closer = Math.max(0, coords.z - 1 - archive.max_zoom); // than there are tiles
      const [z, x, y] = [coords.z - 1 - closer, coords.x >> closer, coords.y >> closer];
      fetched(kept, L.Util.template(url, { z, x, y })).then(
        (data) => {
          if (data && this._map) paint(tile, data, { ...placed(coords, closer), ...looks(this._map) });
          done(null, tile);
        },
        (error) => done(error, tile),
      );
      return tile;
    },
  });
  const layer = new Drawn({ tileSize: SIDE, minZoom: archive.min_zoom + 1, maxZoom: 18, attribution });
  const anew = () => layer.redraw();
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  layer.on("add", () => dark.addEventListener("change", anew));
  layer.on("remove", () => dark.removeEventListener("change", anew));
  return layer;
}

/** A tile, null where there is none; each is fetched once. */
function fetched(kept, href) {
  if (!kept.has(href)) {
    const asked = fetch(href).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.status === 204 ? null : answer.json();
    });
    asked.catch(() => kept.delete(href));
    kept.set(href, asked);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  }
  return kept.get(href);
}

/** Which part of its tile a canvas shows, and how large. */
function placed({ x, y }, closer) {
  const parts = 2 ** closer;
  return { unit: (SIDE * parts) / EXTENT, left: (x % parts) * SIDE, top: (y % parts) * SIDE };
}

function looks(map) {
  const style = window.getComputedStyle(map.getContainer());
  const metres = (EQUATOR_M * Math.cos((map.getCenter().lat * Math.PI) / 180)) / (256 * 2 ** map.getZoom());
  return { ink: (name) => style.getPropertyValue(`--${name}`).trim(), font: style.fontFamily, metres };
}

function paint(tile, data, how) {
  const sharp = window.devicePixelRatio || 1;
  tile.width = tile.height = SIDE * sharp;
  const context = tile.getContext("2d");
  context.scale(sharp, sharp);
  context.translate(-how.left, -how.top);
  context.lineCap = context.lineJoin = "round";
  for (const theme of AREAS) paintAreas(context, data.areas[theme] || [], how.ink(theme), how.unit);
  for (const line of LINES) paintLines(context, data.lines[line[0]] || [], line, how);
  write(context, data.names, how);
}

function paintAreas(context, areas, colour, unit) {
  context.fillStyle = colour;
  for (const rings of areas) {
    context.beginPath();
    for (const ring of rings) trace(context, ring, unit);
    context.fill("evenodd");
  }
}

function paintLines(context, lines, [, ink, edge, wide, least], how) {
  const width = Math.max(least, wide / how.metres);
  context.beginPath();
  for (const line of lines) trace(context, line, how.unit);
  for (const [colour, more] of edge ? [[edge, 2], [ink, 0]] : [[ink, 0]]) {
    context.strokeStyle = how.ink(colour);
    context.lineWidth = width + more;
    context.stroke();
  }
}

/** A path: its first point, then how far it is to each next one. */
function trace(context, steps, unit) {
  let [x, y] = steps;
  context.moveTo(x * unit, y * unit);
  for (let i = 2; i < steps.length; i += 2) context.lineTo((x += steps[i]) * unit, (y += steps[i + 1]) * unit);
}

/** Names, as far as each has room on its street, in the canvas, and beside the others. */
function write(context, names, how) {
  const taken = [];
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineWidth: 3, fillStyle: how.ink("label"), strokeStyle: how.ink("halo") });
  for (const name of names) {
    const text = LANG === "en" ? name.en : name.zh;
    context.font = `${FONTS[name.size]} ${how.font}`;
    const long = context.measureText(text).width;
    if (name.room && name.room * how.unit < long) continue;
    const [x, y, turn] = [name.x * how.unit, name.y * how.unit, (name.angle * Math.PI) / 180];
    const box = around(x, y, long / 2 + AROUND_PX, 8 + AROUND_PX, turn);
    if (!inside(box, how) || taken.some((other) => meet(box, other))) continue;
    taken.push(box);
    context.save();
    context.translate(x, y);
    context.rotate(turn);
    context.strokeText(text, 0, 0);
    context.fillText(text, 0, 0);
    context.restore();
  }
}

/** West, north, east and south of a box that is turned. */
function around(x, y, half, high, turn) {
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  const [dx, dy] = [half * cos + high * sin, half * sin + high * cos];
  return [x - dx, y - dy, x + dx, y + dy];
}

const inside = ([west, north, east, south], { left, top }) => west >= left && north >= top && east <= left + SIDE && south <= top + SIDE;
const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
