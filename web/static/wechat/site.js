// On the page of a site: the button that opens WeChat's own map, hidden until WeChat lets it.

import { opener } from "./map.js";

const button = document.querySelector("[data-goal]");

async function offer() {
  const open = await opener();
  button.addEventListener("click", () => open(JSON.parse(button.dataset.goal), button));
  button.hidden = false;
}

if (button) offer().catch(() => undefined); // copying and the links serve
