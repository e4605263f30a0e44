// Every form that changes something is sent from here: what was typed stays until the act is done, an error
// stands beside the form it is about, and a form is sent once however often its button is clicked.
// Without script the browser sends the form itself; the server then knows a second sending by its own means.
const main = document.querySelector("#main");

// On a phone the menu is a strip: it starts where the open page is.
const menu = document.querySelector(".nav"), open = menu?.querySelector("[aria-current]");
if (open) menu.scrollLeft = open.offsetLeft - (menu.clientWidth - open.offsetWidth) / 2;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target || form.closest("[data-upload]")) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  send(form, event.submitter);
});

// A list that renews itself waits while something of it is being pressed: let go of, it would be another one.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.matches("[hx-trigger^=every]") && event.target.querySelector(":active")) event.detail.shouldSwap = false;
});

// A page that the browser had put aside comes back with its buttons asleep.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[aria-busy]").forEach(wakeUp);
});

async function send(form, submitter, again = false) {
  busy(form);
  try {
    const answer = await post(form, submitter);
    if (answer.status === 403 && !again && await freshToken(form)) {
      await send(form, submitter, true);
      return;
    }
    await take(form, answer);
  } catch {
    wakeUp(form);
    complain(form, document.querySelector("#no-answer").content.cloneNode(true));
  }
}

function post(form, submitter) {
  const words = new FormData(form, submitter);
  const files = form.enctype === "multipart/form-data";
  return fetch(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href, {
    method: "POST",
    body: files ? words : new URLSearchParams(words),
    headers: { "HX-Request": "true", "X-Form": "1" },
  });
}

async function take(form, answer) {
  const next = answer.headers.get("x-go");
  if (next) {
    const before = location.href;
    location.assign(next);
    if (new URL(next, before).hash && new URL(next, before).href.split("#")[0] === before.split("#")[0]) location.reload();
    return;
  }
  if (answer.status === 401) {
    wakeUp(form);
    complain(form, document.querySelector("#signed-out").content.cloneNode(true));
    return;
  }
  const kind = answer.headers.get("content-type") ?? "";
  if (!kind.startsWith("text/html")) {
    wakeUp(form);
    save(await answer.blob(), answer.headers.get("content-disposition") ?? "");
    return;
  }
  const text = await answer.text();
  wakeUp(form);
  if (answer.ok) show(text);
  else complain(form, part(text));
}

function part(text) {
  const holder = document.createElement("template");
  holder.innerHTML = text;
  return holder.content;
}

// The answer is a whole page, like the one with a fresh token on it: its content takes the place of this one.
function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  main.replaceChildren(...page.querySelector("#main").childNodes);
  document.title = page.title;
  window.htmx?.process(main);
  window.scrollTo(0, 0);
  main.focus();
}

function save(blob, disposition) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = /filename="?([^";]+)/.exec(disposition)?.[1] ?? "dossier";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Somebody signed in anew in another tab: this page's token is old, what was typed is not.
async function freshToken(form) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const token = page.querySelector("#main [name=csrf], .self [name=csrf]")?.value;
  const field = form.querySelector("[name=csrf]");
  if (!token || !field || field.value === token) return false;
  document.querySelectorAll("[name=csrf]").forEach((one) => { one.value = token; });
  return true;
}

function busy(form) {
  form.querySelectorAll(".form-error").forEach((one) => one.remove());
  form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  form.setAttribute("aria-busy", "true");
  buttons(form).forEach((one) => one.setAttribute("aria-disabled", "true"));
}

function wakeUp(form) {
  form.removeAttribute("aria-busy");
  buttons(form).forEach((one) => one.removeAttribute("aria-disabled"));
}

function buttons(form) {
  return [...form.elements].filter((one) => one.tagName === "BUTTON");
}

function complain(form, problem) {
  const notice = problem.firstElementChild;
  const name = notice.dataset.field;
  const field = name && [form.elements[name] ?? form.elements[name.split(".")[0]]].flat()[0];
  const label = field?.labels?.[0]?.textContent.trim();
  if (label) notice.firstElementChild.textContent = notice.firstElementChild.textContent.replace(/“[^”]*”/, `“${label}”`);
  const written = [...form.elements].some((one) => one.tagName !== "BUTTON" && one.type !== "hidden");
  if (written) {
    notice.classList.add("form-error");
    form.prepend(notice);
    document.querySelector("#notices").replaceChildren();
  } else {
    document.querySelector("#notices").replaceChildren(notice);
  }
  field?.setAttribute?.("aria-invalid", "true");
  (field?.focus ? field : notice).focus?.();
  notice.scrollIntoView({ block: "nearest" });
  form.dispatchEvent(new Event("refused"));
}
