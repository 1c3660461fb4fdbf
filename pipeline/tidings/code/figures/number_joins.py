"""Numbers that belong together: two units of one measure, the ends of a range, a unit said once for several, the halves of a score."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tidings import lexicon
from tidings.code.figures.changes import direction, directions
from tidings.code.figures.number_units import Found
from tidings.code.figures.numbers import EVEN, exact
from tidings.code.figures.units import cues, word_at, words
from tidings.nlp.strips import Strip

PARTS = {(row["unit"], row["part"]): float(row["share"]) for row in lexicon.rows("unit_parts")}
LOOSE = 8  # words that may stand within "from $1 on Monday to $2"


def compounds(line: Strip, found: Sequence[Found]) -> list[Found]:
    """One number in two units: "5 feet 2 inches", "2 hours and 30 minutes"."""
    joined: list[Found] = []
    for one in found:
        both = _added(line, joined[-1], one) if joined else None
        if both is None:
            joined.append(one)
        else:
            before = joined[-1]
            before.low = before.high = both
            before.last, before.of = one.last, one.of
    return joined


def _added(line: Strip, before: Found, one: Found) -> float | None:
    """A number with the one before it, in that one's unit: 2 inches add a sixth of a foot; None where it is a number of its own."""
    share = PARTS.get((before.unit or "", one.unit or ""))
    if share is None or before.low is None or before.low != before.high or one.low is None or share * one.low >= 1:
        return None
    return before.low + share * one.low if words(line, before.last, one.first) in cues("between counts") | {""} else None


def without_scores(line: Strip, found: Sequence[Found]) -> list[Found]:
    """The numbers but for the halves of scores: two bare numbers with a hyphen between ("won 3-1")."""
    scores = [half for pair in pairwise(found) if _is_score(line, *pair) for half in pair]
    return [one for one in found if one not in scores]


def _is_score(line: Strip, one: Found, other: Found) -> bool:
    bare = all(half.unit is None and half.number.kind == "digits" and half.bound == "exact" and not half.number.low % 1 for half in (one, other))
    return bare and line[one.last].text in "-–" and one.last + 1 == other.first


def inherit(line: Strip, found: Sequence[Found]) -> None:
    """Units left out: "four- and six-cylinder", "to 9 million headsets from 2 million", "killed 14 people and wounded 30"."""
    for one, following in reversed(list(pairwise(found))):
        if one.unit is None and line[one.last].text == "-" and following.unit and following.first - one.last <= 3:
            one.unit, one.kind, one.counted = following.unit, following.kind, following.counted
    for at, one in enumerate(found[1:]):
        before = found[at - 1] if at and word_at(line, found[at].first - 1) == "(" else found[at]  # "$5m (£4m), against 6m"
        if one.unit is None and before.method == "number-age" and line[before.last].lower == "and" and before.last + 1 == one.first:
            one.unit, one.kind, one.method = before.unit, before.kind, before.method  # "aged 33 and 25"
        if one.unit is not None or before.unit is None or before.kind == "age":
            continue
        if before.counted and one.number.kind != "part" and _counts_the_same(line, before, one):
            one.unit, one.counted, one.kind, one.like = before.unit, before.counted, before.kind, before
        elif _from_or_who(line, before, one):
            one.unit, one.kind, one.like = before.unit, before.kind, before
    for one, following in pairwise(found):
        if one.unit is None and one.number.kind != "part" and following.counted and _is_out_of(line, one, following):
            one.unit, one.kind, one.counted = following.unit, following.kind, following.counted


def _from_or_who(line: Strip, before: Found, one: Found) -> bool:
    """ "to 9 million headsets from 2 million"; "40 men, 12 of whom", "12 of them in Orvo"."""
    after = word_at(line, one.last)
    changed = word_at(line, one.first - 1) == "from" and before.kind != "duration" and after not in cues("before the other end")
    if before.counted is None and one.number.kind != "part" and before.kind != "duration" and _is_against(line, one):
        return True  # "a profit of $412 million, against 500 million"
    return changed or (before.counted is not None and is_some_of(line, one))


def is_some_of(line: Strip, one: Found) -> bool:
    """Whether a number is of some of those counted before: "12 of whom", "12 of them"."""
    return word_at(line, one.last + (word_at(line, one.last) == "of")) in cues("of those counted")


def _is_out_of(line: Strip, one: Found, whole: Found) -> bool:
    """Whether a number is of those that the next one counts: "62 of the 75 trains"; not "eight of 10 voters", which is a share."""
    among = words(line, one.last, whole.first).split()
    sure = len(among) > 1 or whole.low not in EVEN
    return sure and among[:1] == ["of"] and cues("between of and noun").issuperset(among[1:])


def _counts_the_same(line: Strip, before: Found, one: Found) -> bool:
    """Whether a bare number counts what the one before it counts."""
    return any(test(line, before, one) for test in (_more, _set_against, _among, _coordinated))


def _more(line: Strip, before: Found, one: Found) -> bool:
    """ "another 20", "20 more"."""
    return word_at(line, one.first - 1) in cues("more before a count") or word_at(line, one.last) in cues("more behind a count")


def _set_against(line: Strip, before: Found, one: Found) -> bool:
    """ "900 people, against 400 a year before", "by 80 votes to 41", "90 seats to the rebels' 40"."""
    chunk = line.chunk(one.core_first)
    if chunk is not None and chunk.owner is not None and chunk.kind == "number":
        return True
    cast = before.unit == "vote" or word_at(line, before.first - 1) == "by"
    voted = cast and before.counted is not None and words(line, before.counted.head + 1, one.first) == "to"
    return voted or _is_against(line, one)


def _is_against(line: Strip, one: Found) -> bool:
    return not cues("set against").isdisjoint((words(line, one.first - 2, one.first), word_at(line, one.first - 1)))


def _among(line: Strip, before: Found, one: Found) -> bool:
    """ "of the 90 voters, 40 stayed away"."""
    if before.counted is None:
        return False
    chunk, number = line.chunk(before.core_first), line.chunk(one.core_first)
    gap = words(line, before.counted.head + 1, one.first)
    return (
        gap.removesuffix("only").rstrip() in ("", ",")
        and chunk is not None
        and chunk.case == "of"
        and chunk is not number
        and line.place(chunk.first) <= 2
    )


def _coordinated(line: Strip, before: Found, one: Found) -> bool:
    """Whether a bare count goes on with the one before it: its clause does, or the same preposition follows both after "and" or a comma."""
    chunk, clause, first = line.chunk(one.core_first), line.clause(one.core_first), line.clause(before.core_first)
    if chunk is None or chunk.kind != "number" or clause is None or first is None or before.counted is None:
        return False
    if clause.n != first.n and clause.rel == "conj" and clause.governor == first.n:
        return (chunk.n in clause.objects) or clause.voice == "passive"
    both = word_at(line, before.counted.head + 1)
    return line[one.first - 1].lower in cues("between counts") and both == word_at(line, one.last) and both in PREPOSITIONS


PREPOSITIONS = lexicon.words("closed_classes", part_of_speech="ADP")


def ranges(line: Strip, found: list[Found], dates: Sequence[tuple[int, int]]) -> list[Found]:
    """Join the two ends of a range: "between 600 to 800", "600-800", "from $1 to $2"; not "from 5 tonnes in May to 9 tonnes in June"."""
    joined: list[Found] = []
    for one in found:
        if joined and _one_range(line, joined[-1], one) and not (_dated(line, joined[-1], dates) and _dated(line, one, dates)):
            joined[-1] = _joined(line, joined[-1], one)
        else:
            joined.append(one)
    return joined


def _joined(line: Strip, first: Found, one: Found) -> Found:
    """The second end of a range, made the whole: in "$2 to $3 million" the scale is that of both."""
    ends = [_end(first), _end(one)]
    if first.number.scale == 1 and first.kind in ("", "money") and ends[0] < ends[1] / one.number.scale:
        ends[0] = exact(ends[0] * one.number.scale)
    one.low, one.high = sorted(ends)
    one.first = first.first - (word_at(line, first.first - 1) in ("between", "from"))
    one.core_first, one.bound, one.method = one.first, "range", "range"
    if one.unit is None:
        one.unit, one.kind, one.counted, one.of = first.unit, first.kind, first.counted, one.last
    return one


def _dated(line: Strip, one: Found, dates: Sequence[tuple[int, int]]) -> bool:
    """Whether a date follows right behind, so that the number is one of its own."""
    after = line[one.last + 1].start if one.last + 1 < len(line) else -1
    return any(start == after for start, _ in dates)


def _end(one: Found) -> float:
    return one.low if one.low is not None else one.high or 0.0


def _one_range(line: Strip, first: Found, second: Found) -> bool:
    """Whether two numbers in a row are the ends of one range."""
    if first.bound == "range" or first.number.kind == "vague" or second.number.kind == "vague" or not _same_unit(first, second):
        return False
    between = words(line, first.last, second.first)
    opener = word_at(line, first.first - 1)
    if not between:  # "from 5 up to 9", where "up to" bounds the second
        opened = "from" in (opener, word_at(line, first.core_first - 1))
        return opened and words(line, second.first, second.core_first) == "up to"
    if between in cues("range"):
        return True
    if between in cues("range to"):
        gathered = line.word(max(0, first.first - 1)).lemma in directions("verb of gathering")
        apart = gathered or opener == "by" or direction(line, first.core_first, first.first, first.last) is not None
        return opener in ("from", "between") or not (apart or _end(first) > _end(second) > 1)  # "voted 210 to 85"
    if opener == "from" and first.kind and first.unit:  # "from $1 on Monday to $2"
        told = between.split()
        return told[-1] == "to" and len(told) <= LOOSE and cues("no range").isdisjoint(told)
    opened = opener == "between" or (first.kind == "age" and "between" in words(line, first.first - 4, first.first).split())
    return between == "and" and opened  # "between the ages of 17 and 20"


def _same_unit(first: Found, second: Found) -> bool:
    if not first.unit or not second.unit or first.unit == second.unit or first.counted:
        return not (first.unit and not second.unit and first.kind and first.kind not in cues("range of a bare number"))
    return second.unit.startswith(first.unit + " per ") or first.unit.startswith(second.unit + " per ")
