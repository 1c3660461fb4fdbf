"""Why a row is as it is: its sentence, the words that decided each cell and where they stand in the clause, the rule and the file it lives in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from tidings.errors import TidingsError, UsageError
from tidings.model import Article
from tidings.nlp import analyse
from tidings.nlp.analysis import Chunk, Doc
from tidings.nlp.drawing import sentence_lines
from tidings.package import Package, open_package
from tidings.read.text import make_article, text_of
from tidings.validate.row_checks import SPAN_TEXT

CODER = Path(__file__).parent / "code"
_NOT_CELLS = ("article_id", "start", "end", "method", "review")


def why(folder: Path, row: str, texts: Path | None) -> Iterator[str]:
    """Lines for a terminal about the row ``TABLE:ROW_ID`` of a package. `texts`: the folder that holds the article's text.

    Raises UsageError for a row that is not there, TidingsError where the text is not at hand.
    """
    table, _, key = row.partition(":")
    package = open_package(folder)
    found = _row(package, table, key)
    article = _article(package, found["article_id"], texts)
    doc = analyse(article)
    start, end = int(found["start"]), int(found["end"])
    yield f"{table}  {key}  ({found.get('review') or 'dates and mentions have no review'})"
    yield f"words      “{_one_line(article.text[start:end])}”"
    sentences = [s for s in doc.sentences if s.start < end and start < s.end]
    for sentence in sentences:
        yield f"sentence   {sentence.start}-{sentence.end}  {_one_line(article.text[sentence.start : sentence.end])}"
    yield ""
    evidence = [each for each in _rows(package, "evidence") if each["table"] == table and each["row_id"] == key]
    decided: dict[str, list[dict[str, str]]] = {}
    for each in evidence:
        decided.setdefault(each["field"], []).append(each)
    columns = [name for name, value in found.items() if value and name not in _NOT_CELLS and not (name.endswith("_id") and value == key)]
    for name in [*columns, *(field for field in decided if field not in columns)]:
        yield f"{name:22} {_one_line(found.get(name, ''))}"
        for each in decided.get(name, ()):
            place = _place(doc, int(each["start"]), int(each["end"]))
            yield f"{'':22}   from “{_one_line(each['evidence_text'])}” ({each['start']}-{each['end']}){place}"
    yield ""
    yield from _rule(found.get("method", ""))
    for sentence in sentences:
        yield ""
        yield from sentence_lines(doc, sentence)


def _row(package: Package, table: str, key: str) -> dict[str, str]:
    if table not in SPAN_TEXT or table == "evidence":
        tables = ", ".join(name for name in SPAN_TEXT if name != "evidence")
        raise UsageError(f"{table}:{key}: name a row with a span, as TABLE:ROW_ID with a table of {tables}")
    name = package.tables[table].primary_key[0]
    found = next((each for each in _rows(package, table) if each[name] == key), None)
    if found is None:
        raise UsageError(f"{key}: no such row of {table} in {package.place}; `tidings show ARTICLE_ID` lists the rows of an article")
    return found


def _article(package: Package, article_id: str, texts: Path | None) -> Article:
    facts = next(each for each in _rows(package, "articles") if each["article_id"] == article_id)
    text = text_of(texts / facts["source_file"], facts["text_sha256"]) if texts else None
    if text is None:
        where = f"in {texts}" if texts else "name its folder with --texts"
        raise TidingsError(f"{article_id}: the text is not at hand: {facts['source_file']} with SHA-256 {facts['text_sha256'][:12]}… ({where})")
    return make_article(article_id, text, facts["source_file"], facts)


def _rows(package: Package, table: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(package.csv(table).decode("utf-8"), newline=""))


def _place(doc: Doc, start: int, end: int) -> str:
    """Where words stand in their clause: ``subject of said``."""
    sentence = doc.sentence_at(start)
    if sentence is None:
        return ""
    first, last = doc.index(start), doc.index(end) - 1
    verbs = [clause for clause in sentence.clauses if first <= clause.verb <= last]
    chunk: Chunk | None = next((chunk for chunk in sentence.chunks if chunk.first <= first <= chunk.last), None)
    if chunk is not None and chunk.clause is not None:
        return f", {chunk.role or 'no role'} of “{doc.word(doc.clause(chunk.clause).verb).text}”"
    return f", verb of its clause ({verbs[0].rel})" if verbs else ""


def _rule(method: str) -> Iterator[str]:
    """The rule that made the row, and where each part of its name stands in the coder."""
    yield f"rule       {method or 'none is named in this table'}"
    for part in filter(None, re.split(r"[+:]", method)):
        for path in sorted(CODER.rglob("*.py")):
            lines = path.read_text(encoding="utf-8").splitlines()
            places = [number for number, line in enumerate(lines, start=1) if re.search(rf"[\"'+:]{re.escape(part)}[\"'+:]", line)]
            if places:
                yield f"           {part}: {path.relative_to(CODER.parent)}:{places[0]}"


def _one_line(words: str) -> str:
    return " ".join(words.split())
