"""Word lists, codebooks and gazetteers: tab-separated files with a header, read once.

A file begins with comment lines (``# ...``) that say what each column is and where the facts come from; then a header
row, then rows. Empty cells are empty strings. Several values in one cell are parted by a vertical bar.
"""

from __future__ import annotations

import csv
from functools import cache
from itertools import islice
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of the lexicon file `name` (without its ending), in file order. Raises FileNotFoundError, ValueError for ragged rows."""
    path = FOLDER / f"{name}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
    found = []
    for number, row in enumerate(reader, start=2):
        if None in row or None in row.values():
            raise ValueError(f"{path}: row {number} of the table has not as many cells as the header: {row}")
        found.append(row)
    return tuple(found)


@cache
def lines(name: str) -> frozenset[str]:
    """The cells of a lexicon file of one column, its header left out: a long list is read so in a hundredth of the time."""
    found = (line for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return frozenset(islice(found, 1, None))


@cache
def words(name: str, column: str = "word", **where: str) -> frozenset[str]:
    """The set of one column's values, of the rows whose other columns equal `where`."""
    return frozenset(row[column] for row in rows(name) if all(row[key] == value for key, value in where.items()))


def split(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    return [value for value in cell.split("|") if value]
