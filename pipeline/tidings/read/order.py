"""What 03/04/2024 means in a corpus: the order that its other days of publication can only have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from tidings.errors import Unreadable
from tidings.read.days import order_shown
from tidings.read.folders import SourceFile, source_files
from tidings.read.found import Note, Piece
from tidings.read.opened import UnreadableFile
from tidings.read.options import ReadOptions
from tidings.read.row_files import rows_of
from tidings.read.rows import keys_of

_ROW_KINDS = ("jsonl", "json", "csv", "parquet")
_SAMPLE = 50  # rows of a file that show in what form its days are
_NUMBERS = re.compile(r"\s*\d\d?[/.-]\d\d?[/.-]\d{4}\b")


def settle(sources: Sequence[Path], options: ReadOptions) -> ReadOptions:
    """The options with `dates` set to the one order that the corpus's days show, where none is given and days are written in numbers.

    Only files whose first rows have such days are read through for it.
    """
    if options.dates is not None:
        return options
    shown = {order for words in _days(sources, options) if (order := order_shown(words))}
    return replace(options, dates=shown.pop()) if len(shown) == 1 else options


def _days(sources: Iterable[Path], options: ReadOptions) -> Iterator[str]:
    for file in source_files(sources, options):
        if not isinstance(file, SourceFile):
            continue
        yield from (told for name, told in file.facts if name == "published")
        if file.kind.name not in _ROW_KINDS:
            continue
        piece = Piece(str(file.path), file.name, file.kind.name, "", file.kind.compression, end=_SAMPLE if file.kind.name == "parquet" else None)
        if any(_NUMBERS.match(words) for words in islice(_days_of(piece, options), _SAMPLE)):
            yield from _days_of(replace(piece, end=None), options)


def _days_of(piece: Piece, options: ReadOptions) -> Iterator[str]:
    """Days of publication as the rows of a file have them."""
    try:
        for each in rows_of(piece, options):
            if not isinstance(each, Unreadable | Note) and isinstance(each[1], dict):
                key = keys_of(each[1], options.fields).get("published")
                yield str(each[1][key]) if key else ""
    except UnreadableFile:
        return
