// Several files or a whole folder, dropped or chosen: one request each, with progress; what failed can be sent
// again. Without script the plain form works. A file of a folder is sent with its path inside the folder.
const form = document.querySelector("[data-upload]");
const ROWS = 200;
let sent = 0;
let failed = 0;
let total = 0;

function send(file, name, row) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("files", file, name);
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
      if (!good) {
        row.again.hidden = false;
        if (request.responseText) document.querySelector("#notices").innerHTML = request.responseText;
      }
      done(good);
    });
    request.send(body);
  });
}

function line(file, name) {
  const item = document.createElement("li");
  const label = document.createElement("span");
  const bar = document.createElement("progress");
  const state = document.createElement("small");
  const again = document.createElement("button");
  label.textContent = name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  state.textContent = "…";
  again.type = "button";
  again.className = "button small";
  again.textContent = form.dataset.again;
  again.hidden = true;
  const row = { bar, state, again };
  again.addEventListener("click", () => {
    again.hidden = true;
    failed -= 1;
    one(file, name, row);
  });
  item.append(label, bar, state, again);
  const list = document.querySelector("[data-uploads]");
  list.prepend(item);
  // A folder of thousands: those that are through leave the list, those that failed stay.
  if (list.children.length > ROWS) [...list.children].reverse().find((old) => old.querySelector("button").hidden && old !== item)?.remove();
  return row;
}

async function one(file, name, row) {
  if (await send(file, name, row)) sent += 1;
  else failed += 1;
  tell();
}

function tell() {
  const place = form.querySelector("[data-total]");
  place.hidden = total < 2;
  place.textContent = place.dataset.words.replace("{done}", sent).replace("{total}", total).replace("{failed}", failed);
}

async function sendAll(found) {
  const files = found.filter(({ name }) => !/(^|\/)(\.|~\$|Thumbs\.db$|desktop\.ini$)/i.test(name));
  total += files.length;
  tell();
  for (const { file, name } of files) {
    await one(file, name, line(file, name));
    window.htmx?.trigger("#queue", "refresh");
  }
}

const chosen = (files) => [...files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));

// What is dropped may hold folders, which only the older interface of entries can walk through.
async function dropped(transfer) {
  const entries = [...(transfer.items ?? [])].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return chosen(transfer.files);
  return (await Promise.all(entries.map(walk))).flat();
}

async function walk(entry) {
  if (entry.isFile) {
    const file = await new Promise((done, wrong) => entry.file(done, wrong));
    return [{ file, name: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = entry.createReader();
  const inside = [];
  for (;;) { // a reader gives at most a hundred at a time
    const some = await new Promise((done, wrong) => reader.readEntries(done, wrong));
    if (!some.length) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.map(walk))).flat();
}

if (form) {
  const zone = form.querySelector(".drop");
  zone.classList.add("live");
  form.querySelector("[data-plain]").remove();
  form.querySelectorAll("[hidden]:not([data-total])").forEach((one) => { one.hidden = false; });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelectorAll("input[type=file]").forEach((input) => input.addEventListener("change", () => {
    sendAll(chosen(input.files)).then(() => { input.value = ""; });
  }));
  ["dragenter", "dragover"].forEach((kind) => zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  }));
  ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.remove("over");
  }));
  zone.addEventListener("drop", async (event) => sendAll(await dropped(event.dataTransfer)));
}

// The list renews itself; not while somebody types into it, looks at a preview, or waits for a form of it. What was
// on its way already when somebody began is not shown either.
function inUse(queue) {
  const typed = [...queue.querySelectorAll("input[type=password]")].some((field) => field.value !== "");
  const held = queue.querySelector("details[open], form[aria-busy], .form-error");
  return typed || held || (queue.contains(document.activeElement) && document.activeElement.matches("input"));
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "queue" && inUse(event.target)) event.preventDefault();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "queue" && inUse(event.target)) event.detail.shouldSwap = false;
});
