"""The same tables in other formats beside the CSV files: Parquet (a file a table), SQLite and DuckDB (one file each).

The CSV files are the package; companions are for convenience, are not named by the descriptor and are not committed.
"""

from __future__ import annotations

import io
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

from tidings import contract
from tidings.contract import Field, Table
from tidings.errors import UsageError
from tidings.extras import MissingExtra, pip_line

Row = Mapping[str, object]

_SQLITE_FILE, _DUCKDB_FILE = "tidings.sqlite", "tidings.duckdb"
_POLARS: dict[str, Any] = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "date": pl.Date}
_SQLITE = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
_DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def companions(folder: str, tables: Mapping[str, Sequence[Row]], formats: Sequence[str]) -> dict[str, bytes]:
    """Path -> bytes of each companion. `folder` is put before each path: ``data/``, or nothing. `formats`: csv (adds none), parquet, sqlite, duckdb.

    Parquet and SQLite files are the same bytes each time with the same versions of their libraries; a DuckDB file need not be.
    Raises UsageError for another format, or for DuckDB where it is not installed.
    """
    check_formats(formats)
    files: dict[str, bytes] = {}
    for name in formats:
        for path, data in _MAKERS[name](tables).items():
            files[folder + path] = data
    return files


def companions_of_files(tables: Mapping[str, Path], folder: Path, formats: Sequence[str]) -> dict[str, Path]:
    """The same made from the tables' CSV files, in pieces: file name -> where it lies in `folder`."""
    check_formats(formats)
    made: dict[str, Path] = {}
    for name in formats:
        made |= _FILE_MAKERS[name](tables, folder)
    return made


def check_formats(formats: Sequence[str]) -> None:
    """Raise UsageError for a format that cannot be written, before any work is done."""
    for name in formats:
        if name not in _MAKERS:
            raise UsageError(f"--format {name}: not one of {', '.join(_MAKERS)}")
    if "duckdb" in formats and find_spec("duckdb") is None:
        raise MissingExtra(f"--format duckdb needs DuckDB: {pip_line('duckdb')}")


def names_of_all(prefix: str) -> set[str]:
    """Paths of every table and companion that a build may write: those of an earlier one would tell of old tables."""
    names = [f"{name}.{kind}" for name in contract.tables() for kind in ("csv", "parquet")]
    return {prefix + name for name in [*names, _SQLITE_FILE, _DUCKDB_FILE]} | {"datapackage.json"}


def _csv(tables: Mapping[str, Sequence[Row]]) -> dict[str, bytes]:
    """Nothing: the CSV files are always written."""
    return {}


def _parquet(tables: Mapping[str, Sequence[Row]]) -> dict[str, bytes]:
    files = {}
    for name, table in contract.tables().items():
        out = io.BytesIO()
        _frame(table, tables[name]).write_parquet(out, compression="zstd")
        files[f"{name}.parquet"] = out.getvalue()
    return files


def _sqlite(tables: Mapping[str, Sequence[Row]]) -> dict[str, bytes]:
    """Made in memory: nothing depends on the room in $TMPDIR."""
    connection = sqlite3.connect(":memory:")
    try:
        for name, table in contract.tables().items():
            connection.execute(_create(table, _SQLITE, foreign_keys=True))
            slots = ", ".join("?" * len(table.fields))
            rows = ([_number(row[field.name], field) for field in table.fields] for row in tables[name])
            connection.executemany(f'INSERT INTO "{name}" VALUES ({slots})', rows)
        connection.commit()
        return {_SQLITE_FILE: connection.serialize()}
    finally:
        connection.close()


def _duckdb(tables: Mapping[str, Sequence[Row]]) -> dict[str, bytes]:
    import duckdb

    try:
        return _made_by_duckdb(tables)
    except (duckdb.Error, OSError) as error:
        first = str(error).splitlines()[0]
        raise UsageError(f"--format duckdb: {first}; DuckDB makes its file in {_temporary()}: make room there, or set TMPDIR") from None


def _temporary() -> str:
    try:
        return tempfile.gettempdir()
    except OSError:
        return "the folder for temporary files"


def _made_by_duckdb(tables: Mapping[str, Sequence[Row]]) -> dict[str, bytes]:
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _DUCKDB_FILE
        with duckdb.connect(str(path)) as connection:
            for name, data in _parquet(tables).items():
                table = contract.tables()[name.removesuffix(".parquet")]
                (Path(folder) / name).write_bytes(data)
                connection.execute(_create(table, _DUCKDB, foreign_keys=False))
                connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM read_parquet(?)', [str(Path(folder) / name)])
        return {path.name: path.read_bytes()}


def _typed(table: Table, path: Path) -> pl.LazyFrame:
    schema = {each.name: pl.String if each.type in ("date", "boolean") else _POLARS[each.type] for each in table.fields}
    days = [pl.col(each.name).str.to_date("%Y-%m-%d") for each in table.fields if each.type == "date"]
    truths = [(pl.col(each.name) == "TRUE").alias(each.name) for each in table.fields if each.type == "boolean"]
    return pl.scan_csv(path, schema=schema, infer_schema=False, glob=False).with_columns(*days, *truths)


def _parquet_files(tables: Mapping[str, Path], folder: Path) -> dict[str, Path]:
    made = {}
    for name, table in contract.tables().items():
        path = made[f"{name}.parquet"] = folder / f"{name}.parquet"
        _typed(table, tables[name]).sink_parquet(path, compression="zstd")
    return made


def _sqlite_files(tables: Mapping[str, Path], folder: Path) -> dict[str, Path]:
    path = folder / _SQLITE_FILE
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        for name, table in contract.tables().items():
            connection.execute(_create(table, _SQLITE, foreign_keys=True))
            slots = ", ".join("?" * len(table.fields))
            for batch in _typed(table, tables[name]).collect_batches(engine="streaming"):
                days = [pl.col(each.name).cast(pl.String) for each in table.fields if each.type == "date"]
                connection.executemany(f'INSERT INTO "{name}" VALUES ({slots})', batch.with_columns(*days).iter_rows())
        connection.commit()
    finally:
        connection.close()
    return {path.name: path}


def _duckdb_files(tables: Mapping[str, Path], folder: Path) -> dict[str, Path]:
    import duckdb

    path = folder / _DUCKDB_FILE
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        for name, parquet in _parquet_files(tables, folder).items():
            table = contract.tables()[name.removesuffix(".parquet")]
            connection.execute(_create(table, _DUCKDB, foreign_keys=False))
            connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM read_parquet(?)', [str(parquet)])
    return {path.name: path}


_FILE_MAKERS: dict[str, Callable[[Mapping[str, Path], Path], dict[str, Path]]] = {
    "csv": lambda tables, folder: {},
    "parquet": _parquet_files,
    "sqlite": _sqlite_files,
    "duckdb": _duckdb_files,
}

_MAKERS: dict[str, Callable[[Mapping[str, Sequence[Row]]], dict[str, bytes]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "duckdb": _duckdb,
}


def _frame(table: Table, rows: Sequence[Row]) -> pl.DataFrame:
    columns = [pl.Series(field.name, [_value(row[field.name], field) for row in rows], dtype=_POLARS[field.type]) for field in table.fields]
    return pl.DataFrame(columns)


def _value(value: object, field: Field) -> object:
    if value is None:
        return None
    if field.type == "date":
        return date.fromisoformat(str(value))
    return _number(value, field)


def _number(value: object, field: Field) -> object:
    return float(str(value)) if field.type == "number" and value is not None else value


def _create(table: Table, types: Mapping[str, str], *, foreign_keys: bool) -> str:
    """The statement that makes an empty table. DuckDB cannot hold a key that leads to a table made later, so there its keys are left out."""
    parts = [f'"{field.name}" {types[field.type]}{" NOT NULL" if field.constraints.required else ""}' for field in table.fields]
    parts.append(f"PRIMARY KEY ({_listed(table.primary_key)})")
    if foreign_keys:
        parts.extend(
            f'FOREIGN KEY ({_listed(key.fields)}) REFERENCES "{key.reference}" ({_listed(key.reference_fields)})' for key in table.foreign_keys
        )
    return f'CREATE TABLE "{table.name}" ({", ".join(parts)})'


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
