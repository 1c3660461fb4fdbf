"""A table as a pandas frame, typed by the schema that travels with it: no guess is made from the cells.

``pandas.read_csv`` without options reads dates as text, integers with gaps as floats and a person called "NA" as missing.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from tidings.contract import Field, Table
from tidings.errors import TidingsError
from tidings.package import DESCRIPTOR, open_package

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


def load(name: str, package: str | Path | None = None) -> pd.DataFrame:
    """The table `name` of a package: its folder, its ``datapackage.json`` or its zip; None: the package here, else the one of this checkout.

    Texts stay texts, integers are Int64, numbers float64, booleans boolean, dates datetime64; an empty cell is missing in each. Raises
    TidingsError for an unknown table, or a cell that is not of its column's type.
    """
    opened = open_package(Path(package) if package is not None else _at_hand())
    table = opened.tables[opened.resource(name)["name"]]
    try:
        cells = pl.read_csv(io.BytesIO(opened.csv(name)), infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise TidingsError(f"{opened.place}: {name}: not a CSV file that can be read: {error}") from None
    if tuple(cells.columns) != table.columns:
        raise TidingsError(f"{opened.place}: {name}: the columns {cells.columns} are not those of the descriptor: {list(table.columns)}")
    return pd.DataFrame({field.name: _typed(cells[field.name], field, table) for field in table.fields})


def _at_hand() -> Path:
    """The package of the current folder, else the one that this checkout holds."""
    checkout = Path(__file__).resolve().parents[2]
    for folder in (Path.cwd(), checkout):
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise TidingsError(f"no {DESCRIPTOR} in {Path.cwd()}; say where the package is: load(name, package='FOLDER or ZIP')")


def _typed(cells: pl.Series, field: Field, table: Table) -> pd.Series:
    """The column as its type. Raises TidingsError, which names the first cell that is not of it."""
    cells = cells.set(cells.is_in(list(table.missing)).fill_null(True), None)
    typed = _cast(cells, field, table)
    wrong = (typed.is_null() & cells.is_not_null()).arg_true()
    if len(wrong):
        raise TidingsError(f"{table.name}, row {wrong[0] + 2}, {field.name}: {cells[wrong[0]]!r} is no {field.type}")
    dtype = DTYPES[field.type]
    if field.type in ("integer", "boolean"):  # by value and mask, as a detour over floats would not be exact
        array = pd.arrays.IntegerArray if field.type == "integer" else pd.arrays.BooleanArray
        plain = typed.fill_null(0 if field.type == "integer" else False)
        return pd.Series(array(plain.to_numpy(writable=True), typed.is_null().to_numpy(writable=True)))
    if field.type == "string":
        return pd.Series(typed.to_list(), dtype="str")
    values: pd.Series[Any] = pd.Series(typed.to_numpy())
    values = values.dt.tz_localize("UTC") if field.type == "datetime" else values
    return values.astype(dtype)


def _cast(cells: pl.Series, field: Field, table: Table) -> pl.Series:
    """The cells as values; None for a cell that is missing or not of the type."""
    if field.type == "string":
        return cells
    if field.type == "integer":
        return cells.cast(pl.Int64, strict=False)
    if field.type == "number":
        return cells.cast(pl.Float64, strict=False)
    if field.type == "boolean":
        schema = next(entry for entry in table.schema["fields"] if entry["name"] == field.name)
        words = dict.fromkeys(schema.get("trueValues", _TRUE), True) | dict.fromkeys(schema.get("falseValues", _FALSE), False)
        return cells.replace_strict(words, default=None, return_dtype=pl.Boolean)
    if field.type == "date":
        return cells.str.to_date("%Y-%m-%d", strict=False)
    if field.type == "datetime":
        return cells.str.to_datetime("%Y-%m-%dT%H:%M:%SZ", strict=False)
    raise TidingsError(f"{table.name}, {field.name}: the type {field.type} is not one of {', '.join(DTYPES)}")
