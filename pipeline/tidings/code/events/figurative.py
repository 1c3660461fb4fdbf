"""Words that are not meant as the codebook means them: politicians attack one another, plans are executed, papers released.

A blow falls on somebody, or on a thing that can be hit; released are captives. Where a verb that is often a figure of speech has another
object, it names no event; where somebody who holds a civil office attacks another in words, it is criticism; a name is a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.code.events.actor_words import is_actor_noun
from tidings.code.events.event_parts import Found
from tidings.code.events.parties import party
from tidings.code.events.phrase_relations import direct_object, head_noun
from tidings.code.events.readings import Reading
from tidings.code.events.spans import Spans
from tidings.code.events.triggers import PLACE
from tidings.model import Entity, EventReport, Mention

FIGURES = lexicon.words("event_words", group="figure")
OF_SPEECH = lexicon.words("event_words", group="figure-of-speech")
NEEDS_OBJECT = frozenset({"hang", "execute", "release"})
SHOT = frozenset({"shot", "round", "bullet", "gun", "weapon", "volley", "burst", "salvo", "pistol", "rifle", "warning", "fire"})
ARMED = frozenset({"MIL", "COP", "UAF", "REB", "SPY", "PRM", "CRM"})


@cache
def _nouns(*classes: str) -> frozenset[str]:
    return frozenset(row["noun"] for row in lexicon.rows("event_objects") if row["class"] in classes)


def _can_be_hit() -> frozenset[str]:
    return _nouns("territory", "building", "property", "forces", "weapons", "transport", "road", "blockade") | {PLACE}


def is_figure(reading: Reading, found: Found) -> bool:
    """Whether a verb is a figure of speech, as its object is nothing that can be hit or set free, or it has none and needs one."""
    if found.clause is None or (found.event_type != "ASSAULT" and found.event_mode != "release"):
        return False
    clause = reading.clauses[found.clause]
    lemma, words = clause.group.lemma, reading.words
    if lemma not in FIGURES or clause.group.head != found.places[0]:
        return False
    passive = clause.group.passive or (clause.relation == "reduced" and clause.group.form == "VBN")
    objects = list(clause.subject) if passive else direct_object(reading, max(clause.group.last, found.places[-1]), len(words))
    if lemma == "fire":
        return passive or (bool(objects) and head_noun(reading.phrases[objects[0]], words) not in SHOT)
    if not objects:
        after = words[clause.group.last + 1].lower if clause.group.last + 1 < len(words) else ""
        return lemma in NEEDS_OBJECT or (lemma == "fight" and (after == "for" or bool(reading.children(clause.number, "infinitive"))))
    phrase = reading.phrases[objects[0]]
    head = words[phrase.head]
    if head.tag == "PROPN":
        return False
    if found.event_mode == "release":  # "his tax returns": whose they are sets nobody free
        return not is_actor_noun(head) and head.tag != "PRON" and head_noun(phrase, words) not in _nouns("captive")
    return party(reading, objects[0]) is None and head_noun(phrase, words) not in _can_be_hit()


def is_name(reading: Reading, found: Found, mentions: Spans[Mention]) -> bool:
    """Whether the word that would name the event is part of a person's name ("Mr. Ban", "Lynch")."""
    word = reading.words[found.places[0]]
    return word.text[0].isupper() and any(
        mention.entity_type == "person" and mention.mention_type == "name" for mention in mentions.overlapping(word.start, word.end)
    )


def in_words(reading: Reading, found: Found, report: EventReport, entities: Sequence[Entity]) -> bool:
    """Whether an attack is one in words: of somebody who holds a civil office, on a person or a body that bears no arms."""
    if report.event_type != "ASSAULT" or not report.actors or all(reading.words[at].lemma not in OF_SPEECH for at in found.places):
        return False
    attackers = [entities[participant.entity] for participant in report.actors]
    attacked = [entities[participant.entity] for participant in report.recipients]
    return all(who.actor_type == "person" and who.sector and who.sector not in ARMED for who in attackers) and any(
        whom.actor_type in ("person", "organization") and whom.sector not in ARMED for whom in attacked
    )
