// How far and how long the way is, and how many places there are, in words.

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

/** The count, for the eyes and for those who listen. */
export function summary(answer, here) {
  const count = answer.totals.open;
  if (!count && here.own) return t("附近没有确定开着的地方", "Nothing near you is known to be open");
  if (!count) return t(`${here.name}附近没有确定开着的地方`, `Nothing near ${here.name} is known to be open`);
  if (!here.own) return t(`${here.name}附近 ${count} 处现在能进`, `${count} open now near ${here.name}`);
  const far = metres(Math.min(...answer.open.map((found) => found.distanceM)));
  return t(`${count} 处现在能进,最近 ${far}`, `${count} open now, the nearest ${far} away`);
}

/** What the distances and the order mean. */
export function worth(here, mode) {
  if (here.own) return mode === "straight" ? t("距离为直线距离。", "Distances are straight lines.") : estimate(mode);
  return t(`按离${here.name}的远近排列。`, `Ordered by distance from ${here.name}.`);
}

export const NO_DATA = t(
  "没有取到最新资料,下面是打开网页时的情况。",
  "The latest data could not be fetched; below is how things were when the page was opened.",
);
