"""Units: which one stands beside a number. What it is in SI: `tidings.measures`."""

from __future__ import annotations

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


@lru_cache(1 << 14)
def _cut(words: str) -> Form:
    """A form as pieces: ``sq. ft`` -> ``("sq.", "ft")``, ``km/h`` -> ``("km", "/", "h")``."""
    found: list[str] = []
    for word in words.split():
        run = ""
        for mark in word:
            same = (run and (run[-1].isalpha() and (mark.isalpha() or mark in "."))) or (run and run[-1] == "." and mark.isalpha())
            if same:
                run += mark
            else:
                if run:
                    found.append(run)
                run = mark
        found.append(run)
    return tuple(found)


@cache
def _word_forms() -> dict[Form, tuple[str, str]]:
    """Words of units and currencies, singular and plural, as lower-case pieces -> name and kind of figure."""
    forms: dict[Form, tuple[str, str]] = {}
    entries = [(row["name"], word, row["figure_type"]) for row in lexicon.rows("units") for word in lexicon.split(row["words"])]
    entries += [(row["name"], word, "money") for row in lexicon.rows("currencies") for word in lexicon.split(row["words"])]
    for name, word, figure_type in entries:
        head, _, last = word.rpartition(" ")
        for plural in {word, *((f"{head} {form}".strip() for form in plurals(last)) if last.isalpha() else ())}:
            forms.setdefault(_cut(plural), (name, figure_type))
        if head and " " not in head:
            for form in plurals(head):
                forms.setdefault(_cut(f"{form} {last}"), (name, figure_type))
    return forms


@cache
def _symbol_forms() -> dict[Form, tuple[str, str, bool]]:
    """Symbols as printed, case kept, and currency codes, that stand after a number: name, kind of figure, and whether its pieces must touch."""
    forms: dict[Form, tuple[str, str, bool]] = {}
    for row in lexicon.rows("units"):
        for symbol in lexicon.split(row["symbols"]):
            forms.setdefault(_cut(symbol), (row["name"], row["figure_type"], " " not in symbol))
    for row in lexicon.rows("currencies"):
        for symbol in [*lexicon.split(row["signs"]), *_codes(row["code"])]:
            forms.setdefault(_cut(symbol), (row["name"], "money", True))
    return forms


def _codes(code: str) -> list[str]:
    """A currency's code as news print it: capitals unless it is also a word, and small letters for the common ones."""
    if not code or code in _WORDS:
        return []
    return [code, code.lower()] if code in _COMMON else [code]


_WORDS = lexicon.words("figure_cues", kind="code that is a word")
_COMMON = lexicon.words("figure_cues", kind="common code")


@cache
def _longest() -> dict[str, int]:
    """First piece of a unit -> how many pieces the longest unit has that begins so."""
    found: dict[str, int] = {}
    for form in (*_word_forms(), *_symbol_forms()):
        for first in (form[0], form[0].rstrip(".")):
            found[first] = max(found.get(first, 0), len(form))
    return found


def unit_at(parts: Sequence[Part], at: int) -> Unit | None:
    """The unit that begins at piece `at`, with its rate ("per litre", "a week", "/kg") if it has one."""
    simple = _simple(parts, at)
    if simple is None:
        return None
    return with_rate(parts, simple)


def _simple(parts: Sequence[Part], at: int) -> Unit | None:
    if at >= len(parts):
        return None
    known = _longest()
    text, lower = parts[at].text, parts[at].lower
    longest = max(known.get(text, 0), known.get(lower, 0), known.get(text.rstrip("."), 0) if text[-1] == "." else 0)
    for length in range(min(longest, len(parts) - at), 0, -1):
        window = parts[at : at + length]
        symbol = _symbol_forms().get(tuple(p.text for p in window))
        if not symbol and window[-1].text.endswith("."):
            symbol = _symbol_forms().get((*(p.text for p in window[:-1]), window[-1].text.rstrip(".")))
        if symbol and symbol[2] and any(one.end != other.start for one, other in pairwise(window)):
            symbol = None
        found = symbol[:2] if symbol else _word_forms().get(tuple(p.lower for p in window))
        if found and length == 1 and len(window[0].text) == 1 and window[0].text.isalpha() and not _stands(parts, at):
            return None
        if found:
            return _powered(parts, Unit(found[0], at + length, found[1]))
    return None


def _stands(parts: Sequence[Part], at: int) -> bool:
    """Whether a single letter is a unit here: written against the number, or one of the few that stand apart from it."""
    return at > 0 and (parts[at].start == parts[at - 1].end or parts[at].text in "CFpmgWVK" or (at + 1 < len(parts) and parts[at + 1].text == "/"))


def _powered(parts: Sequence[Part], unit: Unit) -> Unit:
    """``km2`` and ``km²`` written against the unit."""
    at = unit.last
    if at < len(parts) and parts[at].text in ("2", "²", "3", "³") and parts[at].start == parts[at - 1].end and unit.figure_type == "distance":
        squared = parts[at].text in ("2", "²")
        return Unit(("square " if squared else "cubic ") + unit.name, at + 1, "area" if squared else "other")
    return unit


def with_rate(parts: Sequence[Part], unit: Unit) -> Unit:
    """Add "per ...", "a ...", "/..." that follows. After a count any noun may follow "per"; after "a" only a time or a unit."""
    at = unit.last
    if at >= len(parts):
        return unit
    sign = parts[at].lower
    if sign == "-" and at + 2 < len(parts) and parts[at + 1].lower in ("a", "per"):
        hyphen = at + 3 if parts[at + 2].text == "-" else at + 2
        below = _simple(parts, hyphen)
        return Unit(f"{unit.name} per {below.name}", below.last, _rate_type(unit)) if below else unit
    if sign in ("per", "/") or (sign in ("a", "an", "each", "every") and unit.figure_type != "duration"):
        below = _simple(parts, at + 1)
        if (
            below
            and below.figure_type != "money"
            and not (sign in ("a", "an") and below.last < len(parts) and parts[below.last].lower in _NO_RATE)
            and (sign in ("per", "/") or below.figure_type in ("duration", "distance", "area", "other"))
            and parts[at + 1].text not in ("C", "F", "A", "s")
        ):
            return Unit(f"{unit.name} per {below.name}", below.last, _rate_type(unit))
        if sign == "per" and at + 1 < len(parts) and parts[at + 1].lower.isalpha():
            return Unit(f"{unit.name} per {parts[at + 1].lower}", at + 2, _rate_type(unit))
        if sign in ("a", "an") and at + 1 < len(parts) and parts[at + 1].lower in ("share", "head", "person", "piece", "unit", "dozen", "capita"):
            return Unit(f"{unit.name} per {parts[at + 1].lower}", at + 2, _rate_type(unit))
    return unit


_NO_RATE = lexicon.words("figure_cues", kind="no rate")


def _rate_type(unit: Unit) -> str:
    return "money" if unit.figure_type == "money" else "rate"


@cache
def _before_forms() -> dict[Form, str]:
    forms: dict[Form, str] = {}
    for row in lexicon.rows("currencies"):
        for sign in [*lexicon.split(row["signs"]), *_codes(row["code"])]:
            forms.setdefault(_cut(sign), row["name"])
        for code in _codes(row["code"]):
            forms.setdefault(_cut(code + "$"), row["name"])
    return forms


@cache
def _before_lasts() -> frozenset[str]:
    return frozenset(form[-1] for form in _before_forms())


def currency_before(parts: Sequence[Part], at: int) -> tuple[str, int] | None:
    """The currency whose sign or code stands before piece `at`, and the piece where it begins."""
    if at == 0 or (parts[at - 1].text not in _before_lasts() and parts[at - 1].text[-1:] != "$"):
        return None
    for length in range(min(3, at), 0, -1):
        found = _before_forms().get(_cut("".join(p.text for p in parts[at - length : at])))
        if found:
            return found, at - length
    return None
