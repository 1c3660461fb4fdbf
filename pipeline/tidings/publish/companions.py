"""The same tables in other formats beside the CSV files: Parquet, Stata and SPSS (a file a table), SQLite and DuckDB (one file each), GeoJSON.

The CSV files are the package; companions are for convenience and are not committed. A release carries some, named by its descriptor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from tidings import contract
from tidings.errors import UsageError
from tidings.extras import MissingExtra, pip_line
from tidings.publish.datasette import datasette_bytes
from tidings.publish.geojson import geojson_bytes
from tidings.publish.parquet_files import parquet_bytes, rows_of_file, sink_parquet
from tidings.publish.sql_files import duckdb_bytes, sqlite_bytes, write_sqlite

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]

# Format -> the package that it needs, and the extra that brings it.
_NEEDS = {"duckdb": ("duckdb", "duckdb"), "stata": ("pyreadstat", "statistics"), "spss": ("pyreadstat", "statistics")}


def companions(folder: str, tables: Tables, formats: Sequence[str]) -> dict[str, bytes]:
    """Path -> bytes of each companion. `folder` is put before each path: ``data/``, or nothing. `formats`: of `FORMATS`; csv adds none.

    The same tables give the same bytes with the same versions of the libraries.
    Raises UsageError for another format, or for one whose library is not installed.
    """
    check_formats(formats)
    files: dict[str, bytes] = {}
    for name in formats:
        for path, data in _MAKERS[name](tables).items():
            files[folder + path] = data
    return files


def companions_of_files(tables: Mapping[str, Path], folder: Path, formats: Sequence[str]) -> dict[str, Path]:
    """The same made from the tables' CSV files: file name -> where it lies in `folder`.

    Parquet and SQLite are made in pieces, the other formats hold the tables in memory.
    """
    check_formats(formats)
    made: dict[str, Path] = {}
    for name in formats:
        if name == "csv":
            continue
        if name == "sqlite":
            write_sqlite(folder / "tidings.sqlite", lambda table: rows_of_file(table, tables[table.name]))
            made["tidings.sqlite"] = folder / "tidings.sqlite"
            files = {"datasette.json": datasette_bytes()}
        elif name == "parquet":
            for table in contract.tables().values():
                made[f"{table.name}.parquet"] = folder / f"{table.name}.parquet"
                sink_parquet(table, tables[table.name], made[f"{table.name}.parquet"])
            continue
        else:
            files = _MAKERS[name]({each: list(rows_of_file(table, tables[each])) for each, table in contract.tables().items()})
        for path, data in files.items():
            made[path] = folder / path
            made[path].write_bytes(data)
    return made


def check_formats(formats: Sequence[str]) -> None:
    """Raise UsageError for a format that cannot be written, before any work is done."""
    for name in formats:
        if name not in _MAKERS:
            raise UsageError(f"--format {name}: not one of {', '.join(_MAKERS)}")
        package, extra = _NEEDS.get(name, ("polars", ""))
        if find_spec(package) is None:
            raise MissingExtra(f"--format {name} needs the package {package}: {pip_line(extra)}")


def names_of_all(prefix: str) -> set[str]:
    """Paths of every table and companion that a build may write: those of an earlier one would tell of old tables."""
    names = [f"{name}.{ending}" for name in contract.tables() for ending in ("csv", "parquet", "dta", "sav")]
    return {prefix + name for name in (*names, "tidings.sqlite", "datasette.json", "tidings.duckdb", "events.geojson")} | {"datapackage.json"}


def _csv(tables: Tables) -> dict[str, bytes]:
    """Nothing: the CSV files are always written."""
    return {}


def _parquet(tables: Tables) -> dict[str, bytes]:
    return {f"{name}.parquet": parquet_bytes(table, tables[name]) for name, table in contract.tables().items()}


def _sqlite(tables: Tables) -> dict[str, bytes]:
    return {"tidings.sqlite": sqlite_bytes(tables), "datasette.json": datasette_bytes()}


def _duckdb(tables: Tables) -> dict[str, bytes]:
    return {"tidings.duckdb": duckdb_bytes(tables)}


def _stata(tables: Tables) -> dict[str, bytes]:
    from tidings.publish.statistics_files import stata_files

    return stata_files(tables)


def _spss(tables: Tables) -> dict[str, bytes]:
    from tidings.publish.statistics_files import spss_files

    return spss_files(tables)


def _geojson(tables: Tables) -> dict[str, bytes]:
    return {"events.geojson": geojson_bytes(tables)}


_MAKERS: dict[str, Callable[[Tables], dict[str, bytes]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "duckdb": _duckdb,
    "stata": _stata,
    "spss": _spss,
    "geojson": _geojson,
}
FORMATS = tuple(_MAKERS)
