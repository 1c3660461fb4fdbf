"""Read and write a coding: a folder or a zip of `.csv` or `.parquet` files, one a table (or shards `quotes-0001.parquet`), or a package.

A file that cannot be read as a table of the contract stops the reading, and every such fault is named at once. A row that cannot be
read is refused by itself (`RawCoding.refused`).
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import polars as pl

from tidings import contract
from tidings.cells import cell
from tidings.coding.columns import Row, Tables, coding_tables
from tidings.coding.read_cells import FileFault, Part, nearest, read_csv, read_parquet
from tidings.coding.refusals import Refusal, write_refused
from tidings.errors import TidingsError, UsageError
from tidings.inside import read_member
from tidings.package import DESCRIPTOR, open_package
from tidings.publish.csv_files import table_bytes
from tidings.publish.staging import replace_file

__all__ = ["RawCoding", "RawTable", "read_coding", "write_coding", "write_refused"]

PLACING = ("near", "paragraph")  # columns that say where a row's words stand, for a coder who gives no offsets
_FILE = re.compile(r"(?P<stem>.+?)(?P<shard>-[0-9]+)?\.(?P<kind>csv|parquet)")
_OTHER_KINDS = (".xlsx", ".xls", ".ods", ".tsv", ".numbers", ".feather", ".jsonl", ".json", ".txt")
_BESIDE = ("refused.csv", "notes.csv")  # written by tidings beside a coding: rows that were left out, a reader's reasons
_SHARD_ROWS = 50_000  # rows of one row group; fixed, so that the bytes are the same on every machine

_Files = dict[str, Callable[[], bytes]]  # name for messages -> how to read it


@dataclass(frozen=True)
class RawTable:
    """A table as read: `cells` by column, None where empty, and of each row its `files` and `lines` (see `Refusal`)."""

    cells: Mapping[str, Sequence[str | None]]
    files: Sequence[str]
    lines: Sequence[int]

    def __len__(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class RawCoding:
    """A coding as read: nothing checked but that its files and columns are those of a coding. `refused`: rows that could not be read."""

    place: str
    tables: Mapping[str, RawTable]
    refused: Sequence[Refusal] = ()
    notes: Sequence[str] = field(default_factory=list)


def read_coding(place: Path) -> RawCoding:
    """The coding in a folder, a zip, one table's file, or a package (folder, zip or ``datapackage.json``).

    Raises UsageError where nothing is there, and TidingsError, a line a fault, for files and columns that no coding has (with the nearest
    known name) and for files that are not UTF-8, not parted by commas, without a header, or no Parquet.
    """
    files, notes = _files(place)
    faults: list[str] = []
    known: dict[str, list[tuple[str, Callable[[], bytes]]]] = {}
    for name in sorted(files):
        table = _table_of(name, faults, notes)
        if table:
            known.setdefault(table, []).append((name, files[name]))
    if not known and not faults:
        raise TidingsError(f"{place}: no table of a coding; give at least one of {', '.join(f'{name}.csv' for name in coding_tables())}")
    for table, found in known.items():
        names = [PurePosixPath(name).name for name, _ in found]
        whole = [name for name in names if not _shard(name)]
        if len(names) > 1 and (whole or len({name.rsplit(".", 1)[1] for name in names}) > 1):
            faults.append(f"{place}: the table {table} stands in several files ({', '.join(names)}); keep one, or shards of one kind")
    if faults:
        raise TidingsError("\n".join(faults))
    tables: dict[str, RawTable] = {}
    refused: list[Refusal] = []
    for table in coding_tables():
        parts = []
        for name, read in known.get(table, ()):
            reader = read_parquet if name.endswith(".parquet") else read_csv
            try:
                part = reader(name, read(), table, _allowed(table), refused)
            except FileFault as fault:
                faults.append(str(fault))
            else:
                parts.append(part)
                if part.passed_over:
                    notes.append(f"{name}: passed over, as link makes them: {', '.join(part.passed_over)}")
        if parts:
            tables[table] = _joined(parts)
    if faults:
        raise TidingsError("\n".join(faults))
    if "event_reports" in tables and "event_type" not in tables["event_reports"].cells:
        tables["event_reports"] = _typed_by_events(tables["event_reports"], files)
    return RawCoding(str(place), tables, refused, [] if is_package(place) else notes)


def is_package(place: Path) -> bool:
    """Whether a folder, a file or a zip is a data package, whose facts and tables belong together."""
    if place.name == DESCRIPTOR or (place / DESCRIPTOR).is_file():
        return True
    if not (place.is_file() and zipfile.is_zipfile(place)):
        return False
    with zipfile.ZipFile(place) as archive:
        return any(PurePosixPath(name).name == DESCRIPTOR for name in archive.namelist())


def _typed_by_events(reports: RawTable, files: _Files) -> RawTable:
    """Type and mode of each report, as the table of events tells them: in a package they stand there."""
    types: dict[str | None, Mapping[str, str | None]] = {}
    for name, read in files.items():
        if PurePosixPath(name).name == "events.csv":
            types = {row["event_id"]: row for row in csv.DictReader(io.StringIO(read().decode("utf-8-sig"), newline="")) if "event_id" in row}
    told = [types.get(event, {}) for event in reports.cells.get("event_id", ())]
    more = {name: [row.get(name) or None for row in told] for name in ("event_type", "event_mode")} if types else {}
    return RawTable({**reports.cells, **more}, reports.files, reports.lines)


def coding_files(tables: Tables, format: Literal["csv", "parquet"] = "csv") -> dict[str, bytes]:
    """File name -> bytes of each table, in the order of the contract's columns and rows; the same tables give the same bytes.

    Raises ValueError for an unknown table, column or format.
    """
    if format not in ("csv", "parquet"):
        raise ValueError(f"a coding is written as csv or parquet, not {format!r}")
    unknown = [name for name in tables if name not in coding_tables()]
    if unknown:
        raise ValueError(f"no table of a coding: {', '.join(unknown)}")
    files = {}
    for name, rows in tables.items():
        table = coding_tables()[name].table
        strange = sorted({column for row in rows for column in row} - set(table.columns) - coding_tables()[name].by_link)
        if strange:
            raise ValueError(f"{name}: no column of a coding: {', '.join(strange)}")
        whole: list[Row] = [{column: row.get(column) for column in table.columns} for row in rows]
        whole.sort(key=lambda row: [_sortable(row[column]) for column in (*table.order, *table.columns)])
        files[f"{name}.{format}"] = table_bytes(table, whole) if format == "csv" else _parquet_bytes(table, whole)
    return files


def coding_names() -> set[str]:
    """Names of all files that a coding may be written into."""
    return {f"{name}.{kind}" for name in coding_tables() for kind in ("csv", "parquet")}


def write_coding(folder: Path, tables: Tables, format: Literal["csv", "parquet"] = "csv") -> None:
    """Write the tables into the folder, one file each (`coding_files`).

    Every file is there whole or not at all. Files of a coding that the folder held before (other kinds, shards, tables that are not given)
    are removed, so that the folder holds this coding alone. Raises ValueError for an unknown table, column or format.
    """
    files = coding_files(tables, format)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        replace_file(folder / name, data)
    for path in folder.iterdir():
        match = _FILE.fullmatch(path.name)
        if match and match["stem"] in coding_tables() and path.name not in files:
            path.unlink()


def _sortable(value: object) -> tuple[int, float, str]:
    """Empty cells first, then numbers by size, then text by code point."""
    if value is None:
        return (0, 0, "")
    return (1, value, "") if isinstance(value, int | float) else (2, 0, str(value))


def part_files(tables: Tables) -> dict[str, bytes]:
    """The same as Parquet, rows as they come and packed less tightly: for codings that a build keeps for itself, where time counts."""
    return {f"{name}.parquet": _parquet_bytes(coding_tables()[name].table, rows, level=1) for name, rows in tables.items()}


def _parquet_bytes(table: contract.Table, rows: Sequence[Row], level: int = 9) -> bytes:
    types: dict[str, Any] = {"integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean}
    columns = []
    for each in table.fields:
        kind = types.get(each.type, pl.String)
        values: list[Any] = [row.get(each.name) for row in rows]
        if kind is pl.String:
            values = [None if value is None else cell(value) for value in values]
        elif kind is pl.Float64:
            values = [None if value is None else float(value) for value in values]
        columns.append(pl.Series(each.name, values, dtype=kind))
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out, compression="zstd", compression_level=level, row_group_size=_SHARD_ROWS, statistics=False)
    return out.getvalue()


def _files(place: Path) -> tuple[_Files, list[str]]:
    """The files of a coding by name, and notes on those that are passed over."""
    if not place.exists():
        raise UsageError(f"{place}: no such file or folder; give a folder, a zip or a file that holds a coding")
    if place.name == DESCRIPTOR or (place / DESCRIPTOR).is_file():
        return _of_package(place)
    if place.is_dir():
        inside = place / "data"
        home = place if any(_is_table(path.name) for path in place.iterdir()) or not inside.is_dir() else inside
        paths = [path for path in home.iterdir() if path.is_file()]
        return {path.relative_to(place).as_posix(): path.read_bytes for path in paths}, []
    if zipfile.is_zipfile(place):
        return _of_zip(place)
    if place.suffix in (".csv", ".parquet"):
        return {place.name: place.read_bytes}, []
    raise UsageError(f"{place}: no coding; give a folder or a zip of .csv or .parquet files, or one such file")


def _of_package(place: Path) -> tuple[_Files, list[str]]:
    package = open_package(place)
    files: _Files = {}
    for resource in package.descriptor["resources"]:
        if resource["name"] in coding_tables() or resource["name"] == "events":
            path = str(resource["path"])
            files[path] = lambda path=path: package.read(path)  # type: ignore[misc]
    return files, []


def _of_zip(place: Path) -> tuple[_Files, list[str]]:
    with zipfile.ZipFile(place) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/") and "__MACOSX" not in name]
    if any(PurePosixPath(name).name == DESCRIPTOR for name in names):
        return _of_package(place)
    homes = sorted({PurePosixPath(name).parent for name in names if _is_table(PurePosixPath(name).name)}, key=lambda home: len(home.parts))
    home = homes[0] if homes else PurePosixPath(".")

    def reader(name: str) -> Callable[[], bytes]:
        def read() -> bytes:
            try:
                return read_member(place, name)
            except TidingsError as error:
                raise FileFault(str(error)) from None

        return read

    return {name: reader(name) for name in names if PurePosixPath(name).parent == home}, []


def _is_table(name: str) -> bool:
    match = _FILE.fullmatch(name)
    return bool(match and match["stem"] in coding_tables())


def _shard(name: str) -> str | None:
    match = _FILE.fullmatch(name)
    return match["shard"] if match else None


def _table_of(name: str, faults: list[str], notes: list[str]) -> str | None:
    """The table that a file holds, None for a file that is passed over. Adds a fault for a file that no coding has."""
    bare = PurePosixPath(name).name
    match = _FILE.fullmatch(bare)
    if bare.startswith((".", "~")) or bare in _BESIDE:
        return None
    if match and match["stem"] in coding_tables():
        return match["stem"]
    if match and match["stem"] in contract.PUBLISHED:
        notes.append(f"{name}: passed over, as link makes this table")
        return None
    stem = match["stem"] if match else PurePosixPath(bare).stem
    if match:
        faults.append(f"{name}: no table of a coding is called {stem}; {nearest(stem, coding_tables())}")
    elif PurePosixPath(bare).suffix.lower() in _OTHER_KINDS and stem.lower() in coding_tables():
        faults.append(f"{name}: a table is a .csv or .parquet file; save it as {stem.lower()}.csv (CSV, UTF-8, parted by commas)")
    return None


def _allowed(table: str) -> tuple[frozenset[str], frozenset[str]]:
    """Columns that are read, and columns that may stand in the file and are passed over."""
    coding = coding_tables()[table]
    placing = PLACING if "start" in coding.table.columns else ()
    return frozenset([*coding.table.columns, *placing]), coding.by_link


def _joined(parts: Sequence[Part]) -> RawTable:
    columns = list(dict.fromkeys(column for part in parts for column in part.cells))
    cells = {name: [value for part in parts for value in part.cells.get(name) or [None] * len(part.lines)] for name in columns}
    return RawTable(cells, [part.file for part in parts for _ in part.lines], [line for part in parts for line in part.lines])
