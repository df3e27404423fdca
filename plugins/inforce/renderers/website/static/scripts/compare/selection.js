// The products a reader has put aside to compare: the same on all pages and in all languages.
(() => {
  "use strict";
  const tray = document.getElementById("inf-tray");
  if (!tray) return;
  const MOST = 6;
  const root = new URL(tray.dataset.root, document.baseURI).pathname;
  const KEY = `inforce.compare:${root}`;
  const watchers = [];
  let chosen = [];

  const read = () => {
    try {
      const known = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      chosen = known.filter((one) => typeof one?.id === "string" && typeof one.name === "string");
    } catch {
      // Without storage the choice holds for this page.
    }
  };
  const write = () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(chosen));
    } catch {
      // As above.
    }
    tell();
  };
  const tell = () => watchers.forEach((watcher) => watcher());

  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    read();
    tell();
  });
  read();

  const home = new URL(tray.dataset.home, document.baseURI).href;
  window.inforce.selection = {
    MOST,
    home,
    all: () => [...chosen],
    has: (id) => chosen.some((one) => one.id === id),
    full: () => chosen.length >= MOST,
    add: (one) => {
      chosen.push({ ...one, lang: document.documentElement.lang });
      write();
    },
    remove: (id) => {
      chosen = chosen.filter((one) => one.id !== id);
      write();
    },
    set: (all) => {
      chosen = all.map((one) => ({ ...one, lang: document.documentElement.lang }));
      write();
    },
    watch: (watcher) => watchers.push(watcher),
    address: (ids) => `${home}compare/?p=${ids.map(encodeURIComponent).join(",")}`,
  };
})();
