// The state of the page, and the one way from it to what is shown.

import { fill, el } from "./dom.js";
import { placeAt } from "./here.js";
import { useLabels } from "./labels.js";
import { focusOn, showList } from "./list.js";
import { loadAround, loadIndex, loadTroubled } from "./load.js";
import { hotlines, nothingOpen } from "./nothing.js";
import { fits, rank } from "./rank.js";
import { NO_DATA, doubts, summary, worth } from "./telling.js";

export const EACH = 5; // cards of each group, and how many more at a time
const FARTHEST_M = 20_000; // nobody takes a break farther away
const NEAR_M = 3_000; // while a place so near is open, nobody is sent to the telephone
const DAY_MS = 86_400_000;

export class RiderPage {
  /**
   * @param {{list: HTMLElement, status: HTMLElement, worth: HTMLElement, notice: HTMLElement}} nodes
   * @param {{wants: object, mode: string, here: ?object, first: object, still: boolean}} start
   *   first: how many cards of each group the server sent; still: leave the server's answer alone
   *   until the rider changes something
   * @param {object} on what buttons on cards do
   */
  constructor(nodes, start, on) {
    Object.assign(this, start);
    this.nodes = nodes;
    this.on = { ...on, more: (name, shown) => this.more(name, shown) };
    this.index = null;
    this.troubled = new Set();
    this.shown = { ...start.first };
  }

  /** Fetch what to rank, and show it. */
  async load() {
    const troubled = loadTroubled();
    try {
      const index = await loadIndex();
      useLabels(index.labels);
      this.index = index;
      if (!this.here) this.here = middle(index);
    } catch {
      if (!this.index) this.nodes.notice.textContent = NO_DATA;
      return;
    }
    this.show();
    this.troubled = await troubled;
    await this.around();
    this.show();
  }

  /** Go on with other choices or another place. */
  change(choices) {
    Object.assign(this, choices);
    this.still = false;
    this.shown = this.here && this.here.own ? { open: EACH, unknown: EACH, closed: EACH } : { ...this.first };
    this.show();
    return this.around().then((added) => added && this.show());
  }

  /** See to it that the districts around are there. */
  around() {
    if (!this.index || !this.here) return Promise.resolve(false);
    const reachM = (sites) => {
      const fifth = this.ranked(sites, this.wants, EACH).open[EACH - 1];
      return fifth ? fifth.distanceM : FARTHEST_M;
    };
    return loadAround(this.index, this.here, reachM).catch(() => false);
  }

  /** Data of another day is fetched anew; else only the clock has moved on. */
  tick() {
    const old = !this.index || Date.now() >= this.index.fromMs + DAY_MS;
    return old ? this.load() : this.show();
  }

  /** Show more of a group; the focus goes on where the rider stopped reading. */
  more(name, shown) {
    this.shown[name] += EACH * 2;
    this.show();
    focusOn(this.nodes.list, name, shown);
  }

  ranked(sites, wants, k) {
    return rank(sites, this.here.xyz, wants, Date.now(), k, this.troubled, FARTHEST_M);
  }

  /** The sites that fit, wherever they are: what the map shows. */
  fitting() {
    return this.index ? this.index.sites.filter((site) => fits(site, this.wants)) : [];
  }

  show() {
    if (!this.index || !this.here || this.still) return;
    const { index, here, mode, nodes, wants } = this;
    const atMs = Date.now();
    const answer = this.ranked(index.sites, wants, this.shown);
    const { before, after } = this.help(answer, atMs);
    showList(nodes.list, answer, { atMs, mode, own: here.own }, this.on, before, after);
    say(nodes.status, summary(answer, here));
    say(nodes.worth, worth(here, mode));
    fill(nodes.notice, ...doubts(index, here, atMs).map((text) => el("p.caution", {}, text)));
  }

  /** What to say before and after the groups where nothing is open, or only far away. */
  help(answer, atMs) {
    const { open, unknown, closed } = answer.totals;
    if (answer.open.some((found) => found.distanceM <= NEAR_M)) return { before: [], after: [] };
    const lines = hotlines(this.index.hotlines, this.wants.service, atMs);
    if (open) return { before: [], after: [lines] };
    const countOf = (wants) => this.ranked(this.index.sites, wants, 0).totals.open;
    const why = nothingOpen(this.wants, !unknown && !closed, countOf, (wants) => this.on.wants(wants));
    return { before: [why, lines], after: [] };
  }
}

/** Said again only when it has changed, or listeners would hear it every minute. */
function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Somewhere to begin where no district is known: the first site of the index. */
function middle(index) {
  const [first] = index.sites;
  return first ? placeAt(first.lon, first.lat, first.name) : null;
}
