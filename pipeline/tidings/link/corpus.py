"""The coding tables as the linkers ask for them: by article in a fixed order, rows by their ids, which ids are local."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tidings.coding.columns import Row, Tables
from tidings.ids import home
from tidings.link.sources import copies

POINTERS = {
    "quotes": ("speaker_actor_id", "via_actor_id"),
    "figures": ("measured_actor_id", "attributed_to_actor_id"),
    "event_reports": ("claimed_by_actor_id",),
}  # columns besides those of mentions and report_actors that name an actor


def text(row: Row, column: str) -> str | None:
    """A cell of words, an id or a code; None where it is empty."""
    value = row.get(column)
    if value.__class__ is str:  # most are: quicker so
        return value or None
    return None if value is None else str(value)


def number(row: Row, column: str) -> float | None:
    """A cell of a number; None where it is empty."""
    value = row.get(column)
    return None if value is None or value == "" else float(str(value))


def span(row: Row) -> tuple[int, int]:
    """Start and end of a row, in code points of its article's text."""
    start, end = row["start"], row["end"]
    if start.__class__ is int and end.__class__ is int:  # all but those of a spreadsheet: quicker so
        return start, end
    return int(str(start)), int(str(end))


@dataclass(slots=True)
class Coded:
    """One article's rows, each table in the order of the text. `sides`: report id -> (actor, role) of its `report_actors`."""

    article: Row
    mentions: list[Row] = field(default_factory=list)
    dates: list[Row] = field(default_factory=list)
    quotes: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    event_reports: list[Row] = field(default_factory=list)
    sides: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    words: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)  # (row id, field) -> span of its first evidence

    @property
    def article_id(self) -> str:
        return str(self.article["article_id"])

    @property
    def published(self) -> str | None:
        return text(self.article, "published")

    def pointed_at(self) -> Iterator[str]:
        """Actors of every cell of quotes, figures and event reports."""
        for table, columns in POINTERS.items():
            for row in getattr(self, table):
                yield from (actor for column in columns if (actor := text(row, column)))
        for sides in self.sides.values():
            yield from (actor for actor, _ in sides)


class Corpus:
    """All coded articles, by day of publication and id, so that nothing depends on the order in which articles arrive."""

    def __init__(self, tables: Tables, copy_of: Mapping[str, str] | None = None) -> None:
        """`copy_of`: an article -> the one that it copies, where more is known than which have the same text."""
        self.tables = tables
        self.copy_of = copies(tables["articles"]) if copy_of is None else copy_of
        ordered = sorted(tables["articles"], key=lambda row: (text(row, "published") or "9999", str(row["article_id"])))
        self.articles = [Coded(row) for row in ordered]
        by_id = self.by_id = {coded.article_id: coded for coded in self.articles}
        for table in ("mentions", "dates", "quotes", "figures", "event_reports"):
            for row in sorted(tables[table], key=span):
                getattr(by_id[str(row["article_id"])], table).append(row)
        of_report = {str(row["report_id"]): by_id[str(row["article_id"])] for row in tables["event_reports"]}
        for row in tables["report_actors"]:
            report = str(row["report_id"])
            of_report[report].sides.setdefault(report, []).append((str(row["actor_id"]), str(row["role"])))
        for row in tables["evidence"]:
            coded = by_id.get(str(row["article_id"]))
            if coded is not None:
                coded.words.setdefault((str(row["row_id"]), str(row["field"])), span(row))
        self.actors = {str(row["actor_id"]): row for row in tables["actors"]}
        self.places = {str(row["place_id"]): row for row in tables["places"]}
        self.named = self._named()
        met = {(actor, str(row["article_id"])) for row in tables["mentions"] if (actor := text(row, "actor_id"))}
        self._linked = {actor for actor, article_id in met if home(actor, by_id) not in (None, article_id)}
        self.apart: dict[str, set[str]] = {}  # who the judgements of the coding, as those of a package that is built anew, say are two
        pairs = ((str(row["left_actor_id"]), str(row["right_actor_id"])) for row in tables["judgements"] if row["decision"] == "different")
        for left, right in pairs:
            self.apart.setdefault(left, set()).add(right)
            self.apart.setdefault(right, set()).add(left)

    def add_actor(self, row: Row) -> None:
        """Give an actor that rows point to a row of its own. One that was never mentioned is known by its name."""
        mentioned = {text(each, "actor_id") for each in self.tables["mentions"]} if str(row["actor_id"]) not in self.named else set()
        self.actors[str(row["actor_id"])] = row
        if str(row["actor_id"]) not in mentioned:
            self.named.add(str(row["actor_id"]))

    def is_local(self, row_id: str) -> bool:
        """Whether an id ends in the id of an article, and no other names it: the coder met it there, and `link` may join it with others."""
        return home(row_id, self.by_id) is not None and row_id not in self._linked

    def _named(self) -> set[str]:
        """Actors that some article names; one that no mention tells of is known by its name alone."""
        mentioned: set[str] = set()
        named: set[str] = set()
        for row in self.tables["mentions"]:
            if actor := text(row, "actor_id"):
                mentioned.add(actor)
                if row["mention_type"] == "name":
                    named.add(actor)
        return named | (self.actors.keys() - mentioned)
