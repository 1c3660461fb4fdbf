"""Numbers that are no figures: parts of names, clock times, ordinals, "one of the", telephone numbers."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.code.numbers import Number
from pipeline.code.pieces import Piece

LABELS = frozenset("no no. number nos. section row chapter article part page room route highway flight channel unit gate level phase step rule #  game week round act paragraph clause resolution volume vol. figure table line type grade category class version group area exit size district ward".split())
ROADS = frozenset("road street avenue lane drive boulevard way place square court st. st rd ave blvd".split())


def no_figure(parts: Sequence[Piece], number: Number) -> bool:
    """Whether `number` does not count or measure anything."""
    first, last = number.first, number.last
    before = parts[first - 1] if first else None
    after = parts[last] if last < len(parts) else None
    touching = before is not None and before.end == parts[first].start
    if number.kind == "one":
        return after is None or not after.text[0].isalpha() or after.lower in _AFTER_ONE
    if number.kind not in ("digits", "part"):
        return False
    if touching and before is not None:
        if before.text[-1].isalnum() and not before.lower.isdigit():
            return before.text not in ("RM", "USD", "EUR", "GBP", "PS", "Rs", "Rp")
        if before.text in "-–" and first > 1 and parts[first - 2].end == before.start and parts[first - 2].text[0].isalpha() and parts[first - 2].text[-1] not in "$":
            return parts[first - 2].lower not in ("sub", "minus", "plus")
        if before.text == "#":
            return True
    if after is not None and after.start == parts[last - 1].end and after.text == ":" and last + 1 < len(parts) and parts[last + 1].number is not None:
        return True
    if before is not None and before.text == ":" and touching:
        return True
    if after is not None and after.lower in ("am", "pm", "a.m.", "p.m.", "o'clock", "a.m", "p.m", "gmt", "bst"):
        return True
    if before is not None and before.lower in LABELS and not touching:
        return True
    if before is not None and before.text[0].isupper() and before.text[0].isalpha() and first > 1 and before.text[-1].isalnum() and _plain(parts, last) and before.lower not in _MAY_PRECEDE:
        return True
    road = [piece.lower for piece in parts[last : last + 3] if piece.text[0].isupper()]
    return bool(road) and any(word in ROADS for word in road) and bool(after and after.text[0].isupper())


_AFTER_ONE = frozenset("of another is was has had can could would should may might must will who that which more".split())
_MAY_PRECEDE = frozenset("the a an but and with in at of for about some over under more than only nearly almost another".split())


def _plain(parts: Sequence[Piece], last: int) -> bool:
    """Whether no noun or unit follows the number, so that a name before it takes it ("Big 12", "Galaxy 23")."""
    if last >= len(parts):
        return True
    after = parts[last]
    return not (after.text[0].islower() and after.text[0].isalpha() or after.text in "%-" or after.text[0].isalpha())
