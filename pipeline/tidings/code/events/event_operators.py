"""What the words that govern an event make of it: promises, threats, refusals, demands, orders, beginnings and ends.

Each rule takes the clause of the operator and asks the reader for the event that stands under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol

from tidings.code.events.actor_words import is_actor_noun
from tidings.code.events.event_parts import (
    LONGEST_TRIGGER,
    MUST,
    OWN_FORCES,
    WILL,
    Found,
    Group,
    reach,
    recipients_of,
    subject_of,
    take_part,
    threat_mode,
    wanted,
)
from tidings.code.events.noun_events import object_event
from tidings.code.events.phrase_relations import direct_object, head_noun, prepositional
from tidings.code.events.readings import Clause, Reading
from tidings.code.events.triggers import TYPES_OF_HARM, operators


class Reader(Protocol):
    """Reads the events of a sentence clause by clause."""

    reading: Reading

    def inner(self, clause: Clause, level: int, *relations: str) -> Found | None:
        """The event that the clause governs."""

    def through(self, clause: Clause, level: int) -> Found | None:
        """The event behind a verb that says nothing itself."""


def asks_whether(reading: Reading, clause: Clause) -> bool:
    """Whether "ask" is a reporter's question: without a subject, or followed by if or whether."""
    after = reading.words[clause.group.last + 1].lower if clause.group.last + 1 < len(reading.words) else ""
    return clause.group.lemma == "ask" and (
        after in ("if", "whether", "how", "why", "what", "about", "when", "who") or (clause.group.form in ("VBN", "VBD") and not clause.subject)
    )


def operate(reader: Reader, clause: Clause, effect: str, places: list[int], level: int) -> Found | None:
    """Apply an operator to what it governs."""
    reading = reader.reading
    if effect in ("agree", "offer", "vow"):
        return _promise(reader, clause, effect, places, level)
    if effect == "threaten":
        return _threaten(reader, clause, places, level)
    if effect == "warn":
        inner = reader.inner(clause, level, "complement")
        threatened = inner is not None and inner.event_type in TYPES_OF_HARM and (inner.modality != "hypothetical" or not inner.actors)
        return _around("THREATEN", threat_mode(inner), reading, clause, places, inner) if threatened else None
    if effect == "refuse":
        inner = reader.inner(clause, level, "infinitive") or object_event(reading, clause)
        return _around("REJECT", wanted(inner, reading, clause), reading, clause, places, inner)
    if effect == "demand":
        return _demand(reader, clause, places, level)
    if effect in ("order", "tell"):
        return _order(reader, clause, effect, places, level)
    if effect in ("begin", "decide", "try", "plan", "hypothesis", "fail", "prepare", "allege", "say"):
        return _transparent(reader, clause, effect, places, level)
    if effect == "end":
        return _ended(reader, clause, places, level)
    if effect == "allow":
        return _allow(reader, clause, places, level)
    if effect == "prevent":
        inner = reader.inner(clause, level, "infinitive", "gerund") or object_event(reading, clause)
        if inner is None or inner.event_type not in ("PROTEST", "CONSULT", "AID"):
            return None
        return _around("COERCE", "restrict", reading, clause, places, inner, by_actor=True)
    if effect == "deny":
        inner = reader.inner(clause, level) or object_event(reading, clause)
        if inner is None or (inner.clause is None and inner.event_type in ("REQUEST", "AGREE", "CONSULT", "SUPPORT", "AID")):
            return None
        if not inner.actors:
            inner.actors = subject_of(reading, clause)
        return replace(inner, modality="denied", claimed=subject_of(reading, clause), depth=clause.depth, used=inner.used | {clause.number})
    if effect == "accuse":
        return _accuse(reader, clause, places, level)
    return None


def _around(
    event_type: str, mode: str | None, reading: Reading, clause: Clause, places: list[int], inner: Found | None, by_actor: bool = False
) -> Found:
    """An event that an operator makes of what it governs: its actor is the operator's subject, its recipients are the inner event's or its own."""
    event = Found(event_type, mode, list(places), clause.number, clause.depth, method="operator")
    take_part(reading, clause, event, None, after=max(places))
    if clause.group.passive:
        event.actors = event.actors or []
    if inner is not None:
        event.used |= inner.used
        event.nouns |= inner.nouns
        makers: Group = [("whole" if number >= 0 else "owner", number if number >= 0 else -number - 1) for number in inner.actors]
        first_inner = [makers] if makers and (by_actor or inner.clause is None) else []
        event.recipients = [*first_inner, *inner.recipients, *event.recipients]
    else:
        for child in reading.children(clause.number, "infinitive"):
            event.recipients.extend(recipients_of(reading, child, None, "", child.group.last, reach(reading, child)))
    if inner is not None:
        if inner.event_type != event_type:
            event.governed.append(
                replace(inner, modality=_UNDER.get(event_type, "hypothetical") if inner.modality == "actual" else inner.modality, method="governed")
            )
        first, last = places[0], inner.places[-1]
        if first < last < first + LONGEST_TRIGGER:
            event.places = list(range(first, last + 1))
    return event


_UNDER = {"AGREE": "planned", "THREATEN": "planned"}  # how what is governed is told; what is asked for, refused or prevented is only possible


def _promise(reader: Reader, clause: Clause, effect: str, places: list[int], level: int) -> Found | None:
    reading = reader.reading
    inner = reader.inner(clause, level, "infinitive", "complement") or object_event(reading, clause)
    bare = inner is None and not reading.children(clause.number, "infinitive") and not clause.group.passive
    if clause.group.lemma == "offer" and bare and not prepositional(reading, ("to", "for"), clause.group.last, clause.end):
        return None  # "offered no proof"
    harmful = inner is not None and inner.event_type in TYPES_OF_HARM and effect != "agree"
    event = _around("THREATEN" if harmful else "AGREE", threat_mode(inner) if harmful else None, reading, clause, places, inner)
    if clause.group.passive:
        event.actors = list(clause.subject)
        event.recipients = list(inner.recipients) if inner else []
    if clause.group.negated:
        event.event_type, event.event_mode = "REJECT", None
    return event


def _threaten(reader: Reader, clause: Clause, places: list[int], level: int) -> Found:
    reading = reader.reading
    inner = reader.inner(clause, level, "infinitive", "complement", "gerund") or object_event(reading, clause)
    event = _around("THREATEN", threat_mode(inner), reading, clause, places, inner)
    event.recipients.extend(_conditional_party(reading, clause))
    return event


def _conditional_party(reading: Reading, clause: Clause) -> list[Group]:
    """Who is to meet the condition of a threat: the subject of its if- or unless-clause."""
    for later in reading.clauses[clause.number + 1 :]:
        if later.marker in ("if", "unless", "until") and later.subject:
            return [[("whole", number) for number in later.subject]]
    return []


def _demand(reader: Reader, clause: Clause, places: list[int], level: int) -> Found | None:
    reading = reader.reading
    inner = reader.inner(clause, level) or object_event(reading, clause)
    words = reading.words
    complement = next(iter(reading.children(clause.number, "complement")), None)
    if clause.group.lemma == "insist" and (complement is None or not _subjunctive(complement)):
        return None
    if asks_whether(reading, clause) or (clause.group.lemma == "ask" and clause.group.passive and inner is None):
        return None
    if clause.group.lemma == "ask" and not reading.children(clause.number, "infinitive"):
        return None  # a question, unless somebody is asked to do something or asked for it
    if inner is None and clause.group.lemma in ("encourage", "beg", "tell") and not reading.children(clause.number, "infinitive", "complement"):
        return None
    event = _around("REQUEST", wanted(inner, reading, clause), reading, clause, places, inner)
    to_whom = prepositional(reading, (words[max(places)].lower,), clause.group.last, clause.end) if max(places) > clause.group.last else []
    asked = _people(reading, direct_object(reading, max(places), clause.end) or to_whom)  # "appealed to the king to pardon them"
    if complement is not None and complement.subject:
        event.recipients.insert(0, [("whole", number) for number in complement.subject])
    elif asked and not clause.group.passive:
        event.recipients.insert(0, [("whole", number) for number in asked])
    elif clause.group.passive:
        event.recipients.insert(0, [("whole", number) for number in clause.subject])
    return event


def _people(reading: Reading, numbers: Sequence[int]) -> list[int]:
    """Those of the phrases that may be asked to do something: actors, names and pronouns."""
    heads = ((number, reading.words[reading.phrases[number].head]) for number in numbers)
    return [number for number, head in heads if is_actor_noun(head) or head.tag in ("PROPN", "PRON")]


def _subjunctive(clause: Clause) -> bool:
    return (
        (clause.group.form == "VB" and not clause.group.modal)
        or clause.group.modal in MUST
        or (clause.group.form == "VBP" and not clause.group.perfect)
    )


def _order(reader: Reader, clause: Clause, effect: str, places: list[int], level: int) -> Found | None:
    """An order to own forces is the act, planned; a repressive order is the repression itself; any other is a request."""
    reading = reader.reading
    inner = reader.inner(clause, level, "infinitive")
    objects = list(clause.subject) if clause.group.passive else direct_object(reading, clause.group.last, clause.end)
    if effect == "tell" and inner is None:
        return None
    if effect == "tell":
        return _around("REQUEST", wanted(inner, reading, clause), reading, clause, places, inner)
    if inner is None:
        named = object_event(reading, clause)
        if named is not None and not reading.children(clause.number, "infinitive"):
            named.actors = (
                subject_of(reading, clause) if not clause.group.passive else prepositional(reading, ("by",), clause.group.last, len(reading.words))
            )
            named.modality = "planned" if named.event_type in ("MOBILIZE", "ASSAULT", "RETREAT") else "actual"
            return replace(named, depth=clause.depth, used={clause.number}, clause=clause.number)
        if not reading.children(clause.number, "infinitive"):
            return None
    own = any(head_noun(reading.phrases[number], reading.words) in OWN_FORCES for number in objects)
    if inner is not None and own:
        commander = prepositional(reading, ("by",), clause.group.last, clause.group.last + 8) if clause.group.passive else subject_of(reading, clause)
        return replace(inner, actors=commander or objects, modality="planned", depth=clause.depth, used=inner.used | {clause.number}, method="order")
    if inner is not None and inner.event_type in ("COERCE", "SANCTION"):
        return _around(inner.event_type, inner.event_mode, reading, clause, places, None)
    event = _around("REQUEST", wanted(inner, reading, clause), reading, clause, places, inner)
    event.recipients.insert(0, [("whole", number) for number in objects])
    return event


def _transparent(reader: Reader, clause: Clause, effect: str, places: list[int], level: int) -> Found | None:
    """A word that adds no more than a phase or a likelihood: the event is what it governs."""
    reading = reader.reading
    inner = None
    if effect == "begin":
        for number in direct_object(reading, clause.group.last, clause.end)[:1]:
            spoken = noun_effects().get(head_noun(reading.phrases[number], reading.words))
            if spoken in ("offer", "threaten", "refuse"):
                return operate(reader, clause, spoken, [*places, reading.phrases[number].head], level)
    if effect in ("plan", "begin") and not clause.group.passive and direct_object(reading, clause.group.last, clause.end):
        inner = object_event(reading, clause)
    if inner is None and effect != "say":
        inner = reader.inner(clause, level, "infinitive", "gerund")
    if inner is None and effect in ("begin", "plan", "fail", "allege", "hypothesis", "prepare", "try"):
        inner = object_event(reading, clause)
        if inner is not None and clause.group.lemma in ("prepare",):
            inner.modality = "planned"
    if effect == "hypothesis" and clause.group.lemma in ("want", "wish") and reading.children(clause.number, "infinitive"):
        asked = _people(reading, direct_object(reading, clause.group.last, clause.end))
        if asked:
            event = _around("REQUEST", wanted(inner, reading, clause), reading, clause, places, inner)
            event.recipients.insert(0, [("whole", n) for n in asked])
            return event
    if inner is None and effect in ("allege", "say", "hypothesis", "plan", "decide"):
        told = reader.through(clause, level)
        if told is not None and effect in ("hypothesis", "plan") and told.modality == "actual":
            told.modality = "hypothetical" if effect == "hypothesis" else "planned"
        return told
    if inner is None:
        return None
    nominal = inner.clause is None
    event = replace(inner, depth=clause.depth, used=inner.used | {clause.number})
    if nominal:
        if not clause.group.passive:
            event.actors = subject_of(reading, clause) or event.actors
        else:
            event.actors = prepositional(reading, ("by",), clause.group.last, len(reading.words)) or event.actors
        event.clause = clause.number
        event.method = "noun-of-verb"
        if clause.group.head < event.places[0] < clause.group.head + LONGEST_TRIGGER - 1:
            event.places = list(range(clause.group.head, event.places[-1] + 1))
        for way in ("against", "on", "with", "to", "from", "into", "over", "in", "at"):
            event.recipients.append([("whole", n) for n in prepositional(reading, (way,), clause.group.last, reach(reading, clause))])
    if effect == "plan" or (effect == "try" and event.event_type != "ASSAULT" and event.event_mode != "cyber" and event.modality == "actual"):
        event.modality = "planned"
    elif effect == "hypothesis":
        event.modality = "hypothetical"
    elif effect == "allege":
        event.modality, event.claimed = "alleged", subject_of(reading, clause)
    elif effect == "fail":
        return None
    elif effect == "prepare" and event.event_type in ("ASSAULT", "COERCE"):
        event.event_type, event.event_mode, event.modality = "MOBILIZE", None, "actual"
        event.places = [clause.group.head] if not nominal else event.places
    if clause.group.negated and event.modality == "actual":
        return None
    return event


def _ended(reader: Reader, clause: Clause, places: list[int], level: int) -> Found | None:
    """The end of help is a sanction, the end of pressure a retreat."""
    reading = reader.reading
    inner = object_event(reading, clause) or reader.inner(clause, level, "gerund")
    if inner is None:
        return None
    kind = inner.event_type
    mode: str | None
    if kind in ("AID", "CONSULT", "COOPERATE", "SUPPORT", "AGREE"):
        event_type, mode = "SANCTION", "discontinue"
    elif kind in ("ASSAULT", "MOBILIZE"):
        event_type, mode = "RETREAT", "ceasefire" if kind == "ASSAULT" else None
    elif kind in ("COERCE", "SANCTION", "PROTEST", "THREATEN"):
        event_type, mode = ("CONCEDE", None) if kind != "COERCE" or inner.event_mode != "restrict" else ("RETREAT", "access")
    else:
        return None
    event = _around(event_type, mode, reading, clause, places, inner)
    event.recipients = [*inner.recipients, *event.recipients]
    return event


def _allow(reader: Reader, clause: Clause, places: list[int], level: int) -> Found | None:
    reading = reader.reading
    inner = reader.inner(clause, level, "infinitive")
    after = reading.words[clause.group.last + 1].lower if clause.group.last + 1 < len(reading.words) else ""
    if clause.group.lemma == "let" and (after in ("us", "'s", "’s")):
        return None
    if clause.group.lemma == "let" and not direct_object(reading, clause.group.last, len(reading.words)):
        return None
    event = _around("CONCEDE", None, reading, clause, places, None)
    if inner is not None:
        event.used |= inner.used
        event.nouns |= inner.nouns
    objects = direct_object(reading, clause.group.last, clause.end)
    if objects and not clause.group.passive:
        event.recipients.insert(0, [("whole", number) for number in objects])
    if clause.group.negated and clause.group.modal not in WILL | {"would"}:
        event.event_type, event.event_mode = "COERCE", "restrict"
    return event


def _accuse(reader: Reader, clause: Clause, places: list[int], level: int) -> Found:
    reading = reader.reading
    event = Found("ACCUSE", "allege", list(places), clause.number, clause.depth, method="operator")
    take_part(reading, clause, event, None, after=max(places))
    if not clause.group.passive:
        objects = direct_object(reading, clause.group.last, clause.end)
        if not objects and clause.group.form in ("VBD", "VBN"):  # "Minister accused as strike looms": in headlines the passive has no auxiliary
            event.actors, objects = prepositional(reading, ("by",), clause.group.last, len(reading.words)), list(clause.subject)
        event.recipients.insert(0, [("whole", number) for number in objects])
    inner = reader.inner(clause, level, "gerund")
    if inner is not None:
        culprits = [number for group in event.recipients for _, number in group][:1]
        inner.actors = culprits
        inner.modality, inner.claimed, inner.depth = "alleged", list(event.actors), clause.depth
        event.denied_or_alleged.append(inner)
    elif clause.group.passive and not event.actors:
        event.actors = prepositional(reading, ("by",), clause.group.last, len(reading.words))
    return event


@cache
def noun_effects() -> dict[str, str]:
    """Operators that are nouns -> effect ("attempt", "plan")."""
    return {word: rows[0].effect for word, rows in operators("noun").items()}
