// WeChat's own map, where the operator has set it up. The script comes from our server; WeChat lets
// the page call it by a signature of the page's address, which holds no place of the rider.

import { gcj02 } from "../rider/datum.js";
import { el } from "../rider/dom.js";

const SERVER = new URL("../../wechat/", import.meta.url);
const STREETS = 16; // of 28 steps of zoom

let coming = null;

/**
 * Ask once whether WeChat lets this page open its map.
 * @returns {Promise<function>} takes a site (WGS-84) and what offers it; rejected where WeChat's
 *   map cannot be opened
 */
export function opener() {
  coming = coming || prepared().then((wx) => (site, offer) => open(wx, site, offer));
  return coming;
}

async function prepared() {
  const answer = await fetch(new URL("signature", SERVER).href, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ url: location.href.split("#")[0] }),
  });
  if (!answer.ok) throw new Error(`signature: ${answer.status}`);
  const signed = await answer.json();
  await loaded(signed.script);
  return accepted(window.wx, signed);
}

/** WeChat's script is no module. */
function loaded(src) {
  return new Promise((load, error) => { document.head.append(el("script", { src, load, error })); });
}

function accepted(wx, { appId, timestamp, nonceStr, signature }) {
  return new Promise((resolve, reject) => {
    wx.config({ appId, timestamp, nonceStr, signature, jsApiList: ["openLocation"] });
    wx.error(reject); // before "ready", which WeChat calls after a refusal, too
    wx.ready(() => resolve(wx));
  });
}

/** Where WeChat opens nothing after all, the offer goes and the other ways are left. */
function open(wx, { lon, lat, name, address }, offer) {
  const [longitude, latitude] = gcj02(lon, lat);
  const fail = () => offer.remove();
  wx.openLocation({ latitude, longitude, name, address, scale: STREETS, fail });
}
