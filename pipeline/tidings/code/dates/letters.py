"""Classes of the words that make up dates, one letter each: what the grammar of dates is written in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from tidings import lexicon
from tidings.nlp.analysis import Part
from tidings.nlp.parts import visible

LETTERS = {
    "month": "M", "weekday": "W", "season": "S", "day": "R", "unit": "U", "part": "P", "last": "L", "next": "N", "this": "T", "that": "Z",
    "ago": "A", "before": "B", "after": "F", "stretch": "E", "edge": "G", "the": "t", "one": "a", "number": "q", "vague": "v", "ordinal": "o",
    "about": "b", "of": "f", "and": "&", "to": ">", "preposition": "i", "kind": "z", "decade": "C",
}  # fmt: skip
MARKS = dict(zip(",-–—~/'’‘s$£€%(", ",--=-/'''s$$$%(", strict=True))
WORDS_KEPT = 1 << 16  # different words whose class is remembered
HOPEFUL = "MWSRUYDyPsHC"  # letters without one of which, or numbers about a stroke, there is no date
LONGEST_HOLIDAY = 4  # words
_LISTED = re.compile(r"(Mt?[do])((?:(?:,&|,|&)[do])*,?&[do])(?![-/%MUY$])")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_WHOLE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def letters(parts: Sequence[Part]) -> str:
    """One letter a piece; ``H`` begins the name of a holiday and ``h`` goes on with it; ``Y`` is "year", ``n`` a number that is no day of
    a month, ``k`` one behind the month of a list."""
    found = [_class(piece.text if piece.text.isascii() else visible(piece.text)) for piece in parts]
    for at, piece in enumerate(parts):
        length = holiday_length(parts, at) if piece.lower in _holiday_firsts() else 0
        if length:
            found[at : at + length] = ["H", *"h" * (length - 1)]
    return _LISTED.sub(lambda match: _listed(parts, match), "".join(found))


def _listed(parts: Sequence[Part], match: re.Match[str]) -> str:
    """The days of a list behind its month ("May 3, 4 and 7") as ``k``, unless the last number counts what follows ("May 3, 4 men")."""
    after = parts[match.end()] if match.end() < len(parts) else None
    counts = after is not None and after.text[0].isalnum() and after.lower not in _rows()
    return match.group() if counts else match.group(1) + match.group(2).replace("d", "k").replace("o", "k")


@cache
def holidays() -> dict[tuple[str, ...], str]:
    """Names of holidays, as lower-case words -> the rule that gives their day."""
    return {tuple(row["name"].split()): row["rule"] for row in lexicon.rows("holidays")}


@cache
def _holiday_firsts() -> frozenset[str]:
    return frozenset(name[0] for name in holidays())


def holiday_length(parts: Sequence[Part], at: int) -> int:
    """How many pieces from `at` on are the name of a holiday; 0 if none."""
    words = [piece.lower for piece in parts[at : at + LONGEST_HOLIDAY]]
    return next((length for length in range(len(words), 0, -1) if tuple(words[:length]) in holidays()), 0)


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["word"]: row for row in lexicon.rows("calendar")}


def row(word: str) -> dict[str, str]:
    """The lexicon's row of a lower-case word; KeyError if it is no word of dates."""
    return _rows()[word]


@lru_cache(WORDS_KEPT)
def _class(text: str) -> str:
    lower = text.lower()
    known = _rows().get(lower)
    if known is not None:
        if lower == "march" and text[0].islower():
            return "x"
        return "Y" if lower == "year" else LETTERS[known["class"]]
    return _of_digits(text, lower) if text[0].isdecimal() else MARKS.get(lower, "x")


def _of_digits(text: str, lower: str) -> str:
    if text.isdecimal() and len(text) < 6:
        number = int(text)
        return "y" if len(text) == 4 and 1000 <= number <= 2199 else "d" if len(text) < 3 and 1 <= number <= 31 else "n"
    if _ORDINAL.fullmatch(lower):
        return "o" if 1 <= int(lower[:-2]) <= 31 else "x"
    return "D" if _WHOLE.fullmatch(text) else "x"


@cache
def telling() -> frozenset[str]:
    """Words without which, or digits, there is no date: those of dates and holidays."""
    return frozenset({word.rstrip(".") for word, row in _rows().items() if LETTERS[row["class"]] in HOPEFUL} | _holiday_firsts())


def value(piece: Part) -> int:
    """The number that a word or digits stand for; 0 where none."""
    known = _rows().get(piece.lower)
    if known is not None:
        return int(known["value"] or 0)
    return int("".join(mark for mark in piece.text if mark.isdecimal()) or 0)
