"""What readers of other formats hand on: rows as somebody gave them, with the place that each came from, and what could not be taken.

Nothing is checked against a text here: cells are strings as they will stand in a CSV file, to be held against text and schemas like any coding.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from tidings.coding.columns import coding_tables
from tidings.errors import TidingsError

COLUMNS_TO_FIND = ("near", "paragraph")  # columns of tables with spans that only help to find the words


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One row of a coding table. `cells`: column -> text of the cell, empty ones left out. `line` counts from 1, in `file`."""

    table: str
    cells: dict[str, str]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something that is no row of any table, or no cell of its row: where and what it is, what is wrong, what to do. Fields as of a `Refusal`."""

    file: str
    line: int
    table: str
    column: str
    value: str
    problem: str
    what_to_do: str

    def __str__(self) -> str:
        return f'{self.file}:{self.line}: {self.column}: "{self.value}": {self.problem}; {self.what_to_do}'


@dataclass(slots=True)
class Given:
    """Rows in the order in which they were met, and what was not taken. A row of which one cell was not taken is left out of `rows`."""

    rows: list[GivenRow] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)

    def of(self, table: str) -> list[dict[str, str]]:
        """The cells of the rows of one table."""
        return [row.cells for row in self.rows if row.table == table]

    def by_column(self) -> dict[str, tuple[dict[str, list[str | None]], list[str], list[int]]]:
        """Table -> its cells by column (None where empty), and the file and line of each row. Tables in the order of the contract."""
        found = {}
        for table in coding_tables():
            rows = [row for row in self.rows if row.table == table]
            columns = dict.fromkeys(column for row in rows for column in row.cells)
            if rows:
                cells = {name: [row.cells.get(name) for row in rows] for name in columns}
                found[table] = (cells, [row.file for row in rows], [row.line for row in rows])
        return found


@cache
def text_columns() -> dict[str, str]:
    """Table -> the column of its words, for tables whose rows have a span and words of their own: quotes -> quote_text."""
    found = {}
    for name, coding in coding_tables().items():
        columns = coding.table.columns
        if name != "evidence" and "end" in columns:
            found[name] = columns[columns.index("end") + 1]  # the contract has the words right after their span
    return found


def table_told_by(columns: Iterable[str], file: str) -> str:
    """The table that a single file of any name holds: that whose text column is among its columns. Raises TidingsError for none or several."""
    told = [table for table, column in text_columns().items() if column in set(columns)]
    if len(told) == 1:
        return told[0]
    texts = ", ".join(f"{column} ({table})" for table, column in text_columns().items())
    found = f"columns of several tables ({', '.join(told)})" if told else "no column that tells its table"
    raise TidingsError(f"{file}: {found}; a single file has one of {texts}, or is called like its table")


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint for people: the known word that `word` is most like, else all of them."""
    among = sorted(known)
    like = difflib.get_close_matches(word.lower(), among, n=1, cutoff=0.6)
    return f"did you mean {like[0]}?" if like else f"known are {', '.join(among)}"
