// The keys of the review desk. No key is taken from somebody who is typing.
const decide = document.querySelector("#decide");
const confirm = document.querySelector("#file-it");
const types = document.querySelector("#type-options");
const pick = document.querySelector("#pick");
const TYPING = "input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select";
const ACTING = "a[href], button, summary";
let searching = false;
let last = null; // the field the walk through the fields stands at

/** Number what a figure can choose: the customers shown, the found ones included. */
function numberCustomers() {
  document.querySelectorAll("#customers .choice:not(.unnumbered)").forEach((choice, index) => {
    let mark = choice.querySelector("kbd");
    if (!mark) {
      mark = document.createElement("kbd");
      choice.querySelector("input").after(mark);
    }
    mark.textContent = index < 9 ? index + 1 : "";
    mark.hidden = index >= 9;
  });
}

function chooseCustomer(number) {
  const choice = document.querySelectorAll("#customers .choice:not(.unnumbered) input")[number - 1];
  if (!choice) return;
  choice.checked = true;
  choice.closest(".choice").scrollIntoView({ block: "nearest" });
  confirm.focus({ preventScroll: true });
}

function chooseType(chip) {
  if (!chip) return;
  const select = document.querySelector("#type");
  select.value = chip.dataset.type;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  confirm.focus({ preventScroll: true });
}

function showChosenType() {
  const chosen = document.querySelector("#type").value;
  types.querySelectorAll("[data-type]").forEach((chip) => chip.setAttribute("aria-pressed", chip.dataset.type === chosen));
}

/** Go to the first doubtful field, from there to the next one, and after the last doubtful to all others. */
function nextField() {
  const all = [...document.querySelectorAll("#fields input[type=text]")];
  const order = [...all.filter((one) => one.closest(".doubt")), ...all.filter((one) => !one.closest(".doubt"))];
  last = order[(order.indexOf(last) + 1) % order.length];
  last?.focus();
  last?.select();
}

/** Choose the first customer found for what was typed; where the answer is still on its way, once it is here. */
function takeFirstFound() {
  const picks = document.querySelector("#picks");
  searching = picks.dataset.query !== pick.value.trim();
  if (searching) {
    window.htmx.trigger(pick, "search");
    return;
  }
  const first = picks.querySelector("input");
  if (!first) return;
  first.checked = true;
  confirm.focus({ preventScroll: true });
}

function newCustomer() {
  const details = document.querySelector("#new-customer");
  details.open = true;
  details.querySelector("input[type=radio]").checked = true;
  confirm.focus({ preventScroll: true });
  details.scrollIntoView({ block: "nearest" });
}

function together(link) {
  const asked = new URLSearchParams({ type: document.querySelector("#type").value });
  const chosen = decide.querySelector("input[name=customer]:checked")?.value;
  if (chosen && chosen !== "new") asked.set("customer", chosen);
  link.href = `${link.pathname}?${asked}`;
}

const click = (selector) => document.querySelector(selector)?.click();
/** Of several papers that look alike the keys decide the first: what is not offered there is done nowhere. */
const choose = (keep) => document.querySelector("[data-likeness]")?.querySelector(`button[value=${keep}]`)?.click();
const scroll = (x, y) => document.querySelector(".viewer .port").scrollBy(x, y);
const KEYS = {
  t: () => types.querySelector("[data-type]").focus(),
  f: nextField,
  c: () => pick.focus(),
  n: newCustomer,
  a: () => click("[data-together]"),
  k: () => choose("this"),
  o: () => choose("other"),
  b: () => choose("both"),
  s: () => click("[data-skip]"),
  u: () => document.querySelector("[data-undo]").requestSubmit(),
  l: () => click("[data-acts]"),
  g: () => document.querySelector("[data-strip] input[name=page]").focus(),
  r: () => click("[data-turn]"),
  h: () => click("[data-contrast]"),
  "+": () => click("[data-zoom-in]"),
  "=": () => click("[data-zoom-in]"),
  "-": () => click("[data-zoom-out]"),
  0: () => click("[data-zoom-fit]"),
  PageUp: () => click("[data-page-before]"),
  PageDown: () => click("[data-page-after]"),
  ArrowUp: () => scroll(0, -80),
  ArrowDown: () => scroll(0, 80),
  ArrowLeft: () => scroll(-80, 0),
  ArrowRight: () => scroll(80, 0),
  "?": () => document.querySelector("#all-keys").showModal(),
};

function typed(event) {
  if (event.key === "Escape") {
    confirm.focus();
  } else if (event.key === "Enter" && !event.isComposing) {
    if (event.target === pick) takeFirstFound();
    else if (event.target.form === decide) decide.requestSubmit();
    else return;
    event.preventDefault();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.repeat && (event.key === "Enter" || event.key.length === 1) && !event.target.matches(TYPING)) {
    event.preventDefault(); // a key held down must not file a second paper
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if (event.target.matches(TYPING)) {
    typed(event);
    return;
  }
  const figure = "123456789".includes(event.key) ? Number(event.key) : 0;
  if (figure && types.contains(document.activeElement)) chooseType(types.querySelectorAll("[data-type]")[figure - 1]);
  else if (figure) chooseCustomer(figure);
  else if (event.key === "Escape") confirm.focus();
  else if (event.key === "Enter" && !event.target.matches(ACTING)) decide.requestSubmit();
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
});

/** Whether a field was corrected and not filed yet. */
function corrected() {
  const shown = (field) => decide.elements[field.name.replace("field.", "was.")]?.value;
  return [...document.querySelectorAll("#fields input[type=text]")].some((field) => field.value !== shown(field));
}
window.addEventListener("beforeunload", (event) => {
  const sent = decide.getAttribute("aria-busy") === "true"; // forms.js sets it, and takes it off when refused
  if (!sent && corrected()) event.preventDefault(); // the browser asks before what was typed is lost
});
types.addEventListener("click", (event) => chooseType(event.target.closest("[data-type]")));
document.querySelector("#type").addEventListener("change", showChosenType);
document.querySelector("[data-all-keys]").addEventListener("click", KEYS["?"]);
document.querySelector("[data-together]")?.addEventListener("click", (event) => together(event.currentTarget));
document.body.addEventListener("htmx:afterSwap", (event) => {
  numberCustomers();
  if (searching && event.target.id === "picks") takeFirstFound();
});
document.querySelectorAll("#fields, #customers").forEach((part) =>
  part.addEventListener("focusin", (event) => {
    if (event.target.matches("#f-new_name, #f-new_uscc")) part.querySelector("input[value=new]").checked = true;
  }),
);
numberCustomers();
