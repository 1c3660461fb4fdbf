"""The texts of a coding's articles, where they lie in a folder."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from tidings.coding.files import RawCoding
from tidings.read.text import text_of


def texts_of(raw: RawCoding, texts: Path | None, at_hand: Container[str] = ()) -> dict[str, str]:
    """The texts of a coding's articles that lie in the folder under the name that its articles table gives, and have the hash that it gives."""
    table = raw.tables.get("articles")
    if texts is None or table is None:
        return {}
    found = {}
    columns = [table.cells.get(name) or [None] * len(table) for name in ("article_id", "source_file", "text_sha256")]
    for article_id, name, digest in zip(*columns, strict=True):
        if article_id and name and article_id not in at_hand and (text := text_of(texts / name, digest)) is not None:
            found[article_id] = text
    return found
