// What the rider wants: chips and choices, remembered on the phone.

const PREFIX = "yizhan."; // private windows and full disks refuse: then nothing is remembered

export function recall(key, otherwise) {
  try {
    const text = window.localStorage.getItem(PREFIX + key);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
}

export function remember(key, value) {
  try {
    window.localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Remembering is a kindness, not a need.
  }
}

/** No condition at all. @type {import("./rank.js").Wants} */
export const NOTHING = {
  openOnly: false, alwaysOpen: false, welcome: null, service: null, kinds: [], amenities: [],
};

/** Chips that are no amenity: what they set, and what they leave when they are let go. */
const SPECIAL = {
  open: ["openOnly", true, false],
  always: ["alwaysOpen", true, false],
  anyone: ["welcome", "anyone", null],
};

/** The three wants of the large page: somewhere to sit down that is open, water, a toilet. */
const NEEDS = { rest: [], water: ["water"], toilet: ["toilet"] };

export function recallWants() {
  return { ...NOTHING, ...recall("wants", {}) };
}

export function keepWants(wants) {
  remember("wants", wants);
}

/** One plain need, and nothing else in its way. */
export const wantsOf = (need) => ({ ...NOTHING, openOnly: true, amenities: NEEDS[need] });

export function isPressed(wants, chip) {
  const special = SPECIAL[chip];
  return special ? wants[special[0]] === special[1] : wants.amenities.includes(chip);
}

/** The wants with a chip pressed, or let go when it was. */
export function toggled(wants, chip) {
  const special = SPECIAL[chip];
  const pressed = isPressed(wants, chip);
  if (special) return { ...wants, [special[0]]: special[pressed ? 2 : 1] };
  const others = wants.amenities.filter((code) => code !== chip);
  return { ...wants, amenities: pressed ? others : [...others, chip] };
}

/**
 * Every condition that is set, with the wants that would be left without it.
 * @returns {{chip: ?string, field: string, code: ?string, without: object}[]}
 */
export function conditions(wants) {
  const chips = [...Object.keys(SPECIAL).filter((chip) => isPressed(wants, chip)), ...wants.amenities];
  const set = chips.map((chip) => ({ chip, field: "chip", code: chip, without: toggled(wants, chip) }));
  if (wants.kinds.length) set.push({ field: "kind", code: wants.kinds[0], without: { ...wants, kinds: [] } });
  if (wants.service) set.push({ field: "service", code: wants.service, without: { ...wants, service: null } });
  return set;
}

/** What a form that the server has answered asked for. */
export function wantsInForm(form) {
  const data = new FormData(form);
  return {
    ...NOTHING,
    amenities: data.getAll("amenity"),
    kinds: data.get("kind") ? [data.get("kind")] : [],
    service: data.get("service") || null,
  };
}
