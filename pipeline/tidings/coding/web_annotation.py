"""Codings as Web Annotations (JSON-LD), both ways: https://www.w3.org/TR/annotation-model/ (W3C Recommendation, 23 February 2017).

One Annotation a row, all in one AnnotationPage. A ``tagging`` body names the table; a ``classifying`` body of format application/json holds the
cells. The target is the article with a TextPositionSelector (code points from 0, end not included, as the Recommendation counts; browsers count
UTF-16 units) and a TextQuoteSelector with the words. Rows without words (actors, places) have themselves as target.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tidings.cells import cell
from tidings.coding.check import WORDS
from tidings.coding.columns import Row, Tables, coding_tables
from tidings.coding.excerpts import MOST_WORDS, count_words
from tidings.coding.files import PLACING
from tidings.coding.given import Given, GivenRow
from tidings.coding.read_cells import nearest
from tidings.coding.refusals import Refusal
from tidings.errors import TidingsError

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
GENERATOR = "urn:tidings"  # no public address yet: see `repository` in metadata.toml
_ARTICLE = "urn:tidings:articles:"
_AROUND = 32  # characters of prefix and suffix


def to_annotations(tables: Tables, texts: Mapping[str, str] | None = None, full: bool = False) -> dict[str, Any]:
    """The rows as an AnnotationPage, to be written with `json.dumps`.

    Of a reporter's prose only what may be published is written (12 words in a row; speech in marks whole), so a longer indirect quote loses its
    words and keeps its span. `full`: all words, and a prefix and suffix where the article's text is in `texts` (article_id -> text).
    """
    urls = {str(row["article_id"]): str(row["url"]) for row in tables.get("articles", ()) if row.get("url")}
    shown = (texts or {}) if full else None
    items = [_annotation(table, number, row, urls, shown) for table, rows in tables.items() for number, row in enumerate(rows, start=1)]
    return {"@context": CONTEXT, "id": "urn:tidings:coding", "type": "AnnotationPage", "items": items}


def from_annotations(page: Mapping[str, Any]) -> Tables:
    """The tables that `to_annotations` made a page of, each row with every column of its table, typed as they were.

    Raises TidingsError for an annotation that is no row.
    """
    tables: Tables = {}
    for number, item in enumerate(page.get("items", ()), start=1):
        table, cells = _row(item)
        if not isinstance(table, str):
            raise TidingsError(f"annotation {number}: {table.problem}; {table.what_to_do}")
        tables.setdefault(table, []).append({column: cells.get(column) for column in coding_tables()[table].table.columns})
    return tables


def is_web_annotation(path: Path) -> bool:
    """Whether a file is JSON-LD of annotations: by its ending, or by the context that its beginning names."""
    if not path.is_file() or path.suffix not in (".jsonld", ".json", ".jsonl"):
        return False
    with path.open("rb") as file:
        return path.suffix == ".jsonld" or CONTEXT.encode() in file.read(2000)


def read_web_annotations(path: Path, by_url: Mapping[str, str] | None = None) -> Given:
    """Rows of a file of annotations: a page, a collection with its first page inside, a list, one annotation, or one a line (``.jsonl``).

    Positions are taken from annotations that this module wrote; of others, which may count UTF-16 units, they only say where to look.
    `line` of a row is the annotation's number. `by_url`: address of an article -> its id. Raises TidingsError where the file is not JSON in UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        document = [json.loads(line) for line in text.split("\n") if line.strip()] if path.suffix == ".jsonl" else json.loads(text)
    except UnicodeDecodeError as error:
        raise TidingsError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except ValueError as error:
        raise TidingsError(f"{path}: not JSON ({error}); give a page of annotations, or .jsonl with one a line") from None
    given = Given()
    for number, item in enumerate(_items(document), start=1):
        table, cells = _row(item, by_url)
        if isinstance(table, Refusal):
            given.refused.append(Refusal(path.name, number, table.table, table.column, table.value, table.problem, table.what_to_do))
        else:
            row = {name: cell(value) for name, value in cells.items() if value is not None}
            given.rows.append(GivenRow(table, row, path.name, number))
    return given


def _annotation(table: str, number: int, row: Row, urls: Mapping[str, str], texts: Mapping[str, str] | None) -> dict[str, Any]:
    """One row. `texts` is None where only what may be published may be written."""
    words_column = WORDS.get(table)
    words = row.get(words_column) if words_column else None
    beside = (words_column, "start", "end")  # what the selectors say
    cells = {name: value for name, value in row.items() if value is not None and name not in beside}
    key = [row.get(column) for column in coding_tables()[table].table.primary_key]
    named = f"row:{number}" if None in key else ":".join(quote(str(each), safe=":") for each in key)
    found: dict[str, Any] = {"id": f"urn:tidings:{table}:{named}", "type": "Annotation", "generator": GENERATOR}
    found["body"] = [
        {"type": "TextualBody", "purpose": "tagging", "value": table},
        {
            "type": "TextualBody",
            "purpose": "classifying",
            "format": "application/json",
            "value": json.dumps(cells, ensure_ascii=False, sort_keys=True),
        },
    ]
    article_id = str(row["article_id"]) if row.get("article_id") else None
    source = urls.get(article_id, _ARTICLE + article_id) if article_id else found["id"]
    selectors = _selectors(row, None if words is None else str(words), table, article_id, texts)
    found["target"] = {"source": source, "selector": selectors} if selectors else source
    return found


def _selectors(row: Row, words: str | None, table: str, article_id: str | None, texts: Mapping[str, str] | None) -> list[dict[str, Any]]:
    start, end = row.get("start"), row.get("end")
    found: list[dict[str, Any]] = []
    if isinstance(start, int) and isinstance(end, int):
        found.append({"type": "TextPositionSelector", "start": start, "end": end})
    spoken = table == "quotes" and row.get("quote_type") in ("direct", "mixed")
    if words is not None and (texts is not None or spoken or count_words(words) <= MOST_WORDS):
        selector = {"type": "TextQuoteSelector", "exact": words}
        text = (texts or {}).get(article_id or "")
        if text is not None and isinstance(start, int) and isinstance(end, int):
            selector |= {"prefix": text[max(0, start - _AROUND) : start], "suffix": text[end : end + _AROUND]}
        found.append(selector)
    return found


def _items(document: Any) -> Iterator[Any]:
    if isinstance(document, list):
        for each in document:
            yield from _items(each) if isinstance(each, dict) and "items" in each else [each]
    elif isinstance(document, dict) and "items" in document:
        yield from _list(document["items"])
    elif isinstance(document, dict) and isinstance(document.get("first"), dict):
        yield from _list(document["first"].get("items"))
    else:
        yield document


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _row(item: Any, by_url: Mapping[str, str] | None = None) -> tuple[str | Refusal, Row]:
    """Table and cells of an annotation; in place of the table what is wrong with it."""
    if not isinstance(item, dict):
        return _refusal("", "", item, "no annotation", "give an object with body and target"), {}
    bodies = [each if isinstance(each, dict) else {"value": each} for each in _list(item.get("body", item.get("bodyValue")))]
    tags = [str(each.get("value")) for each in bodies if "json" not in str(each.get("format", ""))]
    table = next((tag for tag in tags if tag in coding_tables()), None)
    if table is None:
        return _refusal("", "body", ", ".join(tags), "no tag names a table", nearest(tags[0] if tags else "", coding_tables())), {}
    cells: Row = {}
    for body in bodies:
        if "json" in str(body.get("format", "")):
            value = body.get("value")
            try:
                said = json.loads(value) if isinstance(value, str) else value
            except ValueError:
                said = None
            if not isinstance(said, dict) or any(isinstance(each, dict | list) for each in said.values()):
                return _refusal(table, "body", value, "no object of columns and values", "give one value a column"), {}
            cells |= said
    allowed = {*coding_tables()[table].table.columns, *coding_tables()[table].by_link, *(PLACING if table in WORDS else ())}
    for name in cells:
        if name not in allowed:
            return _refusal(table, name, cells[name], "no column of that name", nearest(name, allowed)), {}
    for name in coding_tables()[table].by_link:
        cells.pop(name, None)
    return table, {**_target(table, item.get("target"), item.get("generator") == GENERATOR, by_url or {}), **cells}


def _target(table: str, target: Any, own: bool, by_url: Mapping[str, str]) -> Row:
    """What a target says of a row of `table`: its article, span and words."""
    first = next(iter(_list(target)), None)
    first = first if isinstance(first, dict) else {"source": first}
    source, found = first.get("source", first.get("id")), dict[str, object]()
    if "article_id" in coding_tables()[table].table.columns and isinstance(source, str):
        found["article_id"] = by_url.get(source, source.removeprefix(_ARTICLE))
    for selector in _list(first.get("selector")) if table in WORDS else ():
        kind = selector.get("type") if isinstance(selector, dict) else None
        if kind == "TextPositionSelector" and isinstance(selector.get("start"), int):
            found |= {"start": selector["start"], "end": selector.get("end")} if own else {"near": selector["start"]}
        elif kind == "TextQuoteSelector" and isinstance(selector.get("exact"), str):
            found[WORDS[table]] = selector["exact"]
    return found


def _refusal(table: str, column: str, value: Any, problem: str, what_to_do: str) -> Refusal:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return Refusal("", None, table, column, shown, problem, what_to_do)
