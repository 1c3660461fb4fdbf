"""One article of a package, row by row in reading order, beside the words that each row came from: for a reader who checks a cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from tidings.errors import UsageError
from tidings.package import Package, open_package
from tidings.read.text import text_of
from tidings.validate.row_checks import SPAN_TEXT

_SHOWN = {
    "quotes": ("quote_type", "speaker_actor_id", "speaker_text", "cue", "stance", "utterance_id", "review"),
    "event_reports": ("event_id", "modality", "claimed_by_actor_id", "date_id", "place_id", "detail", "review"),
    "figures": ("value_low", "value_high", "bound", "unit", "figure_type", "measures", "attributed_to_actor_id", "claim_id", "review"),
    "dates": ("date_edtf", "date_basis"),
    "mentions": ("mention_type", "entity_type", "actor_id", "place_id"),
}
_KINDS = {"quotes": "quote", "event_reports": "event", "figures": "figure", "dates": "date", "mentions": "mention"}
_PARAGRAPH = re.compile(r"[^\n]+")
Told = tuple[int, int, str, dict[str, str]]  # start, end, table, row


def show_article(folder: Path, article_id: str, texts: Path | None) -> Iterator[str]:
    """Lines for a terminal: each paragraph of the text, then the rows that begin in it, in reading order.

    Where the text is not at hand (no file of the folder `texts` with the article's hash) the rows alone are shown, and of longer indirect speech
    only the span. Raises UsageError for an id that is not in the package.
    """
    package = open_package(folder)
    articles = {row["article_id"]: row for row in _rows(package, "articles")}
    article = articles.get(article_id)
    if article is None:
        raise UsageError(f"{article_id}: no such article; there are {', '.join(sorted(articles)[:20])}")
    text = text_of(texts / article["source_file"], article["text_sha256"]) if texts else None
    yield f"{article_id}: {article['title'] or 'no title'} ({article['outlet'] or 'outlet unknown'}, {article['published'] or 'date unknown'})"
    rows = _in_reading_order(package, article_id)
    counts = {table: sum(1 for row in rows if row[2] == table) for table in _SHOWN}
    yield ", ".join(f"{count} {table.replace('_', ' ')}" for table, count in counts.items())
    sides: dict[str, list[str]] = {}
    for row in _rows(package, "report_actors"):
        sides.setdefault(row["report_id"], []).append(f"{row['role']}={row['actor_id']}")
    if text is None:
        yield "the text is not at hand: longer indirect speech is left out"
        for told in rows:
            yield from _told(told, sides, None)
        return
    place = 0
    for paragraph in _PARAGRAPH.finditer(text):
        yield f"\n{paragraph.group()}"
        while place < len(rows) and rows[place][0] < paragraph.end():
            yield from _told(rows[place], sides, text)
            place += 1


def _in_reading_order(package: Package, article_id: str) -> list[Told]:
    """Rows by where they begin; of those that begin together the longest first."""
    found = [(int(row["start"]), int(row["end"]), table, row) for table in _SHOWN for row in _rows(package, table) if row["article_id"] == article_id]
    return sorted(found, key=lambda each: (each[0], -each[1]))


def _told(told: Told, sides: dict[str, list[str]], text: str | None) -> Iterator[str]:
    start, end, table, row = told
    words = text[start:end] if text is not None else row[SPAN_TEXT[table]]
    yield f"  {start}-{end}  {_KINDS[table]}: {' '.join(words.split()) if words else '(not published)'}"
    yield "      " + "  ".join([*(f"{name}={row[name]}" for name in _SHOWN[table] if row[name]), *sides.get(row.get("report_id", ""), ())])


def _rows(package: Package, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package.csv(table).decode("utf-8"), newline="")))
