// How long the way takes: estimated from the straight line, with the server's own figures.

import { t } from "./words.js";

/** Detour over the straight line, and km/h; the same as locator/finding/travel.py. */
const TRAVEL = {
  walk: { detour: 1.3, kmh: 4.8 },
  ebike: { detour: 1.4, kmh: 20 },
};

export const minutesFor = (distanceM, mode) => (distanceM * TRAVEL[mode].detour * 0.06) / TRAVEL[mode].kmh;

export function minutesText(minutes, mode) {
  const count = Math.max(1, Math.round(minutes));
  return mode === "ebike"
    ? t(`骑行 ${count} 分钟`, `${count} min ride`)
    : t(`步行 ${count} 分钟`, `${count} min walk`);
}

/** What the minutes are worth, said once above the list. */
export function estimate(mode) {
  const { detour } = TRAVEL[mode];
  return t(
    `直线估算:时间按直线距离 × ${detour} 算,不是街道时间。`,
    `Estimated from straight lines: minutes count the line × ${detour}, not the streets.`,
  );
}

/** Metres as people say them. */
export function metres(value) {
  if (value < 995) {
    const rounded = Math.max(10, Math.round(value / 10) * 10);
    return t(`${rounded} 米`, `${rounded} m`);
  }
  const kilometres = (value / 1000).toFixed(1);
  return t(`${kilometres} 公里`, `${kilometres} km`);
}
