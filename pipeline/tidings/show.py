"""One article of a package, row by row, beside the words that each row came from: for a reader who checks a cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from tidings.errors import UsageError
from tidings.package import Package, open_package
from tidings.read.text import text_of
from tidings.validate.row_checks import SPAN_TEXT

_SHOWN = {
    "quotes": ("quote_type", "speaker_actor_id", "speaker_text", "cue", "stance", "utterance_id", "review"),
    "figures": ("value_low", "value_high", "bound", "unit", "figure_type", "measures", "attributed_to_actor_id", "claim_id", "review"),
    "event_reports": ("event_id", "modality", "claimed_by_actor_id", "date_id", "place_id", "detail", "review"),
    "dates": ("date_edtf", "date_basis"),
    "mentions": ("mention_type", "entity_type", "actor_id", "place_id"),
}


def show_article(folder: Path, article_id: str, texts: Path | None) -> Iterator[str]:
    """Lines for a terminal. Indirect speech is shown in full where the text is at hand (a file of the folder `texts` with the article's hash).

    Raises UsageError for an id that is not in the package.
    """
    package = open_package(folder)
    articles = {row["article_id"]: row for row in _rows(package, "articles")}
    article = articles.get(article_id)
    if article is None:
        raise UsageError(f"{article_id}: no such article; there are {', '.join(sorted(articles)[:20])}")
    text = text_of(texts / article["source_file"], article["text_sha256"]) if texts else None
    yield f"{article_id}: {article['title'] or 'no title'} ({article['outlet'] or 'outlet unknown'}, {article['published'] or 'date unknown'})"
    if text is None:
        yield "the text is not at hand: longer indirect speech is left out"
    sides: dict[str, list[str]] = {}
    for row in _rows(package, "report_actors"):
        sides.setdefault(row["report_id"], []).append(f"{row['role']}={row['actor_id']}")
    for table, columns in _SHOWN.items():
        rows = [row for row in _rows(package, table) if row["article_id"] == article_id]
        yield f"\n{table}: {len(rows)}"
        for row in rows:
            yield f"  {row['start']}-{row['end']}  {_words(row, SPAN_TEXT[table], text)}"
            yield "      " + "  ".join([*(f"{name}={row[name]}" for name in columns if row[name]), *sides.get(row.get("report_id", ""), ())])


def _rows(package: Package, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package.csv(table).decode("utf-8"), newline="")))


def _words(row: dict[str, str], column: str, text: str | None) -> str:
    words = text[int(row["start"]) : int(row["end"])] if text is not None else row[column]
    return " ".join(words.split()) if words else "(not published)"
