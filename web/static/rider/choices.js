// Chips, lists, the way of travel and large text: what is pressed, and what pressing does.

import { isPressed, keepWants, recall, remember, toggled, wantsOf } from "./filters.js";
import { t } from "./words.js";

/**
 * @param {import("./page.js").RiderPage} page
 * @param {{locate: function}} on
 * @returns {{set: function({wants?: object, mode?: string})}} the way to change choices elsewhere
 */
export function startChoices(page, on) {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const [kind, service] = ["kind-now", "service-now"].map((id) => document.getElementById(id));

  const set = (choices) => {
    if (choices.wants) keepWants(choices.wants);
    if (choices.mode) remember("mode", choices.mode);
    page.change(choices);
    draw();
  };

  const draw = () => {
    for (const chip of all("[data-chip]")) press(chip, isPressed(page.wants, chip.dataset.chip));
    for (const mode of all("[data-mode]")) press(mode, page.mode === mode.dataset.mode);
    kind.value = page.wants.kinds[0] || "";
    service.value = page.wants.service || "";
  };

  for (const chip of all("[data-chip]")) {
    chip.addEventListener("click", () => set({ wants: toggled(page.wants, chip.dataset.chip) }));
  }
  for (const mode of all("[data-mode]")) {
    mode.addEventListener("click", () => set({ mode: mode.dataset.mode }));
  }
  for (const need of all("[data-need]")) {
    need.addEventListener("click", () => {
      set({ wants: wantsOf(need.dataset.need) });
      on.locate();
    });
  }
  kind.addEventListener("change", () => set({ wants: { ...page.wants, kinds: kind.value ? [kind.value] : [] } }));
  service.addEventListener("change", () => set({ wants: { ...page.wants, service: service.value || null } }));
  draw();
  return { set };
}

const press = (button, pressed) => button.setAttribute("aria-pressed", String(pressed));

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
