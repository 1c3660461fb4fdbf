"""Events that nouns name: who takes part by the noun's owner and prepositions, else by the clause in which it stands."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code import modality
from tidings.code.events.actor_words import is_actor_noun
from tidings.code.events.codebook import Match, Row, match_noun
from tidings.code.events.event import MUTUAL, Depth, Event, Side, sides
from tidings.code.events.parties import OF_VICTIM, alike, holder, is_proper, without_own
from tidings.code.events.rules import event_words, types
from tidings.code.reading import Reading, speech_lemmas
from tidings.nlp.analysis import Chunk, Clause, Word

_STRICKEN = event_words("stricken")
_HAPPENS = event_words("happen")
_BLOWS = event_words("blow")
_GROUND = event_words("ground")
_STATE = event_words("in-state")
_OWNS_UP = "responsibility"  # who claims it for an attack made it
_GIVEN = types("in it")
_WHILE = event_words("while")


def object_event(reading: Reading, clause: Clause) -> Event | None:
    """The event that the clause's object names ("launched an attack"); of a passive, its subject."""
    numbers = list(reading.real(clause.subject if clause.voice == "passive" else clause.objects))
    numbers = numbers or reading.governed(clause, "to", "on", "for", "from", "in")[:1]
    for n in numbers[:2]:
        match = match_noun(reading, reading.chunk(n))
        if match is not None:
            return nominal_event(reading, match, reading.chunk(n))
    return None


def nominal_event(reading: Reading, match: Match, chunk: Chunk) -> Event:
    """An event that a noun names: its actors by by-phrase, possessor or nationality, its recipients by preposition."""
    clause = reading.clause_of(chunk) or reading.clause_before(chunk.head)
    subject = clause is not None and chunk.n in clause.subject
    depth = Depth(*clause.depth) if clause is not None else Depth(0)
    depth = Depth(depth.asides, depth.parts + 1 + bool(chunk.case))
    event = Event(match.row.event_type, match.row.event_mode, match.places[0], match.places[-1], depth)
    event.method, event.nouns = "noun", set(match.places)
    event.modality = modality.of_noun(reading, chunk, clause, subject)
    happens = clause if clause is not None and subject and _tells_happening(clause) else None
    event.used = _told_by(reading, chunk, event, clause if subject else None)
    event.recipients = _recipients(reading, match, chunk, happens)
    event.actors = makers(reading, chunk)
    if not event.actors:
        _set_givers(reading, chunk, event, clause)
    moved = _moved(reading, event)
    if not event.actors:
        _set_actors(reading, match, chunk, event, clause, happens)
        if not event.actors and clause is not None and not subject:
            _of_the_clause(reading, clause, chunk, event)
        event.actors = event.actors or moved
    own = Side(chunk.n, True)
    if not event.recipients and _befalls(match.row) and (own in event.actors or holder(reading, chunk) is not None):
        event.recipients, event.actors = [[own]], [side for side in event.actors if side != own]  # "the king's arrest by the army"
    return event


def _told_by(reading: Reading, chunk: Chunk, event: Event, clause: Clause | None) -> set[int]:
    """Clauses that tell of what a noun names: "the blast, which took place on Monday", "fighting broke out", "the attack left ten dead"."""
    told = {at.n for at in reading.on_noun(chunk) if _tells_happening(at)}
    does = clause is not None and (_tells_happening(clause) or (event.event_type == "ASSAULT" and clause.lemma in _BLOWS))
    return told | {clause.n} if clause is not None and does else told


def _tells_happening(clause: Clause) -> bool:
    """Whether a clause tells no more than that its subject takes place."""
    return clause.lemma in _HAPPENS or (clause.lemma == "take" and clause.particle == "place")


def _set_givers(reading: Reading, chunk: Chunk, event: Event, clause: Clause | None) -> None:
    """Set who acts by a preposition that for other nouns tells who suffers, and who owns up to it ("claimed responsibility for the attack")."""
    if event.event_mode == "visit" and (visitors := reading.hung(chunk, "from")):
        event.actors = sides(visitors)  # "a visit from the king"
        event.recipients = [group for group in event.recipients if group != event.actors]
    elif event.event_type in _GIVEN and chunk.definite == "the" and (givers := reading.hung(chunk, "of")):
        event.actors, event.recipients = sides(givers), []  # "needs the support of the army"
    elif clause is not None and chunk.case == "for" and clause.lemma == "claim" and any(reading.noun(n) == _OWNS_UP for n in clause.objects):
        event.actors = sides(reading.real(clause.subject))


def _moved(reading: Reading, event: Event) -> list[Side]:
    """Take the forces that move out of the recipients of their own move: "the withdrawal of troops"."""
    if event.event_type not in types("own forces") or event.event_mode == "release":
        return []
    groups = event.recipients
    event.recipients = without_own(reading, groups)
    return [side for group in groups if group not in event.recipients for side in group]


def _set_actors(reading: Reading, match: Match, chunk: Chunk, event: Event, clause: Clause | None, happens: Clause | None) -> None:
    """Set who acts where no by-phrase tells: who is in the state, both of "their", the noun's owners."""
    if clause is not None and _in_state(reading, clause, chunk):
        subject = sides(reading.real(clause.subject))
        if (match.row.event_type, match.row.event_mode) == ("COERCE", "arrest"):
            event.recipients = [subject]  # "he has been in detention"
        else:
            event.actors = subject
    if not event.actors and not _of_both(reading, clause, chunk, event):
        _owners(reading, match, chunk, event, happens)


def _in_state(reading: Reading, clause: Clause, chunk: Chunk) -> bool:
    """Whether "be" tells that its subject is in it or behind it: "they are on full alert", not "on the brink of war"."""
    if clause.lemma != "be" or clause.predicate not in (chunk.n, None) or chunk.n in clause.subject:
        return False
    behind = reading.behind(clause)
    return bool(behind) and behind[0].n == chunk.n and (not chunk.case or chunk.case in _STATE)


def _befalls(row: Row) -> bool:
    """Whether the noun's owner suffers it ("the president's arrest")."""
    return row.recipient[:1] == ("of",) and row.event_type in types("suffered") and row.words[-1] in OF_VICTIM


def _named(reading: Reading, chunk: Chunk, clause: Clause | None, *cases: str) -> list[int]:
    """The phrase with one of these prepositions that hangs on the noun, or on `clause`, which tells that it happened."""
    return reading.hung(chunk, *cases) or (reading.governed(clause, *cases) if clause is not None else [])


def _recipients(reading: Reading, match: Match, chunk: Chunk, clause: Clause | None) -> list[list[Side]]:
    """Whom the prepositions of the noun's row name, likeliest first."""
    ways = [way for way in (*match.row.recipient, "against", "on", "of") if way not in ("owner", "by")]
    named = [sides(_named(reading, chunk, clause, *alike(way))) for way in ways]
    return [group for group in named if group and reading.noun(group[0].chunk) not in OF_VICTIM]


def makers(reading: Reading, chunk: Chunk) -> list[Side]:
    """Who made it: the by-phrase, of the noun or of a participle on it ("an embargo imposed by the council")."""
    found = reading.hung(chunk, "by")
    for clause in reading.on_noun(chunk):
        if not found and clause.voice == "passive" and clause.first <= chunk.last + 2:
            found = reading.governed(clause, "by")
    return sides(found)


def _of_both(reading: Reading, clause: Clause | None, chunk: Chunk, event: Event) -> bool:
    """Set both sides of what "they" share: "the envoy greeted the king before their talks" is about the talks of the two."""
    if event.event_type != "CONSULT" or clause is None or reading.at(chunk.first) not in ("their", "our") or clause.first > chunk.first:
        return False
    others = list(reading.real(clause.objects)) or reading.governed(clause, "with", "to")
    others = [n for n in others if n < chunk.n]
    if not others or not clause.subject:
        return False
    event.actors, event.recipients, event.mutual = sides([*reading.real(clause.subject), *others]), [], True
    return True


def _owners(reading: Reading, match: Match, chunk: Chunk, event: Event, clause: Clause | None) -> None:
    """Set the actors by the words before the noun ("the rebels' attack", "Bolivian police raid"), else by "between"."""
    before = [reading.word(i) for i in range(chunk.first, match.places[0])]
    fight = event.event_type == "ASSAULT" and match.row.recipient[:1] == ("between",)
    fought_there = fight and _is_of_place(reading, chunk, before)  # "the country's civil war"
    if not fought_there and (holder(reading, chunk) is not None or any(_may_own(word) for word in before)):
        event.actors = [Side(chunk.n, True)]
    elif fought_there or event.event_type in MUTUAL | {"ASSAULT"}:
        event.actors = sides(_named(reading, chunk, clause, "between"))
        event.mutual = bool(event.actors)


def _is_of_place(reading: Reading, chunk: Chunk, before: Sequence[Word]) -> bool:
    """Whether a place owns a noun, or stands among the words `before` it."""
    owner = holder(reading, chunk)
    if owner is not None and (reading.noun(owner.n) in _GROUND or owner.head in reading.names_places):
        return True
    return any(word.i in reading.names_places or word.lower in _GROUND for word in before)


def _may_own(word: Word) -> bool:
    """Whether a word before a noun names who acts: "his", a name, a nationality, an actor."""
    return word.tag == "PRP$" or is_proper(word) or (word.tag != "CD" and is_actor_noun(word))


def _of_the_clause(reading: Reading, clause: Clause, chunk: Chunk, event: Event) -> None:
    """Who takes part where only the clause tells: "they advanced after clashes with the guard", "a port hit by strikes"."""
    if not clause.first < chunk.first:
        return
    says = clause.lemma in speech_lemmas()  # "rebels say 30 died in the bombing" does not tell who bombed
    case, subject = _case(reading, chunk), sides(reading.real(clause.subject))
    if case in ("by", "with") and clause.lemma in _STRICKEN and clause.voice == "passive":
        if event.event_mode == "resign":
            event.actors = subject
        else:
            event.recipients.append(subject)
    elif case == "in" and event.event_type in types("in it") and not says:
        event.actors = subject  # "rallied in support of", "in a joint operation"
    elif case in _WHILE and (event.event_type == "CONSULT" or (event.event_type == "ASSAULT" and _attacks(reading, event) and not says)):
        objects = [other.n for other in reading.behind(clause) if other.n < chunk.n]
        if objects and event.event_type == "CONSULT" and not says:
            return  # "hit the post during talks" does not tell whose talks
        event.actors = subject
        if not event.recipients:
            event.recipients.append(sides(objects[:1]))  # "thanked the donors in a phone call"


def _attacks(reading: Reading, event: Event) -> bool:
    """Whether the clause's subject may have done what its noun names: "fled after an attack on the post", not "left after an attack on his men"."""
    whom = [side.chunk for group in event.recipients for side in group]
    return bool(whom) and all(reading.word(reading.chunk(n).first).tag != "PRP$" for n in whom)


def _case(reading: Reading, chunk: Chunk) -> str:
    """The preposition of a chunk, or of the one it is joined to ("plagued by resignations and boycotts")."""
    if chunk.case:
        return chunk.case
    return next((other.case for other in reading.chunks if chunk.n in other.joined and other.n < chunk.n and chunk.n - other.n < 20), "")
