"""What the words that govern an event make of it: promises, threats, refusals, demands, orders, beginnings and ends.

The table `event_effects` tells for each effect of `event_operators` what the event becomes, and how what is governed is told. "Agreed
to withdraw" is a promise, "refused to withdraw" a refusal: after PLOVER's manual, what is announced is AGREE or THREATEN, what is asked
for REQUEST, what is turned down REJECT, and only what is done has its own type.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from tidings import lexicon
from tidings.code.events.event import HOSTILE, LONGEST_NAME, Depth, Event, Side, sides
from tidings.code.events.nouns import object_event
from tidings.code.events.parties import OWN_FORCES, demanded, doers, is_people, objects_of, recipients_of, take_part, without_own
from tidings.code.events.rules import Modality, effects, effects_of, event_words, modes_by_noun, type_rule, types
from tidings.code.modality import CONDITIONS, modal_of, noun_effect, operators
from tidings.code.reading import Reading, noun_of
from tidings.nlp.analysis import Clause, Rel

Places = tuple[int, ...]
_QUESTIONS = event_words("question")
_CARRIED = tuple(row["word"] for row in lexicon.rows("event_words") if row["group"] == "carried")
_ANSWERS = event_words("answer")
_TO_PRESS = event_words("to-press") | _ANSWERS
_TIMES = event_words("time")
_WISHES = ("want", "wish")


class Reader(Protocol):
    """Reads the events of a sentence clause by clause."""

    reading: Reading

    def inner(self, clause: Clause, level: int, *rels: Rel) -> Event | None: ...  # that the clause governs

    def read(self, clause: Clause, level: int) -> Event | None: ...  # that the clause tells


def operate(reader: Reader, clause: Clause, effect: str, places: Places, level: int) -> Event | None:
    """The event that an operator tells with what it governs; None where it tells none."""
    reading = reader.reading
    if effect == "end":
        return _ended(reader, clause, places, level)
    if effect not in effects() or is_question(reading, clause) or (clause.marker == "as" and clause.voice == "passive"):
        return None  # "as promised, they left"
    if effect == "warn" and any(child.rel == "xcomp" for child in reading.infinitives(clause)):
        effect = "demand"  # "warned them not to leave"
    if not effects()[effect].becomes:
        return _transparent(reader, clause, effect, places, level)
    if effect == "accuse":
        return _accuse(reader, clause, places, level)
    ordered = _order(reader, clause, places, level) if effect == "order" else None
    return ordered or _spoken(reader, clause, effect, places, level)


def _spoken(reader: Reader, clause: Clause, effect: str, places: Places, level: int) -> Event | None:
    """An event that is done by saying so: a promise, a threat, a refusal, a demand, a permission, a ban."""
    reading, rule = reader.reading, effects()[effect]
    inner = reader.inner(clause, level, *rule.looks) or (object_event(reading, clause) if effect not in ("allow", "tell") else None)
    if not _governs(reading, clause, effect, inner):
        return None
    hostile = inner is not None and inner.event_type in HOSTILE and not (inner.clause is not None and inner.clause.negated)
    event = _around(rule.hostile if hostile else rule.becomes, reading, clause, places, inner, rule.governed)
    event.event_mode = rule.mode or mode_of(event.event_type, inner, reading, clause)
    _set_parties(reading, clause, effect, places, event, inner)
    if clause.negated and effect in effects_of("promise"):
        event.event_type, event.event_mode = "REJECT", None
    elif clause.negated and effect == "allow" and modal_of(reading, clause) not in ("will", "would"):
        event.event_type, event.event_mode = "COERCE", "restrict"
    return event


def _set_parties(reading: Reading, clause: Clause, effect: str, places: Places, event: Event, inner: Event | None) -> None:
    """Who takes part beside those of the verb and of what it governs, by what the operator makes of it."""
    if event.event_type == "REQUEST":
        asked = _asked(reading, clause, places)
        event.recipients = asked if _acting(reading, clause) else [*asked, *event.recipients]
    elif event.event_type == "THREATEN" and effect != "warn":
        later = (c for c in reading.clauses if c.n > clause.n and c.marker in CONDITIONS and c.voice == "active")
        event.recipients += [sides(reading.real(c.subject)) for c in later]  # who is to meet the condition
    elif effect in effects_of("promise") and clause.voice == "passive":
        _set_promised(reading, clause, event, inner)


def _set_promised(reading: Reading, clause: Clause, event: Event, inner: Event | None) -> None:
    """Who is committed to what a passive tells; but who "was promised an end to it" is promised it by whoever does so."""
    subject = sides(reading.real(clause.subject))
    if clause.objects:
        event.actors, event.recipients = sides(reading.governed(clause, "by")), [subject]
    else:
        event.actors, event.recipients = subject, list(inner.recipients) if inner else []


def is_question(reading: Reading, clause: Clause) -> bool:
    """Whether "ask" is a reporter's question: followed by if or whether, without a subject, or with nothing that is asked for."""
    if clause.lemma != "ask":
        return False
    asks = reading.infinitives(clause) or "for" in _cases(reading, clause)
    return reading.at(clause.last + 1) in _QUESTIONS or not clause.subject or not asks


def _cases(reading: Reading, clause: Clause) -> tuple[str, ...]:
    """The word behind a verb, and the prepositions of the phrases behind it."""
    return reading.at(clause.last + 1), *(chunk.case for chunk in reading.behind(clause))


def _people(reading: Reading, numbers: Iterable[int]) -> list[int]:
    return [n for n in numbers if is_people(reading, n)]


def _acting(reading: Reading, clause: Clause) -> list[int]:
    """The subject of the infinitive that a verb governs, where it is not the verb's own."""
    act = next(iter(reading.infinitives(clause)), None)
    return list(reading.real(act.subject)) if act is not None and act.subject != clause.subject else []


def _whom(reading: Reading, clause: Clause) -> list[int]:
    """Who is told, urged or allowed to act: the subject of a passive or of the infinitive, which the analysis resolves, else the object."""
    if clause.voice == "passive":
        return list(reading.real(clause.subject))
    return _acting(reading, clause) or objects_of(reading, clause)


def _governs(reading: Reading, clause: Clause, effect: str, inner: Event | None) -> bool:
    """Whether an operator governs what it must govern to tell an event."""
    only = effects()[effect].only
    if only:
        feared = effect == "warn" and inner is not None and inner.modality == "hypothetical" and bool(inner.actors)
        return inner is not None and inner.event_type in only and not feared
    if effect in ("tell", "order"):
        return inner is not None or (effect == "order" and bool(reading.infinitives(clause)))
    if effect == "demand":
        unnamed = any(child.negated and child.voice == "passive" for child in _to_press(reading, clause))  # "who asked not to be named"
        return not unnamed and (clause.lemma != "insist" or bool(demanded(reading, clause)))
    if effect in ("offer", "vow"):  # "vowed to win" promises nobody anything
        return inner is not None or (effect == "offer" and _offers(reading, clause))
    return _allows(reading, clause) if effect == "allow" else effect != "refuse" or _refuses(reading, clause)


def _to_press(reading: Reading, clause: Clause) -> list[Clause]:
    """What a source asks for, or is allowed, that is between him and the press: to speak, to be named."""
    return [child for child in reading.infinitives(clause) if child.lemma in _TO_PRESS]


def _refuses(reading: Reading, clause: Clause) -> bool:
    """Whether something is refused, and not an answer; a thing that is declined may be one."""
    declined = [child.lemma for child in reading.infinitives(clause)]
    return _ANSWERS.isdisjoint(declined) and (bool(declined) or clause.lemma != "decline")


def _allows(reading: Reading, clause: Clause) -> bool:
    """Whether somebody is allowed something, or to do it; no "Let us go", no source who "was not authorized to speak"."""
    if clause.lemma == "let" and (not clause.subject or clause.particle):
        return False
    if clause.negated and clause.voice == "passive" and _to_press(reading, clause):
        return False
    if any(reading.noun(n) in _TIMES for n in reading.real(clause.objects)):
        return False  # "to allow time for a debate"
    return clause.voice == "passive" or bool(reading.real(clause.objects) or reading.infinitives(clause))


def _offers(reading: Reading, clause: Clause) -> bool:
    """Whether who promises no event promises something: not who "offered no proof", "was prepared", or proposed a plan to nobody."""
    ready = clause.lemma == "be" or (clause.voice == "passive" and bool(operators("adjective", reading.at(clause.verb))))
    if not ready and clause.lemma != "offer":
        return clause.lemma != "propose"
    given = len(clause.objects) > 1 or clause.voice == "passive" or bool(reading.governed(clause, "to", "for"))
    return bool(reading.infinitives(clause)) or ("to" in _cases(reading, clause) if ready else given)


def _asked(reading: Reading, clause: Clause, places: Places) -> list[list[Side]]:
    """Who is asked: the subject of what is to be done, else those people whom the verb or its preposition governs."""
    told = next((child for child in reading.under(clause, "ccomp") if child.subject), None)
    if told is not None:
        return [sides(reading.real(told.subject))]
    whom = _people(reading, _whom(reading, clause))
    above = reading.governor(clause) if clause.tense == "part" else None
    if above is not None and whom and reading.head(whom[0]).tag == "PRP":  # "wrote to the minister, asking him to resign"
        whom = [n for n in reading.governed(above, "to") if n < clause.n] or whom
    if not whom and len(places) > 1:
        whom = _people(reading, reading.governed(clause, reading.at(places[-1])))
    return [sides(whom)] if whom else []


def _around(event_type: str, reading: Reading, clause: Clause, places: Places, inner: Event | None, governed: Modality) -> Event:
    """An event that an operator makes of what it governs: its actor is the operator's subject, its recipients are the inner event's or its own."""
    event = Event(event_type, None, min(places), max(places), Depth(*clause.depth), clause, method="operator")
    take_part(reading, clause, event, None)
    if inner is None:
        for child in reading.infinitives(clause):
            event.recipients += without_own(reading, recipients_of(reading, child, None, ""))
        return event
    event.take(inner)
    named = inner.clause is None or [side for group in inner.recipients for side in group] == event.actors
    makers = [inner.actors] if inner.actors and named else []  # "refused to receive the envoy"
    event.recipients = [*makers, *inner.recipients, *event.recipients]
    if inner.event_type != event_type:
        open_yet = inner.modality == "actual" or (inner.modality == "denied" and governed == "hypothetical")  # "asked them not to leave"
        told = governed if open_yet else inner.modality
        event.governed.append(replace(inner, modality=told, method="governed"))
    event.reach(event.first, inner.last)
    return event


def _order(reader: Reader, clause: Clause, places: Places, level: int) -> Event | None:
    """An order to own forces is the act, planned; a repressive order is the repression itself; None where it is a request."""
    reading = reader.reading
    inner = reader.inner(clause, level, "xcomp")
    commander = doers(reading, clause)
    if inner is None and not reading.infinitives(clause):
        named = object_event(reading, clause)
        if named is not None:
            named.actors, named.clause, named.depth = commander, clause, Depth(*clause.depth)
            named.modality = "planned" if named.event_type in types("ordered") else "actual"
            named.used.add(clause.n)
        return named
    if inner is None:
        return None
    whom = _whom(reading, clause)
    if any(reading.noun(n) in OWN_FORCES for n in whom):
        used = inner.used | {clause.n}
        return replace(inner, actors=commander or sides(whom), modality="planned", depth=Depth(*clause.depth), used=used, method="order")
    if inner.event_type in ("COERCE", "SANCTION"):
        event = _around(inner.event_type, reading, clause, places, None, "actual")
        event.event_mode = inner.event_mode
        return event
    return None


def _transparent(reader: Reader, clause: Clause, effect: str, places: Places, level: int) -> Event | None:
    """A word that adds no more than a phase, a likelihood or a claim: the event is what it governs."""
    reading = reader.reading
    made = next(iter(reading.real(clause.objects)), None) if effect == "begin" else None
    if made is not None and noun_effect(reading.noun(made)) in effects_of("noun"):  # "made a promise to leave"
        return operate(reader, clause, noun_effect(reading.noun(made)), (*places, reading.chunk(made).head), level)
    inner = _governed(reader, clause, effect, level)
    if clause.lemma in _WISHES and reading.infinitives(clause) and (whom := _people(reading, _whom(reading, clause))):
        return _wish(reading, clause, places, inner, whom)
    if inner is None or effect == "fail" or (effect == "say" and inner.clause is not None):
        return None
    if effect == "deny":
        return _denied(reading, clause, inner)
    event = replace(inner, depth=min(inner.depth, Depth(*clause.depth)), used=inner.used | {clause.n})
    if inner.clause is None:
        _carry(reading, clause, event)
    _tell_as(reading, clause, effect, event)
    return None if clause.negated and event.modality == "actual" else event


def _governed(reader: Reader, clause: Clause, effect: str, level: int) -> Event | None:
    """The event that a phase, a plan or a claim is of: of what one begins or plans the object before the clause, else the clause first."""
    named = clause.voice == "active" and bool(clause.objects) and effect in ("begin", "plan")
    inner = (object_event(reader.reading, clause) if named else None) or reader.inner(clause, level, *effects()[effect].looks)
    return inner if inner is not None or effect in ("decide", "say") else object_event(reader.reading, clause)


def _wish(reading: Reading, clause: Clause, places: Places, inner: Event | None, whom: list[int]) -> Event:
    """A request: somebody wants others to act."""
    event = _around("REQUEST", reading, clause, places, inner, "hypothetical")
    event.event_mode = mode_of("REQUEST", inner, reading, clause)
    event.recipients.insert(0, sides(whom))
    return event


def _tell_as(reading: Reading, clause: Clause, effect: str, event: Event) -> None:
    """Tell the event as planned, hypothetical or claimed, as the operator has it."""
    governed = effects()[effect].governed
    if governed != "actual" and event.modality == "actual" and not (effect == "try" and event.event_type == "ASSAULT"):
        event.modality = governed
    if effect == "prepare" and event.event_type in ("ASSAULT", "COERCE"):
        event.event_type, event.event_mode, event.modality = "MOBILIZE", None, "actual"
        event.first = event.last = clause.verb
    if effect == "allege":
        event.claimed = sides(reading.real(clause.subject))


def _carry(reading: Reading, clause: Clause, event: Event) -> None:
    """Let a verb carry the event that its object names: its subject acts, its phrases tell on whom."""
    event.actors = doers(reading, clause) or event.actors
    event.clause, event.method = clause, "noun-of-verb"
    if clause.verb < event.first < clause.verb + LONGEST_NAME - 1:
        event.reach(clause.verb, event.last)
    if event.event_type == "REQUEST":
        told = demanded(reading, clause)
        event.recipients[:0] = [sides(reading.real(child.subject)) for child in told[:1]]
        event.used |= {child.n for child in told}
    for way in _CARRIED:
        event.recipients.append(sides(reading.governed(clause, way)))


def _denied(reading: Reading, clause: Clause, inner: Event) -> Event | None:
    if inner.clause is None and inner.event_type in types("turned down"):
        return None  # "dismissed the request", "rebuffed talks": turned down, not denied
    subject = sides(reading.real(clause.subject))
    used = inner.used | {clause.n}
    others = inner.clause is not None and inner.clause.finite and inner.clause.voice == "passive"  # "denied that it had been shot down"
    return replace(
        inner, actors=inner.actors or ([] if others else subject), modality="denied", claimed=subject, depth=Depth(*clause.depth), used=used
    )


def _ended(reader: Reader, clause: Clause, places: Places, level: int) -> Event | None:
    """The end of an event, by the event's type."""
    reading = reader.reading
    ended = clause.objects or clause.voice == "passive"  # "ended in clashes" ends none
    inner = (object_event(reading, clause) if ended else None) or reader.inner(clause, level, "xcomp")
    end = type_rule(inner.event_type).ended if inner is not None else None
    if inner is None or end is None:
        return None
    event = _around(end[0], reading, clause, places, inner, "hypothetical")
    event.event_mode = end[1]
    event.governed.clear()  # what ends is neither planned nor only thought of
    return event


def _accuse(reader: Reader, clause: Clause, places: Places, level: int) -> Event:
    """An accusation, and beside it the deed as alleged, done by the accused."""
    reading = reader.reading
    event = Event("ACCUSE", "allege", min(places), max(places), Depth(*clause.depth), clause, method="operator")
    take_part(reading, clause, event, None)
    named = object_event(reading, clause)
    behind = reading.governed(clause, "on") if named is not None else []  # "blamed the raid on the rebels"
    accused = behind or objects_of(reading, clause)
    if clause.voice == "active" and not accused and not reading.under(clause, "ccomp"):  # "Minister accused as strike looms"
        event.actors, accused = sides(reading.governed(clause, "by")), list(reading.real(clause.subject))
    if behind or clause.voice == "active":
        event.recipients.insert(0, sides(accused))
    deed = named if behind and clause.voice == "active" else accused_of(reader, clause, level, "of", "for", "")
    if deed is not None:
        culprits = [side for group in event.recipients for side in group][:1]
        deed.actors, deed.modality, deed.claimed, deed.depth = culprits, "alleged", list(event.actors), event.depth
        deed.recipients = [group for group in deed.recipients if not any(side in culprits for side in group)]
        event.beside.append(deed)
    return event


def accused_of(reader: Reader, clause: Clause, level: int, *markers: str) -> Event | None:
    """The deed that somebody is blamed or accused of: a clause with one of `markers` under the verb, or on its object."""
    reading = reader.reading
    children = [*reading.under(clause, "advcl", "xcomp", "acl")]
    for child in children:
        on = child.noun is None or child.noun in clause.objects + clause.subject
        if child.n > clause.n and child.tense == "part" and child.marker in markers and on and (event := reader.read(child, level + 1)) is not None:
            return event
    return None


_COERCED = {"arrest": "arrest", "seize": "territory", "deport": "expel", "expel": "expel"}


def mode_of(event_type: str, inner: Event | None, reading: Reading, clause: Clause) -> str | None:
    """The mode of a threat, a request or a refusal: what is threatened, wanted or turned down."""
    if event_type == "THREATEN":
        return _COERCED.get(inner.event_mode or "", type_rule(inner.event_type).threatened) if inner is not None else None
    if event_type not in ("REQUEST", "REJECT"):
        return None
    unwanted = event_type == "REQUEST" and inner is not None and inner.clause is not None and inner.clause.negated  # "asked them not to recognise it"
    if inner is not None and not unwanted and (mode := type_rule(inner.event_type).wanted):
        return "change" if inner.event_mode == "resign" else mode
    nouns = {noun_of(reading.word(i)) for i in range(clause.last + 1, min(reading.end(clause), clause.last + 30))}
    return next((mode for noun, mode in modes_by_noun("asked-").items() if noun in nouns), None)
