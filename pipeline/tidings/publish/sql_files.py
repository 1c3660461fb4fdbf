"""The tables as one SQLite or DuckDB file: typed columns, primary and foreign keys, comments from the schemas, and joined views."""

from __future__ import annotations

import sqlite3
import struct
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from typing import Any

from tidings import contract
from tidings.contract import Table
from tidings.errors import UsageError
from tidings.publish.parquet_files import meaning, number, parquet_bytes
from tidings.publish.views import VIEWS

Row = Mapping[str, object]

_SQLITE = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
_DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
_IDENTITY = slice(124, 140)  # where DuckDB puts a random number into its main header, so that two files can be told apart
_HEADER = 4096


def sqlite_bytes(tables: Mapping[str, Sequence[Row]]) -> bytes:
    """A SQLite file. What a column means stands as a comment in the statement that makes its table (``SELECT sql FROM sqlite_schema``).

    Made in memory: nothing depends on the room in $TMPDIR.
    """
    connection = sqlite3.connect(":memory:")
    try:
        _fill_sqlite(connection, lambda table: tables[table.name])
        return connection.serialize()
    finally:
        connection.close()


def write_sqlite(path: Path, rows_of: Callable[[Table], Iterable[Row]]) -> None:
    """The same file at `path`, of tables whose rows are read one after the other."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        _fill_sqlite(connection, rows_of)
    finally:
        connection.close()


def _fill_sqlite(connection: sqlite3.Connection, rows_of: Callable[[Table], Iterable[Row]]) -> None:
    for name, table in contract.tables().items():
        connection.execute(_create(table, _SQLITE, commented=True))
        slots = ", ".join("?" * len(table.fields))
        rows = ([number(row[field.name], field) for field in table.fields] for row in rows_of(table))
        connection.executemany(f'INSERT INTO "{name}" VALUES ({slots})', rows)
    for name, view in VIEWS.items():
        connection.execute(f'CREATE VIEW "{name}" AS -- {view.comment}\n{view.query}')
    connection.commit()


def duckdb_bytes(tables: Mapping[str, Sequence[Row]]) -> bytes:
    """A DuckDB file with comments on tables and columns. Needs the package duckdb.

    The same tables give the same bytes with the same version of DuckDB: the random identity of the file is set to zeros.
    """
    duckdb: Any = import_module("duckdb")
    try:
        return _made_by_duckdb(duckdb, tables)
    except (duckdb.Error, OSError) as error:
        first = str(error).splitlines()[0]
        raise UsageError(f"--format duckdb: {first}; DuckDB makes its file in {_temporary()}: make room there, or set TMPDIR") from None


def _temporary() -> str:
    try:
        return tempfile.gettempdir()
    except OSError:
        return "the folder for temporary files"


def _made_by_duckdb(duckdb: Any, tables: Mapping[str, Sequence[Row]]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tidings.duckdb"
        with duckdb.connect(config={"threads": 1}) as connection:
            connection.execute(f"ATTACH '{path}' AS tidings (BLOCK_SIZE 16384)")  # the usual 262144 is for large files
            connection.execute("USE tidings")
            for table in _referenced_first():
                _fill_duckdb(connection, table, tables[table.name], Path(folder) / "rows.parquet")
            for name, view in VIEWS.items():
                connection.execute(f'CREATE VIEW "{name}" AS {view.query}')
                connection.execute(f'COMMENT ON VIEW "{name}" IS {_quoted(view.comment)}')
            connection.execute("CHECKPOINT tidings")
            connection.execute("USE memory")
            connection.execute("DETACH tidings")
        made = path.read_bytes()
        path.write_bytes(_without_identity(made))
        try:
            duckdb.connect(str(path), read_only=True).close()
        except duckdb.Error:  # a version that lays its header out otherwise: right, if not the same bytes each time
            return made
        return path.read_bytes()


def _fill_duckdb(connection: Any, table: Table, rows: Sequence[Row], between: Path) -> None:
    """Make and fill a table. Rows go by way of the file `between`: one at a time they would take a hundred times as long."""
    connection.execute(_create(table, _DUCKDB, commented=False))
    connection.execute(f'COMMENT ON TABLE "{table.name}" IS {_quoted(f"{table.title}: {table.description}")}')
    for field in table.fields:
        connection.execute(f'COMMENT ON COLUMN "{table.name}"."{field.name}" IS {_quoted(meaning(field))}')
    for batch in _parents_first(table, rows):
        between.write_bytes(parquet_bytes(table, batch))
        connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM read_parquet(?)', [str(between)])


def _referenced_first() -> list[Table]:
    """The tables in an order in which every foreign key leads to one made before: DuckDB asks for that."""
    tables = contract.tables()
    leads = {name: [key.reference for key in table.foreign_keys if key.reference != name] for name, table in tables.items()}
    return [tables[name] for name in TopologicalSorter(leads).static_order()]


def _parents_first(table: Table, rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in batches: those that a key within the table leads to stand in an earlier batch than those that it leads from."""
    own = [(key.fields, key.reference_fields) for key in table.foreign_keys if key.reference == table.name]
    if not own:
        yield list(rows)
        return
    there: set[tuple[object, ...]] = {(None,) * len(fields) for fields, _ in own}
    left = list(rows)
    while left:
        ready = [row for row in left if all(tuple(row[name] for name in fields) in there for fields, _ in own)] or left
        yield ready
        there |= {tuple(row[name] for name in wanted) for row in ready for _, wanted in own}
        left = [row for row in left if row not in ready]


def _create(table: Table, types: Mapping[str, str], *, commented: bool) -> str:
    """The statement that makes an empty table."""
    lines = [(f'"{field.name}" {types[field.type]}{" NOT NULL" if field.constraints.required else ""}', meaning(field)) for field in table.fields]
    lines.append((f"PRIMARY KEY ({_listed(table.primary_key)})", ""))
    for key in table.foreign_keys:
        lines.append((f'FOREIGN KEY ({_listed(key.fields)}) REFERENCES "{key.reference}" ({_listed(key.reference_fields)})', ""))
    if not commented:
        return f'CREATE TABLE "{table.name}" ({", ".join(line for line, _ in lines)})'
    comma = [","] * (len(lines) - 1) + [""]
    body = "\n".join(f"  {line}{end}{f' -- {comment}' if comment else ''}" for (line, comment), end in zip(lines, comma, strict=True))
    return f'CREATE TABLE "{table.name}" ( -- {" ".join(f"{table.title}: {table.description}".split())}\n{body}\n)'


def _without_identity(made: bytes) -> bytes:
    """The file with zeros for its random identity. The header's checksum, its first eight bytes, is the exclusive or of its words times a constant
    (``src/common/checksum.cpp`` of DuckDB), so what the changed words gave is taken out and what they give now put in.
    """

    def folded(data: bytes) -> int:
        total = 0
        for (word,) in struct.iter_unpack("<Q", data):
            total ^= word * 0xBF58476D1CE4E5B9 % 2**64
        return total

    zeroed = made[: _IDENTITY.start] + bytes(16) + made[_IDENTITY.stop :]
    checksum = struct.unpack_from("<Q", made)[0] ^ folded(made[8:_HEADER]) ^ folded(zeroed[8:_HEADER])
    return struct.pack("<Q", checksum) + zeroed[8:]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _quoted(text: str) -> str:
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
