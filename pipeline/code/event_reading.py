"""Which events a sentence tells of: triggers of the codebook, put together with the words that govern them.

"Agreed to withdraw" is a promise, "refused to withdraw" a refusal, "threatened to attack" a threat, "will visit" an agreement to
meet: the type of an event comes from the operator and from what it governs. The rules follow PLOVER's manual: what is announced
for the future is AGREE or THREATEN, what is asked for REQUEST, what is turned down REJECT, and only what is done has its own type.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

from pipeline.code.clauses import Clause, Reading, speech_lemmas
from pipeline.code.participants import direct_object, head_noun, is_actor_noun, phrase_at, prepositional
from pipeline.code.triggers import TYPES_OF_HARM, Match, Trigger, match_noun, match_verb, operator_of, operators

SPOKEN = frozenset({"say", "tell", "announce", "confirm", "state", "report", "add", "declare", "reiterate", "stress", "note", "believe", "quote", "insist"})
WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})
MUST = frozenset({"must", "should", "shall"})
MAYBE = frozenset({"may", "might", "could", "can", "ca", "'d", "’d"})
OWN_FORCES = frozenset("force troop army soldier unit fighter man military militia tank navy police jet warplane ship fleet guard commander".split())
NO = frozenset({"no", "never", "nor"})
LONGEST_TRIGGER = 5  # words
COMMON = ("with", "against", "to", "on", "from", "of", "in", "for", "at", "into", "toward", "towards", "over", "by")
MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})


_COMMON_OF = {
    "MOBILIZE": ("against", "on", "to", "into", "toward", "towards", "in", "at"),
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


def find_events(reading: Reading) -> list[Found]:
    """Every event of the sentence, each word used once, in the order in which they were found: least deep first."""
    found: list[Found] = []
    used: set[int] = set()
    nouns: set[int] = set()
    for clause in sorted(reading.clauses, key=lambda c: (c.depth, c.number)):
        if clause.number in used or clause.relation == "attribution":
            continue
        event = read_event(reading, clause.number, 0)
        if event is None:
            continue
        _under(reading, clause, event)
        if event.clause is not None:
            event.depth = max(clause.depth, 0) if event.depth < clause.depth else event.depth
        used |= event.used
        nouns |= event.nouns
        found.append(event)
        for other in event.denied_or_alleged:
            used |= other.used
            nouns |= other.nouns
            found.append(other)
    for number, phrase in enumerate(reading.phrases):
        if phrase.head in nouns:
            continue
        match = match_noun(reading.words, phrase.head, phrase.first)
        if match is not None and not nouns & set(match.places):
            found.append(_nominal(reading, match, number))
            nouns |= set(match.places)
    return found


def _under(reading: Reading, clause: Clause, event: Found) -> None:
    """What the clauses above make of an event that was read by itself: possible under "could", planned under "plan" or "try"."""
    for _ in range(6):
        if event.modality != "actual" or clause.governor is None or clause.relation not in ("infinitive", "gerund", "complement"):
            return
        clause = reading.clauses[clause.governor]
        if clause.number in event.used:
            return
        operator = operator_of(reading.words, clause.group.head, clause.end)
        effect = operator[0].effect if operator else ""
        if clause.group.modal in MAYBE | {"would"} or effect in ("hypothesis", "fail") or clause.marker in ("if", "unless"):
            event.modality = "hypothetical"
        elif effect in ("plan", "try", "vow", "offer", "agree") or clause.group.modal in WILL | MUST:
            event.modality = "planned"


def read_event(reading: Reading, number: int, level: int) -> Found | None:
    """The event that the clause tells, its operators applied; None where it tells none."""
    if level > 6:
        return None
    clause = reading.clauses[number]
    words, group = reading.words, clause.group
    passive_subject = _subject_places(reading, clause) if group.passive else []
    match = match_verb(words, group.head, clause.end, passive_subject) if words[group.head].tag == "VERB" else None
    operator = operator_of(words, group.head, clause.end)
    event = None
    if operator is not None and (match is None or not _stronger(match, operator[1], operator[0].effect)):
        event = _operate(reading, clause, operator[0].effect, list(operator[1]), level)
    if match is not None and group.lemma in ("help", "ask") and (reading.children(number, "infinitive") and not direct_object(reading, group.last, clause.end) or _asks_whether(reading, clause)):
        match = None  # "helped to bring about" aids nobody
    if event is None and match is not None and not (operator and operator[0].effect in ("deny", "say", "tell") and not match.trigger.objects):
        event = _plain(reading, clause, match)
    if event is None and (group.lemma in SPOKEN or group.lemma in speech_lemmas() or operator is None):
        event = _through(reading, clause, level)
    if event is None:
        return None
    event.used.add(number)
    if event.clause == number:
        event = _modal(reading, clause, event)
    return event


def _stronger(match: Match, operator: tuple[int, ...], effect: str) -> bool:
    """Whether a trigger's row says more than an operator at the same verb: more words, or an object it asks for."""
    if len(match.places) > len(operator):
        return True
    if effect in ("agree", "offer", "vow", "threaten", "refuse", "demand", "deny", "warn"):
        return bool(match.trigger.objects) and effect in ("warn", "refuse")
    return bool(match.trigger.objects)


def _subject_places(reading: Reading, clause: Clause) -> list[int]:
    places: list[int] = []
    for number in clause.subject:
        phrase = reading.phrases[number]
        places.extend(range(phrase.head, phrase.first - 1, -1))
        following = number + 1
        if following < len(reading.phrases) and reading.phrases[following].preposition == "of" and reading.phrases[following].first == phrase.last + 2:
            places.append(reading.phrases[following].head)
    return places


def _plain(reading: Reading, clause: Clause, match: Match) -> Found:
    """A verb of the codebook as it stands."""
    trigger = match.trigger
    event = Found(trigger.event_type, trigger.event_mode, _named_by(reading, match), clause.number, clause.depth)
    event.nouns = set(match.places) | ({match.noun} if match.noun is not None else set())
    if reading.words[clause.group.head - 1].lower == "sexually" and event.event_type == "ASSAULT":
        event.event_mode = "sexual"
    _take_part(reading, clause, event, trigger, after=max(match.places))
    if match.noun is not None:
        number = phrase_at(reading, match.noun)
        if number is not None:
            event.nouns |= set(range(reading.phrases[number].first, reading.phrases[number].last + 1))
    return event


def _named_by(reading: Reading, match: Match) -> list[int]:
    """The words that name the event: the verb with its particles, and the object that decided it where it stands near."""
    places = sorted(match.places)
    head = match.places[0]
    if match.noun is not None and head < match.noun < head + LONGEST_TRIGGER:
        places.append(match.noun)
    return list(range(places[0], places[-1] + 1)) if places[-1] - places[0] < LONGEST_TRIGGER else [head]


def _take_part(reading: Reading, clause: Clause, event: Found, trigger: Trigger | None, after: int) -> None:
    """Set actors and recipients of an event from the clause's subject, objects and prepositional phrases."""
    words, group = reading.words, clause.group
    end = _reach(reading, clause)
    if group.passive or (clause.relation in ("reduced", "participle") and group.form == "VBN" and not group.finite):
        event.actors = prepositional(reading, ("by",), group.last, min(len(words), end + 12))
        event.recipients = [[("whole", number) for number in clause.subject]]
        event.method += "-passive"
        return
    event.actors = _subject(reading, clause)
    event.recipients = _recipients(reading, clause, trigger, event.event_type, after, end)
    two_sided = event.event_type in MUTUAL or (trigger is not None and trigger.recipient == ("with",))
    event.mutual = two_sided and len(event.actors) > 1 and not prepositional(reading, ("with",), group.last, end)


def _recipients(reading: Reading, clause: Clause, trigger: Trigger | None, event_type: str, after: int, end: int) -> list[Group]:
    """Where the recipient may stand, likeliest first: as the trigger's row says, then objects, then prepositional phrases, a mere place last."""
    words, group = reading.words, clause.group
    ways = trigger.recipient if trigger and trigger.recipient else ("with", "to", "for", "object") if event_type == "AGREE" else ("object", "owner")
    objects = direct_object(reading, _after_particles(reading, group.last, after), end)
    following = reading.clauses[clause.number + 1] if clause.number + 1 < len(reading.clauses) else None
    if not objects and following is not None and all(w.tag in ("CCONJ", "ADV") for w in words[group.last + 1 : following.group.first]) and following.group.first > group.last + 1:
        objects = direct_object(reading, following.group.last, _reach(reading, following))  # "toppled and later killed the king"
    if event_type == "AID" and trigger is not None and trigger.objects:
        objects = [number for number in objects if head_noun(reading.phrases[number], words) not in trigger.objects]
    if event_type in ("MOBILIZE", "AGREE"):
        objects = [number for number in objects if head_noun(reading.phrases[number], words) not in OWN_FORCES]
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
            found = [("whole", number) for number in prepositional(reading, _alike(way), group.last, end)]
        found = [(how, number) for how, number in found if head_noun(reading.phrases[number], words) not in _TIMES]
        if found:
            (weak if way in ("in", "at", "outside", "for", "by") and way not in ways[:1] else groups).append(found)
    purposes = [event for child in reading.children(clause.number, "infinitive", "participle", "gerund", "reduced") if (event := _purpose(reading, child)) is not None]
    if event_type == "PROTEST":
        return [*groups, *(g for event in purposes for g in event.recipients), *weak]
    return [*groups, *weak]


def _purpose(reading: Reading, child: Clause) -> Found | None:
    """What a protest is for: the demand or protest that its own clause tells."""
    event = read_event(reading, child.number, 4)
    return event if event is not None and event.event_type in ("REQUEST", "PROTEST", "ACCUSE", "REJECT") else None


def _after_particles(reading: Reading, last: int, after: int) -> int:
    """Where the object begins: after the verb, or after particles that follow it at once."""
    place = last
    while place < after and reading.words[place + 1].tag in ("ADP", "ADV", "TIME"):
        place += 1
    return place


def _alike(way: str) -> tuple[str, ...]:
    return {"on": ("on", "upon"), "toward": ("toward", "towards"), "in": ("in", "inside", "across", "throughout"), "against": ("against", "versus")}.get(way, (way,))


_TIMES = frozenset("week month year day weekend night morning afternoon evening hour minute time decade century".split())


_ASIDE = frozenset("after before since while when by without".split())


def _reach(reading: Reading, clause: Clause) -> int:
    """Where what belongs to the clause ends: a reduced clause or participle inside does not end it, a finite one does."""
    end = clause.end
    for later in reading.clauses[clause.number + 1 :]:
        if later.relation in ("reduced", "gerund") and later.marker not in _ASIDE and later.group.first <= end:
            end = later.end
            continue
        break
    return end


def _subject(reading: Reading, clause: Clause, level: int = 0) -> list[int]:
    """The clause's own subject, or that of the clause that governs it; the object where the governor is an order or a plea."""
    if clause.subject or clause.governor is None or level > 6:
        return list(clause.subject)
    governor = reading.clauses[clause.governor]
    if clause.relation in ("infinitive", "gerund"):
        operator = operator_of(reading.words, governor.group.head, governor.end)
        effect = operator[0].effect if operator else ""
        objects = direct_object(reading, governor.group.last, clause.group.first) if effect in ("order", "demand", "allow", "accuse", "tell") else []
        if effect in ("demand",) and not objects:
            objects = prepositional(reading, ("on", "upon", "to"), governor.group.last, clause.group.first)
        if objects:
            return objects
        if governor.group.passive and effect in ("order", "demand", "allow", "accuse", "tell"):
            return list(governor.subject)
    return _subject(reading, governor, level + 1)


def _inner(reading: Reading, clause: Clause, level: int, *relations: str) -> Found | None:
    """The event that the clause governs, coordinated ones left to themselves."""
    for child in reading.children(clause.number, *(relations or ("infinitive", "complement", "gerund"))):
        event = read_event(reading, child.number, level + 1)
        if event is not None:
            return event
    return None


def _object_event(reading: Reading, clause: Clause) -> Found | None:
    """The event that the clause's object names ("launched an attack")."""
    words = reading.words
    numbers = direct_object(reading, clause.group.last, clause.end)
    if clause.group.passive:
        numbers = list(clause.subject)
    if not numbers:
        numbers = prepositional(reading, ("to", "on", "for", "from", "in"), clause.group.last, clause.end)[:1]
    for number in numbers[:2]:
        phrase = reading.phrases[number]
        match = match_noun(words, phrase.head, phrase.first)
        if match is not None:
            return _nominal(reading, match, number)
    return None


def _nominal(reading: Reading, match: Match, number: int) -> Found:
    """An event that a noun names: its actors by by-phrase, possessor or nationality, its recipients by preposition."""
    words = reading.words
    trigger = match.trigger
    phrase = reading.phrases[number]
    governing = _clause_at(reading, phrase.head)
    depth = governing.depth if governing is not None else 0.0
    event = Found(trigger.event_type, trigger.event_mode, list(match.places), None, depth + (0.4 if not phrase.preposition else 0.7), method="noun")
    event.nouns = set(match.places)
    end = min(len(words), phrase.last + 12)
    stop = next((place for place in range(phrase.last + 1, end) if words[place].tag in ("PUNCT", "SCONJ", "REL", "VERB", "AUX", "MODAL")), end)
    event.actors = prepositional(reading, ("by",), phrase.last, stop)
    event.modality = next((kind for at in range(phrase.first, phrase.head) if (kind := _FORETOLD.get(words[at].lower))), "actual")
    for way in (*trigger.recipient, "against", "on", "of"):
        if way in ("owner", "by"):
            continue
        numbers = prepositional(reading, _alike(way), phrase.last, stop)
        if numbers:
            event.recipients.append([("whole", n) for n in numbers])
    for child in reading.clauses:
        if child.noun == phrase.head and child.relation == "complement" and child.subject and trigger.event_type == "REQUEST":
            event.recipients.insert(0, [("whole", n) for n in child.subject])
    if governing is not None and number in governing.subject or any(number in clause.subject for clause in reading.clauses):
        holder = next(clause for clause in reading.clauses if number in clause.subject)
        operator = operator_of(words, holder.group.head, holder.end)
        if operator is not None and operator[0].effect == "plan":
            event.modality = "planned"
            event.used.add(holder.number)
    elif not event.actors and governing is not None and governing.group.lemma == "be" and governing.group.first < phrase.first <= governing.end:
        event.actors = list(governing.subject)
    if not event.actors:
        if words[phrase.first].tag == "POSS" or any(words[at].tag in ("GEN", "PROPN") or is_actor_noun(words[at]) for at in range(phrase.first, match.places[0])):
            event.actors = [-number - 1]  # the owner of the phrase, not the phrase
        elif trigger.event_type in MUTUAL | {"ASSAULT"}:
            event.actors = prepositional(reading, ("between",), phrase.last, stop)
            event.mutual = bool(event.actors)
    if trigger.recipient[:1] == ("of",) and event.actors and not event.recipients and trigger.event_type in ("COERCE", "ASSAULT", "RETREAT") and event.actors[0] < 0 and trigger.words[-1] in _OF_VICTIM:
        event.recipients, event.actors = [[("owner", number)]], []
    return event


_FORETOLD = {
    **dict.fromkeys("upcoming planned scheduled forthcoming impending future expected next intended".split(), "planned"),
    **dict.fromkeys("possible potential proposed feared likely hypothetical".split(), "hypothetical"),
    **dict.fromkeys("alleged reported supposed claimed suspected".split(), "alleged"),
}
_OF_VICTIM = frozenset("overthrow ouster downfall toppling ousting arrest detention imprisonment killing death murder assassination deportation release kidnapping abduction".split())


def _clause_at(reading: Reading, place: int) -> Clause | None:
    """The clause whose verb stands nearest before the word, or governs what stands before it."""
    best = None
    for clause in reading.clauses:
        if clause.group.first > place:
            return best if best is not None else clause
        best = clause
    return best


def _asks_whether(reading: Reading, clause: Clause) -> bool:
    """Whether "ask" is a reporter's question: without a subject, or followed by if or whether."""
    after = reading.words[clause.group.last + 1].lower if clause.group.last + 1 < len(reading.words) else ""
    return clause.group.lemma == "ask" and (after in ("if", "whether", "how", "why", "what", "about", "when", "who") or (clause.group.form in ("VBN", "VBD") and not clause.subject))


def _operate(reading: Reading, clause: Clause, effect: str, places: list[int], level: int) -> Found | None:
    """Apply an operator to what it governs."""
    if effect in ("agree", "offer", "vow"):
        return _promise(reading, clause, effect, places, level)
    if effect == "threaten":
        return _threaten(reading, clause, places, level)
    if effect == "warn":
        inner = _inner(reading, clause, level)
        threatened = inner is not None and (inner.event_type in TYPES_OF_HARM and inner.modality != "hypothetical")
        return _around("THREATEN", _threat_mode(inner), reading, clause, places, inner) if threatened else None
    if effect == "refuse":
        inner = _inner(reading, clause, level, "infinitive") or _object_event(reading, clause)
        return _around("REJECT", _wanted(inner, reading, clause), reading, clause, places, inner)
    if effect == "demand":
        return _demand(reading, clause, places, level)
    if effect in ("order", "tell"):
        return _order(reading, clause, effect, places, level)
    if effect in ("begin", "decide", "try", "plan", "hypothesis", "fail", "prepare", "allege", "say"):
        return _transparent(reading, clause, effect, places, level)
    if effect == "end":
        return _ended(reading, clause, places, level)
    if effect == "allow":
        return _allow(reading, clause, places, level)
    if effect == "prevent":
        inner = _inner(reading, clause, level, "infinitive", "gerund") or _object_event(reading, clause)
        if inner is None or inner.event_type not in ("PROTEST", "CONSULT", "AID"):
            return None
        return _around("COERCE", "restrict", reading, clause, places, inner, by_actor=True)
    if effect == "deny":
        inner = _inner(reading, clause, level) or _object_event(reading, clause)
        if inner is None:
            return None
        if not inner.actors:
            inner.actors = _subject(reading, clause)
        return replace(inner, modality="denied", claimed=_subject(reading, clause), depth=clause.depth, used=inner.used | {clause.number})
    if effect == "accuse":
        return _accuse(reading, clause, places, level)
    return None


def _around(event_type: str, mode: str | None, reading: Reading, clause: Clause, places: list[int], inner: Found | None, by_actor: bool = False) -> Found:
    """An event that an operator makes of what it governs: its actor is the operator's subject, its recipients are the inner event's or its own."""
    event = Found(event_type, mode, list(places), clause.number, clause.depth, method="operator")
    _take_part(reading, clause, event, None, after=max(places))
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
            event.recipients.extend(_recipients(reading, child, None, "", child.group.last, _reach(reading, child)))
    if inner is not None:
        first, last = places[0], inner.places[-1]
        if first < last < first + LONGEST_TRIGGER:
            event.places = list(range(first, last + 1))
    return event


def _promise(reading: Reading, clause: Clause, effect: str, places: list[int], level: int) -> Found:
    inner = _inner(reading, clause, level, "infinitive", "complement") or _object_event(reading, clause)
    harmful = inner is not None and inner.event_type in TYPES_OF_HARM and effect != "agree"
    event = _around("THREATEN" if harmful else "AGREE", _threat_mode(inner) if harmful else None, reading, clause, places, inner)
    if clause.group.passive:
        event.actors = list(clause.subject)
        event.recipients = list(inner.recipients) if inner else []
    if clause.group.negated:
        event.event_type, event.event_mode = "REJECT", None
    return event


def _threaten(reading: Reading, clause: Clause, places: list[int], level: int) -> Found:
    inner = _inner(reading, clause, level, "infinitive", "complement", "gerund") or _object_event(reading, clause)
    event = _around("THREATEN", _threat_mode(inner), reading, clause, places, inner)
    event.recipients.extend(_conditional_party(reading, clause))
    return event


def _conditional_party(reading: Reading, clause: Clause) -> list[Group]:
    """Who is to meet the condition of a threat: the subject of its if- or unless-clause."""
    for later in reading.clauses[clause.number + 1 :]:
        if later.marker in ("if", "unless", "until") and later.subject:
            return [[("whole", number) for number in later.subject]]
    return []


def _threat_mode(inner: Found | None) -> str | None:
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


def _wanted(inner: Found | None, reading: Reading, clause: Clause) -> str | None:
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


_REFORMS = frozenset("reform election policy law rule government constitution change independence democracy right amendment plan".split())
_MEETINGS = frozenset("talk meeting negotiation summit dialogue mediation conference".split())
_HELP = frozenset("aid assistance help support weapon arm money loan peacekeeper troop protection".split())


def _demand(reading: Reading, clause: Clause, places: list[int], level: int) -> Found | None:
    inner = _inner(reading, clause, level) or _object_event(reading, clause)
    words = reading.words
    complement = next(iter(reading.children(clause.number, "complement")), None)
    if clause.group.lemma == "insist" and (complement is None or not _subjunctive(complement)):
        return None
    if _asks_whether(reading, clause) or (clause.group.lemma == "ask" and clause.group.passive and inner is None):
        return None
    if inner is None and clause.group.lemma in ("encourage", "beg", "tell") and not reading.children(clause.number, "infinitive", "complement"):
        return None
    event = _around("REQUEST", _wanted(inner, reading, clause), reading, clause, places, inner)
    asked = direct_object(reading, max(places), clause.end)
    asked = [number for number in asked if is_actor_noun(words[reading.phrases[number].head]) or words[reading.phrases[number].head].tag in ("PROPN", "PRON")]
    if complement is not None and complement.subject:
        event.recipients.insert(0, [("whole", number) for number in complement.subject])
    elif asked and not clause.group.passive:
        event.recipients.insert(0, [("whole", number) for number in asked])
    elif clause.group.passive:
        event.recipients.insert(0, [("whole", number) for number in clause.subject])
    return event


def _subjunctive(clause: Clause) -> bool:
    return clause.group.form == "VB" and not clause.group.modal or clause.group.modal in MUST or (clause.group.form == "VBP" and not clause.group.perfect)


def _order(reading: Reading, clause: Clause, effect: str, places: list[int], level: int) -> Found | None:
    """An order to own forces is the act, planned; a repressive order is the repression itself; any other is a request."""
    inner = _inner(reading, clause, level, "infinitive")
    objects = list(clause.subject) if clause.group.passive else direct_object(reading, clause.group.last, clause.end)
    if effect == "tell" and inner is None:
        return None
    if effect == "tell":
        return _around("REQUEST", _wanted(inner, reading, clause), reading, clause, places, inner)
    if inner is None:
        named = _object_event(reading, clause)
        if named is not None and not reading.children(clause.number, "infinitive"):
            named.actors = _subject(reading, clause) if not clause.group.passive else prepositional(reading, ("by",), clause.group.last, len(reading.words))
            named.modality = "planned" if named.event_type in ("MOBILIZE", "ASSAULT", "RETREAT") else "actual"
            return replace(named, depth=clause.depth, used={clause.number}, clause=clause.number)
        if not reading.children(clause.number, "infinitive"):
            return None
    own = any(head_noun(reading.phrases[number], reading.words) in OWN_FORCES for number in objects)
    if inner is not None and own:
        commander = prepositional(reading, ("by",), clause.group.last, clause.group.last + 8) if clause.group.passive else _subject(reading, clause)
        return replace(inner, actors=commander or objects, modality="planned", depth=clause.depth, used=inner.used | {clause.number}, method="order")
    if inner is not None and inner.event_type in ("COERCE", "SANCTION"):
        return _around(inner.event_type, inner.event_mode, reading, clause, places, None)
    event = _around("REQUEST", _wanted(inner, reading, clause), reading, clause, places, inner)
    event.recipients.insert(0, [("whole", number) for number in objects])
    return event


def _transparent(reading: Reading, clause: Clause, effect: str, places: list[int], level: int) -> Found | None:
    """A word that adds no more than a phase or a likelihood: the event is what it governs."""
    inner = None
    if effect in ("plan", "begin") and not clause.group.passive and direct_object(reading, clause.group.last, clause.end):
        inner = _object_event(reading, clause)
    if inner is None and effect != "say":
        inner = _inner(reading, clause, level, "infinitive", "gerund")
    if inner is None and effect in ("begin", "plan", "fail", "allege", "hypothesis", "prepare", "try"):
        inner = _object_event(reading, clause)
        if inner is not None and clause.group.lemma in ("prepare",):
            inner.modality = "planned"
    if inner is None and effect in ("allege", "say", "hypothesis", "plan", "decide"):
        told = _through(reading, clause, level)
        if told is not None and effect in ("hypothesis", "plan") and told.modality == "actual":
            told.modality = "hypothetical" if effect == "hypothesis" else "planned"
        return told
    if inner is None:
        return None
    nominal = inner.clause is None
    event = replace(inner, depth=clause.depth, used=inner.used | {clause.number})
    if nominal:
        if not clause.group.passive:
            event.actors = _subject(reading, clause) or event.actors
        else:
            event.actors = prepositional(reading, ("by",), clause.group.last, len(reading.words)) or event.actors
        event.clause = clause.number
        event.method = "noun-of-verb"
        if clause.group.head < event.places[0] < clause.group.head + LONGEST_TRIGGER - 1:
            event.places = list(range(clause.group.head, event.places[-1] + 1))
        for way in ("against", "on", "with", "to", "from", "into", "over", "in", "at"):
            event.recipients.append([("whole", n) for n in prepositional(reading, (way,), clause.group.last, _reach(reading, clause))])
    if effect == "plan" or (effect == "try" and event.event_type != "ASSAULT" and event.event_mode != "cyber" and event.modality == "actual"):
        event.modality = "planned"
    elif effect == "hypothesis":
        event.modality = "hypothetical"
    elif effect == "allege":
        event.modality, event.claimed = "alleged", _subject(reading, clause)
    elif effect == "fail":
        return None
    elif effect == "prepare" and event.event_type in ("ASSAULT", "COERCE"):
        event.event_type, event.event_mode, event.modality = "MOBILIZE", None, "actual"
        event.places = [clause.group.head] if not nominal else event.places
    if clause.group.negated and event.modality == "actual":
        return None
    return event


def _ended(reading: Reading, clause: Clause, places: list[int], level: int) -> Found | None:
    """The end of help is a sanction, the end of pressure a retreat."""
    inner = _object_event(reading, clause) or _inner(reading, clause, level, "gerund")
    if inner is None:
        return None
    kind = inner.event_type
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


def _allow(reading: Reading, clause: Clause, places: list[int], level: int) -> Found | None:
    inner = _inner(reading, clause, level, "infinitive")
    if clause.group.lemma == "let" and not direct_object(reading, clause.group.last, len(reading.words)):
        return None
    event = _around("CONCEDE", None, reading, clause, places, None)
    if inner is not None:
        event.used |= inner.used
        event.nouns |= inner.nouns
    objects = direct_object(reading, clause.group.last, clause.end)
    if objects and not clause.group.passive:
        event.recipients.insert(0, [("whole", number) for number in objects])
    if clause.group.negated and clause.group.modal not in WILL:
        event.event_type, event.event_mode = "COERCE", "restrict"
    return event


def _accuse(reading: Reading, clause: Clause, places: list[int], level: int) -> Found:
    event = Found("ACCUSE", "allege", list(places), clause.number, clause.depth, method="operator")
    _take_part(reading, clause, event, None, after=max(places))
    if not clause.group.passive:
        objects = direct_object(reading, clause.group.last, clause.end)
        event.recipients.insert(0, [("whole", number) for number in objects])
    inner = _inner(reading, clause, level, "gerund")
    if inner is not None:
        culprits = [number for group in event.recipients for _, number in group][:1]
        inner.actors = culprits
        inner.modality, inner.claimed, inner.depth = "alleged", list(event.actors), clause.depth
        event.denied_or_alleged.append(inner)
    elif clause.group.passive and not event.actors:
        event.actors = prepositional(reading, ("by",), clause.group.last, len(reading.words))
    return event


def _through(reading: Reading, clause: Clause, level: int) -> Found | None:
    """A verb that says nothing itself: the event is that of the clause it governs; a reporting verb makes its subject the one who claims it."""
    words = reading.words
    spoken = clause.group.lemma in SPOKEN or clause.group.lemma in speech_lemmas()
    for child in reading.children(clause.number, "complement", *(() if spoken else ("infinitive", "gerund"))):
        if child.noun is not None and child.relation in ("complement", "infinitive") and not spoken:
            continue
        if child.relation == "gerund" and child.marker not in ("as",):
            continue
        event = read_event(reading, child.number, level + 1)
        if spoken and child.group.modal in MUST and not child.group.passive and child.subject:
            inner = event
            speaker = _subject(reading, clause)
            event = Found("REQUEST", _wanted(inner, reading, child), _from_modal(child), child.number, clause.depth, speaker, method="must")
            event.recipients = [[("whole", number) for number in child.subject]]
            event.used = {child.number, clause.number} | (inner.used if inner else set())
            event.nouns = inner.nouns if inner else set()
            return event
        if event is None:
            continue
        speaker = _subject(reading, clause)
        if spoken:
            pronoun = event.actors and event.actors[0] >= 0 and words[reading.phrases[event.actors[0]].head].lower in ("it", "he", "she", "they")
            if pronoun and not clause.group.passive:
                event.actors = speaker
            elif not event.claimed:
                event.claimed = speaker
        return replace(event, depth=min(event.depth, clause.depth), used=event.used | {clause.number})
    return None


def _from_modal(clause: Clause) -> list[int]:
    return list(range(clause.group.first, clause.group.head + 1)) if clause.group.head - clause.group.first < LONGEST_TRIGGER else [clause.group.head]


def _modal(reading: Reading, clause: Clause, event: Found) -> Found:
    """What "will", "would", "may" and "not" make of an event."""
    group = clause.group
    kind = event.event_type
    spoken = clause.governor is not None and reading.clauses[clause.governor].group.lemma in speech_lemmas() and clause.relation == "complement"
    conditional = clause.marker in ("if", "unless", "whether", "until") or (clause.governor is not None and reading.clauses[clause.governor].marker == "if")
    future = group.modal in WILL or (group.modal in ("would", "'d", "’d") and spoken)
    negated = group.negated or any(w.lower in NO for w in reading.words[group.first : group.head])
    if conditional:
        event.modality = "hypothetical"
        return event
    if future and not group.passive and kind not in ("REQUEST", "AGREE", "REJECT", "THREATEN", "ACCUSE"):
        harmful = kind in TYPES_OF_HARM or (kind == "SANCTION")
        places = _from_modal(clause)
        if places[-1] < event.places[-1] < places[0] + LONGEST_TRIGGER:
            places = list(range(places[0], event.places[-1] + 1))
        if negated:
            event.event_type, event.event_mode = ("REJECT", _wanted(event, reading, clause)) if not harmful else ("AGREE", None)
        elif harmful:
            event.event_mode = _threat_mode(event)
            event.event_type = "THREATEN"
        else:
            event.event_type, event.event_mode = "AGREE", None
        event.places, event.method = places, "will"
        return event
    if future and negated and kind == "AGREE":
        event.event_type, event.event_mode, event.places, event.method = "REJECT", None, _from_modal(clause), "will"
        return event
    if group.modal in WILL | {"going", "due"} and event.modality == "actual":
        event.modality = "planned" if kind not in ("REQUEST", "AGREE", "REJECT", "THREATEN", "ACCUSE") else "actual"
    elif group.modal in MAYBE | {"would"} or group.modal in MUST:
        event.modality = "hypothetical"
    elif negated and event.modality == "actual":
        event.modality = "denied"
    return event


@cache
def noun_effects() -> dict[str, str]:
    """Operators that are nouns -> effect ("attempt", "plan")."""
    return {word: rows[0].effect for word, rows in operators("noun").items()}
