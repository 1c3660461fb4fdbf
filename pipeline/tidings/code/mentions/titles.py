"""Titles and names known beforehand among the words of a sentence: "Prime Minister" before a name, "head" behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tidings.code.mentions.known_names import Known, known_names, titles
from tidings.code.mentions.words import Unit


def titles_from(units: Sequence[Unit], place: int, end: int) -> Iterator[int]:
    """How many units from `place` on, none from `end` on, are a title: the longest first."""
    for length in range(min(_longest(0).get(units[place].lower, 0), end - place), 0, -1):
        if lowered(units, place, place + length) in titles():
            yield length


def titles_before(units: Sequence[Unit], end: int, start: int = 0) -> Iterator[int]:
    """How many units right before `end`, none before `start`, are a title: the longest first."""
    for length in range(min(_longest(-1).get(units[end - 1].lower, 0), end - start) if end > start else 0, 0, -1):
        if lowered(units, end - length, end) in titles():
            yield length


def lowered(units: Sequence[Unit], start: int, end: int) -> str:
    return " ".join([unit.lower for unit in units[start:end]])


def is_office(title: str) -> bool:
    """Whether a title tells what somebody is: no courtesy."""
    return titles()[title].kind != "courtesy"


def known_at(units: Sequence[Unit], place: int, end: int) -> tuple[int, Known | None]:
    """The longest name known beforehand that begins at `place`, with its length in units."""
    first, longest = units[place].text, _longest(0, names=True)
    most = max(longest.get(first, 0), longest.get(first.title(), 0) if first.isupper() else 0)
    for length in range(min(most, end - place), 0, -1):
        words = " ".join([unit.text for unit in units[place : place + length]])
        known = known_names().get(words)
        if known is None and words.isupper() and len(words) > 4:
            known = known_names().get(words.title())
        if known:
            return length, known
    return 0, None


@cache
def _longest(at: int, names: bool = False) -> dict[str, int]:
    """The word at `at` of each title (or of each of the `names` known beforehand) -> words of the longest that has it there."""
    found: dict[str, int] = {}
    for name in known_names() if names else titles():
        words = name.split(" ")
        found[words[at]] = max(found.get(words[at], 0), len(words))
    return found
