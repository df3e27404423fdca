// Products to put side by side, found by family, name or part number with what the search knows.
(() => {
  "use strict";
  const place = document.getElementById("inf-comparison-choice");
  const { comparison, say, search } = window.inforce;
  if (!place || !comparison || !search?.find || location.protocol === "file:") return;
  const MOST = 24;
  const form = place.querySelector("form");
  const family = form.querySelector("select");
  const input = form.querySelector("input");
  const told = place.querySelector("[role=status]");
  const list = place.querySelector("ul");
  let asked = 0;

  const id = (address) => new URL(address, document.baseURI).pathname.match(/\/products\/([^/]+)\/$/)?.[1];

  // The names by id, those with the part number first, and how many there are.
  const look = async (text) => {
    const { numbers, current } = await search.find(text, family.value ? { family: [family.value] } : {});
    const names = new Map();
    for (const hit of [...numbers.exact, ...numbers.begun]) {
      if (!family.value || hit.family === family.selectedOptions[0].text) names.set(id(hit.address), hit.name);
    }
    const products = current.filter((one) => one.state);
    const read = await Promise.all(products.slice(0, MOST).map((one) => one.data()));
    for (const { url, meta } of read) if (!names.has(id(url))) names.set(id(url), meta.title);
    return { names: [...names].slice(0, MOST), count: Math.max(names.size, products.length) };
  };

  const settle = () => {
    for (const box of list.querySelectorAll("input")) {
      box.checked = comparison.has(box.value);
      box.disabled = !box.checked && comparison.full();
    }
  };
  comparison.watch(settle);

  const option = ([key, name]) => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: key });
    box.addEventListener("change", () => (box.checked ? comparison.add(key) : comparison.remove(key)));
    const label = Object.assign(document.createElement("label"), { className: "inf-option" });
    label.append(box, Object.assign(document.createElement("span"), { textContent: name }));
    const row = document.createElement("li");
    row.append(label);
    return row;
  };

  const show = async () => {
    const text = input.value.trim();
    const turn = (asked += 1);
    const { names, count } = text || family.value ? await look(text) : { names: [], count: null };
    if (turn !== asked) return;
    list.replaceChildren(...names.map(option));
    settle();
    if (count === null) told.textContent = "";
    else if (!count) told.textContent = text ? say("search.none", { text }) : say("search.none_so");
    else if (count > names.length) told.textContent = comparison.say("first", { most: names.length, count });
    else told.textContent = say("search.count", { count });
  };
  const run = () =>
    show().catch(() => {
      told.textContent = say("search.missing");
    });

  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(run, 150);
  });
  family.addEventListener("change", run);
  form.addEventListener("submit", (event) => event.preventDefault());
  place.hidden = false;
})();
