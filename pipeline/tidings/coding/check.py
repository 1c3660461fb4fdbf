"""A given coding held against the texts and the contract: rows that stand come out typed, with spans and ids; the others are refused.

A row is refused for a cell that its column does not allow, words that do not stand where it says, an id that contradicts its span, a span
or key that another row has, or a reference to a row that is not there or was refused itself. Time grows with rows and with the texts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field

from tidings.coding.check_cells import typed_rows
from tidings.coding.check_spans import Asked, Misplaced, OtherArticles, Placed, place, place_unseen
from tidings.coding.columns import Row, Tables, coding_tables
from tidings.coding.complete import Marks, complete
from tidings.coding.files import PLACING, RawCoding, write_refused
from tidings.coding.find_words import FindWords
from tidings.coding.handles import REFERENCES, Handles
from tidings.coding.read_cells import nearest
from tidings.coding.refusals import Refusal
from tidings.ids import LETTERS, row_id

__all__ = ["Checked", "Refusal", "check_coding", "write_refused"]

WORDS = {
    "quotes": "quote_text",
    "figures": "figure_text",
    "mentions": "mention_text",
    "event_reports": "trigger_text",
    "dates": "date_text",
    "evidence": "evidence_text",
}
# A table comes after those that its rows refer to, so that a reference to a refused row is seen.
_ORDER = (
    "places",
    "articles",
    "actors",
    "dates",
    "quotes",
    "event_reports",
    "figures",
    "mentions",
    "actor_names",
    "report_actors",
    "evidence",
    "judgements",
)
# Cells that evidence may be of beside a table's columns: roles of `report_actors`, and what a date or place is known by.
_MORE_FIELDS = {"event_reports": ("actor", "recipient", "date", "place")}
_NAMED = 10  # articles that a note names
_MOST_NEAREST = 50  # unknown ids for which the nearest known one is sought


@dataclass
class Checked:
    """`tables`: the tables that the coding holds, typed, complete, in the order of its files. `refused`: by file and line. `folded`: by table,
    rows whose words were replaced by those printed. `notes`: what was not checked or passed over, for the report.
    """

    tables: Tables
    refused: list[Refusal]
    folded: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Kept:
    """A row that has passed so far, and its number in the table as read."""

    row: Row
    number: int


def check_coding(
    raw: RawCoding,
    texts: Mapping[str, str],
    articles: Container[str] | None = None,
    known_actors: Collection[str] = frozenset(),
    known_places: Collection[str] = frozenset(),
) -> Checked:
    """Check every row. `texts`: article id -> text as coded (UTF-8 decoded, unchanged), as far as at hand. `articles`: the ids that exist; None:
    those of `texts` and of the coding's own articles. `known_actors`, `known_places`: ids that need no row (those of an authority).

    Offsets are code points from 0, end not included. Never raises for what a coding holds.
    """
    return _Check(raw, texts, articles, known_actors, known_places).run()


class _Check:
    def __init__(
        self,
        raw: RawCoding,
        texts: Mapping[str, str],
        articles: Container[str] | None,
        known_actors: Collection[str],
        known_places: Collection[str],
    ) -> None:
        self.handles = Handles(raw)
        self.raw, self.texts = self.handles.raw, texts
        self.made: dict[str, str] = {}  # placeholder of a handle -> the id of its row
        self.refused = list(raw.refused)
        self.notes = list(raw.notes)
        self.folded: Counter[str] = Counter()
        self.kept: dict[str, list[_Kept]] = {}
        own = raw.tables["articles"].cells.get("article_id", ()) if "articles" in raw.tables else ()
        self.articles = articles if articles is not None else frozenset([*texts, *(each for each in own if each)])
        self.keys: dict[tuple[str, str], set[object]] = {}
        self.outside = {("actors", "actor_id"): known_actors, ("places", "place_id"): known_places}
        self._looked = 0
        self._numbers: dict[tuple[str, str], dict[str, int]] = {}

    def run(self) -> Checked:
        for name, raw in self.raw.tables.items():
            rows, numbers = typed_rows(name, raw, self.refused.append)
            self.kept[name] = [_Kept(row, number) for row, number in zip(rows, numbers, strict=True)]
        self._place_rows()
        self._name_rows()
        for name in _ORDER:
            if name in self.kept:
                self.kept[name] = self._standing(name)
        tables = {name: [each.row for each in self.kept[name]] for name in coding_tables() if name in self.kept}
        complete(tables)
        if not any(tables.values()) and not self.refused:
            self.notes.append(f"{self.raw.place}: the coding holds no row")
        places = {column: place for place, column in enumerate(column for each in coding_tables().values() for column in each.table.columns)}
        self.refused.sort(key=lambda each: (each.file, each.line or 0, places.get(each.column, -1)))
        return Checked(tables, self.refused, self.folded, self.notes)

    def _refuse(self, name: str, number: int, column: str, value: object, problem: str, what_to_do: str) -> None:
        raw = self.raw.tables[name]
        shown = "" if value is None else str(self.handles.shown(value))
        self.refused.append(Refusal(raw.files[number], raw.lines[number], name, column, shown, problem, what_to_do))

    def _place_rows(self) -> None:
        """Article by article, so that one text's index is held at a time."""
        by_article: dict[str, list[tuple[str, _Kept]]] = {}
        for name in self.kept:
            if "article_id" in coding_tables()[name].table.columns:
                kept, self.kept[name] = self.kept[name], []
                for each in kept:
                    by_article.setdefault(str(each.row["article_id"]), []).append((name, each))
        others, unseen = OtherArticles(self.texts), []
        for article_id, rows in by_article.items():
            if article_id not in self.articles:
                for name, each in rows:
                    self._refuse(name, each.number, "article_id", article_id, "no such article", self._nearest_article(article_id))
                continue
            text = self.texts.get(article_id)
            if text is None and any(name in WORDS for name, _ in rows):
                unseen.append(article_id)
            finder, marks = (FindWords(text), Marks(text)) if text is not None else (None, None)
            for name, each in rows:
                if name in WORDS:
                    self._place_row(name, each, article_id, finder, marks, others)
                elif name != "articles" or text is None or self._is_text_of(each, text):
                    self.kept[name].append(each)
        for kept in self.kept.values():
            kept.sort(key=lambda each: each.number)
        if unseen:
            more = f" and {len(unseen) - _NAMED} more" if len(unseen) > _NAMED else ""
            self.notes.append(f"checked for form only, as the text is not at hand, {len(unseen)} of the articles: {', '.join(unseen[:_NAMED])}{more}")

    def _place_row(self, name: str, each: _Kept, article_id: str, finder: FindWords | None, marks: Marks | None, others: OtherArticles) -> None:
        row, words_column = each.row, WORDS[name]
        near, paragraph = (row.pop(column) for column in PLACING)
        start, end, words = row["start"], row["end"], row[words_column]
        id_column = coding_tables()[name].table.primary_key[0] if name in LETTERS else None
        given = str(row[id_column]) if id_column and row[id_column] is not None else None
        handle, given = (given, None) if self.handles.is_placeholder(given) else (None, given)
        if (start is None) != (end is None):
            lacking, other = ("start", "end") if start is None else ("end", "start")
            self._refuse(name, each.number, lacking, None, f"empty, while {other} is given", "give both or neither")
            return
        if start is None and given is not None and given.startswith(f"{article_id}:"):
            start, end = map(int, given.rsplit(":", 1)[1].split("-"))  # the form of an id was checked
        assert isinstance(start, int | None)
        assert isinstance(end, int | None)
        assert isinstance(near, int | None)
        assert isinstance(paragraph, int | None)
        asked = Asked(None if words is None else str(words), None if start is None or end is None else (start, end), near, paragraph)
        found = place_unseen(asked) if finder is None else place(finder, asked, article_id, others)
        if isinstance(found, Misplaced):
            column = found.column or words_column
            value = {"start": f"{start}-{end}", "paragraph": paragraph}.get(column, words)
            self._refuse(name, each.number, column, value, found.problem, found.what_to_do)
            return
        if id_column:
            right = row_id(name, article_id, *found.span)
            if given not in (None, right):
                todo = f"write {right}, or leave it empty: it is made from article and span"
                self._refuse(name, each.number, id_column, given, f"the id contradicts the row's article and span {_written(found)}", todo)
                return
            row[id_column] = right
            if handle is not None and self.made.setdefault(handle, right) != right:
                self._refuse(name, each.number, id_column, handle, "another row has this id", "give each row an id of its own, or none")
                return
        row["start"], row["end"] = found.span
        if found.folded:
            self.folded[name] += 1
        if words is not None:
            row[words_column] = found.words
        if marks and name == "quotes" and row["quote_type"] is None:
            row["quote_type"] = marks.quote_type(*found.span)
        self.kept[name].append(each)

    def _name_rows(self) -> None:
        """Put the made ids where rows are referred to by the coder's own."""
        for name, kept in self.kept.items() if self.made else ():
            for column in ("row_id",) if name == "evidence" else REFERENCES.get(name, ()):
                for each in kept:
                    each.row[column] = self.made.get(str(each.row[column]), each.row[column])

    def _is_text_of(self, each: _Kept, text: str) -> bool:
        given = each.row["text_sha256"]
        there = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if given is not None else None
        if given != there:
            says = f"the text at hand has another SHA-256 ({there})"
            self._refuse("articles", each.number, "text_sha256", given, says, "code the article again, or give the text that was coded")
        elif each.row["char_count"] not in (None, len(text)):
            says = f"the text has {len(text)} characters"
            self._refuse("articles", each.number, "char_count", each.row["char_count"], says, "leave it empty: it is counted")
        else:
            return True
        return False

    def _nearest_article(self, article_id: str) -> str:
        self._looked += 1
        if isinstance(self.articles, Iterable) and self._looked <= _MOST_NEAREST:
            hint = nearest(article_id, (str(each) for each in self.articles))
            if hint.startswith("did"):
                return hint
        return "correct the id, or add the article to the source"

    def _standing(self, name: str) -> list[_Kept]:
        """The rows of a table whose key is theirs alone and whose references resolve. Keys of those are kept for later tables."""
        table = coding_tables()[name].table
        first: dict[tuple[object, ...], int] = {}
        standing = []
        for each in self.kept[name]:
            key = tuple(each.row[column] for column in table.primary_key)
            if key in first:
                self._refuse_again(name, each, first[key])
            else:
                first[key] = each.number
                standing.append(each)
        for foreign in table.foreign_keys:
            column, target = foreign.fields[0], (foreign.reference, foreign.reference_fields[0])
            if foreign.reference in ("articles", name) or foreign.reference not in coding_tables():
                continue  # articles were looked up before; what is no table of a coding is made by link from free ids
            standing = [each for each in standing if self._resolves(name, each, column, target)]
        if name == "evidence":
            standing = [each for each in standing if self._is_of_row(each)]
        if name == "actors":
            standing = self._parts_resolved(standing)
        for column in table.primary_key if len(table.primary_key) == 1 else ():
            self.keys[name, column] = {each.row[column] for each in standing}
        return standing

    def _refuse_again(self, name: str, each: _Kept, first: int) -> None:
        raw, table = self.raw.tables[name], coding_tables()[name].table
        where = f"{raw.files[first]}:{raw.lines[first]}"
        if "start" in table.columns:
            value, column = f"{each.row['start']}-{each.row['end']}", "start"
            says = f"the same span of the article stands in {where} already"
        else:
            column = table.primary_key[0]
            value = ", ".join(str(each.row[part]) for part in table.primary_key)
            says = f"the key ({', '.join(table.primary_key)}) stands in {where} already"
        self._refuse(name, each.number, column, value, says, "drop one of the rows, or make them one")

    def _resolves(self, name: str, each: _Kept, column: str, target: tuple[str, str]) -> bool:
        value = each.row[column]
        if value is None or value in self.keys.get(target, ()) or value in self.outside.get(target, ()):
            return True
        self._refuse_reference(name, each, column, value, target)
        return False

    def _refuse_reference(self, name: str, each: _Kept, column: str, value: object, target: tuple[str, str]) -> None:
        table, key = target
        raw = self.raw.tables.get(table)
        if raw is None:
            says, todo = f"the coding has no table {table}", f"add {table}.csv with a row for it, or empty the cell"
        elif (number := self._number_of(table, key).get(str(value))) is not None:
            says = f"the row that it refers to was refused ({raw.files[number]}:{raw.lines[number]})"
            todo = "mend that row first"
        else:
            says, todo = f"no row of {table} has this {key}", "add the row, correct the id, or empty the cell"
        self._refuse(name, each.number, column, value, says, todo)

    def _number_of(self, table: str, key: str) -> Mapping[str, int]:
        """Number of the row as read by the id that its file gives it."""
        if (table, key) not in self._numbers:
            ids = self.raw.tables[table].cells.get(key, ())
            self._numbers[table, key] = {value: number for number, value in enumerate(ids) if value is not None}
        return self._numbers[table, key]

    def _parts_resolved(self, standing: list[_Kept]) -> list[_Kept]:
        """Actors whose `part_of_actor_id` is an actor that stands; refusing one may take away another's, so until nothing changes."""
        while True:
            self.keys["actors", "actor_id"] = {each.row["actor_id"] for each in standing}
            left = [each for each in standing if self._resolves("actors", each, "part_of_actor_id", ("actors", "actor_id"))]
            if len(left) == len(standing):
                return left
            standing = left

    def _is_of_row(self, each: _Kept) -> bool:
        """Whether evidence names a row that stands and a column of its table. Rows of tables that link makes are not looked for."""
        table = str(each.row["table"])
        coding = coding_tables().get(table)
        if coding is None:
            return True
        fields = [*coding.table.columns, *_MORE_FIELDS.get(table, ())]
        if each.row["field"] not in fields:
            todo = nearest(str(each.row["field"]), fields)
            self._refuse("evidence", each.number, "field", each.row["field"], f"{table} has no such column", todo)
            return False
        if table in LETTERS and not str(each.row["row_id"]).startswith(f"{each.row['article_id']}:"):
            says = f"the row is of another article than the evidence ({each.row['article_id']})"
            self._refuse("evidence", each.number, "row_id", each.row["row_id"], says, "correct row_id or article_id")
            return False
        if table == "articles":
            return True
        return self._resolves("evidence", each, "row_id", (table, coding.table.primary_key[0]))


def _written(found: Placed) -> str:
    return f"{found.span[0]}-{found.span[1]}"
