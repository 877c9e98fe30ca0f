// Asking the phone where it is, and saying in words why that did not work.

import { t } from "./words.js";

const WAIT_MS = 8_000; // phones in China often lack network location; nobody waits longer
const POOR_M = 300; // a fix worse than this may name the wrong street

/**
 * Ask for a position once.
 * @returns {Promise<{lon: number, lat: number, accuracyM: number}>}
 * @throws {Error} with a sentence for the rider
 */
export function locate() {
  if (!window.isSecureContext) return Promise.reject(new Error(plainHttp()));
  if (!navigator.geolocation) return Promise.reject(new Error(unable()));
  return new Promise((resolve, reject) => {
    // The browser's own time limit starts only after the rider has allowed it.
    const timer = window.setTimeout(() => reject(new Error(late())), WAIT_MS);
    const done = (act) => (value) => {
      window.clearTimeout(timer);
      act(value);
    };
    navigator.geolocation.getCurrentPosition(
      done(({ coords }) =>
        resolve({ lon: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy })),
      done((error) => reject(new Error(reason(error.code)))),
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 30_000 },
    );
  });
}

/** What to say of a fix: nothing when it is good. */
export function doubt(accuracyM) {
  if (!(accuracyM > POOR_M)) return "";
  const metres = accuracyM < 1000 ? `${Math.round(accuracyM / 50) * 50}` : null;
  const kilometres = (accuracyM / 1000).toFixed(1);
  return metres
    ? t(`定位误差约 ${metres} 米,远近仅供参考。`, `The fix may be off by ${metres} m.`)
    : t(`定位误差约 ${kilometres} 公里,远近仅供参考。`, `The fix may be off by ${kilometres} km.`);
}

function reason(code) {
  if (code === 1) return refused();
  return code === 3 ? late() : unable();
}

const refused = () =>
  t("没有允许定位。选一个街道也能找;要定位,请在浏览器设置里允许本站使用位置。",
    "Location was not allowed. Choose a street below, or allow it in the browser's settings.");
const late = () =>
  t("8 秒内没有定到位。先选一个街道吧。", "No fix within 8 seconds. Choose a street below.");
const unable = () =>
  t("这台手机现在定不了位。先选一个街道吧。", "This phone cannot tell where it is. Choose a street below.");
const plainHttp = () =>
  t("本页不是 https 加密网址,浏览器不许定位。先选一个街道吧。",
    "This page is not served over https, so the browser forbids locating. Choose a street below.");
