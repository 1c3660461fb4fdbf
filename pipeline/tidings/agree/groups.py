"""Ids that group rows, compared as pairs of rows; and events, found where their reports are.

Source of the pairs: M. Halkidi, Y. Batistakis, M. Vazirgiannis, On clustering validation techniques, Journal of Intelligent Information Systems 17
(2001) 107-145.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from tidings.agree.actors_alike import Alike
from tidings.agree.columns import ROLES
from tidings.agree.pairs import Pair
from tidings.coding.columns import Row, Tables


def pairs_under_one_id(pairs: Sequence[Pair], column: str) -> tuple[int, int, int]:
    """Of joined rows that both coders gave an id: pairs of rows under one id by A, by B, and by both."""
    ids = [(one[column], other[column]) for one, other in pairs if one.get(column) is not None and other.get(column) is not None]
    groups: tuple[Counter[object], ...] = (Counter(one for one, _ in ids), Counter(other for _, other in ids), Counter(ids))
    made, true, both = (sum(n * (n - 1) // 2 for n in group.values()) for group in groups)
    return made, true, both


def grouped_otherwise(pairs: Sequence[Pair], column: str) -> list[Pair]:
    """Joined rows that stand apart from the rows that they mostly go with: A's group is split by B, or the other way round."""
    ids = [(one.get(column), other.get(column)) for one, other in pairs]
    shared = Counter(pair for pair in ids if None not in pair)
    best: tuple[dict[object, object], dict[object, object]] = ({}, {})
    for one, other in sorted(shared, key=lambda pair: (-shared[pair], pair[0] != pair[1], str(pair[0]), str(pair[1]))):
        best[0].setdefault(one, other)
        best[1].setdefault(other, one)
    return [
        pair for pair, (one, other) in zip(pairs, ids, strict=True) if (one, other) in shared and (best[0][one] != other or best[1][other] != one)
    ]


def kinds(side: Tables) -> dict[object, object]:
    """Event id -> event type, the commonest among its reports."""
    said: dict[object, Counter[str]] = {}
    for row in side.get("event_reports", []):
        if row.get("event_id") is not None:
            said.setdefault(row["event_id"], Counter())[str(row.get("event_type") or "")] += 1
    return {event: min(types, key=lambda name: (-types[name], name)) for event, types in said.items()}


def joined_events(a: Tables, b: Tables, pairs: Sequence[Pair]) -> dict[object, object]:
    """Event of A -> event of B, one to one: those of one type first, then those with most joined reports in common."""
    left, right = kinds(a), kinds(b)
    shared = Counter((one.get("event_id"), other.get("event_id")) for one, other in pairs)
    found: dict[object, object] = {}
    taken: set[object] = set()
    order = sorted(
        (pair for pair in shared if None not in pair),
        key=lambda pair: (left[pair[0]] != right[pair[1]], -shared[pair], pair[0] != pair[1], str(pair[0]), str(pair[1])),
    )
    for one, other in order:
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def events_alike(same: Mapping[object, object]) -> Alike:
    """Whether an event of A is an event of B."""

    def alike(one: object, other: object) -> bool:
        if one is None or other is None:
            return one == other
        return same[one] == other if one in same else one == other

    return alike


def event_counts(a: Tables, b: Tables, same: Mapping[object, object], actors_alike: Alike) -> dict[str, tuple[int, int, int]]:
    """Events by A, by B and found: all (``*``), of the same type (``event_type``), and with somebody who takes part in both besides (``actors``)."""
    left, right = kinds(a), kinds(b)
    typed = [(one, other) for one, other in same.items() if left[one] == right[other]]
    sides, true_sides = _sides(a.get("event_reports", [])), _sides(b.get("event_reports", []))
    met = sum(any(actors_alike(x, y) for x in sides.get(one, ()) for y in true_sides.get(other, ())) for one, other in typed)
    return {
        "*": (len(left), len(right), len(same)),
        "event_type": (len(left), len(right), len(typed)),
        "actors": (len(sides), len(true_sides), met),
    }


def _sides(reports: Sequence[Row]) -> dict[Hashable, list[str]]:
    """Who takes part in each event that anybody takes part in."""
    found: dict[Hashable, set[str]] = {}
    for row in reports:
        for role in ROLES:
            ids = row.get(role)
            if row.get("event_id") is not None and isinstance(ids, tuple):
                found.setdefault(str(row["event_id"]), set()).update(ids)
    return {event: sorted(ids) for event, ids in found.items()}
