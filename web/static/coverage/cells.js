"use strict";
// Cells of demand on a canvas, drawn again at once for any hour: near by as four paths, one
// for each state; fifty thousand of them at once straight into pixels.
const yizhanCells = (() => {
  const COVERED = 0, PERHAPS = 1, PARTLY = 2, UNCOVERED = 3;
  const SMALL_PX = 5; // cells of a smaller radius are drawn as squares, pixel by pixel
  const TILE = 8, OPACITY = 0.85;

  const unpack = async (text) => {
    const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(plain).arrayBuffer();
  };

  // Everything is little-endian, as are all machines that run a browser.
  const read = async (cells) => {
    const [lonlats, sizes, rows, covered, unknown, cause, weights, inReach, nearest, second] =
      await Promise.all(
        ["lonlats", "sizes", "rows", "covered", "unknown", "cause", "weights", "in_reach", "nearest", "second"]
          .map((name) => unpack(cells[name])));
    return {
      count: cells.count, patterns: cells.patterns, full: cells.full, ring: cells.ring,
      lonlats: new Int32Array(lonlats), sizes: new Uint8Array(sizes),
      rows: cells.row_bytes === 2 ? new Uint16Array(rows) : new Uint32Array(rows),
      covered: new Uint8Array(covered), unknown: new Uint8Array(unknown),
      cause: new Uint8Array(cause), weights: new Float32Array(weights),
      inReach: new Uint16Array(inReach), nearest: new Uint16Array(nearest), second: new Uint16Array(second),
    };
  };

  const stateOf = (cells, slot, cell) => {
    const at = slot * cells.patterns + cells.rows[cell];
    const covered = cells.covered[at], maybe = cells.unknown[at];
    if (covered === cells.full) return COVERED;
    if (covered + maybe === 0) return UNCOVERED;
    return covered + maybe === cells.full ? PERHAPS : PARTLY;
  };

  // A texture each, so that colour is not needed: plain, stripes, few dots, many dots.
  const dots = (...places) => (pen) => {
    pen.beginPath();
    for (const [x, y] of places) {
      pen.moveTo(x + 1.1, y);
      pen.arc(x, y, 1.1, 0, 7);
    }
    pen.fill();
  };
  const stripes = (pen) => {
    pen.lineWidth = 1.6;
    pen.beginPath();
    for (const shift of [-8, 0, 8]) {
      pen.moveTo(shift, 8);
      pen.lineTo(shift + 8, 0);
    }
    pen.stroke();
  };
  const TEXTURES = [
    ["--covered", "", () => {}],
    ["--perhaps", "rgb(90 60 0 / 70%)", stripes],
    ["--partly", "rgb(90 20 0 / 75%)", dots([4, 4])],
    ["--uncovered", "rgb(255 255 255 / 75%)", dots([2, 2], [6, 6])],
  ];
  const tiles = () => TEXTURES.map(([colour, ink, draw]) => {
    const tile = document.createElement("canvas");
    tile.width = tile.height = TILE;
    const pen = tile.getContext("2d", { willReadFrequently: true });
    pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(colour).trim();
    pen.fillRect(0, 0, TILE, TILE);
    pen.strokeStyle = pen.fillStyle = ink;
    draw(pen);
    return tile;
  });
  // The pixels of a tile, in 32 bits each, seen through a little.
  const pixels = (tile) => {
    const { data } = tile.getContext("2d").getImageData(0, 0, TILE, TILE);
    for (let byte = 3; byte < data.length; byte += 4) data[byte] = 255 * OPACITY;
    return new Uint32Array(data.buffer);
  };

  const Layer = L.Layer.extend({
    initialize(cells, pane) {
      this.cells = cells;
      this.slot = 0;
      this._pane = pane;
    },

    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "cells");
      this._canvas.setAttribute("aria-hidden", "true");
      map.getPane(this._pane).append(this._canvas);
      map.on("moveend resize", this.draw, this);
      this.draw();
    },

    onRemove(map) {
      map.off("moveend resize", this.draw, this);
      this._canvas.remove();
    },

    show(slot) {
      this.slot = slot;
      if (this._map) this.draw();
    },

    // Places of all cells in pixels of the world, kept until the zoom changes.
    _project() {
      const zoom = this._map.getZoom();
      if (this._zoom === zoom) return;
      this._zoom = zoom;
      const { count, lonlats, ring } = this.cells;
      const world = 256 * 2 ** zoom;
      this._x = new Float64Array(count);
      this._y = new Float64Array(count);
      let lat = 0;
      for (let cell = 0; cell < count; cell++) {
        const sine = Math.sin((lonlats[2 * cell + 1] / 1e6) * (Math.PI / 180));
        this._x[cell] = world * (lonlats[2 * cell] / 1e6 / 360 + 0.5);
        this._y[cell] = world * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
        lat += lonlats[2 * cell + 1] / 1e6 / count;
      }
      const scale = world / 360 / Math.cos((lat * Math.PI) / 180);
      this._ring = ring.map(([x, y]) => [x * scale, -y * scale]);
      this._reach = Math.max(1, ...this._ring.map(([x, y]) => Math.hypot(x, y)));
    },

    draw() {
      const map = this._map, size = map.getSize(), ratio = window.devicePixelRatio || 1;
      this._project();
      const canvas = this._canvas;
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      const context = canvas.getContext("2d"), { min } = map.getPixelBounds();
      this._tiles ??= tiles();
      if (this._reach < SMALL_PX) this._drawSmall(context, min, ratio);
      else this._drawLarge(context, min, size, ratio);
    },

    _drawLarge(context, min, size, ratio) {
      context.scale(ratio, ratio);
      context.globalAlpha = OPACITY;
      this._paths(min, size).forEach((path, state) => {
        context.fillStyle = context.createPattern(this._tiles[state], "repeat");
        context.fill(path);
      });
    },

    _drawSmall(context, min, ratio) {
      const { width, height } = context.canvas, { count, sizes } = this.cells;
      const image = context.createImageData(width, height);
      const data = new Uint32Array(image.data.buffer), ink = this._tiles.map(pixels);
      for (let cell = 0; cell < count; cell++) {
        const half = Math.max(0.5, (this._reach * 0.8 * sizes[cell]) / 255) * ratio;
        const x = (this._x[cell] - min.x) * ratio, y = (this._y[cell] - min.y) * ratio;
        const west = Math.max(0, Math.round(x - half)), east = Math.min(width, Math.round(x + half));
        const north = Math.max(0, Math.round(y - half)), south = Math.min(height, Math.round(y + half));
        if (west >= east || north >= south) continue;
        const own = ink[stateOf(this.cells, this.slot, cell)];
        for (let row = north; row < south; row++) {
          for (let column = west; column < east; column++) {
            data[row * width + column] = own[(row % TILE) * TILE + (column % TILE)];
          }
        }
      }
      context.putImageData(image, 0, 0);
    },

    _paths(corner, size) {
      const paths = [new Path2D(), new Path2D(), new Path2D(), new Path2D()];
      const { count, sizes } = this.cells, ring = this._ring, reach = this._reach;
      for (let cell = 0; cell < count; cell++) {
        const x = this._x[cell] - corner.x, y = this._y[cell] - corner.y;
        if (x < -reach || y < -reach || x > size.x + reach || y > size.y + reach) continue;
        const path = paths[stateOf(this.cells, this.slot, cell)], scale = sizes[cell] / 255;
        path.moveTo(x + ring[0][0] * scale, y + ring[0][1] * scale);
        for (let place = 1; place < ring.length; place++) {
          path.lineTo(x + ring[place][0] * scale, y + ring[place][1] * scale);
        }
        path.closePath();
      }
      return paths;
    },

    // The cell at a place of the map, or -1.
    at(latlng) {
      this._project();
      const place = this._map.project(latlng, this._map.getZoom());
      let best = -1, far = this._reach;
      for (let cell = 0; cell < this.cells.count; cell++) {
        const away = Math.hypot(this._x[cell] - place.x, this._y[cell] - place.y);
        if (away < far) [best, far] = [cell, away];
      }
      return best;
    },
  });

  return { read, unpack, stateOf, Layer };
})();
