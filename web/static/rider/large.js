// The large page (关怀版): bigger letters and three plain needs. Remembered on the phone.

import { recall, remember } from "./store.js";
import { t } from "./words.js";

const root = document.documentElement;

/** Show the page as it was left, and let the link in the header switch it without a journey. */
export function startLarge(link) {
  if (!root.classList.contains("large") && recall("large", false)) root.classList.add("large");
  const show = () => {
    link.textContent = root.classList.contains("large") ? t("标准版", "Standard") : t("关怀版", "Large text");
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    remember("large", root.classList.toggle("large"));
    show();
  });
  show();
}
