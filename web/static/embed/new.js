// Copying a snippet: by the clipboard where that is allowed, else it is selected to be copied by hand.

const said = document.getElementById("copied");

async function copy({ currentTarget }) {
  const code = document.getElementById(currentTarget.dataset.copy);
  code.focus();
  code.select();
  try {
    await navigator.clipboard.writeText(code.value);
    said.textContent = said.dataset.done;
  } catch {
    // No permission, or plain http: what is selected can still be copied the old way, or by hand.
    said.textContent = document.execCommand("copy") ? said.dataset.done : said.dataset.failed;
  }
}

for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", copy);
