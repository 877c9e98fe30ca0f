// "Locked / cannot find it / hours wrong": one tap on the card opens this, one more sends it.
// Sent are the site and what is wrong with it, nothing of the rider.

import { openDialog } from "./dialog.js";
import { el, fill } from "./dom.js";
import { LANG, PUBLISHED, t } from "./words.js";

const API = new URL("../../api/v1/reports", import.meta.url);
const PAGE = new URL("../../r/", import.meta.url);
const TIMEOUT_MS = 15000;

// Codes as in locator/reports.py.
const KINDS = [
  ["locked", t("锁着门,进不去", "Locked")],
  ["not_found", t("找不到这个地方", "Cannot find it")],
  ["hours_wrong", t("时间写得不对", "Hours are wrong")],
];

/**
 * Let somebody say what is wrong with a site.
 * @param {{id: string, name: string}} site
 */
export function openReport(site) {
  if (PUBLISHED) {
    openDialog(t("这里有问题?请打电话", "Something wrong here? Please call"), site.name, calls(site), noServer());
    return;
  }
  const said = el("div.report-said", { role: "status" });
  const choices = el("ul.ways", {}, ...KINDS.map(([kind, label]) =>
    el("li", {}, el("button.way", { type: "button", "data-kind": kind, click: () => tell(kind) }, label))));
  const privacy = el("p.quiet", {},
    t("不用登录,不记姓名和位置。", "No login; neither your name nor your place is kept."));
  openDialog(t("这里有什么问题?", "What is wrong here?"), site.name, choices, privacy, said);

  async function tell(kind) {
    const buttons = choices.querySelectorAll("button");
    buttons.forEach((button) => { button.disabled = true; });
    fill(said, el("p", {}, t("正在发送……", "Sending …")));
    try {
      const report = await send(site.id, kind);
      choices.remove();
      fill(said, ...thanks(report));
    } catch (error) {
      buttons.forEach((button) => { button.disabled = false; });
      fill(said, el("p.caution", {}, error.said || notSent()));
    }
  }
}

const noServer = () => el("p.quiet", {},
  t("这份网页没有服务器,收不到网上的反映。", "These pages have no server, so nothing can be reported online."));

/** Who can be told by telephone: the site, the union that published the pages, the unions' line. */
function calls(site) {
  const union = document.documentElement.dataset.published;
  const numbers = [
    [t("打给站点", "Call the site"), site.phone],
    [t("打给工会", "Call the union"), union],
    [t("工会热线", "Union hotline"), "12351"],
  ];
  return el("ul.ways", {}, ...numbers.filter(([, number]) => number).map(([label, number]) =>
    el("li", {}, el("a.way.call", { href: `tel:${number}` }, `${label} ${number}`))));
}

function thanks({ code }) {
  const page = new URL(encodeURIComponent(code), PAGE);
  page.searchParams.set("lang", LANG);
  return [
    el("p", {}, t("谢谢,已收到。编号 ", "Thank you, we have it. Code "), el("strong.code", {}, code)),
    el("ul.ways", {}, el("li", {}, el("a.way", { href: page.href }, t("查看处理情况", "See what becomes of it")))),
  ];
}

async function send(siteId, kind) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(API, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ site_id: siteId, kind, lang: LANG }),
      credentials: "omit",
      signal: abort.signal,
    });
    if (!response.ok) throw refused(response);
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

function refused(response) {
  const error = new Error(`report refused: ${response.status}`);
  if (response.status === 429) {
    const minutes = Math.max(1, Math.ceil(Number(response.headers.get("Retry-After")) / 60) || 10);
    error.said = t(`反映得太频繁,请 ${minutes} 分钟后再试。`, `Too many reports: try again in ${minutes} min.`);
  } else if (response.status === 404) {
    error.said = t("这个站点已经不在名单里了。", "This place is no longer on the list.");
  }
  return error;
}

function notSent() {
  return navigator.onLine === false
    ? t("现在没有网络,没有发出去。有网后再点一次。", "You are offline and it was not sent. Tap again once you are online.")
    : t("没有发出去,请再点一次;急事可打 12351。", "It was not sent. Tap again, or call 12351.");
}
