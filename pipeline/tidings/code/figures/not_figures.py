"""Numbers that are no figures: parts of names, clock times, ordinals, "one of the", telephone numbers."""

from __future__ import annotations

from collections.abc import Sequence

from tidings import lexicon
from tidings.code.figures.measures import is_plural
from tidings.code.figures.numbers import Number
from tidings.code.figures.units import currency_before, unit_at
from tidings.code.text.pieces import Piece

SAYINGS = lexicon.words("figure_cues", kind="saying")
LABELS = lexicon.words("figure_cues", kind="label")
ROADS = lexicon.words("figure_cues", kind="road")


def no_figure(parts: Sequence[Piece], number: Number) -> bool:
    """Whether `number` does not count or measure anything."""
    first, last = number.first, number.last
    before = parts[first - 1] if first else None
    after = parts[last] if last < len(parts) else None
    touching = before is not None and before.end == parts[first].start
    if number.kind == "one":
        return (before is not None and before.lower in _BEFORE_ONE) or after is None or not after.text[0].isalpha() or after.lower in _AFTER_ONE
    if number.kind == "words" and before is not None and parts[first].text[0].isupper() and before.text[0].isupper() and first > 1:
        return True  # "Ground Zero"
    if number.kind not in ("digits", "part"):
        return False
    if number.kind == "part" and "".join(piece.text for piece in parts[first:last]) in SAYINGS:
        return True
    if currency_before(parts, first):
        return False
    if number.kind == "part" and before is not None and (before.lower in _HALVES or (after is None)):
        return True
    glued = after is not None and after.start == parts[last - 1].end
    if (
        glued
        and after is not None
        and after.text[0].isalpha()
        and (unit_at(parts, last) is None or (after.text == "s" and _model(parts, first, number)))
    ):
        return True
    if after is not None and after.lower == "zip":
        return True
    if touching and before is not None:
        if before.text[-1].isalnum() and not before.lower.isdecimal():
            return True
        if (
            before.text in "-–"
            and first > 1
            and parts[first - 2].end == before.start
            and parts[first - 2].text[0].isalpha()
            and parts[first - 2].text[-1] not in "$"
        ):
            return parts[first - 2].lower not in ("sub", "minus", "plus")
        if before.text == "#":
            return True
    if (
        after is not None
        and after.start == parts[last - 1].end
        and after.text == ":"
        and last + 1 < len(parts)
        and parts[last + 1].number is not None
    ):
        return True
    if before is not None and before.text == ":" and touching:
        return True
    if after is not None and after.lower in ("am", "pm", "a.m.", "p.m.", "o'clock", "a.m", "p.m", "gmt", "bst"):
        return True
    if before is not None and before.lower in LABELS and not touching:
        return True
    if before is not None and _named(parts, first, last):
        return True
    if before is not None and before.text == "(" and after is not None and after.text == ")" and first > 1 and parts[first - 2].text[0].isupper():
        return True
    if glued and after is not None and after.text in "-–" and last + 1 < len(parts) and parts[last + 1].number is not None:
        last += 2  # "16-18 Mill Road"
    name = parts[last : last + 3]
    return bool(name) and name[0].text[0].isupper() and any(piece.lower in ROADS and piece.text[0].isupper() for piece in name)


def _model(parts: Sequence[Piece], first: int, number: Number) -> bool:
    """Whether an s after digits makes a plural of a name or year ("Model 3s", "2018s") and not seconds."""
    return 1900 <= number.low < 2100 or (first > 0 and parts[first - 1].text[0].isupper())


_AFTER_ONE = lexicon.words("figure_cues", kind="after pronoun one")
_BEFORE_ONE = lexicon.words("figure_cues", kind="before pronoun one")
_MAY_PRECEDE = lexicon.words("figure_cues", kind="before number")


_HALVES = lexicon.words("figure_cues", kind="half of a match")


def _named(parts: Sequence[Piece], first: int, last: int) -> bool:
    """Whether the number belongs to the name before it ("Big 12", "Galaxy 23", "the Nasdaq 100 fell")."""
    before = parts[first - 1]
    if not any(c.isupper() for c in before.text) or not before.text[0].isalpha() or before.lower in _MAY_PRECEDE or before.text[-1] == ".":
        return False
    if last >= len(parts):
        return True
    after = parts[last]
    marked = (not before.text[1:].islower() and len(before.text) > 1 and not before.text.isupper()) or before.text in ("P", "S&P")
    if marked:
        return unit_at(parts, last) is None
    if first == 1:
        return False
    if not after.text[0].isalpha():
        glued = after.start == parts[last - 1].end
        return after.text not in ("%", "°", "€", "$", "£", "+") and not (glued and after.text in "-–")
    if after.text[0].isupper():
        return unit_at(parts, last) is None
    if unit_at(parts, last) is not None:
        return False
    return not any(is_plural(piece.lower) for piece in parts[last : last + 3])
