"""Numbers that are no figures: parts of names, clock times, ordinals, "one of the", telephone numbers."""

from __future__ import annotations

from tidings.code.figures.numbers import Number
from tidings.code.figures.units import cues, currency_before, unit_at
from tidings.measures import is_plural
from tidings.nlp.analysis import Part
from tidings.nlp.strips import Strip

TENS = range(20, 100, 10)
NOTHING = Part(-1, -1, " ", "", None)  # what stands before the first part and behind the last


def no_figure(line: Strip, number: Number) -> bool:
    """Whether `number` does not count or measure anything."""
    before = line[number.first - 1] if number.first else NOTHING
    after = line[number.last] if number.last < len(line) else NOTHING
    money = currency_before(line, number.first) is not None
    if number.kind == "one":
        return before.lower in cues("before pronoun one") or not after.text[0].isalpha() or after.lower in cues("after pronoun one")
    if number.kind == "words":  # "Ground Zero"
        named = line[number.first].text[0].isupper() and before.text[0].isupper() and number.first > 1
        return named or (before.lower in cues("label of words") and not is_plural(after.lower) and unit_at(line, number.last) is None)
    if number.kind == "part" and _is_saying(line, number, before, after, money):
        return True
    if number.kind not in ("digits", "part") or money:
        return False
    if after.text == "s" and number.low in TENS and after.start == line[number.last - 1].end:  # "in his 90s", "the mid-30s"
        return (line[number.first - 2] if before.text == "-" else before).lower in cues("before tens")
    return _joined(line, number, before, after) or _of_the_clock(line, number, before, after) or _of_a_name(line, number, before, after)


def _is_saying(line: Strip, number: Number, before: Part, after: Part, money: bool) -> bool:
    """Whether a share is a name for a day, a half of a match, a rank, or hangs in the air."""
    words = "".join(part.text for part in line[number.first : number.last])
    hangs = before.lower in cues("half of a match") | cues("before a rank") or after is NOTHING
    return words in cues("saying") or (not money and hangs)


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
        return word.lower not in cues("sign in letters")
    return before.text == "#"


def _of_the_clock(line: Strip, number: Number, before: Part, after: Part) -> bool:
    """Whether the number is a time of day or of a record: "22:30", "10 pm", "0900 hours"."""
    digits = line[number.first].text
    if len(digits) == 4 and digits.isdecimal() and digits[0] == "0":
        return True
    minutes = line[number.last + 1] if number.last + 1 < len(line) else NOTHING
    if after.text == ":" and after.start == line[number.last - 1].end and minutes.number is not None:
        return True
    return (before.text == ":" and before.end == line[number.first].start) or after.lower in cues("of the clock")


def _of_a_name(line: Strip, number: Number, before: Part, after: Part) -> bool:
    """Whether the number belongs to a name before or after it: "Section 427", "Big 12", "Bo (4)", "16-18 Mill Road"."""
    first, last = number.first, number.last
    labelled = before.lower in cues("label") and before.end != line[first].start
    if labelled or after.lower in cues("label behind") or (first and number.scale == 1 and _named(line, first, last)):
        return True
    if before.text == "(" and after.text == ")" and line[first - 2].text[0].isupper():
        return True
    if after.start == line[last - 1].end and after.text in ("-", "–") and last + 1 < len(line) and line[last + 1].number is not None:
        last += 2
    road = line[last : last + 3]
    return bool(road) and road[0].text[0].isupper() and any(part.lower in cues("road") and part.text[0].isupper() for part in road)


def _named(line: Strip, first: int, last: int) -> bool:
    """Whether the number belongs to the name before it ("Big 12", "Galaxy 23", "the Nasdaq 100 fell")."""
    before = line[first - 1]
    if not any(c.isupper() for c in before.text) or not before.text[0].isalpha() or before.lower in cues("before number") or before.text[-1] == ".":
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
        return after.text not in "%°€$£+" and not (glued and after.text in ("-", "–"))
    if unit_at(line, last) is not None:
        return False
    return after.text[0].isupper() or not any(is_plural(part.lower) for part in line[last : last + 3])
