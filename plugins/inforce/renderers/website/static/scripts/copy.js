// A button beside each part number that puts it on the clipboard; not where nothing holds any more.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  const say = window.inforce.say;
  const told = document.createElement("p");
  told.className = "inf-told";
  told.setAttribute("role", "status");

  for (const source of document.querySelectorAll("[data-copy]")) {
    const text = source.textContent.trim();
    if (!text || source.closest("[data-past]")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "inf-copy";
    button.setAttribute("aria-label", say("copy", { text }));
    button.title = say("copy", { text });
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        return;
      }
      button.classList.add("inf-copy--done");
      told.textContent = say("copied", { text });
      setTimeout(() => button.classList.remove("inf-copy--done"), 1600);
    });
    const pair = document.createElement("span");
    pair.className = "inf-copied";
    source.replaceWith(pair);
    pair.append(source, button);
    document.body.append(told);
  }
})();
