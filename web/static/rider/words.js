// Text for people in the language of the page, and what codes are called.

export const LANG = document.documentElement.lang === "en" ? "en" : "zh-CN";

// Files without a server.
export const PUBLISHED = "published" in document.documentElement.dataset;

/** The text in the page's language. */
export const t = (zh, en) => (LANG === "en" ? en : zh);

/** One of a pair that the server sent in both languages. */
export const say = (words) => (LANG === "en" ? words.en : words.zh);

let words = {}; // of the codes: the index brings them, so that there is one list

/** Take the words that came with an index. */
export function useLabels(table) {
  words = table || {};
}

/** What a code is called, or the code where nobody gave it a name. */
export function labelOf(kind, code) {
  const known = words[kind] && words[kind][code];
  return known ? say(known) : String(code);
}
