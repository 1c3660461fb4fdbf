"""Find reports of events in a document: what happened, who to whom, when, where, and who says so."""

from __future__ import annotations

import re
from itertools import pairwise

from tidings import lexicon
from tidings.code.coreference import Coreference
from tidings.code.events.again import take_up
from tidings.code.events.choice import choose, recurrent, told_without_parties
from tidings.code.events.codebook import may_tell_event
from tidings.code.events.event import HOSTILE, Event, Side, sides
from tidings.code.events.figurative import in_words, is_accident, is_figure, is_name, is_of_thing, is_sport, nobody_acts, tells_calamity
from tidings.code.events.participants import Participants
from tidings.code.events.parties import is_named, party, span_of
from tidings.code.events.rules import event_words, modes_by_noun, types
from tidings.code.events.sentence_events import find_events
from tidings.code.events.when_where import set_claim, set_date, set_detail, set_place
from tidings.code.reading import Reading, noun_lemma
from tidings.code.spans import Spans
from tidings.model import Coding, EventReport, Participant, Quote
from tidings.nlp.analysis import POSSESSIVE, Doc, Sentence

_OWN = event_words("of-speaker")
_UNREAD = ("byline", "dateline")
_NO = re.compile(r"[\W_]*(?:no\b|not at all\b|absolutely not\b)")


def code_event_reports(doc: Doc, coding: Coding, refer: Coreference) -> list[EventReport]:
    """Return the event reports of the article, in order. Adds entities and mentions of participants without a name to `coding`."""
    reporter = _Reporter(doc, coding, refer)
    game, paragraph = False, -1  # whether the paragraph tells of a game
    for sentence in doc.sentences:
        if doc.paragraphs[sentence.paragraph].kind in _UNREAD or not may_tell_event(doc.text[sentence.start : sentence.end], sentence.spelt):
            continue
        names_places = reporter.places & set(range(sentence.first, sentence.last + 1))
        reading = Reading(doc, sentence, names_places, reporter.actors, reporter.persons)
        game = (game and sentence.paragraph == paragraph) or is_sport(reading)
        paragraph = sentence.paragraph
        reporter.tell(reading, game)
    return reporter.reports


class _Reporter:
    """Tells the events of one article, sentence by sentence, with what the whole article says of who takes part."""

    def __init__(self, doc: Doc, coding: Coding, refer: Coreference) -> None:
        self.doc, self.coding = doc, coding
        self.people = Participants(doc, coding, refer)
        self.places = frozenset(doc.index(m.start) for m in coding.mentions if m.entity_type == "place")
        named = [m for m in coding.mentions if m.entity is not None and m.entity_type in ("person", "organization")]
        self.actors = frozenset(doc.index(m.end) - 1 for m in named)
        self.persons = frozenset(doc.index(m.end) - 1 for m in named if m.entity_type == "person" and m.mention_type == "name")
        words = frozenset().union(*(sentence.spelt for sentence in doc.sentences))
        self.armed = not modes_by_noun("means-").keys().isdisjoint(map(noun_lemma, words))
        self.again = recurrent(doc, coding.mentions, words)
        self.dates, self.quotes = Spans(coding.dates), Spans(coding.quotes)
        self.calamity = tells_calamity(doc)
        self.reports: list[EventReport] = []

    def tell(self, reading: Reading, game: bool) -> None:
        """Add the reports of a sentence. `game`: its paragraph tells of one."""
        literal = [event for event in find_events(reading) if self._is_meant(reading, event, game)]
        for event in choose(reading, literal, self.people, self.again):
            report = _report(self.people, reading, event)
            nobody = not (report.actors or report.recipients)
            if nobody and (_by_it(reading, event) or not told_without_parties(reading, event, self.again)):
                continue
            self._fill(report, reading, event)
            if _is_told(report, event):
                self.reports.append(report)

    def _is_meant(self, reading: Reading, event: Event, game: bool) -> bool:
        """Whether the words mean the event that they name."""
        if (game and event.event_type in HOSTILE | {"RETREAT"}) or (self.calamity and is_accident(event)):
            return False
        if event.event_mode == "strike" and event.clause is None and self._is_raid(event):
            return False
        told_of_nobody = nobody_acts(reading, event) or is_of_thing(reading, event)
        return not (is_figure(reading, event) or told_of_nobody or is_name(reading, event, self.people.mentions))

    def _is_raid(self, event: Event) -> bool:
        """Whether a strike may be one from the air: the article has told of such before, or of what strikes so, and nobody walks out."""
        return any(r.event_type == "ASSAULT" and r.event_mode for r in self.reports) or (self.armed and not event.actors)

    def _fill(self, report: EventReport, reading: Reading, event: Event) -> None:
        """Tell who says so, when and where it was, and what earlier reports tell of it."""
        if in_words(reading, event, report, self.coding.entities):
            report.event_type, report.event_mode = "ACCUSE", "disapprove"
            report.method = "attack-in-words"
        set_claim(report, reading, event, self.people, self.quotes)
        if _asked(reading, event):
            _answer(report, self.quotes, reading.sentence)
        set_date(report, reading, event, self.dates)
        set_place(report, reading, event, self.people, self.coding)
        set_detail(report, reading, event)
        take_up(report, reading, event, self.reports, self.coding)


def _is_told(report: EventReport, event: Event) -> bool:
    """Whether what was found makes an event: who visits goes somewhere or to somebody; that nobody was helped by nobody tells nothing."""
    if report.event_mode == "visit" and event.method.startswith("verb"):
        return bool(report.actors) and bool(report.recipients or report.place is not None)
    return not (report.event_type == "AID" and report.modality == "denied" and not report.actors and report.claimed_by is None)


def _asked(reading: Reading, event: Event) -> bool:
    """Whether the event is what somebody was asked about ("asked if the minister had resigned")."""
    return any(below.marker in ("if", "whether") and above.lemma == "ask" for below, above in pairwise(reading.up(event.clause)))


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
    visited = event.event_type in types("to a capital")
    for group in event.recipients:
        for side in group:
            span = span_of(reading, side, False) if side.owner or not _is_named_by(reading, event, side) else None
            participant = people.participant(reading, span, False, visited) if span else None
            if participant is None or participant.entity not in active:
                _add(report.recipients, participant)
        if report.recipients:
            break
    alone = len(report.actors) == 1 and report.recipients  # French and German ministers met the envoy
    for participant in report.actors if event.mutual and not alone else ():
        _add(report.recipients, participant)
    return report


def _is_named_by(reading: Reading, event: Event, side: Side) -> bool:
    """Whether a chunk only names what is done: "declared a state of emergency"."""
    whole = reading.chunk(side.chunk).of
    return whole is not None and reading.chunk(whole).head in event.nouns


def _actors(reading: Reading, event: Event) -> list[Side]:
    """Who acts; where that names nobody ("a statement demanding that ..."), the subject of the clause above."""
    found = _culprit(reading, event) or _speakers_own(reading, event)
    for clause, above in pairwise(reading.up(event.clause)):
        if clause.voice == "passive" or clause.tense not in ("inf", "part") or any(side.owner or party(reading, side.chunk) for side in found):
            return found
        if clause.marker and any(n in above.objects for n in clause.subject):
            return found  # "accused the driver of it": whoever does it, not who accuses
        found = sides(reading.real(above.subject))
    return found


def _culprit(reading: Reading, event: Event) -> list[Side]:
    """Whom something is done to for what he did: "fined the mayor for helping Chad"."""
    clause = event.clause
    above = reading.governor(clause) if clause is not None and clause.marker == "for" and clause.tense == "part" else None
    if clause is None or above is None or clause.voice == "passive" or above.voice == "passive":
        return []
    return [Side(n) for n in reading.real(above.objects) if n < clause.n and party(reading, n) is not None]


def _speakers_own(reading: Reading, event: Event) -> list[Side]:
    """The actors; the speaker in place of a pronoun ("the guards said they would leave")."""
    clause = event.clause
    said = reading.reporting(clause) if clause is not None else None
    own = [side for side in event.actors if not side.owner and reading.head(side.chunk).lower in _OWN]
    if said is None or not own or own != event.actors or said.voice == "passive" or not said.subject:
        return event.actors
    if reading.head(own[0].chunk).quotation != reading.word(said.verb).quotation:
        return event.actors  # “They offered us bread,” Lum said
    speakers = [reading.head(n) for n in reading.real(said.subject)]
    if any(word.tag == "PRP" and word.lower != reading.head(own[0].chunk).lower for word in speakers):
        return event.actors  # "she claimed he had left"
    if reading.head(own[0].chunk).lower == "it" and not all(_is_body(reading, n) for n in reading.real(said.subject)):
        return event.actors  # "it will hit the wall, the pilot said"
    if any(reading.at(reading.chunk(n).first) in POSSESSIVE for n in reading.real(said.subject)):
        return event.actors  # "she will resign, her aide said"
    return sides(reading.real(said.subject))


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
