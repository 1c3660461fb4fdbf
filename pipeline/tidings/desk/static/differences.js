// What two readers differ in, and what a third decides. Until then the cells are the first's, and the rows of both stand.

import { changed, dropped, noted, renamed, replaced, withSides } from "./model.js";
import { columnsOf, keyOf, sides } from "./scheme.js";

export class Differences {
  constructor(model, all) {
    this.model = model;
    this.all = all; // {table, a, b, columns} in the order of the text
  }

  // Number and difference of a row, null where the readers do not differ.
  of(table, id) {
    const key = keyOf(table);
    const number = this.all.findIndex((each) => each.table === table && [each.a?.[key], each.b?.[key]].includes(id));
    return number < 0 ? null : [number, this.all[number]];
  }

  undecided({ table, id }) {
    const found = this.all.length ? this.of(table, id) : null;
    return Boolean(found) && !this.model.state.decided[found[0]];
  }

  left() {
    return this.all.filter((_, number) => !this.model.state.decided[number]).length;
  }

  // Take for the row `id` what `side` says: a, b, or own (what stands here).
  decide(number, side, id) {
    const { table } = this.all[number];
    this.model.change("decided", (state) => {
      state.decided = { ...state.decided, [number]: side };
      if (side === "own") noted(state, table, id, "confirmed");
      else if (!this.all[number][side]) dropped(state, table, id);
      else this.#take(state, this.all[number], side, id);
    });
  }

  #take(state, difference, side, id) {
    const { table, columns } = difference;
    const taken = difference[side];
    const plain = columns.filter((column) => !sides.includes(column));
    const cells = Object.fromEntries(plain.map((column) => [column, this.#translated(table, column, taken[column], side)]));
    if (columns.includes("start")) Object.assign(cells, this.model.placed(table, Number(taken.start), Number(taken.end)));
    const differs = (row) => Object.entries(cells).some(([name, value]) => row[name] !== value);
    replaced(state, table, id, (row) => (differs(row) ? changed({ ...row, ...cells }) : row));
    for (const role of sides) if (columns.includes(role)) withSides(state, id, role, taken[role]);
    const moved = cells[keyOf(table)] ?? id;
    renamed(state, table, id, moved);
    noted(state, table, moved, "changed");
  }

  // An id of the second's row stands here as that of the row that it was joined with.
  #translated(table, column, value, side) {
    const { to } = columnsOf(table).find((each) => each.name === column) ?? {};
    if (side !== "b" || !value || !["quotes", "dates"].includes(to) || this.model.row(to, value)) return value;
    const joined = this.all.find((each) => each.table === to && each.b?.[keyOf(to)] === value && each.a);
    return joined ? joined.a[keyOf(to)] : "";
  }
}
