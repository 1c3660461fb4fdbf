"""Words that are not meant as the codebook means them: politicians attack one another, plans are executed, papers released.

A blow falls on somebody, or on a thing that can be hit; released are captives. Where a verb that is often a figure of speech has another
object, it names no event; where somebody who holds a civil office attacks another in words, it is criticism; a name is a name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tidings import lexicon
from tidings.code.events.actor_words import is_actor_noun
from tidings.code.events.codebook import names_event, nouns_of
from tidings.code.events.event import HOSTILE, SPEECH, Event
from tidings.code.events.parties import OWN_FORCES, QUANTITIES, THINGS, is_named, objects_of, party
from tidings.code.events.rules import event_words, modes_by_noun
from tidings.code.reading import Reading, noun_of
from tidings.code.spans import Spans
from tidings.known import is_person_noun
from tidings.model import Entity, EventReport, Mention
from tidings.nlp.analysis import DEMONSTRATIVE, Clause, Doc
from tidings.nlp.words import COMMON_NOUNS, NOUNS

FIGURES = event_words("figure")
OF_SPEECH = event_words("figure-of-speech")
NEEDS_OBJECT = event_words("needs-object")
SHOT = event_words("shot")
OF_PERSON, NO_OBJECT = event_words("of-person"), event_words("no-object")
NO_AGENT = event_words("no-agent")
HURTS = event_words("by-hand")
STRUCK = frozenset().union(*map(nouns_of, event_words("struck")))
CALAMITY = event_words("calamity")
LEAD = 4  # sentences by which an article begins: date line, headline, two of the text
SPORT = event_words("sport")
MAYBE_SPORT = event_words("maybe-sport")
_PLAIN = frozenset({"verb", "verb-passive", "will", "noun-of-verb"})
_SELF = ("self", "selves")
_NAMED = _PLAIN | {"operator"}
HELD = ("arrest", "deport")  # modes whose object is somebody
MEETS = ("meet", "discuss")
OF_SOMEBODY = ("THREATEN", "SUPPORT")  # what a noun names is somebody's
SHORT = 6  # letters of a noun whose ending tells nothing: city
ABSTRACT = tuple(sorted(event_words("abstract-end")))
DOCUMENTS = event_words("document")
ARMED = lexicon.words("sector_worlds", "sector", armed="yes")
OFFICES = lexicon.words("sector_worlds", "sector", office="yes")


def is_figure(reading: Reading, event: Event) -> bool:
    """Whether a verb is a figure of speech, as its object is nothing that can be hit or set free, or it has none and needs one."""
    clause = event.clause
    if event.event_mode == "release" and event.method in ("noun", "noun-of-verb"):
        released = [side.chunk for group in event.recipients for side in group if reading.chunk(side.chunk).case == "of"]
        return bool(released) and not _can_be_freed(reading, released[0])  # "the release of the report"
    if clause is None:
        nobody = not any(side.owner or party(reading, side.chunk) for side in event.actors)
        return event.event_type in OF_SOMEBODY and nobody  # "the threat of a recession", "support for the union fell"
    if not event.first <= clause.verb <= event.last:
        return False
    if (clause.voice == "active" and _has_wrong_object(reading, event, clause)) or _is_alone(reading, event, clause):
        return True
    violent = event.event_type == "ASSAULT" or event.event_mode in ("release", "violence")
    return violent and clause.lemma in FIGURES and _falls_on_nothing(reading, clause, _can_be_freed if event.event_mode == "release" else _can_be_hit)


def _has_wrong_object(reading: Reading, event: Event, clause: Clause) -> bool:
    """Whether a verb has no object and needs one, has one and needs none, or has one of the wrong kind."""
    objects = objects_of(reading, clause)
    if not objects:
        return (clause.lemma in NEEDS_OBJECT or event.event_mode in HELD) and event.method in _NAMED  # families sheltering in a school
    if event.event_type in HOSTILE and reading.head(objects[0]).lower.endswith(_SELF) and not clause.particle:
        return True  # "surrounded himself with advisers"; but "blew himself up"
    if event.event_type == "PROTEST" and clause.lemma in NO_OBJECT and reading.real(clause.objects):
        return True  # "demonstrated great skill"
    if clause.lemma in OF_PERSON and any(party(reading, side.chunk) for group in event.recipients for side in group):
        return False  # "questioned the king's motives"
    needs_person = event.event_mode in HELD or clause.lemma in OF_PERSON
    return needs_person and not _can_be_held(reading, objects[0])  # "rounded up a sample", "questioned trade"


def _is_alone(reading: Reading, event: Event, clause: Clause) -> bool:
    """Whether one meets, and no other is named whom he meets: "discussed his plans"."""
    if event.event_type != "CONSULT" or event.method != "verb" or clause.lemma not in MEETS or len(event.actors) != 1:
        return False
    actor = reading.chunk(event.actors[0].chunk)
    one = actor.last in reading.people or (reading.word(actor.head).tag == "PRP" and actor.number == "sing")
    return one and not any(party(reading, side.chunk) for group in event.recipients for side in group)


def _can_be_held(reading: Reading, n: int) -> bool:
    """Whether a chunk is somebody: an actor, a name, a pronoun, or a number of them."""
    head = reading.head(n)
    some = (head.tag == "PRP" and head.lower != "it") or head.tag == "CD" or reading.noun(n) in QUANTITIES
    return some or party(reading, n) is not None or is_named(head) or is_person_noun(reading.noun(n))


def _falls_on_nothing(reading: Reading, clause: Clause, can_be: Callable[[Reading, int], bool]) -> bool:
    """Whether what a verb of violence or release befalls is nothing that it `can_be` done to."""
    passive = clause.voice == "passive"
    objects = list(reading.real(clause.subject)) if passive else objects_of(reading, clause) or reading.governed(clause, "off")
    if clause.lemma == "fire":
        return passive or (bool(objects) and reading.noun(objects[0]) not in SHOT)
    if not objects:
        return clause.lemma == "fight" and (reading.at(clause.last + 1) == "for" or bool(reading.under(clause, "xcomp", "advcl")))
    return not is_named(reading.head(objects[0])) and not can_be(reading, objects[0])


def _can_be_freed(reading: Reading, n: int) -> bool:
    """Whether a chunk is somebody who may be held; "his tax returns": whose they are sets nobody free."""
    head = reading.head(n)
    return is_actor_noun(head) or (head.tag == "PRP" and head.lower != "it") or reading.noun(n) in nouns_of("captive")


def _can_be_hit(reading: Reading, n: int) -> bool:
    """Whether a chunk is an actor, a place, a thing that a blow can fall on, or one of a place or somebody named ("the harbour of Oslo")."""
    whole, head = reading.chunk(n).of, reading.head(n)
    if whole is not None and (reading.chunk(whole).head in reading.names_places or is_named(reading.head(whole))):
        return True
    return party(reading, n) is not None or reading.noun(n) in STRUCK or head.i in reading.names_places


def nobody_acts(reading: Reading, event: Event) -> bool:
    """Whether what would be a hostile act is done by nobody: by weather, an accident, a market, a thing that is no weapon.

    Not where a deed does it ("the raid killed two"), nor where the clause names nobody at all.
    """
    clause = event.clause
    if clause is None or event.event_type not in HOSTILE - {"ACCUSE", "REJECT"} or event.method not in _PLAIN:
        return False
    if clause.voice == "passive":
        doers = reading.governed(clause, "by", "in")[:1]
        return bool(doers) and reading.noun(doers[0]) in NO_AGENT
    doers = list(reading.real(clause.subject))
    if any(_is_no_agent(reading, n) for n in doers):
        return True
    violent = event.event_type == "ASSAULT" or event.event_mode == "violence"
    return violent and bool(doers) and all(_is_thing(reading, n) for n in doers)


def is_of_thing(reading: Reading, event: Event) -> bool:
    """Whether what only people do, and bodies, is told of a thing that nobody wrote: "a program that allows", "moves that helped the mayor"."""
    clause = event.clause
    if clause is None or clause.voice == "passive" or event.event_type in HOSTILE - SPEECH - {"PROTEST"} or event.method not in _NAMED | {"must"}:
        return False
    doers = list(reading.real(clause.subject))
    return bool(doers) and all(_says_nothing(reading, n) for n in doers)


def _says_nothing(reading: Reading, n: int) -> bool:
    """Whether a chunk is a demonstrative, or a noun for a thing that nobody wrote; nouns that are not known to be things may be people."""
    noun = reading.noun(n)
    thing = noun in THINGS or (len(noun) > SHORT and noun not in DOCUMENTS and noun.endswith(ABSTRACT))
    return reading.head(n).lower in DEMONSTRATIVE or (thing and _is_thing(reading, n))


def _is_no_agent(reading: Reading, n: int) -> bool:
    """Whether a chunk is weather, an accident or the like; a capital tells no name of it where the sentence begins ("Rockfall", no "Ann Snow")."""
    chunk, head = reading.chunk(n), reading.head(n)
    opens = chunk.first == chunk.last == reading.sentence.first and head.i not in reading.people
    titled = chunk.kind == "name" and any(reading.at(i) in NO_AGENT for i in range(chunk.first, chunk.head))  # Cyclone Ada
    return titled or (reading.noun(n) in NO_AGENT and (head.tag in COMMON_NOUNS or opens))


def _is_thing(reading: Reading, n: int) -> bool:
    """Whether a chunk is neither an actor nor what one acts by: a weapon, a deed."""
    head = reading.head(n)
    if head.tag not in COMMON_NOUNS or party(reading, n) is not None or names_event(head):
        return False
    return not any(reading.noun(n) in nouns for nouns in (SHOT, OWN_FORCES, HURTS, nouns_of("weapons"), modes_by_noun("means-")))


def is_sport(reading: Reading) -> bool:
    """Whether a sentence tells of a game."""
    nouns = {noun_of(word) for word in reading.words}
    return bool(nouns & SPORT) or len(nouns & MAYBE_SPORT) > 1


def tells_calamity(doc: Doc) -> bool:
    """Whether an article begins with a disaster or an accident, and with no violence."""
    words = [word for sentence in doc.sentences[:LEAD] for word in sentence.words]
    lemmas = {word.lemma for word in words} | {noun_of(word) for word in words}
    return (
        bool(lemmas & CALAMITY)
        and not any(word.tag in NOUNS and names_event(word, "ASSAULT") for word in words)
        and lemmas.isdisjoint(nouns_of("weapons") | SHOT)
    )


def is_accident(event: Event) -> bool:
    """Whether somebody was killed or hurt, and by nobody."""
    clause = event.clause
    return event.event_type == "ASSAULT" and clause is not None and clause.voice == "passive" and not event.actors and event.event_mode is None


def is_name(reading: Reading, event: Event, mentions: Spans[Mention]) -> bool:
    """Whether the word that would name the event is part of a person's name, or a body's ("Mr. Ban", "the Rally of the Aymara People")."""
    word, last = reading.word(event.first), reading.word(event.last)
    names = [m for m in mentions.overlapping(word.start, word.end) if m.mention_type == "name"] if word.text[0].isupper() else []
    return any(m.entity_type == "person" or (m.entity_type == "organization" and m.end >= last.end) for m in names)


def in_words(reading: Reading, event: Event, report: EventReport, entities: Sequence[Entity]) -> bool:
    """Whether an attack is one in words: of somebody who holds a civil office, on a person or a body that bears no arms."""
    named = {reading.word(i).lemma for i in range(event.first, event.last + 1)}
    if report.event_type != "ASSAULT" or not report.actors or named.isdisjoint(OF_SPEECH):
        return False
    attackers = [entities[participant.entity] for participant in report.actors]
    attacked = [entities[participant.entity] for participant in report.recipients]
    return all(_in_office(who) for who in attackers) and any(
        whom.actor_type in ("person", "organization") and whom.sector not in ARMED for whom in attacked
    )


def _in_office(who: Entity) -> bool:
    """Whether somebody is a person who bears no arms, or several of an office that bears none."""
    one = who.actor_type == "person" and bool(who.sector) and who.sector not in ARMED
    return one or (who.actor_type in ("group", "organization") and who.sector in OFFICES)
