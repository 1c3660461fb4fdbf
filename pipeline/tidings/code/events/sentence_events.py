"""Every event that a sentence names: verbs of the codebook, with the words that govern them, then nouns that no verb has used."""

from __future__ import annotations

from tidings.code import modality
from tidings.code.events.codebook import Match, match_noun, match_verb
from tidings.code.events.event import BY_SAYING, HOSTILE, LONGEST_NAME, SPEECH, Depth, Event, sides
from tidings.code.events.nouns import makers, nominal_event
from tidings.code.events.operators import accused_of, is_question, mode_of, operate
from tidings.code.events.parties import demanded, help_meant, note_people, objects_of, party, recipients_of, take_part
from tidings.code.events.rules import Modality, effects, effects_of, event_words, modes_by_noun
from tidings.code.modality import effect_of, modal_of, operator_of
from tidings.code.reading import Reading, noun_of, only_says
from tidings.nlp.analysis import PERSONAL, Clause, Rel
from tidings.nlp.words import ASIDES

DEEPEST = 6  # clauses under one another that are read
_LEAVING = event_words("leaving")
_UNDERGONE = event_words("undergone")
_NOBODY = event_words("no-one")
_EVER = ("every", "each")
_TIMES = event_words("time")
_NOT_ASKED = event_words("not-asked")
_NOT_REFUSING = event_words("not-refusing")


def find_events(reading: Reading) -> list[Event]:
    """Every event of the sentence, each word used once, least deep first."""
    reader = SentenceEvents(reading)
    found: list[Event] = []
    used: set[int] = set()
    nouns: set[int] = set()
    for clause in sorted(reading.clauses, key=lambda c: (c.depth, c.n)):
        event = reader.read(clause, 0) if clause.n not in used and not only_says(reading, clause) else None
        if event is None:
            continue
        event.depth = _depth(reading, clause, event, used)
        if event.modality == "actual" and event.clause is not None:
            event.modality = _told_as(reading, clause, event, used)
        for told in (event, *event.beside):
            used |= told.used
            nouns |= told.nouns
            found.append(told)
    for chunk in reading.chunks:
        match = match_noun(reading, chunk) if chunk.head not in nouns else None
        if match is not None and nouns.isdisjoint(match.places) and not _denied(reading, chunk.n):
            found.append(nominal_event(reading, match, chunk))
            nouns |= set(match.places)
    return found


def _depth(reading: Reading, clause: Clause, event: Event, used: set[int]) -> Depth:
    """An event's depth: infinitives count only under clauses that tell events of their own."""
    asides, parts = clause.depth
    for at in reading.up(clause):
        if at.rel != "xcomp" or at.governor in used:
            break
        parts = max(0, parts - 1)
    return max(event.depth, Depth(asides, parts)) if event.clause is None else Depth(asides, parts)


def _told_as(reading: Reading, clause: Clause, event: Event, told: set[int]) -> Modality:
    """How the event is told; what is done by saying so is done, though it speaks of what is to come."""
    if event.method in BY_SAYING:
        return "actual"
    found = modality.of_clause(reading, clause, told)
    own = clause.modal in modality.WILL | modality.WOULD  # "we will appeal"
    return "actual" if found == "planned" and event.event_type in SPEECH and not own else found


def _denied(reading: Reading, n: int) -> bool:
    """Whether a chunk stands in what somebody denies: "denied any part in the fighting" does not deny the fighting."""
    clause = reading.clause_of(reading.chunk(n))
    return clause is not None and any(effect_of(reading, c) == "deny" for c in (clause, *modality.above(reading, clause)) if c.n < n)


class SentenceEvents:
    """Reads the events of one sentence clause by clause (see `operators.Reader`)."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._matches: dict[int, Match | None] = {}

    def read(self, clause: Clause, level: int) -> Event | None:
        """The event that the clause tells, its operators applied; None where it tells none."""
        if level > DEEPEST:
            return None
        reading = self.reading
        event = self._told(clause, level)
        speaker = _speaker(reading, clause)
        if speaker is not None and (event is None or event.clause is clause):
            event = _must(reading, clause, event, speaker) or _will_not(reading, clause, event, speaker) or event
        if event is None:
            return None
        event.used.add(clause.n)
        if event.clause is clause and event.method not in BY_SAYING:
            _future(reading, clause, event)
            if event.modality == "actual":
                event.modality = _told_as(reading, clause, event, {c.n for c in modality.above(reading, clause)})
        return event

    def _told(self, clause: Clause, level: int) -> Event | None:
        """The event that the clause's operator makes of what it governs, else the one that its verb names in the codebook."""
        match, operator = self._match(clause), operator_of(self.reading, clause)
        if operator is not None and (match is None or not _stronger(self.reading, clause, match, *operator)):
            event = operate(self, clause, *operator, level)
            if event is not None:
                return event
        if match is None or _only_helps(self.reading, clause) or is_question(self.reading, clause) or _of_nobody(self.reading, clause):
            return None
        if operator is not None and (_only_speech(match, *operator, clause.lemma) or _only_governs(self.reading, clause, operator[0])):
            return None
        return self._plain(clause, match, level)

    def _match(self, clause: Clause) -> Match | None:
        """The clause's row of the codebook; found once, as a clause is read anew under each verb that may govern it."""
        if clause.n not in self._matches:
            self._matches[clause.n] = match_verb(self.reading, clause)
        return self._matches[clause.n]

    def inner(self, clause: Clause, level: int, *rels: Rel) -> Event | None:
        """The event that the clause governs, coordinated ones left to themselves."""
        for child in [c for c in self.reading.complements(clause) if c.rel in rels or c.rel in ASIDES]:
            if (event := self.read(child, level + 1)) is not None:
                return event
        return None

    def _plain(self, clause: Clause, match: Match, level: int) -> Event:
        """A verb of the codebook as it stands."""
        reading, row = self.reading, match.row
        event = Event(row.event_type, row.event_mode, *_named_by(reading, match), Depth(*clause.depth), clause)
        event.nouns = set(match.places)
        chunk = reading.chunk_at(match.noun) if match.noun is not None else None
        if chunk is not None:
            event.nouns |= set(range(chunk.first, chunk.last + 1))
            if event.event_type == "MOBILIZE" and any(reading.at(i) == "joint" for i in range(chunk.first, chunk.last + 1)):
                event.event_type, event.event_mode = "COOPERATE", None  # "held joint naval drills"
        note_people(reading, clause)
        if event.event_type == "REQUEST":
            event.used |= {child.n for child in demanded(reading, clause)}
        take_part(reading, clause, event, row)
        if clause.voice == "active" and event.event_type in ("ASSAULT", "PROTEST"):
            self._by_means(clause, event)
        elif clause.voice == "active" and event.event_type == "MOBILIZE":
            _to_help(reading, clause, event)
        if event.event_type == "ASSAULT":
            self._assault(clause, event, level)
        elif event.event_type in ("ACCUSE", "COOPERATE"):
            self._with_it(clause, event, level)
        return event

    def _assault(self, clause: Clause, event: Event, level: int) -> None:
        """Tell the mode of an assault, and who makes it where the passive does not."""
        if clause.voice == "passive" and not event.actors:
            self._when(clause, event, level)
        if self.reading.at(clause.verb - 1) == "sexually":
            event.event_mode = "sexual"
        if event.event_mode in (None, "explosives"):
            event.event_mode = _means(self.reading, clause) or event.event_mode

    def _by_means(self, clause: Clause, event: Event) -> None:
        """Who acts where the subject is a deed or a thing: "the army's raid on the camp killed ten", "a bomb planted by rebels wounded two"."""
        reading = self.reading
        for n in reading.real(clause.subject):
            chunk = reading.chunk(n)
            match = match_noun(reading, chunk)
            if match is not None and match.row.event_type == event.event_type:
                deed = nominal_event(reading, match, chunk)
                event.actors = deed.actors or event.actors
                event.recipients += deed.recipients
            elif party(reading, n) is None:
                event.actors = makers(reading, chunk) or event.actors

    def _when(self, clause: Clause, event: Event, level: int) -> None:
        """Who acts where only the clause beside a passive tells: "were killed when rebels attacked their post"."""
        on_days = (child for chunk in self.reading.behind(clause) if chunk.kind == "time" for child in self.reading.on_noun(chunk))
        for child in (*self.reading.under(clause, "advcl"), *on_days):
            told = self.read(child, level + 1) if child.marker in ("when", "as") else None
            if told is not None and told.event_type == event.event_type and told.clause is child:
                event.actors = told.actors
                event.take(told)
                return

    def _with_it(self, clause: Clause, event: Event, level: int) -> None:
        """What somebody is blamed for is told with the blame, as alleged; what two work together for, as planned by both."""
        blame = event.event_type == "ACCUSE"
        told = accused_of(self, clause, level, "for") if blame else self.inner(clause, level, "xcomp", "advcl")
        if told is None or (blame and not clause.objects):
            return
        told.method = "governed"
        if blame:
            told.actors, told.claimed = sides(self.reading.real(clause.objects)), list(event.actors)
            told.modality = "alleged" if told.modality == "actual" else told.modality
        else:
            told.actors, told.modality = [*event.actors, *(side for group in event.recipients[:1] for side in group if not side.owner)], "planned"
        event.governed.append(told)
        event.take(told)


def _stronger(reading: Reading, clause: Clause, match: Match, effect: str, places: tuple[int, ...]) -> bool:
    """Whether a row says more than an operator at the same verb: more words, or an object it asks for."""
    if len(match.places) > len(places) or match.row.subjects:
        return True
    if match.row.event_mode == "expel" and any(child.lemma in _LEAVING for child in reading.infinitives(clause)):
        return True  # "ordered three diplomats to leave"
    return bool(match.row.objects) and effect not in effects_of("over object")


def _only_speech(match: Match, effect: str, places: tuple[int, ...], lemma: str) -> bool:
    """Whether a verb that reports or denies names no event of its own: its row asks for no object, nor for more words ("said no to")."""
    says = effect in ("say", "tell") and len(match.places) <= len(places)
    return (says or lemma == "deny") and not match.row.objects


def _only_governs(reading: Reading, clause: Clause, effect: str) -> bool:
    """Whether a verb does no more than govern an infinitive that tells no event: "would try to hide it" is no trial."""
    told = effect not in effects() or effects()[effect].becomes or reading.real(clause.objects)
    return not told and any(child.rel == "xcomp" for child in reading.infinitives(clause))


def _of_nobody(reading: Reading, clause: Clause) -> bool:
    """Whether the subject names nobody in particular ("nothing will stop us", "anyone who spoke to him"), or it happens ever and again."""
    heads = {reading.head(n).lower for n in reading.real(clause.subject)}
    return (clause.voice == "active" and bool(heads) and heads <= _NOBODY) or _is_habit(reading, clause)


def _is_habit(reading: Reading, clause: Clause) -> bool:
    """Whether a present tense tells what happens ever again: "is killed every five days"."""
    every = [i for i in range(clause.last + 1, reading.end(clause)) if reading.at(i) in _EVER]
    return any(reading.at(at) and noun_of(reading.word(at)) in _TIMES for i in every for at in range(i + 1, i + 4))


def _only_helps(reading: Reading, clause: Clause) -> bool:
    """ "Helped to bring about" and "helped pave the way" aid nobody."""
    return clause.lemma == "help" and not clause.objects and bool(reading.under(clause, "xcomp", "ccomp"))


def _means(reading: Reading, clause: Clause) -> str | None:
    """How it was done, where the subject or an in- or by-phrase names that ("a car bomb killed", "were killed in an air strike")."""
    for n in (*reading.real(clause.subject), *reading.governed(clause, "in", "by")[:1]):
        noun, modes = reading.noun(n), modes_by_noun("means-")
        mode = modes.get(f"{reading.at(reading.chunk(n).head - 1)} {noun}") or modes.get(noun)
        if mode is not None:
            return mode
        match = match_noun(reading, reading.chunk(n))
        if match is not None and match.row.event_type == "ASSAULT" and match.row.event_mode:
            return match.row.event_mode
    return None


def _to_help(reading: Reading, clause: Clause, event: Event) -> None:
    """What is moved to help somebody is help: "sent a ship to help the crew"."""
    if helped := help_meant(reading, clause):
        event.event_type, event.event_mode, event.recipients = "AID", None, [sides(objects_of(reading, child)) for child in helped]


def _named_by(reading: Reading, match: Match) -> tuple[int, int]:
    """First and last word that name the event: the verb with its particles, and the object that decided it where it stands near."""
    first, last = match.places[0], max(match.places)
    if match.noun is not None and first < match.noun < first + LONGEST_NAME:
        chunk = reading.chunk_at(match.noun)
        whole = chunk.head if chunk is not None and chunk.head < first + LONGEST_NAME else match.noun  # "cut food aid"
        last = max(last, match.noun, whole)
    return (first, last) if last - first < LONGEST_NAME else (first, first)


def _group(clause: Clause) -> tuple[int, int]:
    return (clause.first, clause.last) if clause.last - clause.first < LONGEST_NAME else (clause.verb, clause.verb)


def _speaker(reading: Reading, clause: Clause) -> Clause | None:
    """The clause that tells that somebody says this one."""
    at = clause
    if modal_of(reading, clause) == "must" and clause.rel == "xcomp":  # "says they have to leave"
        at = reading.governor(clause) or clause
    said = reading.reporting(at)
    return said if said is not None and said.subject else None


def _must(reading: Reading, clause: Clause, inner: Event | None, said: Clause) -> Event | None:
    """A demand in any words: somebody says what another must do."""
    if modal_of(reading, clause) != "must" or clause.voice == "passive" or not clause.subject:
        return None
    if clause.negated and clause.lemma == "have" and reading.infinitives(clause):
        return None  # "they should not have to leave"
    if clause.lemma == "be" or clause.lemma in _UNDERGONE or clause.perfect or clause.going_on or _had_to(reading, clause):
        return None  # "he should be the exception", "he should have left", "he should not be running", "they had to leave"
    if all(party(reading, n) is None or reading.head(n).lower in _NOT_ASKED for n in reading.real(clause.subject)):
        return None  # "the question should be", "we must": nobody is asked
    event = Event("REQUEST", mode_of("REQUEST", inner, reading, clause), *_group(clause), Depth(*said.depth), clause, method="must")
    event.actors, event.recipients = sides(reading.real(said.subject)), [sides(reading.real(clause.subject))]
    event.used = {clause.n, said.n}
    return event


def _had_to(reading: Reading, clause: Clause) -> bool:
    """Whether "have to" tells what was done, or need not be: no demand."""
    bearer = reading.governor(clause) if clause.rel == "xcomp" else None
    return bearer is not None and bearer.lemma == "have" and (bearer.negated or bearer.tense == "past" or bearer.perfect)


def _will_not(reading: Reading, clause: Clause, inner: Event | None, said: Clause) -> Event | None:
    """A refusal in any words: somebody says that he will not do a thing."""
    future = modal_of(reading, clause) in ("will", "would") and clause.negated and clause.lemma not in _NOT_REFUSING
    if inner is not None or not future or clause.voice == "passive" or reading.word(clause.verb).pos != "VERB":
        return None
    if not _is_own(reading, clause, said):
        return None
    event = Event("REJECT", None, *_group(clause), Depth(*clause.depth), clause, sides(reading.real(clause.subject)), method="will-not")
    event.recipients = recipients_of(reading, clause, None, event.event_type)
    return event


def _is_own(reading: Reading, clause: Clause, said: Clause) -> bool:
    """Whether one who speaks may tell of himself: the subject is a pronoun, and no other one than that of him who speaks ("I doubt they will")."""
    if not reading.real(clause.subject) or (own := reading.head(clause.subject[0]).lower) not in PERSONAL:
        return False
    speaker = reading.head(said.subject[0]).lower if reading.real(said.subject) else ""
    return speaker not in PERSONAL or speaker == own


def _future(reading: Reading, clause: Clause, event: Event) -> None:
    """What somebody will do is what he agrees to do, or threatens; what he will not do he rejects. What is done by speech is done now."""
    governor = next(modality.above(reading, clause), None)
    if clause.voice == "passive" or (governor is not None and governor.marker == "if") or not _is_announced(reading, clause):
        return
    negated = modality.is_negated(reading, clause)
    if event.event_type in SPEECH:
        if negated and event.event_type == "AGREE":
            event.event_type, event.event_mode, event.method = "REJECT", None, "will"
    elif governor is None or effect_of(reading, governor) != "hypothesis":
        _announce(reading, clause, event, negated)


def _is_announced(reading: Reading, clause: Clause) -> bool:
    """Whether a clause tells what will be, or may be unless somebody gives way."""
    modal = modal_of(reading, clause)
    if clause.marker in modality.CONDITIONS:
        return False
    if modal == "will":
        return True
    if modal not in ("would", "may") or _speaker(reading, clause) is None:
        return False
    return modal == "would" or any(child.marker == "unless" for child in reading.under(clause, "advcl"))


def _announce(reading: Reading, clause: Clause, event: Event, negated: bool) -> None:
    """Make an event that is to come a promise or a threat of it, one that is not to come a refusal."""
    hostile = event.event_type in HOSTILE
    if negated:
        event.event_type, event.event_mode = ("AGREE", None) if hostile else ("REJECT", mode_of("REJECT", event, reading, clause))
    elif hostile:
        event.event_mode, event.event_type = mode_of("THREATEN", event, reading, clause), "THREATEN"
    else:
        event.event_type, event.event_mode = "AGREE", None
        for child in reading.infinitives(clause):  # "will send engineers to help the north", "will fly there to meet the king"
            event.recipients.append(sides(objects_of(reading, child)))
    (first, last), named = _group(clause), event.last
    event.first, event.last, event.method = first, last, "will"
    event.reach(first, max(last, named))
    speaker = _speaker(reading, clause)
    event.used |= {speaker.n} if speaker is not None else set()
