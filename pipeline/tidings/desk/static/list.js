// The rows of the article in reading order: one stop for the Tab key, arrows within.

import { rowFaults } from "./checks.js";
import { element } from "./forms.js";
import { noteOf } from "./model.js";
import { meaning, oneOf, scheme, short } from "./scheme.js";

export class RowList {
  constructor(place, chosen) {
    this.place = place;
    this.items = new Map(); // key -> {item, button, row}
    place.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) chosen(button.entry);
    });
    place.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.altKey || event.ctrlKey) return;
      const buttons = [...place.querySelectorAll("button")];
      const next = buttons[buttons.indexOf(document.activeElement) + step];
      if (next) {
        event.preventDefault();
        chosen(next.entry);
        next.focus();
      }
    });
  }

  // `entries` in reading order; only those that changed are made again.
  draw(entries, desk) {
    const ids = desk.ids();
    const seen = new Map();
    for (const entry of entries) {
      const key = `${entry.table} ${entry.u}`;
      const note = noteOf(desk.model.state, entry.table, entry.id);
      const sides = entry.table === "event_reports" ? desk.sidesOf(entry.id) : "";
      const mark = desk.undecided(entry) ? "differs" : Object.keys(rowFaults(entry.table, entry.row, ids)).length ? "fault" : (note?.did ?? "");
      const before = this.items.get(key);
      if (before && before.row === entry.row && before.mark === mark && before.sides === sides) seen.set(key, before);
      else seen.set(key, this.#item(entry, mark, sides, desk));
      seen.get(key).button.entry = entry;
    }
    const stay = new Set([...seen.values()].map((each) => each.item));
    for (const { item } of this.items.values()) if (!stay.has(item)) item.remove();
    this.items = seen;
    let place = this.place.firstChild; // an item that stays where it is is not touched: a click on it may be under way
    for (const item of stay) {
      if (item === place) place = place.nextSibling;
      else this.place.insertBefore(item, place);
    }
  }

  #item(entry, mark, sides, desk) {
    const words = { differs: "readers differ", fault: "breaks a rule", confirmed: "confirmed", changed: "changed", added: "added" }[mark] ?? "";
    const button = element(
      "button",
      { type: "button", tabindex: "-1" },
      element("span", { class: "kind", text: oneOf(entry.table) }),
      element("span", { class: "words", text: short(entry.row[scheme.tables[entry.table].words] ?? "", 70) }),
      element("span", { class: "what", text: summary(entry, sides, desk) }),
      ...(words ? [element("span", { class: `mark ${mark}`, text: words })] : []),
    );
    return { item: element("li", { class: entry.table }, button), button, row: entry.row, mark, sides };
  }

  choose(entry) {
    this.place.querySelector("[aria-current]")?.removeAttribute("aria-current");
    for (const each of this.place.querySelectorAll("[tabindex='0']")) each.tabIndex = -1;
    const found = entry && this.items.get(`${entry.table} ${entry.u}`);
    const button = found?.button ?? this.place.querySelector("button");
    if (!button) return;
    button.tabIndex = 0;
    if (!found) return;
    button.setAttribute("aria-current", "true");
    const box = button.getBoundingClientRect();
    const frame = this.place.getBoundingClientRect();
    if (frame.height && (box.top < frame.top || box.bottom > frame.bottom)) this.place.scrollTop += box.top - frame.top - frame.height / 3;
  }
}

// A row in a few words.
export function summary({ table, row }, sides, desk) {
  const said = (column) => (row[column] ? meaning(table, column, row[column]) : "");
  const name = (id) => (id ? desk.known.actor.name(id) : "");
  const parts = {
    quotes: () => [name(row.speaker_actor_id) || row.speaker_text || "nobody named", row.stance],
    event_reports: () => [[row.event_type.toLowerCase(), row.event_mode].filter(Boolean).join(", "), sides, said("modality")],
    figures: () => [row.figure_type, [row.value_low, row.value_high !== row.value_low ? row.value_high : ""].filter(Boolean).join(" to "), row.unit],
    dates: () => [row.date_edtf],
    mentions: () => [name(row.actor_id) || (row.place_id && desk.known.place.name(row.place_id)), said("entity_type")],
  }[table]();
  return parts.filter(Boolean).join(" · ");
}
