"""Find reported numbers in a document: value, bounds, unit, kind, what is measured, and who gave the number.

Steps: read a number (`numbers`), join its unit (`units`) and bounds (`bounds`), leave out what is no figure (dates, names, times),
join ranges, then tell what is measured (`measures`), which way it changed, and whose number it is (`attribution`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.code.attribution import attribute
from pipeline.code.bounds import bound_after, bound_before
from pipeline.code.changes import direction
from pipeline.code.document import Document
from pipeline.code.figure_types import figure_type
from pipeline.code.measures import Counted, counted, noun_phrase, singular, subject
from pipeline.code.not_figures import no_figure
from pipeline.code.numbers import Number, first_words, number_at
from pipeline.code.pieces import Piece, pieces
from pipeline.code.units import currency_before, unit_at, with_rate, Unit
from pipeline.model import Coding, Figure


@dataclass(slots=True)
class Found:
    """A number on its way to a figure. `first`, `last`: pieces of its span; `core_first`: where number or currency begins."""

    number: Number
    first: int
    core_first: int
    last: int
    low: float | None
    high: float | None
    bound: str
    unit: str | None = None
    kind: str = ""  # figure type that the unit gives
    counted: Counted | None = None
    method: str = "number"
    of: int = 0  # where the words after the figure begin


def code_figures(document: Document, coding: Coding) -> list[Figure]:
    """The figures of the document, in order, without overlap. Reads `coding.dates`, `mentions`, `entities` and `quotes`."""
    figures: list[Figure] = []
    dates = sorted((date.start, date.end) for date in coding.dates)
    at = 0
    for sentence in document.sentences:
        while at < len(dates) and dates[at][1] <= sentence.start:
            at += 1
        parts = pieces(sentence)
        if not any(piece.number is not None or piece.lower in first_words() for piece in parts):
            continue
        within = []
        place = at
        while place < len(dates) and dates[place][0] < sentence.end:
            within.append(dates[place])
            place += 1
        figures += _in_sentence(document, parts, within)
    attribute(document, coding, figures)
    return figures


def _in_sentence(document: Document, parts: Sequence[Piece], dates: Sequence[tuple[int, int]]) -> list[Figure]:
    found: list[Found] = []
    at = 0
    while at < len(parts):
        number = number_at(parts, at)
        if number is None:
            at += 1
            continue
        if any(start < parts[number.last - 1].end and parts[number.first].start < end for start, end in dates) or no_figure(parts, number):
            at = number.last
            continue
        one = _with_unit(parts, number)
        if one is not None:
            found.append(one)
            at = max(number.last, one.last)
        else:
            at = number.last
    return _written(document, parts, _ranges(parts, found))


def _with_unit(parts: Sequence[Piece], number: Number) -> Found | None:
    """Number with currency, unit or counted noun; None where it is no figure after all."""
    first, last = number.first, number.last
    low, high = number.low, number.high
    sign = 1.0
    core = first
    unit = None
    currency = currency_before(parts, first)
    if currency:
        core = currency[1]
    elif first and parts[first - 1].text in "-−" and parts[first - 1].end == parts[first].start and not (first > 1 and parts[first - 2].end == parts[first - 1].start):
        sign, core = -1.0, first - 1
    found = Found(number, core, core, last, low * sign, high * sign if high is not None else None, "vague" if number.vague else "exact")
    joined = last
    if joined < len(parts) and parts[joined].text == "-" and parts[joined].start == parts[joined - 1].end:
        joined += 1
    if currency:
        money = with_rate(parts, Unit(currency[0], last, "money"))
        found.unit, found.kind, found.last, found.method = money.name, "money", money.last, "currency-number"
    else:
        unit = unit_at(parts, joined)
        if unit is None and number.vague and joined < len(parts) and parts[joined].lower == "of":
            unit = unit_at(parts, joined + 1)
        if unit is not None:
            found.unit, found.kind, found.last, found.method = unit.name, unit.figure_type, unit.last, "number-unit"
            _age(parts, found)
    found.of = found.last
    before = bound_before(parts, found.core_first)
    if before:
        found.first = before.edge
        _bind(found, before.bound)
    after = bound_after(parts, found.last) or (bound_after(parts, number.last) if found.last == number.last else None)
    if after:
        found.last = found.of = after.edge
        if not before:
            _bind(found, after.bound)
        if found.unit is None:
            unit = unit_at(parts, found.last)
            if unit:
                found.unit, found.kind, found.last, found.of = unit.name, unit.figure_type, unit.last, unit.last
    if found.unit is None:
        _count(parts, found, joined)
    return found


def _age(parts: Sequence[Piece], found: Found) -> None:
    """"73-year-old", "29 years old", "three years of age"."""
    at = found.last
    words = [piece.lower for piece in parts[at : at + 3]]
    if words[:1] == ["old"]:
        at += 1
    elif words[:2] == ["-", "old"]:
        at += 2
    elif words[:2] == ["of", "age"]:
        at += 2
    else:
        return
    found.unit, found.kind, found.last, found.method = found.unit or "year", "age", at, "number-age"


def _bind(found: Found, bound: str) -> None:
    if bound == "approximate":
        found.bound = "approximate" if found.bound == "exact" else found.bound
    elif bound == "at_least":
        found.bound, found.high = "at_least", None
    elif found.low is not None:
        found.bound, found.high, found.low = "at_most", found.high if found.high is not None else found.low, None


def _count(parts: Sequence[Piece], found: Found, joined: int) -> None:
    """The counted noun of a number without unit of measure."""
    number = found.number
    hyphen = joined > number.last
    at = joined if hyphen else found.last
    if at < len(parts) and parts[at].lower == "strong":
        found.unit, found.method, found.of = "person", "number-strong", at + 1
        found.last = at + 1
        return
    if at < len(parts) and parts[at].lower == "of":
        at += 1
        while at < len(parts) and parts[at].lower in ("the", "these", "those", "its", "their", "his", "her", "our", "my", "them", "all"):
            at += 1
    single = (number.low == 1 and number.high == 1) or hyphen
    noun = counted(parts, at, single)
    if noun is None and not single and number.kind == "part":
        noun = None
    if noun is not None:
        found.counted, found.unit, found.method = noun, noun.unit, "number-noun"


def _ranges(parts: Sequence[Piece], found: list[Found]) -> list[Found]:
    """Join the two ends of a range: "between 600 to 800", "600-800", "from $1 to $2"."""
    joined: list[Found] = []
    for one in found:
        if joined and _one_range(parts, joined[-1], one):
            first = joined[-1]
            ends = [first.low if first.low is not None else first.high, one.high if one.high is not None else one.low]
            one.low, one.high = min(e for e in ends if e is not None), max(e for e in ends if e is not None)
            one.first = first.first
            opener = one.first - 1
            if opener >= 0 and parts[opener].lower in ("between", "from"):
                one.first = opener
            one.core_first, one.bound, one.method = one.first, "range", "range"
            if one.unit is None:
                one.unit, one.kind, one.counted = first.unit, first.kind, first.counted
            joined[-1] = one
        else:
            joined.append(one)
    return joined


def _one_range(parts: Sequence[Piece], first: Found, second: Found) -> bool:
    if first.bound == "range" or first.number.vague or second.number.vague:
        return False
    if first.unit and second.unit and first.unit != second.unit and not first.counted:
        return False
    if first.unit and not second.unit and first.kind:
        return False
    between = [piece.lower for piece in parts[first.last : second.first]]
    opener = parts[first.first - 1].lower if first.first else ""
    if between in (["-"], ["–"], ["—"], ["~"]):
        return True
    if between in (["to"], ["till"], ["until"]):
        return True
    return between == ["and"] and opener == "between"


def _written(document: Document, parts: Sequence[Piece], found: Sequence[Found]) -> list[Figure]:
    figures: list[Figure] = []
    for number, one in enumerate(found):
        start, end = parts[one.first].start, parts[one.last - 1].end
        measured = _measured(parts, one)
        figure = Figure(
            start,
            end,
            document.text[start:end],
            one.low,
            one.high,
            one.bound,
            one.unit,
            figure_type(parts, one.core_first, one.last, one.unit, one.kind),
            one.method,
        )
        figure.direction = direction(parts, one.core_first, one.first, one.last)
        if measured:
            figure.measures = document.words(parts[measured[0]].start, parts[measured[1] - 1].end)
        previous = found[number - 1] if number else None
        if previous is not None and figures and one.first > previous.last:
            gap = [piece.lower for piece in parts[previous.last : one.first]]
            if gap in (["("], ["["]) and one.last < len(parts) and parts[one.last].text in ")]" and one.unit and previous.unit and one.unit != previous.unit:
                figure.method = "converted"
                figure.measures = figures[-1].measures
                figure.bound = figures[-1].bound if figure.bound == "exact" and figures[-1].bound == "approximate" else figure.bound
            if gap in ([",", "or"], ["or"], [",", "or", "about"]) and figures[-1].direction and not figure.direction:
                figure.direction = figures[-1].direction
        figures.append(figure)
    return figures


def _measured(parts: Sequence[Piece], one: Found) -> tuple[int, int] | None:
    """The pieces that say what is counted or measured."""
    if one.counted:
        return one.counted.first, one.counted.head + 1
    at = one.of
    if at < len(parts) and parts[at].text == "-":
        at += 1
    if at < len(parts) and parts[at].lower in ("of", "in") and one.kind != "duration":
        phrase = noun_phrase(parts, at + 1)
        if phrase:
            return phrase
    if at < len(parts):
        phrase = noun_phrase(parts, at)
        if phrase and phrase[0] == at:
            return phrase
    return subject(parts, one.first)
