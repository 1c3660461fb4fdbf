"""Tables written to files a piece at a time, in the same bytes as `csv_files.table_bytes` gives for the whole."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from types import TracebackType

from tidings.cells import cell
from tidings.contract import Table
from tidings.publish.csv_files import Row, table_bytes


def lines_of(table: Table, rows: Sequence[Row]) -> bytes:
    """Rows as lines of the table's file, without the header. Their values are of the types of the columns."""
    columns, odd = _columns(table)
    if not rows or rows[0].keys() != set(columns):
        return _slowly(table, rows)
    cells: Iterable[Sequence[object]] = map(itemgetter(*columns), rows)
    if odd:
        cells = [_with_cells(each, odd) for each in cells]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(cells)
    lines = out.getvalue()
    return _slowly(table, rows) if "\r" in lines else lines.encode("utf-8")  # which cells to quote for it `table_bytes` knows


def _slowly(table: Table, rows: Sequence[Row]) -> bytes:
    whole = table_bytes(table, rows)
    return whole[whole.index(b"\n") + 1 :]


@cache
def _columns(table: Table) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The columns, and the places of those whose values do not stand in a cell as Python prints them."""
    return table.columns, tuple(place for place, field in enumerate(table.fields) if field.type in ("number", "boolean"))


def _with_cells(values: Sequence[object], odd: Sequence[int]) -> list[object]:
    made = list(values)
    for place in odd:
        made[place] = cell(made[place])
    return made


class TableFile:
    """A table's file as it grows. `rows`, `size` and `sha256` are of what is written so far."""

    def __init__(self, table: Table, path: Path) -> None:
        self.table, self.path, self.rows, self.size = table, path, 0, 0
        self._hash = hashlib.sha256()
        self._file = path.open("wb")
        self._put(table_bytes(table, []))

    def __enter__(self) -> TableFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def write(self, rows: Iterable[Row], at_once: int = 500) -> None:
        """Append rows, which come in the order of the table."""
        held: list[Row] = []
        for row in rows:
            held.append(row)
            if len(held) == at_once:
                self.write_lines(lines_of(self.table, held), len(held))
                held = []
        if held:
            self.write_lines(lines_of(self.table, held), len(held))

    def write_lines(self, lines: bytes, rows: int) -> None:
        """Append rows that are lines already."""
        self._put(lines)
        self.rows += rows

    @property
    def sha256(self) -> str:
        """Of the file so far, in hexadecimal digits."""
        return self._hash.hexdigest()

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)
