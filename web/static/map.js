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

  const popup = (site) => {
    const box = element("article", "popup");
    box.append(element("h2", "", site.name));
    const facts = element("dl");
    for (const [label, text] of site.lines) {
      facts.append(element("dt", "", label), element("dd", "", text));
    }
    box.append(facts);
    if (site.tags.length) {
      const tags = element("ul", "tags");
      tags.append(...site.tags.map((tag) => element("li", "", tag)));
      box.append(tags);
    }
    const more = element("a", "button", words.more);
    more.href = site.href;
    more.target = "_top";
    box.append(more);
    return box;
  };

  const describe = (feature, layer) => {
    layer.bindPopup(() => popup(feature.properties), { maxWidth: 300, minWidth: 220 });
    layer.on("popupopen", (event) => {
      const close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
      close.setAttribute("aria-label", words.close);
      close.title = words.close;
    });
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

  const ready = (map, said) => {
    words = said;
    for (const [name, text] of [["in", said.zoomIn], ["out", said.zoomOut]]) {
      const button = map.getContainer().querySelector(`.leaflet-control-zoom-${name}`);
      button.title = text;
      button.setAttribute("aria-label", text);
    }
    L.control.scale({ imperial: false, position: "topright" }).addTo(map);
    map.on("zoomend", () => scale(map));
    scale(map);
  };

  return { marker, describe, label, ready, scale };
})();
