// /embed.js: <yizhan-map …> and <script src="…/embed.js" data-…> on pages of others. What they
// make is a frame of this site that is as high as its content.
(() => {
  "use strict";
  const OPTIONS = [
    "area", "jurisdiction", "bbox", "kind", "amenity", "service", "welcome", "open", "view", "theme",
    "color", "lang", "height", "approval", "attribution",
  ];
  const FIRST_PX = 480; // until the frame says how high it is
  const [LEAST_PX, MOST_PX] = [120, 20_000];
  const script = document.currentScript || document.querySelector('script[src$="/embed.js"]');
  const PAGE = new URL("embed", script.src); // in a folder without a server, "embed/"
  const PLACES = ["area", "jurisdiction", "bbox"]; // one at a time
  const hosts = new Map(); // element → its frame
  const pasted = new Map(); // element → the address of the frame that stood in it

  /** What was pasted, and the attributes, which win. */
  function addressOf(host) {
    const address = new URL(pasted.get(host) || PAGE);
    if (PLACES.some((name) => host.getAttribute(name))) PLACES.forEach((name) => address.searchParams.delete(name));
    for (const name of OPTIONS) {
      if (host.getAttribute(name)) address.searchParams.set(name, host.getAttribute(name));
    }
    return address.href;
  }

  function newFrame(host) {
    const frame = document.createElement("iframe");
    frame.loading = "lazy"; // below the fold it waits until somebody scrolls there
    frame.allow = "geolocation";
    frame.title = host.getAttribute("title") || (host.getAttribute("lang") === "en" ? "Yizhan: stations" : "驿站");
    frame.src = addressOf(host);
    host.textContent = "";
    host.append(frame);
    return frame;
  }

  const fixedHeight = (host) => parseInt(host.getAttribute("height"), 10);

  /** Give an element its frame: the one that stands in it already, or one of its attributes. */
  function start(host) {
    if (hosts.has(host) || !host.isConnected) return;
    const found = host.querySelector("iframe");
    if (found) pasted.set(host, found.src);
    const frame = found || newFrame(host);
    const height = fixedHeight(host) || parseInt(frame.getAttribute("height"), 10) || FIRST_PX;
    host.style.display = "block";
    Object.assign(frame.style, { border: "0", display: "block", height: `${height}px`, width: "100%" });
    hosts.set(host, frame);
  }

  window.addEventListener("message", ({ data, origin, source }) => {
    if (origin !== PAGE.origin || !data || data.yizhan !== 1) return;
    for (const [host, frame] of hosts) {
      if (frame.contentWindow !== source) continue;
      if (data.type === "height" && !fixedHeight(host)) {
        frame.style.height = `${Math.min(MOST_PX, Math.max(LEAST_PX, Number(data.height) || 0))}px`;
      }
      if (["ready", "select", "height"].includes(data.type)) {
        host.dispatchEvent(new CustomEvent(data.type, { detail: data }));
      }
    }
  });

  /** What stands in an element comes after its beginning. */
  function whenRead(act) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
    else act();
  }

  if (Object.keys(script.dataset).length) {
    const host = document.createElement("yizhan-map");
    for (const name of OPTIONS) if (script.dataset[name]) host.setAttribute(name, script.dataset[name]);
    script.after(host);
  }
  if (!window.customElements) {
    whenRead(() => document.querySelectorAll("yizhan-map").forEach(start));
  } else if (!customElements.get("yizhan-map")) {
    customElements.define("yizhan-map", class extends HTMLElement {
      static observedAttributes = OPTIONS;

      connectedCallback() { whenRead(() => start(this)); }

      attributeChangedCallback() {
        const frame = hosts.get(this);
        if (frame && frame.src !== addressOf(this)) frame.src = addressOf(this);
      }
    });
  }
})();
