"""Two codings made ready for comparison: articles that both hold, rows joined, and for each column whether two cells say the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from tidings.agree.actors_alike import Alike, ids_alike, rows_alike, sides_alike
from tidings.agree.columns import GROUPS, ROLES, WORDS, Column, Kind, columns_of, key_of
from tidings.agree.groups import events_alike, joined_events
from tidings.agree.pairs import Pair, join, span
from tidings.coding.columns import Row, Tables, coding_tables
from tidings.ids import row_id


def tables_with_spans() -> tuple[str, ...]:
    """The tables whose rows are joined by their spans, in the order of the contract."""
    return tuple(name for name in coding_tables() if name in WORDS)


@dataclass(frozen=True)
class Articles:
    """Ids, each sorted: compared; held by one coding only; held by both, of texts that differ, so that offsets cannot be compared."""

    compared: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    other_text: tuple[str, ...]


def articles_of(a: Tables, b: Tables) -> Articles:
    """Which articles the two codings share. A coding holds the articles of its own table and those of its rows."""
    held = [_held(tables) for tables in (a, b)]
    hashes = [{str(row["article_id"]): row.get("text_sha256") for row in tables.get("articles", [])} for tables in (a, b)]
    both = held[0] & held[1]
    other = {each for each in both if hashes[0].get(each) and hashes[1].get(each) and hashes[0][each] != hashes[1][each]}
    return Articles(tuple(sorted(both - other)), tuple(sorted(held[0] - held[1])), tuple(sorted(held[1] - held[0])), tuple(sorted(other)))


def _held(tables: Tables) -> set[str]:
    return {str(row["article_id"]) for name in ("articles", *tables_with_spans()) for row in tables.get(name, [])}


@dataclass(frozen=True)
class Comparison:
    """`a`, `b`: the rows of the articles that both hold, by table; event reports bear their type, mode and sides. `raw`: the tables as given."""

    raw: tuple[Tables, Tables]
    articles: Articles
    a: Tables
    b: Tables
    joined: dict[str, list[Pair]]
    _alike: dict[Kind, Alike] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that both codings have."""
        return tuple(self.joined)

    def columns(self, table: str) -> tuple[Column, ...]:
        """Columns of a table that both codings have, in some row."""
        given = [{name for row in side[table] for name in row} for side in (self.a, self.b)]
        return tuple(column for column in columns_of(table) if all(column.name in names or not names for names in given))

    def known(self, table: str) -> frozenset[str]:
        """Names of all columns of a table that would be compared if both codings had them."""
        return frozenset(column.name for column in columns_of(table))

    def alike(self, kind: Kind) -> Alike:
        """Whether a cell of `a` and a cell of `b` of that kind say the same; two empty ones do."""
        if kind not in self._alike:
            self._alike[kind] = self._made(kind)
        return self._alike[kind]

    @cached_property
    def same_event(self) -> dict[object, object]:
        """Event of `a` -> the event of `b` that it was found to be."""
        return joined_events(self.a, self.b, self.joined.get("event_reports", []))

    def _made(self, kind: Kind) -> Alike:
        mentions, compared = self.joined.get("mentions", []), frozenset(self.articles.compared)
        if kind is Kind.actor:
            return ids_alike(*self.raw, mentions, "actors", "actor_id", compared)
        if kind is Kind.place:
            return ids_alike(*self.raw, mentions, "places", "place_id", compared)
        if kind is Kind.sides:
            return sides_alike(self.alike(Kind.actor))
        if kind is Kind.date:
            return self._rows("dates", self._same_edtf())
        if kind is Kind.quote:
            return self._rows("quotes", None)
        if kind is Kind.event:
            return events_alike(self.same_event)
        return lambda one, other: one == other

    def _rows(self, table: str, then: Alike | None) -> Alike:
        return rows_alike(self.a.get(table, []), self.b.get(table, []), self.joined.get(table, []), key_of(table), then)

    def _same_edtf(self) -> Alike:
        said = [{row["date_id"]: row.get("date_edtf") for row in side.get("dates", [])} for side in (self.a, self.b)]
        return lambda one, other: said[0].get(one) is not None and said[0].get(one) == said[1].get(other)


def compare(a: Tables, b: Tables) -> Comparison:
    """Join the rows of two codings or finished packages. A table that one of them lacks altogether is not compared."""
    articles = articles_of(a, b)
    shared = frozenset(articles.compared)
    ready = [{name: _ready(tables, name, shared) for name in tables_with_spans() if name in tables} for tables in (a, b)]
    joined = {}
    for name in ready[0]:
        if name in ready[1]:
            codes = [column.name for column in columns_of(name) if column.kind is Kind.code]
            joined[name] = join(ready[0][name], ready[1][name], key_of(name), codes)
    return Comparison((a, b), articles, ready[0], ready[1], joined)


def _ready(tables: Tables, table: str, articles: frozenset[str]) -> list[Row]:
    key = key_of(table)
    rows = [with_id(row, table) for row in tables[table] if row["article_id"] in articles]
    if table != "event_reports":
        return rows
    events = {row["event_id"]: row for row in tables.get("events", [])}
    sides: dict[object, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in tables.get("report_actors", []):
        sides[row["report_id"]][str(row["role"])].add(str(row["actor_id"]))
    found = []
    for row in rows:
        event, more = events.get(row.get(GROUPS[table]), {}), dict[str, object]()
        if "report_actors" in tables:
            more = {role: tuple(sorted(sides[row[key]][role])) or None for role in ROLES}
        codes = {name: event.get(name) for name in ("event_type", "event_mode")} if event and row.get("event_type") is None else {}
        found.append({**row, **codes, **more})
    return found


def with_id(row: Row, table: str) -> Row:
    """The row with its id, made from its span where it was given none."""
    key, found = key_of(table), span(row)
    return row if row.get(key) or not found else {**row, key: row_id(table, str(row["article_id"]), *found)}
