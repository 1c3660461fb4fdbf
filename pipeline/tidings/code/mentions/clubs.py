"""Clubs that go by the name of their town: in an article on sport, "Exampleton beat Sampleford" names two clubs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tidings.code.mentions.candidates import Candidate
from tidings.code.mentions.clusters import plain
from tidings.code.mentions.known_names import near
from tidings.code.mentions.words import Unit
from tidings.dictionary import classes

LEAST_WORDS = 2  # words of sport that make an article one on sport
_TAILS = frozenset({"City", "Town", "County", "Palace", "Forest", "Villa", "Rangers"})


def is_on_sport(lower: Mapping[str, int]) -> bool:
    """Whether an article is on sport. `lower`: how often it prints a word without a capital."""
    return sum(lower.get(word, 0) for word in near("sport")) >= LEAST_WORDS


def mark_players(units: Sequence[Unit], candidates: Iterable[Candidate]) -> None:
    """Give a place that plays weight as a body: it stands before or after a verb of playing, or owns a coach. `units`: of its sentence."""
    at = {unit.start: number for number, unit in enumerate(units)}
    ends = {unit.end: number for number, unit in enumerate(units)}
    for candidate in candidates:
        if candidate.start not in at or candidate.end not in ends or candidate.kind == "person":
            continue
        before = units[at[candidate.start] - 1].lower if at[candidate.start] else ""
        if before == "the" and at[candidate.start] > 1:
            before = units[at[candidate.start] - 2].lower
        number = ends[candidate.end] + 1
        after = units[number].lower if number < len(units) else ""
        tail = len(candidate.words) == 2 and candidate.words[-1] in _TAILS and not classes(candidate.words[0].lower())
        if before in near("plays") or before == "against" or after in near("plays") or after in near("player") or tail:
            candidate.add("club", 1)


def name_clubs(candidates: Sequence[Candidate]) -> None:
    """Make bodies of the places that play anywhere in the article, but where they locate ("in Exampleton")."""
    clubs = {plain(c.text) for c in candidates if c.evidence.pop("club", 0) and (c.kind == "place" or (c.kind is None and c.words[-1] in _TAILS))}
    for candidate in candidates:
        if plain(candidate.text) in clubs and not candidate.locates:
            candidate.kind, candidate.acts = "organization", False
