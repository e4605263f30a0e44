// The page viewer: zoom, text lines on and off, and the box of the field that is looked at.
const STEP = 1.25;

function setUp(viewer) {
  const sheet = viewer.querySelector(".sheet");
  const port = viewer.querySelector(".port");
  let zoom = 1;
  const show = (value) => {
    zoom = Math.min(6, Math.max(0.25, value));
    sheet.style.width = `${zoom * 100}%`;
  };
  viewer.querySelector("[data-zoom-in]")?.addEventListener("click", () => show(zoom * STEP));
  viewer.querySelector("[data-zoom-out]")?.addEventListener("click", () => show(zoom / STEP));
  viewer.querySelector("[data-zoom-fit]")?.addEventListener("click", () => show(1));
  viewer.querySelector("[data-lines]")?.addEventListener("change", (event) => {
    viewer.classList.toggle("no-lines", !event.target.checked);
  });
  viewer.querySelectorAll(".hit, .mark.on").forEach((box, index) => {
    if (index === 0) bring(port, box);
  });
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

function watch(kind) {
  document.addEventListener(kind, (event) => {
    const holder = event.target.closest?.("[data-points]");
    if (holder) point(holder.dataset.points);
  });
}

document.querySelectorAll("[data-viewer]").forEach(setUp);
watch("focusin");
watch("mouseover");
