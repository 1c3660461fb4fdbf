"""Numbers that are no figures: parts of names, clock times, ordinals, "one of the", telephone numbers."""

from __future__ import annotations

from tidings import lexicon
from tidings.code.figures.numbers import Number
from tidings.code.figures.units import currency_before, unit_at
from tidings.measures import is_plural
from tidings.nlp.analysis import Part
from tidings.nlp.strips import Strip

SAYINGS = lexicon.words("figure_cues", kind="saying")
LABELS_BEHIND = lexicon.words("figure_cues", kind="label behind")
LABELS = lexicon.words("figure_cues", kind="label")
ROADS = lexicon.words("figure_cues", kind="road")
CLOCK = lexicon.words("figure_cues", kind="of the clock")
SIGNED = lexicon.words("figure_cues", kind="sign in letters")
AFTER_ONE = lexicon.words("figure_cues", kind="after pronoun one")
BEFORE_ONE = lexicon.words("figure_cues", kind="before pronoun one")
MAY_PRECEDE = lexicon.words("figure_cues", kind="before number")
HALVES = lexicon.words("figure_cues", kind="half of a match")
BEFORE_TENS = lexicon.words("figure_cues", kind="before tens")
TENS = range(20, 100, 10)
NOTHING = Part(-1, -1, " ", "", None)  # what stands before the first part and behind the last


def no_figure(line: Strip, number: Number) -> bool:
    """Whether `number` does not count or measure anything."""
    before = line[number.first - 1] if number.first else NOTHING
    after = line[number.last] if number.last < len(line) else NOTHING
    if number.kind == "one":
        return before.lower in BEFORE_ONE or not after.text[0].isalpha() or after.lower in AFTER_ONE
    if number.kind == "words":  # "Ground Zero"
        return line[number.first].text[0].isupper() and before.text[0].isupper() and number.first > 1
    if number.kind == "part":
        saying = "".join(part.text for part in line[number.first : number.last]) in SAYINGS
        if saying or (not currency_before(line, number.first) and (before.lower in HALVES or after is NOTHING)):
            return True
    if number.kind not in ("digits", "part") or currency_before(line, number.first):
        return False
    if after.text == "s" and number.low in TENS and after.start == line[number.last - 1].end:  # "in his 90s", "the mid-30s"
        return before.lower in BEFORE_TENS or (before.text == "-" and number.first > 1 and line[number.first - 2].lower in BEFORE_TENS)
    return _joined(line, number, before, after) or _of_the_clock(line, number, before, after) or _of_a_name(line, number, before, after)


def _joined(line: Strip, number: Number, before: Part, after: Part) -> bool:
    """Whether letters that are no unit touch the number: "BX-40", "F16", "#3", "737s"."""
    first, last = number.first, number.last
    if after.start == line[last - 1].end and after.text[0].isalpha():
        plural = after.text == "s" and (1900 <= number.low < 2100 or before.text[0].isupper())  # "Model 3s", "2018s"
        if plural or unit_at(line, last) is None:
            return True
    if before.end != line[first].start:
        return False
    if before.text[-1].isalnum() and not before.lower.isdecimal():
        return True
    word = line[first - 2] if first > 1 and before.text in ("-", "–") else NOTHING
    if word.end == before.start and word.text[0].isalpha() and word.text[-1] != "$":
        return word.lower not in SIGNED
    return before.text == "#"


def _of_the_clock(line: Strip, number: Number, before: Part, after: Part) -> bool:
    """Whether the number is a time of day or of a record: "22:30", "10 pm"."""
    minutes = line[number.last + 1] if number.last + 1 < len(line) else NOTHING
    if after.text == ":" and after.start == line[number.last - 1].end and minutes.number is not None:
        return True
    return (before.text == ":" and before.end == line[number.first].start) or after.lower in CLOCK


def _of_a_name(line: Strip, number: Number, before: Part, after: Part) -> bool:
    """Whether the number belongs to a name before or after it: "Section 427", "Big 12", "Bo (4)", "16-18 Mill Road"."""
    first, last = number.first, number.last
    if after.lower in LABELS_BEHIND or (before.lower in LABELS and before.end != line[first].start) or (first and _named(line, first, last)):
        return True
    if before.text == "(" and after.text == ")" and first > 1 and line[first - 2].text[0].isupper():
        return True
    if after.start == line[last - 1].end and after.text in ("-", "–") and last + 1 < len(line) and line[last + 1].number is not None:
        last += 2
    road = line[last : last + 3]
    return bool(road) and road[0].text[0].isupper() and any(part.lower in ROADS and part.text[0].isupper() for part in road)


def _named(line: Strip, first: int, last: int) -> bool:
    """Whether the number belongs to the name before it ("Big 12", "Galaxy 23", "the Nasdaq 100 fell")."""
    before = line[first - 1]
    if not any(c.isupper() for c in before.text) or not before.text[0].isalpha() or before.lower in MAY_PRECEDE or before.text[-1] == ".":
        return False
    if last >= len(line):
        return True
    after = line[last]
    mixed = len(before.text) > 1 and not before.text[1:].islower() and not before.text.isupper()  # iPhone, S&P
    if mixed or "&" in before.text:
        return unit_at(line, last) is None
    if first == 1:
        return False
    if not after.text[0].isalpha():
        glued = after.start == line[last - 1].end
        return after.text not in ("%", "°", "€", "$", "£", "+") and not (glued and after.text in ("-", "–"))
    if unit_at(line, last) is not None:
        return False
    return after.text[0].isupper() or not any(is_plural(part.lower) for part in line[last : last + 3])
