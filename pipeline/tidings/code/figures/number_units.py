"""A number with what belongs to it: its currency, its unit or the noun that it counts, and the words that bound it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tidings import lexicon
from tidings.code.figures.bounds import Bound, bound_after, bound_before
from tidings.code.figures.measures import Counted, counted
from tidings.code.figures.numbers import Number
from tidings.code.figures.units import Unit, currency_before, unit_at, with_rate
from tidings.code.text.pieces import Piece

FOR = lexicon.words("figure_cues", kind="before a length of time")
ARMED = lexicon.words("figure_cues", kind="armed body")


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


def with_unit(parts: Sequence[Piece], number: Number) -> Found:
    """Number with its currency, unit or counted noun, and its bounds."""
    first, last = number.first, number.last
    low, high = number.low, number.high
    sign, core = _sign(parts, first)
    currency = currency_before(parts, core)
    if currency:
        core = currency[1]
        if sign > 0:
            sign, core = _sign(parts, core)
    found = Found(number, core, core, last, low * sign, high * sign if high is not None else None, "vague" if number.vague else "exact")
    joined = last
    if joined < len(parts) and parts[joined].text == "-" and parts[joined].start == parts[joined - 1].end:
        joined += 1
    if currency:
        money = with_rate(parts, Unit(currency[0], last, "money"))
        found.unit, found.kind, found.last, found.method = money.name, "money", money.last, "currency-number"
    else:
        unit = unit_at(parts, _of_unit(parts, number, joined))
        if unit is not None:
            found.unit, found.kind, found.last, found.method = unit.name, unit.figure_type, unit.last, "number-unit"
            _age(parts, found)
        else:
            _named_age(parts, found)
    found.of = found.last
    if found.unit and found.unit.startswith("pound sterling") and not currency and _weighs(parts, found):
        found.unit, found.kind = found.unit.replace("pound sterling", "pound"), "other"
    at_most = core > 1 and parts[core - 1].text == "-" and parts[core - 2].lower == "sub"  # "sub-300"
    before = Bound("at_most", core - 2) if at_most else bound_before(parts, found.core_first)
    if before and parts[before.edge].lower == "over" and found.kind == "duration" and (before.edge == 0 or parts[before.edge - 1].lower not in FOR):
        before = None  # "by 55 ships over six years"
    if before:
        found.first = before.edge
        _bind(found, before.bound)
    after = bound_after(parts, found.last)
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


def _weighs(parts: Sequence[Piece], found: Found) -> bool:
    """Whether pounds are a weight here: not in millions, and with no other money or period of pay beside them."""
    after = parts[found.last].text if found.last < len(parts) else ""
    return found.number.scale < 1e6 and found.unit == "pound sterling" and not (after == "(" and currency_before(parts, found.last + 2))


def _sign(parts: Sequence[Piece], at: int) -> tuple[float, int]:
    """A minus before piece `at`: -1 and where it begins."""
    if at == 0:
        return 1.0, at
    place = at - 1
    if parts[place].text in "-−–" and parts[place].end == parts[at].start:
        if place and parts[place - 1].lower == "minus":
            return -1.0, place - 1
        if not (place and parts[place - 1].end == parts[place].start and parts[place - 1].text[-1] not in "($€£¥"):
            return -1.0, place
    if parts[place].lower == "minus":
        return -1.0, place
    return 1.0, at


def _of_unit(parts: Sequence[Piece], number: Number, joined: int) -> int:
    """Where the unit of measure would begin: "half a mile", "a quarter of a pint", "dozens of miles"."""
    at = joined
    words = [piece.lower for piece in parts[at : at + 3]]
    if number.kind == "part" and words[:1] == ["of"] and words[1:2] in (["a"], ["an"]):
        return at + (3 if words[2:] in (["us"], ["imperial"], ["metric"]) else 2)
    if number.kind == "part" and words[:1] in (["a"], ["an"]):
        return at + 1
    if number.vague and words[:1] == ["of"]:
        return at + 1
    return at


def _named_age(parts: Sequence[Piece], found: Found) -> None:
    """An age between commas after a name: "Ann Lee, 73, said"."""
    first, last = found.first, found.last
    if found.number.kind != "digits" or not 0 < found.number.low < 115 or first < 2 or parts[first - 1].text != "," or found.number.low % 1:
        return
    name = parts[first - 2]
    if name.text[0].isupper() and name.text[0].isalpha() and (last >= len(parts) or parts[last].text in (",", ".", ";", ")")):
        found.unit, found.kind, found.method = "year", "age", "name-age"


def _age(parts: Sequence[Piece], found: Found) -> None:
    """ "73-year-old", "29 years old", "three years of age"."""
    at = found.last
    words = [piece.lower for piece in parts[at : at + 3]]
    if words[:1] == ["old"]:
        at += 1
    elif words[:2] == ["-", "old"] or words[:2] == ["of", "age"]:
        at += 2
    else:
        return
    found.unit, found.kind, found.last, found.method = f"{found.unit} of age", "age", at, "number-age"


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
        found.kind = "troops" if any(piece.lower in ARMED for piece in parts[at + 1 : at + 4]) else ""
        return
    if at + 1 < len(parts) and parts[at].lower == "per":
        found.unit, found.kind, found.method, found.of = f"per {parts[at + 1].lower}", "rate", "number-rate", at + 2
        return
    of = at < len(parts) and parts[at].lower == "of"
    if of:
        at += 1
        while at < len(parts) and parts[at].lower in ("the", "these", "those", "its", "their", "his", "her", "our", "my", "them", "all"):
            at += 1
    if number.kind == "part" and not of:
        return
    noun = counted(parts, at, single=number.low == 1 and number.high == 1, joined=hyphen)
    if noun is None:
        return
    found.counted, found.unit, found.method = noun, noun.unit, "number-noun"
    if number.kind == "part":
        found.unit = None
        return
    rate = with_rate(parts, Unit(noun.unit, noun.head + 1, "count"))
    if rate.last > noun.head + 1:
        found.unit, found.kind = rate.name, "rate"
