"""An event as a sentence tells it, before it is known whom its words mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tidings.code.events.rules import Modality, types
from tidings.nlp.analysis import Clause

HOSTILE, MUTUAL, SPEECH = types("hostile"), types("mutual"), types("said")
BY_SAYING = ("must", "will-not", "will")  # methods of what is done by saying so
LONGEST_NAME = 5  # words that name an event


class Side(NamedTuple):
    """A chunk that tells who takes part: itself, or its owner ("its border with Chad")."""

    chunk: int
    owner: bool = False


class Depth(NamedTuple):
    """How far from the main line of its sentence an event is told, compared in this order.

    `asides`: relative and adverbial clauses above. `parts`: infinitives above that tell events of their own, and one for an event
    that a noun names, two where a preposition governs the noun.
    """

    asides: int
    parts: int = 0


@dataclass(slots=True)
class Event:
    """`first`, `last`: the words that name it. `clause`: of the verb that names or governs it; None where only a noun does.

    `recipients`: the likeliest group first. `used`, `nouns`: clauses and words told with it. `beside`: what is denied or alleged with
    it, told as fully; `governed`: what is promised, ordered or asked for, told where the article goes on about it.
    """

    event_type: str
    event_mode: str | None
    first: int
    last: int
    depth: Depth
    clause: Clause | None = None
    actors: list[Side] = field(default_factory=list)
    recipients: list[list[Side]] = field(default_factory=list)
    modality: Modality = "actual"
    method: str = "verb"
    claimed: list[Side] = field(default_factory=list)
    mutual: bool = False
    used: set[int] = field(default_factory=set)
    nouns: set[int] = field(default_factory=set)
    beside: list[Event] = field(default_factory=list)
    governed: list[Event] = field(default_factory=list)

    def take(self, other: Event) -> None:
        """Note that the words of `other` are told with this one."""
        self.used |= other.used
        self.nouns |= other.nouns

    def reach(self, first: int, last: int) -> None:
        """Let it be named from the word `first` to `last` where that is not too long."""
        if first <= last < first + LONGEST_NAME:
            self.first, self.last = first, last


def sides(numbers: list[int] | tuple[int, ...], owner: bool = False) -> list[Side]:
    return [Side(number, owner) for number in numbers]
