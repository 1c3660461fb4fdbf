// Actors and places by name: found, shown, and new ones made.

import { element } from "./forms.js";
import { keyOf } from "./scheme.js";

export function knownOf(model, table, one) {
  const key = keyOf(table);
  const name = (id) => model.row(table, id)?.name || id;
  const show = (id) => (model.row(table, id) ? `${name(id)} · ${id}` : id);
  // The id that a text names, "" for none, null for somebody unknown or one of several.
  const find = (text) => {
    const wanted = text.trim();
    if (wanted === "") return "";
    const rows = model.state.tables[table];
    const exact = rows.find((row) => row[key] === wanted || show(row[key]) === wanted);
    if (exact) return exact[key];
    const named = rows.filter((row) => row.name.toLowerCase() === wanted.toLowerCase());
    return named.length === 1 ? named[0][key] : null;
  };
  // A new one of this article alone, whom the build may join with others; the id.
  const add = (text) => {
    const wanted = slug(text);
    let id = `${wanted}.${model.articleId}`;
    for (let number = 2; model.row(table, id); number += 1) id = `${wanted}-${number}.${model.articleId}`;
    model.addKnown(table, { [key]: id, name: text, ...(table === "actors" ? { actor_type: "other" } : { geo_precision: "7" }) });
    return id;
  };
  return { list: `list-${table}`, one, name, show, find, add, empty: "Type a name" };
}

// Bring the lists that the page offers as one types up to date.
export function fillLists(model, known) {
  for (const { list, show } of Object.values(known)) {
    const place = document.getElementById(list);
    const table = list.replace("list-", "");
    if (place.rows === model.state.tables[table]) continue;
    place.rows = model.state.tables[table];
    place.replaceChildren(...place.rows.map((row) => element("option", { value: show(row[keyOf(table)]) })));
  }
}

// Letters and digits in lower-case ASCII, parted by hyphens, a letter first.
export function slug(text) {
  const plain = text
    .normalize("NFKD")
    .replace(/[\p{M}'’]/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return /^[a-z]/.test(plain) ? plain : `x-${plain}`.replace(/-$/, "");
}
