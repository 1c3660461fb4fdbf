"""Which event report a figure belongs to: the nearest one of its sentence whose kind the figure can count."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.text.document import Document
from tidings.model import EventReport, Figure

# A kind of figure -> the event types whose size it tells.
COUNTED_BY = {
    "killed": {"ASSAULT"},
    "wounded": {"ASSAULT"},
    "casualties": {"ASSAULT"},
    "detained": {"COERCE", "RETREAT", "SANCTION"},
    "displaced": {"ASSAULT", "COERCE"},
    "fighters": {"ASSAULT", "MOBILIZE", "RETREAT", "AID"},
    "troops": {"ASSAULT", "MOBILIZE", "RETREAT", "AID"},
    "equipment": {"ASSAULT", "MOBILIZE", "RETREAT", "AID", "COERCE"},
    "money": {"AID", "SANCTION"},
}


def attach(document: Document, figures: Sequence[Figure], reports: Sequence[EventReport]) -> None:
    """Set `event` of each figure that counts something of a report in its sentence. A report inside the figure's own words wins."""
    by_sentence: dict[int, list[EventReport]] = {}
    for report in reports:
        sentence = document.analysis.sentence_at(report.start)
        if sentence is not None:
            by_sentence.setdefault(sentence.start, []).append(report)
    for figure in figures:
        sentence = document.analysis.sentence_at(figure.start)
        if sentence is None:
            continue
        kinds = COUNTED_BY.get(figure.figure_type, set())
        fitting = [report for report in by_sentence.get(sentence.start, []) if report.event_type in kinds]
        if fitting:
            nearest = min(fitting, key=lambda report: (max(report.start - figure.end, figure.start - report.end, 0), report.start))
            figure.event = (nearest.start, nearest.end)
