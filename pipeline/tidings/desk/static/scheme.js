// The contract as the page was given it: tables, columns, codes and rules (made from the schemas by scheme.py).

export const scheme = JSON.parse(document.getElementById("scheme").textContent);
export const marked = scheme.marked.map(([table]) => table);
export const sides = ["actor", "recipient"];

export function columnsOf(table) {
  return scheme.tables[table].columns;
}

export function columnOf(table, name) {
  return columnsOf(table).find((column) => column.name === name);
}

export function keyOf(table) {
  return scheme.tables[table].key[0];
}

export function oneOf(table) {
  return Object.fromEntries(scheme.marked)[table];
}

// What a code means, without the examples that follow a colon.
export function meaning(table, column, code) {
  const found = columnOf(table, column)?.codes.find(([value]) => value === code);
  return found?.[1] ? found[1].split(":")[0] : code.replaceAll("_", " ");
}

export function inWords(text) {
  return text.replace(/\s+/gu, " ").trim();
}

export function short(text, most) {
  const letters = [...inWords(text)];
  return letters.length <= most ? letters.join("") : `${letters.slice(0, most - 1).join("")}…`;
}

// Rows as the page was given them, arrays of cells, as objects; `n` numbers them, so that kept work can name them. `u` tells a row from all
// others of its table as long as it is there, whatever becomes of its id.
export function rowsOf(tables) {
  const found = {};
  for (const [table, rows] of Object.entries(tables)) {
    const names = columnsOf(table).map((column) => column.name);
    found[table] = rows.map((cells, n) => ({ ...Object.fromEntries(names.map((name, place) => [name, cells[place]])), n, u: `given-${n}` }));
  }
  return found;
}

let made = 0;

export function newMark() {
  made += 1;
  return `${Date.now()}-${made}`;
}
