// On the page of one site in a published folder: whether it is open now, read off the page's own
// hours, for no server says so. Without scripts the hours as written stand there alone.

import { accessAt, decode, stateAt } from "./index.js";
import { sentence } from "./sentence.js";
import { labelOf, t, useLabels } from "./words.js";

const line = document.getElementById("state");
const index = JSON.parse(document.getElementById("hours").textContent);

/** Say it, and again each minute. */
function show(site) {
  const atMs = Date.now();
  const state = stateAt(site.hours, atMs);
  const way = state.status === "open" ? accessAt(site, atMs) : null;
  const said = sentence(state, atMs, site.verified);
  line.className = `state is-${state.status}`;
  line.lastElementChild.textContent = way ? said + t(",", ", ") + labelOf("access", way) : said;
  line.hidden = false;
  setTimeout(() => show(site), 60_000 - (atMs % 60_000));
}

if (index) {
  useLabels(index.labels);
  show(decode(index).sites[0]);
}
