"""Read a corpus of one's own: folders and files of text, HTML, JSON lines, Parquet and WARC, one article after the other.

A folder is read in the order of its file names. A folder of texts may hold a table of facts, ``articles.csv``, with the
column ``source_file`` and any of outlet, title, byline, wire_credit, published, language, url, rights.
An article that cannot be read is yielded as `Unreadable`; the rest goes on.
"""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from tidings.errors import TidingsError, Unreadable, UsageError
from tidings.extras import needs_extra
from tidings.model import Article
from tidings.read.text import FACTS, UnreadableText, decode, make_article

SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".jsonl.gz", ".parquet", ".warc.gz", ".warc")
FACTS_FILE = "articles.csv"


def read_corpus(sources: Iterable[Path]) -> Iterator[Article | Unreadable]:
    """Articles of all sources, in order. An id met before is Unreadable. Raises UsageError for a source that is not there or of no known kind."""
    seen: dict[str, str] = {}
    for source in sources:
        for found in _read_source(source):
            if isinstance(found, Unreadable):
                yield found
            elif found.article_id.casefold() in seen:
                first = seen[found.article_id.casefold()]
                yield Unreadable(found.source_file, None, f"the id {found.article_id!r} was already given to an article of {first}; ids must differ")
            else:
                seen[found.article_id.casefold()] = found.source_file
                yield found


def _read_source(source: Path) -> Iterator[Article | Unreadable]:
    if source.is_dir():
        files = sorted(path for path in source.rglob("*") if path.is_file() and _suffix(path) and path.name != FACTS_FILE)
        if not files:
            raise UsageError(f"{source}: no file that can be read ({', '.join(SUFFIXES)})")
        facts = _facts_of_folder(source)
        for path in files:
            yield from _read_file(path, facts.get(path.relative_to(source).as_posix(), {}))
    elif source.is_file():
        if not _suffix(source):
            raise UsageError(f"{source}: not a kind of file that can be read ({', '.join(SUFFIXES)})")
        yield from _read_file(source, _facts_of_folder(source.parent).get(source.name, {}))
    else:
        raise UsageError(f"{source}: no such file or folder")


def _suffix(path: Path) -> str | None:
    return next((suffix for suffix in SUFFIXES if path.name.lower().endswith(suffix)), None)


def _facts_of_folder(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / FACTS_FILE
    if not path.is_file():
        return {}
    rows = read_table(path, ["source_file"])
    return {row["source_file"]: {key: value for key, value in row.items() if value} for row in rows}


def _read_file(path: Path, facts: Mapping[str, str]) -> Iterator[Article | Unreadable]:
    readers = {".txt": _read_text, ".html": _read_html, ".htm": _read_html, ".parquet": _read_parquet}
    suffix = _suffix(path) or ""
    if suffix in (".jsonl", ".jsonl.gz"):
        yield from _read_json_lines(path)
    elif suffix in (".warc", ".warc.gz"):
        yield from _read_warc(path)
    else:
        yield from readers[suffix](path, facts)


def _read_text(path: Path, facts: Mapping[str, str]) -> Iterator[Article | Unreadable]:
    data = path.read_bytes()
    try:
        yield make_article(facts.get("article_id") or path.stem, decode(data), path.name, facts, data)
    except UnreadableText as error:
        yield Unreadable(str(path), error.line, error.reason)


def _read_html(path: Path, facts: Mapping[str, str]) -> Iterator[Article | Unreadable]:
    try:
        text, found = html_to_text(decode(path.read_bytes()))
        yield make_article(facts.get("article_id") or path.stem, text, path.name, {**found, **facts})
    except UnreadableText as error:
        yield Unreadable(str(path), error.line, error.reason)


def html_to_text(page: str, url: str | None = None) -> tuple[str, dict[str, str]]:
    """The article's text in an HTML page, and the facts that the page states. Spans of such an article count in this text.

    Raises UnreadableText where the page holds no article.
    """
    trafilatura = _optional("trafilatura", "html")
    document = trafilatura.bare_extraction(page, url=url, with_metadata=True, include_comments=False)
    body = (getattr(document, "text", None) or "") if document is not None else ""
    if not body.strip():
        raise UnreadableText("the page holds no article that can be told from its menus")
    names = {"title": "title", "author": "byline", "date": "published", "sitename": "outlet", "url": "url"}
    facts = {ours: value for theirs, ours in names.items() if (value := getattr(document, theirs, None))}
    return body, facts


def _read_json_lines(path: Path) -> Iterator[Article | Unreadable]:
    opener = gzip.open if path.name.lower().endswith(".gz") else open
    try:
        with opener(path, "rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _article_of_line(path, number, line)
    except (OSError, EOFError) as error:
        yield Unreadable(str(path), None, f"cannot be read to its end: {error}")


def _article_of_line(path: Path, number: int, line: bytes) -> Article | Unreadable:
    try:
        row = json.loads(decode(line))
    except UnreadableText as error:
        return Unreadable(str(path), number, error.reason)
    except (ValueError, RecursionError) as error:
        return Unreadable(str(path), number, f"not a JSON object: {error}")
    return _article_of_row(path, number, row)


def _article_of_row(path: Path, number: int, row: Any) -> Article | Unreadable:
    """An article from one row with `id`, `text` and, if known, facts."""
    if not isinstance(row, dict):
        return Unreadable(str(path), number, "not an object with the keys id and text")
    article_id, text = row.get("id"), row.get("text")
    if not isinstance(article_id, str | int) or isinstance(article_id, bool) or not isinstance(text, str):
        wrong = "id" if not isinstance(article_id, str | int) else "text"
        return Unreadable(str(path), number, f"the key {wrong!r} is missing or not a string")
    facts = {name: str(row[name]) for name in FACTS if row.get(name) is not None}
    try:
        return make_article(str(article_id), text, path.name, facts)
    except UnreadableText as error:
        return Unreadable(str(path), number, error.reason)


def _read_parquet(path: Path, facts: Mapping[str, str]) -> Iterator[Article | Unreadable]:
    import polars

    try:
        frame = polars.read_parquet(path)
    except Exception as error:
        yield Unreadable(str(path), None, f"not a Parquet file that can be read: {error}")
        return
    for number, row in enumerate(frame.iter_rows(named=True), start=1):
        yield _article_of_row(path, number, {**facts, **row})


def _read_warc(path: Path) -> Iterator[Article | Unreadable]:
    """Responses of a web archive that hold an HTML page; the id is that of the WARC record."""
    warcio = _optional("warcio.archiveiterator", "warc")
    with path.open("rb") as file:
        try:
            for number, record in enumerate(warcio.ArchiveIterator(file), start=1):
                kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
                if record.rec_type != "response" or "html" not in kind:
                    continue
                article_id = (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>").rsplit(":", 1)[-1]
                url = record.rec_headers.get_header("WARC-Target-URI")
                try:
                    text, facts = html_to_text(decode(record.content_stream().read()), url)
                    yield make_article(article_id, text, path.name, {**facts, "url": url})
                except UnreadableText as error:
                    yield Unreadable(str(path), number, error.reason)
        except warcio.ArchiveLoadFailed as error:
            yield Unreadable(str(path), None, f"cannot be read to its end: {error}")


def _optional(module: str, extra: str) -> ModuleType:
    with needs_extra(extra, "this kind of file"):
        return importlib.import_module(module)


def read_table(path: Path, columns: Iterable[str] = ()) -> list[dict[str, str]]:
    """Rows of a CSV file that people write, as strings. Raises TidingsError where it is not UTF-8, not CSV or ragged, or lacks one of `columns`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TidingsError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    rows = []
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        lacking = [name for name in columns if name not in (reader.fieldnames or ())]
        if lacking:
            raise TidingsError(f"{path}: no column {', '.join(lacking)}; add it to the header, and a cell, empty or not, to each row")
        for row in reader:
            if None in row or None in row.values():
                raise TidingsError(f"{path}:{reader.line_num}: the row has not as many cells as the header")
            rows.append(row)
    except csv.Error as error:
        raise TidingsError(f"{path}:{reader.line_num}: not CSV: {error}; look for a quotation mark that is not closed") from None
    return rows
