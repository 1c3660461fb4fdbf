"""Which events a sentence tells of: triggers of the codebook, put together with the words that govern them.

"Agreed to withdraw" is a promise, "refused to withdraw" a refusal, "threatened to attack" a threat, "will visit" an agreement to
meet: the type of an event comes from the operator and from what it governs. The rules follow PLOVER's manual: what is announced
for the future is AGREE or THREATEN, what is asked for REQUEST, what is turned down REJECT, and only what is done has its own type.
"""

from __future__ import annotations

from dataclasses import replace

from tidings import lexicon
from tidings.code.events.clauses import speech_lemmas
from tidings.code.events.event_operators import asks_whether, noun_effects, operate
from tidings.code.events.event_parts import (
    LONGEST_TRIGGER,
    MAYBE,
    MUST,
    PARTS,
    WILL,
    Found,
    Group,
    effect_of,
    from_modal,
    reach,
    recipients_of,
    subject_of,
    subject_places,
    take_part,
    threat_mode,
    wanted,
    with_those_above,
)
from tidings.code.events.noun_events import nominal_event
from tidings.code.events.phrase_relations import direct_object, head_noun, phrase_at, prepositional
from tidings.code.events.readings import Clause, Reading
from tidings.code.events.triggers import TYPES_OF_HARM, Match, Operator, match_noun, match_verb, operator_of, verb_triggers
from tidings.code.text.word_forms import noun_lemma

DEEPEST = 6  # clauses under one another that are read


SPOKEN = lexicon.words("event_words", group="reporting")


NO = frozenset({"no", "never", "nor"})


def find_events(reading: Reading) -> list[Found]:
    """Every event of the sentence, each word used once, in the order in which they were found: least deep first."""
    reader = EventReader(reading)
    found: list[Found] = []
    used: set[int] = set()
    nouns: set[int] = set()
    for clause in sorted(reading.clauses, key=lambda c: (c.depth, c.number)):
        if clause.number in used or clause.relation == "attribution":
            continue
        event = reader.read(clause.number, 0)
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
        if match is not None and not nouns & set(match.places) and not _under_denial(reading, phrase.head):
            found.append(nominal_event(reading, match, number))
            nouns |= set(match.places)
    return found


def _under_denial(reading: Reading, place: int) -> bool:
    """Whether a noun stands in what somebody denies: "denied any part in the fighting" does not deny the fighting."""
    before = [clause for clause in reading.clauses if clause.group.last < place]
    return bool(before) and any(effect_of(reading, clause) == "deny" for clause in with_those_above(reading, before[-1]))


def _under(reading: Reading, clause: Clause, event: Found) -> None:
    """What the clauses above make of an event that was read by itself: possible under "could", planned under "plan" or "try"."""
    if event.modality == "actual" and event.clause != clause.number:
        event.modality = _of_modal(clause.group.modal)  # "will keep on fighting"
    for _ in range(6):
        if event.modality != "actual" or clause.governor is None or clause.relation not in PARTS:
            return
        if clause.noun is not None and clause.relation == "infinitive":
            if noun_effects().get(noun_lemma(reading.words[clause.noun].lower)) in ("try", "plan"):
                event.modality = "planned"
                return
            number = phrase_at(reading, clause.noun)
            if number is not None and reading.phrases[number].preposition == "for":
                event.modality = "hypothetical"  # "a push for both sides to sign"
                return
        clause = reading.clauses[clause.governor]
        if clause.number in event.used:
            return
        effect = effect_of(reading, clause)
        if effect in ("hypothesis", "fail") or clause.marker in ("if", "unless"):
            event.modality = "hypothetical"
        elif effect in ("plan", "try", "vow", "offer", "agree"):
            event.modality = "planned"
        else:
            event.modality = _of_modal(clause.group.modal)


def _of_modal(modal: str) -> str:
    return "hypothetical" if modal in MAYBE | {"would"} else "planned" if modal in WILL | MUST else "actual"


class EventReader:
    """Reads the events of one sentence clause by clause (see `event_operators.Reader`)."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._matches: dict[int, Match | None] = {}

    def read(self, number: int, level: int) -> Found | None:
        """The event that the clause tells, its operators applied; None where it tells none."""
        if level > DEEPEST:
            return None
        reading = self.reading
        clause = reading.clauses[number]
        words, group = reading.words, clause.group
        match = self._match(clause)
        operator = operator_of(words, group.head, clause.end)
        event = None
        if operator is not None and (match is None or not _stronger(match, operator[1], operator[0].effect)):
            event = operate(self, clause, operator[0].effect, list(operator[1]), level)
        if match is not None and group.lemma in ("help", "ask"):
            act = reading.children(number, "infinitive") or (group.last + 1 < len(words) and words[group.last + 1].tag == "VERB")
            if (act and not direct_object(reading, group.last, clause.end)) or asks_whether(reading, clause):
                match = None  # "helped to bring about" and "helped pave the way" aid nobody
        if event is None and match is not None and not (operator and _only_speech(match, operator, group.lemma)):
            event = _plain(reading, clause, match, self.aims(clause) if match.trigger.event_type == "PROTEST" else [])
            if event.event_type == "ACCUSE":
                self.blamed_for(clause, event, level)
            elif event.event_type == "COOPERATE":
                self.worked_for(clause, event, level)
        if event is None and (group.lemma in SPOKEN or group.lemma in speech_lemmas() or operator is None):
            event = self.through(clause, level)
        speaker = self.speaker_of(clause)
        if speaker is not None and (event is None or event.clause == number):
            return _must(reading, clause, event, speaker.subject, clause)
        if event is None:
            return None
        event.used.add(number)
        if event.clause == number:
            event = _modal(reading, clause, event)
        return event

    def _match(self, clause: Clause) -> Match | None:
        """The row of the codebook for the clause's verb; found once, as a clause is read anew under each verb that may govern it."""
        if clause.number in self._matches:
            return self._matches[clause.number]
        reading, group = self.reading, clause.group
        head = reading.words[group.head]
        match = None
        if head.tag == "VERB" and head.lemma in verb_triggers():
            undergoing = subject_places(reading, clause) if group.passive else []
            acting = frozenset() if group.passive else frozenset(head_noun(reading.phrases[n], reading.words) for n in subject_of(reading, clause))
            match = match_verb(reading.words, group.head, clause.end, undergoing, acting)
        self._matches[clause.number] = match
        return match

    def inner(self, clause: Clause, level: int, *relations: str) -> Found | None:
        """The event that the clause governs, coordinated ones left to themselves."""
        for child in self.reading.children(clause.number, *(relations or ("infinitive", "complement", "gerund"))):
            event = self.read(child.number, level + 1)
            if event is not None:
                return event
        return None

    def through(self, clause: Clause, level: int) -> Found | None:
        """A verb that says nothing itself: the event is that of the clause it governs; a reporting verb makes its subject the one who claims it."""
        reading = self.reading
        words = reading.words
        spoken = clause.group.lemma in SPOKEN or clause.group.lemma in speech_lemmas()
        for child in reading.children(clause.number, "complement", *(() if spoken else ("infinitive", "gerund"))):
            if child.noun is not None and child.relation in ("complement", "infinitive") and not spoken:
                continue
            if child.relation == "gerund" and child.marker not in ("as",):
                continue
            event = self.read(child.number, level + 1)
            if spoken and child.group.modal in MUST and not child.group.passive and child.subject:
                return _must(reading, child, event, subject_of(reading, clause), clause)
            if event is None and spoken:
                event = _will_not(reading, clause, child)
            if event is None:
                continue
            speaker = subject_of(reading, clause)
            if spoken:
                pronoun = event.actors and event.actors[0] >= 0 and words[reading.phrases[event.actors[0]].head].lower in ("it", "he", "she", "they")
                if pronoun and not clause.group.passive:
                    event.actors = speaker
                elif not event.claimed:
                    event.claimed = speaker
            return replace(event, depth=min(event.depth, clause.depth), used=event.used | {clause.number})
        return None

    def speaker_of(self, clause: Clause) -> Clause | None:
        """The attribution at the end of the sentence where the clause says what somebody must do ("Chad should pay, the envoy said")."""
        if clause.group.modal not in MUST or clause.group.passive or not clause.subject or clause.relation not in ("main", "coordinate"):
            return None
        return next((other for other in self.reading.clauses if other.relation == "attribution" and other.subject), None)

    def blamed_for(self, clause: Clause, event: Found, level: int) -> None:
        """What somebody is blamed for is told with the blame, as alleged ("condemned the junta for bombing the town")."""
        objects = direct_object(self.reading, clause.group.last, clause.end)
        for child in self.reading.children(clause.number, "gerund"):
            if child.marker != "for" or not objects:
                continue
            deed = self.read(child.number, level + 1)
            if deed is not None:
                deed.actors, deed.claimed, deed.method = objects, list(event.actors), "governed"
                deed.modality = "alleged" if deed.modality == "actual" else deed.modality
                event.governed.append(deed)
                event.used |= deed.used
                event.nouns |= deed.nouns

    def worked_for(self, clause: Clause, event: Found, level: int) -> None:
        """What two work together for is planned by both ("is working with the union to open a camp")."""
        aim = self.inner(clause, level, "infinitive")
        if aim is not None:
            aim.actors = [*event.actors, *(number for group in event.recipients[:1] for how, number in group if how == "whole")]
            aim.modality, aim.method = "planned", "governed"
            event.governed.append(aim)
            event.used |= aim.used
            event.nouns |= aim.nouns

    def aims(self, clause: Clause) -> list[Group]:
        """Whom a protest means: the recipients of the demand or protest that its own clauses tell ("marched to demand that ...")."""
        found: list[Group] = []
        for child in self.reading.children(clause.number, "infinitive", "participle", "gerund", "reduced"):
            event = self.read(child.number, 4)
            if event is not None and event.event_type in ("REQUEST", "PROTEST", "ACCUSE", "REJECT"):
                found.extend(event.recipients)
        return found


def _stronger(match: Match, operator: tuple[int, ...], effect: str) -> bool:
    """Whether a trigger's row says more than an operator at the same verb: more words, or an object it asks for."""
    if len(match.places) > len(operator) or match.trigger.subjects:
        return True
    if effect in ("agree", "offer", "vow", "threaten", "refuse", "demand", "deny", "warn"):
        return bool(match.trigger.objects) and effect in ("warn", "refuse")
    return bool(match.trigger.objects)


def _only_speech(match: Match, operator: tuple[Operator, tuple[int, ...]], lemma: str) -> bool:
    """Whether a verb that reports or denies names no event of its own: its row asks for no object, nor for more words ("said no to")."""
    says = operator[0].effect in ("say", "tell") and len(match.places) <= len(operator[1])
    return (says or lemma == "deny") and not match.trigger.objects


def _plain(reading: Reading, clause: Clause, match: Match, aims: list[Group]) -> Found:
    """A verb of the codebook as it stands."""
    trigger = match.trigger
    event = Found(trigger.event_type, trigger.event_mode, _named_by(reading, match), clause.number, clause.depth)
    event.nouns = set(match.places) | ({match.noun} if match.noun is not None else set())
    number = phrase_at(reading, match.noun) if match.noun is not None else None
    if number is not None:
        inside = range(reading.phrases[number].first, reading.phrases[number].last + 1)
        event.nouns |= set(inside)
        if event.event_type == "MOBILIZE" and any(reading.words[at].lower == "joint" for at in inside):
            event.event_type, event.event_mode = "COOPERATE", None  # "held joint naval drills"
    if reading.words[clause.group.head - 1].lower == "sexually" and event.event_type == "ASSAULT":
        event.event_mode = "sexual"
    take_part(reading, clause, event, trigger, after=max(match.places), aims=aims)
    if event.event_type == "ASSAULT" and event.event_mode in (None, "explosives"):
        event.event_mode = _means(reading, clause) or event.event_mode
    return event


def _means(reading: Reading, clause: Clause) -> str | None:
    """How it was done, where the subject or an in- or by-phrase names that ("a car bomb killed", "were killed in an air strike")."""
    numbers = [*clause.subject, *prepositional(reading, ("in", "by"), clause.group.last, clause.end)[:1]]
    for number in numbers:
        phrase = reading.phrases[number]
        for mode in ("aerial", "heavy-weapons", "drone"):
            if head_noun(phrase, reading.words) in lexicon.words("event_words", group=mode):
                return mode
        match = match_noun(reading.words, phrase.head, phrase.first)
        if match is not None and match.trigger.event_type == "ASSAULT" and match.trigger.event_mode:
            return match.trigger.event_mode
    return None


def _named_by(reading: Reading, match: Match) -> list[int]:
    """The words that name the event: the verb with its particles, and the object that decided it where it stands near."""
    places = sorted(match.places)
    head = match.places[0]
    if match.noun is not None and head < match.noun < head + LONGEST_TRIGGER:
        places.append(match.noun)
    return list(range(places[0], places[-1] + 1)) if places[-1] - places[0] < LONGEST_TRIGGER else [head]


def _must(reading: Reading, clause: Clause, inner: Found | None, speaker: list[int], said: Clause) -> Found:
    """A demand in any words: somebody says what another must do. `clause`: what must be done; `said`: the clause that tells it."""
    event = Found("REQUEST", wanted(inner, reading, clause), from_modal(clause), clause.number, said.depth, list(speaker), method="must")
    event.recipients = [[("whole", number) for number in clause.subject]]
    event.used = {clause.number, said.number} | (inner.used if inner else set())
    event.nouns = inner.nouns if inner else set()
    return event


def _will_not(reading: Reading, clause: Clause, child: Clause) -> Found | None:
    """A refusal in any words: somebody says that he will not do a thing."""
    group = child.group
    own = child.subject and reading.words[reading.phrases[child.subject[0]].head].lower in ("it", "he", "she", "they")
    if not (
        own and group.negated and (group.modal in WILL or group.modal == "would") and not group.passive and reading.words[group.head].tag == "VERB"
    ):
        return None
    event = Found("REJECT", None, from_modal(child), child.number, clause.depth, list(child.subject), method="will-not", used={child.number})
    event.recipients = recipients_of(reading, child, None, "REJECT", group.last, reach(reading, child))
    return event


def _modal(reading: Reading, clause: Clause, event: Found) -> Found:
    """What "will", "would", "may" and "not" make of an event."""
    group = clause.group
    kind = event.event_type
    above = reading.clauses[clause.governor].group.lemma if clause.governor is not None else ""
    spoken = clause.relation == "complement" and (above in speech_lemmas() or above in SPOKEN)
    spoken = spoken or (clause.relation == "main" and any(other.relation == "attribution" for other in reading.clauses))
    hoped = clause.governor is not None and clause.relation == "complement" and effect_of(reading, reading.clauses[clause.governor]) == "hypothesis"
    if hoped and group.modal == "would":
        event.modality = "hypothetical"
        return event
    if clause.marker == "without" and clause.relation == "gerund":
        event.modality = "denied"
        return event
    conditional = clause.marker in ("if", "unless", "whether", "until") or (
        clause.governor is not None and reading.clauses[clause.governor].marker == "if"
    )
    unless = spoken and any(child.marker == "unless" for child in reading.children(clause.number, "adverbial"))
    future = group.modal in WILL or (group.modal in ("would", "'d", "’d") and spoken) or (unless and group.modal in MAYBE)
    negated = group.negated or any(w.lower in NO for w in reading.words[group.first : group.head])
    if conditional:
        event.modality = "hypothetical"
        return event
    if future and not group.passive and kind not in ("REQUEST", "AGREE", "REJECT", "THREATEN", "ACCUSE"):
        harmful = kind in TYPES_OF_HARM or (kind == "SANCTION")
        places = from_modal(clause)
        if places[-1] < event.places[-1] < places[0] + LONGEST_TRIGGER:
            places = list(range(places[0], event.places[-1] + 1))
        if negated:
            event.event_type, event.event_mode = ("REJECT", wanted(event, reading, clause)) if not harmful else ("AGREE", None)
        elif harmful:
            event.event_mode = threat_mode(event)
            event.event_type = "THREATEN"
        else:
            event.event_type, event.event_mode = "AGREE", None
            for child in reading.children(clause.number, "infinitive"):  # "will send engineers to help the north"
                event.recipients.append([("whole", number) for number in direct_object(reading, child.group.last, child.end)])
        event.places, event.method = places, "will"
        return event
    if future and negated and kind == "AGREE":
        event.event_type, event.event_mode, event.places, event.method = "REJECT", None, from_modal(clause), "will"
        return event
    if group.modal in WILL | {"going", "due"} and event.modality == "actual":
        event.modality = "planned" if kind not in ("REQUEST", "AGREE", "REJECT", "THREATEN", "ACCUSE") else "actual"
    elif group.modal in MAYBE | {"would"} or group.modal in MUST:
        event.modality = "hypothetical"
    elif negated and event.modality == "actual":
        event.modality = "denied"
    return event
