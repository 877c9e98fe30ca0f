// Text for people in the language of the page.

export const LANG = document.documentElement.lang === "en" ? "en" : "zh-CN";

// Files without a server.
export const PUBLISHED = "published" in document.documentElement.dataset;

/** The text in the page's language. */
export const t = (zh, en) => (LANG === "en" ? en : zh);

/** One of a pair that the server sent in both languages. */
export const say = (words) => (LANG === "en" ? words.en : words.zh);
