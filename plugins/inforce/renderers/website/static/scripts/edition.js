// Of which edition a page is: its day and its digest stand in one file beside the pages, which are
// the same from edition to edition. Without a script the link leads to that file.
(async () => {
  "use strict";
  const places = [...document.querySelectorAll("a[data-inf-edition]")];
  if (!places.length) return;
  let told;
  try {
    const answer = await fetch(places[0].href, { cache: "no-cache" });
    if (!answer.ok) return;
    told = await answer.json();
  } catch {
    return;
  }
  for (const place of places) {
    const day = document.createElement("time");
    day.dateTime = told.as_of;
    day.textContent = told[place.dataset.infEdition];
    const digest = document.createElement("code");
    digest.textContent = told.digest.split(":").pop().slice(0, 8);
    place.replaceChildren(day, ...(place.dataset.infEdition === "words" ? [" · ", digest] : []));
  }
})();
