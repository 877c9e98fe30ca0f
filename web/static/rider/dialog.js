// One modal sheet from the bottom: a title, what it is about, and what can be done.

import { el } from "./dom.js";
import { t } from "./words.js";

let count = 0;
let styled = null;

/** Fetch the style of sheets once; one without style is still one that can be used. */
function style() {
  if (!styled) {
    const href = new URL("../sheet.css", import.meta.url).href;
    const link = el("link", { rel: "stylesheet", href });
    styled = new Promise((resolve) => {
      link.addEventListener("load", resolve);
      link.addEventListener("error", resolve);
    });
    document.head.append(link);
  }
  return styled;
}

/**
 * Open a sheet; Escape, the button and a tap beside it close it, and focus goes back.
 * @param {string} title what can be done here
 * @param {string} about the name of the place
 * @param {...Node} content
 * @returns {HTMLDialogElement}
 */
export function openDialog(title, about, ...content) {
  count += 1;
  const heading = `sheet-${count}`;
  const dialog = el("dialog.sheet", { "aria-labelledby": heading },
    el("header", {},
      el("div", {}, el("h2", { id: heading }, title), el("p.quiet", {}, about)),
      el("button.close", { type: "button", click: () => dialog.close() }, t("关闭", "Close"))),
    ...content);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the backdrop is the dialog's own box
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  style().then(() => dialog.isConnected && !dialog.open && dialog.showModal());
  return dialog;
}
