// A coding as Web Annotations, as `tidings` writes and reads them (pipeline/tidings/coding/web_annotation.py): W3C Web Annotation Data Model.
// One annotation a row; offsets are code points, as the Recommendation counts.

import { columnsOf, keyOf, scheme } from "./scheme.js";

const generator = "urn:tidings"; // by it `tidings build` knows that positions count code points

export function annotationPage(coding) {
  const items = [];
  const urls = Object.fromEntries(coding.tables.articles.map((row) => [row.article_id, row.url]));
  for (const [table, rows] of Object.entries(coding.tables)) {
    rows.forEach((row, number) => items.push(annotation(table, row, number + 1, urls, coding.notes)));
  }
  return { "@context": "http://www.w3.org/ns/anno.jsonld", id: "urn:tidings:coding", type: "AnnotationPage", items };
}

function annotation(table, row, number, urls, notes) {
  const { key, words } = scheme.tables[table];
  const beside = words ? [words, "start", "end"] : [];
  const cells = {};
  for (const { name, type } of [...columnsOf(table)].sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (row[name] && !beside.includes(name)) cells[name] = typed(row[name], type);
  }
  const named = key.some((column) => !row[column]) ? `row:${number}` : key.map((column) => encodeURIComponent(row[column]).replaceAll("%3A", ":")).join(":");
  const id = `urn:tidings:${table}:${named}`;
  const body = [
    { type: "TextualBody", purpose: "tagging", value: table },
    { type: "TextualBody", purpose: "classifying", format: "application/json", value: JSON.stringify(cells) },
  ];
  const note = notes.find((each) => each.table === table && each.row_id === row[key[0]]);
  if (note?.reason) body.push({ type: "TextualBody", purpose: "commenting", value: note.reason });
  const source = row.article_id ? urls[row.article_id] || `urn:tidings:articles:${row.article_id}` : id;
  const selector = [];
  if (words && row.start) selector.push({ type: "TextPositionSelector", start: Number(row.start), end: Number(row.end) });
  if (words && row[words]) selector.push({ type: "TextQuoteSelector", exact: row[words] });
  return { id, type: "Annotation", generator, body, target: selector.length ? { source, selector } : source };
}

function typed(value, type) {
  if (type === "boolean") return value === "TRUE";
  return type === "integer" || type === "number" ? Number(value) : value;
}

// The rows of such a page as the tables of a zip are read: [{table, where, row}] with cells as text, and the notes. Throws an Error in words.
export function rowsOfPage(text) {
  let page;
  try {
    page = JSON.parse(text);
  } catch {
    throw new Error("no JSON; open a coding that the desk saved");
  }
  if (page.type !== "AnnotationPage" || !Array.isArray(page.items)) throw new Error("no page of annotations; open a coding that the desk saved");
  const rows = [];
  const notes = [];
  page.items.forEach((item, number) => {
    const where = `annotation ${number + 1}`;
    if (item.generator !== generator) throw new Error(`${where}: not made by Tidings, so its offsets may count otherwise; make the desk with --coding`);
    const said = (purpose) => item.body.find((body) => body.purpose === purpose)?.value;
    const table = said("tagging");
    if (!scheme.tables[table]) throw new Error(`${where}: no table “${table}”`);
    const row = Object.fromEntries(Object.entries(JSON.parse(said("classifying"))).map(([name, value]) => [name, asText(value)]));
    for (const selector of [item.target.selector ?? []].flat()) {
      if (selector.type === "TextPositionSelector") Object.assign(row, { start: `${selector.start}`, end: `${selector.end}` });
      if (selector.type === "TextQuoteSelector") row[scheme.tables[table].words] = selector.exact;
    }
    rows.push({ table, where, row });
    const reason = said("commenting");
    if (reason) notes.push({ table, row_id: row[keyOf(table)] ?? "", did: row.review === "machine" ? "" : row.review ?? "", reason });
  });
  return { rows, notes };
}

function asText(value) {
  return typeof value === "boolean" ? String(value).toUpperCase() : String(value);
}
