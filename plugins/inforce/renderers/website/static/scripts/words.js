// What scripts say, in the reader's language: window.inforce.say("copied"). Pages bring words of
// their own: window.inforce.speaker(words).
(() => {
  "use strict";
  const source = document.getElementById("inf-words");
  const speaker = (words) => (key, facts = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
  window.inforce = { say: speaker(source ? JSON.parse(source.textContent) : {}), speaker };
})();
