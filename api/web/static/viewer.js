// The page viewer: zoom, pan, turn and contrast of the view, pages, and the box of what is looked at.
const STEP = 1.25;

function setUp(viewer) {
  const port = viewer.querySelector(".port");
  const view = { zoom: 1, turn: 0 };
  const lay = () => layOut(port, view);
  const zoom = (value) => {
    view.zoom = Math.min(6, Math.max(0.25, value));
    lay();
  };
  const acts = {
    "zoom-in": () => zoom(view.zoom * STEP),
    "zoom-out": () => zoom(view.zoom / STEP),
    "zoom-fit": () => zoom(1),
    turn: () => {
      view.turn = (view.turn + 90) % 360;
      viewer.dataset.turned = view.turn;
      lay();
    },
    contrast: () => {
      const strong = viewer.classList.toggle("strong");
      viewer.querySelector("[data-contrast]").setAttribute("aria-pressed", strong);
    },
    "page-before": () => showPage(viewer, askedPage(viewer) - 1).then(lay),
    "page-after": () => showPage(viewer, askedPage(viewer) + 1).then(lay),
  };
  for (const [name, act] of Object.entries(acts)) {
    viewer.querySelector(`[data-${name}]`)?.addEventListener("click", act);
  }
  viewer.querySelector("[data-lines]")?.addEventListener("change", (event) => {
    viewer.classList.toggle("no-lines", !event.target.checked);
  });
  viewer.addEventListener("page", (event) => showPage(viewer, event.detail).then(lay));
  new ResizeObserver(lay).observe(port);
  pan(port);
  viewer.querySelectorAll(".hit, .mark.on").forEach((box, index) => {
    if (index === 0) bring(port, box);
  });
}

/** Size the sheet to the zoom; a turned one gets margins, as a transform moves nothing else. */
function layOut(port, view) {
  const sheet = port.querySelector(".sheet");
  const image = sheet.querySelector("img");
  const tall = image.height && image.width ? Number(image.getAttribute("height")) / Number(image.getAttribute("width")) : 1;
  const sideways = view.turn % 180 !== 0;
  if (!view.turn) {
    sheet.style.width = `${view.zoom * 100}%`;
    sheet.style.transform = sheet.style.margin = "";
    return;
  }
  const room = (port.clientWidth - 20) * view.zoom;
  const width = sideways ? room / tall : room;
  const spare = sideways ? (width * tall - width) / 2 : 0;
  sheet.style.width = `${width}px`;
  sheet.style.transform = `rotate(${view.turn}deg)`;
  sheet.style.margin = `${-spare}px ${spare}px`;
}

/** Let the mouse draw the page along; a finger scrolls by itself. */
function pan(port) {
  let from = null;
  port.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY, left: port.scrollLeft, top: port.scrollTop };
    port.dataset.panned = "";
  });
  window.addEventListener("pointermove", (event) => {
    if (!from) return;
    const x = event.clientX - from.x;
    const y = event.clientY - from.y;
    if (Math.abs(x) + Math.abs(y) > 5) port.dataset.panned = "yes";
    port.scrollLeft = from.left - x;
    port.scrollTop = from.top - y;
  });
  window.addEventListener("pointerup", () => {
    from = null;
  });
}

function shownPage(viewer) {
  return Number(viewer.querySelector(".sheet").dataset.page);
}

const asked = new WeakMap(); // by viewer the page on its way: the last one asked for is shown, however slow the others

function askedPage(viewer) {
  return asked.get(viewer) ?? shownPage(viewer);
}

/** Put another page into the viewer, so that nothing typed is lost. */
async function showPage(viewer, page) {
  const port = viewer.querySelector(".port");
  if (page < 1 || page > Number(port.dataset.pages) || page === askedPage(viewer)) return;
  asked.set(viewer, page);
  const sheet = await sheetOf(viewer.dataset.document, page);
  if (asked.get(viewer) !== page) return;
  asked.delete(viewer);
  if (!sheet) return;
  port.querySelector(".sheet").replaceWith(sheet);
  port.scrollTop = port.scrollLeft = 0;
  viewer.querySelector("[data-page-number]").textContent = page;
  document.dispatchEvent(new CustomEvent("page-shown", { detail: page }));
}

async function sheetOf(paper, page) {
  const answer = await fetch(`/documents/${paper}/sheet?page=${page}`).catch(() => null);
  if (!answer?.ok) return null;
  const held = new DOMParser().parseFromString(await answer.text(), "text/html");
  return document.adoptNode(held.querySelector(".sheet"));
}

function bring(port, box) {
  const outer = port.getBoundingClientRect();
  const inner = box.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    port.scrollTop += inner.top - outer.top - outer.height / 3;
  }
  if (inner.left < outer.left || inner.right > outer.right) {
    port.scrollLeft += inner.left - outer.left - outer.width / 3;
  }
}

function point(name) {
  document.querySelectorAll(".viewer .mark").forEach((mark) => {
    const on = mark.dataset.mark === name;
    mark.classList.toggle("on", on);
    if (on) bring(mark.closest(".port"), mark);
  });
}

let looked = null;
async function look(holder, turnPages) {
  looked = holder;
  const viewer = document.querySelector("[data-viewer]");
  const page = Number(holder.dataset.onPage);
  if (viewer && turnPages && page) await showPage(viewer, page);
  if (looked === holder) point(holder.dataset.points);
}

function watch(kind, turnPages) {
  document.addEventListener(kind, (event) => {
    const holder = event.target.closest?.("[data-points]");
    if (holder) look(holder, turnPages);
  });
}

document.querySelectorAll("[data-viewer]").forEach(setUp);
watch("focusin", true);
watch("mouseover", false);
