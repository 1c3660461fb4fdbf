"""Which ids of one coding stand for which of the other: two coders who name one man by two ids agree.

Two ids mean the same where they are equal; or where the same words of an article name both, in at least half of the joined mentions of one of
them; or where both have the same printed name (ids that are local to an article, `officials.a`, by their names in that article only). Ids that
both coders know are what they are: who has `khalifa-haftar` and `fayez-al-serraj` both and writes the one means the one, whatever the
other wrote for a pronoun.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import TypeVar

from tidings.agree.pairs import Pair
from tidings.coding.columns import Row, Tables

Value = TypeVar("Value", bound=Hashable)
Alike = Callable[[object, object], bool]


def ids_alike(a: Tables, b: Tables, mentions: Sequence[Pair], table: str, column: str, articles: Collection[str]) -> Alike:
    """Whether an id of `a` means what an id of `b` means. `table`: the table of the ids with their names (actors, places); `column`: the column
    of the mentions that holds them; `mentions`: joined rows; `articles`: ids of articles, by which local ids are known.
    """
    shared: Counter[tuple[object, object]] = Counter()
    for one, other in mentions:
        if one.get(column) is not None and other.get(column) is not None:
            shared[one[column], other[column]] += 1
    totals: tuple[Counter[object], Counter[object]] = (Counter(), Counter())
    for ids, count in shared.items():
        for total, each in zip(totals, ids, strict=True):
            total[each] += count
    names = [{row[column]: row.get("name") for row in tables.get(table, []) if row.get(column) is not None} for tables in (a, b)]
    known = [
        names[side].keys() | {row[column] for row in tables.get("mentions", []) if row.get(column) is not None} for side, tables in enumerate((a, b))
    ]
    home: dict[object, str | None] = {}

    def local_to(id_: object) -> str | None:
        if id_ not in home:
            text = str(id_)
            home[id_] = next((text[at + 1 :] for at, sign in enumerate(text) if sign == "." and text[at + 1 :] in articles), None)
        return home[id_]

    def alike(one: object, other: object) -> bool:
        if one == other or one is None or other is None:
            return one == other
        if one in known[1] and other in known[0]:
            return False
        if 2 * shared.get((one, other), 0) >= min(totals[0][one], totals[1][other]) > 0:
            return True
        name = names[0].get(one)
        if name is None or name != names[1].get(other):
            return False
        homes = {home for home in (local_to(one), local_to(other)) if home is not None}
        return len(homes) < 2

    return _remembered(alike)


def sides_alike(alike: Alike) -> Alike:
    """Whether two tuples of ids name the same ones: each of either has one that means the same in the other."""

    def same(one: object, other: object) -> bool:
        if one == other or not isinstance(one, tuple) or not isinstance(other, tuple):
            return one == other
        return all(any(alike(x, y) for y in other) for x in one) and all(any(alike(x, y) for x in one) for y in other)

    return same


def rows_alike(left: Sequence[Row], right: Sequence[Row], pairs: Iterable[Pair], key: str, then: Alike | None = None) -> Alike:
    """Whether two row ids (of dates, of quotes) are of rows that were joined. `then` is asked where they were not; ids of rows that a coding
    does not hold are compared as they stand.
    """
    joined = {(one.get(key), other.get(key)) for one, other in pairs}
    held = [{row.get(key) for row in rows} for rows in (left, right)]

    def alike(one: object, other: object) -> bool:
        if one is None or other is None:
            return one == other
        if one == other and not (one in held[0] and other in held[1]):
            return True
        return (one, other) in joined or (then is not None and then(one, other))

    return alike


def one_scale(units: Sequence[tuple[Value, Value]], agree: Sequence[bool]) -> list[tuple[Hashable, Hashable]]:
    """The values of both coders as categories that they share, so that alpha can count them: values that agree in some unit are one category.
    A unit whose two values are of one category by way of third ones, and that do not agree themselves, keeps two.
    """
    parent: dict[Hashable, Hashable] = {}

    def root(value: Hashable) -> Hashable:
        parent.setdefault(value, value)
        while parent[value] != value:
            parent[value] = parent[parent[value]]
            value = parent[value]
        return value

    for (one, other), same in zip(units, agree, strict=True):
        if same and root(one) != root(other):
            parent[root(one)] = root(other)
    found: list[tuple[Hashable, Hashable]] = []
    for (one, other), same in zip(units, agree, strict=True):
        pair: tuple[Hashable, Hashable] = (("category", root(one)), ("category", root(other)))
        found.append(pair if same or pair[0] != pair[1] else (("alone", one), ("alone", other)))
    return found


def _remembered(alike: Alike) -> Alike:
    seen: dict[tuple[object, object], bool] = {}

    def ask(one: object, other: object) -> bool:
        if (one, other) not in seen:
            seen[one, other] = alike(one, other)
        return seen[one, other]

    return ask
