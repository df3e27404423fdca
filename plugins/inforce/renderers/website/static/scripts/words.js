// What scripts say, in the reader's language: window.inforce.say("copied").
(() => {
  "use strict";
  const source = document.getElementById("inf-words");
  const words = source ? JSON.parse(source.textContent) : {};
  window.inforce = {
    say: (key, facts = {}) =>
      (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole),
  };
})();
