"""What an event is made of as a sentence tells it: its words, who takes part, and events that nouns name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tidings import lexicon
from tidings.code.events.actor_words import is_actor_noun
from tidings.code.events.parties import QUANTITIES
from tidings.code.events.phrase_relations import direct_object, head_noun, of_phrase, phrase_at, prepositional
from tidings.code.events.readings import Clause, Reading
from tidings.code.events.triggers import Trigger, operator_of

WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})


MUST = frozenset({"must", "should", "shall"})


MAYBE = frozenset({"may", "might", "could", "can", "ca", "'d", "’d"})


LONGEST_TRIGGER = 5  # words


COMMON = ("with", "against", "to", "on", "from", "of", "in", "for", "at", "into", "toward", "towards", "over", "by")


MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})


OWN_FORCES = lexicon.words("event_words", group="own-forces")


_COMMON_OF = {
    "MOBILIZE": ("against", "on", "to", "into", "toward", "towards", "along", "near", "in", "at"),
    "COERCE": ("against", "on", "to", "from", "of", "in", "at", "over"),
    "ASSAULT": ("against", "on", "to", "of", "in", "at", "into", "toward", "towards"),
    "CONSULT": ("with", "between", "to"),
}


Group = list[tuple[str, int]]


@dataclass(slots=True)
class Found:
    """An event as the sentence tells it. `places`: of the words that name it. `actors`: numbers of noun phrases.

    `recipients`: groups of noun phrases, the likeliest group first, each phrase with how to read it: "whole" (the phrase itself, else
    its owner) or "owner" (who is meant by the thing). A negative number among the actors is the owner of phrase -number - 1.
    """

    event_type: str
    event_mode: str | None
    places: list[int]
    clause: int | None
    depth: float
    actors: list[int] = field(default_factory=list)
    recipients: list[Group] = field(default_factory=list)
    modality: str = "actual"
    method: str = "verb"
    claimed: list[int] = field(default_factory=list)
    mutual: bool = False
    used: set[int] = field(default_factory=set)
    nouns: set[int] = field(default_factory=set)
    denied_or_alleged: list[Found] = field(default_factory=list)
    governed: list[Found] = field(default_factory=list)  # what is promised, ordered or asked for, told with the promise


def take_part(reading: Reading, clause: Clause, event: Found, trigger: Trigger | None, after: int, aims: Sequence[Group] = ()) -> None:
    """Set actors and recipients of an event from the clause's subject, objects and prepositional phrases."""
    words, group = reading.words, clause.group
    end = reach(reading, clause)
    if trigger is not None and trigger.recipient == ("subject",):  # "received aid from the union"
        event.actors = prepositional(reading, ("from",), group.last, end)
        event.recipients = [[("whole", number) for number in subject_of(reading, clause)]]
        return
    if group.passive or (clause.relation in ("reduced", "participle") and group.form == "VBN" and not group.finite):
        event.actors = prepositional(reading, ("by",), group.last, min(len(words), end + 12))
        moved = event.event_type == "MOBILIZE" or (event.event_type == "RETREAT" and event.event_mode in ("withdraw", "disarm"))
        if moved and not event.actors:  # "the army was put on alert": who is moved is who acts
            event.actors = list(clause.subject)
            event.recipients = recipients_of(reading, clause, trigger, event.event_type, after, end, aims)
        else:
            event.recipients = [[("whole", number) for number in clause.subject]]
        event.method += "-passive"
        return
    event.actors = _whose(reading, clause) or subject_of(reading, clause)
    event.recipients = recipients_of(reading, clause, trigger, event.event_type, after, end, aims)
    two_sided = event.event_type in MUTUAL or (trigger is not None and trigger.recipient == ("with",))
    event.mutual = two_sided and len(event.actors) > 1 and not prepositional(reading, ("with",), group.last, end)


def _whose(reading: Reading, clause: Clause) -> list[int]:
    """Who is to act where a noun governs the verb: its owner, as a negative number ("her attempt to unseat the mayor"), or who follows "for"."""
    number = phrase_at(reading, clause.noun) if clause.relation == "infinitive" and clause.noun is not None else None
    if number is None:
        return []
    phrase = reading.phrases[number]
    if is_actor_noun(reading.words[phrase.head]):  # but "the first Arab state to recognise"
        return [number] if phrase.preposition == "for" else []
    inside = reading.words[phrase.first : phrase.head]
    return [-number - 1] if any(word.tag in ("POSS", "GEN", "PROPN") for word in inside) else []


def recipients_of(
    reading: Reading, clause: Clause, trigger: Trigger | None, event_type: str, after: int, end: int, aims: Sequence[Group] = ()
) -> list[Group]:
    """Where the recipient may stand, likeliest first: as the trigger's row says, then objects, then prepositional phrases, a mere place last."""
    words, group = reading.words, clause.group
    ways = trigger.recipient if trigger and trigger.recipient else ("with", "to", "for", "object") if event_type == "AGREE" else ("object", "owner")
    objects = direct_object(reading, _after_particles(reading, group.last, after, trigger), end)
    following = reading.clauses[clause.number + 1] if clause.number + 1 < len(reading.clauses) else None
    if (
        not objects
        and following is not None
        and all(w.tag in ("CCONJ", "ADV") for w in words[group.last + 1 : following.group.first])
        and following.group.first > group.last + 1
    ):
        objects = direct_object(reading, following.group.last, reach(reading, following))  # "toppled and later killed the king"
    if event_type == "AID" and trigger is not None and trigger.objects:
        given = trigger.objects if trigger.recipient[:1] != ("object",) or "to" in trigger.recipient else frozenset()
        objects = [number for number in objects if head_noun(reading.phrases[number], words) not in given]  # but whom one trains is helped
    if event_type == "CONSULT" and trigger is not None and trigger.objects:
        objects = []  # what they talk about is no side of the talks
    if event_type in ("MOBILIZE", "AGREE"):
        objects = [number for number in objects if not _counts(reading, number, OWN_FORCES)]
    groups: list[Group] = []
    weak: list[Group] = []
    done: set[str] = set()
    common = _COMMON_OF.get(event_type, COMMON)
    for way in (*ways, "object", "owner", *common):
        if way in done:
            continue
        done.add(way)
        if way == "object":
            found = [("whole", number) for number in objects]
        elif way == "owner":
            found = [("owner", number) for number in objects[:1]]
        else:
            found = [("whole", number) for number in prepositional(reading, alike(way), max(group.last, after), end)]
        found = [(how, number) for how, number in found if head_noun(reading.phrases[number], words) not in _TIMES]
        if event_type == "MOBILIZE" and way in ("in", "at"):
            found = [(how, number) for how, number in found if words[reading.phrases[number].head].tag == "PROPN"]
        if found:
            (weak if way in ("in", "at", "outside", "for", "by") and way not in ways[:1] else groups).append(found)
    return [*groups, *aims, *weak]


def _counts(reading: Reading, number: int, nouns: frozenset[str]) -> bool:
    """Whether a phrase is of these nouns, or counts them ("hundreds of tanks")."""
    if head_noun(reading.phrases[number], reading.words) in nouns:
        return True
    counted = of_phrase(reading, number) if head_noun(reading.phrases[number], reading.words) in QUANTITIES else None
    return counted is not None and _counts(reading, counted, nouns)


def _after_particles(reading: Reading, last: int, after: int, trigger: Trigger | None) -> int:
    """Where the object begins: after the verb, or after particles that follow it at once ("shot dead a guard")."""
    if trigger is not None and after - last == len(trigger.words) - 1:
        return after
    place = last
    while place < after and reading.words[place + 1].tag in ("ADP", "ADV", "TIME"):
        place += 1
    return place


def alike(way: str) -> tuple[str, ...]:
    return {
        "on": ("on", "upon"),
        "toward": ("toward", "towards"),
        "in": ("in", "inside", "across", "throughout"),
        "against": ("against", "versus"),
    }.get(way, (way,))


_TIMES = lexicon.words("event_words", group="time")


_ASIDE = frozenset(["after", "before", "since", "while", "when", "by", "without"])


def reach(reading: Reading, clause: Clause) -> int:
    """Where what belongs to the clause ends: a reduced clause or participle inside does not end it, a finite one does."""
    end = clause.end
    for later in reading.clauses[clause.number + 1 :]:
        if later.relation in ("reduced", "gerund") and later.marker not in _ASIDE and later.group.first <= end:
            end = later.end
            continue
        break
    return end


def effect_of(reading: Reading, clause: Clause) -> str:
    """What the verb of a clause does to the event that it governs; empty where it does nothing."""
    operator = operator_of(reading.words, clause.group.head, clause.end)
    return operator[0].effect if operator else ""


PARTS = frozenset({"infinitive", "gerund", "complement"})  # clauses that are told as part of the one above


def with_those_above(reading: Reading, clause: Clause) -> Iterator[Clause]:
    """The clause, and those above it of which it is a part, nearest first."""
    yield clause
    while clause.governor is not None and clause.relation in PARTS:
        clause = reading.clauses[clause.governor]
        yield clause


def subject_of(reading: Reading, clause: Clause, level: int = 0) -> list[int]:
    """The clause's own subject, or that of the clause that governs it; the object where the governor is an order or a plea."""
    if clause.subject or clause.governor is None or level > 6:
        return list(clause.subject)
    governor = reading.clauses[clause.governor]
    if clause.relation in ("infinitive", "gerund"):
        effect = effect_of(reading, governor)
        objects = direct_object(reading, governor.group.last, clause.group.first) if effect in ("order", "demand", "allow", "accuse", "tell") else []
        if effect in ("demand",) and not objects:
            objects = prepositional(reading, ("on", "upon", "to"), governor.group.last, clause.group.first)
        if objects:
            return objects
        if governor.group.passive and effect in ("order", "demand", "allow", "accuse", "tell"):
            return list(governor.subject)
    return subject_of(reading, governor, level + 1)


def subject_places(reading: Reading, clause: Clause) -> list[int]:
    places: list[int] = []
    for number in clause.subject:
        phrase = reading.phrases[number]
        places.extend(range(phrase.head, phrase.first - 1, -1))
        made_of = of_phrase(reading, number)
        if made_of is not None:
            places.append(reading.phrases[made_of].head)
    return places


def from_modal(clause: Clause) -> list[int]:
    return list(range(clause.group.first, clause.group.head + 1)) if clause.group.head - clause.group.first < LONGEST_TRIGGER else [clause.group.head]


def threat_mode(inner: Found | None) -> str | None:
    if inner is None:
        return None
    if inner.event_type in ("ASSAULT",):
        return "violence"
    if inner.event_type == "MOBILIZE":
        return "violence"
    if inner.event_type == "SANCTION":
        return "expel" if inner.event_mode == "expel" else "relations"
    if inner.event_type == "COERCE":
        return {"arrest": "arrest", "seize": "territory", "deport": "expel"}.get(inner.event_mode or "", "restrict")
    return None


def wanted(inner: Found | None, reading: Reading, clause: Clause) -> str | None:
    """The mode of a request or refusal: what it is about."""
    if inner is not None:
        kind = inner.event_type
        if kind == "CONSULT":
            return "meet"
        if kind in ("AID", "COOPERATE", "SUPPORT", "AGREE"):
            return "assist"
        if kind in ("RETREAT", "CONCEDE"):
            return "change" if inner.event_mode == "resign" else "yield"
    nouns = {w.lemma for w in reading.words[clause.group.last + 1 : clause.end]}
    if nouns & _REFORMS:
        return "change"
    return "meet" if nouns & _MEETINGS else "assist" if nouns & _HELP else None


_REFORMS = lexicon.words("event_words", group="change")


_MEETINGS = lexicon.words("event_words", group="meet")


_HELP = lexicon.words("event_words", group="assist")
