"""Numbers that belong together: two units of one measure, the ends of a range, a unit said once for several, the halves of a score."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.figures.changes import direction
from tidings.code.figures.number_units import Found
from tidings.code.text.pieces import Piece

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
LOOSE = 8  # words that may stand within "from $1 on Monday to $2"


def compounds(parts: Sequence[Piece], found: Sequence[Found]) -> list[Found]:
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


def is_score(parts: Sequence[Piece], found: Sequence[Found], place: int) -> bool:
    """Whether a number is half of a score or a part number: two bare numbers with a hyphen between ("won 3-1")."""
    one = found[place]
    other = found[place + 1] if place + 1 < len(found) and parts[one.last].text in "-–" and one.last + 1 == found[place + 1].first else None
    if other is None and place and one.first and parts[one.first - 1].text in "-–" and found[place - 1].last + 1 == one.first:
        other = found[place - 1]
    if other is None or one.number.kind != "digits" or other.number.kind != "digits":
        return False
    return one.unit is None and other.unit is None and one.bound == other.bound == "exact" and not one.number.low % 1


def inherit(parts: Sequence[Piece], found: Sequence[Found]) -> None:
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


def ranges(parts: Sequence[Piece], found: list[Found]) -> list[Found]:
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
