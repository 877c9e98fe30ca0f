// What to say above the list when the fix is poor, the data old or the phone's clock wrong.

import { el, fill } from "./dom.js";
import { PUBLISHED, t } from "./words.js";

const DAY_MS = 86_400_000;

/** Say all that is doubtful; what is there already is left alone. @param {object} page the rider's */
export function note(page, atMs) {
  const said = doubts(page.index, page.here, atMs).map((text) => el("p.caution", {}, text));
  if (page.newer) said.push(renewal(() => page.load()));
  const { notice } = page.nodes;
  if (said.map((each) => each.textContent).join("") !== notice.textContent) fill(notice, ...said);
}

/** Doubts: a poor fix, old data, a phone whose clock is wrong. @returns {string[]} */
function doubts(index, here, atMs) {
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
    if (PUBLISHED && navigator.onLine) said.push(t(`资料是${ago}发布的。`, `This data was published ${ago}.`));
    else said.push(t(`没有连上网,用的是${ago}存下的资料。`, `Offline: this is data saved ${ago}.`));
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
const renewal = (click) =>
  el("button.button", { type: "button", click }, t("有新的资料,更新列表", "Newer data has come: renew the list"));
