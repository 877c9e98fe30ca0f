// What is wrong with the address of an embedded page: the same words as web/templates/embed/wrong.html
// and those of web/api/parameters/parameter.py.

import { el, fill } from "../rider/dom.js";
import { t } from "../rider/words.js";

const SHOWN = 80; // characters of a bad value worth repeating
const NAME_SHOWN = 40;
const LIKE = 0.6; // of two names that may be the same, misspelt

/** Show what is wrong in the place of everything else. */
export function showProblems(problems, declared, nobody) {
  const title = t("嵌入的网址有误", "This embedded address is wrong");
  document.title = `${title} · ${t("驿站", "Yizhan")}`;
  document.body.className = "embed";
  const told = problems.map((problem) => toldOf(problem, declared, nobody));
  fill(document.getElementById("main"), el("h1", {}, title), el("dl.facts.wrongs", {}, ...told.flatMap(lines)));
}

function lines({ field, value, message, allowed }) {
  return [
    el("dt", {}, el("code", {}, field)),
    el("dd", {}, el("strong", {}, message),
      ...(value ? [` ${t("现在写的是", "It says")} `, el("code", {}, value), t("。", ".")] : []),
      " ", el("span.quiet", {}, t("可用:", "Allowed: ") + allowed)),
  ];
}

/**
 * @param {{field: string, value: string, why: string, scopes: ?string[]}} problem as `readOptions` gives it
 * @param {Map<string, {message: string, allowed: string}>} declared
 * @param {{message: string, allowed: string}} nobody what to say where no union has an id
 */
export function toldOf({ field, value, why, scopes }, declared, nobody) {
  return { field, value: shortened(value), ...said(why, field, scopes, declared, nobody) };
}

function said(why, field, scopes, declared, nobody) {
  if (why === "nobody") return nobody;
  if (why === "refused") return declared.get(field);
  if (why === "several") {
    return {
      message: t(`${scopes.join(" 与 ")} 只能用一个。`, `Use only one of ${scopes.join(" and ")}.`),
      allowed: "area | jurisdiction | bbox",
    };
  }
  const names = [...declared.keys()];
  const [name, near] = [[...field].slice(0, NAME_SHOWN).join(""), nearest(field, names)];
  const hint = near ? t(`是否想写 ${near}?`, ` Did you mean ${near}?`) : "";
  return { message: t(`没有参数 ${name}。${hint}`, `There is no parameter ${name}.${hint}`), allowed: names.join(", ") };
}

function shortened(text) {
  const characters = [...text];
  return characters.length <= SHOWN ? text : `${characters.slice(0, SHOWN - 1).join("")}…`;
}

/** The name that is most alike, if one is alike enough; as Python's `difflib.get_close_matches`. */
export function nearest(word, names) {
  const scored = names.map((name) => ({ name, share: alike([...name], [...word]) })).filter(({ share }) => share >= LIKE);
  scored.sort((a, b) => b.share - a.share || (a.name < b.name ? 1 : -1));
  return scored.length ? scored[0].name : null;
}

/** Share of two names that is the same (Ratcliff and Obershelp, Dr. Dobb's Journal, July 1988). */
const alike = (one, other) => (2 * matching(one, other)) / (one.length + other.length);

/** Characters in the longest stretch that both have, and in what is before it and after it. */
function matching(one, other) {
  const { from, to, length } = longest(one, other);
  if (!length) return 0;
  return length + matching(one.slice(0, from), other.slice(0, to))
    + matching(one.slice(from + length), other.slice(to + length));
}

function longest(one, other) {
  let best = { from: 0, to: 0, length: 0 };
  one.forEach((_, from) => other.forEach((__, to) => {
    let length = 0;
    while (from + length < one.length && one[from + length] === other[to + length]) length += 1;
    if (length > best.length) best = { from, to, length };
  }));
  return best;
}
