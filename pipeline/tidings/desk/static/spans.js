// A span moved or begun by keys: word by word, letter by letter, or paragraph by paragraph.

import { stops } from "./offsets.js";

export class SpanKeys {
  constructor(offsets) {
    this.offsets = offsets;
    this.known = {};
  }

  // Begin at a span in code points; `done(span)` is called with null where it is left.
  begin(span, shown, done) {
    this.from = this.offsets.unit(span.start);
    this.to = this.offsets.unit(span.end);
    this.shown = shown;
    this.done = done;
    this.active = true;
    this.shown(this.span());
  }

  span() {
    return { start: this.offsets.point(this.from), end: this.offsets.point(this.to) };
  }

  // Whether the key was one for the span.
  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1, PageUp: -1, PageDown: 1 }[event.key];
    if (event.key === "Enter" || event.key === "Escape") {
      this.active = false;
      this.done(event.key === "Enter" ? this.span() : null);
      return true;
    }
    if (!step) return false;
    if (event.key.startsWith("Page")) this.#paragraph(step);
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") this.#word(step);
    else if (event.shiftKey) this.from = Math.min(this.#next(this.from, step, event.altKey ? "grapheme" : "starts"), this.to - 1);
    else this.to = Math.max(this.#next(this.to, step, event.altKey ? "grapheme" : "ends"), this.from + 1);
    this.shown(this.span());
    return true;
  }

  #stops(kind) {
    const { text } = this.offsets;
    if (!this.known[kind]) {
      if (kind === "grapheme") this.known[kind] = stops(text, kind);
      else {
        const words = [...new Intl.Segmenter("en", { granularity: "word" }).segment(text)].filter((each) => each.isWordLike);
        this.known.starts = words.map((each) => each.index);
        this.known.ends = words.map((each) => each.index + each.segment.length);
      }
    }
    return this.known[kind];
  }

  #next(place, step, kind) {
    const all = this.#stops(kind);
    return (step > 0 ? all.find((each) => each > place) : all.findLast((each) => each < place)) ?? place;
  }

  // The whole span becomes the word before, or after it.
  #word(step) {
    const starts = this.#stops("starts");
    const place = step > 0 ? starts.findIndex((each) => each >= this.to) : starts.findLastIndex((each) => each < this.from);
    if (place >= 0) [this.from, this.to] = [starts[place], this.#stops("ends")[place]];
  }

  #paragraph(step) {
    const { text } = this.offsets;
    const lines = [...text.matchAll(/[^\n]+/g)].map((found) => found.index);
    const line = step > 0 ? lines.find((each) => each > this.from) : lines.findLast((each) => each < text.lastIndexOf("\n", this.from));
    if (line === undefined) return;
    const place = this.#stops("starts").findIndex((each) => each >= line);
    if (place >= 0) [this.from, this.to] = [this.#stops("starts")[place], this.#stops("ends")[place]];
  }
}
