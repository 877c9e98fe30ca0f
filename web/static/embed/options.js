// What the address of an embedded page asks for, where no server reads it. What each option takes
// is declared once, in web/embed/options.py; the page brings that along.

const SCOPES = ["area", "jurisdiction", "bbox"];

/**
 * @param {string} search as an address has it; empty texts, as forms send them, ask for nothing
 * @param {Map<string, {enum: ?string[], pattern: ?string, maxLength: ?number}>} declared by name
 * @returns {{asked: Map<string, string>, problems: {field: string, value: string, why: string}[]}}
 */
export function readOptions(search, declared) {
  const given = new URLSearchParams(search);
  const asked = new Map();
  for (const name of given.keys()) {
    const text = given.getAll(name).filter(Boolean).join(",");
    if (text) asked.set(name, text);
  }
  const problems = [...asked].map(([name, text]) => problemOf(name, text, declared.get(name))).filter(Boolean);
  const scopes = SCOPES.filter((name) => asked.has(name));
  if (!problems.length && scopes.length > 1) {
    problems.push({ field: scopes[1], value: asked.get(scopes[1]), why: "several", scopes });
  }
  return { asked, problems };
}

function problemOf(field, value, option) {
  if (!option) return { field, value: "", why: "unknown" };
  const fits = isTaken(value, option) && (field !== "bbox" || boxOf(value));
  return fits ? null : { field, value, why: "refused" };
}

function isTaken(text, { enum: codes, pattern, maxLength }) {
  if (codes) return codes.includes(text);
  if (pattern) return new RegExp(pattern).test(text);
  return [...text].length <= maxLength;
}

/** West, south, east and north; null where they bound nothing. */
export function boxOf(text) {
  const box = text.split(",").map(Number);
  const [west, south, east, north] = box;
  return -180 <= west && west < east && east <= 180 && -90 <= south && south < north && north <= 90 ? box : null;
}
