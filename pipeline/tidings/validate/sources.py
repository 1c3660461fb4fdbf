"""Where the rows of a table come from: a CSV file of a package, or rows in memory. Every cell is text, as it stands (or will stand) in the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from tidings.cells import cell
from tidings.contract import Table

ROW = "row number"  # a name that no schema can give to a column, as it holds a blank
FIRST_ROW = 2  # the header is row 1


@dataclass(frozen=True)
class Source:
    """A table's rows as text. `lazy` has the schema's columns and `ROW`; a missing cell is null. `path` is None for rows in memory."""

    table: Table
    file: str
    lazy: pl.LazyFrame
    path: Path | None = None


def text_of(value: object) -> str | None:
    """A value as the text of its cell, written as the package writes it; None for an empty cell."""
    return None if value is None else cell(value)


def from_rows(table: Table, rows: Sequence[Mapping[str, Any]], file: str | None = None) -> Source:
    """Rows in memory. A column that no row has is a column of empty cells."""
    columns = {name: pl.Series(name, [text_of(row.get(name)) for row in rows], dtype=pl.String) for name in table.columns}
    return _in_memory(table, pl.DataFrame(columns), file)


def from_frame(table: Table, frame: Any, file: str | None = None) -> Source:
    """A data frame of pandas or polars, typed or as text."""
    if not isinstance(frame, pl.DataFrame | pl.LazyFrame):
        rows = [{str(name): _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]
        return from_rows(table, rows, file)
    lazy = frame.lazy()
    names = set(lazy.collect_schema().names())
    columns = {name: [text_of(value) for value in lazy.select(name).collect()[name]] for name in table.columns if name in names}
    height = lazy.select(pl.len()).collect().item()
    filled = {name: pl.Series(name, columns.get(name, [None] * height), dtype=pl.String) for name in table.columns}
    return _in_memory(table, pl.DataFrame(filled), file)


def from_csv(table: Table, path: Path, file: str) -> Source:
    """A CSV file, read as it is needed and in pieces. The header must have been found right (`header_of`)."""
    lazy = pl.scan_csv(
        path,
        has_header=False,
        skip_rows=1,
        schema=dict.fromkeys(table.columns, pl.String),
        infer_schema=False,
        row_index_name=ROW,
        row_index_offset=FIRST_ROW,
        truncate_ragged_lines=False,
        glob=False,
    )
    return Source(table, file, lazy, path)


def without_quoted_blanks(source: Source) -> Source:
    """The same rows where ``""`` in the file is an empty cell too."""
    cells = [pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in source.table.columns]
    return Source(source.table, source.file, source.lazy.with_columns(cells), source.path)


def header_of(path: Path) -> list[str]:
    """The names in the first row. Raises UnicodeDecodeError or csv.Error where it cannot be read."""
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file, strict=True), [])


def cell_rows(path: Path) -> Iterator[list[str]]:
    """All rows after the header, cell by cell; a byte that is not UTF-8 is read as U+FFFD. Slow: for files that the fast reader refuses."""
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        reader = csv.reader(file)
        next(reader, None)
        yield from reader


def _in_memory(table: Table, frame: pl.DataFrame, file: str | None) -> Source:
    return Source(table, file or f"{table.name}.csv", frame.with_row_index(ROW, offset=FIRST_ROW).lazy())


def _plain(value: Any) -> Any:
    """Values of pandas as plain ones: its missing values are None, its numbers Python's."""
    if value is None or value != value or type(value).__name__ in ("NAType", "NaTType"):
        return None
    return value.item() if hasattr(value, "item") else value
