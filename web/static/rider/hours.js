// Open, closed or unknown at an instant, read off the timelines of the index.

import { holding } from "./index.js";

export const STATUS = ["closed", "open", "unknown"];

/**
 * State of a timeline at an instant, as the server would tell it.
 * @returns {{status: string, then: ?string, until: ?number, opens: ?number, because: ?object}} instants in ms
 */
export function stateAt(line, atMs) {
  const at = holding(line, atMs);
  const status = STATUS[line.values[at]];
  const until = at + 1 < line.starts.length ? line.starts[at + 1] : null;
  const because = status === "open" ? null : line.because;
  const then = until === null ? null : STATUS[line.values[at + 1]];
  const opens = status === "closed" ? nextOpening(line, at) : null;
  return { status, then, until, opens, because };
}

function nextOpening(line, from) {
  for (let at = from + 1; at < line.values.length; at += 1) {
    if (line.values[at] === 1) return line.starts[at];
  }
  return null;
}

/** The way to get in that holds at an instant, or null where nobody said. */
export function accessAt(site, atMs) {
  const code = site.way.values[holding(site.way, atMs)];
  return code < 0 ? null : site.accessCodes[code];
}
