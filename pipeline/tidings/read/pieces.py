"""The seam between reading and coding: sources become pieces, small values that any process reads alone; a piece becomes articles.

No step needs to know what another has read. Order is fixed: of sources, of names within a folder, of bytes within a file. That two
articles have one id can only be seen where all come together: `GivenIds`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from tidings.errors import Unreadable
from tidings.read.article_ids import article_id_of, id_of_path
from tidings.read.articles import Found
from tidings.read.decoding import looks_wide
from tidings.read.folders import SourceFile, source_files
from tidings.read.found import Note, Piece, Remarks, Skipped
from tidings.read.kinds import SUFFIXES
from tidings.read.opened import COMPRESSIONS, UnreadableFile
from tidings.read.options import ReadOptions, read_options
from tidings.read.row_files import rows_of
from tidings.read.rows import articles_of_row
from tidings.read.splitting import csv_ranges, line_ranges, parquet_ranges, parts_of
from tidings.read.web_archives import articles_of_archive
from tidings.read.whole_files import nexis_articles, page_article, text_article, word_articles

__all__ = ["GivenIds", "Note", "Piece", "ReadOptions", "Remarks", "Skipped", "pieces", "read_options", "read_piece"]

_WHOLE: dict[str, Callable[[Piece, ReadOptions], Iterator[Found]]] = {
    "text": text_article,
    "html": page_article,
    "nexis": nexis_articles,
    "docx": word_articles,
    "warc": articles_of_archive,
}
_ENDINGS = tuple(sorted((suffix + packed for suffix in SUFFIXES for packed in ("", *COMPRESSIONS)), key=len, reverse=True))


def pieces(sources: Iterable[Path], options: ReadOptions) -> Iterator[Piece | Unreadable | Skipped | Note]:
    """The pieces of all sources in order, as they are found, with what was passed over. Raises UsageError for a source that cannot be one."""
    for found in source_files(sources, options):
        if isinstance(found, SourceFile):
            yield from _pieces_of(found)
        else:
            yield found


def _pieces_of(file: SourceFile) -> Iterator[Piece | Unreadable]:
    facts = dict(file.facts)
    article_id = article_id_of(facts["article_id"]) if "article_id" in facts else id_of_path(file.name, _ENDINGS)
    if file.kind.name in ("nexis", "docx") and "article_id" not in facts:
        article_id = _with_suffix(file, article_id)
    whole = Piece(str(file.path), file.name, file.kind.name, article_id, file.kind.compression, facts=file.facts)
    try:
        yield from _cut(whole)
    except OSError as error:
        yield Unreadable(whole.path, None, f"cannot be read: {error.strerror}")


def _with_suffix(file: SourceFile, article_id: str) -> str:
    """The id with the file's suffix: one export in two formats gives two sets of articles."""
    return f"{article_id}-{PurePosixPath(file.name).suffix.lower().strip('.') or file.kind.name}"


def _cut(whole: Piece) -> Iterator[Piece]:
    """A file in pieces where that is cheap: by lines, by rows, or by turns where the whole must be read to find its articles."""
    if whole.kind in ("jsonl", "csv") and not whole.compression:
        with open(whole.path, "rb") as file:
            head = file.read(2000)
        wide = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}.get(head[:2]) or looks_wide(head)
        if wide:
            yield replace(whole, encoding=wide)
            return
    if whole.kind == "jsonl" and not whole.compression:
        yield from (replace(whole, start=start, end=end, line=line) for start, end, line in line_ranges(whole.path))
    elif whole.kind == "csv" and not whole.compression:
        yield from (replace(whole, start=start, end=end, line=line) for start, end, line in csv_ranges(whole.path))
    elif whole.kind == "parquet":
        yield from (replace(whole, start=start, end=end) for start, end in parquet_ranges(whole.path))
    elif whole.kind in ("jsonl", "csv", "json", "warc"):
        count = parts_of(whole.path, whole.kind)
        yield from (replace(whole, part=part, parts=count) for part in range(count))
    else:
        yield whole


def read_piece(piece: Piece, options: ReadOptions) -> Iterator[Found]:
    """Articles of one piece in order, what of it cannot be read, and remarks. Any process can do it alone."""
    try:
        if piece.kind in _WHOLE:
            yield from _WHOLE[piece.kind](piece, options)
            return
        for each in rows_of(piece, options):
            if isinstance(each, Unreadable | Note):
                yield each
            else:
                yield from articles_of_row(piece, each[0], each[1], options)
    except UnreadableFile as error:
        if piece.part == 0:
            yield Unreadable(piece.path, None, str(error))


class GivenIds:
    """Ids that articles have, upper and lower case alike, so that a second one is seen."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def second(self, article_id: str, place: str) -> Unreadable | None:
        """Why an article at `place` (`Article.place`) cannot have this id, None for the first that has it."""
        first = self._first.setdefault(article_id.casefold(), place)
        if first is place:
            return None
        file, line = place_of(place)
        return Unreadable(file, line, f"the id {article_id!r} was already given to the article at {first}; ids must differ")


def place_of(place: str) -> tuple[str, int | None]:
    """File and line of an `Article.place`."""
    file, parted, line = place.rpartition(":")
    return (file, int(line)) if parted and line.isdigit() else (place, None)
