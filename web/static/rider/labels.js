// What codes are called. The index brings the words, so that there is one list of them.

import { say } from "./words.js";

let words = {};

/** Take the words that came with an index. */
export function useLabels(table) {
  words = table || {};
}

/** What a code is called, or the code where nobody gave it a name. */
export function labelOf(kind, code) {
  const known = words[kind] && words[kind][code];
  return known ? say(known) : String(code);
}
