// A chosen theme colour where no server makes a style sheet of it, as web/embed/theme.py does: made
// lighter or darker until text in it can be read.

const READABLE = 4.5; // contrast, WCAG 2.2 AA
const STEP = 0.04;
const TINT = 0.12;
const [BLACK, WHITE] = [[0, 0, 0], [255, 255, 255]];
const OURS = "0b6757"; // which has a shade of its own in the dark

/**
 * Use a colour, now and when the visitor's system turns dark or light.
 * @param {string} text six hexadecimal digits
 * @param {"auto"|"light"|"dark"} theme
 * @param {{light: object, dark: object}} palettes
 */
export function paint(text, theme, palettes) {
  const colour = text.replace("#", "").toLowerCase();
  if (colour === OURS) return;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const use = () => {
    const dark = theme === "auto" ? system.matches : theme === "dark";
    const made = brand(colour, palettes[dark ? "dark" : "light"]);
    for (const [name, value] of Object.entries(made)) document.documentElement.style.setProperty(name, value);
  };
  use();
  if (theme === "auto" && system.addEventListener) system.addEventListener("change", use);
}

/** What a colour sets, readable on the surfaces of a palette. */
export function brand(colour, palette) {
  const [card, paper] = [rgb(palette["--card"]), rgb(palette["--paper"])];
  const towards = luminance(card) > luminance(rgb(palette["--ink"])) ? BLACK : WHITE;
  for (let share = 0; ; share += STEP) {
    const shade = mixed(rgb(colour), towards, share);
    const tint = mixed(card, shade, TINT);
    if ([card, paper, tint].every((surface) => contrast(shade, surface) >= READABLE)) {
      return { "--brand": hexed(shade), "--on-brand": hexed(towards === BLACK ? WHITE : BLACK), "--tint": hexed(tint) };
    }
  }
}

const rgb = (text) => text.replace("#", "").match(/../g).map((pair) => parseInt(pair, 16));
const hexed = (colour) => `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
const mixed = (colour, other, share) => colour.map((part, at) => Math.round(part + (other[at] - part) * Math.min(share, 1)));

/** The contrast ratio of WCAG 2, from 1 to 21. */
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The relative luminance of WCAG 2, from 0 to 1. */
function luminance(colour) {
  const [red, green, blue] = colour.map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
