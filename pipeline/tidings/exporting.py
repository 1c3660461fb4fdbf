"""A finished package in another format: what `tidings export` writes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from tidings import contract
from tidings.contract import Table
from tidings.errors import TidingsError
from tidings.package import DESCRIPTOR, Package, open_package
from tidings.publish.atomic import write_package
from tidings.publish.companions import check_formats, companions

_READ: dict[str, Callable[[str], object]] = {"integer": int, "number": float, "boolean": lambda text: text == "TRUE"}


def export(place: Path, out: Path, formats: Sequence[str]) -> list[str]:
    """Write the tables of the package at `place` into the folder `out`, in each of `formats` (csv: the package itself); give the files' names.

    Raises UsageError for a format that cannot be written, TidingsError for a package that cannot be read.
    """
    check_formats(formats)
    package = open_package(place)
    files = companions("", typed_tables(package), formats)
    if "csv" in formats:
        files |= {path: package.read(path) for path in (DESCRIPTOR, *(str(package.resource(name)["path"]) for name in package.tables))}
    write_package(out, files)
    return sorted(files)


def typed_tables(package: Package) -> dict[str, list[dict[str, object]]]:
    """The rows of a package, column -> value. Raises TidingsError where a table is not there or not valid."""
    return {name: _typed(package, table) for name, table in contract.tables().items()}


def _typed(package: Package, table: Table) -> list[dict[str, object]]:
    rows = csv.DictReader(io.StringIO(package.csv(table.name).decode("utf-8"), newline=""))
    try:
        return [{field.name: _READ.get(field.type, str)(row[field.name]) if row[field.name] else None for field in table.fields} for row in rows]
    except (KeyError, ValueError, TypeError) as error:
        raise TidingsError(f"{package.place}: {table.name} is not as its schema says ({error}); tidings validate says where") from None
