"""Tables as CSV by the package's conventions: UTF-8, LF, comma, minimal quoting, TRUE/FALSE, ISO dates, empty for missing."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from tidings.cells import cell
from tidings.contract import Table

Row = dict[str, object]


class _UnixLines:
    """What the writer writes, each row ended by LF."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line.removesuffix("\r\n") + "\n")


def table_bytes(table: Table, rows: Sequence[Row]) -> bytes:
    """The table as the bytes of a CSV file. Raises ValueError for a row whose columns are not those of the schema."""
    names = [field.name for field in table.fields]
    out = _UnixLines()
    # With CRLF as its line end the writer quotes cells that hold a lone carriage return, too: readers take one for the end of a row.
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(names)
    columns = set(names)
    for row in rows:
        if row.keys() != columns:
            raise ValueError(f"{table.name}: the columns {sorted(row)} are not those of the schema: {sorted(names)}")
        writer.writerow([value if (value := row[name]).__class__ is str else cell(value) for name in names])  # most cells are text: quicker so
    return "".join(out.lines).encode("utf-8")
