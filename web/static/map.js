"use strict";
// What folium's script calls: markers by kind, popups made of text nodes, labels.
// Nothing here ever turns data into HTML.
const yizhan = (() => {
  let words = { more: "" };

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const marker = (feature, latlng) =>
    L.marker(latlng, {
      title: feature.properties.name,
      riseOnHover: true,
      icon: L.divIcon({
        className: "site",
        html: element("span", `shape ${feature.properties.mark}`),
        iconSize: [24, 24],
        popupAnchor: [0, -8],
      }),
    });

  // A title, and facts below: pairs of label and text.
  const box = (title, facts) => {
    const made = element("article", "popup");
    const list = element("dl");
    for (const [label, text] of facts) list.append(element("dt", "", label), element("dd", "", text));
    made.append(element("h2", "", title), list);
    return made;
  };

  const popup = (site) => {
    const made = box(site.name, site.lines);
    if (site.tags.length) {
      const tags = element("ul", "tags");
      tags.append(...site.tags.map((tag) => element("li", "", tag)));
      made.append(tags);
    }
    const more = element("a", "button", words.more);
    more.href = site.href;
    more.target = "_top";
    made.append(more);
    return made;
  };

  const describe = (feature, layer) => {
    layer.bindPopup(() => popup(feature.properties), { maxWidth: 300, minWidth: 220 });
  };

  const label = (feature, latlng) => {
    const { name, size, angle } = feature.properties;
    const text = element("span", `label ${size}`, name);
    text.style.setProperty("--angle", `${angle}deg`);
    return L.marker(latlng, {
      interactive: false,
      keyboard: false,
      icon: L.divIcon({ className: "label-box", html: text, iconSize: null }),
    });
  };

  // Streets are drawn as wide as they are: the style sheet asks for pixels per metre.
  const scale = (map) => {
    const box = map.getContainer();
    const metres = (156543.034 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / 2 ** map.getZoom();
    box.style.setProperty("--px-per-m", 1 / metres);
    box.dataset.zoom = Math.floor(map.getZoom());
  };

  const name = (button, text) => {
    button.title = text;
    button.setAttribute("aria-label", text);
  };

  const ready = (map, said, corner = "topright") => {
    words = said;
    for (const [way, text] of [["in", said.zoomIn], ["out", said.zoomOut]]) {
      name(map.getContainer().querySelector(`.leaflet-control-zoom-${way}`), text);
    }
    map.on("popupopen", ({ popup: opened }) => {
      name(opened.getElement().querySelector(".leaflet-popup-close-button"), said.close);
    });
    L.control.scale({ imperial: false, position: corner }).addTo(map);
    map.on("zoomend", () => scale(map));
    scale(map);
  };

  return { box, element, marker, describe, label, ready };
})();
