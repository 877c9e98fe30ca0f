// What stands above the list: how many there are, what distances are worth.

import { estimate, metres } from "./travel.js";
import { t } from "./words.js";

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
