// The form by which a family is narrowed: built from its questions, filled from a state.
(() => {
  "use strict";
  const family = window.inforce.family;
  if (!family) return;
  const say = family.say;
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumSignificantDigits: 6 });
  const FEW = 8;

  const make = (name, { text, ...parts } = {}, ...children) => {
    const made = Object.assign(document.createElement(name), parts);
    if (text !== undefined) made.textContent = text;
    made.append(...children);
    return made;
  };
  const named = (one) => make("span", { text: one.text, ...(one.lang ? { lang: one.lang } : {}) });

  // Figures are asked for in the unit that the table shows; states hold them as stated.
  const shown = (facet, figure) =>
    facet.converts ? figure * facet.other.slope + facet.other.start : figure;
  const stated = (facet, figure) =>
    facet.converts ? (figure - facet.other.start) / facet.other.slope : figure;
  const rounded = (figure) => String(Number(figure.toPrecision(6)));
  const unit = (facet) => (facet.converts ? facet.other.unit : (facet.unit ?? ""));

  const boundsOf = (facet) => {
    const bound = (end) => {
      const input = make("input", { type: "number", step: "any" });
      input.setAttribute("aria-label", `${facet.text}, ${say(end === "low" ? "from" : "to")}`);
      input.dataset.end = end;
      return input;
    };
    const inputs = { low: bound("low"), high: bound("high") };
    const sign = make("span", { className: "inf-unit" });
    const row = make("div", { className: "inf-bounds" }, inputs.low, make("span", { text: "–" }), inputs.high, sign);
    const fill = (asked) => {
      sign.textContent = unit(facet);
      for (const [end, input] of Object.entries(inputs)) {
        const value = asked?.[end] ?? null;
        if (document.activeElement !== input || value === null || facet.converted !== facet.converts) {
          input.value = value === null ? "" : rounded(shown(facet, value));
        }
        input.placeholder = facet[end] ? rounded(shown(facet, Number(facet[end]))) : "";
      }
      facet.converted = facet.converts;
    };
    const read = () => {
      const value = (input) => (input.value === "" ? null : Number(rounded(stated(facet, Number(input.value)))));
      const bounds = { low: value(inputs.low), high: value(inputs.high) };
      return bounds.low === null && bounds.high === null ? null : bounds;
    };
    const hint = facet.kind === "range" ? [make("p", { className: "inf-sub", text: say("covers") })] : [];
    return { parts: [...hint, row], fill, read };
  };

  const optionsOf = (facet) => {
    const rows = facet.options.map((option) => {
      const input = make("input", { type: "checkbox", value: option.token });
      const count = make("span", { className: "inf-count" });
      const label = make("label", { className: "inf-option" }, input, named(option), count);
      return { option, input, count, label };
    });
    const list = make("div", { className: "inf-options" }, ...rows.map((row) => row.label));
    if (rows.length > FEW) list.classList.add("inf-options--many");
    const fill = (asked, counts) => {
      for (const { option, input, count, label } of rows) {
        const left = counts ? (counts.get(option.token) ?? 0) : option.count;
        input.checked = asked?.has(option.token) ?? false;
        count.textContent = number.format(left);
        label.classList.toggle("inf-option--none", left === 0 && !input.checked);
      }
    };
    const read = () => {
      const chosen = rows.filter((row) => row.input.checked).map((row) => row.option.token);
      return chosen.length ? new Set(chosen) : null;
    };
    return { parts: [list], fill, read };
  };

  const textOf = (facet) => {
    const input = make("input", { type: "search" });
    input.setAttribute("aria-label", `${facet.text}, ${say("contains")}`);
    input.placeholder = say("contains");
    const fill = (asked) => {
      if (document.activeElement !== input) input.value = asked ?? "";
    };
    return { parts: [input], fill, read: () => input.value.trim() || null };
  };

  const KINDS = { figure: boundsOf, range: boundsOf, options: optionsOf, text: textOf };

  // The form; ``changed`` is called with what the reader asks for.
  const form = (changed) => {
    const text = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const whole = make("form", { className: "inf-questions" });
    whole.setAttribute("role", "search");
    whole.setAttribute("aria-label", say("title"));
    whole.append(make("label", { className: "inf-question" }, make("span", { text: say("text") }), text));
    const fields = family.facets.map((facet) => {
      const field = KINDS[facet.kind](facet);
      const legend = make("legend", {}, named(facet));
      whole.append(make("fieldset", { className: "inf-question" }, legend, ...field.parts));
      return { facet, ...field };
    });
    whole.addEventListener("submit", (event) => event.preventDefault());
    whole.addEventListener("input", (event) => {
      const found = fields.map(({ facet, read }) => [facet.key, read()]);
      const asked = new Map(found.filter(([, one]) => one !== null));
      changed({ text: text.value, asked }, event.target);
    });
    const fill = (state, counts) => {
      if (document.activeElement !== text) text.value = state.text;
      for (const { facet, fill: put } of fields) put(state.asked.get(facet.key), counts?.get(facet.key));
    };
    return { element: whole, fill };
  };

  // What is asked, in words, with the state that leaves it out.
  const chips = (state) => {
    const without = (key) => ({ ...state, page: 1, asked: new Map([...state.asked].filter(([own]) => own !== key)) });
    const found = state.text.trim() ? [[`“${state.text.trim()}”`, { ...state, text: "", page: 1 }]] : [];
    for (const facet of family.facets.filter((one) => state.asked.has(one.key))) {
      const asked = state.asked.get(facet.key);
      if (asked instanceof Set) {
        for (const option of facet.options.filter((one) => asked.has(one.token))) {
          const rest = new Set([...asked].filter((token) => token !== option.token));
          const left = without(facet.key);
          if (rest.size) left.asked.set(facet.key, rest);
          found.push([`${facet.text}: ${option.text}`, left]);
        }
      } else {
        found.push([`${facet.text}: ${typeof asked === "string" ? asked : inWords(facet, asked)}`, without(facet.key)]);
      }
    }
    return found;
  };

  const inWords = (facet, { low, high }) => {
    const figure = (value) => number.format(shown(facet, value)).replace(/^-/, "−");
    const sign = unit(facet) ? `\u00a0${unit(facet)}` : "";
    if (low === null) return `≤ ${figure(high)}${sign}`;
    if (high === null) return `≥ ${figure(low)}${sign}`;
    return `${figure(low)} … ${figure(high)}${sign}`;
  };

  family.questions = { form, chips, make, number };
})();
