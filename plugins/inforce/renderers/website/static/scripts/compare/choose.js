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

  // The products by id, those with the part number first, gone or not, and how many there are.
  const look = async (text) => {
    const { numbers, current } = await search.find(text, family.value ? { family: [family.value] } : {});
    const known = new Map();
    for (const hit of [...numbers.exact, ...numbers.begun]) {
      if (!family.value || hit.family === family.selectedOptions[0].text) known.set(id(hit.address), hit);
    }
    const products = current.filter((one) => one.state);
    const read = await Promise.all(products.slice(0, MOST).map((one) => one.data()));
    for (const { url, meta } of read) if (!known.has(id(url))) known.set(id(url), { name: meta.title });
    return { found: [...known].slice(0, MOST), count: Math.max(known.size, products.length) };
  };

  const settle = () => {
    for (const box of list.querySelectorAll("input")) {
      box.checked = comparison.has(box.value);
      box.disabled = !box.checked && comparison.full();
    }
  };
  comparison.watch(settle);

  const option = ([key, { name, gone, state, label: word }]) => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: key });
    box.addEventListener("change", () => (box.checked ? comparison.add(key) : comparison.remove(key)));
    const label = Object.assign(document.createElement("label"), { className: "inf-option" });
    label.append(box, Object.assign(document.createElement("span"), { textContent: name }));
    if (gone) label.append(search.rows.make("span", `inf-state inf-state--${state}`, word));
    const row = document.createElement("li");
    row.append(label);
    return row;
  };

  const show = async () => {
    const text = input.value.trim();
    const turn = (asked += 1);
    const { found, count } = text || family.value ? await look(text) : { found: [], count: null };
    if (turn !== asked) return;
    list.replaceChildren(...found.map(option));
    settle();
    if (count === null) told.textContent = "";
    else if (!count) told.textContent = text ? say("search.none", { text }) : say("search.none_so");
    else if (count > found.length) told.textContent = comparison.say("first", { most: found.length, count });
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
