// What stands above the list: how many there are, what distances are worth, how old the data is.

import { el } from "./dom.js";
import { estimate, metres } from "./travel.js";
import { t } from "./words.js";

const DAY_MS = 86_400_000;

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

/** Doubts: a poor fix, old data, a phone whose clock is wrong. @returns {string[]} */
export function doubts(index, here, atMs) {
  const said = here.doubt ? [here.doubt] : [];
  const days = Math.floor((atMs - index.fromMs) / DAY_MS);
  if (atMs < index.fromMs) {
    said.push(t("手机的日期可能不对,开门时间仅供参考。", "This phone's date seems wrong; do not rely on opening times."));
  } else if (atMs >= index.untilMs) {
    said.push(t(
      `手机里的资料是 ${days} 天前的,已过期:开没开门请先打电话问。联网后会更新。`,
      `The data on this phone is ${days} days old and has expired: call before you go. It is renewed once you are online.`,
    ));
  } else if (days > 0 || !navigator.onLine) {
    const ago = age(days, atMs - index.savedMs);
    said.push(t(`没有连上网,用的是${ago}存下的资料。`, `Offline: this is data saved ${ago}.`));
  }
  return said;
}

/** How long ago, in words. @param {number} spentMs NaN where nobody knows */
function age(days, spentMs) {
  const minutes = Math.max(1, Math.round(spentMs / 60_000));
  if (days > 0) return t(` ${days} 天前`, `${days} ${days === 1 ? "day" : "days"} ago`);
  if (Number.isNaN(minutes)) return t("今天", "today");
  if (minutes < 60) return t(` ${minutes} 分钟前`, `${minutes} min ago`);
  return t(` ${Math.round(minutes / 60)} 小时前`, `${Math.round(minutes / 60)} h ago`);
}

/** The button that brings newer data into the list. */
export const renewal = (click) =>
  el("button.button", { type: "button", click }, t("有新的资料,更新列表", "Newer data has come: renew the list"));

export const NO_DATA = t(
  "没有取到最新资料,下面是打开网页时的情况。",
  "The latest data could not be fetched; below is how things were when the page was opened.",
);
