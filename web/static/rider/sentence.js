// Open states as a person would say them; word for word what locator/hours/sentences.py says.

import { LANG, t } from "./words.js";

const SOON_MS = 30 * 60_000;
const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000; // China keeps one time zone and no summer time
const WEEKDAYS_ZH = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
const WEEKDAYS_EN = [
  "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
];
const MONTHS_EN = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
];

/**
 * Whether it is open and when that changes.
 * @param {{status: string, then: ?string, until: ?number, opens: ?number, because: ?object}} state
 * @param {number} atMs the instant
 * @param {?string} verified ISO date of the last check
 */
export function sentence(state, atMs, verified) {
  if (state.status === "open") return open(state, atMs);
  if (state.status === "closed") return closed(state, atMs);
  const reason = state.because ? t(`(${state.because.zh})`, ` (${state.because.en})`) : "";
  return t(`时间未知${reason},`, `Hours unknown${reason}, `) + checked(verified, atMs);
}

function open(state, atMs) {
  if (state.until === null) return t("营业中,24 小时开放", "Open 24 hours");
  const time = when(state.until, atMs, true);
  if (state.then === "unknown") {
    return t(`营业中,${time} 后时间未知`, `Open, hours unknown after ${time}`);
  }
  if (state.until - atMs <= SOON_MS) return t(`快关门了,${time} 关门`, `Closing soon, at ${time}`);
  return t(`营业中,${time} 关门`, `Open until ${time}`);
}

function closed(state, atMs) {
  if (state.because) return t(`已关门,${state.because.zh}`, `Closed, ${state.because.en}`);
  if (state.then === "unknown") {
    const time = when(state.until, atMs, false);
    return t(`已关门,${time} 起可能开门`, `Closed, may open from ${time}`);
  }
  if (state.opens === null) return t("已关门", "Closed");
  const today = midnight(state.opens) === midnight(atMs);
  const time = when(state.opens, atMs, false);
  return t(`已关门,${time} 开门`, today ? `Closed, opens at ${time}` : `Closed, opens ${time}`);
}

/** Midnight in China of an instant's day, as if the clocks there were UTC. */
function midnight(ms) {
  return Math.floor((ms + CHINA_MS) / DAY_MS) * DAY_MS;
}

/** Say when; an ending at midnight belongs to the day before. */
function when(ms, atMs, ending) {
  const minutes = Math.floor((ms + CHINA_MS - midnight(ms)) / 60_000);
  const last = ending && minutes === 0;
  const day = midnight(ms) - (last ? DAY_MS : 0);
  const hour = last ? 24 : Math.floor(minutes / 60);
  const clock = `${hour}:${String(minutes % 60).padStart(2, "0")}`;
  const english = last ? "midnight" : clock;
  const ahead = (day - midnight(atMs)) / DAY_MS;
  if (ahead === 0) return t(ending ? clock : `今天 ${clock}`, english);
  if (ahead === 1) return t(`${tomorrow(hour)} ${clock}`, `tomorrow at ${english}`);
  return t(`${dayName(day, ahead)} ${clock}`, `${dayName(day, ahead)} at ${english}`);
}

function tomorrow(hour) {
  if (hour > 0 && hour < 5) return "明天凌晨";
  return hour > 0 && hour < 10 ? "明早" : "明天";
}

function dayName(dayMs, ahead) {
  const date = new Date(dayMs);
  if (ahead < 7) return t(WEEKDAYS_ZH[date.getUTCDay()], WEEKDAYS_EN[date.getUTCDay()]);
  const [month, day, year] = [date.getUTCMonth(), date.getUTCDate(), date.getUTCFullYear()];
  const zh = `${month + 1}月${day}日`;
  const en = `${day} ${MONTHS_EN[month]}`;
  return ahead > 300 ? t(`${year}年${zh}`, `${en} ${year}`) : t(zh, en);
}

function checked(verified, atMs) {
  if (!verified) return t("从未核实", "never verified");
  const [year, month] = verified.split("-").map(Number);
  const thisYear = new Date(midnight(atMs)).getUTCFullYear();
  const zh = year === thisYear ? `${month}月核实过` : `${year}年${month}月核实过`;
  const en = `verified in ${MONTHS_EN[month - 1]}${year === thisYear ? "" : ` ${year}`}`;
  return LANG === "en" ? en : zh;
}
