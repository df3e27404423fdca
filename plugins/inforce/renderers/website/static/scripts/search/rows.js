// Results as rows. What stands in an index is put in as text, never as HTML.
(() => {
  "use strict";
  const dialog = document.getElementById("inf-search");
  if (!dialog) return;
  const { say, search } = window.inforce;
  const SHOWN = 6;

  const make = (name, style, ...parts) => {
    const made = document.createElement(name);
    if (style) made.className = style;
    made.append(...parts);
    return made;
  };

  const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const alike = (one, other) =>
    one.startsWith(other) || (other.length > 3 && one.length > 3 && other.startsWith(one));

  // A name with the words marked that were asked for.
  const marked = (name, text) => {
    const asked = words(text);
    return name.split(/([\p{L}\p{N}]+)/u).map((part, place) =>
      place % 2 && asked.some((word) => alike(part.toLowerCase(), word)) ? make("mark", "", part) : part,
    );
  };

  // Pagefind's excerpt: it marks words, and writes < and > as entities.
  const excerpt = (html) =>
    html.split(/<mark>(.*?)<\/mark>/s).map((part, place) => {
      const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
      return place % 2 ? make("mark", "", text) : text;
    });

  const state = (name, label) => make("span", `inf-state inf-state--${name}`, label);

  const row = (href, name, about, rest) => {
    const link = make("a", "inf-found__name", ...name);
    link.href = href;
    const line = about.filter(Boolean);
    const made = make("li", "inf-found__row", link);
    if (line.length) made.append(make("p", "inf-found__about", ...line));
    made.append(...rest);
    return made;
  };

  // What of a product's numbers was meant; that its name or id was needs no words.
  const LABELS = { code: say("search.code"), gtin: "GTIN", former: say("search.formerly") };
  const meant = (numbers) =>
    Object.entries(LABELS).map(([kind, label]) => {
      const written = numbers.filter((one) => one.kind === kind).map((one) => one.written);
      if (!written.length) return null;
      const more = written.length > SHOWN ? " …" : "";
      return make("span", "inf-found__code", `${label} `, make("b", "", written.slice(0, SHOWN).join(" · ") + more));
    });

  const numbered = (hit, text) =>
    row(
      new URL(`${dialog.dataset.home}${hit.address}`, document.baseURI).pathname,
      marked(hit.name, text),
      [make("span", "", hit.family), state(hit.state, hit.label), ...meant(hit.numbers)],
      [],
    );

  const worded = async (one, facets, text) => {
    const data = await one.data();
    const kind = data.meta.kind ?? "page";
    const product = kind === "product";
    const about = product
      ? [make("span", "", search.label(facets, "family", one.place)), state(one.state, search.label(facets, "status", one.place))]
      : [make("span", "inf-found__kind", say(`search.kind.${kind}`))];
    if (data.meta.codes) {
      const codes = data.meta.codes.split(" · ");
      const more = codes.length > SHOWN ? " …" : "";
      about.push(make("span", "inf-found__code", ...marked(codes.slice(0, SHOWN).join(" · ") + more, text)));
    }
    const title = data.meta.title ?? data.url;
    const said = data.content.trim() === `${title}.` ? "" : data.excerpt.trim();
    return row(data.url, marked(title, text), about, said ? [make("p", "inf-found__text", ...excerpt(said))] : []);
  };

  Object.assign(search, { rows: { make, numbered, worded } });
})();
