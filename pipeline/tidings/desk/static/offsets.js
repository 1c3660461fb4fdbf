// Offsets of the contract count Unicode code points; a browser's strings count UTF-16 units. This is the one place where one becomes the other.

export class Offsets {
  constructor(text) {
    this.text = text;
    this.pairs = []; // where surrogate pairs begin, in units
    for (const found of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) this.pairs.push(found.index);
    this.length = text.length - this.pairs.length;
  }

  // Code point -> unit.
  unit(point) {
    return point + this.#below((place) => this.pairs[place] - place < point);
  }

  // Unit -> code point; a unit inside a pair is that of the pair.
  point(unit) {
    return unit - this.#below((place) => this.pairs[place] < unit);
  }

  // The words of a span in code points.
  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }

  #below(isBelow) {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBelow(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

// The places (units) in a text at which a reader would see a letter, or a word, begin or end. Letters are what one sees as one: a base with
// its combining marks, an emoji with its joiners.
export function stops(text, granularity) {
  const found = new Set([0, text.length]);
  for (const each of new Intl.Segmenter("en", { granularity }).segment(text)) {
    if (granularity === "word" && !each.isWordLike) continue;
    found.add(each.index);
    found.add(each.index + each.segment.length);
  }
  return [...found].sort((one, other) => one - other);
}
