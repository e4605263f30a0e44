// Several files by drag and drop or by choice, one request each, with progress. Without script the plain form works.
const form = document.querySelector("[data-upload]");

function send(file, row) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("files", file, file.name);
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRF-Token", form.querySelector("[name=csrf]").value);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) row.bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      const good = request.status >= 200 && request.status < 300;
      row.bar.value = good ? 1 : 0;
      row.state.textContent = good ? form.dataset.done : form.dataset.failed;
      if (!good && request.responseText) {
        document.querySelector("#notices").innerHTML = request.responseText;
      }
      done(good);
    });
    request.send(body);
  });
}

function line(file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  const bar = document.createElement("progress");
  const state = document.createElement("small");
  name.textContent = file.name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  state.textContent = "…";
  item.append(name, bar, state);
  document.querySelector("[data-uploads]").prepend(item);
  return { bar, state };
}

async function sendAll(files) {
  for (const [file, row] of [...files].map((file) => [file, line(file)])) {
    await send(file, row);
    window.htmx?.trigger("#queue", "refresh");
  }
}

if (form) {
  const zone = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  zone.classList.add("live");
  form.querySelector("[data-plain]").remove();
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("change", () => {
    sendAll(input.files).then(() => { input.value = ""; });
  });
  ["dragenter", "dragover"].forEach((kind) => zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  }));
  ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.remove("over");
  }));
  zone.addEventListener("drop", (event) => sendAll(event.dataTransfer.files));
}

// The list renews itself; not while a password is being typed into it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const queue = event.target.closest?.("#queue");
  const typed = queue && [...queue.querySelectorAll("input[type=password]")].some((field) => field.value !== "");
  if (typed || (queue && queue.contains(document.activeElement) && document.activeElement.matches("input"))) {
    event.preventDefault();
  }
});
