"""Titles and names known beforehand among the words of a sentence: "Prime Minister" before a name, "head" behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from tidings.code.mentions.known_names import Known, known_names, titles
from tidings.code.mentions.words import Unit


def titles_from(units: Sequence[Unit], place: int, end: int) -> Iterator[int]:
    """How many units from `place` on, none from `end` on, are a title: the longest first."""
    for length in range(min(_longest_from().get(units[place].lower, 0), end - place), 0, -1):
        if lowered(units, place, place + length) in titles():
            yield length


def titles_before(units: Sequence[Unit], end: int, start: int = 0) -> Iterator[int]:
    """How many units right before `end`, none before `start`, are a title: the longest first."""
    for length in range(min(_longest_before().get(units[end - 1].lower, 0), end - start) if end > start else 0, 0, -1):
        if lowered(units, end - length, end) in titles():
            yield length


def lowered(units: Sequence[Unit], start: int, end: int) -> str:
    return " ".join([unit.lower for unit in units[start:end]])


def is_office(title: str) -> bool:
    """Whether a title tells what somebody is: no courtesy."""
    return titles()[title].kind != "courtesy"


@cache
def _longest_name() -> dict[str, int]:
    """First word of a name known beforehand -> words of the longest such name."""
    return longest(known_names(), 0)


def known_at(units: Sequence[Unit], place: int, end: int) -> tuple[int, Known | None]:
    """The longest name known beforehand that begins at `place`, with its length in units."""
    first = units[place].text
    most = _longest_name().get(first, 0)
    if first.isupper():
        most = max(most, _longest_name().get(first.title(), 0))
    for length in range(min(most, end - place), 0, -1):
        stretch = units[place : place + length]
        words = " ".join([unit.text for unit in stretch])
        known = known_names().get(words)
        if known is None and words.isupper() and len(words) > 4:
            known = known_names().get(words.title())
        if known:
            return length, known
    return 0, None


@cache
def _longest_from() -> dict[str, int]:
    """First word of a title -> words of the longest such title."""
    return longest(titles(), 0)


@cache
def _longest_before() -> dict[str, int]:
    """Last word of a title -> words of the longest such title."""
    return longest(titles(), -1)


def longest(names: Iterable[str], at: int) -> dict[str, int]:
    """The word at `at` of each name -> words of the longest such name."""
    found: dict[str, int] = {}
    for name in names:
        words = name.split(" ")
        found[words[at]] = max(found.get(words[at], 0), len(words))
    return found
