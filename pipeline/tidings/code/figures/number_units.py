"""A number with what belongs to it: its currency, its unit or the noun that it counts, and the words that bound it."""

from __future__ import annotations

from dataclasses import dataclass

from tidings import lexicon
from tidings.code.figures.bounds import Bound, bound_after, bound_before
from tidings.code.figures.measured import Counted, counted
from tidings.code.figures.numbers import Number
from tidings.code.figures.units import Unit, currency_before, unit_at, with_rate
from tidings.nlp.strips import Strip

FOR = lexicon.words("figure_cues", kind="before a length of time")
BEFORE_AGE = lexicon.words("figure_cues", kind="before age")
AFTER_AGE = (",", ".", ";", ")")
OLDEST = 115  # years
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
    like: Found | None = None  # the one before it whose unit it has


def with_unit(line: Strip, number: Number) -> Found:
    """Number with its currency, unit or counted noun, and its bounds."""
    first, last = number.first, number.last
    low, high = number.low, number.high
    sign, core = _sign(line, first)
    currency = currency_before(line, core)
    if currency:
        core = currency[1]
        if sign > 0:
            sign, core = _sign(line, core)
    found = Found(number, core, core, last, low * sign, high * sign if high is not None else None, "vague" if number.vague else "exact")
    joined = last
    if joined < len(line) and line[joined].text == "-" and line[joined].start == line[joined - 1].end:
        joined += 1
    if currency:
        money = with_rate(line, Unit(currency[0], last, "money"))
        found.unit, found.kind, found.last, found.method = money.name, "money", money.last, "currency-number"
    else:
        unit = unit_at(line, _of_unit(line, number, joined))
        if unit is not None:
            found.unit, found.kind, found.last, found.method = unit.name, unit.figure_type, unit.last, "number-unit"
        _age(line, found)
    found.of = found.last
    if found.unit and found.unit.startswith("pound sterling") and not currency and _weighs(line, found):
        found.unit, found.kind = found.unit.replace("pound sterling", "pound"), "other"
    at_most = core > 1 and line[core - 1].text == "-" and line[core - 2].lower == "sub"  # "sub-300"
    before = Bound("at_most", core - 2) if at_most else bound_before(line, found.core_first)
    if before and line[before.edge].lower == "over" and found.kind == "duration" and (before.edge == 0 or line[before.edge - 1].lower not in FOR):
        before = None  # "by 55 ships over six years"
    if before:
        found.first = before.edge
        _bind(found, before.bound)
    after = bound_after(line, found.last)
    if after:
        found.last = found.of = after.edge
        if not before:
            _bind(found, after.bound)
        if found.unit is None:
            unit = unit_at(line, found.last)
            if unit:
                found.unit, found.kind, found.last, found.of = unit.name, unit.figure_type, unit.last, unit.last
    if found.unit is None:
        _count(line, found, joined)
    return found


def _weighs(line: Strip, found: Found) -> bool:
    """Whether pounds are a weight here: not in millions, and with no other money or period of pay beside them."""
    after = line[found.last].text if found.last < len(line) else ""
    return found.number.scale < 1e6 and found.unit == "pound sterling" and not (after == "(" and currency_before(line, found.last + 2))


def _sign(line: Strip, at: int) -> tuple[float, int]:
    """A minus before part `at`: -1 and where it begins."""
    if at == 0:
        return 1.0, at
    place = at - 1
    if line[place].text in "-−–" and line[place].end == line[at].start:
        if place and line[place - 1].lower == "minus":
            return -1.0, place - 1
        if not (place and line[place - 1].end == line[place].start and line[place - 1].text[-1] not in "($€£¥"):
            return -1.0, place
    if line[place].lower == "minus":
        return -1.0, place
    return 1.0, at


def _of_unit(line: Strip, number: Number, joined: int) -> int:
    """Where the unit of measure would begin: "half a mile", "a quarter of a pint", "dozens of miles"."""
    at = joined
    words = [part.lower for part in line[at : at + 3]]
    if number.kind == "part" and words[:1] == ["of"] and words[1:2] in (["a"], ["an"]):
        return at + (3 if words[2:] in (["us"], ["imperial"], ["metric"]) else 2)
    if number.kind == "part" and words[:1] in (["a"], ["an"]):
        return at + 1
    if number.vague and words[:1] == ["of"]:
        return at + 1
    return at


def _age(line: Strip, found: Found) -> None:
    """An age by the words about it: "73-year-old", "three years of age", "aged 12", "at the age of 45", "Ann Lee, 73, said"."""
    first, last = found.first, found.last
    words = [part.lower for part in line[last : last + 2]]
    if found.unit is not None:
        old = 1 if words[:1] == ["old"] else 2 if words in (["-", "old"], ["of", "age"]) else 0
        if old:
            found.unit, found.kind, found.last, found.method = f"{found.unit} of age", "age", last + old, "number-age"
        return
    before = [part.lower for part in reversed(line[max(0, first - 3) : first])]
    if found.number.kind == "vague" or not 0 < found.number.low < OLDEST or found.number.low % 1 or not before:
        return
    if before[0] in ("of", "between", "from"):
        before = before[1:]
    if before[:1] and before[0] in BEFORE_AGE:
        found.unit, found.kind, found.method = "year of age", "age", "number-age"
    elif found.number.kind == "digits" and first > 1 and line[first - 1].text == "," and (not words or words[0] in (",", ".", ";", ")")):
        if line[first - 2].text[0].isalpha() and line[first - 2].text[0].isupper():
            found.unit, found.kind, found.method = "year of age", "age", "name-age"


def _bind(found: Found, bound: str) -> None:
    if bound == "approximate":
        found.bound = "approximate" if found.bound == "exact" else found.bound
    elif bound == "at_least":
        found.bound, found.high = "at_least", None
    elif found.low is not None:
        found.bound, found.high, found.low = "at_most", found.high if found.high is not None else found.low, None


def _count(line: Strip, found: Found, joined: int) -> None:
    """The counted noun of a number without unit of measure."""
    number = found.number
    hyphen = joined > number.last
    at = joined if hyphen else found.last
    if at < len(line) and line[at].lower == "strong":
        found.unit, found.method, found.of = "person", "number-strong", at + 1
        found.last = at + 1
        found.kind = "troops" if any(part.lower in ARMED for part in line[at + 1 : at + 4]) else ""
        return
    if at + 1 < len(line) and line[at].lower == "per":
        found.unit, found.kind, found.method, found.of = f"per {line[at + 1].lower}", "rate", "number-rate", at + 2
        return
    of = at < len(line) and line[at].lower == "of"
    if of:
        at += 1
        while at < len(line) and line[at].lower in ("the", "these", "those", "its", "their", "his", "her", "our", "my", "them", "all"):
            at += 1
    if number.kind == "part" and not of:
        return
    noun = counted(line, at, single=number.low == 1 and number.high == 1, joined=hyphen)
    if noun is None:
        return
    found.counted, found.unit, found.method = noun, noun.unit, "number-noun"
    if number.kind == "part":
        found.unit = None
        return
    rate = with_rate(line, Unit(noun.unit, noun.head + 1, "count"))
    if rate.last > noun.head + 1:
        found.unit, found.kind = rate.name, "rate"
