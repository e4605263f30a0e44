// The strip of page pictures: keys, dragging into another order, and the page shown beside it.
const strip = document.querySelector("[data-strip]");
const boxes = () => [...strip.querySelectorAll("input[name=page]")];
const leaves = () => [...strip.querySelectorAll("[data-leaf]")];

function send(act) {
  const button = strip.querySelector(`button[value=${act}]`);
  if (button) strip.requestSubmit(button);
}

/** Do something with the ticked pages, or with the one the focus is on. */
function withPages(act, box) {
  if (!boxes().some((one) => one.checked)) box.checked = true;
  send(act);
}

function step(box, by) {
  const all = boxes();
  const next = all[all.indexOf(box) + by];
  next?.focus();
  if (next) show(Number(next.value));
}

function show(page) {
  document.querySelector("[data-viewer]").dispatchEvent(new CustomEvent("page", { detail: page }));
}

const KEYS = {
  ArrowLeft: (box, shift) => (shift ? withPages("earlier", box) : step(box, -1)),
  ArrowRight: (box, shift) => (shift ? withPages("later", box) : step(box, 1)),
  r: (box) => withPages("right", box),
  R: (box) => withPages("left", box),
  p: (box) => withPages("split", box),
  Delete: (box) => withPages("drop", box),
  Enter: () => {},
};

strip.addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  if (!act || !event.target.matches("[name=page]") || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  if (!event.repeat) act(event.target, event.shiftKey);
});

strip.addEventListener("click", (event) => {
  const link = event.target.closest("[data-show-page]");
  if (!link) return;
  event.preventDefault();
  show(Number(link.dataset.showPage));
});

document.addEventListener("page-shown", (event) => {
  strip.querySelector("[data-current]").value = event.detail;
  leaves().forEach((leaf) => leaf.toggleAttribute("data-shown", Number(leaf.dataset.leaf) === event.detail));
});

// Dragging: the pictures move with the mouse; letting go elsewhere, or a refusal, puts them back as they are stored.
const order = strip.querySelector("[data-order]");
const stored = order.value;
let held = null;

function putBack() {
  held = null;
  order.value = stored;
  const sibling = strip.querySelector(".sibling");
  const all = new Map(leaves().map((leaf) => [leaf.dataset.leaf, leaf]));
  for (const number of stored.split(",")) all.get(number).parentElement.insertBefore(all.get(number), sibling);
}

strip.addEventListener("dragstart", (event) => {
  held = event.target.closest("[data-leaf]");
});
strip.addEventListener("dragover", (event) => {
  const over = event.target.closest("[data-leaf]");
  if (!held || !over) return;
  event.preventDefault();
  const all = leaves();
  if (over !== held) all.indexOf(over) > all.indexOf(held) ? over.after(held) : over.before(held);
});
strip.addEventListener("drop", (event) => {
  if (!held) return;
  event.preventDefault();
  held = null;
  order.value = leaves().map((leaf) => leaf.dataset.leaf).join(",");
  if (order.value !== stored) strip.requestSubmit(strip.querySelector("[data-reorder]"));
});
strip.addEventListener("dragend", () => {
  if (held) putBack();
});
strip.addEventListener("refused", putBack);
