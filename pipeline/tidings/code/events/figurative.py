"""Words that are not meant as the codebook means them: politicians attack one another, plans are executed, papers released.

A blow falls on somebody, or on a thing that can be hit; released are captives. Where a verb that is often a figure of speech has another
object, it names no event; where somebody who holds a civil office attacks another in words, it is criticism; a name is a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.code.events.actor_words import is_actor_noun
from tidings.code.events.event import Event
from tidings.code.events.parties import is_named, objects_of, party
from tidings.code.reading import Reading
from tidings.code.spans import Spans
from tidings.model import Entity, EventReport, Mention

FIGURES = lexicon.words("event_words", group="figure")
OF_SPEECH = lexicon.words("event_words", group="figure-of-speech")
NEEDS_OBJECT = lexicon.words("event_words", group="needs-object")
SHOT = lexicon.words("event_words", group="shot")
ARMED = frozenset({"MIL", "COP", "UAF", "REB", "SPY", "PRM", "CRM"})


@cache
def _nouns(*classes: str) -> frozenset[str]:
    return frozenset(row["noun"] for row in lexicon.rows("event_objects") if row["class"] in classes)


def is_figure(reading: Reading, event: Event) -> bool:
    """Whether a verb is a figure of speech, as its object is nothing that can be hit or set free, or it has none and needs one."""
    clause = event.clause
    if clause is None or clause.lemma not in FIGURES or clause.verb != event.first:
        return False
    if event.event_type != "ASSAULT" and event.event_mode != "release":
        return False
    passive, lemma = clause.voice == "passive", clause.lemma
    objects = list(reading.real(clause.subject)) if passive else objects_of(reading, clause)
    if lemma == "fire":
        return passive or (bool(objects) and reading.noun(objects[0]) not in SHOT)
    if not objects:
        for_it = reading.at(clause.last + 1) == "for" or bool(reading.under(clause, "xcomp", "advcl"))
        return lemma in NEEDS_OBJECT or (lemma == "fight" and for_it)
    head, noun = reading.head(objects[0]), reading.noun(objects[0])
    if is_named(head):
        return False
    if event.event_mode == "release":  # "his tax returns": whose they are sets nobody free
        return not is_actor_noun(head) and head.tag != "PRP" and noun not in _nouns("captive")
    made_of = reading.chunk(objects[0]).of
    if made_of is not None and (reading.chunk(made_of).head in reading.names_places or is_named(reading.head(made_of))):
        return False  # "attacked the harbour of Oslo"
    can_be_hit = _nouns("territory", "building", "property", "forces", "weapons", "transport", "road", "blockade")
    return party(reading, objects[0]) is None and noun not in can_be_hit and head.i not in reading.names_places


def is_name(reading: Reading, event: Event, mentions: Spans[Mention]) -> bool:
    """Whether the word that would name the event is part of a person's name ("Mr. Ban", "Lynch")."""
    word = reading.word(event.first)
    return word.text[0].isupper() and any(
        mention.entity_type == "person" and mention.mention_type == "name" for mention in mentions.overlapping(word.start, word.end)
    )


def in_words(reading: Reading, event: Event, report: EventReport, entities: Sequence[Entity]) -> bool:
    """Whether an attack is one in words: of somebody who holds a civil office, on a person or a body that bears no arms."""
    named = {reading.word(i).lemma for i in range(event.first, event.last + 1)}
    if report.event_type != "ASSAULT" or not report.actors or named.isdisjoint(OF_SPEECH):
        return False
    attackers = [entities[participant.entity] for participant in report.actors]
    attacked = [entities[participant.entity] for participant in report.recipients]
    return all(who.actor_type == "person" and who.sector and who.sector not in ARMED for who in attackers) and any(
        whom.actor_type in ("person", "organization") and whom.sector not in ARMED for whom in attacked
    )
