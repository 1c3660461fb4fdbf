"""Codings by google/langextract: its JSON lines (one annotated document a line) become rows of the coding tables.

Format as written by ``langextract.io.save_annotated_documents`` (version 1.7.1, ``core/data.py`` and ``data_lib.py``). How a class becomes a
table and an attribute a column: docs/codings.md. Offsets there are code points of the document's `text`, end not included, as ours are; but
``match_exact`` compares words in lower case, ``match_lesser`` spans a part of the words and ``match_fuzzy`` perhaps others. So the words win: an
interval that does not hold exactly the extracted words only says where to look (`near`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tidings import ids
from tidings.cells import cell
from tidings.coding.columns import coding_tables
from tidings.coding.files import PLACING
from tidings.coding.given import TEXT_COLUMNS, Given, GivenRow
from tidings.coding.read_cells import nearest
from tidings.coding.refusals import Refusal
from tidings.errors import TidingsError

CODER = "langextract"
_OTHER_CLASSES = {"event": "event_reports", "events": "event_reports", "actor": "mentions", "actors": "mentions"}
_PARTS = ("actor", "recipient")  # attributes of event reports that become rows of report_actors
_ACTOR_FACTS = ("actor_type", "sector", "country", "role")  # attributes of mentions that become cells of the actor


def is_langextract(path: Path) -> bool:
    """Whether the first line of a ``.jsonl`` file is an annotated document of langextract."""
    if path.suffix != ".jsonl" or not path.is_file():
        return False
    with path.open("rb") as file:
        first = next((line for line in file if line.strip()), b"")
    try:
        document = json.loads(first.decode("utf-8-sig"))
    except ValueError:
        return False
    return isinstance(document, dict) and "extractions" in document


def read_langextract(path: Path, texts: Mapping[str, str] | None = None) -> Given:
    """Rows of the annotated documents in a JSON lines file, each document with a row in `articles`, even if nothing was extracted from it.

    `texts` (article_id -> text), if given, is what intervals are held against in place of the document's own `text`, and gives the id of
    an article whose `document_id` langextract made up. Raises TidingsError where the file is not UTF-8.
    """
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise TidingsError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    given = Given()
    rows: dict[tuple[str, ...], GivenRow] = {}
    by_text = {text: article_id for article_id, text in (texts or {}).items()}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
        except ValueError as error:
            given.refused.append(Refusal(path.name, number, "", "", line[:40], f"not JSON ({error})", "give one annotated document a line"))
            continue
        if not isinstance(document, dict) or not isinstance(document.get("document_id"), str):
            problem, what_to_do = "an annotated document without a document_id", "give each Document the id of its article as document_id"
            given.refused.append(Refusal(path.name, number, "", "document_id", line[:40], problem, what_to_do))
            continue
        article_id, text = document["document_id"], document.get("text")
        if texts is not None and article_id not in texts:
            article_id = by_text.get(text or "", article_id)
        _Document(path.name, number, article_id, texts.get(article_id, "") if texts is not None else text or "", given, rows).read(document)
    return given


class Name(NamedTuple):
    """Something that an attribute names: the column of the extraction's row that points to it (or its part in an event), the table of its row."""

    column: str
    reference: str


@dataclass(frozen=True)
class Attributes:
    """What the attributes of an extraction may be called: `columns` of its row, `names` of actors, places and dates, `facts` of its actor."""

    columns: frozenset[str]
    names: dict[str, Name]
    facts: frozenset[str]

    def all(self) -> set[str]:
        return {*self.columns, *self.names, *self.facts}


@cache
def attributes_of(table: str) -> Attributes:
    """Attributes for `table`: its columns, and names in place of ids: `speaker` for `speaker_actor_id`, `place` for `place_id`."""
    found = coding_tables()[table].table
    taken = {"article_id", "start", "end", TEXT_COLUMNS[table], *found.primary_key}
    names = {}
    for key in found.foreign_keys:
        if key.reference in ("actors", "places", "dates"):
            column = key.fields[0]
            names[column.removesuffix("_id").removesuffix("_actor")] = Name(column, key.reference)
    if table == "event_reports":
        names |= {part: Name(part, "report_actors") for part in _PARTS}
    if table == "mentions":
        names["name"] = names["actor"]
    return Attributes(frozenset({*found.columns, *PLACING} - taken), names, frozenset(_ACTOR_FACTS if table == "mentions" else ()))


@cache
def classes() -> dict[str, str]:
    """What extraction classes may be called -> the table of their rows."""
    return {**{name: name for name in TEXT_COLUMNS}, **{name.removesuffix("s"): name for name in TEXT_COLUMNS}, **_OTHER_CLASSES}


@dataclass(slots=True)
class _Extraction:
    """An extraction as a row of `table`, and what it names: attribute's name and value."""

    table: str
    number: int
    cells: dict[str, str]
    names: list[tuple[Name, str]] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def here(self) -> int | None:
        """About where it stands, if known."""
        place = self.cells.get("start") or self.cells.get("near")
        return int(place) if place else None


@dataclass(slots=True)
class _Document:
    """Reads one annotated document into `given`. `text` is empty where none is at hand."""

    file: str
    line: int
    article_id: str
    text: str
    given: Given
    rows: dict[tuple[str, ...], GivenRow]  # by table and key
    dates: list[_Extraction] = field(default_factory=list)

    def read(self, document: dict[str, Any]) -> None:
        self._add("articles", {"article_id": self.article_id, "coder": CODER})
        extractions = document.get("extractions") or []
        if not isinstance(extractions, list):
            self._refuse("", "extractions", extractions, "not a list", "give a list of extractions")
            return
        found = [each for number, raw in enumerate(extractions, start=1) if (each := self._extraction(number, raw)) is not None]
        self.dates = [each for each in found if each.table == "dates"]
        for each in found:
            if each.table != "dates":
                self._add_with_names(each)
        for each in self.dates:  # last, since other rows name more of them
            self._add("dates", each.cells)

    def _extraction(self, number: int, raw: Any) -> _Extraction | None:
        """The extraction, or None where something of it cannot be taken."""
        if not isinstance(raw, dict) or not isinstance(raw.get("extraction_class"), str):
            self._refuse("", f"extractions[{number}]", raw, "no extraction", "give an object with extraction_class and extraction_text")
            return None
        said, words = raw["extraction_class"], raw.get("extraction_text")
        kind = said.strip().lower().replace(" ", "_").replace("-", "_")
        table = classes().get(kind)
        if table is None:
            self._refuse("", "extraction_class", said, "no class of that name", nearest(kind, classes()))
            return None
        words = cell(words) if isinstance(words, str | int | float) else ""
        if not words:
            self._refuse(
                table, "extraction_text", raw.get("extraction_text"), "no words", "give the words of the article, or leave the extraction out"
            )
            return None
        row = {"article_id": self.article_id, **self._span(table, words, raw.get("char_interval")), TEXT_COLUMNS[table]: words}
        found = _Extraction(table, number, row)
        if not self._take_attributes(found, raw.get("attributes") or {}):
            return None
        if kind.startswith("actor") and not any(name.reference == "actors" for name, _ in found.names):
            found.names.append((attributes_of(table).names["actor"], words))
        return found

    def _span(self, table: str, words: str, interval: Any) -> dict[str, str]:
        """Id, start and end where the interval holds exactly the words; near where there is one that does not."""
        start, end = (interval.get("start_pos"), interval.get("end_pos")) if isinstance(interval, dict) else (None, None)
        if not isinstance(start, int) or start < 0:
            return {}
        fits = isinstance(end, int) and self.text[start:end] == words
        return self._at(table, start, words) if fits else {"near": str(start)}

    def _at(self, table: str, start: int, words: str) -> dict[str, str]:
        end = start + len(words)
        key = coding_tables()[table].table.primary_key[0]
        return {key: ids.row_id(table, self.article_id, start, end), "start": str(start), "end": str(end)}

    def _id(self, found: _Extraction) -> str:
        """The id of a row that another row points to. One without a span gets it here where its words stand once; else a handle of its own."""
        key = coding_tables()[found.table].table.primary_key[0]
        if key not in found.cells:
            words = found.cells[TEXT_COLUMNS[found.table]]
            places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text)]
            if found.here is not None:
                places = sorted(places, key=lambda place: abs(place - (found.here or 0)))[:1]
            handle = {key: f"{self.article_id}:{ids.LETTERS[found.table]}:#{self.line}.{found.number}"}
            found.cells.update(self._at(found.table, places[0], words) if len(places) == 1 else handle)
        return found.cells[key]

    def _take_attributes(self, found: _Extraction, attributes: Any) -> bool:
        """Fill `found` with its attributes; False where one of them cannot be taken."""
        if not isinstance(attributes, dict):
            self._refuse(found.table, "attributes", attributes, "no attributes", "give an object of names and values")
            return False
        known, fine = attributes_of(found.table), True
        for name, value in attributes.items():
            values = [cell(each) for each in (value if isinstance(value, list) else [value]) if each not in (None, "")]
            if name not in known.all():
                self._refuse(found.table, name, value, "no attribute of that name", nearest(name, known.all()))
                fine = False
            elif len(values) > 1 and name not in _PARTS:
                self._refuse(found.table, name, value, "takes one value", "extract the words once for each value")
                fine = False
            elif name in known.names:
                found.names += [(known.names[name], each) for each in values]
            elif values:
                (found.facts if name in known.facts else found.cells)[name] = values[0]
        return fine

    def _add_with_names(self, found: _Extraction) -> None:
        """Add the row, and a row for each actor, place and date that it names: with ids of this article's own, for `link` to join."""
        parts = []
        for name, value in found.names:
            local = f"{ids.slug(value)}.{self.article_id}"
            if name.reference == "dates":
                found.cells[name.column] = self._date(value, found.here)
            elif name.reference == "places":
                self._add("places", {"place_id": local, "name": value})
                found.cells[name.column] = local
            else:
                self._add("actors", {"actor_id": local, "name": value, **found.facts})
                if name.reference == "report_actors":
                    parts.append({"report_id": self._id(found), "actor_id": local, "role": name.column})
                else:
                    found.cells[name.column] = local
        self._add(found.table, found.cells)
        for part in parts:
            self._add("report_actors", part)

    def _date(self, words: str, here: int | None) -> str:
        """Id of the date of these words that stands nearest to `here`; one is added where none was extracted."""
        same = [each for each in self.dates if each.cells["date_text"].casefold() == words.casefold()]
        if not same:
            row = {"article_id": self.article_id, "date_text": words}
            same = [_Extraction("dates", -len(self.dates) - 1, row if here is None else {**row, "near": str(here)})]
            self.dates += same
        return self._id(min(same, key=lambda each: abs((each.here or 0) - (here or 0))))

    def _add(self, table: str, cells: dict[str, str]) -> None:
        """Add a row; what is said again of an actor or a place fills what was empty, and a row that is there already stays one."""
        key = (table, *(cells.get(column, "") for column in coding_tables()[table].table.primary_key))
        if "" in key:  # no id before its words are found
            key = (table, *(part for each in sorted(cells.items()) for part in each))
        there = self.rows.get(key)
        if there is not None and table in ("actors", "places"):
            there.cells.update({name: value for name, value in cells.items() if not there.cells.get(name)})
        elif there is None or there.cells != cells:
            self.rows[key] = GivenRow(table, cells, self.file, self.line)
            self.given.rows.append(self.rows[key])

    def _refuse(self, table: str, column: str, value: Any, problem: str, what_to_do: str) -> None:
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        self.given.refused.append(Refusal(self.file, self.line, table, column, shown, problem, what_to_do))
