// Draws the table of each figure as a picture: columns are series, rows lie along the axis.
const drawn = new Map();
const PRINT = { ink: "#333333", line: "#cccccc" };

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function colours(element) {
  return getComputedStyle(element).getPropertyValue("background-color");
}

function read(figure) {
  const table = figure.querySelector("table");
  const heads = [...table.querySelectorAll("thead [data-series]")];
  const rows = [...table.querySelectorAll("tbody tr")];
  return {
    labels: rows.map((row) => row.cells[0].dataset.short ?? row.cells[0].textContent.trim()),
    keys: rows.map((row) => row.querySelector("i.swatch")),
    series: heads.map((head) => ({
      label: head.textContent.trim(),
      colour: head.querySelector("i.swatch"),
      data: rows.map((row) => Number(row.cells[head.cellIndex].dataset.value ?? row.cells[head.cellIndex].textContent)),
    })),
  };
}

function settings(figure) {
  const { labels, keys, series } = read(figure);
  const round = figure.dataset.chart === "doughnut";
  const lying = figure.dataset.chart === "rows";
  const datasets = series.map((one) => ({
    label: one.label,
    data: one.data,
    backgroundColor: round ? keys.map(colours) : colours(one.colour),
    borderWidth: 0,
    maxBarThickness: 34,
  }));
  const counts = { beginAtZero: true, stacked: true, ticks: { precision: 0 } };
  const names = { stacked: true, grid: { display: false }, ticks: { autoSkip: !lying, maxRotation: 0 } };
  return {
    type: round ? "doughnut" : "bar",
    data: { labels, datasets },
    options: {
      animation: false,
      maintainAspectRatio: false,
      indexAxis: lying ? "y" : "x",
      plugins: { legend: { display: round || series.length > 1, position: "bottom", labels: { boxWidth: 12 } } },
      scales: round ? {} : { x: lying ? counts : names, y: lying ? names : counts },
    },
  };
}

function dress(chart, ink, line) {
  chart.options.color = ink;
  for (const scale of Object.values(chart.options.scales ?? {})) {
    scale.ticks = { ...scale.ticks, color: ink };
    scale.grid = { ...scale.grid, color: line };
    scale.border = { ...scale.border, color: line };
  }
  chart.update("none");
}

function dressAll() {
  for (const chart of drawn.values()) dress(chart, token("soft"), token("line"));
}

function draw(figure) {
  const canvas = figure.querySelector("canvas");
  drawn.get(canvas)?.destroy();
  const chart = new Chart(canvas, settings(figure));
  chart.options.font = { family: token("text") };
  drawn.set(canvas, chart);
  dress(chart, token("soft"), token("line"));
}

document.querySelectorAll("figure[data-chart]").forEach(draw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dressAll);
addEventListener("beforeprint", () => {
  for (const chart of drawn.values()) {
    chart.resize(640, 240);
    dress(chart, PRINT.ink, PRINT.line);
  }
});
addEventListener("afterprint", () => {
  for (const chart of drawn.values()) chart.resize();
  dressAll();
});
