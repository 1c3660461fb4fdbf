"""Where a big file can be cut so that its pieces are read by several processes, found without decoding it."""

from __future__ import annotations

import os
from collections.abc import Iterator

PIECE_BYTES = 1 << 16  # of a file that can be cut: some 15 articles; a task takes several
PART_BYTES = 1 << 22  # of a file that each process has to read whole to find its share
MOST_PARTS = 16
PARQUET_ROWS, LEAST_PARQUET_ROWS = 1000, 100  # each piece decodes the group of rows that it lies in
PARQUET_PIECES = 32  # of a table that is not big


def line_ranges(path: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of the first line of stretches of whole lines."""
    start, line = 0, 1
    with open(path, "rb") as file:
        while chunk := file.read(PIECE_BYTES):
            count = chunk.count(b"\n")
            end = start + len(chunk)
            while not chunk.endswith(b"\n") and (chunk := file.readline(PIECE_BYTES)):
                end += len(chunk)
                count += chunk.endswith(b"\n")
            yield start, end, line
            start, line = end, line + count


def csv_ranges(path: str) -> Iterator[tuple[int, int, int]]:
    """The same for a table, whose cells may hold line breaks: a line ends a row where all quotation marks so far are closed."""
    start, at, line, first, within = 0, 0, 1, 1, False
    with open(path, "rb") as file:
        for words in file:
            at += len(words)
            line += 1
            within ^= bool(words.count(b'"') % 2)
            if not within and at - start >= PIECE_BYTES:
                yield start, at, first
                start, first = at, line
    if at > start or at == 0:
        yield start, at, first


def parquet_ranges(path: str) -> Iterator[tuple[int, int | None]]:
    """First row and the one after the last of stretches of rows. One stretch where the file is damaged: reading it says so."""
    import polars

    try:
        rows = int(polars.scan_parquet(path).select(polars.len()).collect().item())
    except Exception:  # whatever the library says of a damaged file is said when it is read
        yield 0, None
        return
    some = min(PARQUET_ROWS, max(LEAST_PARQUET_ROWS, rows // PARQUET_PIECES))
    for start in range(0, rows, some):
        yield start, min(start + some, rows)


def parts_of(path: str, kind: str) -> int:
    """Among how many processes a file is shared that cannot be cut. A web archive is mostly what is no article, so few of them unpack it."""
    return max(1, min(MOST_PARTS // 4 if kind == "warc" else MOST_PARTS, os.path.getsize(path) // PART_BYTES))
