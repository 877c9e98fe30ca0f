// The state of the page, and the one way from it to what is shown.

import { placeAt } from "./here.js";
import { loadIndex, loadTroubled } from "./index.js";
import { focusOn, showList } from "./list.js";
import { fits, rank } from "./rank.js";
import { NO_DATA, summary, worth } from "./travel.js";
import { useLabels } from "./words.js";

const EACH = 5; // cards of each group, and how many more at a time
const FARTHEST_M = 20_000; // nobody takes a break farther away
const NEAR_M = 3_000; // while a place so near is open, nobody is sent to the telephone
const DAY_MS = 86_400_000;
const PATIENCE_MS = 700; // the list waits so long for minutes by street, or they change it later
const WARN_MS = 300_000; // how long warnings are taken for fresh

export class RiderPage {
  /**
   * @param {{list: HTMLElement, status: HTMLElement, worth: HTMLElement, notice: HTMLElement}} nodes
   * @param {{wants: object, mode: string, here: ?object, first: ?object, still: boolean}} start
   *   first: cards of each group to begin with; still: leave these until something changes
   * @param {object} on what buttons on cards do
   */
  constructor(nodes, start, on) {
    Object.assign(this, start);
    this.first = start.first || standing(nodes.list);
    this.nodes = nodes;
    this.on = { ...on, more: (name, shown) => this.more(name, shown) };
    this.index = null;
    this.troubled = new Set();
    this.order = null; // minutes by street, where there are any
    this.shown = { ...this.first };
  }

  /** Fetch what to rank, and show it. */
  async load() {
    const warned = this.warn();
    try {
      const index = await loadIndex(this.part);
      useLabels(index.labels);
      this.index = index;
      this.newer = false;
      if (!this.here) this.here = middle(index);
    } catch {
      if (!this.index) this.nodes.notice.textContent = NO_DATA;
      return;
    }
    await this.around();
    if (!this.nodes.list.childElementCount) await this.glimpse();
    await this.streets();
    await warned;
    this.show();
  }

  /** Where nothing stands yet: two cards, and the others when these are painted. */
  async glimpse() {
    this.shown = { open: 2, unknown: 0, closed: 0 };
    this.show();
    await new Promise((go) => { requestAnimationFrame(() => setTimeout(go)); });
    this.shown = { ...this.first };
  }

  /** Learn where riders lately could not get in; where that fails, what was known still counts. */
  async warn() {
    this.warnedMs = Date.now();
    this.troubled = (await loadTroubled()) || this.troubled;
  }

  /** Go on with other choices or another place. */
  change(choices) {
    Object.assign(this, choices);
    if (choices.here && this.putAway) this.putAway(); // the way from where the rider was
    this.still = false;
    this.picked = null;
    this.shown = this.here && this.here.own ? { open: EACH, unknown: EACH, closed: EACH } : { ...this.first };
    return Promise.all([this.around(), Promise.race([this.streets(), later(PATIENCE_MS)])]).then(() => this.show());
  }

  /** Learn the minutes by street from here; what works them out is fetched when there is cause. */
  async streets() {
    const { here, index, mode } = this;
    if (index && here && here.own && mode in index.near) {
      await import("./streets.js").then(({ learn }) => learn(this), () => {}); // or straight lines serve
    } else this.order = null;
    return this.show();
  }

  /** See to it that the districts around are there. */
  async around() {
    if (!this.index || !this.index.parts || !this.here) return;
    const reachM = (sites) => {
      const fifth = this.ranked(sites, this.wants, EACH).open[EACH - 1];
      return fifth ? fifth.distanceM : FARTHEST_M;
    };
    try {
      const { loadAround } = await import("./districts.js");
      await loadAround(this.index, this.here, reachM);
    } catch {
      // Without a network those districts that came before still serve.
    }
  }

  /** Doors open and close while the page lies there: look again each minute, and on coming back. */
  startClock() {
    const next = () => window.setTimeout(() => { this.tick(); next(); }, 60_000 - (Date.now() % 60_000));
    next();
    document.addEventListener("visibilitychange", () => document.hidden || this.tick());
  }

  /** Data of another day is fetched anew; else only the clock has moved on. */
  tick() {
    if (!this.index || Date.now() >= this.index.fromMs + DAY_MS) return this.load();
    if (Date.now() - this.warnedMs > WARN_MS) this.warn().then(() => this.show());
    return this.show();
  }

  /** Show more of a group; the focus goes on where the rider stopped reading. */
  more(name, shown) {
    this.shown[name] += EACH * 2;
    this.show();
    focusOn(this.nodes.list, name, shown);
  }

  ranked(sites, wants, k) {
    return rank(sites, this.here.xyz, wants, Date.now(), k, this.troubled, this.farthestM || FARTHEST_M, this.order);
  }

  /** The sites that fit, wherever they are: what the map shows. */
  fitting() {
    return this.index ? this.index.sites.filter((site) => fits(site, this.wants)) : [];
  }

  show() {
    if (!this.index || !this.here || this.still) return;
    const { index, here, mode, nodes, order, wants } = this;
    const atMs = Date.now();
    const answer = this.ranked(index.sites, wants, this.shown);
    const { before, after } = this.help(answer, atMs);
    const view = { atMs, mode, order, own: here.own };
    const streets = order ? order.around(answer, wants, () => this.show()) : { before: [], after: [] };
    const top = [...(this.aside ? this.aside(answer, view) : []), ...before, ...streets.before];
    showList(nodes.list, answer, view, this.on, top, [...streets.after, ...after]);
    say(nodes.status, summary(answer, here));
    say(nodes.worth, streets.worth || worth(here, mode));
    this.note(atMs);
    if (this.onShown) this.onShown();
  }

  /** Say what is doubtful; the words for it are fetched when there is cause. */
  note(atMs) {
    const { here, index, newer, nodes } = this;
    const today = atMs >= index.fromMs && atMs < index.fromMs + DAY_MS;
    if (today && navigator.onLine && !here.doubt && !newer) nodes.notice.textContent = "";
    else import("./doubts.js").then(({ note }) => note(this, atMs), () => {});
  }

  /** Newer data: the list moves when the rider says so, or while nobody looks. */
  offer() {
    if (document.hidden) return this.load();
    this.newer = true;
    return this.show();
  }

  /** What to say before and after the groups where nothing near is open; fetched when there is cause. */
  help(answer, atMs) {
    if (answer.open.some((found) => found.distanceM <= NEAR_M)) return { before: [], after: [] };
    if (this.nothing) return this.nothing.help(this, answer, atMs);
    import("./nothing.js").then((nothing) => { this.nothing = nothing; this.show(); }, () => {});
    return { before: [], after: [] };
  }
}

/** As many cards as the server sent: the list stands still. */
function standing(list) {
  const count = (name) => Math.max(EACH, list.querySelectorAll(`[data-group="${name}"] .card`).length);
  return { open: count("open"), unknown: count("unknown"), closed: count("closed") };
}

const later = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Said again only when it has changed, or listeners would hear it every minute. */
function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Somewhere to begin where no district is known: the first site of the index. */
function middle(index) {
  const [first] = index.sites;
  return first ? placeAt(first.lon, first.lat, first.name) : null;
}
