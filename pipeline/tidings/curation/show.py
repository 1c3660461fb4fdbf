"""One article, row by row, beside the words that each row came from: for a reader who checks a cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tidings.build import Report, code_seeds
from tidings.errors import UsageError
from tidings.link.tables import Row
from tidings.review.decisions import TEXT_COLUMN

_SHOWN = {
    "quotes": ("quote_type", "speaker_actor_id", "speaker_text", "cue", "stance", "utterance_id"),
    "figures": ("value_low", "value_high", "bound", "unit", "figure_type", "measures", "attributed_to_actor_id", "claim_id"),
    "event_reports": ("event_id", "modality", "claimed_by_actor_id", "date_id", "place_id", "detail"),
    "dates": ("date_edtf", "date_basis"),
    "mentions": ("mention_type", "entity_type", "actor_id", "place_id"),
}


def show_article(root: Path, article_id: str, texts: Path | None) -> Iterator[str]:
    """Lines for a terminal. Indirect speech is shown in full where the text is at hand. Raises UsageError for an id that is not there."""
    corpus = code_seeds(root, texts, Report())
    article = next((found for found in corpus.articles if found.article_id == article_id), None)
    if article is None:
        raise UsageError(f"{article_id}: no such article; there are {', '.join(found.article_id for found in corpus.articles)}")
    yield f"{article_id}: {article.title or 'no title'} ({article.outlet or 'outlet unknown'}, {article.published or 'date unknown'})"
    if not article.text:
        yield "the text is not at hand: longer indirect speech is left out"
    for table, columns in _SHOWN.items():
        rows = [row for row in corpus.reviewed.tables[table] if row["article_id"] == article_id]
        yield f"\n{table}: {len(rows)}"
        for row in rows:
            yield f"  {row['start']}-{row['end']}  {_words(row, TEXT_COLUMN[table], article.text)}"
            yield "      " + "  ".join(f"{name}={row[name]}" for name in columns if row[name] is not None)


def _words(row: Row, column: str, text: str) -> str:
    words = text[int(str(row["start"])) : int(str(row["end"]))] if text else row[column]
    return " ".join(str(words).split()) if words else "(not published)"
