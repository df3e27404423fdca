// What has been put aside to compare, at the foot of every page.
(() => {
  "use strict";
  const { selection, say } = window.inforce;
  const tray = document.getElementById("inf-tray");
  if (!selection || document.getElementById("inf-comparison")) return;

  const told = document.createElement("p");
  told.className = "inf-tray__told";
  told.setAttribute("role", "status");
  const list = document.createElement("ul");
  const go = document.createElement("a");
  go.className = "inf-button";
  go.textContent = say("compare.now");
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "inf-tray__clear";
  clear.textContent = say("compare.clear");
  clear.addEventListener("click", () => selection.set([]));
  tray.append(told, list, go, clear);

  const item = ({ id, name, lang }) => {
    const made = document.createElement("li");
    const text = document.createElement("span");
    text.textContent = name;
    if (lang && lang !== document.documentElement.lang) text.lang = lang;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = "×";
    remove.setAttribute("aria-label", say("compare.remove", { name }));
    remove.addEventListener("click", () => {
      const place = [...list.children].indexOf(made);
      selection.remove(id);
      (list.children[Math.min(place, list.children.length - 1)]?.querySelector("button") ?? told).focus();
    });
    made.append(text, remove);
    return made;
  };

  const show = () => {
    const chosen = selection.all();
    told.textContent = say("compare.chosen", { count: chosen.length, most: selection.MOST });
    told.classList.remove("inf-tray__told--full");
    list.replaceChildren(...chosen.map(item));
    go.href = selection.address(chosen.map((one) => one.id));
    go.hidden = chosen.length < 2;
    tray.hidden = chosen.length === 0;
    document.documentElement.classList.toggle("inf-trayed", chosen.length > 0);
  };
  const full = () => {
    told.textContent = say("compare.full", { most: selection.MOST });
    told.classList.add("inf-tray__told--full");
  };
  selection.watch(show);
  show();
  window.inforce.tray = { full };
})();
