"use strict";
// The page of a coverage report: the slider, the strip, what pops up. Figures come from the
// file as they are; nothing here turns data into HTML, or asks for anything from elsewhere.
const yizhanReport = (() => {
  const NONE = 65535;
  const PROMINENT = 10; // gaps that are numbered from afar
  let content, words, map, layer, siteStates = null, slot = 0;
  const marks = [], shown = [];

  const find = (selector) => document.querySelector(selector);
  const { box, element } = yizhan;
  const said = (number) => number.toLocaleString(content.lang, { maximumFractionDigits: number < 10 ? 2 : 0 });

  // Called by the script of the map for each site and each gap.
  const marker = (feature, latlng) => {
    const { number } = feature.properties, site = content.sites.list[number];
    const icon = L.divIcon({
      className: "site",
      html: element("span", `shape ${site.kind}`),
      iconSize: [20, 20],
    });
    marks[number] = L.marker(latlng, { icon, title: site.name, riseOnHover: true });
    return marks[number];
  };

  const numbered = (feature, latlng) => {
    const minor = feature.properties.number < PROMINENT ? "" : " minor";
    const icon = L.divIcon({ className: `gap${minor}`, html: element("span", "", String(feature.properties.number + 1)), iconSize: [26, 26] });
    return L.marker(latlng, { icon, zIndexOffset: 1000, title: content.gaps[feature.properties.number].name });
  };

  const siteBox = (site) => box(site.name, [
    [words.kind, site.kind_name],
    [words.hours, site.hours || words.notSaid],
    [words.address, site.address || words.notSaid],
    ...(content.slots.length > 1 ? [[words.openShare, `${(100 * site.open_share).toFixed(1)}%`]] : []),
    [words.inReachDemand, said(site.demand)],
  ]);

  const gapBox = (gap, number) => box(`${number + 1}. ${gap.name}`, [
    [words.missing, said(gap.missing)],
    [words.reason, gap.reason],
    ...(gap.worst ? [[words.worst, gap.worst]] : []),
    [words.nearest, gap.nearest ? `${gap.nearest} · ${far(gap)}` : words.nowhere],
    [words.remedy, gap.remedy],
  ]);

  const far = (gap) => gap.nearest_min === null
    ? `${words.straight} ${said(gap.nearest_m)} m`
    : `${Math.round(gap.nearest_min)} ${words.min}`;

  const fitting = (px) => Math.min(px, window.innerWidth - 72); // beside the margins of a popup

  const describeSite = (feature, mark) => {
    mark.bindPopup(() => siteBox(content.sites.list[feature.properties.number]), { maxWidth: fitting(300), minWidth: 200 });
  };

  const describeGap = (feature, mark) => {
    const { number } = feature.properties;
    mark.bindPopup(() => gapBox(content.gaps[number], number), { maxWidth: fitting(320), minWidth: 220 });
  };

  const minutes = (tenths) => tenths === NONE ? words.none : `${(tenths / 10).toFixed(1)} ${words.min}`;

  const cellBox = (cell) => {
    const cells = layer.cells, state = yizhanCells.stateOf(cells, slot, cell);
    const facts = [
      [content.unit, said(cells.weights[cell])],
      [content.slots[slot], words.states[state]],
      [words.inReach, String(cells.inReach[cell])],
      [words.nearestOpen, minutes(cells.nearest[cell])],
      [words.secondOpen, minutes(cells.second[cell])],
    ];
    if (state > 1) facts.splice(2, 0, [words.reason, content.reasons[cells.cause[cell]]]);
    return box(words.cell, facts);
  };

  const show = (wanted) => {
    slot = Number(wanted);
    const hour = content.hours[slot];
    find("#slot").value = slot;
    find("#slot-name").textContent = content.slots[slot];
    find("#slot").setAttribute("aria-valuetext", `${content.slots[slot]} ${hour.share}`);
    find("#slot-share").textContent = hour.share;
    find("#slot-means").textContent = content.slots.length > 1
      ? content.definition.replace(content.times, content.slots[slot])
      : content.definition;
    find("#slot-made").textContent = hour.demand > 0
      ? `${words.uncovered} ${said(hour.uncovered)} · ${words.unknown} ${said(hour.unknown)} · ${words.covered} ${said(hour.covered)}`
      : "";
    const cells = strip();
    if (cells.length) {
      for (const before of document.querySelectorAll(".strip .now")) mark(before, false);
      mark(cells[slot], true);
    }
    layer?.show(slot);
    showSites();
  };

  // The strip is one stop of the Tab key; arrows go from hour to hour.
  const strip = () => document.querySelectorAll(".strip td[data-slot]");
  const mark = (cell, now) => {
    cell.classList.toggle("now", now);
    cell.setAttribute("aria-selected", now);
    cell.tabIndex = now ? 0 : -1;
  };
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -24, ArrowDown: 24 };
  const walk = (event) => {
    const cells = strip(), step = STEPS[event.key];
    const ends = { Home: slot - (slot % 24), End: slot - (slot % 24) + 23 };
    const to = step ? slot + step : ends[event.key];
    if (!event.target.closest("[data-slot]") || !cells[to]) return;
    event.preventDefault();
    show(to);
    cells[to].focus();
  };

  const openStrip = () => {
    const table = find(".strip");
    if (!table) return;
    table.setAttribute("role", "grid");
    for (const cell of strip()) {
      cell.setAttribute("role", "gridcell");
      cell.setAttribute("aria-label", cell.title);
      mark(cell, false);
    }
    table.addEventListener("keydown", walk);
    table.addEventListener("click", (event) => {
      const cell = event.target.closest("[data-slot]");
      if (!cell) return;
      show(cell.dataset.slot);
      cell.focus();
    });
  };

  const openTable = () => {
    const table = find(".areas");
    if (!table) return;
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = element("button", "sort", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const downwards = head.getAttribute("aria-sort") !== "descending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", downwards ? "descending" : "ascending");
        const rows = [...body.rows].sort((one, other) => compared(one.cells[column], other.cells[column]));
        body.append(...(downwards ? rows.reverse() : rows));
      });
    });
  };
  const compared = (one, other) => one.dataset.value === undefined
    ? one.textContent.localeCompare(other.textContent, content.lang)
    : one.dataset.value - other.dataset.value;

  const showSites = () => {
    if (!siteStates) return;
    const count = marks.length;
    for (let number = 0; number < count; number++) {
      const state = siteStates[slot * count + number];
      if (state === shown[number]) continue;
      shown[number] = state;
      const shape = marks[number].options.icon.options.html;
      shape.classList.toggle("shut", state === 0);
      shape.classList.toggle("maybe", state === 1);
    }
  };

  const listen = (gaps) => {
    find("#slot").addEventListener("input", (event) => show(event.target.value));
    openStrip();
    openTable();
    for (const button of document.querySelectorAll("button[data-slot]")) {
      button.addEventListener("click", () => show(button.dataset.slot));
    }
    for (const button of document.querySelectorAll("button[data-gap]")) {
      button.addEventListener("click", () => open(gaps, Number(button.dataset.gap)));
    }
    map.on("click", (event) => {
      const cell = layer ? layer.at(event.latlng) : -1;
      if (cell >= 0) L.popup({ maxWidth: 300 }).setLatLng(event.latlng).setContent(cellBox(cell)).openOn(map);
    });
  };

  const open = (gaps, number) => {
    const gap = content.gaps[number];
    if (gap.worst_slot !== null) show(gap.worst_slot);
    map.setView([gap.lat, gap.lon], Math.max(map.getZoom(), 14));
    gaps.eachLayer((mark) => {
      if (mark.feature.properties.number === number && mark.getLatLng) mark.openPopup();
    });
    find(`#${map.getContainer().id}`).scrollIntoView({ block: "nearest" });
  };

  const start = async (drawn, gaps, texts, control) => {
    [map, words] = [drawn, texts];
    yizhan.ready(map, texts, "bottomleft");
    listen(gaps);
    show(find("#slot").value);
    if (typeof DecompressionStream === "undefined") {
      find("#old-browser").hidden = false;
      return;
    }
    const [cells, states] = await Promise.all([yizhanCells.read(content.cells), yizhanCells.unpack(content.sites.states)]);
    siteStates = new Uint8Array(states);
    layer = new yizhanCells.Layer(cells, "cells");
    layer.addTo(map);
    control.addOverlay(layer, words.cells);
    show(slot);
    document.documentElement.dataset.ready = "yes";
  };

  const prepare = (given) => { content = given; };

  return { prepare, start, marker, numbered, describeSite, describeGap, show };
})();
