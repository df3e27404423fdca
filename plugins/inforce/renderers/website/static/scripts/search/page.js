// The page of the search. Its address holds what is asked, so that it can be shared and gone back to.
(() => {
  "use strict";
  const root = document.querySelector("[data-inf-find]");
  if (!root || !window.inforce.search) return;
  const { say, search } = window.inforce;
  const { make, numbered, worded } = search.rows;
  const part = (name) => root.querySelector(`[data-inf-find-${name}]`);
  const [form, told, numbers, current, gone] = ["form", "told", "numbers", "current", "gone"].map(part);
  const [panel, facets, start] = ["panel", "facets", "start"].map(part);
  const input = form.querySelector("input");
  const STEP = 10;
  const FEW_GONE = 5;
  let chosen = {};
  let turn = 0;
  let typing = false;

  const address = () => {
    const asked = new URLSearchParams();
    if (input.value.trim()) asked.set("q", input.value.trim());
    for (const [key, tokens] of Object.entries(chosen)) for (const token of tokens) asked.append(key, token);
    return `${location.pathname}${asked.size ? `?${asked}` : ""}`;
  };
  const read = () => {
    const asked = new URLSearchParams(location.search);
    input.value = asked.get("q") ?? "";
    chosen = {};
    for (const key of new Set(asked.keys())) if (key !== "q") chosen[key] = asked.getAll(key);
  };
  // One step back for all that is typed in one go, and one for each box.
  const note = (byTyping) => {
    const name = typing && byTyping ? "replaceState" : "pushState";
    if (address() !== location.pathname + location.search) history[name](null, "", address());
    typing = byTyping;
  };

  const fill = async (section, entries, found, text, known, few) => {
    const list = section.querySelector("ul");
    const more = section.querySelector("button");
    let shown = 0;
    const add = async (count) => {
      const next = entries.slice(shown, shown + count);
      shown += next.length;
      const rows = await Promise.all(next.map((one) => worded(one, found.facets, text)));
      more.hidden = shown >= entries.length;
      return rows.filter((row) => !known.has(row.querySelector("a").pathname));
    };
    const rows = await add(few);
    const count = entries.length - Math.min(few, entries.length) + rows.length;
    const put = () => {
      list.replaceChildren(...rows);
      section.hidden = rows.length === 0;
      more.onclick = async () => {
        const further = await add(2 * STEP);
        list.append(...further);
        further[0]?.querySelector("a").focus();
      };
    };
    return { put, count };
  };

  const said = (text, counts) => {
    const told = Object.entries(counts).filter(([, count]) => count);
    if (told.length) return told.map(([key, count]) => say(`search.${key}`, { count })).join(" · ");
    return text ? say("search.none", { text }) : say("search.none_so");
  };

  const others = (text) => {
    const links = [...document.querySelectorAll(".inf-tongues a:not([aria-current])")].map((tongue) => {
      const link = make("a", "", say("search.elsewhere", { language: tongue.title }));
      link.href = new URL(`?q=${encodeURIComponent(text)}`, tongue.href).href;
      link.hreflang = tongue.hreflang;
      return make("li", "", link);
    });
    part("others").replaceChildren(...links);
    part("others").hidden = !text || !links.length;
  };

  const show = async () => {
    const text = input.value.trim();
    const mine = (turn += 1);
    const found = await search.find(text, chosen);
    const narrowed = Object.values(found.chosen).some((tokens) => tokens.length);
    const direct = [...found.numbers.exact, ...(narrowed ? [] : found.numbers.begun)];
    const rows = direct.map((hit) => numbered(hit, text));
    const known = new Set(rows.map((row) => row.querySelector("a").pathname));
    const [offered, left] = await Promise.all([
      fill(current, found.current, found, text, known, STEP),
      fill(gone, found.gone, found, text, known, FEW_GONE),
    ]);
    if (mine !== turn) return;
    chosen = found.chosen;
    const idle = !text && !narrowed;
    numbers.querySelector("ul").replaceChildren(...rows);
    numbers.hidden = rows.length === 0;
    offered.put();
    left.put();
    const counts = { number_count: rows.length, count: offered.count, gone_count: left.count };
    told.textContent = idle ? "" : said(text, counts);
    facets.hidden = !search.panel(panel, found, chosen, choose);
    start.hidden = !idle;
    part("empty").hidden = idle || rows.length + offered.count + left.count > 0;
    others(text);
  };
  const fail = () => {
    told.textContent = say("search.missing");
  };
  const run = () => show().catch(fail);

  const choose = (key, token, wanted) => {
    const tokens = (chosen[key] ?? []).filter((one) => one !== token);
    chosen = { ...chosen, [key]: wanted ? [...tokens, token] : tokens };
    note(false);
    run();
  };

  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      note(true);
      run();
    }, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    note(typing);
    typing = false;
    run();
  });
  root.addEventListener("keydown", (event) => search.step(event, input, root));
  addEventListener("popstate", () => {
    typing = false;
    read();
    run();
  });
  if (location.protocol === "file:") {
    fail();
    return;
  }
  if (matchMedia("(max-width: 59.9375em)").matches) facets.open = false;
  read();
  run();
  if (!input.value) input.focus({ preventScroll: true });
})();
