"""A row of a coding that was refused: where it stands, what is wrong, what to do. And the table of them, for `--leave-out`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from tidings.errors import TidingsError
from tidings.publish.staging import replace_file

_SHOWN = 100  # characters of a value in a message; refused.csv has it whole
_LISTED = 20  # refused rows that a message names


@dataclass(frozen=True, slots=True)
class Refusal:
    """One fault of one row. `line`: of the file, from 1 (header included) in CSV, the number of the row, from 1, in Parquet; None for a fault
    of the whole file. `column` and `value` are "" where the fault is of the whole row.
    """

    file: str
    line: int | None
    table: str
    column: str
    value: str
    problem: str
    what_to_do: str

    def __str__(self) -> str:
        rows = "row " if self.file.endswith(".parquet") else ""
        where = f"{self.file}:{rows}{self.line}" if self.line is not None else self.file
        column = f" {self.column}:" if self.column else ""
        value = f' "{shortened(self.value)}":' if self.value or self.column else ""
        return f"{where}:{column}{value} {self.problem}; {self.what_to_do}"


def shortened(value: str, longest: int = _SHOWN) -> str:
    """A value on one line, at most `longest` characters."""
    line = " ".join(value.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def refused_bytes(refused: Iterable[Refusal]) -> bytes:
    """The refusals as a CSV file: file, line, table, column, value, problem, what_to_do; in their order."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", "line", "table", "column", "value", "problem", "what_to_do"])
    writer.writerows(["" if cell is None else cell for cell in astuple(each)] for each in refused)
    return out.getvalue().encode("utf-8")


def write_refused(path: Path, refused: Iterable[Refusal]) -> None:
    """Write the refusals (`refused_bytes`); the file is there whole or not at all."""
    replace_file(path, refused_bytes(refused))


class RefusedRows(TidingsError):
    """Rows of a given coding do not stand in the text, or break a rule of the contract; nothing was written."""

    def __init__(self, refused: Sequence[Refusal]) -> None:
        self.refused = list(refused)
        shown = "\n".join(f"  {each}" for each in self.refused[:_LISTED])
        more = f"\n  … and {len(self.refused) - _LISTED} more" if len(self.refused) > _LISTED else ""
        what = "1 row refused" if len(refused) == 1 else f"{len(refused)} rows refused"
        super().__init__(f"{what}; nothing was written. Mend them, or build with --leave-out.\n{shown}{more}")
