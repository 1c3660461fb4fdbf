"""Find reports of events in a document: what happened, who to whom, when, where, and who says so."""

from __future__ import annotations

import re

from tidings import lexicon
from tidings.code.coreference import Coreference
from tidings.code.events.again import take_up
from tidings.code.events.choice import choose, recurrent, told_without_parties
from tidings.code.events.codebook import may_tell_event
from tidings.code.events.event import HOSTILE, Event, Side
from tidings.code.events.figurative import in_words, is_figure, is_name, is_sport, nobody_acts
from tidings.code.events.participants import Participants
from tidings.code.events.parties import is_named, party, span_of
from tidings.code.events.sentence_events import find_events
from tidings.code.events.when_where import set_claim, set_date, set_detail, set_place
from tidings.code.reading import Reading
from tidings.code.spans import Spans
from tidings.model import Coding, EventReport, Participant, Quote
from tidings.nlp.analysis import Doc, Sentence

_KINDS = ("body", "title", "caption")
_WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_OWN = ("it", "he", "she", "they")
_NO = re.compile(r"[\W_]*(?:no\b|not at all\b|absolutely not\b)")


def code_event_reports(doc: Doc, coding: Coding, refer: Coreference) -> list[EventReport]:
    """Return the event reports of the article, in order. Adds entities and mentions of participants without a name to `coding`."""
    people = Participants(doc, coding, refer)
    places = frozenset(doc.index(mention.start) for mention in coding.mentions if mention.entity_type == "place")
    named = [m for m in coding.mentions if m.entity is not None and m.entity_type in ("person", "organization")]
    actors = frozenset(doc.index(mention.end) - 1 for mention in named)
    persons = frozenset(doc.index(m.end) - 1 for m in named if m.entity_type == "person" and m.mention_type == "name")
    words = ((s.n, word) for s in doc.sentences for word in _WORDS.findall(doc.text[s.start : s.end].lower()))
    again = recurrent(doc, coding.mentions, words)
    dates, quotes = Spans(coding.dates), Spans(coding.quotes)
    reports: list[EventReport] = []
    game, paragraph = False, -1  # whether the paragraph tells of a game
    for sentence in doc.sentences:
        if doc.paragraphs[sentence.paragraph].kind not in _KINDS:
            continue
        if not may_tell_event(doc.text[sentence.start : sentence.end]):
            continue
        reading = Reading(doc, sentence, frozenset(_between(places, sentence)), actors, persons)
        game = game if sentence.paragraph == paragraph else False
        game, paragraph = game or is_sport(reading), sentence.paragraph
        literal = [event for event in find_events(reading) if _is_meant(reading, event, people, game)]
        for event in choose(reading, literal, people, again):
            report = _report(people, reading, event)
            parties = report.actors or report.recipients
            if not parties and (_by_it(reading, event) or not told_without_parties(reading, event, again)):
                continue
            if in_words(reading, event, report, coding.entities):
                report.event_type, report.event_mode, report.method = "ACCUSE", "disapprove", "attack-in-words"
            set_claim(report, reading, event, people, quotes)
            if _asked(reading, event):
                _answer(report, quotes, sentence)
            set_date(report, reading, event, dates)
            set_place(report, reading, event, people, coding)
            set_detail(report, reading, event)
            take_up(report, reading, event, reports)
            reports.append(report)
    return reports


def _is_meant(reading: Reading, event: Event, people: Participants, game: bool) -> bool:
    """Whether the words mean the event that they name."""
    if game and event.event_type in HOSTILE | {"RETREAT"} - {"ACCUSE", "REJECT"}:
        return False
    return not (is_figure(reading, event) or nobody_acts(reading, event) or is_name(reading, event, people.mentions))


def _between(places: frozenset[int], sentence: Sentence) -> list[int]:
    return [place for place in range(sentence.first, sentence.last + 1) if place in places]


def _asked(reading: Reading, event: Event) -> bool:
    """Whether the event is what somebody was asked about ("asked if the minister had resigned")."""
    clause = event.clause
    for _ in range(3):
        governor = reading.governor(clause) if clause is not None else None
        if clause is None or governor is None:
            return False
        if clause.marker in ("if", "whether") and governor.lemma == "ask":
            return True
        clause = governor
    return False


def _answer(report: EventReport, quotes: Spans[Quote], sentence: Sentence) -> None:
    """A question that is answered with no is a denial by the one who answers."""
    for quote in quotes.within(sentence.start, sentence.end + 1):
        if quote.start > report.end and _NO.match((quote.text or "").lower()):
            report.modality = "denied"
            report.claimed_by, report.claimed_by_words = quote.speaker_entity, quote.speaker
            return


def _report(people: Participants, reading: Reading, event: Event) -> EventReport:
    start, end = reading.word(event.first).start, reading.word(event.last).end
    report = EventReport(start, end, reading.doc.text[start:end], event.event_type, event.event_mode, event.modality, event.method)
    for side in _actors(reading, event):
        span = span_of(reading, side, True)
        _add(report.actors, people.participant(reading, span, True) if span else None)
    active = {p.entity for p in report.actors}
    visited = event.event_type in ("CONSULT", "SUPPORT", "SANCTION", "AGREE")
    for group in event.recipients:
        for side in group:
            span = span_of(reading, side, False)
            participant = people.participant(reading, span, False, visited) if span else None
            if participant is None or participant.entity not in active:
                _add(report.recipients, participant)
        if report.recipients:
            break
    alone = len(report.actors) == 1 and report.recipients  # French and German ministers met the envoy
    for participant in report.actors if event.mutual and not alone else ():
        _add(report.recipients, participant)
    return report


def _actors(reading: Reading, event: Event) -> list[Side]:
    """Who acts; where that names nobody ("a statement demanding that ..."), the subject of the clause above."""
    found, clause = _speakers_own(reading, event), event.clause
    for _ in range(8):
        if clause is None or clause.voice == "passive" or clause.tense not in ("inf", "part"):
            return found
        if any(side.owner or party(reading, side.chunk) for side in found):
            return found
        clause = reading.governor(clause)
        found = [Side(n) for n in reading.real(clause.subject)] if clause is not None else found
    return found


def _speakers_own(reading: Reading, event: Event) -> list[Side]:
    """The actors; the speaker in place of a pronoun ("the guards said they would leave")."""
    clause = event.clause
    said = reading.reporting(clause) if clause is not None else None
    own = [side for side in event.actors if not side.owner and reading.head(side.chunk).lower in _OWN]
    if said is None or not own or own != event.actors or said.voice == "passive" or not said.subject:
        return event.actors
    speakers = [reading.head(n) for n in reading.real(said.subject)]
    if any(word.tag == "PRP" and word.lower != reading.head(own[0].chunk).lower for word in speakers):
        return event.actors  # "she claimed he had left"
    if reading.head(own[0].chunk).lower == "it" and not all(_is_body(reading, n) for n in reading.real(said.subject)):
        return event.actors  # "it will hit the wall, the pilot said"
    return [Side(n) for n in reading.real(said.subject)]


def _by_it(reading: Reading, event: Event) -> bool:
    """Whether a thing does it, on nobody: "it will hit the wall"."""
    return event.clause is not None and any(reading.head(side.chunk).lower == "it" for side in event.actors[:1])


def _is_body(reading: Reading, n: int) -> bool:
    """Whether a chunk names a body or a country, no person: what says "it" of itself."""
    body = reading.noun(n) in lexicon.words("speaker_nouns", entity_type="organization")
    return body or (is_named(reading.head(n)) and reading.chunk(n).last not in reading.people)


def _add(parties: list[Participant], participant: Participant | None) -> None:
    if participant is not None and all(p.entity != participant.entity for p in parties):
        parties.append(participant)
