"""A report that leaves out what the article has told before takes it over: "the offensive" is the offensive told of last."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.events.event import Event
from tidings.code.reading import Reading, noun_lemma
from tidings.model import EventReport

LOOK_BACK = 100  # reports among which a noun finds the event it goes back to


def take_up(report: EventReport, reading: Reading, event: Event, reports: Sequence[EventReport]) -> None:
    """Take over what earlier reports of the article tell of the event, where this one leaves it out."""
    if not report.actors and not report.recipients and event.clause is None:
        _told_before(report, reading, event, reports)
    if reports:
        _go_on(report, reports[-1], reading)


def _told_before(report: EventReport, reading: Reading, event: Event, reports: Sequence[EventReport]) -> None:
    """ "The offensive" that names nobody: the same take part as in the one told last, at the same place and time.

    What is only feared or hoped for is the same each time that its noun comes again ("a civil war", "another civil war").
    """
    chunk = reading.chunk_at(event.last)
    back = chunk is not None and (chunk.definite in ("the", "this") or reading.at(chunk.first) == "such")
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


def _go_on(report: EventReport, before: EventReport, reading: Reading) -> None:
    """ "They seized control" names neither place nor holder: it goes on about what the same actor took in the sentence just before."""
    bare = report.place is None and not report.recipients and report.date is None and bool(report.actors)
    same = (report.event_type, report.event_mode) == (before.event_type, before.event_mode) == ("COERCE", "seize")
    said = reading.doc.sentence_at(before.start)
    if not (bare and same) or said is None or said.n != reading.sentence.n - 1 or said.paragraph != reading.sentence.paragraph:
        return
    if {p.entity for p in report.actors} == {p.entity for p in before.actors}:
        report.place, report.place_words = before.place, before.place_words
        report.date, report.date_basis = before.date, before.date_basis
