"""A number with what belongs to it: its currency, its unit or the noun that it counts, and the words that bound it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tidings import lexicon
from tidings.code.figures.figure_types import counts_as_person
from tidings.code.figures.measured import TOLL, Counted, counted, of_total
from tidings.code.figures.not_figures import NOTHING
from tidings.code.figures.numbers import Number
from tidings.code.figures.units import Unit, cues, currency_before, unit_at, with_rate, word_at, words
from tidings.known import is_person_noun
from tidings.measures import is_plural
from tidings.nlp.analysis import Clause, Part
from tidings.nlp.strips import Strip
from tidings.nlp.words import NOUNS, PLURALS

LONGEST_BOUND = 4  # words
OLDEST = 115  # years
MINUS = frozenset("-−–")
POUND = "pound in money"  # what a bare "pounds" gives, before it is known whose


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
    sign, core = _sign(line, number.first)
    currency = currency_before(line, core)
    if currency:
        core = currency[1]
        sign, core = _sign(line, core) if sign > 0 else (sign, core)
    high = number.high * sign if number.high is not None else None
    found = Found(number, core, core, number.last, number.low * sign, high, "vague" if number.kind == "vague" else "exact")
    joined = number.last
    joined += joined < len(line) and line[joined].text == "-" and line[joined].start == line[joined - 1].end
    if not currency and (unit := _and_a_half(line, number)) is not None:
        _take(found, unit, "number-unit")
        found.first = found.core_first = number.first - 3
        found.low = found.high = 1.5
    elif currency:
        _take(found, with_rate(line, Unit(currency[0], number.last, "money")), "currency-number")
    else:
        _take(found, unit_at(line, _of_unit(line, number, joined)), "number-unit")
        _age(line, found)
        _weight(line, found)
    _bounds(line, found)
    if found.unit is None:
        _count(line, found, joined)
    return found


def _and_a_half(line: Strip, number: Number) -> Unit | None:
    """The unit of "a metre and a half", which ends with the number; None where a half is of something else."""
    at = number.first - 3
    if number.low != number.high or number.low != 0.5 or at < 0 or line[number.first - 1].lower != "and" or line[at].lower not in ("a", "an"):
        return None
    unit = unit_at(line, at + 1)
    return unit._replace(last=number.last) if unit is not None and unit.last == at + 2 else None


def _take(found: Found, unit: Unit | None, method: str) -> None:
    if unit is not None:
        found.unit, found.kind, found.last, found.method = unit.name, unit.figure_type, unit.last, method
    found.of = found.last


def _weight(line: Strip, found: Found) -> None:
    """Pounds without a sign are a weight, but in millions, with other money beside them, or behind a word of buying and selling."""
    before = found.core_first - 1
    paid = before >= 0 and not cues("pays").isdisjoint((line[before].lower, line.word(before).lemma))
    if found.unit != POUND or found.number.scale >= 1e6 or paid:
        return
    if not currency_before(line, min(found.last + 2, len(line))):  # "pounds ($7"
        found.unit, found.kind = "pound", "other"


def _bounds(line: Strip, found: Found) -> None:
    """Take in the words that bound the number, before it or behind it, and a unit behind those ("5 or more miles")."""
    core = found.core_first
    bound, found.first = _bound_before(line, core)
    over = bound and line[found.first].lower == "over" and found.kind == "duration"
    if over and word_at(line, found.first - 1) not in cues("before a length of time"):
        bound, found.first = "", core  # "by 55 ships over six years"
    behind, last = _bound_after(line, found.last)
    _bind(found, bound or behind)
    if behind:
        found.last = found.of = last
        if found.unit is None:
            _take(found, unit_at(line, found.last), found.method)


def _go_on(parts: Sequence[Part], at: int) -> bool:
    """Whether the words up to piece `at` belong to a number behind them: "and up to 14 days", "plus £6m", "and over 1,000 people"."""
    return at < len(parts) and (parts[at].lower == "to" or any(part.number is not None for part in parts[at : at + 2]))


@cache
def _bounds_of(place: str) -> dict[str, str]:
    return {row["words"]: row["bound"] for row in lexicon.rows("bound_words") if row["place"] == place}


def _bound_before(parts: Sequence[Part], at: int) -> tuple[str, int]:
    """The bound that ends right before piece `at`, "" where none does, and where it begins; of several in a row ("just over about") the one nearest
    the number that is not "about"."""
    bound, forms = "", _bounds_of("before")
    while (edge := next((edge for edge in range(max(0, at - LONGEST_BOUND), at) if words(parts, edge, at) in forms), at)) < at:
        bound = forms[words(parts, edge, at)] if bound in ("", "approximate") else bound
        at = edge
    return bound, at


def _bound_after(parts: Sequence[Part], at: int) -> tuple[str, int]:
    """The bound that begins at piece `at`, "" where none does, and the piece after it."""
    edges = [edge for edge in range(min(at + LONGEST_BOUND, len(parts)), at, -1) if not _go_on(parts, edge)]
    return next(((bound, edge) for edge in edges if (bound := _bounds_of("after").get(words(parts, at, edge)))), ("", at))


def _bind(found: Found, bound: str) -> None:
    if bound == "approximate":
        found.bound = "approximate" if found.bound == "exact" else found.bound
    elif bound == "at_least":
        found.bound, found.high = "at_least", None
    elif bound and found.low is not None:
        found.bound, found.high, found.low = "at_most", found.high if found.high is not None else found.low, None


def _sign(line: Strip, at: int) -> tuple[float, int]:
    """A minus before part `at`: -1 and where it begins."""
    place = at - 1
    sign, before = word_at(line, place), line[place - 1] if place > 0 else NOTHING
    if sign == "minus":
        return (-1.0, place) if before.lower != "or" else (1.0, at)  # "plus or minus 3"
    if sign not in MINUS or line[place].end != line[at].start:
        return 1.0, at
    if before.lower == "minus":
        return -1.0, place - 1
    joins = before.end == line[place].start and before.text[-1] not in "($€£¥"  # "BX-40"
    return (1.0, at) if joins else (-1.0, place)


def _of_unit(line: Strip, number: Number, joined: int) -> int:
    """Where the unit of measure would begin: "half a mile", "a quarter of a pint", "dozens of miles"."""
    of = word_at(line, joined) == "of"
    if number.kind == "vague":
        return joined + of
    joined = _past(line, joined, "between number and unit")  # "two more days"
    if number.kind != "part":
        return joined
    article = word_at(line, joined + of) in ("a", "an")
    standard = of and article and word_at(line, joined + 2) in cues("standard of a unit")
    return joined + (of + 1 + standard if article else 0)


def _age(line: Strip, found: Found) -> None:
    """An age by the words about it: "73-year-old", "three years of age", "aged 12", "at the age of 45", "Ann Lee, 73, said"."""
    first, last = found.first, found.last
    words = [part.lower for part in line[last : last + 2]]
    if found.unit is not None:
        old = 1 if words[:1] == ["old"] else 2 if words in (["-", "old"], ["of", "age"]) else 0
        if old:
            _take(found, Unit(f"{found.unit} of age", last + old, "age"), "number-age")
        return
    if found.number.kind == "vague" or not 0 < found.number.low < OLDEST or found.number.low % 1 or not first:
        return
    linked = first > 1 and line[first - 1].lower in cues("between age and number")
    clause = line.clause(first)
    dead = line[first - 1].lower == "at" and clause is not None and clause.lemma == "die"
    aged = dead or line[first - 1 - linked].lower in cues("before age") or _of_persons(line, found) or _is_old(line, found, clause)
    named = found.number.kind == "digits" and first > 1 and line[first - 1].text == "," and _ends_person(line, first - 2)
    if aged or (named and (not words or words[0] in cues("behind an age"))):
        _take(found, Unit("year of age", last, "age"), "number-age" if aged else "name-age")


def _ends_person(line: Strip, at: int) -> bool:
    """Whether a piece may end words for somebody: it has a capital, goes on with one behind a hyphen ("Choi Jung-ha"), or is a noun for people."""
    hyphened = at > 1 and line[at - 1].text == "-" and line[at - 2].text[:1].isupper()
    return line[at].text[:1].isupper() or hyphened or is_person_noun(line.word(at).lower)


def _of_persons(line: Strip, found: Found) -> bool:
    """Whether a bare number bounds the age of persons named before it: "children under 15 have"."""
    first, last = found.first, found.last
    noun = line.word(first - 2) if first > 1 and line[first - 1].lower in cues("bounds an age") else None
    after = line[last].text if last < len(line) else "."
    people = noun is not None and noun.tag in PLURALS and counts_as_person(noun.lemma)
    return people and (not after[0].isalnum() or line.word(last).tag not in NOUNS or not is_plural(after.lower()))


def _is_old(line: Strip, found: Found, clause: Clause | None) -> bool:
    """Whether a bare number says how old somebody is: "she was 97", "when he was only 40", "a boy of 11"."""
    if word_at(line, found.last) not in cues("behind an age told") and found.last < len(line):
        return False
    head = line.head(line.whole(line.chunk(found.first)))
    if line[found.first - 1].lower == "of" and head is not None and head.lower in cues("person of an age"):
        return True
    subject = line.head(line.subject(clause)) if clause is not None and clause.lemma == "be" else None
    before = line.word(found.first - 1)
    behind = clause is not None and before.i >= clause.last and (before.i == clause.last or before.tag == "RB")
    return behind and subject is not None and subject.lower in ("he", "she")


def _count(line: Strip, found: Found, joined: int) -> None:
    """The counted noun of a number without unit of measure."""
    number = found.number
    hyphen = joined > number.last
    at = joined if hyphen else found.last
    word, behind = word_at(line, at), word_at(line, at + 1)
    if word == "strong":
        armed = any(part.lower in cues("armed body") for part in line[at + 1 : at + 4])
        _take(found, Unit("person", at + 1, "troops" if armed else ""), "number-strong")
    elif word == "per" and behind:
        found.unit, found.kind, found.method, found.of = f"per {behind}", "rate", "number-rate", at + 2
    elif number.kind != "part":
        at = _past(line, at + 1, "between of and noun") if word == "of" else _past(line, at, "between number and unit")
        _noun(line, found, at, hyphen)


def _past(line: Strip, at: int, kind: str) -> int:
    """Past words of one kind: "the", "these", "all" behind "of"."""
    while word_at(line, at) in cues(kind):
        at += 1
    return at


def _noun(line: Strip, found: Found, at: int, hyphen: bool) -> None:
    number = found.number
    noun = counted(line, at, single=number.low == 1 and number.high == 1, joined=hyphen) or of_total(line, found.first)
    head = line.head(line.whole(line.chunk(found.core_first))) if noun is None else None
    if head is not None and head.lower in cues("body of people") | cues("armed body"):
        _take(found, Unit("person", found.last, "troops" if head.lower in cues("armed body") else ""), "number-body")
    if noun is None:
        return
    found.counted, found.method, found.kind = noun, "number-noun", "killed" if word_at(line, noun.head) == TOLL else found.kind
    if number.kind != "part":
        rate = with_rate(line, Unit(noun.unit, noun.head + 1, "count"))
        found.unit, found.kind = rate.name, "rate" if rate.last > noun.head + 1 else found.kind
