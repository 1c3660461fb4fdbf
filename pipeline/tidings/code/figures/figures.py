"""Find reported numbers in a document: value, bounds, unit, kind, what is measured, and who gave the number.

Steps: read a number (`numbers`), leave out what is no figure (dates, names, times), join its unit and bounds (`number_units`),
join ranges (`number_joins`), then tell what is measured (`measures`), which way it changed, and whose number it is (`attribution`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tidings import lexicon
from tidings.code.figures.attribution import attribute
from tidings.code.figures.changes import direction
from tidings.code.figures.figure_types import figure_type
from tidings.code.figures.measures import measured
from tidings.code.figures.not_figures import no_figure
from tidings.code.figures.number_joins import compounds, inherit, is_score, ranges
from tidings.code.figures.number_units import Found, with_unit
from tidings.code.figures.numbers import first_words, may_be_number, number_at
from tidings.code.figures.phrases import phrase_from, tags
from tidings.code.text.document import Document
from tidings.code.text.pieces import Piece, pieces
from tidings.model import Coding, Figure, Mention

PLACE_NOUNS = lexicon.words("figure_cues", kind="place noun")
LOOK_BACK = 20  # mentions


def code_figures(document: Document, coding: Coding) -> list[Figure]:
    """The figures of the document, in order, without overlap. Reads `coding.dates`, `mentions`, `entities` and `quotes`."""
    figures: list[Figure] = []
    dates = sorted((date.start, date.end) for date in coding.dates)
    at = 0
    for sentence in document.sentences:
        while at < len(dates) and dates[at][1] <= sentence.start:
            at += 1
        if not any(map(may_be_number, [token.text for token in sentence.tokens])):
            continue
        parts = pieces(sentence)
        within = []
        place = at
        while place < len(dates) and dates[place][0] < sentence.end:
            within.append(dates[place])
            place += 1
        figures += _in_sentence(document, parts, within)
    _name_measured(coding, figures)
    attribute(document, coding, figures)
    return figures


def _name_measured(coding: Coding, figures: Sequence[Figure]) -> None:
    """Set `measured_entity`: the named actor, or else the named place, whose mention lies in the words for what is measured."""
    if not figures:
        return
    mentions = sorted((mention for mention in coding.mentions if mention.entity is not None), key=lambda mention: mention.start)
    starts = [mention.start for mention in mentions]
    for figure in figures:
        if figure.measures is None:
            continue
        within = mentions[bisect_left(starts, figure.measures.start) : bisect_left(starts, figure.measures.end)]
        named = [mention.entity for mention in within if mention.entity is not None and coding.entities[mention.entity].named]
        actors = [entity for entity in named if coding.entities[entity].entity_type in ("person", "organization")]
        figure.measured_entity = next(iter(actors or named), None)
        if not named and figure.figure_type == "distance" and figure.measures.text.lower() in PLACE_NOUNS:
            figure.measured_entity = _place_before(coding, mentions, bisect_left(starts, figure.measures.start))


def _place_before(coding: Coding, mentions: Sequence[Mention], at: int) -> int | None:
    """The place last named before the mention number `at`, for "the town"."""
    for mention in reversed(mentions[max(0, at - LOOK_BACK) : at]):
        if mention.entity is not None and mention.entity_type == "place" and coding.entities[mention.entity].named:
            return mention.entity
    return None


def _in_sentence(document: Document, parts: Sequence[Piece], dates: Sequence[tuple[int, int]]) -> list[Figure]:
    words = first_words()
    at = next((place for place, piece in enumerate(parts) if piece.number is not None or piece.lower in words), len(parts))
    if at == len(parts):
        return []
    found: list[Found] = []
    date = 0
    counted_to = 0  # numbers inside a noun phrase already counted are part of a name ("two 737 jets")
    while at < len(parts):
        number = number_at(parts, at) if parts[at].number is not None or parts[at].lower in words else None
        if number is None:
            at += 1
            continue
        while date < len(dates) and dates[date][1] <= parts[number.first].start:
            date += 1
        dated = date < len(dates) and dates[date][0] < parts[number.last - 1].end
        if dated or number.last <= counted_to or no_figure(parts, number):
            at = number.last
            continue
        one = with_unit(parts, number)
        if found and one.first < found[-1].last:  # "5 or more 6 ..." cannot both have the words between
            one.first = one.core_first = max(number.first, found[-1].last)
        at = max(number.last, one.last)
        found.append(one)
        if one.counted and number.kind != "part":
            counted_to = one.counted.head
    found = compounds(parts, found)
    found = [one for place, one in enumerate(found) if not is_score(parts, found, place)]
    inherit(parts, found)
    if not found:
        return []
    joined = [one for one in ranges(parts, found) if one.unit is not None or one.number.kind != "one"]  # "one" of nothing is the pronoun
    return _written(document, parts, tags(parts, dates, [(one.first, one.last) for one in joined]), joined)


def _written(document: Document, parts: Sequence[Piece], letters: str, found: Sequence[Found]) -> list[Figure]:
    figures: list[Figure] = []
    for number, one in enumerate(found):
        start, end = parts[one.first].start, parts[one.last - 1].end
        if one.last == len(parts) and len(parts[-1].text) > 1 and document.text[end - 1] == ".":
            end -= 1  # the sentence's stop, not that of an abbreviated unit
        what = _measured(parts, letters, one)
        figure = Figure(
            start,
            end,
            document.text[start:end],
            one.low,
            one.high,
            one.bound,
            one.unit,
            figure_type(parts, one.core_first, one.last, one.unit, one.kind),
            one.method,
        )
        if one.unit is None and not one.kind and (toll := _death_toll(parts, one.first)):
            figure.unit, figure.figure_type = "person", "killed"
            what = (toll, toll + 2)
        figure.direction = direction(parts, one.core_first, one.first)
        if what:
            figure.measures = document.words(parts[what[0]].start, parts[what[1] - 1].end)
        previous = found[number - 1] if number else None
        if previous is not None and figures and one.first > previous.last:
            gap = [piece.lower for piece in parts[previous.last : one.first]]
            if (
                gap in (["("], ["["])
                and one.last < len(parts)
                and parts[one.last].text in ")]"
                and one.unit
                and previous.unit
                and one.unit != previous.unit
            ):
                figure.method = "converted"
                figure.measures = figures[-1].measures
                figure.bound = figures[-1].bound if figure.bound == "exact" and figures[-1].bound == "approximate" else figure.bound
            if gap in ([",", "or"], ["or"]):
                figure.direction = figure.direction or figures[-1].direction
                figure.measures = (
                    figures[-1].measures if not one.counted and (figure.measures is None or figure.measures.start < start) else figure.measures
                )
        figures.append(figure)
    return figures


def _death_toll(parts: Sequence[Piece], first: int) -> int | None:
    """Where "death toll" begins, shortly before a bare number: "put the death toll at 55"."""
    for at in range(first - 1, max(0, first - 10), -1):
        if parts[at].lower == "toll" and parts[at - 1].lower == "death":
            return at - 1
    return None


def _measured(parts: Sequence[Piece], letters: str, one: Found) -> tuple[int, int] | None:
    """The pieces that say what is counted or measured."""
    if one.counted:
        last = one.counted.head + 1
        if one.counted.attributive and last < len(parts):
            return phrase_from(letters, last + (parts[last].text == "-")) or (one.counted.first, last)
        if last + 1 < len(parts) and parts[last].lower == "of":
            phrase = phrase_from(letters, last + 1)
            if phrase:
                return one.counted.first, phrase[1]
        return one.counted.first, last
    return measured(parts, letters, one.first, one.core_first, one.of, one.kind)
