// Asking the server with the rider's position in the body, after the rider has said so. No address
// and no log holds it, and nothing keeps the answer.

import { LANG, t } from "./words.js";

const TIMEOUT_MS = 15_000;

/** @throws {Error} with a sentence for the rider */
export async function send(name, asked) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  let response;
  try {
    response = await fetch(new URL(`../../api/v1/${name}`, import.meta.url), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...asked, lang: LANG }),
      cache: "no-store",
      signal: abort.signal,
    });
  } catch {
    throw new Error(abort.signal.aborted
      ? t("网络太慢,没查成,请再试一次。", "The network is too slow: please try again.")
      : t("没有连上网,没查成。", "There is no network: nothing was asked."));
  } finally {
    clearTimeout(timer);
  }
  if (response.ok) return response.json();
  throw new Error(await reason(response));
}

async function reason(response) {
  const { detail } = await response.json().catch(() => ({}));
  return detail || t("没查成,请再试一次。", "That did not work: please try again.");
}
