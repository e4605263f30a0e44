// The line at which a sheet is cut follows the slider; a click on the picture puts it there.
const form = document.querySelector("[data-cut]");

function draw() {
  const at = form.elements.at.value;
  const beside = form.elements.way.value === "beside";
  const ends = beside ? { x1: at, y1: 0, x2: at, y2: 100 } : { x1: 0, y1: at, x2: 100, y2: at };
  for (const [name, value] of Object.entries(ends)) form.querySelector("[data-cut-line]").setAttribute(name, value);
  form.querySelector("[data-cut-said]").value = Number(at).toFixed(1);
}

if (form) {
  form.addEventListener("input", draw);
  form.addEventListener("keydown", (event) => {
    if (event.key.startsWith("Arrow")) event.stopPropagation(); // the desk would scroll the page with them
  });
  form.querySelector(".cut-picture").addEventListener("click", (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    const beside = form.elements.way.value === "beside";
    const share = beside ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    form.elements.at.value = (100 * share).toFixed(1);
    draw();
  });
}
