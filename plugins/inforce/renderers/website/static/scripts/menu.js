// The menu: what is open in it closes by Escape, by a step elsewhere, and when the window grows.
(() => {
  "use strict";
  const menu = document.getElementById("inf-menu");
  if (!menu) return;
  const opened = () => menu.querySelector("details[open]");
  const narrow = matchMedia("(max-width: 76.1875em)");
  document.addEventListener("keydown", (event) => {
    const group = event.key === "Escape" && !narrow.matches && opened();
    if (!group) return;
    if (group.contains(document.activeElement)) group.querySelector("summary").focus();
    group.open = false;
  });
  for (const event of ["focusin", "pointerdown"]) {
    document.addEventListener(event, ({ target }) => {
      const group = opened();
      if (group && !narrow.matches && !group.contains(target)) group.open = false;
    });
  }
  narrow.addEventListener("change", () => {
    if (menu.matches(":popover-open")) menu.hidePopover();
    const group = opened();
    if (group) group.open = false;
  });
})();
