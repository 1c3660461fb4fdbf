"""Rows of two codings that stand for one another: those of one table and one article whose spans share at least half of the longer one.

Best overlap first, one to one; of equal overlaps, the pair with more codes in common. The half is the Jaccard-like criterion by which object
detection and span annotation match regions (Everingham et al., The PASCAL Visual Object Classes Challenge, IJCV 88, 2010, there as intersection
over union). Candidates are looked for among sorted starts, so that the work grows with the rows and not with their square.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from tidings.coding.columns import Row

Pair = tuple[Row, Row]


def span(row: Row) -> tuple[int, int] | None:
    """Start and end of a row, in code points; None where it was given none."""
    start, end = row.get("start"), row.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def join(left: Sequence[Row], right: Sequence[Row], key: str, codes: Sequence[str] = ()) -> list[Pair]:
    """Pairs of rows (left, right) of one table, in the order of the text. `key`: the column of the row ids; `codes`: columns that decide between
    overlaps of one size. Neither the order of the rows nor which side is left changes who is joined with whom.
    """
    by_article: dict[object, list[Row]] = defaultdict(list)
    for row in right:
        by_article[row["article_id"]].append(row)
    mine: dict[object, list[Row]] = defaultdict(list)
    for row in left:
        mine[row["article_id"]].append(row)
    pairs: list[Pair] = []
    for article in sorted(mine.keys() & by_article.keys(), key=str):
        pairs += _join_article(in_order(mine[article], key), in_order(by_article[article], key), codes)
    return pairs


def in_order(rows: Sequence[Row], key: str) -> list[Row]:
    """Rows with a span by article, start, end and id, so that the order in which they came plays no part; equal ones by all of their cells."""
    places = [(str(row["article_id"]), *found, str(row.get(key) or "")) for row in rows if (found := span(row))]
    spanned = [row for row in rows if span(row)]
    often = Counter(places)
    full = [(place, repr(sorted(row.items())) if often[place] > 1 else "") for place, row in zip(places, spanned, strict=True)]
    return [spanned[number] for number in sorted(range(len(spanned)), key=full.__getitem__)]


def _join_article(left: list[Row], right: list[Row], codes: Sequence[str]) -> list[Pair]:
    spans = [found for row in right if (found := span(row))]
    starts = [start for start, _ in spans]
    candidates = []
    for number, row in enumerate(left):
        start, end = span(row) or (0, 0)
        length = end - start
        # A row that shares half of the longer one starts at most a whole length before this one, and before its middle.
        for other in range(bisect_left(starts, start - length), bisect_right(starts, end - length // 2)):
            overlap = _overlap((start, end), spans[other])
            if overlap:
                alike = sum(row.get(code) == right[other].get(code) for code in codes)
                candidates.append((-overlap, -alike, number, other))
    candidates.sort()
    used: set[int] = set()
    used_right: set[int] = set()
    pairs = []
    for _, _, number, other in candidates:
        if number not in used and other not in used_right:
            used.add(number)
            used_right.add(other)
            pairs.append((number, other))
    return [(left[number], right[other]) for number, other in sorted(pairs)]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The shared part of two spans as a share of the longer one; 0 where it is less than half."""
    if one == other:
        return 1.0
    shared = min(one[1], other[1]) - max(one[0], other[0])
    longer = max(one[1] - one[0], other[1] - other[0])
    return shared / longer if shared > 0 and 2 * shared >= longer else 0.0
