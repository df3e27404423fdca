// Choosing among the orderable forms of a product: a list for each property that tells them apart,
// and a field for part numbers. Rows that do not fit are hidden; a line says how many are left.
(() => {
  "use strict";
  const table = document.querySelector(".inf-variants");
  const rows = table ? [...table.tBodies[0].rows] : [];
  if (rows.length < 4) return;
  const say = window.inforce.say;
  const heads = [...table.tHead.rows[0].cells];
  const key = (row, column) => row.cells[column].textContent.trim();

  const labelled = (text, control) => {
    const label = document.createElement("label");
    const words = document.createElement("span");
    words.textContent = text;
    label.append(words, control);
    return label;
  };
  const number = document.createElement("input");
  number.type = "search";
  number.autocomplete = "off";

  // Values are told apart once; what they are called follows the units that the reader chose.
  const lists = heads.flatMap((head, column) => {
    if (column === 0 || "infFixed" in head.dataset) return [];
    const values = new Map();
    rows.forEach((row) => values.set(key(row, column), [...(values.get(key(row, column)) ?? []), row]));
    if (values.size < 2 || values.size > 40) return [];
    const select = document.createElement("select");
    select.append(new Option(say("all"), ""));
    const groups = [...values.values()];
    groups.forEach((group, index) => select.append(new Option(key(group[0], column), String(index))));
    const name = head.firstChild.textContent.trim();
    const rename = () =>
      groups.forEach((group, index) => { select.options[index + 1].text = key(group[0], column); });
    return [{ select, name, groups, rename }];
  });

  const told = document.createElement("p");
  told.className = "inf-sub";
  told.setAttribute("role", "status");
  const letters = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  const apply = () => {
    const wanted = letters(number.value);
    let left = 0;
    for (const row of rows) {
      const fits =
        letters(key(row, 0)).includes(wanted) &&
        lists.every(({ select, groups }) => !select.value || groups[select.value].includes(row));
      row.hidden = !fits;
      left += fits ? 1 : 0;
    }
    told.textContent =
      left === rows.length ? "" : say("variants_left", { count: left, whole: rows.length });
  };

  const form = document.createElement("form");
  form.className = "inf-choose";
  form.addEventListener("submit", (event) => event.preventDefault());
  form.append(labelled(heads[0].textContent.trim(), number));
  for (const { select, name } of lists) form.append(labelled(name, select));
  form.addEventListener("input", apply);
  document.addEventListener("change", (event) => {
    if (event.target.closest(".inf-units")) setTimeout(() => lists.forEach(({ rename }) => rename()));
  });
  table.parentElement.before(form, told);
})();
