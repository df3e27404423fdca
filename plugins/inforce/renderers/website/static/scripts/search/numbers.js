// Part numbers: the products a number belongs to, however it is written, from one or two small files.
// How a key is made of it, the head of the index says; this script has no rule of its own.
(() => {
  "use strict";
  const dialog = document.getElementById("inf-search");
  if (!dialog) return;
  const MOST = 8;
  const folder = new URL(`${dialog.dataset.home}search/`, document.baseURI);
  const loaded = new Map();

  const load = (name, cache = "default") => {
    if (!loaded.has(name)) {
      const answer = fetch(new URL(name, folder), { cache }).then((response) => {
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return response.json();
      });
      answer.catch(() => loaded.delete(name));
      loaded.set(name, answer);
    }
    return loaded.get(name);
  };
  const head = () => load("numbers.json", "no-cache");

  const key = ({ lookalikes: [from, to], signs }, text) => {
    const folded = Array.from(text, (sign) => {
      const place = from.indexOf(sign);
      return place < 0 ? sign : to[place];
    });
    return (folded.join("").toLowerCase().match(new RegExp(signs, "gu")) ?? []).join("");
  };

  // The last file that begins before the key: what is alike stands in it, or goes on in the next.
  const first = (parts, sought) => {
    let low = 0;
    let high = parts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (parts[middle][0] <= sought) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  };

  const gather = (hits, part, [, written, kind, place], states) => {
    const [address, name, family, state] = part.products[place];
    if (!hits.has(address)) {
      const [label, gone] = states[state];
      hits.set(address, { address, name, family, state, label, gone, numbers: [] });
    }
    hits.get(address).numbers.push({ written, kind });
  };

  // Products with just this number, then those with one that begins so where it has a digit in it.
  const look = async (text) => {
    const { states, parts, ...rule } = await head();
    const sought = key(rule, text);
    const exact = new Map();
    const begun = new Map();
    if (!sought || !parts.length) return { exact: [], begun: [] };
    const open = sought.length > 2 && /\p{N}/u.test(sought);
    for (let place = first(parts, sought); place < parts.length; place += 1) {
      const further = parts[place][0] > sought;
      if (further && !(open && parts[place][0].startsWith(sought) && begun.size < MOST)) break;
      const part = await load(`numbers/${parts[place][1]}.json`);
      for (const number of part.numbers) {
        if (number[0] === sought) gather(exact, part, number, states);
        else if (open && number[0].startsWith(sought) && begun.size < MOST) gather(begun, part, number, states);
      }
    }
    for (const address of exact.keys()) begun.delete(address);
    const offered = [...begun.values()].sort((one, other) => one.gone - other.gone);
    return { exact: [...exact.values()], begun: offered };
  };

  window.inforce.search = { numbers: { head, key, look } };
})();
