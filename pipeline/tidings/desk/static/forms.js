// Controls of cells: made once for a row, then only brought up to date, so that the keyboard's place is never lost.

import { cellFault } from "./checks.js";

export function element(name, facts = {}, ...children) {
  const found = document.createElement(name);
  for (const [key, value] of Object.entries(facts)) {
    if (key === "text") found.textContent = value;
    else if (key.startsWith("on")) found.addEventListener(key.slice(2), value);
    else if (value === true) found.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) found.setAttribute(key, value);
  }
  found.append(...children);
  return found;
}

let cells = 0;

// A labelled control with room for what it means and what is wrong. `control` is an input, a select or a textarea.
export function cell(label, control, help) {
  cells += 1;
  const id = `cell-${cells}`;
  control.id = id;
  const says = element("small", { class: "says", id: `${id}-says`, text: help });
  const fault = element("small", { class: "fault", id: `${id}-fault` });
  control.setAttribute("aria-describedby", `${id}-says ${id}-fault`);
  const frame = element("div", { class: "cell" }, element("label", { for: id, text: label }), control, says, fault);
  const showFault = (text) => {
    fault.textContent = text ?? "";
    if (text) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  };
  return { frame, control, says, showFault };
}

// A menu of codes: each with what it means.
export function menu(table, column, changed) {
  const select = element("select", { name: column.name, onchange: () => changed(select.value) });
  const fill = (codes) => {
    const shown = codes.map(([code, label]) => element("option", { value: code, text: label ? `${code}: ${label}` : code }));
    select.replaceChildren(...(column.needed && select.dataset.empty !== "yes" ? [] : [element("option", { value: "", text: "(empty)" })]), ...shown);
  };
  const found = cell(column.title, select, "");
  const update = (value, fault, codes = column.codes) => {
    select.dataset.empty = value === "" || !column.needed ? "yes" : "no";
    const all = codes.some(([code]) => code === value) || value === "" ? codes : [...codes, [value, "(not in the list)"]];
    fill(all);
    select.value = value;
    const meaning = all.find(([code]) => code === value)?.[1] ?? "";
    found.says.textContent = meaning.length > 34 ? meaning : ""; // a shorter one is seen in the menu
    found.showFault(fault);
  };
  return { ...found, update };
}

// What is being typed is not written over when something else changes.
function beingTyped(control) {
  return document.activeElement === control && control.value !== control.dataset.shown;
}

export function input(table, column, changed) {
  const control = element("input", {
    name: column.name,
    autocomplete: "off",
    spellcheck: "false",
    inputmode: column.type === "number" || column.type === "integer" ? "decimal" : null,
    oninput: () => found.showFault(cellFault(table, column.name, control.value)),
    onchange: () => {
      control.dataset.shown = control.value;
      changed(control.value);
    },
  });
  const found = cell(column.title, control, "");
  const update = (value, fault) => {
    if (beingTyped(control)) return;
    control.value = value;
    control.dataset.shown = value;
    found.showFault(fault);
  };
  return { ...found, update };
}

// Somebody (some place) by name: typed, found in a list, or new. `known`: {list, show(id), find(text), add(name)}.
export function finder(column, known, changed) {
  const more = element("button", { type: "button", class: "new", hidden: true });
  const control = element("input", {
    name: column.name,
    list: known.list,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: known.empty,
    oninput: () => offer(),
    onchange: () => {
      const id = known.find(control.value);
      if (id !== null) control.dataset.shown = control.value;
      if (id !== null) changed(id);
      offer();
    },
  });
  const found = cell(column.title, control, "");
  const offer = () => {
    const name = control.value.trim();
    const lost = name !== "" && known.find(control.value) === null;
    more.hidden = !lost;
    more.textContent = `New ${known.one} “${name}”`;
    found.showFault(lost ? `no ${known.one} of that name — choose one of the list, or add a new one` : null);
  };
  more.addEventListener("click", () => {
    const id = known.add(control.value.trim());
    control.dataset.shown = control.value;
    changed(id);
    control.focus();
  });
  found.frame.append(more);
  const update = (value, fault) => {
    if (beingTyped(control)) return;
    control.value = value ? known.show(value) : "";
    control.dataset.shown = control.value;
    more.hidden = true;
    found.showFault(fault);
  };
  return { ...found, update };
}
