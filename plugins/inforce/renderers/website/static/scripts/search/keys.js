// Arrow keys lead from the field to the first result, on through the results, and back to the field.
(() => {
  "use strict";
  if (!window.inforce.search) return;
  const step = (event, input, found) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = [input, ...found.querySelectorAll("li > a")];
    const place = stops.indexOf(document.activeElement);
    if (place < 0 || !stops[place + way]) return;
    event.preventDefault();
    stops[place + way].focus();
  };
  window.inforce.search.step = step;
})();
