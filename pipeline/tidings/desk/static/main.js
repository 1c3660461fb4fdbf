// The page of one article: brings text, list and row together, and keeps the work.

import { annotationPage } from "./annotations.js";
import { rowFaults } from "./checks.js";
import { csvText } from "./csv.js";
import { Differences } from "./differences.js";
import { element } from "./forms.js";
import { fillLists, knownOf, slug } from "./known.js";
import { RowList, summary } from "./list.js";
import { codingFiles, codingOf, difference, restored } from "./merge.js";
import { inReadingOrder, Model, sidesInWords } from "./model.js";
import { Offsets } from "./offsets.js";
import { opened, rowsOfFile } from "./opened.js";
import { Panel } from "./panel.js";
import { dragEnds, tellOnHover } from "./pointing.js";
import { columnsOf, keyOf, marked, oneOf, rowsOf, scheme, short } from "./scheme.js";
import { SpanKeys } from "./spans.js";
import { coderName, download, forgetWork, keepWork, keptWork, keyOfWork, otherWork } from "./store.js";
import { TextView } from "./text.js";
import { zipped } from "./zip.js";

const at = (id) => document.getElementById(id);
const data = JSON.parse(at("data").textContent);
const offsets = new Offsets(data.text);
const base = rowsOf(data.tables);
const facts = base.articles[0];
const work = keyOfWork(facts.text_sha256, data.digest);
const model = new Model(base, offsets, data.article);
const view = new TextView(at("text"), offsets);
const keys = new SpanKeys(offsets);
const visible = new Set(marked);
let entries = []; // all rows in reading order
let current = null; // the row at hand: one of the entries
let pending = null; // the selected stretch, in code points
let moving = null; // the span that the row at hand would have

// --- whom a cell may name ---

const known = { actor: knownOf(model, "actors", "actor"), place: knownOf(model, "places", "place") };

let idsOf = {};

function ids() {
  if (idsOf.state !== model.state) {
    idsOf = { state: model.state };
    for (const table of ["actors", "places", "quotes", "dates", "event_reports"]) {
      idsOf[table] = new Set(model.state.tables[table].map((row) => row[keyOf(table)]));
    }
    // Ids that a row was given by a coding that passed its check need no row of their own: they are an authority's.
    for (const table of ["quotes", "event_reports", "figures", "mentions", "articles"]) {
      for (const column of columnsOf(table)) {
        if (column.to === "actors" || column.to === "places") for (const row of base[table]) idsOf[column.to].add(row[column.name]);
      }
    }
    for (const row of base.report_actors) idsOf.actors.add(row.actor_id);
  }
  return idsOf;
}

const differences = new Differences(model, data.differences);

// --- drawing ---

const panel = new Panel(at("row"), {
  model, known, ids, say,
  decide: (number, side) => differences.decide(number, side, current.id),
  differenceOf: (table, id) => differences.of(table, id),
  names: data.names,
  elsewhere: data.elsewhere,
  pending: () => pending,
  act: (name) => actions[name](),
});
const list = new RowList(at("rows"), (entry) => choose(entry));
const desk = { model, known, ids, undecided: (entry) => differences.undecided(entry), sidesOf: (id) => sidesInWords(model, id, known.actor.name).filter(Boolean).join(" → ") };

function draw() {
  entries = inReadingOrder(model.state);
  if (current) current = entries.find((entry) => entry.table === current.table && entry.u === current.u) ?? null;
  fillLists(model, known);
  list.draw(shown(), desk);
  list.choose(current);
  drawText();
  panel.show(current);
  at("undo").disabled = model.past.length === 0;
  at("redo").disabled = model.future.length === 0;
  at("count").textContent = counted();
}

function shown() {
  const only = at("only").value;
  return entries.filter((entry) => visible.has(entry.table) && (only === "all" || (only === "open" ? isOpen(entry) : only === "differs" ? differences.undecided(entry) : hasFault(entry))));
}

function isOpen(entry) {
  return !model.state.notes.some((note) => note.row_id === entry.id && note.table === entry.table && note.did);
}

function hasFault(entry) {
  return Object.keys(rowFaults(entry.table, entry.row, ids())).length > 0;
}

function counted() {
  const looked = entries.filter((entry) => !isOpen(entry)).length;
  return `${shown().length} of ${entries.length} rows shown · ${looked} looked at${differences.all.length ? ` · ${differences.left()} of ${differences.all.length} differences not decided` : ""}`;
}

function drawText() {
  const marks = [];
  if (current) {
    const row = model.row(current.table, current.id);
    const span = moving ?? { start: Number(row.start), end: Number(row.end) };
    marks.push({ ...span, name: "current" });
    for (const each of model.state.tables.evidence) {
      if (each.table === current.table && each.row_id === current.id) marks.push({ start: Number(each.start), end: Number(each.end), name: "evidence" });
    }
  }
  if (pending) marks.push({ ...pending, name: "pending" });
  view.draw(entries.filter((entry) => visible.has(entry.table)), marks);
}

function choose(entry, focus = false) {
  current = (entry && entries.find((each) => each.table === entry.table && each.id === entry.id)) ?? null;
  moving = null;
  list.choose(current);
  drawText();
  panel.show(current);
  view.reveal("current");
  if (focus) at("row-title")?.focus();
  if (entry) {
    const row = model.row(entry.table, entry.id);
    say(`${oneOf(entry.table)}: ${short(row[scheme.tables[entry.table].words], 80)}. ${summary({ table: entry.table, row }, "", desk)}`);
    history.replaceState(null, "", `#${entry.id}`);
  }
}

function say(text) {
  at("said").textContent = text;
}

function step(by) {
  const rows = shown();
  const place = rows.findIndex((entry) => current && entry.table === current.table && entry.id === current.id);
  const next = rows[place < 0 ? (by > 0 ? 0 : rows.length - 1) : place + by];
  if (next) choose(next);
  else say(by > 0 ? "That was the last row." : "That was the first row.");
}

// --- selecting, adding, moving ---

function select(span) {
  pending = span;
  at("selection").hidden = !span;
  if (span) at("selected").textContent = `“${short(offsets.slice(span.start, span.end), 90)}”`;
  at("move-here").hidden = !current;
  drawText();
}

function addRow(table) {
  if (!pending) return;
  const { id, fault } = model.add(table, pending.start, pending.end);
  if (fault) say(fault);
  else {
    select(null);
    choose({ table, id });
    at("row").querySelector("select, input")?.focus();
  }
}

function moveTo(span) {
  if (!current) return;
  const { fault } = model.move(current.table, current.id, span.start, span.end);
  if (fault) say(fault);
  else {
    say(`Span moved: ${short(offsets.slice(span.start, span.end), 80)}`);
  }
}

const actions = {
  next: () => step(1),
  previous: () => step(-1),
  confirm: () => {
    if (!current) return;
    if (differences.undecided(current)) differences.decide(differences.of(current.table, current.id)[0], "own", current.id);
    else model.confirm(current.table, current.id);
    step(1);
  },
  drop: () => {
    if (!current) return;
    const gone = current;
    const rows = shown();
    const place = rows.findIndex((entry) => entry.table === gone.table && entry.id === gone.id);
    model.drop(gone.table, gone.id);
    const next = rows[place + 1] ?? rows[place - 1];
    if (next) choose(next);
    say(`Row dropped. Undo with u.`);
  },
  span: () => {
    if (!current) return;
    const row = model.row(current.table, current.id);
    const begin = { start: Number(row.start), end: Number(row.end) };
    say("Arrows move the end by a word, with Shift the beginning, with Alt by a letter; up and down the whole. Enter keeps, Escape leaves.");
    at("text").focus();
    keys.begin(begin, (span) => { moving = span; drawText(); at("moving").textContent = `“${short(offsets.slice(span.start, span.end), 90)}”`; }, (span) => {
      moving = null;
      at("moving").textContent = "";
      if (span && (span.start !== begin.start || span.end !== begin.end)) moveTo(span);
      else drawText();
    });
  },
  add: () => {
    const from = current ? Number(model.row(current.table, current.id).end) : 0;
    const word = offsets.text.slice(offsets.unit(from)).match(/[\p{L}\p{N}]+/u);
    if (!word) return;
    const start = offsets.point(offsets.unit(from) + word.index);
    at("text").focus();
    say("Arrows choose the words: up and down the whole, left and right the end, with Shift the beginning. Enter keeps them, Escape leaves.");
    keys.begin({ start, end: start + [...word[0]].length }, select, (span) => {
      select(span);
      if (span) at("selection").querySelector("button").focus();
      else at("text").focus();
    });
  },
  edit: () => at("row").querySelector("select, input")?.focus(),
  undo: () => model.undo() ?? say("Nothing to undo."),
  redo: () => model.redo() ?? say("Nothing to do again."),
  save: () => save(),
  help: () => at("help").showModal(),
  find: () => at("find").focus(),
};

const plainKeys = { j: "next", n: "next", k: "previous", p: "previous", c: "confirm", x: "drop", s: "span", a: "add", e: "edit", u: "undo", r: "redo", "?": "help", "/": "find" };

document.addEventListener("keydown", (event) => {
  if (keys.active) {
    if (keys.key(event)) event.preventDefault();
    return;
  }
  const control = event.ctrlKey || event.metaKey;
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
  if (control && event.key === "s") {
    event.preventDefault();
    document.activeElement?.blur?.();
    save();
  } else if (control && !typing && (event.key === "z" || event.key === "Z" || event.key === "y")) {
    event.preventDefault();
    actions[event.key === "z" ? "undo" : "redo"]();
  } else if (event.key === "Escape" && pending && !typing) select(null);
  else if (event.key === "Escape" && typing && !event.target.closest("dialog")) at("row-title")?.focus();
  else if (!control && !event.altKey && !typing && at("keys").checked && plainKeys[event.key]) {
    event.preventDefault();
    actions[plainKeys[event.key]]();
  }
});

dragEnds(view, {
  span: () => moving ?? (current && { start: current.start, end: current.end }),
  preview: (span) => {
    moving = span;
    drawText();
  },
  done: (span) => {
    moving = null;
    moveTo(span);
  },
});

at("text").addEventListener("mouseup", () => {
  const span = view.selected();
  if (!span) return;
  document.getSelection().removeAllRanges();
  select(span);
});

at("text").addEventListener("click", (event) => {
  const rows = view.rowsAt(event.target);
  if (!rows.length || event.target.closest(".handle") || view.selected()) return;
  const place = rows.findIndex((row) => current && row.table === current.table && row.id === current.id);
  choose(rows[(place + 1) % rows.length]); // a click again: the next of those that lie over each other
});

tellOnHover(view, at("hover"), ({ table, id }) => {
  const sidesSaid = table === "event_reports" ? desk.sidesOf(id) : "";
  return [element("b", { text: oneOf(table) }), ` ${summary({ table, row: model.row(table, id) }, sidesSaid, desk)}`];
});

// --- keeping, saving, opening ---

model.told = (label) => {
  const kept = keepWork(work, difference(base, model.state));
  at("kept").textContent = kept ? "kept in this browser" : "";
  at("not-kept").hidden = kept;
  draw();
  say(label[0].toUpperCase() + label.slice(1));
};

function coding() {
  return codingOf(model.state, at("coder").value.trim(), data.full, scheme.mostWords);
}

function save() {
  const faulty = entries.filter(hasFault);
  const name = `${data.article}${at("coder").value.trim() ? `.${slug(at("coder").value)}` : ""}`;
  if (at("format").value === "zip") download(zipped(codingFiles([coding()], csvText)), `${name}.zip`);
  else download(new Blob([JSON.stringify(annotationPage(coding()), null, 1)], { type: "application/ld+json" }), `${name}.jsonld`);
  say(faulty.length ? `Saved. ${faulty.length} rows break a rule and would be refused: choose “break a rule” above the list.` : "Saved.");
}

async function open(file) {
  try {
    const { tables, notes, count } = opened(await rowsOfFile(file), model, facts);
    model.change(`${file.name} opened`, (state) => {
      state.tables = { ...state.tables, ...tables };
      state.notes = notes;
      state.decided = {};
    });
    current = null;
    draw();
    say(`${file.name} opened: ${count} rows.`);
  } catch (error) {
    say(`${file.name}: ${error.message}`);
  }
}

// --- beginning ---

function filters() {
  at("tables").append(...marked.map((table) => {
    const box = element("input", { type: "checkbox", checked: true, onchange: () => {
      if (box.checked) visible.add(table);
      else visible.delete(table);
      draw();
    } });
    return element("label", { class: `filter ${table}` }, box, ` ${scheme.tables[table].title}`);
  }));
  at("only").querySelector("[value=differs]").hidden = differences.all.length === 0;
  at("only").addEventListener("change", draw);
}

function buttons() {
  for (const name of ["undo", "redo", "save", "help"]) at(name === "help" ? "show-help" : name).addEventListener("click", () => actions[name]());
  at("selection-tables").append(...marked.map((table) => element("button", { type: "button", "data-add": table, text: oneOf(table), onclick: () => addRow(table) })));
  at("move-here").addEventListener("click", () => {
    const span = pending;
    select(null);
    moveTo(span);
  });
  at("leave").addEventListener("click", () => select(null));
  at("open").addEventListener("click", () => at("file").click());
  at("file").addEventListener("change", () => { if (at("file").files[0]) open(at("file").files[0]).then(() => { at("file").value = ""; }); });
  at("coder").value = coderName();
  at("coder").addEventListener("change", () => coderName(at("coder").value.trim()));
  at("afresh").addEventListener("click", () => {
    if (model.state.tables === base) return;
    model.change("begun afresh", (state) => Object.assign(state, { tables: base, notes: [], decided: {} }));
    forgetWork(work);
  });
  at("find").addEventListener("keydown", (event) => { if (event.key === "Enter") findWords(event); });
}

function findWords(event) {
  event.preventDefault();
  const wanted = at("find").value;
  if (!wanted.trim()) return;
  const from = pending ? offsets.unit(pending.start) + 1 : 0;
  const lower = offsets.text.toLowerCase().length === offsets.text.length ? offsets.text.toLowerCase() : offsets.text;
  const found = [lower.indexOf(wanted.toLowerCase(), from), lower.indexOf(wanted.toLowerCase())].find((place) => place >= 0);
  if (found === undefined) say(`“${wanted}” does not stand in the text.`);
  else {
    select({ start: offsets.point(found), end: offsets.point(found + wanted.length) });
    view.reveal("pending");
    say(`Found and selected. Enter again for the next; Tab to add a row.`);
  }
}

function toHash() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const found = entries.find((entry) => entry.id === wanted);
  if (found) choose(found);
}

filters();
buttons();
const kept = keptWork(work);
if (kept) {
  model.state = restored(base, kept);
  at("kept").textContent = "your earlier work, kept in this browser";
}
at("other").hidden = !otherWork(facts.text_sha256, work);
draw();
toHash();
addEventListener("storage", (event) => {
  if (event.key === work) at("elsewhere").hidden = false;
});
addEventListener("hashchange", toHash);
addEventListener("beforeunload", (event) => { if (!at("not-kept").hidden) event.preventDefault(); });
document.body.dataset.ready = "yes";
requestAnimationFrame(() => {
  performance.mark("drawn");
  document.body.dataset.drawn = "yes";
});
