"use strict";
// The map of the page for planners. The arrays of all hours are fetched once; after that
// nothing is asked for, however the slider moves. Nothing here turns data into HTML.
(async () => {
  const place = document.querySelector("#map_yizhan");
  const facts = JSON.parse(place.dataset.plan);
  const fetched = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  };
  const [content, backdrop] = await Promise.all([fetched(facts.data), fetched(facts.backdrop)]);
  yizhanReport.prepare(content);

  const map = L.map(place, { attributionControl: false, minZoom: 8, maxZoom: 18, zoomAnimation: false, zoomSnap: 0.25 });
  for (const [name, height] of [["ground", 250], ["cells", 300]]) {
    map.createPane(name).style.zIndex = height; // under Leaflet's own pane of shapes
    map.getPane(name).style.pointerEvents = "none";
  }
  const [west, south, east, north] = content.bounds ?? [73, 18, 135, 54];
  map.fitBounds([[south, west], [north, east]], { maxZoom: 16, padding: [24, 24] });

  const named = (data) => {
    for (const { properties } of data.features) {
      if ("zh" in properties) properties.name = content.lang === "en" ? properties.en : properties.zh;
    }
    return data;
  };
  for (const [theme, data] of backdrop) {
    const pane = theme === "names" ? {} : { pane: "ground" };
    L.geoJSON(named(data), { className: `theme-${theme}`, interactive: false, pointToLayer: yizhan.label, smoothFactor: 0.6, ...pane }).addTo(map);
  }

  const feature = (geometry, number) => ({ type: "Feature", geometry, properties: { number } });
  const point = ({ lon, lat }) => ({ type: "Point", coordinates: [lon, lat] });
  const layer = (features, options) => L.geoJSON({ type: "FeatureCollection", features }, options).addTo(map);
  const shapes = (things) => things.flatMap(({ shape }, number) => shape ? [feature(shape, number)] : []);
  const points = (things) => things.map((thing, number) => feature(point(thing), number));

  const overlays = {
    [facts.areas]: layer(shapes(content.areas), { className: "area", interactive: false }),
    [facts.ground]: layer(content.service_area ? [feature(content.service_area, 0)] : [], { className: "ground", interactive: false }),
  };
  const gaps = layer([...shapes(content.gaps), ...points(content.gaps)], {
    className: "missing", onEachFeature: yizhanReport.describeGap, pointToLayer: yizhanReport.numbered,
  });
  const sites = layer(points(content.sites.list), {
    onEachFeature: yizhanReport.describeSite, pointToLayer: yizhanReport.marker,
  });
  Object.assign(overlays, { [facts.gaps]: gaps, [facts.sites]: sites });
  const control = L.control.layers({}, overlays, { collapsed: false, position: "bottomright" }).addTo(map);
  await yizhanReport.start(map, gaps, facts.words, control);
})();
