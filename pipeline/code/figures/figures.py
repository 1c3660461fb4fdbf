"""Find reported numbers in a document: value, bounds, unit, kind, what is measured, and who gave the number.

Steps: read a number (`numbers`), join its unit (`units`) and bounds (`bounds`), leave out what is no figure (dates, names, times),
join ranges, then tell what is measured (`measures`), which way it changed, and whose number it is (`attribution`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import lexicon
from pipeline.code.figures.attribution import attribute
from pipeline.code.figures.bounds import Bound, bound_after, bound_before
from pipeline.code.figures.changes import direction
from pipeline.code.figures.figure_types import figure_type
from pipeline.code.figures.measures import Counted, counted, measured
from pipeline.code.figures.not_figures import no_figure
from pipeline.code.figures.numbers import Number, first_words, may_be_number, number_at
from pipeline.code.figures.phrases import phrase_from, tags
from pipeline.code.figures.units import Unit, currency_before, unit_at, with_rate
from pipeline.code.text.document import Document
from pipeline.code.text.pieces import Piece, pieces
from pipeline.model import Coding, Figure, Mention


@dataclass(slots=True)
class Found:
    """A number on its way to a figure. `first`, `last`: pieces of its span; `core_first`: where number or currency begins."""

    number: Number
    first: int
    core_first: int
    last: int
    low: float | None
    high: float | None
    bound: str
    unit: str | None = None
    kind: str = ""  # figure type that the unit gives
    counted: Counted | None = None
    method: str = "number"
    of: int = 0  # where the words after the figure begin


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
        one = _with_unit(parts, number)
        if found and one.first < found[-1].last:  # "5 or more 6 ..." cannot both have the words between
            one.first = one.core_first = max(number.first, found[-1].last)
        at = max(number.last, one.last)
        found.append(one)
        if one.counted and number.kind != "part":
            counted_to = one.counted.head
    found = _compounds(parts, found)
    found = [one for place, one in enumerate(found) if not _score(parts, found, place)]
    _inherit(parts, found)
    if not found:
        return []
    joined = [one for one in _ranges(parts, found) if one.unit is not None or one.number.kind != "one"]  # "one" of nothing is the pronoun
    return _written(document, parts, tags(parts, dates, [(one.first, one.last) for one in joined]), joined)


FOR = lexicon.words("figure_cues", kind="before a length of time")
PLACE_NOUNS = lexicon.words("figure_cues", kind="place noun")
LOOK_BACK = 20  # mentions
ARMED = lexicon.words("figure_cues", kind="armed body")
PARTS = {
    ("US dollar", "cent"): 0.01,
    ("euro", "cent"): 0.01,
    ("pound sterling", "penny"): 0.01,
    ("foot", "inch"): 1 / 12,
    ("metre", "centimetre"): 0.01,
    ("hour", "minute"): 1 / 60,
    ("minute", "second"): 1 / 60,
    ("pound", "ounce"): 1 / 16,
    ("year", "month"): 1 / 12,
}  # second unit in the first


def _compounds(parts: Sequence[Piece], found: Sequence[Found]) -> list[Found]:
    """One number in two units: "5 feet 2 inches", "2 hours and 30 minutes"."""
    joined: list[Found] = []
    for one in found:
        before = joined[-1] if joined else None
        share = PARTS.get((before.unit or "", one.unit or "")) if before else None
        gap = [piece.lower for piece in parts[before.last : one.first]] if before else []
        exact = before is not None and before.low is not None and before.high is not None and one.bound == "exact" and one.low is not None
        if before and share and exact and gap in ([], ["and"], [","]) and before.low is not None and before.high is not None and one.low is not None:
            before.low, before.high = before.low + share * one.low, before.high + share * one.low
            before.last, before.of = one.last, one.of
        else:
            joined.append(one)
    return joined


def _score(parts: Sequence[Piece], found: Sequence[Found], place: int) -> bool:
    """Whether a number is half of a score or a part number: two bare numbers with a hyphen between ("won 3-1")."""
    one = found[place]
    other = found[place + 1] if place + 1 < len(found) and parts[one.last].text in "-–" and one.last + 1 == found[place + 1].first else None
    if other is None and place and one.first and parts[one.first - 1].text in "-–" and found[place - 1].last + 1 == one.first:
        other = found[place - 1]
    if other is None or one.number.kind != "digits" or other.number.kind != "digits":
        return False
    return one.unit is None and other.unit is None and one.bound == other.bound == "exact" and not one.number.low % 1


def _with_unit(parts: Sequence[Piece], number: Number) -> Found:
    """Number with its currency, unit or counted noun, and its bounds."""
    first, last = number.first, number.last
    low, high = number.low, number.high
    sign, core = _sign(parts, first)
    currency = currency_before(parts, core)
    if currency:
        core = currency[1]
        if sign > 0:
            sign, core = _sign(parts, core)
    found = Found(number, core, core, last, low * sign, high * sign if high is not None else None, "vague" if number.vague else "exact")
    joined = last
    if joined < len(parts) and parts[joined].text == "-" and parts[joined].start == parts[joined - 1].end:
        joined += 1
    if currency:
        money = with_rate(parts, Unit(currency[0], last, "money"))
        found.unit, found.kind, found.last, found.method = money.name, "money", money.last, "currency-number"
    else:
        unit = unit_at(parts, _of_unit(parts, number, joined))
        if unit is not None:
            found.unit, found.kind, found.last, found.method = unit.name, unit.figure_type, unit.last, "number-unit"
            _age(parts, found)
        else:
            _named_age(parts, found)
    found.of = found.last
    if found.unit and found.unit.startswith("pound sterling") and not currency and _weighs(parts, found):
        found.unit, found.kind = found.unit.replace("pound sterling", "pound"), "other"
    at_most = core > 1 and parts[core - 1].text == "-" and parts[core - 2].lower == "sub"  # "sub-300"
    before = Bound("at_most", core - 2) if at_most else bound_before(parts, found.core_first)
    if before and parts[before.edge].lower == "over" and found.kind == "duration" and (before.edge == 0 or parts[before.edge - 1].lower not in FOR):
        before = None  # "by 55 ships over six years"
    if before:
        found.first = before.edge
        _bind(found, before.bound)
    after = bound_after(parts, found.last)
    if after:
        found.last = found.of = after.edge
        if not before:
            _bind(found, after.bound)
        if found.unit is None:
            unit = unit_at(parts, found.last)
            if unit:
                found.unit, found.kind, found.last, found.of = unit.name, unit.figure_type, unit.last, unit.last
    if found.unit is None:
        _count(parts, found, joined)
    return found


def _weighs(parts: Sequence[Piece], found: Found) -> bool:
    """Whether pounds are a weight here: not in millions, and with no other money or period of pay beside them."""
    after = parts[found.last].text if found.last < len(parts) else ""
    return found.number.scale < 1e6 and found.unit == "pound sterling" and not (after == "(" and currency_before(parts, found.last + 2))


def _sign(parts: Sequence[Piece], at: int) -> tuple[float, int]:
    """A minus before piece `at`: -1 and where it begins."""
    if at == 0:
        return 1.0, at
    place = at - 1
    if parts[place].text in "-−–" and parts[place].end == parts[at].start:
        if place and parts[place - 1].lower == "minus":
            return -1.0, place - 1
        if not (place and parts[place - 1].end == parts[place].start and parts[place - 1].text[-1] not in "($€£¥"):
            return -1.0, place
    if parts[place].lower == "minus":
        return -1.0, place
    return 1.0, at


def _of_unit(parts: Sequence[Piece], number: Number, joined: int) -> int:
    """Where the unit of measure would begin: "half a mile", "a quarter of a pint", "dozens of miles"."""
    at = joined
    words = [piece.lower for piece in parts[at : at + 3]]
    if number.kind == "part" and words[:1] == ["of"] and words[1:2] in (["a"], ["an"]):
        return at + (3 if words[2:] in (["us"], ["imperial"], ["metric"]) else 2)
    if number.kind == "part" and words[:1] in (["a"], ["an"]):
        return at + 1
    if number.vague and words[:1] == ["of"]:
        return at + 1
    return at


def _named_age(parts: Sequence[Piece], found: Found) -> None:
    """An age between commas after a name: "Ann Lee, 73, said"."""
    first, last = found.first, found.last
    if found.number.kind != "digits" or not 0 < found.number.low < 115 or first < 2 or parts[first - 1].text != "," or found.number.low % 1:
        return
    name = parts[first - 2]
    if name.text[0].isupper() and name.text[0].isalpha() and (last >= len(parts) or parts[last].text in (",", ".", ";", ")")):
        found.unit, found.kind, found.method = "year", "age", "name-age"


def _inherit(parts: Sequence[Piece], found: Sequence[Found]) -> None:
    """Units left out: "four-, five- and six-cylinder", "to 3.9 million headsets from 2.4 million", "68,400 people ... and 95,800 who"."""
    for place in range(len(found) - 1, 0, -1):
        one, following = found[place - 1], found[place]
        hyphened = one.last + 1 < len(parts) and parts[one.last].text == "-" and parts[one.last].start == parts[one.last - 1].end
        if one.unit is None and hyphened and following.unit and following.first - one.last <= 3:
            one.unit, one.kind, one.counted = following.unit, following.kind, following.counted
    for place in range(1, len(found)):
        one, before = found[place], found[place - 1]
        if one.unit is not None or before.unit is None or before.kind == "age":
            continue
        opener = parts[one.first - 1].lower if one.first else ""
        after = parts[one.last].lower if one.last < len(parts) else ""
        if (opener == "from" and before.kind != "duration" and after not in ("to", "-", "–")) or (after in ("who", "whose") and before.counted):
            one.unit, one.kind = before.unit, before.kind
            one.counted = None


def _age(parts: Sequence[Piece], found: Found) -> None:
    """ "73-year-old", "29 years old", "three years of age"."""
    at = found.last
    words = [piece.lower for piece in parts[at : at + 3]]
    if words[:1] == ["old"]:
        at += 1
    elif words[:2] == ["-", "old"] or words[:2] == ["of", "age"]:
        at += 2
    else:
        return
    found.unit, found.kind, found.last, found.method = f"{found.unit} of age", "age", at, "number-age"


def _bind(found: Found, bound: str) -> None:
    if bound == "approximate":
        found.bound = "approximate" if found.bound == "exact" else found.bound
    elif bound == "at_least":
        found.bound, found.high = "at_least", None
    elif found.low is not None:
        found.bound, found.high, found.low = "at_most", found.high if found.high is not None else found.low, None


def _count(parts: Sequence[Piece], found: Found, joined: int) -> None:
    """The counted noun of a number without unit of measure."""
    number = found.number
    hyphen = joined > number.last
    at = joined if hyphen else found.last
    if at < len(parts) and parts[at].lower == "strong":
        found.unit, found.method, found.of = "person", "number-strong", at + 1
        found.last = at + 1
        found.kind = "troops" if any(piece.lower in ARMED for piece in parts[at + 1 : at + 4]) else ""
        return
    if at + 1 < len(parts) and parts[at].lower == "per":
        found.unit, found.kind, found.method, found.of = f"per {parts[at + 1].lower}", "rate", "number-rate", at + 2
        return
    of = at < len(parts) and parts[at].lower == "of"
    if of:
        at += 1
        while at < len(parts) and parts[at].lower in ("the", "these", "those", "its", "their", "his", "her", "our", "my", "them", "all"):
            at += 1
    if number.kind == "part" and not of:
        return
    noun = counted(parts, at, single=number.low == 1 and number.high == 1, joined=hyphen)
    if noun is None:
        return
    found.counted, found.unit, found.method = noun, noun.unit, "number-noun"
    if number.kind == "part":
        found.unit = None
        return
    rate = with_rate(parts, Unit(noun.unit, noun.head + 1, "count"))
    if rate.last > noun.head + 1:
        found.unit, found.kind = rate.name, "rate"


def _ranges(parts: Sequence[Piece], found: list[Found]) -> list[Found]:
    """Join the two ends of a range: "between 600 to 800", "600-800", "from $1 to $2"."""
    joined: list[Found] = []
    for one in found:
        if joined and _one_range(parts, joined[-1], one):
            first = joined[-1]
            ends = [_end(first), _end(one)]
            if first.number.scale == 1 and one.number.scale > 1 and first.kind in ("", "money") and ends[0] is not None and ends[1] is not None:
                ends[0] *= one.number.scale if ends[0] < ends[1] / one.number.scale else 1
            low, high = sorted(end for end in ends if end is not None)
            one.low, one.high = low, high
            one.first = first.first
            opener = one.first - 1
            if opener >= 0 and parts[opener].lower in ("between", "from"):
                one.first = opener
            one.core_first, one.bound, one.method = one.first, "range", "range"
            if one.unit is None:
                one.unit, one.kind, one.counted, one.of = first.unit, first.kind, first.counted, one.last
            joined[-1] = one
        else:
            joined.append(one)
    return joined


def _end(one: Found) -> float | None:
    return one.low if one.low is not None else one.high


def _one_range(parts: Sequence[Piece], first: Found, second: Found) -> bool:
    """Whether two numbers in a row are the ends of one range."""
    if first.bound == "range" or first.number.vague or second.number.vague or not _same_unit(first, second):
        return False
    between = [piece.lower for piece in parts[first.last : second.first]]
    opener = parts[first.first - 1].lower if first.first else ""
    if not between:
        return "from" in (opener, parts[first.core_first - 1].lower) and [piece.lower for piece in parts[second.first : second.core_first]] == [
            "up",
            "to",
        ]
    if between in (["-"], ["–"], ["—"], ["~"], ["-", "to", "-"]):
        return True
    if between in (["to"], ["till"], ["until"]):
        return opener in ("from", "between") or not (opener == "by" or direction(parts, first.core_first, first.first))
    if between == ["and"]:
        return opener == "between"
    if opener == "from" and first.kind and between[-1:] == ["to"] and len(between) <= LOOSE and first.unit:
        return not any(mark in (",", ";", ":", "and") for mark in between)
    return False


def _same_unit(first: Found, second: Found) -> bool:
    if not first.unit or not second.unit or first.unit == second.unit or first.counted:
        return not (first.unit and not second.unit and first.kind not in ("", "money", "other", "distance"))
    return second.unit.startswith(first.unit + " per ") or first.unit.startswith(second.unit + " per ")


LOOSE = 8  # words that may stand within "from $1 on Monday to $2"


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
