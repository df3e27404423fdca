// Products side by side. Every word and figure is taken from the products' own pages, as it stands.
(() => {
  "use strict";
  const place = document.getElementById("inf-comparison");
  const { selection } = window.inforce;
  if (!place || !selection) return;
  const spoken = document.getElementById("inf-comparison-words");
  const say = window.inforce.speaker(JSON.parse(spoken.textContent));
  const MOST = selection.MOST;
  const ID = /^[a-z0-9][a-z0-9._-]*$/;
  let only = new URLSearchParams(location.search).has("differences");
  let shown = [];
  const watchers = [];

  const make = (name, { text, ...parts } = {}, ...children) => {
    const made = Object.assign(document.createElement(name), parts);
    if (text !== undefined) made.textContent = text;
    made.append(...children);
    return made;
  };
  const told = make("p", { className: "inf-comparison__told" });
  told.setAttribute("role", "status");
  told.tabIndex = -1;
  const missing = make("ul", { className: "inf-comparison__missing" });
  const tools = make("div", { className: "inf-comparison__tools" });
  const scroll = make("div", { className: "inf-scroll inf-comparison__scroll", tabIndex: 0 });
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", say("title"));
  place.append(told, missing, tools, scroll);

  const asked = () => {
    const given = new URLSearchParams(location.search).get("p");
    const ids = given === null ? selection.all().map((one) => one.id) : given.split(",");
    return [...new Set(ids.map((id) => id.trim()).filter(Boolean))];
  };

  const fetched = async (address, further = true) => {
    const answer = await fetch(address);
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const product = page.querySelector(".inf-product[data-product]");
    if (product) return { product, address };
    const moved = page.querySelector('meta[http-equiv="refresh"]')?.content.split("url=")[1];
    return moved && further ? fetched(new URL(moved, address).href, false) : null;
  };

  // What a product's page says: its head, and its specifications group by group.
  const load = async (id) => {
    const found = ID.test(id) ? await fetched(`${selection.home}products/${id}/`) : null;
    if (!found) return null;
    const { product, address } = found;
    for (const own of product.querySelectorAll("[href], [src]")) {
      const name = own.hasAttribute("href") ? "href" : "src";
      own.setAttribute(name, new URL(own.getAttribute(name), address).href);
    }
    const groups = [...product.querySelectorAll("#specifications .inf-specs")].map((table) => ({
      label: table.caption?.cloneNode(true),
      rows: [...table.rows].map((row) => ({
        key: row.dataset.key,
        label: row.cells[0],
        value: row.cells[1],
      })),
    }));
    return {
      id: product.dataset.product,
      family: product.dataset.family,
      address,
      name: product.querySelector("h1"),
      picture: product.querySelector(".inf-head__pictures img"),
      state: product.querySelector(".inf-head__marks .inf-state"),
      marks: [...product.querySelectorAll(".inf-head__marks .inf-mark")],
      gone: product.hasAttribute("data-gone"),
      heir: product.querySelector(".inf-banner .inf-heir__name"),
      groups,
    };
  };

  const words = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
  const contents = (node) => [...node.childNodes].map((child) => document.importNode(child, true));

  // Rows of one label stand together; where a product has the label twice, its keys tell them apart.
  const rowsOf = (products) => {
    const twice = new Set();
    for (const one of products) {
      const seen = new Set();
      for (const row of one.groups.flatMap((group) => group.rows)) {
        const label = words(row.label);
        if (seen.has(label)) twice.add(label);
        seen.add(label);
      }
    }
    const rows = new Map();
    products.forEach((one, column) => {
      for (const group of one.groups) {
        for (const row of group.rows) {
          const label = words(row.label);
          const key = twice.has(label) ? `${label}\n${row.key}` : label;
          const known = rows.get(key) ?? { label: row.label, group: group.label, values: [] };
          known.values[column] = row.value;
          rows.set(key, known);
        }
      }
    });
    return [...rows.values()].map((row) => {
      const texts = products.map((_, column) => words(row.values[column]));
      return { ...row, differs: new Set(texts).size > 1, count: texts.filter(Boolean).length };
    });
  };

  // Products of one family keep its groups. Of others, what only one of them states comes last.
  const groupsOf = (products, rows) => {
    const mixed = new Set(products.map((one) => one.family)).size > 1;
    const groups = new Map();
    for (const row of rows) {
      const alone = mixed && row.count < 2;
      const key = alone ? "\n" : words(row.group);
      const label = alone ? make("span", { text: say("alone") }) : row.group;
      const known = groups.get(key) ?? { label, rows: [] };
      known.rows.push(row);
      groups.set(key, known);
    }
    const last = groups.get("\n");
    return [...groups.values()].filter((group) => group !== last).concat(last ?? []);
  };

  const button = (sign, label, act, disabled = false) => {
    const made = make("button", { type: "button", text: sign, disabled });
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", act);
    return made;
  };

  const column = (one, index) => {
    const name = words(one.name);
    const moved = (to) => shown.map((other, at) => (at === to ? one : at === index ? shown[to] : other));
    const controls = make(
      "div",
      { className: "inf-comparison__controls" },
      button("←", say("left", { name }), () => arrange(moved(index - 1), one.id, 0), index === 0),
      button("→", say("right", { name }), () => arrange(moved(index + 1), one.id, 1), index === shown.length - 1),
      button("×", say("remove", { name }), () => arrange(shown.filter((other) => other !== one), null)),
    );
    const picture = make("div", { className: "inf-comparison__picture" });
    if (one.picture) picture.append(make("img", { src: one.picture.getAttribute("src"), alt: "" }));
    const top = make("td", {}, controls, picture);
    top.dataset.column = one.id;
    const link = make("a", { href: one.address }, ...contents(one.name));
    const marks = make("p", { className: "inf-comparison__marks" });
    if (one.state) marks.append(document.importNode(one.state, true));
    marks.append(...one.marks.map((mark) => make("span", { className: "inf-mark" }, ...contents(mark))));
    const head = make("th", { scope: "col" }, make("p", { className: "inf-comparison__name" }, link), marks);
    if (one.gone) {
      top.classList.add("inf-comparison__gone");
      top.append(make("p", { className: "inf-comparison__note", text: say("gone") }));
      if (one.heir) top.append(make("p", { className: "inf-comparison__heir" }, ...contents(one.heir)));
    }
    return [top, head];
  };

  const line = (row) => {
    const head = make("th", { scope: "row" }, ...contents(row.label));
    if (row.differs && shown.length > 1) {
      const sign = make("span", { className: "inf-differs", text: "≠" });
      sign.setAttribute("role", "img");
      sign.setAttribute("aria-label", say("differs"));
      head.append(" ", sign);
    }
    const made = make("tr", { className: row.differs ? "inf-comparison__different" : "" }, head);
    shown.forEach((_, index) => {
      const value = row.values[index];
      const cell = value ? document.importNode(value, true) : make("td");
      if (!value) cell.append(make("span", { className: "inf-none", text: "–" }));
      made.append(cell);
    });
    return made;
  };

  const draw = () => {
    const rows = rowsOf(shown);
    const different = rows.filter((row) => row.differs).length;
    const table = make("table", { className: "inf-table inf-comparison__table" });
    const counted = make("p", { className: "inf-sub", text: say("counted", { different, all: rows.length }) });
    const columns = shown.map(column);
    table.append(
      make(
        "thead",
        {},
        make("tr", {}, make("td"), ...columns.map(([top]) => top)),
        make("tr", { className: "inf-comparison__heads" }, make("td", {}, counted), ...columns.map(([, head]) => head)),
      ),
    );
    for (const group of groupsOf(shown, rows)) {
      const kept = group.rows.filter((row) => row.differs || !only);
      if (!kept.length) continue;
      const body = make("tbody");
      if (words(group.label)) {
        const head = make("th", { scope: "colgroup", colSpan: shown.length + 1 }, ...contents(group.label));
        body.append(make("tr", { className: "inf-comparison__group" }, head));
      }
      body.append(...kept.map(line));
      table.append(body);
    }
    scroll.replaceChildren(table);
    scroll.hidden = shown.length === 0;
    tools.hidden = shown.length === 0;
    more.hidden = shown.length >= MOST;
    if (shown.length) more.href = `${selection.home}families/${shown[0].family}/`;
    toggle.checked = only;
    place.classList.toggle("inf-comparison--alone", shown.length < 2);
    watchers.forEach((watcher) => watcher());
  };

  const address = () => {
    const given = new URLSearchParams(location.search);
    for (const key of ["p", "differences"]) given.delete(key);
    const rest = given.toString();
    const ids = shown.map((one) => encodeURIComponent(one.id)).join(",");
    return `${location.pathname}?p=${ids}${only ? "&differences" : ""}${rest ? `&${rest}` : ""}`;
  };
  const keep = () => {
    history.replaceState(null, "", address());
  };

  const put = () => selection.set(shown.map((one) => ({ id: one.id, name: words(one.name) })));

  // The address and what was put aside follow what is shown.
  const show = (order) => {
    shown = order;
    put();
    keep();
    draw();
    tell();
  };

  // A new order or one product less.
  const arrange = (order, id, side = 0) => {
    show(order);
    const buttons = id ? [...scroll.querySelectorAll(`td[data-column="${id}"] button`)] : [];
    const next = buttons[side]?.disabled ? buttons[1 - side] : buttons[side];
    (next ?? scroll.querySelector("thead button:not(:disabled)") ?? told).focus();
  };

  // What is chosen on this page itself; the focus stays where it is.
  const remove = (id) => show(shown.filter((one) => one.id !== id));
  const add = async (id) => {
    const found = await load(id).catch(() => null);
    const wanted = found && shown.length < MOST && !has(id);
    show(wanted ? [...shown, found] : shown);
    if (!found) told.textContent = say("failed", { id });
  };
  const has = (id) => shown.some((one) => one.id === id);
  const full = () => shown.length >= MOST;
  const watch = (watcher) => watchers.push(watcher);
  window.inforce.comparison = { add, remove, has, full, watch, say };

  const tell = () => {
    told.textContent = shown.length ? say("shown", { count: shown.length }) : say("nothing");
    if (shown.length === 1) told.textContent = say("single");
  };

  const toggle = make("input", { type: "checkbox" });
  toggle.addEventListener("change", () => {
    only = toggle.checked;
    keep();
    draw();
  });
  const more = make("a", { className: "inf-quiet", text: say("more") });
  more.addEventListener("click", () => put());
  tools.append(
    make("label", { className: "inf-option" }, toggle, make("span", { text: say("only") })),
    more,
    make("button", { type: "button", className: "inf-quiet", text: say("print"), onclick: () => window.print() }),
  );

  const start = async () => {
    const ids = asked();
    const notes = ids.slice(MOST).length ? [say("full", { most: MOST })] : [];
    told.textContent = ids.length ? say("loading") : say("nothing");
    const found = await Promise.all(
      ids.slice(0, MOST).map((id) => load(id).then((one) => one ?? say("unknown", { id }), () => say("failed", { id }))),
    );
    notes.push(...found.filter((one) => typeof one === "string"));
    const known = found.filter((one) => typeof one !== "string");
    shown = known.filter((one, index) => known.findIndex((other) => other.id === one.id) === index);
    missing.replaceChildren(...notes.map((text) => make("li", { text })));
    if (shown.length && !notes.length) keep();
    draw();
    tell();
  };
  start();
})();
