// The search dialog: its index and interface are loaded when it is first opened, from this site only.
// An address with ?q=TERM opens it with that term.
(() => {
  "use strict";
  const dialog = document.getElementById("inf-search");
  if (!dialog) return;
  const at = (path) => new URL(path, document.baseURI).href;
  const bundle = at(dialog.dataset.bundle);
  const asked = new URLSearchParams(location.search).get("q");
  let started = false;

  const start = () => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = bundle + "pagefind-ui.css";
    document.head.prepend(style);
    const script = document.createElement("script");
    script.src = bundle + "pagefind-ui.js";
    script.onerror = missing;
    script.onload = () => {
      const ui = new PagefindUI({
        element: "#inf-search-ui",
        bundlePath: new URL(bundle).pathname,
        baseUrl: new URL(at(dialog.dataset.root)).pathname,
        showImages: false,
        showSubResults: false,
        resetStyles: false,
        excerptLength: 18,
        translations: { placeholder: dialog.dataset.placeholder },
      });
      if (asked) ui.triggerSearch(asked);
      focus();
    };
    document.head.append(script);
  };
  const missing = () => {
    document.getElementById("inf-search-ui").textContent = dialog.dataset.missing;
  };
  const focus = () => {
    const input = dialog.querySelector("input");
    if (input) input.focus();
  };
  const open = () => {
    if (!dialog.open) dialog.showModal();
    if (started) return focus();
    started = true;
    if (location.protocol === "file:") missing();
    else start();
  };

  for (const button of document.querySelectorAll("[data-inf-search]")) {
    button.addEventListener("click", open);
  }
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
  if (asked) open();
})();
