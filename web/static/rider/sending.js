// Asking the server with the rider's position in the body, after the rider has said so. No address
// and no log holds it, and nothing keeps the answer.

import { LANG, t } from "./words.js";

/** @throws {Error} with a sentence for the rider */
export async function send(name, asked) {
  let response;
  try {
    response = await fetch(new URL(`../../api/v1/${name}`, import.meta.url), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...asked, lang: LANG }),
      cache: "no-store",
    });
  } catch {
    throw new Error(t("没有连上网,没查成。", "There is no network: nothing was asked."));
  }
  if (response.ok) return response.json();
  throw new Error(await reason(response));
}

async function reason(response) {
  try {
    return (await response.json()).detail;
  } catch {
    return t("没查成,请再试一次。", "That did not work: please try again.");
  }
}
