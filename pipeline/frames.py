"""A table as a pandas frame, typed by the schema that travels with it: no guess is made from the cells.

``pandas.read_csv`` without options reads dates as text, integers with gaps as floats and a person called "NA" as missing.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.contract import Field, Table
from pipeline.errors import TidingsError
from pipeline.package import DESCRIPTOR, open_package

# What a column of each type of Table Schema becomes. The types depend on the schema alone, never on the cells.
DTYPES: dict[str, Any] = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
    "datetime": "datetime64[s, UTC]",
}
_TRUE, _FALSE = ("TRUE", "true", "True", "1"), ("FALSE", "false", "False", "0")  # Table Schema's own defaults


def load(name: str, package: str | Path | None = None) -> pd.DataFrame:
    """The table `name` of a package: its folder, its ``datapackage.json`` or its zip; None: the package here, else the one of this checkout.

    Texts stay texts, integers are Int64, numbers float64, booleans boolean, dates datetime64; an empty cell is missing in each. Raises
    TidingsError for an unknown table, or a cell that is not of its column's type.
    """
    opened = open_package(Path(package) if package is not None else _at_hand())
    table = opened.tables[opened.resource(name)["name"]]
    try:
        frame = pd.read_csv(io.BytesIO(opened.csv(name)), dtype="str", keep_default_na=False, na_values=list(table.missing), encoding="utf-8")
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise TidingsError(f"{opened.place}: {name}: not a CSV file that can be read: {error}") from None
    if tuple(frame.columns) != table.columns:
        raise TidingsError(f"{opened.place}: {name}: the columns {list(frame.columns)} are not those of the descriptor: {list(table.columns)}")
    return pd.DataFrame({field.name: _typed(frame[field.name], field, table) for field in table.fields})


def _at_hand() -> Path:
    """The package of the current folder, else the one that this checkout holds."""
    checkout = Path(__file__).resolve().parent.parent
    for folder in (Path.cwd(), checkout):
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise TidingsError(f"no {DESCRIPTOR} in {Path.cwd()}; say where the package is: load(name, package='FOLDER or ZIP')")


def _typed(cells: pd.Series, field: Field, table: Table) -> pd.Series:
    """The column as its type. Raises TidingsError, which names the first bad cell."""
    try:
        return _cast(cells, field, table)
    except (ValueError, TypeError, OverflowError):
        for row, cell in cells.items():
            try:
                _cast(pd.Series([cell], dtype="str"), field, table)
            except (ValueError, TypeError, OverflowError):
                raise TidingsError(f"{table.name}, row {int(str(row)) + 2}, {field.name}: {cell!r} is no {field.type}") from None
        raise


def _cast(cells: pd.Series, field: Field, table: Table) -> pd.Series:
    dtype = DTYPES.get(field.type)
    if dtype is None:
        raise TidingsError(f"{table.name}, {field.name}: the type {field.type} is not one of {', '.join(DTYPES)}")
    if field.type == "integer":
        filled = cells.dropna()
        return pd.Series([int(cell) for cell in filled], index=filled.index, dtype="int64").astype(dtype).reindex(cells.index)
    if field.type == "number":
        return cells.map(float, na_action="ignore").astype(dtype)
    if field.type == "boolean":
        schema = next(entry for entry in table.schema["fields"] if entry["name"] == field.name)
        words = dict.fromkeys(schema.get("trueValues", _TRUE), True) | dict.fromkeys(schema.get("falseValues", _FALSE), False)
        if unknown := sorted(set(cells.dropna()) - set(words)):
            raise ValueError(unknown[0])
        return cells.astype("object").map(words).astype(dtype)
    if field.type == "date":
        return pd.to_datetime(cells, format="%Y-%m-%d").astype(dtype)
    if field.type == "datetime":
        return pd.to_datetime(cells, format="ISO8601", utc=True).astype(dtype)
    return cells
