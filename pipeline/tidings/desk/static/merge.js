// Work as the browser keeps it: what differs from the rows that the page was given, so that it is small.

import { columnsOf } from "./scheme.js";

export function difference(base, state) {
  const tables = {};
  for (const [table, rows] of Object.entries(state.tables)) {
    const old = base[table];
    if (rows === old) continue;
    const there = new Set(rows.map((row) => row.n));
    const others = rows.filter((row) => row.n === undefined || old[row.n] !== row);
    tables[table] = { gone: old.filter((row) => !there.has(row.n)).map((row) => row.n), rows: others };
  }
  return { tables, notes: state.notes, decided: state.decided };
}

export function restored(base, kept) {
  const tables = { ...base };
  for (const [table, { gone, rows }] of Object.entries(kept.tables)) {
    const changed = new Map(rows.filter((row) => row.n !== undefined).map((row) => [row.n, row]));
    const lost = new Set(gone);
    const stay = base[table].filter((row) => !lost.has(row.n)).map((row) => changed.get(row.n) ?? row);
    tables[table] = [...stay, ...rows.filter((row) => row.n === undefined)];
  }
  return { tables, notes: kept.notes, decided: kept.decided };
}

const noteColumns = ["table", "row_id", "did", "reason"];

const cut = { quotes: ["speaker_text", "cue", "addressee_text"], figures: ["measures"], actors: ["role"] };

// The tables of a coding, ready to be written. Unless `full`, of a reporter's prose no more than `mostWords` words in a row, as the build does it
// (pipeline/tidings/coding/excerpts.py): a longer indirect quote loses its text and keeps its span, other words are cut.
export function codingOf(state, coder, full, mostWords) {
  const tables = { ...state.tables };
  tables.articles = tables.articles.map((row) => ({ ...row, coder: coder || row.coder }));
  if (full) return { tables, notes: state.notes };
  const short = (text) => {
    const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)];
    return words.length <= mostWords ? text : text.slice(0, words[mostWords - 1].index + words[mostWords - 1][0].length);
  };
  for (const [table, columns] of Object.entries(cut)) {
    tables[table] = tables[table].map((row) => ({ ...row, ...Object.fromEntries(columns.map((column) => [column, short(row[column])])) }));
  }
  tables.quotes = tables.quotes.map((row) => (row.quote_type === "indirect" && short(row.quote_text) !== row.quote_text ? { ...row, quote_text: "" } : row));
  tables.evidence = tables.evidence.map((row) => {
    const words = short(row.evidence_text);
    return words === row.evidence_text ? row : { ...row, evidence_text: words, end: `${Number(row.start) + [...words].length}` };
  });
  return { tables, notes: state.notes };
}

// File name -> CSV text. `codings`: one or several articles' (see codingOf); actors and places stand once.
export function codingFiles(codings, csvText) {
  const files = {};
  for (const table of Object.keys(codings[0].tables)) {
    const names = columnsOf(table).map((column) => column.name);
    let rows = codings.flatMap((coding) => coding.tables[table]);
    if (table === "actors" || table === "places") {
      const key = names[0];
      rows = [...new Map(rows.map((row) => [row[key], row])).values()].sort((one, other) => (one[key] < other[key] ? -1 : 1));
    } else if (names.includes("start")) {
      rows = rows.slice().sort((one, other) => byText(one.article_id, other.article_id) || one.start - other.start || one.end - other.end);
    }
    files[`${table}.csv`] = csvText(names, rows);
  }
  const notes = codings.flatMap((coding) => coding.notes);
  if (notes.length) files["notes.csv"] = csvText(noteColumns, notes);
  return files;
}

function byText(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
