// Pictures of a product, large: arrow keys and buttons lead through them, Escape closes.
(() => {
  "use strict";
  const gallery = document.querySelector("[data-inf-gallery]");
  if (!gallery) return;
  const say = window.inforce.say;
  const links = [...gallery.querySelectorAll("a")];
  const dialog = document.createElement("dialog");
  dialog.className = "inf-gallery";
  dialog.setAttribute("aria-label", say("picture"));
  const picture = document.createElement("img");
  const caption = document.createElement("p");
  const at = document.createElement("span");
  let shown = 0;

  const show = (index) => {
    shown = (index + links.length) % links.length;
    const source = links[shown].querySelector("img");
    picture.src = links[shown].href;
    picture.alt = source.alt;
    caption.textContent = source.alt;
    caption.lang = picture.lang = source.lang;
    at.textContent = links.length > 1 ? `${shown + 1} / ${links.length}` : "";
  };
  const button = (name, sign, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `inf-gallery__${name}`;
    made.setAttribute("aria-label", say(name));
    made.textContent = sign;
    made.addEventListener("click", action);
    return made;
  };
  const figure = document.createElement("figure");
  const foot = document.createElement("figcaption");
  foot.append(caption, at);
  figure.append(picture, foot);
  dialog.append(button("close", "×", () => dialog.close()), figure);
  if (links.length > 1) {
    dialog.append(button("previous", "‹", () => show(shown - 1)));
    dialog.append(button("next", "›", () => show(shown + 1)));
  }
  document.body.append(dialog);

  links.forEach((link, index) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(index);
      dialog.showModal();
    });
  });
  dialog.addEventListener("close", () => links[shown].focus());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (links.length < 2) return;
    if (event.key === "ArrowLeft") show(shown - 1);
    if (event.key === "ArrowRight") show(shown + 1);
  });
})();
