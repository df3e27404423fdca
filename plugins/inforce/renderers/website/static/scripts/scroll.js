// A box whose table is wider can be reached by keyboard, to be scrolled, and is named after its heading.
(() => {
  "use strict";
  const headings = "h1, h2, h3, h4, h5, h6";
  const name = (box) => {
    const caption = box.querySelector("caption");
    if (caption) return caption.textContent;
    const before = [...document.querySelectorAll(`main :is(${headings})`)].filter(
      (heading) => heading.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    return before.at(-1)?.textContent ?? document.title;
  };
  const look = (box) => {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", name(box).trim());
    } else {
      for (const attribute of ["tabindex", "role", "aria-label"]) box.removeAttribute(attribute);
    }
  };
  const observer = new ResizeObserver((seen) => seen.forEach(({ target }) => look(target)));
  for (const box of document.querySelectorAll(".inf-scroll:not([tabindex])")) observer.observe(box);
})();
