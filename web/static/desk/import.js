// Dropping a file shows how much of it has arrived; waiting shows how far the work on it is.
const form = document.querySelector("[data-drop]");
const waiting = document.querySelector("[data-wait]");
const ASK_AGAIN_MS = 700;

if (form) {
  const input = form.querySelector("input[type=file]");
  const area = form.querySelector(".drop");
  const bar = form.querySelector("progress");
  const trouble = form.querySelector("[data-trouble]");
  const button = form.querySelector("button");

  const fail = (text) => {
    trouble.textContent = text;
    bar.hidden = true;
    button.disabled = false;
  };
  const over = (is) => (event) => {
    event.preventDefault();
    area.classList.toggle("is-over", is);
  };
  area.addEventListener("dragover", over(true));
  area.addEventListener("dragleave", over(false));
  area.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.files[0].size > Number(form.dataset.largest)) {
      fail(form.dataset.tooLarge);
      return;
    }
    const sending = new XMLHttpRequest();
    sending.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) bar.value = sent.loaded / sent.total;
    });
    sending.addEventListener("error", () => fail(form.dataset.failed));
    sending.addEventListener("load", () => {
      if (sending.status < 300) {
        location.assign(sending.responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(sending.responseText, "text/html");
      const told = page.querySelector(".wrong[id]") || page.querySelector(".nothing p");
      fail(told ? told.textContent : form.dataset.failed);
    });
    trouble.textContent = "";
    bar.hidden = false;
    button.disabled = true;
    sending.open("POST", location.href);
    sending.send(new FormData(form));
  });
}

if (waiting) {
  const bar = waiting.querySelector("progress");
  const doing = waiting.querySelector("[data-doing]");
  const look = async () => {
    try {
      const answer = await fetch(waiting.dataset.wait);
      const told = await answer.json();
      if (!told.working) {
        location.reload();
        return;
      }
      bar.value = told.share;
      if (doing.textContent !== told.doing) doing.textContent = told.doing;
    } catch {
      // the server is asked again
    }
    setTimeout(look, ASK_AGAIN_MS);
  };
  setTimeout(look, ASK_AGAIN_MS);
}
