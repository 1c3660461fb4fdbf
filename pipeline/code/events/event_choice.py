"""Which of the events that a sentence tells are coded: what it is about, and what it tells in passing of whom the article tells again.

A sentence names more events than it reports. Coded are the event that it tells first, what it tells beside it as fully, and, in passing,
what befalls or is done by somebody whom other sentences of the article name too: the war that a general began matters to an article on
the general, another war that it compares with does not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pipeline.code.events.clauses import Reading
from pipeline.code.events.event_parts import Found
from pipeline.code.events.participants import Participants
from pipeline.code.events.parties import owner_around, party
from pipeline.code.text.document import Document

TOLD_BESIDE = frozenset({"CONSULT", "AID", "RETREAT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


def recurrent_entities(document: Document, mentions: list) -> set[int]:
    """Entities that at least two sentences of the article name."""
    starts = [sentence.start for sentence in document.sentences]
    first: dict[int, int] = {}
    again: set[int] = set()
    for mention in mentions:
        if mention.entity is None or mention.entity in again:
            continue
        sentence = bisect_right(starts, mention.start)
        if first.setdefault(mention.entity, sentence) != sentence:
            again.add(mention.entity)
    return again


def choose(reading: Reading, found: list[Found], people: Participants, recurrent: set[int]) -> list[Found]:
    """The events of a sentence that are coded, in the order found."""
    named = [event for event in found if event.clause is not None or event.actors or event.recipients]
    if not named:
        return []
    best = min(named, key=lambda event: (event.depth, event.clause is None, event.places[0]))
    chosen = [best, *best.denied_or_alleged]
    for event in named:
        if event in chosen:
            continue
        alike = [other for other in chosen if (event.event_type, event.event_mode) == (other.event_type, other.event_mode)]
        beside = (event.depth <= best.depth and event.clause is not None and event.depth <= 0) or _worth_telling(reading, event)
        if beside and not alike:
            chosen.append(event)
            continue
        who = _known(reading, event, people)
        if who & recurrent and not any(who <= _known(reading, other, people) for other in alike):
            chosen.append(event)
    for event in tuple(chosen):
        for governed in event.governed:
            who = _known(reading, governed, people)
            if who & recurrent and all(governed.event_type != other.event_type for other in chosen):
                chosen.append(governed)
    return chosen


def _known(reading: Reading, event: Found, people: Participants) -> set[int]:
    """Who takes part of those whom the article has named already."""
    return {entity for span in _parties(reading, event) if (entity := people.known(reading, span)) is not None}


def _parties(reading: Reading, event: Found) -> Iterator[tuple[int, int]]:
    for number in event.actors:
        span = party(reading, number) if number >= 0 else owner_around(reading, -number - 1, 0)
        if span is not None:
            yield span
    for group in event.recipients[:2]:
        for how, number in group:
            span = (party(reading, number) if how == "whole" else None) or owner_around(reading, number, len(reading.words))
            if span is not None:
                yield span


def _worth_telling(reading: Reading, event: Found) -> bool:
    """Whether an event told in passing is told so fully that it stands for itself: an order to forces, or the fall of somebody who is named."""
    if event.method == "order" and event.depth <= 1.3:
        return True
    if event.clause is None:
        return (event.event_type, event.event_mode) == ("COERCE", "seize") and any(
            how == "owner" or _named(reading, n) for group in event.recipients[:1] for how, n in group
        )
    return event.depth <= 1.1 and event.event_type in TOLD_BESIDE and _both_sides(reading, event)


def _both_sides(reading: Reading, event: Found) -> bool:
    """Whether the event's words stand in a finite clause that names an actor, and a recipient by a proper name."""
    clause = reading.clauses[event.clause] if event.clause is not None else None
    if clause is None or not clause.group.finite:
        return False
    who = any(n >= 0 and party(reading, n) for n in event.actors)
    whom = any(_named(reading, n) for group in event.recipients[:1] for _, n in group)
    return who and whom


def _named(reading: Reading, number: int) -> bool:
    return reading.words[reading.phrases[number].head].tag == "PROPN"
