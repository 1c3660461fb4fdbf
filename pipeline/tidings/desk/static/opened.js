// A coding that was saved, taken back.

import { rowsOfPage } from "./annotations.js";
import { csvRows } from "./csv.js";
import { columnsOf, marked, newMark, scheme } from "./scheme.js";
import { unzipped } from "./zip.js";

// The rows of a saved file, zip or annotations, and its notes. Throws an Error in words.
export async function rowsOfFile(file) {
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes);
  if (first !== 0x50 || second !== 0x4b) return rowsOfPage(new TextDecoder().decode(bytes)); // a zip begins with PK
  const rows = [];
  let notes = [];
  for (const [path, text] of Object.entries(await unzipped(bytes))) {
    const table = path.split("/").at(-1).replace(/\.csv$/, "");
    if (path.endsWith("/notes.csv") || path === "notes.csv") notes = csvRows(text, path);
    else if (scheme.tables[table] && path.endsWith(".csv")) {
      csvRows(text, path).forEach((row, number) => rows.push({ table, where: `${path}, row ${number + 2}`, row }));
    }
  }
  return { rows, notes };
}

// The tables as far as they tell of this article, as changes to those of the page. Throws an Error in words.
export function opened({ rows, notes }, model, facts) {
  const tables = {};
  let count = 0;
  for (const { table, where, row: cells } of rows) {
    if (!model.base[table]) continue;
    tables[table] ??= [];
    const row = Object.fromEntries(columnsOf(table).map(({ name }) => [name, cells[name] ?? ""]));
    if (row.article_id !== undefined && row.article_id !== model.articleId) continue;
    if (table === "report_actors" && !row.report_id.startsWith(`${model.articleId}:`)) continue;
    if (table === "articles") checkText(row, where, facts);
    if (marked.includes(table)) count += 1;
    tables[table].push(marked.includes(table) ? placedRow(model, table, row, where) : row);
  }
  if (!count) throw new Error(`no row of ${model.articleId}; open a coding of this article`);
  if (!tables.articles?.length) tables.articles = model.state.tables.articles;
  return { tables, notes: notes.filter((note) => note.row_id.startsWith(`${model.articleId}:`)), count };
}

function checkText(row, where, facts) {
  if (row.text_sha256 && row.text_sha256 !== facts.text_sha256) throw new Error(`${where}: the coding is of another text of this article; make the desk of that text`);
}

function placedRow(model, table, row, where) {
  const span = [Number(row.start), Number(row.end)];
  if (!row.start || !row.end || model.spanFault(table, ...span, model.idOf(table, ...span))) throw new Error(`${where}: no span in this text; make the desk with --coding, which looks for the words`);
  const { words } = scheme.tables[table];
  const placed = model.placed(table, ...span);
  if (row[words] && row[words] !== placed[words]) throw new Error(`${where}: other words stand at ${row.start}-${row.end}; make the desk with --coding, which looks for the words`);
  return { u: newMark(), ...row, ...placed };
}
