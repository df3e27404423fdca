// The language switch keeps the query and the place on the page that the address names.
(() => {
  "use strict";
  for (const link of document.querySelectorAll(".inf-tongues a")) {
    const bare = link.href;
    const follow = () => {
      link.href = bare + location.search + location.hash;
    };
    for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, follow);
  }
})();
