// The page in a frame where no server reads its address: made here to be what the address asks for,
// and then handed on to the script that every such page has.

import { el } from "../rider/dom.js";
import { LANG, t } from "../rider/words.js";
import { boxOf, readOptions } from "./options.js";

const DATA = new URL("../../data/", import.meta.url);
const $ = (id) => document.getElementById(id);
const { body, documentElement: root } = document;
const facts = JSON.parse(body.dataset.embed);
const declared = new Map(facts.options);
const { asked, problems } = readOptions(window.location.search, declared);
const view = asked.get("view") || "list";

async function begin() {
  if (isOther(asked.get("lang") || liked())) return window.location.replace(facts.other + window.location.search);
  if (problems.length) return refuse(problems);
  const part = asked.has("jurisdiction") ? `index/${encodeURIComponent(asked.get("jurisdiction"))}.json` : "";
  expect(part || "index.json");
  dress();
  try {
    await settle(part);
  } catch {
    $("notice").textContent = t("没有取到资料,请稍后再试。", "The data could not be fetched. Please try again.");
  }
}

const isOther = (lang) => lang !== LANG && ["zh-CN", "en"].includes(lang);

/** The language of the visitor's browser; the English page is English for everybody. */
function liked() {
  if (LANG === "en") return LANG;
  const known = navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag));
  return known && /^en/i.test(known) ? "en" : LANG;
}

const refuse = (wrong) => import("./wrong.js").then(({ showProblems }) => showProblems(wrong, declared, facts.nobody));

/** Fetched while the scripts come that ask for it. */
function expect(file) {
  document.head.append(el("link", { rel: "preload", as: "fetch", crossorigin: true, href: new URL(file, DATA).href }));
}

/** What can be seen of the options before there is any data. */
function dress() {
  const theme = asked.get("theme") || "auto";
  if (theme !== "auto") {
    root.dataset.theme = theme;
    document.querySelector('meta[name="color-scheme"]').content = theme;
    document.head.append(el("link", { rel: "stylesheet", href: facts.themes[theme] }));
  }
  if (asked.has("color")) import("./colour.js").then(({ paint }) => paint(asked.get("color"), theme, facts.palettes));
  document.querySelector("[data-chip]").setAttribute("aria-pressed", String(asked.get("open") === "now"));
  body.className = `embed is-${view}${fixedHeight() ? " is-fixed" : ""}`;
  const list = $("list");
  if (view !== "list") list.before($("shown").content);
  if (view === "map") {
    const fold = el("details.fold", { open: true }, el("summary", {}, t("列表", "List")));
    list.before(fold);
    fold.append(list);
  }
  const approval = asked.get("approval") || (view === "list" ? "" : facts.approval);
  for (const said of [asked.get("attribution"), approval]) if (said) document.querySelector(".foot").append(el("span", {}, said));
}

const fixedHeight = () => asked.has("height") && asked.get("height") !== "auto";

/** Say what the page is about, and let it begin. */
async function settle(part) {
  const field = asked.has("jurisdiction") ? "jurisdiction" : "area";
  const place = asked.has("bbox") ? inBox(boxOf(asked.get("bbox"))) : asked.has(field) && (await unionOf(asked.get(field)));
  if (place === undefined) return refuse([{ field, value: asked.get(field), why: "nobody" }]);
  if (place) name(place);
  body.dataset.embed = JSON.stringify({
    wants: wants(), part, view, near: facts.near, first: facts.first,
    bbox: asked.has("bbox") ? boxOf(asked.get("bbox")) : null,
    farthestM: part || asked.has("bbox") ? null : facts.farthestM,
    follows: !fixedHeight(),
    until: 0, // what stands here holds at no instant: the list is made at once
  });
  return import("./frame.js");
}

function inBox([west, south, east, north]) {
  return {
    lon: (west + east) / 2, lat: (south + north) / 2,
    title: t("这一带的驿站", "Stations in this area"), middle: t("所选范围中心", "the middle of this area"),
  };
}

/** The middle of a union's area, and what to call it; undefined where none has the id. */
async function unionOf(id) {
  const response = await fetch(new URL("unions.json", DATA));
  if (!response.ok) throw new Error(String(response.status));
  const union = new Map(Object.entries(await response.json())).get(id);
  if (!union) return undefined;
  const [said, lon, lat] = union;
  return { lon, lat, title: t(`${said}的驿站`, `Stations in ${said}`), middle: t(`${said}中心`, `the middle of ${said}`) };
}

function name({ lon, lat, title, middle }) {
  document.querySelector("h1").textContent = title;
  document.title = `${title} · ${t("驿站", "Yizhan")}`;
  Object.assign($("list").dataset, { at: `${lon.toFixed(5)},${lat.toFixed(5)}`, name: middle });
}

function wants() {
  const codes = (option) => (asked.has(option) ? asked.get(option).split(",") : []);
  return {
    openOnly: asked.get("open") === "now", welcome: asked.get("welcome") || null,
    service: asked.get("service") || null, kinds: codes("kind"), amenities: codes("amenity"),
  };
}

begin();
