"use strict";
// Cells of demand on a canvas, drawn again at once for any hour: fifty thousand of them
// are four paths, and what changes between hours is only which path a cell belongs to.
const yizhanCells = (() => {
  const COVERED = 0, PERHAPS = 1, PARTLY = 2, UNCOVERED = 3;
  const SMALL_PX = 5; // below this a cell is drawn as a square

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

  // A texture each, so that colour is not needed: plain, stripes, half dots, dots.
  const texture = (context, draw, colour, ink) => {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = pen.fillStyle = ink;
    draw(pen);
    return context.createPattern(tile, "repeat");
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
  const dot = (pen, x, y) => {
    pen.beginPath();
    pen.arc(x, y, 1.1, 0, 7);
    pen.fill();
  };
  const fills = (context) => {
    const colours = ["--covered", "--perhaps", "--partly", "--uncovered"].map((name) =>
      getComputedStyle(document.documentElement).getPropertyValue(name).trim());
    return [
      colours[COVERED],
      texture(context, stripes, colours[PERHAPS], "rgb(90 60 0 / 70%)"),
      texture(context, (pen) => dot(pen, 4, 4), colours[PARTLY], "rgb(90 20 0 / 75%)"),
      texture(context, (pen) => { dot(pen, 2, 2); dot(pen, 6, 6); }, colours[UNCOVERED], "rgb(255 255 255 / 75%)"),
    ];
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
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      const paths = this._paths(map.getPixelBounds().min, size);
      const styles = fills(context);
      context.globalAlpha = 0.85;
      for (const state of [COVERED, PERHAPS, PARTLY, UNCOVERED]) {
        context.fillStyle = styles[state];
        context.fill(paths[state]);
      }
    },

    _paths(corner, size) {
      const paths = [new Path2D(), new Path2D(), new Path2D(), new Path2D()];
      const { count, sizes } = this.cells, ring = this._ring, reach = this._reach;
      for (let cell = 0; cell < count; cell++) {
        const x = this._x[cell] - corner.x, y = this._y[cell] - corner.y;
        if (x < -reach || y < -reach || x > size.x + reach || y > size.y + reach) continue;
        const path = paths[stateOf(this.cells, this.slot, cell)], scale = sizes[cell] / 255;
        if (reach * scale < SMALL_PX) {
          const side = Math.max(1, reach * scale * 1.6);
          path.rect(x - side / 2, y - side / 2, side, side);
          continue;
        }
        path.moveTo(x + ring[0][0] * scale, y + ring[0][1] * scale);
        for (let corner = 1; corner < ring.length; corner++) {
          path.lineTo(x + ring[corner][0] * scale, y + ring[corner][1] * scale);
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
