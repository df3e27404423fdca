// The quick search: `/` or a button opens it, arrow keys lead through what is found, Escape closes it.
// An address with ?q=TERM opens it with that term.
(() => {
  "use strict";
  const dialog = document.getElementById("inf-search");
  if (!dialog) return;
  const { say, search } = window.inforce;
  const { make, numbered, worded } = search.rows;
  const form = dialog.querySelector("form");
  const input = dialog.querySelector("input");
  const told = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("ul");
  const page = document.querySelector("[data-inf-find]");
  const MOST = 8;
  let asked = 0;

  const served = location.protocol !== "file:";
  const fail = () => {
    list.replaceChildren();
    told.textContent = say("search.missing");
  };

  const everything = (text, count) => {
    const link = make("a", "inf-search__all", say("search.all", { count }));
    link.href = `${form.action}?q=${encodeURIComponent(text)}`;
    return make("li", "", link);
  };

  const show = async () => {
    const text = input.value.trim();
    const turn = (asked += 1);
    if (!text) {
      list.replaceChildren();
      told.textContent = "";
      return;
    }
    const found = await search.find(text);
    const hits = [...found.numbers.exact, ...found.numbers.begun].slice(0, MOST);
    const rows = hits.map((hit) => numbered(hit, text));
    const known = new Set(rows.map((row) => row.querySelector("a").pathname));
    const further = rows.length < MOST ? [...found.current, ...found.gone].slice(0, MOST) : [];
    const entries = await Promise.all(further.map((one) => worded(one, found.facets, text)));
    if (turn !== asked) return;
    const others = entries.filter((row) => !known.has(row.querySelector("a").pathname));
    rows.push(...others.slice(0, MOST - rows.length));
    const count = Math.max(found.current.length + found.gone.length, rows.length);
    told.textContent = rows.length ? say("search.count", { count }) : say("search.none", { text });
    list.replaceChildren(...rows, ...(rows.length ? [everything(text, count)] : []));
  };

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show().catch(fail), 120);
  };

  const open = (text) => {
    if (page && served) {
      page.querySelector("input").focus();
      return;
    }
    if (!dialog.open) dialog.showModal();
    if (text) input.value = text;
    input.select();
    if (!served) fail();
    else if (input.value) show().catch(fail);
    else search.start().catch(fail);
  };

  // A browser takes the focus from a field that is gone only when it draws the page again: until
  // then keys would be taken for typing.
  const shut = () => {
    dialog.close();
    input.blur();
  };

  for (const button of document.querySelectorAll("[data-inf-search]")) {
    button.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
  }
  input.addEventListener("input", served ? soon : fail);
  form.addEventListener("submit", (event) => {
    if (!input.value.trim() || !served) event.preventDefault();
  });
  dialog.querySelector("button").addEventListener("click", shut);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) shut();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      shut();
    }
    search.step(event, input, list);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
  const wanted = new URLSearchParams(location.search).get("q");
  if (wanted && !page) open(wanted);
})();
