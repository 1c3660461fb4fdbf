// The mouse (or finger, or pen) on the text: the ends of the row at hand are dragged, and what lies under the pointer is told.

import { element } from "./forms.js";

// `desk`: {span(), preview(span), done(span)}, all in code points.
export function dragEnds(view, desk) {
  let side = null; // of the end that is dragged
  let moved = false;
  view.element.addEventListener("pointerdown", (event) => {
    side = event.target.closest(".handle")?.dataset.side ?? null;
    moved = false;
    if (side) event.preventDefault();
  });
  document.addEventListener("pointermove", (event) => {
    const span = side && desk.span();
    const unit = span ? view.unitAtPoint(event.clientX, event.clientY) : null;
    if (unit === null) return;
    const point = view.offsets.point(unit);
    const next = side === "from" ? { ...span, start: Math.min(point, span.end - 1) } : { ...span, end: Math.max(point, span.start + 1) };
    if (next.start === span.start && next.end === span.end) return;
    moved = true;
    desk.preview(next);
  });
  document.addEventListener("pointerup", () => {
    if (side && moved) desk.done(trimmed(desk.span(), view.offsets));
    side = null;
  });
}

// Without blanks at the ends.
function trimmed(span, offsets) {
  const words = offsets.slice(span.start, span.end);
  const before = [...words].length - [...words.trimStart()].length;
  const after = [...words].length - [...words.trimEnd()].length;
  return before + after < span.end - span.start ? { start: span.start + before, end: span.end - after } : span;
}

// `told(row)`: what is said of a row, as nodes.
export function tellOnHover(view, place, told) {
  view.element.addEventListener("mouseover", (event) => {
    const rows = view.rowsAt(event.target);
    place.hidden = rows.length === 0;
    if (!rows.length) return;
    place.replaceChildren(...rows.map((row) => element("p", {}, ...told(row))));
    const box = event.target.getBoundingClientRect();
    place.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 340))}px`;
    place.style.top = `${Math.min(box.bottom + 4, innerHeight - 30 - 26 * rows.length)}px`;
  });
  view.element.addEventListener("mouseleave", () => {
    place.hidden = true;
  });
}
