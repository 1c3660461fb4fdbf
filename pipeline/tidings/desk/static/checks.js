// The rules of the schemas on the rows of one article, in the words of `tidings validate`.

import { columnsOf, keyOf, scheme } from "./scheme.js";

const patterns = new Map();

function keeps(pattern, value) {
  if (!patterns.has(pattern)) patterns.set(pattern, new RegExp(`^(?:${pattern})$`, "u"));
  return patterns.get(pattern).test(value);
}

const types = {
  integer: (value) => /^[+-]?[0-9]+$/.test(value),
  number: (value) => value.trim() === value && /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(value),
  boolean: (value) => value === "TRUE" || value === "FALSE",
  date: (value) => /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value) && isDay(value),
};

const tests = {
  required: (value) => value !== "",
  type: (value, limit) => types[limit]?.(value) ?? true,
  enum: (value, limit) => limit.map(String).includes(value),
  pattern: (value, limit) => keeps(limit, value),
  minimum: (value, limit) => Number(value) >= limit,
  maximum: (value, limit) => Number(value) <= limit,
  minLength: (value, limit) => [...value].length >= limit,
  maxLength: (value, limit) => [...value].length <= limit,
};

function isDay(text) {
  const found = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(found.valueOf()) && found.toISOString().startsWith(text);
}

// What is wrong with one cell by itself: "says — what to do", or null.
export function cellFault(table, column, value, needed = false) {
  const { type } = columnsOf(table).find((each) => each.name === column);
  if (value === "") return needed ? "may not be empty — give a value" : null;
  if (scheme.missing.includes(value) && type === "string" && !keepsWords(table, column)) return told("missing-word");
  for (const [rule, limit, says, todo] of scheme.tables[table].rules[column] ?? []) {
    if (!tests[rule](value, rule === "type" ? type : limit)) return `${says} — ${todo}`;
  }
  if (type === "string" && value.trim() !== value) return told("outer-blanks");
  for (const [day] of ["date_edtf", "published"].includes(column) ? value.matchAll(/[0-9]{4}-[0-9]{2}-[0-9]{2}/g) : []) {
    if (!isDay(day)) return "no day of the calendar — write it in EDTF, such as 2019-04-06, 2019-04, 2017-01~ or 2019-04-14/2019-04-16";
  }
  return null;
}

function keepsWords(table, column) {
  return column === scheme.tables[table].words || ["name", "role", "unit"].includes(column);
}

function told(rule) {
  return scheme.rowRules[rule].join(" — ");
}

// column -> what is wrong, of a row. `ids`: table -> Set of the ids that may be referred to.
export function rowFaults(table, row, ids) {
  const found = {};
  for (const column of columnsOf(table)) {
    const value = row[column.name];
    const needed = column.needed && column.codes.length > 0 && !["review", "method"].includes(column.name);
    const fault = cellFault(table, column.name, value, needed);
    if (fault) found[column.name] = fault;
    else if (value && column.to && ids[column.to] && !ids[column.to].has(value)) {
      found[column.name] = `no row of ${column.to} has this ${keyOf(column.to)} — add the row, correct the id, or empty the cell`;
    }
  }
  for (const [column, rule] of together(table, row)) found[column] ??= told(rule);
  return found;
}

function* together(table, row) {
  const [low, high] = [row.value_low, row.value_high];
  if (table === "figures") {
    if (low && high && Number(high) < Number(low)) yield ["value_high", "numbers-in-order"];
    const wrong = { exact: !low || !high || Number(low) !== Number(high), at_least: !low || high, at_most: !high || low };
    if (wrong[row.bound]) yield ["bound", "bound-and-values"];
  }
  if (table === "quotes" && row.speaker_actor_id && row.speaker_kind === "none") yield ["speaker_actor_id", "speaker-and-words"];
  if (row.date_earliest && row.date_latest && row.date_latest < row.date_earliest) yield ["date_latest", "dates-in-order"];
  if (table === "event_reports" && row.event_mode) {
    const modes = (scheme.modes[row.event_type] ?? []).map(([mode]) => mode);
    if (!modes.includes(row.event_mode)) yield ["event_mode", "event-type-known"];
  }
}
