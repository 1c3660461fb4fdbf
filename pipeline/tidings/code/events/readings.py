"""A sentence as read: its words, noun phrases and clauses."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from tidings.code.events.verb_groups import NounPhrase, VerbGroup
from tidings.code.text.bare_words import Word


@dataclass(slots=True)
class Clause:
    """A verb group in its place.

    `relation`: main, complement, adverbial, relative, coordinate, infinitive, gerund, participle, reduced, attribution.
    `governor`: number of the clause it hangs on. `depth`: 0 for what the sentence says first of all; speech is looked through.
    `subject`: numbers of noun phrases. `marker`: the conjunction, relative pronoun or preposition that opens it.
    `end`: number of the word where its own words end (not included).
    """

    number: int
    group: VerbGroup
    relation: str
    governor: int | None = None
    depth: float = 0
    subject: list[int] = field(default_factory=list)
    marker: str = ""
    noun: int | None = None  # the noun just before, which it may complement
    antecedent: list[int] = field(default_factory=list)  # what a relative clause is about
    end: int = 0


@dataclass(slots=True)
class Reading:
    """A sentence as read: its words, noun phrases and clauses."""

    words: list[Word]
    phrases: list[NounPhrase]
    clauses: list[Clause]
    _firsts: list[int] = field(default_factory=list)

    def phrases_between(self, first: int, last: int) -> list[int]:
        """Numbers of the noun phrases that begin at word `first` or later and before word `last`."""
        return list(range(bisect_left(self._firsts, first), bisect_left(self._firsts, last)))

    def children(self, number: int, *relations: str) -> list[Clause]:
        return [c for c in self.clauses if c.governor == number and c.relation in relations]
