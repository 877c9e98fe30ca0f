// Getting the index. Asking for a district's file tells the server the district at most, never the
// position.

import { decode } from "./index.js";

export const INDEX = new URL("../../data/index.json", import.meta.url);
const TROUBLES = new URL("../../data/troubles.json", import.meta.url);

/** Fetch the index, or a part of it. @throws where there is neither network nor a saved copy */
export const loadIndex = (part = "") => fetched(part);

/** Fetch an index by its address beside the first one. */
export async function fetched(href) {
  const response = await fetch(new URL(href, INDEX));
  if (!response.ok) throw new Error(String(response.status));
  // The last of them: some servers say the date twice. A copy that the phone kept has its own.
  const savedMs = Date.parse((response.headers.get("Date") || "").slice(-29));
  return { ...decode(await response.json()), savedMs, tag: response.headers.get("ETag") };
}

/** Ids of the sites that riders lately could not get into; null where that cannot be learnt. */
export async function loadTroubled() {
  try {
    const response = await fetch(TROUBLES);
    return response.ok ? new Set((await response.json()).troubled) : null;
  } catch {
    return null;
  }
}
