"""Who acts and who is acted upon: chunks by their role and preposition, and the words of a chunk that name an actor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.code.events.actor_words import is_actor_noun
from tidings.code.events.codebook import Row, match_verb, names_event
from tidings.code.events.event import MUTUAL, Event, Side, sides
from tidings.code.events.rules import event_words, type_rule, types
from tidings.code.modality import is_subjunctive, noun_effect
from tidings.code.reading import Reading
from tidings.known import demonyms
from tidings.nlp.analysis import DEMONSTRATIVE, Chunk, Clause, Word
from tidings.nlp.chunks import tells_time
from tidings.nlp.words import COMMON_NOUNS, LEADS_IN, NOUNS, PRONOUNS, PROPER_NOUNS, RELATIVES, words_that

QUANTITIES = event_words("quantity")
NOT_WHO = DEMONSTRATIVE | event_words("nobody")
LONGEST = 12  # words of a participant's span
Span = tuple[int, int]  # numbers of first and last word, both included

OWN_FORCES = event_words("own-forces")
_OWNING = event_words("owning")
_STATES_OF_MIND = event_words("state-of-mind")
_TIMES = event_words("time")
BESIDE_IN_TIME = event_words("beside-in-time")
_MERE_PLACES = event_words("mere-place")
_HELD_AT = event_words("held-at")
_EXTENDING = event_words("extending")
_OF_CHARGE = event_words("of-charge")
OF_VICTIM = event_words("of-victim")
VAGUE = event_words("vague")
_GROUND = event_words("ground")
_COUNTING = event_words("counting")
_UNNAMED = COMMON_NOUNS | {"CD"}
THINGS = event_words("thing")
_OF_PEOPLE = event_words("of-people")
_ADJECTIVE_ENDS = event_words("adjective-end")
_PRONOUNS = PRONOUNS | RELATIVES | {"DT"}
_HEADS = NOUNS | {"PRP", "JJ", "CD"}
_STOPS = LEADS_IN | {"PUNCT"}


@cache
def alike(way: str) -> tuple[str, ...]:
    """Prepositions that name a participant in the same way."""
    return (way, *sorted(event_words(f"like-{way}")))


# --- of a clause ---


def take_part(reading: Reading, clause: Clause, event: Event, row: Row | None) -> None:
    """Set actors and recipients of a verb's event by its subject, agent, objects and the phrases that prepositions govern."""
    subject = sides(reading.real(clause.subject))
    if row is not None and row.recipient == ("subject",):  # "received aid from the union"
        event.actors, event.recipients = sides(reading.governed(clause, "from", "by")), [subject]
    elif clause.voice == "passive" and reading.at(clause.verb) in _STATES_OF_MIND:  # "is opposed to the plan" is done by its subject
        event.actors, event.recipients = subject, [sides(reading.governed(clause, "to"))]
    elif clause.voice == "passive":
        _take_part_passive(reading, clause, event, row)
    else:
        event.actors = _whose(reading, clause) or subject
        event.recipients = recipients_of(reading, clause, row, event.event_type)
        two_sided = (event.event_type in MUTUAL and event.event_mode != "visit") or (row is not None and row.recipient == ("with",))
        several = len(event.actors) > 1 or any(_of_two_nations(reading, side) for side in event.actors)
        event.mutual = two_sided and several and not reading.governed(clause, "with")
        if event.mutual and row is not None and row.recipient == ("with",):
            event.recipients = []  # "exchanged prisoners"


def _take_part_passive(reading: Reading, clause: Clause, event: Event, row: Row | None) -> None:
    """Set the agent of a passive, and its subject as who suffers, or moves, or as the thing by which others suffer."""
    subject = sides(reading.real(clause.subject))
    event.actors = doers(reading, clause)
    moved = event.event_type == "MOBILIZE" or (event.event_type == "RETREAT" and event.event_mode in ("withdraw", "disarm"))
    if moved and not event.actors:  # "the army was put on alert": who is moved is who acts
        event.actors, event.recipients = subject, recipients_of(reading, clause, row, event.event_type)
    else:
        things = bool(subject) and all(party(reading, side.chunk) is None for side in subject)
        given = row is not None and row.recipient[:1] == ("to",)  # "two rebels were handed over to Chad"
        behind = recipients_of(reading, clause, row, event.event_type) if things or given else []
        event.recipients = [*behind, subject] if given else [subject, *behind]
    event.method += "-passive"


def _of_two_nations(reading: Reading, side: Side) -> bool:
    """Whether a chunk is people of two nations: "French and German officials"."""
    chunk = reading.chunk(side.chunk)
    inner = range(chunk.first + 1, chunk.head)
    return any(reading.word(i).tag == "CC" and reading.word(i - 1).text in demonyms() and reading.word(i + 1).text in demonyms() for i in inner)


def doers(reading: Reading, clause: Clause) -> list[Side]:
    """Who does what a clause tells: its subject, the by-phrase of a passive."""
    return sides(reading.governed(clause, "by") if clause.voice == "passive" else reading.real(clause.subject))


def _whose(reading: Reading, clause: Clause) -> list[Side]:
    """Who is to act where a noun governs the verb: its owner ("her attempt to unseat the mayor")."""
    if clause.rel != "acl" or clause.noun is None or not reading.real((clause.noun,)):
        return []
    chunk = reading.chunk(clause.noun)
    owned = chunk.definite == "own" or any(reading.word(i).tag == "NNP" for i in range(chunk.first, chunk.head))
    return [Side(chunk.n, True)] if owned and noun_effect(reading.noun(chunk.n)) else []


def objects_of(reading: Reading, clause: Clause, words: tuple[str, ...] = ()) -> list[int]:
    """The objects of a clause; of a verb with a preposition of its own ("called on the king") what that governs; of one that "and"
    joins to the next, the next one's ("toppled and later killed the king")."""
    objects = list(reading.real(clause.objects))
    if not objects and clause.lemma in words_that("persuades"):  # "let inspectors visit"
        objects = [n for child in reading.under(clause, "ccomp") if not child.marker for n in reading.real(child.subject)]
    if not objects and len(words) > 1:
        objects = reading.governed(clause, words[-1])
    if not objects and clause.rel == "acl:relcl" and clause.marker == "whom" and clause.noun is not None and clause.noun not in clause.subject:
        objects = list(reading.real((clause.noun,)))  # "the driver whom police arrested"
    if not objects and not reading.behind(clause):
        objects = next((list(reading.real(other.objects)) for other in reading.under(clause, "conj") if other.first <= clause.last + 3), [])
    return objects


def recipients_of(reading: Reading, clause: Clause, row: Row | None, event_type: str) -> list[list[Side]]:
    """Where the recipient may stand, likeliest first: as the row says, then objects, then phrases with a preposition, a mere place last."""
    rule = type_rule(event_type)
    ways = row.recipient if row is not None and row.recipient else rule.recipient
    objects = _receiving(reading, objects_of(reading, clause, row.words if row else ()), row, event_type)
    objects = [n for n in objects if row is None or not _is_of_the_verb(reading, n, row)]
    strong: list[list[Side]] = []
    weak: list[list[Side]] = []
    for way in dict.fromkeys((*ways, "object", "owner", *rule.prepositions)):
        found = [side for side in _standing(reading, clause, way, objects) if _may_receive(reading, side, way, event_type)]
        if found:
            (weak if way in _MERE_PLACES and way not in ways[:1] else strong).append(found)
    asked = [sides(reading.real(child.subject)) for child in demanded(reading, clause)[:1] if event_type == "REQUEST"]
    meant = _meant(reading, clause) if event_type in types("with purpose") else []
    made = reading.real(clause.subject) if clause.voice == "passive" else objects
    return [*asked, *strong, *weak, *meant, *_makers_of(reading, made)]


def _standing(reading: Reading, clause: Clause, way: str, objects: list[int]) -> list[Side]:
    """Who is the object, its owner, or in the phrase with this preposition."""
    if way in ("object", "owner"):
        return sides(objects if way == "object" else objects[:1], way == "owner")
    if clause.voice == "passive" and way in _MERE_PLACES:
        return []  # "talks were held in Nairobi", "imposed by the council"
    found = reading.governed(clause, *alike(way))
    if found and _is_of_other(reading, clause, found[0]):
        return []
    if way == "against" and not found:  # "makes weapons to use against the north"
        found = [n for child in reading.under(clause, "advcl", "xcomp") for n in reading.governed(child, "against")]
    return sides(found)


def _is_of_other(reading: Reading, clause: Clause, n: int) -> bool:
    """Whether a phrase belongs to another event: "imposed a curfew after the killing [of two men]", "condemned the arrest [of the king]"."""
    first, noun = reading.chunk(n).first, reading.chunk_at(reading.chunk(n).first - 2)
    if noun is not None and noun.of == n and reading.noun(noun.n) in OF_VICTIM:
        return True
    return any(chunk.case in BESIDE_IN_TIME and chunk.first < first for chunk in reading.behind(clause))


def _may_receive(reading: Reading, side: Side, way: str, event_type: str) -> bool:
    """Whether who stands so is no time, no nameless place where forces move, and not whose death or release is condemned or paid for."""
    within = event_type == "MOBILIZE" and way in ("in", "at")
    return reading.noun(side.chunk) not in _TIMES | OF_VICTIM and (not within or reading.head(side.chunk).tag == "NNP")


def _meant(reading: Reading, clause: Clause) -> list[list[Side]]:
    """The objects of what is done to an end: "opened fire to disperse the crowd"."""
    helped = help_meant(reading, clause)
    return [sides(objects_of(reading, child)) for child in _purposes(reading, clause) if child not in helped]


def help_meant(reading: Reading, clause: Clause) -> list[Clause]:
    """The infinitives that tell whom something is done to help or back: "sent troops to help the king"."""
    found = ((child, match_verb(reading, child)) for child in _purposes(reading, clause))
    return [child for child, told in found if told is not None and told.row.event_type in ("AID", "SUPPORT")]


def _purposes(reading: Reading, clause: Clause) -> list[Clause]:
    return [child for child in reading.under(clause, "xcomp", "advcl") if child.tense == "inf"]


def _makers_of(reading: Reading, objects: Sequence[int]) -> list[list[Side]]:
    """Who made the object, where a participle on it tells: "rejected a plan drawn up by Chad"."""
    told = (child for n in objects[:1] for child in reading.on_noun(reading.chunk(n)) if child.tense == "part" and child.voice == "passive")
    return [sides(reading.governed(child, "by", "from")) for child in told]


def demanded(reading: Reading, clause: Clause) -> list[Clause]:
    """The clauses that tell what is asked for, with who is to do it: "insisted that the army leave"."""
    return [child for child in reading.under(clause, "ccomp") if child.subject and is_subjunctive(child)]


def _receiving(reading: Reading, objects: list[int], row: Row | None, event_type: str) -> list[int]:
    """Objects that may be recipients: not what is given, talked about or moved."""
    if event_type == "AID" and row is not None and row.objects:
        given = row.objects if row.recipient[:1] != ("object",) or "to" in row.recipient else frozenset()
        return [n for n in objects if reading.noun(n) not in given]  # but whom one trains is helped
    if event_type == "CONSULT" and row is not None and (row.recipient == ("with",) or (row.objects and row.recipient[:1] != ("object",))):
        return []  # "discussed Chad's debt"
    if event_type in types("own forces") and (row is None or row.event_mode != "release"):
        named = {chunk.about for chunk in reading.chunks if reading.noun(chunk.n) in OWN_FORCES}
        return [n for n in objects if not is_counted(reading, n, OWN_FORCES) and n not in named]  # neither "ten ships" nor "the Vega, a warship"
    return objects


def without_own(reading: Reading, groups: list[list[Side]]) -> list[list[Side]]:
    """Those who may take part without the forces of whoever moves them: "ruled out using troops"."""
    return [group for group in groups if not any(is_counted(reading, side.chunk, OWN_FORCES) for side in group)]


def _is_of_the_verb(reading: Reading, n: int, row: Row) -> bool:
    """Whether an object is part of what the verb says: "use force"; but "kept the minister hostage"."""
    chunk = reading.chunk(n)
    before = [reading.word(i).tag for i in range(chunk.first, chunk.head)]
    return reading.head(n).lower in row.words[1:] and NOUNS.isdisjoint(before)


def is_counted(reading: Reading, n: int, nouns: frozenset[str]) -> bool:
    """Whether a chunk is of these nouns, or counts them ("hundreds of tanks")."""
    made_of = reading.chunk(n).of
    return reading.noun(n) in nouns or (made_of is not None and reading.noun(made_of) in nouns)


def is_people(reading: Reading, n: int) -> bool:
    """Whether a chunk may be asked to do something: an actor, a name, a pronoun."""
    return is_actor_noun(reading.head(n)) or reading.head(n).tag in PROPER_NOUNS | {"PRP"}


def note_people(reading: Reading, clause: Clause) -> None:
    """Take whoever suffers what befalls people only for an actor: "killed two tea pickers"."""
    if clause.lemma in _OF_PEOPLE:
        suffering = clause.subject if clause.voice == "passive" else clause.objects
        people = (n for n in reading.real(suffering) if reading.head(n).tag in _UNNAMED and reading.noun(n) not in THINGS)
        reading.suffering |= {reading.chunk(n).head for n in people}


# --- words of a chunk ---


def span_of(reading: Reading, side: Side, acts: bool) -> Span | None:
    """The words of who takes part: the chunk where it names an actor, else the owner of what it names ("its border with Chad": Chad)."""
    span = None if side.owner else party(reading, side.chunk)
    if side.owner or (not acts and (span is None or is_his(reading, span))):
        return (owner if acts else owner_around)(reading, reading.chunk(side.chunk))
    return span


def is_his(reading: Reading, span: Span) -> bool:
    """Whether a span is no more than "his", "their"."""
    return span[0] == span[1] and reading.word(span[0]).tag == "PRP$"


def party(reading: Reading, n: int) -> Span | None:
    """The words of a chunk that name an actor, or None. One whose head is no actor yields its owner ("Haiti" in "Haiti's efforts")."""
    chunk = reading.chunk(n)
    head = reading.word(chunk.head)
    if reading.word(chunk.first).tag == "WP$":  # "the general whose forces left"
        return _antecedent(reading, chunk)
    if chunk.kind == "time" or any(reading.word(i).tag == "$" for i in range(chunk.first, chunk.head)):
        return None
    if head.tag in _PRONOUNS:
        return (chunk.head, chunk.head) if head.tag in ("PRP", "DT") and head.lower not in NOT_WHO else None
    if reading.noun(n) in QUANTITIES and chunk.of is not None:
        return _quantity(reading, chunk, chunk.of)
    called = reading.called(chunk) if chunk.number == "sing" and not is_named(head) else None
    if called is not None and called.last in reading.people:
        return called.first, called.last  # "the prime minister, Anna Holm,"
    if chunk.about is not None and not is_named(head) and (named := _named(reading, chunk.about)) is not None:
        return named  # "the Northern Front, a movement that seized the port"
    return (_first(reading, chunk), _extended(reading, chunk)) if _heads_party(reading, head) else owner(reading, chunk)


def _named(reading: Reading, n: int) -> Span | None:
    """The words of a chunk that is an actor's name."""
    return party(reading, n) if reading.real((n,)) and is_named(reading.head(n)) else None


def _antecedent(reading: Reading, chunk: Chunk) -> Span | None:
    """The actor that a relative clause hangs on that opens with "whose" and this chunk."""
    clause = reading.clause_of(chunk)
    named = clause.noun if clause is not None else None
    return party(reading, named) if named is not None and named < chunk.n and reading.real((named,)) else None


def _quantity(reading: Reading, chunk: Chunk, of: int) -> Span | None:
    """Those that a chunk counts: "hundreds of rebels"; the whole words where they tell a body ("a group of rebels")."""
    inner = party(reading, of)
    return (chunk.first, inner[1]) if inner is not None and reading.noun(chunk.n) in _COUNTING else inner


def _heads_party(reading: Reading, head: Word) -> bool:
    """Whether the head of a chunk names an actor, by itself or as the article tells of it."""
    placed = head.i in reading.names_places and head.text[0].isupper()
    told = placed or head.i in reading.actors or head.i in reading.suffering
    return told or is_actor_noun(head) or is_named(head)


def holder(reading: Reading, chunk: Chunk) -> Chunk | None:
    """The possessor before a noun, where it is no time ("last week's")."""
    owned = chunk.owner is not None and reading.real((chunk.owner,)) and reading.chunk(chunk.owner).kind != "time"
    return reading.chunk(chunk.owner) if chunk.owner is not None and owned else None


def _first(reading: Reading, chunk: Chunk) -> int:
    return (holder(reading, chunk) or chunk).first


def owner(reading: Reading, chunk: Chunk) -> Span | None:
    """Who owns, made or is meant by a thing: the possessor, else a name, nationality or actor within the chunk, else "his"."""
    if any(reading.chunk(other).last in reading.people for other in chunk.joined):
        return None  # "Chad's challengers, Ada Lum and Bo Adams, left": not Chad
    if (possessor := holder(reading, chunk)) is not None:
        return _first(reading, possessor), possessor.last
    ground = reading.noun(chunk.n) in _GROUND and chunk.definite == "the"  # "hit a suburb of the Chadian capital"; but "shelled Chadian towns"
    words = [reading.word(i) for i in range(chunk.first, chunk.head)]
    names = [word.i for word in words if (_is_name(word) and not ground) or _is_actor(word)]
    if names:
        last = first = names[-1]
        while first - 1 in names:
            first -= 1
        if not (reading.word(last).tag == "NNP" and reading.word(chunk.head).tag == "NNP"):
            return first, last
    his = reading.word(chunk.first).tag == "PRP$" and reading.at(chunk.head) not in VAGUE  # "his country" is not he
    return (chunk.first, chunk.first) if his else None


def is_named(word: Word) -> bool:
    """Whether a word is a proper name, a nationality or an acronym."""
    if word.lower in lexicon.words("time_words"):
        return False
    return is_proper(word) or (len(word.text) > 1 and word.text.isupper() and word.tag == "NN")


def is_proper(word: Word) -> bool:
    """Whether a word is tagged as a name, or is a nationality."""
    return word.tag in PROPER_NOUNS or word.text in demonyms()


def _is_name(word: Word) -> bool:
    """Whether a word is a name or nationality; a hyphened one may only describe ("UN-backed", "Oslo-based")."""
    describes = "-" in word.lower and word.lower.rsplit("-", 1)[1] in _ADJECTIVE_ENDS
    ethnic = word.tag == "JJ" and word.text[0].isupper() and word.text[1:].islower()  # "Kurdish camps"
    return (is_named(word) or ethnic) and not describes and not tells_time(word)


def _is_actor(word: Word) -> bool:
    return word.tag in COMMON_NOUNS and word.lemma not in QUANTITIES and is_actor_noun(word)


def owner_around(reading: Reading, chunk: Chunk) -> Span | None:
    """As `owner`; else the first actor among the phrases that hang on the chunk."""
    found = owner(reading, chunk)
    if found is not None and not is_his(reading, found):
        return found
    hanging = reading.hanging(chunk)[:4]
    if names_event(reading.word(chunk.head)):
        hanging.sort(key=lambda other: other.case != "by")  # "the shelling of the town by the army"
    for other in hanging:
        if other.case not in _OWNING or (other.case == "with" and _first(reading, other) - chunk.last > 2):
            break  # "the area on Monday with a team of doctors"
        if reading.noun(other.n) in OF_VICTIM:
            break  # "a ransom for the release of the children"
        if other.case in _HELD_AT and other.head in reading.names_places and names_event(reading.word(chunk.head)):
            continue  # "talks in Nairobi"
        inner = party(reading, other.n)
        if inner is not None and not is_his(reading, inner):
            return inner
    return found


def _extended(reading: Reading, chunk: Chunk) -> int:
    """The last word of a chunk with the of-phrases, or the place, that belong to it ("leaders of the union", "rebels in the north")."""
    last, named, vague = chunk.last, is_named(reading.word(chunk.head)), reading.at(chunk.head) in VAGUE
    clause = reading.clause_of(chunk)
    if clause is not None and clause.lemma in _OF_CHARGE and chunk.n in clause.objects:
        return last  # "accused the union of theft"
    for other in reading.hanging(chunk):
        if _first(reading, other) - last > 2 or last - chunk.first >= LONGEST or other.case not in _EXTENDING:
            break
        of_name = _is_of_name(reading, chunk, other)
        told = of_name or (vague and _tells_where(reading, other))
        if other.case != "of" and (named or not told) and not (other.case == "for" and named and of_name):
            break
        if other.case == "from" and (chunk.case or vague):
            break  # "the withdrawal of troops from Chad", "withdrew his country from the pact"
        last = other.last
    return last


def _is_of_name(reading: Reading, chunk: Chunk, other: Chunk) -> bool:
    """Whether what hangs on a chunk that is more than a number is a name."""
    return chunk.kind != "number" and other.kind != "time" and reading.word(other.head).text[0].isupper()


def _tells_where(reading: Reading, chunk: Chunk) -> bool:
    """ "people in three towns"; not "people in the attack", "people for peace"."""
    return chunk.case != "for" and chunk.kind != "time" and not names_event(reading.word(chunk.head))


def head_of(reading: Reading, span: Span) -> int:
    """The head of the first simple phrase in a span of words."""
    at = span[0]
    while at <= span[1] and reading.word(at).pos not in _STOPS and reading.word(at).tag not in ("TO", "WDT"):
        at += 1
        if at < span[1] and reading.at(at) == "(":  # "the Fund (IMF) economist"
            at = next((close + 1 for close in range(at, span[1]) if reading.at(close) == ")"), at)
    inner = at - 1
    while inner > span[0] and reading.word(inner).tag not in _HEADS:
        inner -= 1
    return max(inner, span[0])
