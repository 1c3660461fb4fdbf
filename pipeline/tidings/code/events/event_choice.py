"""Which of the events that a sentence tells are coded: what it is about, and what it tells in passing of whom the article tells again.

A sentence names more events than it reports. Coded are the event that it tells first, what it tells beside it as fully, and, in passing,
what befalls or is done by somebody whom other sentences of the article name too: the war that a general began matters to an article on
the general, another war that it compares with does not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from tidings.code.events.actor_words import actor_nouns
from tidings.code.events.event_parts import Found
from tidings.code.events.participants import Participants
from tidings.code.events.parties import acting, party, undergoing
from tidings.code.events.phrase_relations import phrase_at
from tidings.code.events.readings import Reading
from tidings.code.events.triggers import noun_triggers
from tidings.code.text.document import Document
from tidings.code.text.word_forms import noun_lemma
from tidings.model import Mention

TOLD_BESIDE = frozenset({"CONSULT", "AID", "RETREAT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
WITHOUT_PARTIES = TOLD_BESIDE - {"AID"} | {"PROTEST"}  # speech is nothing without a speaker, help nothing without who is helped


@dataclass(frozen=True, slots=True)
class Recurrent:
    """What at least two sentences of the article name: entities, and nouns (lemmas) of actors and events."""

    entities: frozenset[int]
    nouns: frozenset[str]


def recurrent(document: Document, mentions: Sequence[Mention]) -> Recurrent:
    """What the article names again. `mentions`: in order of start."""
    sentences = document.sentences
    starts = [sentence.start for sentence in sentences]
    named = ((bisect_right(starts, mention.start), mention.entity) for mention in mentions if mention.entity is not None)
    nouns = (
        (number, noun_lemma(token.lower)) for number, sentence in enumerate(sentences) for token in sentence.tokens if _may_be_told_again(token.lower)
    )
    return Recurrent(frozenset(_again(named)), frozenset(_again(nouns)))


@cache
def _may_be_told_again(word: str) -> bool:
    """Whether a word in lower case is a noun for an actor or an event."""
    lemma = noun_lemma(word)
    return lemma in noun_triggers() or lemma in actor_nouns()


Thing = TypeVar("Thing", int, str)


def _again(named: Iterable[tuple[int, Thing]]) -> set[Thing]:
    first: dict[Thing, int] = {}
    return {thing for sentence, thing in named if first.setdefault(thing, sentence) != sentence}


def choose(reading: Reading, found: list[Found], people: Participants, again: Recurrent) -> list[Found]:
    """The events of a sentence that are coded, in the order found."""
    named = [event for event in found if event.clause is not None or event.actors or event.recipients]
    if not named:
        return [event for event in found if _told_again(reading, event, again)]
    best = min(named, key=lambda event: (event.depth, event.clause is None, event.places[0]))
    chosen = [best, *best.denied_or_alleged]
    for event in found:
        if event in chosen:
            continue
        alike = [other for other in chosen if (event.event_type, event.event_mode) == (other.event_type, other.event_mode)]
        beside = event in named and ((event.depth <= best.depth and event.clause is not None and event.depth <= 0) or _worth_telling(reading, event))
        if (beside and not alike) or _of_the_article(reading, event, people, again, alike):
            chosen.append(event)
    for event in chosen:  # grows while it is read: what is promised may be to ask for something
        kinds = {other.event_type for other in chosen}
        chosen.extend(e for e in event.governed if e.event_type not in kinds and _of_the_article(reading, e, people, again, []))
    return chosen


def _of_the_article(reading: Reading, event: Found, people: Participants, again: Recurrent, alike: Sequence[Found]) -> bool:
    """Whether somebody whom other sentences name too takes part, or they name the event too, and none `alike` tells the same."""
    spans = list(_parties(reading, event))
    if not spans:
        return not alike and _told_again(reading, event, again)
    who = _known(reading, event, people)
    if who & again.entities:
        return not any(who <= _known(reading, other, people) for other in alike)
    if alike or event.event_type not in TOLD_BESIDE | {"PROTEST"}:
        return False
    return any(noun in again.nouns and noun in actor_nouns() for span in spans for noun in people.nouns(reading, span))


def _told_again(reading: Reading, event: Found, again: Recurrent) -> bool:
    """Whether the event is named by a noun that other sentences use too, not in a general sense ("the fighting", no "war and peace")."""
    place = event.places[-1]
    if event.clause is not None or event.event_type not in WITHOUT_PARTIES or noun_lemma(reading.words[place].lower) not in again.nouns:
        return False
    number = phrase_at(reading, place)
    return number is not None and (reading.phrases[number].first < event.places[0] or any(number in clause.subject for clause in reading.clauses))


def told_without_parties(reading: Reading, event: Found, again: Recurrent) -> bool:
    """Whether an event may be told without a participant: a verb in the main clause, a noun that is its subject or object, what is told again."""
    return event.depth <= 0.4 or _told_again(reading, event, again)


def _known(reading: Reading, event: Found, people: Participants) -> set[int]:
    """Who takes part of those whom the article has named already."""
    return {entity for span in _parties(reading, event) if (entity := people.known(reading, span)) is not None}


def _parties(reading: Reading, event: Found) -> Iterator[tuple[int, int]]:
    spans = [acting(reading, number) for number in event.actors]
    spans += [undergoing(reading, how, number) for group in event.recipients[:2] for how, number in group]
    return (span for span in spans if span is not None)


def _worth_telling(reading: Reading, event: Found) -> bool:
    """Whether an event told in passing is told so fully that it stands for itself: an order to forces, or the fall of somebody who is named."""
    if event.method == "order" and event.depth <= 1.3:
        return True
    if event.clause is None and event.event_type == "REQUEST":
        number = phrase_at(reading, event.places[-1])
        return number is not None and reading.phrases[number].preposition == "at" and event.actors[:1] == [-number - 1]  # "at the king's request"
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
