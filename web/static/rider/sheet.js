// The sheet that hands a place over: to a navigation app, to the telephone, to the clipboard.
// Only the destination is ever in a link, or told to WeChat.

import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { navigationLinks } from "./links.js";
import { t } from "./words.js";

const UNION_HOTLINE = "12351";

/** WeChat's browser opens no geo: link and often no app; then copying comes first. */
function insideWeChat() {
  return /MicroMessenger/i.test(navigator.userAgent);
}

/**
 * Show the ways to get to a site.
 * @param {{name: string, address: string, phone: string, lon: number, lat: number}} site
 * @param {string} mode "walk" or "ebike"
 */
export function openSheet(site, mode) {
  const said = el("p.quiet", { role: "status" });
  const links = linkList(site, mode);
  const copying = copyList(site, said);
  const ways = insideWeChat() ? [copying, outside(), links] : [links, copying];
  openDialog(t("去这里", "Go there"), site.name, ...ways, calls(site), said);
  if (insideWeChat() && "wechat" in document.documentElement.dataset) offerWeChatMap(site, copying);
}

/** WeChat's own map comes first, once it can be opened; where it cannot, the sheet is as it is. */
async function offerWeChatMap(site, list) {
  try {
    const { opener } = await import("../wechat/map.js");
    const open = await opener();
    const item = el("li", {},
      el("button.way", { type: "button", "data-app": "wechat", click: () => open(site, item) },
        t("用微信地图看", "Open in WeChat's map")));
    list.prepend(item);
  } catch {
    // Copying and the links serve.
  }
}

function linkList(site, mode) {
  const links = navigationLinks(site, mode === "ebike" ? "ride" : "walk");
  const usable = insideWeChat() ? links.filter((link) => link.app !== "geo") : links;
  return el("ul.ways", {}, ...usable.map((link) =>
    el("li", {}, el("a.way", { href: link.href, rel: "noopener noreferrer", "data-app": link.app }, link.label))));
}

function outside() {
  return el("p.caution", {},
    t("微信里打不开地图时:点右上角“…”,选“在浏览器打开”。",
      "If WeChat opens no map: tap … at the top right and choose “Open in browser”."));
}

function copyList(site, said) {
  const address = [site.address, site.name].filter(Boolean).join(" ");
  return el("ul.ways", {}, el("li", {},
    el("button.way", { type: "button", "data-app": "copy", click: () => copy(address, said) },
      t("复制地址", "Copy the address"))));
}

async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = t("地址已复制", "Address copied");
  } catch {
    // No permission, or plain http: then the text itself is shown to be copied by hand.
    said.textContent = text;
  }
}

function calls(site) {
  const call = (label, number) => el("li", {}, el("a.way.call", { href: `tel:${number}` }, `${label} ${number}`));
  return el("ul.ways", {},
    site.phone ? call(t("打给站点", "Call the site"), site.phone) : null,
    call(t("工会热线", "Union hotline"), UNION_HOTLINE));
}
