// A box on cards, rows and product pages that puts the product aside for comparison.
(() => {
  "use strict";
  const { selection, say } = window.inforce;
  if (!selection) return;
  const boxes = new Map();

  const box = (id, name, labelled) => {
    const input = document.createElement("input");
    input.type = "checkbox";
    input.dataset.pick = id;
    input.checked = selection.has(id);
    input.addEventListener("change", () => {
      if (!input.checked) selection.remove(id);
      else if (!selection.full()) selection.add({ id, name });
      else {
        input.checked = false;
        window.inforce.tray?.full();
      }
    });
    const label = document.createElement("label");
    label.className = "inf-pick";
    label.append(input);
    const text = document.createElement("span");
    text.textContent = say("compare.pick");
    if (labelled) label.append(text);
    else label.title = say("compare.pick");
    input.setAttribute("aria-label", say("compare.pick_this", { name }));
    return label;
  };

  // Rows come and go with a filter: each gets its box once and shows how things stand.
  const pick = (element) => {
    const known = boxes.get(element);
    if (known) {
      known.checked = selection.has(known.dataset.pick);
      return;
    }
    const name = element.dataset.name ?? element.querySelector("a").textContent.trim();
    const row = element instanceof HTMLTableRowElement;
    const made = box(element.dataset.product, name, !row);
    if (row) element.cells[0].prepend(made);
    else element.append(made);
    boxes.set(element, made.querySelector("input"));
  };
  window.inforce.pick = pick;

  document
    .querySelectorAll(".inf-card[data-product], .inf-compare tr[data-product], .inf-picked[data-product]")
    .forEach(pick);
  selection.watch(() => {
    for (const [element, input] of boxes) {
      if (element.isConnected) input.checked = selection.has(input.dataset.pick);
    }
  });
})();
