// The panel by which results are narrowed down: a group of boxes for each facet, with counts.
(() => {
  "use strict";
  if (!window.inforce.search) return;
  const { say, search } = window.inforce;
  const { make } = search.rows;
  const FEW = 8;
  const opened = new Set();

  // What is worth showing: it is chosen, or it tells products apart and most of them answer it.
  const useful = (facet, chosen, products) =>
    chosen.length ||
    (2 * facet.answered >= products && [...facet.counts.values()].some((count) => count < products));

  const box = (facet, [token, label], count, chosen, change) => {
    const input = document.createElement("input");
    input.type = "checkbox";
    input.name = facet.key;
    input.value = token;
    input.checked = chosen.includes(token);
    input.addEventListener("change", () => change(facet.key, token, input.checked));
    const tally = make("span", "inf-facet__count", String(count));
    return make("li", "", make("label", "", input, make("span", "", label), tally));
  };

  const group = (facet, chosen, change) => {
    const values = facet.values.filter(([token]) => facet.counts.get(token) || chosen.includes(token));
    const list = make("ul", "");
    values.forEach((value, place) => {
      const item = box(facet, value, facet.counts.get(value[0]) ?? 0, chosen, change);
      item.hidden = place >= FEW && !opened.has(facet.key) && !chosen.includes(value[0]);
      list.append(item);
    });
    const made = make("fieldset", "inf-facet", make("legend", "", facet.label), list);
    const hidden = [...list.children].filter((item) => item.hidden);
    if (hidden.length) {
      const more = make("button", "inf-facet__more", say("search.more", { count: hidden.length }));
      more.type = "button";
      more.addEventListener("click", () => {
        opened.add(facet.key);
        for (const item of hidden) item.hidden = false;
        hidden[0].querySelector("input").focus();
        more.remove();
      });
      made.append(more);
    }
    return made;
  };

  // Put the facets into the panel; the focus stays on the box it was on.
  const panel = (place, { facets }, chosen, change) => {
    const active = place.contains(document.activeElement) ? document.activeElement : null;
    const products = Math.max(...facets.map((facet) => facet.answered));
    const shown = facets.filter((facet) => useful(facet, chosen[facet.key] ?? [], products));
    place.replaceChildren(...shown.map((facet) => group(facet, chosen[facet.key] ?? [], change)));
    if (active?.name) {
      const boxes = [...place.querySelectorAll("input")];
      boxes.find((one) => one.name === active.name && one.value === active.value)?.focus();
    }
    return shown.length > 0;
  };

  search.panel = panel;
})();
