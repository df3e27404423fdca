// Where no page is: the language of the address, for hosts know one such page alone; whether the
// address is that of a paper, and what holds of its product today.
(async () => {
  "use strict";
  const place = document.getElementById("inf-lost");
  const source = document.getElementById("inf-lost-words");
  if (!place || !source) return;
  const tongues = JSON.parse(source.textContent);
  const root = new URL(place.dataset.root, location.href).pathname;
  if (!location.pathname.startsWith(root)) return;

  const path = location.pathname.slice(root.length);
  const codes = Object.keys(tongues);
  const below = codes.find((code) => tongues[code].prefix && path.startsWith(tongues[code].prefix));
  const code = below ?? codes.find((one) => !tongues[one].prefix) ?? codes[0];
  const words = tongues[code];
  const article = place.closest(".inf-lost");
  article.lang = code;
  for (const part of article.querySelectorAll("[data-say]")) part.textContent = words[part.dataset.say];
  for (const link of article.querySelectorAll("[data-at]")) link.href = root + words.prefix + link.dataset.at;

  const asked = /^products\/([a-z0-9][a-z0-9._-]*)\/r(?:\/(\d+))?(?:\/(?:index\.html)?)?$/i.exec(
    path.slice(words.prefix.length),
  );
  if (!asked) return;
  const id = asked[1].toLowerCase();
  const say = (key, facts) => words[key].replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
  // The site writes 1 September, as most of the world does.
  const dates = code === "en" ? "en-GB" : code;
  const day = (iso) =>
    new Intl.DateTimeFormat(dates, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));

  const line = (text, links = []) => {
    const told = document.createElement("p");
    told.className = "inf-lost__told";
    told.textContent = text;
    const ways = document.createElement("p");
    for (const [label, at] of links) {
      const link = document.createElement("a");
      link.className = "inf-button";
      link.href = root + words.prefix + at;
      link.textContent = label;
      ways.append(link, " ");
    }
    place.prepend(told, ...(links.length ? [ways] : []));
  };
  const found = async (at, options) => {
    try {
      const answer = await fetch(root + at, options);
      return answer.ok ? answer : null;
    } catch {
      return null;
    }
  };

  const answer = await found(`api/v1/products/${id}.json`);
  const product = answer && (await answer.json().catch(() => null));
  if (!product) {
    const page = `products/${id}/`;
    const moved = await found(words.prefix + page, { method: "HEAD" });
    line(...(moved ? [say("moved", {}), [[words.open, page]]] : [say("unknown", { id: asked[1] })]));
    return;
  }
  const names = typeof product.name === "string" ? { [code]: product.name } : product.name;
  const name = names[code] ?? Object.values(names)[0] ?? id;
  const present = product.stamp.revision;
  const listed = (product.revisions ?? []).find((one) => one.revision === Number(asked[2]));
  const open = [words.open, product.url];
  if (!present) line(say("unnumbered", { name }), [open]);
  else if (listed) line(say("elsewhere", { name }), [[say("this", { revision: listed.revision }), listed.url], open]);
  else if (asked[2]) {
    const facts = { name, revision: asked[2], present, day: day(product.stamp.effective_from) };
    line(say("other", facts), [open, [words.list, `${product.url}r/`]]);
  } else line(say("here", { name }), [open, [words.list, `${product.url}r/`]]);
})();
