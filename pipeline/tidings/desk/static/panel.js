// The row at hand, beside the text: its cells in words, what decided them, and what may be done with it.

import { cell, element, finder, input, menu } from "./forms.js";
import { rowFaults } from "./checks.js";
import { columnsOf, inWords, keyOf, meaning, oneOf, scheme, short, sides } from "./scheme.js";
import { noteOf } from "./model.js";

const reviews = {
  machine: "the machine's, not looked at",
  confirmed: "the machine's, confirmed by a reader",
  changed: "the machine's, changed by a reader",
  added: "added by a reader",
};

export class Panel {
  // `desk`: {model, known, ids(), show(table, id), act(name), pending(), elsewhere, names, differences}
  constructor(place, desk) {
    this.place = place;
    this.desk = desk;
    this.shown = null;
    this.updates = [];
  }

  show(entry) {
    const key = entry ? `${entry.table} ${entry.u}` : "";
    if (key !== this.shown) this.#build(entry);
    this.shown = key;
    this.entry = entry;
    if (entry) this.#update();
  }

  #update() {
    const { model } = this.desk;
    const row = model.row(this.entry.table, this.entry.id);
    const faults = rowFaults(this.entry.table, row, this.desk.ids());
    for (const update of this.updates) update(row, faults);
  }

  #build(entry) {
    this.updates = [];
    this.entry = entry;
    if (!entry) {
      this.place.replaceChildren(
        element("h2", { text: "No row chosen" }),
        element("p", { text: "Click on marked words, or on a row of the list. Select words of the text to add a row. Press ? for the keys." }),
      );
      return;
    }
    const { table } = entry;
    const head = element("h2", { tabindex: "-1", id: "row-title" });
    const words = element("blockquote");
    const facts = element("p", { class: "facts" });
    this.updates.push((row) => {
      head.textContent = oneOf(table)[0].toUpperCase() + oneOf(table).slice(1);
      words.textContent = short(row[scheme.tables[table].words] || "", 400);
      facts.textContent = this.#facts(row);
    });
    const groups = columnsOf(table).filter((column) => column.kind === "group");
    const main = columnsOf(table).filter((column) => column.kind !== "made" && column.kind !== "group");
    const form = element("form", { onsubmit: (event) => event.preventDefault() });
    const controls = this.#ordered(table, main).map((column) => this.#control(table, column));
    if (table === "event_reports") controls.splice(3, 0, ...sides.map((role) => this.#side(role))); // who does it to whom comes after what it is
    form.append(...controls);
    const more = groups.length ? [element("details", {}, element("summary", { text: "What belongs together" }), ...groups.map((column) => this.#control(table, column)))] : [];
    this.place.replaceChildren(head, words, this.#actions(), facts, ...this.#difference(entry), form, ...more, this.#known(table), this.#evidence(), this.#reason(), this.#elsewhere());
  }

  // Type and mode of an event are decided first.
  #ordered(table, columns) {
    const first = table === "event_reports" ? ["event_type", "event_mode", "modality"] : [];
    return [...first.map((name) => columns.find((column) => column.name === name)), ...columns.filter((column) => !first.includes(column.name))];
  }

  #facts(row) {
    const found = [`${row.start}–${row.end}`];
    if (row.review) found.push(reviews[row.review] ?? row.review);
    if (row.method) found.push(`rule ${row.method}`);
    const note = noteOf(this.desk.model.state, this.entry.table, this.entry.id);
    if (note?.did && !row.review) found.push(`${note.did} by a reader`);
    return found.join(" · ");
  }

  #actions() {
    const button = (name, text, key) => element("button", { type: "button", "data-act": name, "aria-keyshortcuts": key, title: `Key: ${key}`, text, onclick: () => this.desk.act(name) });
    return element("p", { class: "actions" }, button("confirm", "Confirm", "c"), button("drop", "Drop", "x"), button("span", "Move span", "s"), button("next", "Next", "j"), button("previous", "Previous", "k"));
  }

  #control(table, column) {
    const { model, known } = this.desk;
    const changed = (value) => {
      const row = model.row(this.entry.table, this.entry.id);
      if (row && row[column.name] !== value) model.setCells(this.entry.table, this.entry.id, { [column.name]: value });
    };
    if (column.name === "event_mode") return this.#modes(table, column, changed);
    if (column.kind === "menu") return this.#kept(menu(table, column, changed), column);
    if (column.kind === "actor" || column.kind === "place") return this.#kept(finder(column, known[column.kind], changed), column);
    if (column.kind === "row") return this.#kept(this.#rowMenu(table, column, changed), column);
    const found = this.#kept(input(table, column, changed), column);
    if (column.kind === "printed") found.append(this.#take(column));
    return found;
  }

  #kept(control, column) {
    if (column.kind !== "menu" && column.name !== "event_mode") control.says.textContent = "";
    control.frame.title = column.says;
    this.updates.push((row, faults) => control.update(row[column.name], faults[column.name]));
    return control.frame;
  }

  #modes(table, column, changed) {
    const control = menu(table, column, changed);
    control.frame.title = column.says;
    this.updates.push((row, faults) => {
      const codes = (scheme.modes[row.event_type] ?? []).filter(([mode]) => mode !== "any").map(([mode, , definition]) => [mode, definition]);
      control.update(row[column.name], faults[column.name], codes);
    });
    return control.frame;
  }

  // A row of this article (a date, a quote) that the cell names.
  #rowMenu(table, column, changed) {
    const control = menu(table, { ...column, needed: false }, changed);
    const update = (row, fault) => {
      const rows = this.desk.model.state.tables[column.to];
      const { words } = scheme.tables[column.to];
      control.update(row, fault, rows.map((other) => [other[keyOf(column.to)], short(other[words], 60)]));
      control.says.textContent = "";
    };
    return { ...control, update };
  }

  #take(column) {
    const take = () => {
      const span = this.desk.pending();
      if (span) this.desk.model.setPrinted(this.entry.table, this.entry.id, column.name, span.start, span.end);
      else this.desk.say("Select words of the text first, with the mouse or with the key a.");
    };
    return element("button", { type: "button", class: "take", onclick: take, "data-take": column.name, text: "Take the selected words" });
  }

  #side(role) {
    const { model, known } = this.desk;
    const list = element("ul", { class: "side-list" });
    const set = (actors) => model.setSides(this.entry.id, role, actors);
    const column = { name: role, title: `Add ${role === "actor" ? "an actor: who does it" : "a recipient: to whom"}` };
    const control = finder(column, known.actor, (id) => {
      if (id) set([...model.sidesOf(this.entry.id, role), id]);
      control.update("");
    });
    this.updates.push(() => {
      const actors = model.sidesOf(this.entry.id, role);
      const remove = (id) => element("button", { type: "button", "aria-label": `Take out ${known.actor.name(id)}`, text: "×", onclick: () => set(actors.filter((other) => other !== id)) });
      list.replaceChildren(...actors.map((id) => element("li", {}, known.actor.show(id), " ", remove(id))));
    });
    return element("fieldset", {}, element("legend", { text: role === "actor" ? "Actors" : "Recipients" }), list, control.frame);
  }

  // What is known of the actor (place) that the row names first.
  #known(table) {
    const found = element("details", { class: "known" });
    const column = columnsOf(table).find((each) => each.kind === "actor");
    if (!column) return found;
    let shown = null;
    this.updates.push((row) => {
      const id = row[column.name];
      const actor = id && this.desk.model.row("actors", id);
      found.hidden = !actor;
      if (!actor) return;
      if (shown !== id) {
        this.actorUpdates = [];
        found.replaceChildren(element("summary"), ...this.#actorControls(id));
        shown = id;
      }
      found.querySelector("summary").textContent = `About ${actor.name}`;
      for (const update of this.actorUpdates) update(this.desk.model.row("actors", id));
    });
    return found;
  }

  #actorControls(id) {
    const names = ["name", "actor_type", "sector", "country", "role"];
    return columnsOf("actors")
      .filter((column) => names.includes(column.name))
      .map((column) => {
        const changed = (value) => this.desk.model.changeKnown("actors", id, { [column.name]: value });
        const control = column.codes.length ? menu("actors", column, changed) : input("actors", column, changed);
        this.actorUpdates.push((row) => control.update(row[column.name], null));
        return control.frame;
      });
  }

  #evidence() {
    const list = element("dl", { class: "evidence" });
    this.updates.push(() => {
      const rows = this.desk.model.state.tables.evidence.filter((row) => row.table === this.entry.table && row.row_id === this.entry.id);
      const title = (field) => columnsOf(this.entry.table).find((column) => column.name === field)?.title ?? field;
      list.replaceChildren(...rows.map((row) => element("div", {}, element("dt", { text: title(row.field) }), element("dd", { text: short(row.evidence_text, 120) }))));
      section.hidden = rows.length === 0;
    });
    const section = element("section", {}, element("h3", { text: "Words that decided" }), list);
    return section;
  }

  #reason() {
    const control = element("textarea", { name: "reason", rows: "2", onchange: () => this.desk.model.note(this.entry.table, this.entry.id, inWords(control.value)) });
    const found = cell("Reason, for other readers", control, "");
    this.updates.push(() => {
      const reason = noteOf(this.desk.model.state, this.entry.table, this.entry.id)?.reason ?? "";
      if (document.activeElement !== control || control.value !== reason) control.value = reason;
    });
    return found.frame;
  }

  #elsewhere() {
    const { of, subjects } = this.desk.elsewhere;
    const told = of[this.entry.id] ?? [];
    if (!told.length) return "";
    const links = (rows) => rows.map(([file, id, article, words]) => element("li", {}, element("a", { href: `${file}#${id}`, text: article }), ` ${words}`));
    return element(
      "section",
      {},
      element("h3", { text: "Elsewhere in the corpus" }),
      ...told.flatMap((name) => [element("p", { text: subjects[name][0] || name }), element("ul", {}, ...links(subjects[name][1]))]),
    );
  }

  // Where two readers differ on this row, and what a third may choose.
  #difference(entry) {
    const found = this.desk.differenceOf(entry.table, entry.id);
    if (!found) return [];
    const [number, { a, b, columns }] = found;
    const decide = (side) => element("button", { type: "button", "data-decide": side, onclick: () => this.desk.decide(number, side), text: `${!a || !b ? ((side === "a" ? a : b) ? "Keep it, as " : "Drop it, as ") : "As "}${this.desk.names[side === "a" ? 0 : 1]}` });
    const alone = a && b ? [] : [element("p", { text: `Only ${this.desk.names[a ? 0 : 1]} has this row.` })];
    const value = (side, column) => {
      const said = [side[column]].flat().map((each) => this.#inWords(entry.table, column, each));
      return said.join(", ") || "(empty)";
    };
    const rows = columns.map((column) => element("tr", {}, element("th", { scope: "row", text: columnsOf(entry.table).find((each) => each.name === column)?.title ?? column }), element("td", { text: value(a, column) }), element("td", { text: value(b, column) })));
    const head = element("tr", {}, element("td"), ...this.desk.names.map((name) => element("th", { scope: "col", text: name })));
    const table = columns.length ? [element("table", { class: "differs" }, element("thead", {}, head), element("tbody", {}, ...rows))] : [];
    const state = element("p", { class: "decided", role: "status" });
    this.updates.push(() => {
      const decided = this.desk.model.state.decided[number];
      state.textContent = decided ? `Decided: ${{ a: `as ${this.desk.names[0]}`, b: `as ${this.desk.names[1]}`, own: "as it stands here" }[decided]}` : "Not decided";
    });
    const own = element("button", { type: "button", "data-decide": "own", onclick: () => this.desk.decide(number, "own"), text: "As it stands here" });
    return [element("section", { class: "difference" }, element("h3", { text: "The readers differ" }), ...alone, ...table, element("p", { class: "actions" }, decide("a"), decide("b"), own), state)];
  }

  #inWords(table, column, value) {
    const kind = columnsOf(table).find((each) => each.name === column)?.kind ?? "actor";
    if (!value) return "";
    if (kind === "menu") return meaning(table, column, value) === value ? value : `${value}: ${meaning(table, column, value)}`;
    return kind === "actor" ? this.desk.known.actor.name(value) : short(value, 80);
  }
}
