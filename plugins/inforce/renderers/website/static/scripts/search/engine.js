// What is found: part numbers first, then words by Pagefind, told apart and counted by the facets.
(() => {
  "use strict";
  const dialog = document.getElementById("inf-search");
  if (!dialog) return;
  const search = window.inforce.search;
  const at = (path) => new URL(path, document.baseURI);
  const bundle = at(dialog.dataset.bundle);
  const facetFile = at(`${dialog.dataset.home}search/facets.pack`);
  let started = null;

  const unpacked = async (response) => {
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return JSON.parse(new TextDecoder().decode(bytes));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  };

  const start = () => {
    started ??= Promise.all([
      import(new URL("pagefind.js", bundle).href).then((pagefind) =>
        pagefind.createInstance({
          basePath: bundle.pathname,
          baseUrl: at(dialog.dataset.root).pathname,
          excerptLength: 24,
          noWorker: true,
        }),
      ),
      fetch(facetFile, { cache: "no-cache" }).then(unpacked),
      search.numbers.head(),
    ]).catch((error) => {
      started = null;
      throw error;
    });
    return started;
  };

  // Pagefind takes the longest beginning of a word that it knows: good for slips, but "kl" tells of
  // no "klapan". All results share it, so the first one shows what was found.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const near = (term, { content, meta }) => {
    const known = words([content, ...Object.values(meta)].join(" "));
    return words(term).every((word) => {
      const start = word.slice(0, Math.max(3, word.length >> 1));
      return known.some((one) => one.startsWith(start));
    });
  };
  // One letter begins half of all words; a single sign of Chinese may be one.
  const searched = async (index, term) => {
    if (term.length === 1 && !/\p{Lo}/u.test(term)) return [];
    const { results } = await index.search(term || null);
    return !term || !results.length || near(term, await results[0].data()) ? results : [];
  };

  // The tokens that an entry answers to a facet.
  const answers = (facet, place) =>
    place === null ? [] : facet.kinds[facet.of[place]].map((value) => facet.values[value][0]);

  const fits = (facet, place, wanted) =>
    !wanted?.length || answers(facet, place).some((token) => wanted.includes(token));

  const entry = (result, table) => {
    const [index, number] = result.id.split("/");
    const place = index === table.index ? Number(number) : null;
    const state = answers(table.facets.find((facet) => facet.key === table.status), place)[0] ?? "";
    return { place, state, gone: table.gone.includes(state), data: result.data };
  };

  const counted = (table, entries, chosen) =>
    table.facets.map((facet) => {
      const others = table.facets.filter((one) => one !== facet && chosen[one.key]?.length);
      const counts = new Map();
      let answered = 0;
      for (const one of entries) {
        const hidden = one.gone && facet.key !== table.status && !chosen[table.status]?.length;
        if (hidden || !others.every((other) => fits(other, one.place, chosen[other.key]))) continue;
        const tokens = answers(facet, one.place);
        answered += tokens.length > 0;
        for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
      }
      return { ...facet, counts, answered };
    });

  // What is chosen of what there is to choose: an address may be old, or carry the words of others.
  const known = (table, chosen) =>
    Object.fromEntries(
      table.facets.map(({ key, values }) => [
        key,
        (chosen[key] ?? []).filter((token) => values.some(([one]) => one === token)),
      ]),
    );

  // Part numbers; what is found and on offer; what is found and gone; the facets with their counts;
  // what of the choice is known. A state that is chosen is asked for, gone or not.
  const find = async (text, asked = {}) => {
    const [index, table] = await start();
    const chosen = known(table, asked);
    const term = text.trim();
    const narrowed = table.facets.filter((facet) => chosen[facet.key].length);
    const [numbers, found] = await Promise.all([
      term ? search.numbers.look(term) : { exact: [], begun: [] },
      term || narrowed.length ? searched(index, term) : [],
    ]);
    const entries = found.map((result) => entry(result, table));
    const kept = entries.filter((one) => narrowed.every((facet) => fits(facet, one.place, chosen[facet.key])));
    const gone = chosen[table.status].length > 0;
    return {
      numbers,
      chosen,
      current: kept.filter((one) => gone || !one.gone),
      gone: gone ? [] : kept.filter((one) => one.gone),
      facets: counted(table, entries, chosen),
    };
  };

  const label = (facets, key, place) => {
    const facet = facets.find((one) => one.key === key);
    const value = facet && place !== null ? facet.kinds[facet.of[place]][0] : undefined;
    return value === undefined ? "" : facet.values[value][1];
  };

  Object.assign(search, { find, label, start });
})();
