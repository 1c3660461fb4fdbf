"""Which event report a figure belongs to: the nearest one of its sentence whose kind the figure can count."""

from __future__ import annotations

from collections.abc import Sequence

from tidings import lexicon
from tidings.model import EventReport, Figure
from tidings.nlp.analysis import Doc

COUNTED_BY = {row["figure_type"]: frozenset(lexicon.split(row["event_types"])) for row in lexicon.rows("figure_events")}


def attach(doc: Doc, figures: Sequence[Figure], reports: Sequence[EventReport]) -> None:
    """Set `event` of each figure that counts something of a report in its sentence. A report inside the figure's own words wins."""
    by_sentence: dict[int, list[EventReport]] = {}
    for report in reports:
        sentence = doc.sentence_at(report.start)
        if sentence is not None:
            by_sentence.setdefault(sentence.start, []).append(report)
    for figure in figures:
        sentence = doc.sentence_at(figure.start)
        kinds = COUNTED_BY.get(figure.figure_type, frozenset())
        beside = by_sentence.get(sentence.start, []) if sentence is not None else []
        fitting = [
            (max(r.start - figure.end, figure.start - r.end, 0), r.start, r.end)
            for r in beside
            if not kinds.isdisjoint((r.event_type, f"{r.event_type} {r.event_mode}"))
        ]
        if fitting:
            figure.event = min(fitting)[1:]
