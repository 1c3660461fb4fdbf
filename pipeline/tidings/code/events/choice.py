"""Which of the events that a sentence names are coded: what it is about, and what it tells in passing of whom the article tells again.

A sentence names more events than it reports. Coded are the event that it tells first, what it tells beside it as fully, and, in passing,
what befalls or is done by somebody whom other sentences of the article name too: the war that a general began matters to an article on
the general, another war that it compares with does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from tidings.code.events.codebook import rows_of
from tidings.code.events.event import Depth, Event
from tidings.code.events.participants import Participants
from tidings.code.events.parties import Span, party, span_of
from tidings.code.events.rules import types
from tidings.code.reading import Reading, noun_lemma, noun_of
from tidings.known import actor_nouns
from tidings.model import Mention
from tidings.nlp.analysis import Doc
from tidings.nlp.words import PROPER_NOUNS

TOLD_BESIDE = types("told beside")
WITHOUT_PARTIES = TOLD_BESIDE - {"AID"} | {"PROTEST"}  # speech is nothing without a speaker, help nothing without who is helped
MAIN = Depth(0, 0)
ARGUMENT = Depth(0, 1)  # of a noun that is subject or object of the main clause, or of an infinitive in it
ASIDE = Depth(1, 0)  # of a verb in a relative or adverbial clause


@dataclass(frozen=True, slots=True)
class Recurrent:
    """What at least two sentences of the article name: entities, and nouns (lemmas) of actors and events."""

    entities: frozenset[int]
    nouns: frozenset[str]


def recurrent(doc: Doc, mentions: Sequence[Mention], words: frozenset[str]) -> Recurrent:
    """What the article names again. `words`: all its words (`Sentence.spelt`)."""
    placed = ((doc.sentence_at(mention.start), mention.entity) for mention in mentions if mention.entity is not None)
    named = ((sentence.n, entity) for sentence, entity in placed if sentence is not None)
    telling = frozenset(filter(_may_be_told_again, words))
    nouns = ((sentence.n, noun_lemma(word)) for sentence in doc.sentences for word in sentence.spelt & telling)
    return Recurrent(frozenset(_again(named)), frozenset(_again(nouns)))


@cache
def _may_be_told_again(word: str) -> bool:
    """Whether a word in lower case is a noun for an actor or an event."""
    lemma = noun_lemma(word)
    return lemma in rows_of("noun") or lemma in actor_nouns()


Thing = TypeVar("Thing")


def _again(named: Iterable[tuple[int, Thing]]) -> set[Thing]:
    first: dict[Thing, int] = {}
    return {thing for sentence, thing in named if first.setdefault(thing, sentence) != sentence}


def choose(reading: Reading, found: list[Event], people: Participants, again: Recurrent) -> list[Event]:
    """The events of a sentence that are coded, in the order found."""
    named = [event for event in found if _names_parties(event)]
    if not named:
        return [event for event in found if _told_again(reading, event, again)]
    best = min(named, key=lambda event: (event.depth, event.clause is None, event.first))
    chosen = [best, *best.beside]
    for event in found:
        if not any(event is other for other in chosen) and _is_coded(reading, event, best, chosen, people, again):
            chosen.append(event)
    for event in chosen:  # grows while it is read: what is promised may be to ask for something
        kinds = {other.event_type for other in chosen}
        chosen.extend(e for e in event.governed if e.event_type not in kinds and _of_the_article(reading, e, people, again, []))
    return chosen


def _names_parties(event: Event) -> bool:
    """Whether an event is told by a verb, or by a noun with somebody who takes part."""
    return event.clause is not None or bool(event.actors or event.recipients)


def _is_coded(reading: Reading, event: Event, best: Event, chosen: list[Event], people: Participants, again: Recurrent) -> bool:
    """Whether an event is coded beside the `best` and the others `chosen`: as full and of a type not told yet, or of whom the article goes on."""
    alike = [other for other in chosen if (event.event_type, event.event_mode) == (other.event_type, other.event_mode)]
    main = event.clause is not None and event.depth <= min(best.depth, MAIN)
    full = _names_parties(event) and (main or _worth_telling(reading, event))
    return (full and not alike) or _of_the_article(reading, event, people, again, alike)


def _of_the_article(reading: Reading, event: Event, people: Participants, again: Recurrent, alike: Sequence[Event]) -> bool:
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


def _told_again(reading: Reading, event: Event, again: Recurrent) -> bool:
    """Whether the event is named by a noun that other sentences use too, not in a general sense ("the fighting", no "war and peace")."""
    noun = noun_of(reading.word(event.last))
    if event.clause is not None or event.event_type not in WITHOUT_PARTIES or noun not in again.nouns:
        return False
    chunk = reading.chunk_at(event.last)
    clause = reading.clause_of(chunk) if chunk is not None else None
    return chunk is not None and (chunk.first < event.first or (clause is not None and chunk.n in clause.subject))


def told_without_parties(reading: Reading, event: Event, again: Recurrent) -> bool:
    """Whether an event may be told without a participant: no speech or help, but a verb in the main clause, a noun that is its subject or object,
    what is told again.
    """
    done = event.event_type in WITHOUT_PARTIES or (event.event_type == "CONCEDE" and event.method != "operator")
    return done and (event.depth <= ARGUMENT or _told_again(reading, event, again))


def _known(reading: Reading, event: Event, people: Participants) -> set[int]:
    """Who takes part of those whom the article has named already."""
    return {entity for span in _parties(reading, event) if (entity := people.known(reading, span)) is not None}


def _parties(reading: Reading, event: Event) -> Iterator[Span]:
    spans = [span_of(reading, side, True) for side in event.actors]
    spans += [span_of(reading, side, False) for group in event.recipients[:2] for side in group]
    return (span for span in spans if span is not None)


def _worth_telling(reading: Reading, event: Event) -> bool:
    """Whether an event told in passing is told so fully that it stands for itself: the fall of somebody who is named, a request."""
    if event.clause is None and event.event_type == "REQUEST":
        chunk = reading.chunk_at(event.last)
        return chunk is not None and chunk.case == "at" and any(side.owner for side in event.actors[:1])  # "at the king's request"
    if event.clause is None:
        seized = (event.event_type, event.event_mode) == ("COERCE", "seize")
        return seized and any(side.owner or _is_named(reading, side.chunk) for group in event.recipients[:1] for side in group)
    return event.depth <= ASIDE and event.event_type in TOLD_BESIDE and _both_sides(reading, event)


def _both_sides(reading: Reading, event: Event) -> bool:
    """Whether the event's words stand in a finite clause that names an actor and a recipient, in a relative clause by a proper name."""
    if event.clause is None or event.clause.tense in ("inf", "part"):
        return False
    if event.clause.rel == "advcl" and event.modality == "hypothetical":
        return False  # "unless the army leaves"
    who = any(not side.owner and party(reading, side.chunk) for side in event.actors)
    told = party if event.clause.rel == "advcl" else _is_named
    return who and any(told(reading, side.chunk) for group in event.recipients[:1] for side in group)


def _is_named(reading: Reading, n: int) -> bool:
    return reading.head(n).tag in PROPER_NOUNS
