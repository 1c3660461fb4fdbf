"""Units: which one stands beside a number. What it is in SI: `tidings.measures`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from tidings import lexicon
from tidings.measures import plurals
from tidings.nlp.analysis import Part


class Unit(NamedTuple):
    """`last`: the piece after the unit's own. `figure_type`: the kind of figure it makes."""

    name: str
    last: int
    figure_type: str


Form = tuple[str, ...]
Kind = tuple[str, str]  # name of a unit, kind of figure
QUOTES = "\"'"  # also the signs of inches and feet
LONGEST_SIGN = 3  # pieces of a currency's sign
_PIECE = re.compile(r"[^\W\d_](?:[^\W\d_]|\.)*|\S")


@cache
def cues(kind: str) -> frozenset[str]:
    """The words of one kind in the data file `figure_cues`."""
    return lexicon.words("figure_cues", kind=kind)


@lru_cache(1 << 14)
def _cut(words: str) -> Form:
    """A form as pieces: ``sq. ft`` -> ``("sq.", "ft")``, ``km/h`` -> ``("km", "/", "h")``."""
    return tuple(_PIECE.findall(words))


@cache
def _word_forms() -> dict[Form, Kind]:
    """Words of units and currencies, singular and plural, as lower-case pieces."""
    forms: dict[Form, Kind] = {}
    rows = [(row, row["figure_type"]) for row in lexicon.rows("units")] + [(row, "money") for row in lexicon.rows("currencies")]
    for kind, word in (((row["name"], figure_type), word) for row, figure_type in rows for word in lexicon.split(row["words"])):
        head, _, last = word.rpartition(" ")
        ends = plurals(last) if last.isalpha() else []
        heads = plurals(head) if head and " " not in head else []  # "miles per hour", "degrees Celsius"
        for form in (word, *(f"{head} {end}" for end in ends), *(f"{head} {last}" for head in heads)):
            forms.setdefault(_cut(form), kind)
    return forms


@cache
def _symbol_forms() -> dict[Form, tuple[str, str, bool]]:
    """Symbols as printed, case kept, and currency codes, that stand after a number: name, kind of figure, and whether its pieces must touch."""
    forms: dict[Form, tuple[str, str, bool]] = {}
    for row in lexicon.rows("units"):
        for symbol in lexicon.split(row["symbols"]):
            forms.setdefault(_cut(symbol), (row["name"], row["figure_type"], " " not in symbol))
    for row in lexicon.rows("currencies"):
        for symbol in _signs(row):
            forms.setdefault(_cut(symbol), (row["name"], "money", True))
    return forms


def _signs(row: dict[str, str]) -> list[str]:
    """A currency's signs, and its code as news print it: capitals unless it is also a word, and small letters for the common ones."""
    code = row["code"] if row["code"] not in cues("code that is a word") else ""
    common = [code.lower()] if code in cues("common code") else []
    return [*lexicon.split(row["signs"]), *([code] if code else []), *common]


@cache
def _longest() -> int:
    """How many pieces the longest unit has."""
    return max(map(len, (*_word_forms(), *_symbol_forms())))


def word_at(parts: Sequence[Part], at: int) -> str:
    """The lower-case word at piece `at`; empty outside."""
    return parts[at].lower if 0 <= at < len(parts) else ""


def words(parts: Sequence[Part], first: int, last: int) -> str:
    """The lower-case words of the pieces from `first` up to `last`, with a blank between."""
    return " ".join([part.lower for part in parts[max(0, first) : last]])


def unit_at(parts: Sequence[Part], at: int) -> Unit | None:
    """The unit that begins at piece `at`, with its rate ("per litre", "a week", "/kg") if it has one."""
    simple = _simple(parts, at)
    return with_rate(parts, simple) if simple is not None else None


def _simple(parts: Sequence[Part], at: int) -> Unit | None:
    if at >= len(parts):
        return None
    for length in range(min(_longest(), len(parts) - at), 0, -1):
        found = _form(parts[at : at + length])
        if found is not None:
            return None if length == len(parts[at].text) == 1 and not _stands(parts, at) else Unit(found[0], at + length, found[1])
    return None


def _form(window: Sequence[Part]) -> Kind | None:
    """What these pieces name: a symbol, its stop left out, else a word."""
    texts = tuple(piece.text for piece in window)
    symbol = _symbol_forms().get(texts) or _symbol_forms().get((*texts[:-1], texts[-1].rstrip(".")))
    if symbol and not (symbol[2] and any(one.end != other.start for one, other in pairwise(window))):
        return symbol[:2]
    return _word_forms().get(tuple(piece.lower for piece in window))


def _stands(parts: Sequence[Part], at: int) -> bool:
    """Whether a single letter or sign is a unit here: a letter written against the number, or one of the few that stand apart from it; no mark that
    closes a quotation."""
    if not parts[at].text.isalpha():
        return parts[at].text not in QUOTES or not sum(part.text == parts[at].text for part in parts[:at]) % 2
    slash = at + 1 < len(parts) and parts[at + 1].text == "/"
    return at > 0 and (parts[at].start == parts[at - 1].end or parts[at].text in "CFpmgWVK" or slash)


def with_rate(parts: Sequence[Part], unit: Unit) -> Unit:
    """Add "per ...", "a ...", "/..." that follows. After a count any noun may follow "per"; after "a" only a time or a unit."""
    at = unit.last
    sign, word = word_at(parts, at), word_at(parts, at + 1)
    if sign == "-" and word in ("a", "per") and at + 2 < len(parts):  # "a 40-dollar-a-week rent"
        below = _simple(parts, at + 2 + (parts[at + 2].text == "-"))
        return _per(unit, below.name, below.last) if below is not None else unit
    below = _simple(parts, at + 1) if sign in cues("rate sign") or sign in cues("rate article") else None
    if below is not None and _is_rate(parts, unit, sign, below):
        return _per(unit, below.name, below.last)
    named = sign == "per" and word.isalpha()
    return _per(unit, word, at + 2) if named or (sign in ("a", "an") and word in cues("rate noun")) else unit


def _is_rate(parts: Sequence[Part], unit: Unit, sign: str, below: Unit) -> bool:
    """Whether the unit `below` behind "per", "/" or "a" makes a rate: "a week", but not "a day earlier", "5 m/s", and no length of time a unit."""
    if below.figure_type == "money" or parts[unit.last + 1].text in cues("no unit of a rate"):
        return False
    if sign in cues("rate sign"):
        return True
    behind = word_at(parts, below.last)
    return unit.figure_type != "duration" and below.figure_type in cues("unit of a rate") and not (sign in ("a", "an") and behind in cues("no rate"))


def _per(unit: Unit, below: str, last: int) -> Unit:
    return Unit(f"{unit.name} per {below}", last, "money" if unit.figure_type == "money" else "rate")


@cache
def _before_forms() -> dict[Form, str]:
    forms: dict[Form, str] = {}
    for row in lexicon.rows("currencies"):
        signs = _signs(row)
        for sign in [*signs, *(sign + "$" for sign in signs if sign.isalpha())]:
            forms.setdefault(_cut(sign), row["name"])
    return forms


def currency_before(parts: Sequence[Part], at: int) -> tuple[str, int] | None:
    """The currency whose sign or code stands before piece `at`, and the piece where it begins."""
    for length in range(min(LONGEST_SIGN, at), 0, -1):
        found = _before_forms().get(_cut("".join(p.text for p in parts[at - length : at])))
        if found:
            return found, at - length
    return None
