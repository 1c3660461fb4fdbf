// The rows of an article and what is done to them. A state is never changed: each change makes a new one that shares all the rest, so that
// undoing is going back to the one before.

import { columnOf, columnsOf, keyOf, marked, newMark, scheme, sides } from "./scheme.js";

const references = [];
for (const table of ["quotes", "event_reports", "figures", "mentions", "report_actors"]) {
  for (const column of columnsOf(table)) if (column.to) references.push([table, column.name, column.to]);
}
// Cells that are made of others, and so are emptied when these change: the build makes them again.
const follows = {
  figures: { value_low: ["value_si", "unit_si"], value_high: ["value_si", "unit_si"], unit: ["value_si", "unit_si"] },
  dates: { date_edtf: ["date_earliest", "date_latest"] },
  event_reports: { event_type: ["event_mode"] },
};

export class Model {
  constructor(base, offsets, articleId) {
    this.base = base; // table -> rows, as the page was given them
    this.state = { tables: base, notes: [], decided: {} };
    this.offsets = offsets;
    this.articleId = articleId;
    this.past = [];
    this.future = [];
    this.told = () => {};
  }

  row(table, id) {
    return this.state.tables[table].find((row) => row[keyOf(table)] === id);
  }

  change(label, made) {
    const next = { tables: { ...this.state.tables }, notes: this.state.notes, decided: this.state.decided };
    made(next);
    this.past.push([label, this.state]);
    this.future = [];
    this.state = next;
    this.told(label);
  }

  undo() {
    const last = this.past.pop();
    if (!last) return null;
    this.future.push([last[0], this.state]);
    this.state = last[1];
    this.told(`undone: ${last[0]}`);
    return last[0];
  }

  redo() {
    const next = this.future.pop();
    if (!next) return null;
    this.past.push([next[0], this.state]);
    this.state = next[1];
    this.told(`done again: ${next[0]}`);
    return next[0];
  }

  setCells(table, id, cells) {
    const names = Object.keys(cells);
    const said = names.map((name) => columnOf(table, name).title.toLowerCase()).join(", ");
    this.change(`${said} changed`, (state) => {
      const more = Object.fromEntries(names.flatMap((name) => (follows[table]?.[name] ?? []).map((other) => [other, ""])));
      replaced(state, table, id, (row) => changed({ ...row, ...more, ...cells }));
      noted(state, table, id, "changed");
    });
  }

  // Move a row to another span (code points). Its id is made of the span, so those that refer to it are told.
  move(table, id, start, end, label = "span moved") {
    const moved = this.idOf(table, start, end);
    const fault = this.spanFault(table, start, end, id);
    if (fault) return { fault };
    this.change(label, (state) => {
      replaced(state, table, id, (row) => changed({ ...row, ...this.placed(table, start, end) }));
      renamed(state, table, id, moved);
      noted(state, table, moved, "changed");
    });
    return { id: moved };
  }

  add(table, start, end, cells = {}) {
    const fault = this.spanFault(table, start, end);
    if (fault) return { fault };
    const names = columnsOf(table).map((column) => column.name);
    const row = { u: newMark(), ...Object.fromEntries(names.map((name) => [name, ""])), ...scheme.tables[table].defaults, ...this.placed(table, start, end) };
    row.article_id = this.articleId;
    if ("review" in row) row.review = "added";
    Object.assign(row, cells);
    this.change(`${scheme.marked.find(([name]) => name === table)[1]} added`, (state) => {
      state.tables[table] = [...state.tables[table], row];
      noted(state, table, row[keyOf(table)], "added");
    });
    return { id: row[keyOf(table)] };
  }

  // Take a row away with its evidence and sides; cells that refer to it are emptied.
  drop(table, id) {
    this.change("row dropped", (state) => dropped(state, table, id));
  }

  confirm(table, id) {
    this.change("row confirmed", (state) => {
      const confirmed = (row) => ("review" in row && row.review === "machine" ? { ...row, review: "confirmed" } : row);
      replaced(state, table, id, confirmed);
      noted(state, table, id, "confirmed");
    });
  }

  note(table, id, reason) {
    this.change("reason noted", (state) => noted(state, table, id, null, reason));
  }

  sidesOf(id, role) {
    return this.state.tables.report_actors.filter((row) => row.report_id === id && row.role === role).map((row) => row.actor_id);
  }

  setSides(id, role, actors) {
    this.change(`${role} changed`, (state) => {
      withSides(state, id, role, actors);
      replaced(state, "event_reports", id, changed);
      noted(state, "event_reports", id, "changed");
    });
  }

  // Words of the article as a printed cell, with the evidence for it.
  setPrinted(table, id, column, start, end) {
    this.change(`${columnOf(table, column).title.toLowerCase()} taken from the text`, (state) => {
      const words = this.offsets.slice(start, end);
      replaced(state, table, id, (row) => changed({ ...row, [column]: words.replace(/\s+/gu, " ") }));
      evidenced(state, { table, row_id: id, field: column, article_id: this.articleId, start: `${start}`, end: `${end}`, evidence_text: words });
      noted(state, table, id, "changed");
    });
  }

  addKnown(table, row) {
    const names = columnsOf(table).map((column) => column.name);
    this.change(`${table === "actors" ? "actor" : "place"} added`, (state) => {
      state.tables[table] = [...state.tables[table], { ...Object.fromEntries(names.map((name) => [name, ""])), ...row }];
    });
  }

  changeKnown(table, id, cells) {
    this.change(`${table === "actors" ? "actor" : "place"} changed`, (state) => replaced(state, table, id, (row) => ({ ...row, ...cells })));
  }

  placed(table, start, end) {
    const { words } = scheme.tables[table];
    return { start: `${start}`, end: `${end}`, [words]: this.offsets.slice(start, end), [keyOf(table)]: this.idOf(table, start, end) };
  }

  idOf(table, start, end) {
    return `${this.articleId}:${scheme.tables[table].letter}:${start}-${end}`;
  }

  spanFault(table, start, end, own) {
    if (end <= start) return "a span ends after it starts — correct start and end";
    if (start < 0 || end > this.offsets.length) return "the span lies outside the text — correct start and end";
    const id = this.idOf(table, start, end);
    if (id !== own && this.row(table, id)) return "the same span of the article stands in another row already — drop one of the rows, or make them one";
    return null;
  }
}

export function changed(row) {
  return row.review === "machine" || row.review === "confirmed" ? { ...row, review: "changed" } : row;
}

export function replaced(state, table, id, made) {
  const key = keyOf(table);
  state.tables[table] = state.tables[table].map((row) => (row[key] === id ? made(row) : row));
}

export function renamed(state, table, old, id) {
  if (old === id) return;
  for (const [name, column, to] of references) {
    if (to === table && state.tables[name].some((row) => row[column] === old)) {
      state.tables[name] = state.tables[name].map((row) => (row[column] === old ? { ...row, [column]: id } : row));
    }
  }
  const ofRow = (row) => row.table === table && row.row_id === old;
  if (state.tables.evidence.some(ofRow)) state.tables.evidence = state.tables.evidence.map((row) => (ofRow(row) ? { ...row, row_id: id } : row));
  state.notes = state.notes.map((note) => (ofRow(note) ? { ...note, row_id: id } : note));
}

export function dropped(state, table, id) {
  state.tables[table] = state.tables[table].filter((row) => row[keyOf(table)] !== id);
  state.tables.evidence = state.tables.evidence.filter((row) => !(row.table === table && row.row_id === id));
  for (const [name, column, to] of references) {
    if (to !== table) continue;
    if (name === "report_actors") state.tables[name] = state.tables[name].filter((row) => row[column] !== id);
    else if (state.tables[name].some((row) => row[column] === id)) {
      state.tables[name] = state.tables[name].map((row) => (row[column] === id ? changed({ ...row, [column]: "" }) : row));
    }
  }
  noted(state, table, id, "dropped");
}

export function withSides(state, id, role, actors) {
  const others = state.tables.report_actors.filter((row) => !(row.report_id === id && row.role === role));
  state.tables.report_actors = [...others, ...[...new Set(actors)].map((actor) => ({ report_id: id, actor_id: actor, role }))];
}

function evidenced(state, row) {
  const same = (other) => other.table === row.table && other.row_id === row.row_id && other.field === row.field;
  state.tables.evidence = [...state.tables.evidence.filter((other) => !same(other)), row];
}

// What was done to a row and why: one note a row. `did` null keeps what stands there; an added row stays added.
export function noted(state, table, id, did, reason) {
  const before = state.notes.find((note) => note.table === table && note.row_id === id);
  const kept = before?.did === "added" && did !== "dropped" ? "added" : (did ?? before?.did ?? "");
  const note = { table, row_id: id, did: kept, reason: reason ?? before?.reason ?? "" };
  state.notes = [...state.notes.filter((other) => other !== before), ...(note.did || note.reason ? [note] : [])];
}

export function noteOf(state, table, id) {
  return state.notes.find((note) => note.table === table && note.row_id === id);
}

// All marked rows in reading order: the text's, and of those that begin together the longest first.
export function inReadingOrder(state) {
  const found = [];
  for (const table of marked) {
    for (const row of state.tables[table]) found.push({ table, row, u: row.u, id: row[keyOf(table)], start: Number(row.start), end: Number(row.end) });
  }
  return found.sort((one, other) => one.start - other.start || other.end - one.end || marked.indexOf(one.table) - marked.indexOf(other.table));
}

export function sidesInWords(model, id, nameOf) {
  return sides.map((role) => model.sidesOf(id, role).map(nameOf).join(", "));
}
