"""What readers of other formats hand on: rows as somebody gave them, with the place that each came from, and what could not be taken.

Nothing is checked against a text here: cells are strings as they would stand in a CSV file, and `Given.raw` is a coding as read from files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tidings.coding.check import WORDS
from tidings.coding.columns import coding_tables
from tidings.coding.files import RawCoding, RawTable
from tidings.coding.refusals import Refusal
from tidings.ids import LETTERS

# Table -> the column of its words, for tables whose rows have a span and an id made of it.
TEXT_COLUMNS = {table: column for table, column in WORDS.items() if table in LETTERS}


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One row of a coding table. `cells`: column -> text of the cell, empty ones left out. `line` counts from 1, in `file`."""

    table: str
    cells: dict[str, str]
    file: str
    line: int


@dataclass(slots=True)
class Given:
    """Rows in the order in which they were met, and what was refused. A row of which one cell was refused is left out of `rows`."""

    rows: list[GivenRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def of(self, table: str) -> list[dict[str, str]]:
        """The cells of the rows of one table."""
        return [row.cells for row in self.rows if row.table == table]

    def raw(self, place: Path) -> RawCoding:
        """The rows as tables of a coding that was read from `place`."""
        found: dict[str, list[GivenRow]] = {}
        for row in self.rows:
            found.setdefault(row.table, []).append(row)
        return RawCoding(str(place), {table: _table(found[table]) for table in coding_tables() if table in found}, self.refused)


def _table(rows: list[GivenRow]) -> RawTable:
    columns = dict.fromkeys(column for row in rows for column in row.cells)
    cells = {name: [row.cells.get(name) or None for row in rows] for name in columns}
    return RawTable(cells, [row.file for row in rows], [row.line for row in rows])
