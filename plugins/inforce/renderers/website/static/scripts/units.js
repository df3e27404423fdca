// Figures in the reader's system of units. The page carries both; nothing is reckoned here.
(() => {
  "use strict";
  const KEY = "inforce.units";
  const FIGURES = "[data-us], [data-metric]";
  const say = window.inforce.say;
  const stated = new WeakMap();
  let system = "";
  try {
    system = localStorage.getItem(KEY) ?? "";
  } catch {
    // Without storage the choice holds for this page.
  }
  let control;

  const show = (figure) => {
    const text = figure.firstChild;
    if (!(text instanceof Text)) return;
    if (!stated.has(figure)) stated.set(figure, text.data);
    const own = stated.get(figure);
    const other = figure.dataset[system];
    text.data = other === undefined ? own : other + (own.endsWith(" ") ? " " : "");
  };

  // What is stated in one system alone needs no third choice: as stated is that system.
  const choices = () => {
    const metric = document.querySelector("[data-us]") !== null;
    const american = document.querySelector("[data-metric]") !== null;
    if (metric && american) return [["", "stated"], ["metric", "metric"], ["us", "us"]];
    return metric ? [["", "metric"], ["us", "us"]] : [["metric", "metric"], ["", "us"]];
  };

  const button = (value, name) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "radio";
    input.name = "inf-units";
    input.value = value;
    const text = document.createElement("span");
    text.textContent = say(`units.${name}`);
    label.append(input, text);
    input.addEventListener("change", () => choose(value));
    return label;
  };

  const draw = () => {
    const first = document.querySelector(FIGURES);
    if (!first) return;
    const made = choices();
    if (control?.dataset.choices === String(made.length)) return;
    control?.remove();
    control = document.createElement("fieldset");
    control.className = "inf-units";
    control.dataset.choices = made.length;
    const legend = document.createElement("legend");
    legend.textContent = say("units.title");
    const row = document.createElement("span");
    row.className = "inf-units__choices";
    row.append(...made.map(([value, name]) => button(value, name)));
    const told = document.createElement("p");
    told.className = "inf-units__told";
    told.setAttribute("role", "status");
    control.append(legend, row, told);
    const place = document.querySelector("[data-inf-units]");
    if (place) place.append(control);
    else (first.closest(".inf-scroll") ?? first.closest("table, dl, ul, p"))?.before(control);
    mark();
  };

  const mark = () => {
    const inputs = [...control.querySelectorAll("input")];
    const chosen =
      inputs.find((input) => input.value === system) ?? inputs.find((input) => input.value === "");
    chosen.checked = true;
  };

  const tell = () => {
    const changed = document.querySelector(`[data-${system || "none"}]`) !== null;
    control.querySelector(".inf-units__told").textContent = say(
      `units.${changed ? system : "stated"}_told`,
    );
  };

  const choose = (value) => {
    system = value;
    try {
      localStorage.setItem(KEY, value);
    } catch {
      // As above.
    }
    document.querySelectorAll(FIGURES).forEach(show);
    tell();
  };

  const start = () => {
    draw();
    if (!system || !control) return;
    document.querySelectorAll(FIGURES).forEach(show);
    if (document.querySelector(`[data-${system}]`)) tell();
  };
  start();

  // Rows that another script puts in later are shown alike.
  new MutationObserver((records) => {
    const added = records
      .flatMap((record) => [...record.addedNodes])
      .filter((node) => node instanceof Element)
      .flatMap((node) => [node, ...node.querySelectorAll(FIGURES)])
      .filter((node) => node.matches(FIGURES));
    if (!added.length) return;
    draw();
    if (system) added.forEach(show);
  }).observe(document.querySelector("main") ?? document.body, { childList: true, subtree: true });
})();
