// A coding that was saved, taken back.

import { csvRows } from "./csv.js";
import { columnsOf, marked, newMark, scheme } from "./scheme.js";

// The tables of a zip, as far as they tell of this article. Throws an Error in words.
export function opened(files, model, facts) {
  const tables = {};
  let notes = [];
  let count = 0;
  for (const [path, text] of Object.entries(files)) {
    const table = path.split("/").at(-1).replace(/\.csv$/, "");
    if (path.endsWith("/notes.csv") || path === "notes.csv") notes = csvRows(text, path);
    if (!model.base[table] || !path.endsWith(".csv")) continue;
    const names = columnsOf(table).map((column) => column.name);
    const rows = csvRows(text, path).map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? ""])));
    tables[table] = rows.filter((row) => row.article_id === undefined || row.article_id === model.articleId);
    if (table === "articles") checkText(tables[table], path, facts);
    if (marked.includes(table)) {
      count += tables[table].length;
      tables[table] = tables[table].map((row, number) => placedRow(model, table, row, `${path}, row ${number + 2}`));
    }
  }
  if (!count) throw new Error(`no row of ${model.articleId}; open a coding of this article`);
  if (tables.report_actors) tables.report_actors = tables.report_actors.filter((row) => row.report_id.startsWith(`${model.articleId}:`));
  if (!tables.articles?.length) tables.articles = model.state.tables.articles;
  return { tables, notes: notes.filter((note) => note.row_id.startsWith(`${model.articleId}:`)), count };
}

function checkText(rows, path, facts) {
  const sha = rows[0]?.text_sha256;
  if (sha && sha !== facts.text_sha256) throw new Error(`${path}: the coding is of another text of this article; make the desk of that text`);
}

function placedRow(model, table, row, where) {
  const span = [Number(row.start), Number(row.end)];
  if (!row.start || !row.end || model.spanFault(table, ...span, model.idOf(table, ...span))) throw new Error(`${where}: no span in this text; make the desk with --coding, which looks for the words`);
  const { words } = scheme.tables[table];
  const placed = model.placed(table, ...span);
  if (row[words] && row[words] !== placed[words]) throw new Error(`${where}: other words stand at ${row.start}-${row.end}; make the desk with --coding, which looks for the words`);
  return { u: newMark(), ...row, ...placed };
}
