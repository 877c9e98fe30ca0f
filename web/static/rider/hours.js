// Open, closed or unknown at an instant, read off the timelines of the index.

import { holding } from "./index.js";

export const STATUS = ["closed", "open", "unknown"];
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
