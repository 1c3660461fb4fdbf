"""Read a corpus of one's own in one go: its pieces one after the other, with what is remarked on the way. Kinds, names, options: docs/sources.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tidings.errors import Unreadable
from tidings.model import Article
from tidings.read.facts import read_table
from tidings.read.found import Note, Piece, Skipped
from tidings.read.options import ReadOptions
from tidings.read.order import settle
from tidings.read.pieces import GivenIds, pieces, read_piece

__all__ = ["read_corpus", "read_found", "read_table"]


def read_corpus(sources: Iterable[Path], options: ReadOptions | None = None) -> Iterator[Article | Unreadable]:
    """Articles of all sources, in order, and what cannot be read. An id met before is Unreadable.

    Raises UsageError for a source that is not there or of no known kind.
    """
    return (found for found in read_found(sources, options) if isinstance(found, Article | Unreadable))


def read_found(sources: Iterable[Path], options: ReadOptions | None = None) -> Iterator[Article | Unreadable | Skipped | Note]:
    """The same with what was passed over and remarks on articles, for `found.Remarks` to gather."""
    sources = list(sources)
    settled = settle(sources, options or ReadOptions())
    ids = GivenIds()
    for piece in pieces(sources, settled):
        if not isinstance(piece, Piece):
            yield piece
            continue
        for found in read_piece(piece, settled):
            again = ids.second(found.article_id, found.place) if isinstance(found, Article) else None
            yield again or found
