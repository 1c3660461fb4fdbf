"""Find reported numbers in a document: value, bounds, unit, kind, what is measured, and who gave the number.

Steps: read a number (`numbers`), leave out what is no figure (dates, names, times), join its unit and bounds (`number_units`),
join ranges and coordinated counts (`number_joins`), then tell what is measured (`measured`), which way it changed, whose
money it is (`currencies`), and whose number it is (`attribution`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tidings.code.figures.attribution import attribute, teller
from tidings.code.figures.changes import direction
from tidings.code.figures.currencies import settle_currencies
from tidings.code.figures.figure_types import HUMAN, fate, figure_type
from tidings.code.figures.measured import STATES, counted_phrase, measured
from tidings.code.figures.not_figures import no_figure
from tidings.code.figures.number_joins import compounds, inherit, is_some_of, ranges, without_scores
from tidings.code.figures.number_units import Found, with_unit
from tidings.code.figures.numbers import number_at, telling
from tidings.code.figures.units import cues, word_at, words
from tidings.code.spans import Spans
from tidings.known import is_person_noun
from tidings.model import Coding, Entity, Figure, Words
from tidings.nlp.analysis import Doc
from tidings.nlp.strips import Strip, may_hold


def code_figures(doc: Doc, coding: Coding) -> list[Figure]:
    """The figures of the article, in order, without overlap. Reads `coding.dates`, `mentions`, `entities` and `quotes`."""
    figures: list[Figure] = []
    text = doc.text
    dates = sorted((date.start, date.end) for date in coding.dates)
    for sentence in doc.sentences:
        if may_hold(sentence, text, telling()):
            line = Strip(sentence)
            within = dates[bisect_left(dates, (sentence.start, 0)) : bisect_left(dates, (sentence.end, 0))]
            figures += _written(text, line, _found(line, within))
    settle_currencies(text, coding, figures)
    _name_measured(coding, figures)
    attribute(coding, figures)
    return figures


def _found(line: Strip, dates: Sequence[tuple[int, int]]) -> list[Found]:
    """The numbers of a sentence that are figures, with what belongs to each. `dates`: where its dates stand."""
    found: list[Found] = []
    counted_to = at = 0  # numbers inside a noun phrase already counted are part of a name ("two 737 jets")
    while at < len(line):
        number = number_at(line, at)
        if number is None:
            at += 1
            continue
        at = number.last
        date = bisect_left(dates, (line[number.last - 1].end, 0)) - 1
        dated = date >= 0 and dates[date][1] > line[number.first].start
        if dated or number.last <= counted_to or no_figure(line, number):
            continue
        one = with_unit(line, number)
        if found and one.first < found[-1].last:  # "5 or more 6 ..." cannot both have the words between
            one.first = one.core_first = max(number.first, found[-1].last)
        at = max(at, one.last)
        found.append(one)
        counted_to = one.counted.head if one.counted and number.kind != "part" else counted_to
    return _together(line, found, dates)


def _together(line: Strip, found: list[Found], dates: Sequence[tuple[int, int]]) -> list[Found]:
    """What several numbers make together: compounds, ranges, scores (left out), units said once."""
    found = without_scores(line, compounds(line, found))
    inherit(line, found)
    joined = ranges(line, found, dates)
    return [one for one in joined if one.unit is not None or one.number.kind != "one" or word_at(line, one.last) in STATES]  # no pronoun: "one dead"


def _written(text: str, line: Strip, found: Sequence[Found]) -> list[Figure]:
    """The figures of a sentence: those of `found`, what one says of the next included."""
    figures: list[Figure] = []
    for number, one in enumerate(found):
        figure = _figure(text, line, one)
        previous = found[number - 1] if number else None
        if previous is not None and one.first > previous.last:
            gap = words(line, previous.last, one.first)
            closed = one.last < len(line) and line[one.last].text in (")", "]")
            if gap in ("(", "[") and closed and one.unit and one.unit != previous.unit and not previous.counted:
                _same_measure(figure, figures[-1])
            elif gap in (", or", "or") or (gap == "and" and figure.figure_type == "age"):
                figure.direction = figure.direction or figures[-1].direction
                if not one.counted and (figure.measures is None or figure.measures.start < figure.start):
                    figure.measures = figures[-1].measures
        figures.append(figure)
    return figures


def _figure(text: str, line: Strip, one: Found) -> Figure:
    start, end = line[one.first].start, line[one.last - 1].end
    bare = one.unit is None and one.number.kind != "part"
    what, befell = None, fate(line, one.core_first, one.last) if bare else None
    if befell:
        one.unit = "person"
    elif one.counted:
        what = counted_phrase(line, one.counted)
    elif one.like is not None and one.like.counted and is_some_of(line, one):
        what = counted_phrase(line, one.like.counted)
    else:
        what = measured(line, one.first, one.core_first, one.of, one.kind)
    kind = befell or figure_type(line, one.core_first, one.last, one.unit, one.kind)
    if one.like is not None and (kind in HUMAN or kind == "count"):
        kind = figure_type(line, one.like.core_first, one.like.last, one.unit, one.kind)
    figure = Figure(start, end, text[start:end], one.low, one.high, one.bound, one.unit, kind, one.method)
    figure.direction = direction(line, one.core_first, one.first, one.last)
    figure.attributed = teller(text, line, one.core_first)
    if what:
        begin, stop = line[what[0]].start, line[what[1] - 1].end
        figure.measures = Words(begin, stop, text[begin:stop])
    return figure


def _same_measure(figure: Figure, before: Figure) -> None:
    """A figure in brackets says the one before it in another unit: "50 miles (80 km)"."""
    if before.unit:
        figure.method = "converted"
    figure.measures = before.measures
    if figure.bound == "exact" and before.bound == "approximate":
        figure.bound = before.bound


def _name_measured(coding: Coding, figures: Sequence[Figure]) -> None:
    """Set `measured_entity`: the named actor, or else the named place, whose mention lies in the words for what is measured."""
    mentions = Spans(coding.mentions)
    entities: dict[int | None, Entity] = {entity.entity: entity for entity in coding.entities if entity.named}
    for figure in figures:
        what = figure.measures
        if what is None:
            continue
        named = [entities[mention.entity] for mention in mentions.overlapping(what.start, what.end) if mention.entity in entities]
        if not named and figure.figure_type == "distance" and what.text.lower() in cues("place noun"):
            before = mentions.within(0, what.start)
            named = [entities[mention.entity] for mention in before if mention.entity in entities and mention.entity_type == "place"][-1:]
        if figure.figure_type == "age" and is_person_noun(what.text.split()[-1].lower()):
            named = [entity for entity in named if entity.entity_type == "person"]  # "the 78-year-old Delmar economist"
        actors = [entity for entity in named if entity.entity_type in ("person", "organization")]
        figure.measured_entity = next((entity.entity for entity in actors or named), None)
