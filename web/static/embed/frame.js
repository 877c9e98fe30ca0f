// The page in a frame: tells the page around it what happens, and fetches what ranks and draws
// once somebody asks for it, or once what the server said is no longer true.

const MOST_WAIT_MS = 20_000; // so that not all frames ask at the same second

const $ = (id) => document.getElementById(id);
const facts = JSON.parse(document.body.dataset.embed);
let [coming, selected] = [null, null];

/** The page that ranks; its parts are fetched the first time. */
function live() {
  coming = coming || import("./live.js").then(({ start }) => start(facts));
  coming.catch(() => { coming = null; });
  return coming;
}

/** Nothing that is told is a secret, so whoever holds the frame may hear it. */
function tell(type, what = {}) {
  if (window.parent !== window) window.parent.postMessage({ yizhan: 1, type, ...what }, "*");
}

function tellHeight() {
  const height = () => tell("height", { height: Math.ceil(document.body.getBoundingClientRect().height) });
  if (window.ResizeObserver) new ResizeObserver(height).observe(document.body);
  height();
}

/** The station that somebody turned to, on the list or on the map. */
function tellSelected({ target }) {
  const card = target.closest(".card[data-id]");
  if (!card || card.dataset.id === selected) return;
  selected = card.dataset.id;
  tell("select", { id: selected, name: card.querySelector("h3").textContent });
}

/** When the first door opens or closes, the list is made anew. */
function waitForChange() {
  const waitMs = facts.until - Date.now() + Math.random() * MOST_WAIT_MS;
  if (waitMs < 2 ** 31) window.setTimeout(() => live().catch(() => {}), Math.max(0, waitMs));
}

$("locate").addEventListener("click", () => live().then((page) => page.locate(), () => {}));
document.querySelector("[data-chip]").addEventListener("click", ({ currentTarget }) =>
  live().then((page) => page.press(currentTarget), () => {}));
for (const kind of ["click", "focusin"]) $("list").addEventListener(kind, tellSelected);
if (facts.follows) tellHeight();
if (facts.view !== "list") live().catch(() => {});
waitForChange();
tell("ready");
