// The button on the page of a site that copies its address; without scripts it stays hidden.

for (const button of document.querySelectorAll("[data-copy]")) {
  const said = document.querySelector("[data-copy-status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = button.dataset.copied;
    } catch {
      // No permission, or plain http: then the text itself is shown to be copied by hand.
      said.textContent = button.dataset.copy;
    }
  });
}
