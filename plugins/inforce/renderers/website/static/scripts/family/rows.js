// The rows of a family, column by column: read from the page, or those of a long family loaded once.
(() => {
  "use strict";
  const place = document.getElementById("inf-choice");
  const source = document.getElementById("inf-family");
  if (!place || !source) return;
  const told = JSON.parse(source.textContent);
  const productsAt = new URL(place.dataset.products, document.baseURI).href;
  const rowsAt = told.rows && new URL(told.rows, document.baseURI).href;

  // "12.5", "-10..90", "..90": the ends of a value; what is no figure has none.
  const ends = (plain) => {
    const [low, high = low] = plain.split("..");
    const figure = (text, open) => (text === "" ? open : Number(text));
    return plain === "" ? [NaN, NaN] : [figure(low, -Infinity), figure(high, Infinity)];
  };

  const column = ({ texts, plains, others, langs, at }) => {
    const own = plains ?? texts;
    const low = Float64Array.from(own, (plain) => ends(plain)[0]);
    const high = Float64Array.from(own, (plain) => ends(plain)[1]);
    const to = at ? (row) => at[row] : (row) => row;
    return {
      size: texts.length,
      to,
      text: (row) => texts[to(row)],
      token: (row) => own[to(row)] || texts[to(row)],
      low: (row) => low[to(row)],
      high: (row) => high[to(row)],
      // By value, not by row: for the order of a column.
      values: { texts, low, high },
      other: (row) => others?.[to(row)],
      plain: (row) => plains?.[to(row)],
      lang: (row) => langs?.[to(row)],
    };
  };

  const fromPage = () => {
    const rows = [...place.querySelectorAll("tbody tr")];
    const cells = rows.map((row) => [...row.querySelectorAll("td")]);
    const stated = (cell) => (cell.querySelector(".inf-none") ? "" : cell.textContent);
    return {
      size: rows.length,
      ids: rows.map((row) => row.dataset.product),
      names: rows.map((row) => row.querySelector("th a").textContent),
      codes: rows.map((row) => row.dataset.codes ?? ""),
      columns: told.columns.map((_, at) =>
        column({
          texts: cells.map((row) => stated(row[at])),
          plains: cells.map((row) => row[at].dataset.plain ?? stated(row[at])),
        }),
      ),
      element: (row) => rows[row],
    };
  };

  const lines = (text) => (text === undefined ? undefined : text.split("\n"));

  const phrase = (text, lang) => {
    if (!lang) return text;
    const made = document.createElement("span");
    made.lang = lang;
    made.className = "inf-foreign";
    made.textContent = text;
    return made;
  };

  const fromFile = (data) => {
    const [ids, names, langs] = [data.ids, data.names.texts, data.names.langs].map(lines);
    const states = Object.entries(data.states);
    const columns = data.columns.map((one) =>
      column({
        texts: lines(one.texts),
        plains: lines(one.plains),
        others: lines(one.others),
        langs: lines(one.langs),
        at: one.at,
      }),
    );
    const state = (row) => {
      const [key, label] = states[data.state[row] ?? 0];
      if (key === "active") return [];
      const made = document.createElement("span");
      made.className = `inf-state inf-state--${key}`;
      made.textContent = label;
      return [" ", made];
    };
    const cell = (row, one, head) => {
      const made = document.createElement("td");
      if (head.numeric) made.className = "inf-num";
      const text = one.text(row);
      if (text) {
        if (one.plain(row)) made.dataset.plain = one.plain(row);
        if (one.other(row)) made.dataset[head.system] = one.other(row);
        made.append(phrase(text, one.lang(row)));
      } else {
        const none = document.createElement("span");
        none.className = "inf-none";
        none.textContent = "–";
        made.append(none);
      }
      return made;
    };
    const element = (row) => {
      const made = document.createElement("tr");
      made.dataset.product = ids[row];
      const link = document.createElement("a");
      link.href = `${productsAt}${ids[row]}/`;
      link.append(phrase(names[row], langs?.[row]));
      const head = document.createElement("th");
      head.scope = "row";
      head.append(link, ...state(row));
      made.append(head, ...columns.map((one, at) => cell(row, one, told.columns[at])));
      return made;
    };
    return { size: ids.length, ids, names, codes: lines(data.codes), columns, element };
  };

  let loading;
  const load = () => {
    loading ??= rowsAt
      ? fetch(rowsAt)
          .then((answer) => {
            if (!answer.ok) throw new Error(`${answer.status} ${rowsAt}`);
            return answer.json();
          })
          .then(fromFile)
      : Promise.resolve(fromPage());
    loading.catch(() => (loading = undefined));
    return loading;
  };
  // The texts of the page are read before another script shows them in other units.
  if (!rowsAt) load();

  window.inforce.family = { ...told, place, load, say: window.inforce.speaker(told.words) };
})();
