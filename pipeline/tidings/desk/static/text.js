// The article's text with its rows marked: a line below the words for each kind, so that what lies in or across another stays legible.
// Words stand in text nodes of their own, whose place in the text is known; nothing of the article is ever read as HTML.

export class TextView {
  constructor(element, offsets) {
    this.element = element;
    this.offsets = offsets;
    this.starts = new WeakMap(); // text node -> its place, in units
    this.rowsOf = new WeakMap(); // marked element -> its rows, shortest first
    this.blocks = [...offsets.text.matchAll(/[^\n]+/g)].map((found) => {
      const block = { start: found.index, end: found.index + found[0].length, element: document.createElement("p"), drawn: null };
      return block;
    });
    this.blocks.forEach((block) => this.#draw(block, [], []));
    element.replaceChildren(...this.blocks.map((block) => block.element));
  }

  // `rows`: {table, id, start, end} in code points; `marks`: {start, end, name} in code points, stretches with a class of their own
  // (current, evidence, pending). Only paragraphs in which something changed are drawn again.
  draw(rows, marks) {
    const held = this.blocks.map(() => [[], []]);
    this.#share(rows, held, 0);
    this.#share(marks, held, 1);
    this.blocks.forEach((block, place) => {
      const [inside, over] = held[place];
      const drawn = JSON.stringify([inside.map((row) => [row.id, row.from, row.to]), over.map((mark) => [mark.name, mark.from, mark.to])]);
      if (drawn !== block.drawn) {
        this.#draw(block, inside, over);
        block.drawn = drawn;
      }
    });
  }

  #share(rows, held, part) {
    for (const row of rows) {
      const from = this.offsets.unit(row.start);
      const to = this.offsets.unit(row.end);
      for (let place = this.blockAt(from); place < this.blocks.length && this.blocks[place].start < to; place += 1) {
        if (this.blocks[place].end > from) held[place][part].push({ ...row, from, to });
      }
    }
  }

  // Number of the paragraph that holds a unit, or of the next one.
  blockAt(unit) {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.blocks[middle].end <= unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #draw(block, rows, marks) {
    const cuts = new Set([block.start, block.end]);
    for (const each of [...rows, ...marks]) {
      if (each.from > block.start) cuts.add(each.from);
      if (each.to < block.end) cuts.add(each.to);
    }
    const places = [...cuts].sort((one, other) => one - other);
    const parts = [];
    for (let n = 0; n + 1 < places.length; n += 1) {
      const [from, to] = [places[n], places[n + 1]];
      const node = document.createTextNode(this.offsets.text.slice(from, to));
      this.starts.set(node, from);
      const inside = rows.filter((row) => row.from <= from && row.to >= to);
      const over = marks.filter((mark) => mark.from <= from && mark.to >= to);
      parts.push(...this.#handles(over, from, "from"), inside.length || over.length ? this.#marked(node, inside, over, from) : node, ...this.#handles(over, to, "to"));
    }
    block.element.replaceChildren(...parts);
  }

  #marked(node, rows, marks, from) {
    const found = document.createElement("span");
    const classes = ["s", ...new Set(rows.map((row) => row.table)), ...new Set(marks.map((mark) => mark.name))];
    for (const row of rows) {
      if (row.from === from) classes.push("begins");
      if (rows.some((other) => other !== row && other.table === row.table)) classes.push(`twice-${row.table}`);
    }
    found.className = [...new Set(classes)].join(" ");
    found.append(node);
    this.rowsOf.set(found, rows.slice().sort((one, other) => one.to - one.from - (other.to - other.from)));
    return found;
  }

  // What the row at hand is dragged by, at its two ends.
  #handles(marks, place, side) {
    return marks
      .filter((mark) => mark.name === "current" && mark[side] === place)
      .map(() => {
        const handle = document.createElement("span");
        handle.className = `handle ${side}`;
        handle.dataset.side = side;
        return handle;
      });
  }

  // Rows at an element of the text, the innermost first.
  rowsAt(element) {
    const found = element.closest?.(".s");
    return (found && this.rowsOf.get(found)) ?? [];
  }

  // Place (unit) of a position in the page, null outside of the text.
  unitAt(node, offset) {
    if (!this.element.contains(node)) return null;
    if (node.nodeType === Node.TEXT_NODE) return this.starts.has(node) ? this.starts.get(node) + offset : null;
    const walker = document.createTreeWalker(this.element, NodeFilter.SHOW_TEXT);
    const child = node.childNodes[offset];
    if (child) {
      walker.currentNode = child;
      const first = child.nodeType === Node.TEXT_NODE ? child : walker.nextNode();
      return first ? this.starts.get(first) : this.offsets.text.length;
    }
    const texts = [];
    const inside = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (inside.nextNode()) texts.push(inside.currentNode);
    const last = texts.at(-1);
    return last ? this.starts.get(last) + last.length : null;
  }

  unitAtPoint(x, y) {
    const found = document.caretPositionFromPoint?.(x, y);
    if (found) return this.unitAt(found.offsetNode, found.offset);
    const range = document.caretRangeFromPoint?.(x, y);
    return range ? this.unitAt(range.startContainer, range.startOffset) : null;
  }

  // The selected stretch in code points, without blanks at its ends; null where nothing of the text is selected.
  selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    let from = this.unitAt(range.startContainer, range.startOffset);
    let to = this.unitAt(range.endContainer, range.endOffset);
    if (from === null || to === null) return null;
    const { text } = this.offsets;
    while (from < to && /\s/u.test(text[from])) from += 1;
    while (to > from && /\s/u.test(text[to - 1])) to -= 1;
    return from < to ? { start: this.offsets.point(from), end: this.offsets.point(to) } : null;
  }

  // Bring a stretch into view, if it is not.
  reveal(name) {
    const found = this.element.querySelector(`.${name}`);
    if (!found) return;
    const box = found.getBoundingClientRect();
    const frame = this.element.getBoundingClientRect();
    if (box.top < frame.top + 24 || box.bottom > frame.bottom - 24) found.scrollIntoView({ block: "center" });
  }
}
