// The index of sites: fetched in columns, unpacked once into cards' facts, and read at an instant.
// Asking for a district's file tells the server the district at most, never the position.

import { ecef } from "./here.js";

export const INDEX = new URL("../../data/index.json", import.meta.url);
const TROUBLES = new URL("../../data/troubles.json", import.meta.url);

/** Fetch the index, or a part of it. @throws where there is neither network nor a saved copy */
export const loadIndex = (part = "") => fetched(part);

/** Fetch an index by its address beside the first one. */
export async function fetched(href) {
  const response = await fetch(new URL(href, INDEX));
  if (!response.ok) throw new Error(String(response.status));
  // The last of them: some servers say the date twice. A copy that the phone kept has its own.
  const savedMs = Date.parse((response.headers.get("Date") || "").slice(-29));
  return { ...decode(await response.json()), savedMs, tag: response.headers.get("ETag") };
}

/** Ids of the sites that riders lately could not get into; null where that cannot be learnt. */
export async function loadTroubled() {
  try {
    const response = await fetch(TROUBLES);
    return response.ok ? new Set((await response.json()).troubled) : null;
  } catch {
    return null;
  }
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const VERIFIED_FROM = Date.UTC(2000, 0, 1);

/**
 * A timeline: values, the instants at which each begins (the first from the beginning) and, for
 * statuses, why each is so. What it says holds until `endMs`; beyond, it only tells what comes next.
 * @typedef {object} Timeline
 * @property {number[]} values
 * @property {number[]} starts ms
 * @property {?{zh: string, en: string}[]} reasons
 * @property {boolean} always open round the clock
 * @property {number} endMs
 */

/** Unpack [value, minutes, value, minutes, value …] into values and the instants they begin at. */
function timeline(packed, fromMs) {
  const values = [packed[0]];
  const starts = [fromMs];
  for (let at = 1; at < packed.length; at += 2) {
    starts.push(starts[starts.length - 1] + packed[at] * MINUTE_MS);
    values.push(packed[at + 1]);
  }
  return { values, starts };
}

/** Position in a timeline of the value that holds at an instant. */
function holding(line, atMs) {
  let low = 0;
  let high = line.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (line.starts[middle] <= atMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

function statusLine(packed, fromMs, endMs, because) {
  const line = timeline(packed.t, fromMs);
  const reasons = line.values.map(() => null);
  for (const [mark, reason] of packed.b || []) reasons[mark] = because[reason];
  const always = line.values.length === 1 && line.values[0] === 1;
  return { ...line, reasons, always, endMs };
}

/** Codes whose bit is set in a hexadecimal mask; null where nothing was said. */
function codesOf(hex, codes) {
  const mask = parseInt(hex, 16);
  return hex === "-" ? null : codes.filter((_, bit) => Math.floor(mask / 2 ** bit) % 2 === 1);
}

function runningSum(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step) / 1e5);
}

function dateOf(days) {
  return days === null ? null : new Date(VERIFIED_FROM + days * DAY_MS).toISOString().slice(0, 10);
}

/** Unpack a fetched index. */
export function decode(raw) {
  const fromMs = Date.parse(raw.from);
  const untilMs = fromMs + raw.days * DAY_MS;
  const lines = raw.timelines.map((packed) => statusLine(packed, fromMs, untilMs, raw.because));
  const ways = raw.ways.map((packed) => timeline(packed, fromMs));
  const hotlines = raw.hotlines.map((line) => ({
    ...line,
    hours: lines[line.timeline],
    services: servicesOf(line.services, raw.codes.service, lines),
  }));
  return {
    revision: raw.revision,
    fromMs,
    untilMs,
    labels: raw.labels,
    parts: raw.parts || null,
    near: raw.near || {},
    hotlines,
    sites: raw.sites ? sitesOf(raw, lines, ways) : [],
  };
}

function sitesOf(raw, lines, ways) {
  const columns = raw.sites;
  const lons = runningSum(columns.lon);
  const lats = runningSum(columns.lat);
  const coarse = new Set(columns.coarse);
  const masks = columns.amenities.split(" ");
  return columns.id.map((id, at) => ({
    id,
    name: columns.name[at],
    lon: lons[at],
    lat: lats[at],
    xyz: ecef(lons[at], lats[at]),
    coarse: coarse.has(at),
    kind: raw.codes.kind[columns.kind[at]],
    hours: lines[columns.timeline[at]],
    way: ways[columns.way[at]],
    accessCodes: raw.codes.access,
    welcome: raw.codes.welcome[columns.welcome[at]],
    amenities: codesOf(masks[at], raw.codes.amenity),
    services: servicesOf(columns.services[at], raw.codes.service, lines),
    address: columns.address[at],
    phone: columns.phone[at],
    verified: dateOf(columns.verified[at]),
    source: raw.sources[columns.source[at]],
  }));
}

function servicesOf(packed, codes, lines) {
  return packed === null
    ? null
    : packed.map(([code, line]) => ({ code: codes[code], hours: lines[line] }));
}

const STATUS = ["closed", "open", "unknown"];
const EXPIRED = {
  zh: "手机里的资料已过期",
  en: "the data on this phone has expired",
};

/**
 * State of a timeline at an instant, as the server would tell it.
 * @returns {{status: string, then: ?string, until: ?number, opens: ?number, because: ?object}} instants in ms
 */
export function stateAt(line, atMs) {
  if (atMs >= line.endMs) return unknown(EXPIRED);
  const at = holding(line, atMs);
  const status = STATUS[line.values[at]];
  const until = at + 1 < line.starts.length ? line.starts[at + 1] : null;
  const then = until === null ? null : STATUS[line.values[at + 1]];
  const opens = status === "closed" ? nextOpening(line, at) : null;
  return { status, then, until, opens, because: line.reasons[at] };
}

const unknown = (because) => ({ status: "unknown", then: null, until: null, opens: null, because });

function nextOpening(line, from) {
  for (let at = from + 1; at < line.values.length; at += 1) {
    if (line.values[at] === 1) return line.starts[at];
  }
  return null;
}

/** The way to get in that holds at an instant, or null where nobody said. */
export function accessAt(site, atMs) {
  if (atMs >= site.hours.endMs) return null;
  const code = site.way.values[holding(site.way, atMs)];
  return code < 0 ? null : site.accessCodes[code];
}

/** The ways in that the index knows of at any hour. */
export function accessEver(site) {
  return [...new Set(site.way.values)].filter((code) => code >= 0).map((code) => site.accessCodes[code]);
}
