// Which rows of a family answer what is asked, and in which order; the question as an address.
(() => {
  "use strict";
  const family = window.inforce.family;
  if (!family) return;
  const { facets, columns } = family;
  const at = new Map(columns.map((column, index) => [column.key, index]));
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  // A converted bound is rounded as readers see it: what differs by less counts as equal.
  const ROUNDING = 0.0005;

  const blank = () => ({ text: "", asked: new Map(), sort: null, down: false, page: 1 });

  // What is asked of each facet: {low, high} of figures, a set of options, or a text.
  const read = (facet, given) => {
    if (facet.kind === "options") {
      // An old address may name what no product answers any more.
      const known = given.filter((token) => facet.options.some((one) => one.token === token));
      return known.length ? new Set(known) : null;
    }
    if (facet.kind === "text") return given[0];
    const [low = "", high = ""] = given[0].split("..");
    const bound = (text) => (text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text));
    const bounds = { low: bound(low), high: bound(high) };
    return bounds.low === null && bounds.high === null ? null : bounds;
  };

  const fromAddress = (search) => {
    const given = new URLSearchParams(search);
    const state = blank();
    state.text = given.get("text") ?? "";
    for (const facet of facets) {
      const values = given.getAll(`f.${facet.key}`).filter(Boolean);
      const asked = values.length ? read(facet, values) : null;
      if (asked) state.asked.set(facet.key, asked);
    }
    const sort = given.get("sort");
    if (sort !== null) {
      const key = sort.replace(/^-/, "");
      if (at.has(key) || sort === "-") [state.sort, state.down] = [key || null, sort.startsWith("-")];
    }
    state.page = Math.max(1, Number.parseInt(given.get("page") ?? "1", 10) || 1);
    return state;
  };

  const told = (asked) => {
    if (asked instanceof Set) return [...asked];
    if (typeof asked === "string") return [asked];
    return [`${asked.low ?? ""}..${asked.high ?? ""}`];
  };

  // Parameters of others, such as those of a campaign, stay.
  const toAddress = (state) => {
    const given = new URLSearchParams(location.search);
    for (const key of [...given.keys()]) {
      if (["text", "sort", "page"].includes(key) || key.startsWith("f.")) given.delete(key);
    }
    if (state.text) given.set("text", state.text);
    for (const facet of facets) {
      for (const value of state.asked.has(facet.key) ? told(state.asked.get(facet.key)) : []) {
        given.append(`f.${facet.key}`, value);
      }
    }
    if (state.sort || state.down) given.set("sort", `${state.down ? "-" : ""}${state.sort ?? ""}`);
    if (state.page > 1) given.set("page", state.page);
    const text = given.toString();
    return text ? `?${text}` : "";
  };

  const plain = (text) => text.toLocaleLowerCase().normalize("NFKC");
  const bare = (text) => plain(text).replace(/[^\p{L}\p{N}]+/gu, "");

  // HX-100/2, hx1002 and the name: however a number is written.
  const byText = (rows, text) => {
    rows.found ??= rows.ids.map((id, row) => `${rows.names[row]} ${rows.codes[row]} ${id}`);
    rows.plain ??= rows.found.map(plain);
    rows.bare ??= rows.found.map(bare);
    const words = plain(text).split(/\s+/).filter(Boolean);
    const number = bare(text);
    return (row) =>
      words.every((word) => rows.plain[row].includes(word)) ||
      (number !== "" && rows.bare[row].includes(number));
  };

  const byBounds = (column, facet, { low, high }) => {
    const slack = (bound) => (facet.converts ? Math.abs(bound) * ROUNDING : 0);
    if (facet.kind === "range") {
      const from = low ?? high;
      const to = high ?? low;
      return (row) =>
        column.low(row) <= from + slack(from) && column.high(row) >= to - slack(to);
    }
    const from = low === null ? -Infinity : low - slack(low);
    const to = high === null ? Infinity : high + slack(high);
    return (row) => column.high(row) >= from && column.low(row) <= to;
  };

  const test = (rows, facet, asked) => {
    const column = rows.columns[at.get(facet.key)];
    if (facet.kind === "options") return (row) => asked.has(column.token(row));
    if (facet.kind === "text") {
      const part = plain(asked);
      return (row) => plain(column.text(row)).includes(part);
    }
    return byBounds(column, facet, asked);
  };

  // The place of each value in the order of its column; rows without one have none.
  const ranks = (column) => {
    if (column.ranks) return column.ranks;
    const { texts, low, high } = column.values;
    const figures = (one, other) => low[one] - low[other] || high[one] - high[other] || 0;
    const order = [...texts.keys()].sort((one, other) => {
      const known = !Number.isNaN(low[one]) - !Number.isNaN(low[other]);
      if (known) return -known;
      return Number.isNaN(low[one]) ? collator.compare(texts[one], texts[other]) : figures(one, other);
    });
    const found = new Float64Array(texts.length).fill(Infinity);
    let rank = 0;
    order.forEach((value, place) => {
      const before = order[place - 1];
      const same = place > 0 && figures(before, value) === 0 && texts[before] === texts[value];
      if (!same) rank = place;
      if (texts[value] !== "") found[value] = rank;
    });
    column.ranks = found;
    return found;
  };

  const arranged = (rows, found, state) => {
    if (!state.sort) return state.down ? found.reverse() : found;
    const column = rows.columns[at.get(state.sort)];
    const known = ranks(column);
    const sign = state.down ? -1 : 1;
    return found.sort((one, other) => {
      const [left, right] = [known[column.to(one)], known[column.to(other)]];
      if (left === right) return one - other;
      if (left === Infinity || right === Infinity) return left - right;
      return sign * (left - right);
    });
  };

  // The rows in order, and for each facet with options how many rows each would give.
  const answer = (rows, state) => {
    const tests = facets
      .filter((facet) => state.asked.has(facet.key))
      .map((facet) => ({ key: facet.key, fits: test(rows, facet, state.asked.get(facet.key)) }));
    if (state.text.trim()) tests.push({ key: null, fits: byText(rows, state.text) });
    const misses = new Uint8Array(rows.size);
    const missed = tests.map(({ fits }) => {
      const own = new Uint8Array(rows.size);
      for (let row = 0; row < rows.size; row += 1) {
        if (!fits(row)) {
          own[row] = 1;
          misses[row] += 1;
        }
      }
      return own;
    });
    const found = [];
    for (let row = 0; row < rows.size; row += 1) if (!misses[row]) found.push(row);
    const counts = new Map();
    for (const facet of facets.filter((one) => one.kind === "options")) {
      const own = missed[tests.findIndex((one) => one.key === facet.key)];
      const column = rows.columns[at.get(facet.key)];
      const count = new Map();
      for (let row = 0; row < rows.size; row += 1) {
        if (misses[row] - (own ? own[row] : 0) === 0) {
          const token = column.token(row);
          count.set(token, (count.get(token) ?? 0) + 1);
        }
      }
      counts.set(facet.key, count);
    }
    return { found: arranged(rows, found, state), counts };
  };

  family.filter = { blank, fromAddress, toAddress, answer };
})();
