"""Find reports of events in a document: what happened, who to whom, when, where, and who says so."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import partial

from tidings.code.events.circumstances import set_claim, set_date, set_detail, set_place
from tidings.code.events.clauses import read_clauses
from tidings.code.events.event_choice import choose, recurrent, told_without_parties
from tidings.code.events.event_parts import Found
from tidings.code.events.event_reading import find_events
from tidings.code.events.event_signs import may_tell_event
from tidings.code.events.figurative import in_words, is_figure, is_name
from tidings.code.events.participants import Participants
from tidings.code.events.parties import acting, party, undergoing
from tidings.code.events.phrase_relations import phrase_at
from tidings.code.events.readings import Reading
from tidings.code.events.spans import Spans
from tidings.code.events.triggers import PLACE, may_name_event
from tidings.code.text.bare_words import Word, bare_words
from tidings.code.text.document import Document, Sentence
from tidings.code.text.word_classes import classify
from tidings.code.text.word_forms import noun_lemma
from tidings.model import Coding, EventReport, Participant, Quote

GOES_BACK = frozenset({"the", "this", "that", "these", "those", "such"})
LOOK_BACK = 100  # reports among which a noun finds the event it goes back to
HANGING = frozenset({"infinitive", "gerund", "participle", "reduced"})  # clauses whose actor is the subject of the clause above
LONGEST_SENTENCE = 200  # words read as one sentence; more are cut, as the time to read one grows faster than its length


def code_event_reports(document: Document, coding: Coding) -> list[EventReport]:
    """Return the event reports of the document, in order. Adds entities and mentions of participants without a name to `coding`."""
    people = Participants(document, coding)
    reports: list[EventReport] = []
    named = {mention.start for mention in coding.mentions if mention.text[:1].isupper() and mention.mention_type != "pronoun"}
    places = {mention.start for mention in coding.mentions if mention.entity_type == "place"}
    again = recurrent(document, coding.mentions)
    dates, quotes = Spans(coding.dates), Spans(coding.quotes)
    for sentence in document.sentences:
        if document.paragraphs[sentence.paragraph].kind not in ("body", "title", "caption"):
            continue
        lowers = [token.lower for token in sentence.tokens]
        if "must" not in lowers and not any(map(may_name_event, lowers)):
            people.subjects.skip(sentence)
            continue
        words = bare_words(document, sentence)
        if 0 < len(words) <= LONGEST_SENTENCE and not may_tell_event(words, places):
            people.subjects.pass_over(partial(_read, words, named, places))
            continue
        _classify(words, named, places)
        for first in range(0, len(words), LONGEST_SENTENCE):
            reading = read_clauses(words[first : first + LONGEST_SENTENCE])
            people.subjects.enter(reading)
            literal = [found for found in find_events(reading) if not is_figure(reading, found) and not is_name(reading, found, people.mentions)]
            for found in choose(reading, literal, people, again):
                report = _report(document, people, reading, found)
                if not report.actors and not report.recipients and not told_without_parties(reading, found, again):
                    continue
                if in_words(reading, found, report, coding.entities):
                    report.event_type, report.event_mode, report.method = "ACCUSE", "disapprove", "attack-in-words"
                set_claim(report, document, reading, found, people, quotes)
                if _asked(reading, found):
                    _answer(report, quotes, sentence)
                set_date(report, reading, found, dates)
                set_place(report, reading, found, people, coding)
                set_detail(report, document, reading, found)
                _take_up(report, reading, found, reports, sentence, document)
                reports.append(report)
    coding.mentions.sort(key=lambda m: (m.start, m.end))
    taken: set[tuple[int, int]] = set()
    unique = []
    for report in sorted(reports, key=lambda r: (r.start, r.end)):
        if (report.start, report.end) not in taken:
            taken.add((report.start, report.end))
            unique.append(report)
    return unique


def _classify(words: list[Word], named: Container[int], places: Container[int]) -> None:
    """Tell the class of each word. `named`, `places`: offsets at which names, and names of places, begin."""
    classify(words, named)
    for word in words:
        if word.start in places and word.tag == "PROPN":
            word.lemma = PLACE


def _read(words: list[Word], named: Container[int], places: Container[int]) -> Reading:
    _classify(words, named, places)
    return read_clauses(words)


def _take_up(report: EventReport, reading: Reading, found: Found, reports: Sequence[EventReport], sentence: Sentence, document: Document) -> None:
    """Take over what earlier reports of the article tell of the event, where this one leaves it out."""
    if not report.actors and not report.recipients and found.clause is None:
        _told_before(report, reading, found, reports)
    if reports:
        _go_on(report, reports[-1], sentence, document)


def _told_before(report: EventReport, reading: Reading, found: Found, reports: Sequence[EventReport]) -> None:
    """ "The offensive" that names nobody is the offensive that the article told of last: the same take part in it, at the same place and time.

    What is only feared or hoped for is the same each time that its noun comes again ("a civil war", "another civil war").
    """
    number = phrase_at(reading, found.places[-1])
    back = number is not None and reading.words[reading.phrases[number].first].lower in GOES_BACK
    named = _lemmas(report.text)
    for before in reversed(reports[-LOOK_BACK:]):
        if before.event_type != report.event_type or not named <= _lemmas(before.text):
            continue
        if not back and {before.modality, report.modality} != {"hypothetical"}:
            return
        if report.modality in ("actual", "alleged") and before.modality not in ("actual", report.modality):
            continue  # who was only asked about, or is said to plan it, has not done it
        report.same_as, report.method = (before.start, before.end), "told-before"
        report.actors, report.recipients = list(before.actors), list(before.recipients)
        report.event_mode = report.event_mode or before.event_mode
        if report.place is None:
            report.place, report.place_words = before.place, before.place_words
        if report.date is None:
            report.date, report.date_basis = before.date, before.date_basis
        return


def _lemmas(words: str) -> set[str]:
    return {noun_lemma(word) for word in words.lower().split()}


def _go_on(report: EventReport, before: EventReport, sentence: Sentence, document: Document) -> None:
    """ "They seized control" names neither place nor holder: it goes on about what the same actor took in the sentence just before."""
    if (report.event_type, report.event_mode) != ("COERCE", "seize") or (before.event_type, before.event_mode) != ("COERCE", "seize"):
        return
    said = document.sentence_at(before.start)
    next_to = said is not None and said.paragraph == sentence.paragraph and not document.text[said.end : sentence.start].strip()
    same = bool(report.actors) and {p.entity for p in report.actors} == {p.entity for p in before.actors}
    if next_to and same and report.place is None and not report.recipients and report.date is None:
        report.place, report.place_words = before.place, before.place_words
        report.date, report.date_basis = before.date, before.date_basis


def _asked(reading: Reading, found: Found) -> bool:
    """Whether the event is what somebody was asked about ("asked if the minister had resigned")."""
    clause = reading.clauses[found.clause] if found.clause is not None else None
    for _ in range(3):
        if clause is None or clause.governor is None:
            return False
        governor = reading.clauses[clause.governor]
        if clause.marker in ("if", "whether") and governor.group.lemma == "ask":
            return True
        clause = governor
    return False


def _answer(report: EventReport, quotes: Spans[Quote], sentence: Sentence) -> None:
    """A question that is answered with no is a denial by the one who answers."""
    for quote in quotes.within(sentence.start, sentence.end + 1):
        if (quote.text or "").lower().startswith(("no,", "no.", "no ", "not at all", "absolutely not")) and quote.start > report.end:
            report.modality = "denied"
            report.claimed_by, report.claimed_by_words = quote.speaker_entity, quote.speaker
            return


def _report(document: Document, people: Participants, reading: Reading, found: Found) -> EventReport:
    words = reading.words
    start, end = words[found.places[0]].start, words[found.places[-1]].end
    report = EventReport(start, end, document.text[start:end], found.event_type, found.event_mode, found.modality, found.method)
    for number in _actors(reading, found):
        span = acting(reading, number)
        _add(report.actors, people.participant(reading, span, True) if span else None)
    active = {p.entity for p in report.actors}
    for group in found.recipients:
        for how, number in group:
            span = undergoing(reading, how, number)
            participant = people.participant(reading, span, False, found.event_type in ("CONSULT", "SUPPORT", "SANCTION", "AGREE")) if span else None
            if participant is None or participant.entity not in active:
                _add(report.recipients, participant)
        if report.recipients:
            break
    if found.mutual:
        for participant in report.actors:
            _add(report.recipients, participant)
    return report


def _actors(reading: Reading, found: Found) -> list[int]:
    """Noun phrases of the actors; where they name nobody ("a statement demanding that ..."), the subject of the clause above."""
    numbers = found.actors
    clause = reading.clauses[found.clause] if found.clause is not None else None
    while clause is not None and clause.governor is not None and not clause.group.passive and clause.relation in HANGING:
        if any(number < 0 or party(reading, number) for number in numbers):
            return numbers
        clause = reading.clauses[clause.governor]
        numbers = clause.subject
    return numbers


def _add(parties: list[Participant], participant: Participant | None) -> None:
    if participant is not None and all(p.entity != participant.entity for p in parties):
        parties.append(participant)
