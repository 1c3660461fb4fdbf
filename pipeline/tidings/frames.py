"""A table as a pandas frame, typed by the schema that travels with it: no guess is made from the cells.

``pandas.read_csv`` without options reads dates as text, integers with gaps as floats and a person called "NA" as missing.
Nothing but pandas is needed here.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from tidings.cells import cell
from tidings.contract import Field, Table
from tidings.errors import TidingsError
from tidings.package import Package, open_package, package_at_hand, steadily

# What a column of each type of Table Schema becomes. The types depend on the schema alone, never on the cells.
DTYPES: dict[str, Any] = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
    "datetime": "datetime64[s, UTC]",
}
_TRUE, _FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")  # Table Schema's own defaults
_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_LARGEST = 2**63  # an Int64 holds no more


def load(name: str, package: str | Path | None = None) -> pd.DataFrame:
    """The table `name` of a package: its folder, its ``datapackage.json`` or its zip.

    None: the package of the current folder, else that of this checkout, else the five articles that were installed with Tidings.

        quotes = tidings.load("quotes")
        quotes = tidings.load("quotes", package="harbour-strike-1.0.0.zip")
        print(quotes.groupby("stance").size())

    Texts stay texts, integers are Int64, numbers float64, booleans boolean, dates datetime64; an empty cell is missing in each. A build that puts
    a new package in place meanwhile is seen whole or not at all; of a file that is not the one its descriptor tells of, a warning says so.
    Raises TidingsError for an unknown table, or a cell that is not of its column's type.
    """
    opened, data = steadily(lambda: _read(Path(package) if package is not None else package_at_hand(), name))
    if opened.changed:
        changed = ", ".join(opened.changed)
        warnings.warn(f"{opened.place}: {changed}: not as its descriptor tells; edited since, or of another build: validate it", stacklevel=2)
    table = opened.tables[opened.resource(name)["name"]]
    try:
        # The header is read as a row: so a longer row is refused, and of two columns of one name neither is renamed.
        cells = pd.read_csv(io.BytesIO(data), header=None, dtype="str", na_filter=False, low_memory=False)
    except ValueError as error:  # not CSV, not UTF-8, or nothing at all
        raise TidingsError(f"{opened.place}: {name}: not a CSV file that can be read: {error}") from None
    header = cells.iloc[0].tolist()
    if tuple(header) != table.columns:
        raise TidingsError(f"{opened.place}: {name}: the columns {header} are not those of the descriptor: {list(table.columns)}")
    return _frame(table, {field.name: cells[number].iloc[1:].tolist() for number, field in enumerate(table.fields)})


def _read(place: Path, name: str) -> tuple[Package, bytes]:
    opened = open_package(place)
    return opened, opened.csv(name)


def frame_of(table: Table, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Rows (column -> str, int, float, bool or None) as the frame that `load` would give, had they been written and read again."""
    listed = list(rows)
    return _frame(table, {name: [cell(row[name]) for row in listed] for name in table.columns})


def _frame(table: Table, cells: Mapping[str, list[str]]) -> pd.DataFrame:
    """Column -> its cells as text, as typed columns."""
    return pd.DataFrame({field.name: _typed(cells[field.name], field, table) for field in table.fields})


def _typed(cells: list[str], field: Field, table: Table) -> pd.Series:
    """The column as its type. Raises TidingsError, which names the first cell that is not of it."""
    missing = {*table.missing, ""}
    value_of = _reader(field, table)
    known: dict[str, object] = {}  # columns of codes and dates repeat themselves
    values: list[object] = []
    for number, text in enumerate(cells):
        if text in missing:
            values.append(None)
            continue
        if text not in known:
            known[text] = value_of(text)
        value = known[text]
        if value is None:
            raise TidingsError(f"{table.name}, row {number + 2}, {field.name}: {text!r} is no {field.type}")
        values.append(value)
    return pd.Series(values, dtype=DTYPES[field.type])


def _reader(field: Field, table: Table) -> Callable[[str], object]:
    """What makes a cell the value that it stands for; None for a cell that is not of the type."""
    if field.type == "boolean":
        schema = next(entry for entry in table.schema["fields"] if entry["name"] == field.name)
        words = dict.fromkeys(schema.get("trueValues", _TRUE), True) | dict.fromkeys(schema.get("falseValues", _FALSE), False)
        return words.get
    readers: dict[str, Callable[[str], object]] = {"string": str, "integer": _integer, "number": _number, "date": _day, "datetime": _moment}
    if field.type not in readers:
        raise TidingsError(f"{table.name}, {field.name}: the type {field.type} is not one of {', '.join(DTYPES)}")
    return readers[field.type]


def _integer(text: str) -> int | None:
    value = int(text) if _INTEGER.fullmatch(text) else None
    return value if value is not None and -_LARGEST <= value < _LARGEST else None


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if _MOMENT.fullmatch(text) else None
    except ValueError:
        return None
