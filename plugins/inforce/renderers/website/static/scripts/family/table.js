// The table of a family: narrowed, sorted by any column, a page at a time. The address says all of it.
(() => {
  "use strict";
  const family = window.inforce.family;
  const table = family?.place.querySelector(".inf-compare");
  if (!table) return;
  const { place, filter, questions } = family;
  const { make, number } = questions;
  const say = family.say;
  const ROWS = 100;
  const body = table.tBodies[0];
  const results = place.querySelector(".inf-choice__results");
  const cards = place.querySelector(".inf-cards");
  const pages = results.querySelector(".inf-pages");
  const first = [...body.rows];
  const scroll = table.closest(".inf-scroll");
  let state = filter.fromAddress(location.search);
  let last = null;

  const told = make("p", { className: "inf-choice__count" });
  told.setAttribute("role", "status");
  const chips = make("ul", { className: "inf-chips" });
  const empty = make("p", { className: "inf-empty", text: say("none"), hidden: true });
  const pager = make("nav", { className: "inf-pages", hidden: true });
  pager.setAttribute("aria-label", say("pages"));
  const form = questions.form((asked, source) => {
    const again = last === source;
    last = source;
    go({ ...state, ...asked, page: 1 }, again);
  });

  const go = (next, replace = false) => {
    state = next;
    const address = location.pathname + filter.toAddress(state);
    history[replace ? "replaceState" : "pushState"](null, "", address);
    show();
  };

  const plain = () => !state.text.trim() && !state.asked.size && !state.sort && !state.down && state.page === 1;

  const show = async () => {
    const asked = state;
    if (family.rows && plain()) {
      form.fill(state);
      draw(first, family.count, []);
      turn(1);
      return;
    }
    if (family.rows) told.textContent = say("loading");
    let rows;
    try {
      rows = await family.load();
    } catch {
      told.textContent = say("failed");
      return;
    }
    if (asked !== state) return;
    const { found, counts } = filter.answer(rows, state);
    const count = Math.max(1, Math.ceil(found.length / ROWS));
    const page = Math.min(state.page, count);
    const shown = found.slice((page - 1) * ROWS, page * ROWS);
    form.fill(state, counts);
    draw(shown.map(rows.element), found.length, questions.chips(state));
    turn(page, count);
    if (cards) arrange(found.map((row) => rows.ids[row]));
  };

  const draw = (rows, count, asked) => {
    body.replaceChildren(...rows);
    rows.forEach((row) => window.inforce.pick?.(row));
    const all = family.count;
    told.textContent = say(count === all ? "all" : "found", { count: number.format(count), all: number.format(all) });
    empty.hidden = count > 0;
    scroll.closest("section").hidden = count === 0;
    chips.replaceChildren(...asked.map(([text, left]) => chip(text, left)));
    if (asked.length) chips.append(clear());
    summary.lastChild.textContent = asked.length ? ` (${asked.length})` : "";
    for (const [key, head] of heads) {
      const own = (state.sort ?? "") === key;
      head.setAttribute("aria-sort", own ? (state.down ? "descending" : "ascending") : "none");
    }
  };

  const chip = (text, left) => {
    const made = make("button", { type: "button", text });
    made.setAttribute("aria-label", say("remove", { filter: text }));
    made.addEventListener("click", () => {
      go(left);
      (chips.querySelector("button") ?? told).focus();
    });
    return make("li", {}, made);
  };

  const clear = () => {
    const made = make("button", { type: "button", className: "inf-chips__clear", text: say("clear") });
    made.addEventListener("click", () => {
      go({ ...filter.blank(), sort: state.sort, down: state.down });
      told.focus();
    });
    return make("li", {}, made);
  };

  const arrange = (ids) => {
    const known = new Map([...cards.children].map((card) => [card.dataset.product, card]));
    const shown = ids.map((id) => known.get(id));
    for (const card of known.values()) card.hidden = true;
    for (const card of shown) card.hidden = false;
    cards.append(...shown);
  };

  // The pages of the whole are written; those of an answer are its own.
  const turn = (page, count = 0) => {
    const written = count === 0;
    if (pages) pages.hidden = !written;
    pager.hidden = written || count === 1;
    if (pager.hidden) return;
    const near = [...new Set([1, page - 1, page, page + 1, count])].filter((one) => one > 0 && one <= count);
    const list = make("ol");
    near.forEach((one, index) => {
      if (index && one - near[index - 1] > 1) list.append(make("li", {}, make("span", { className: "inf-pages__gap", text: "…" })));
      list.append(make("li", {}, one === page ? current(one) : link(one)));
    });
    pager.replaceChildren(list);
  };

  const current = (page) => {
    const made = make("span", { text: page });
    made.setAttribute("aria-current", "page");
    return made;
  };

  const link = (page) => {
    const made = make("a", { href: filter.toAddress({ ...state, page }) || location.pathname, text: page });
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go({ ...state, page });
      scroll.scrollTop = 0;
      told.scrollIntoView({ block: "center" });
      scroll.focus({ preventScroll: true });
    });
    return made;
  };

  const heads = [...table.tHead.rows[0].cells].map((head, index) => {
    const key = index ? family.columns[index - 1].key : "";
    const button = make("button", { type: "button", className: "inf-sort" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const own = (state.sort ?? "") === key;
      const next = own && state.down ? { sort: null, down: false } : { sort: key || null, down: own };
      go({ ...state, ...next, page: 1 });
    });
    return [key, head];
  });

  const summary = make("summary", {}, make("span", { text: say("title") }), make("span"));
  const panel = make("details", { className: "inf-choice__filter" }, summary, form.element);
  const wide = window.matchMedia("(min-width: 60em)");
  panel.open = wide.matches;
  wide.addEventListener("change", () => (panel.open = wide.matches));
  told.tabIndex = -1;
  if (family.facets.length || family.count > 5) {
    place.classList.add("inf-choice--filtered");
    place.prepend(panel);
  }
  results.prepend(told, chips, empty);
  results.append(pager);

  // Units are switched by another script, which knows the reader's choice.
  const systems = () => {
    let system = "";
    try {
      system = localStorage.getItem("inforce.units") ?? "";
    } catch {
      // Without storage figures are shown as stated until they are switched.
    }
    for (const facet of family.facets) facet.converts = facet.other?.system === system;
  };
  document.addEventListener("change", (event) => {
    if (event.target.name !== "inf-units") return;
    for (const facet of family.facets) facet.converts = facet.other?.system === event.target.value;
    show();
  });
  window.addEventListener("popstate", () => {
    state = filter.fromAddress(location.search);
    last = null;
    show();
  });
  systems();
  show();
})();
