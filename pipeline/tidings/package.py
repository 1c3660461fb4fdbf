"""A finished package as others see it: its descriptor and files, in a folder or in a zip. For whatever reads what was published."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from tidings.contract import Table, table_of
from tidings.errors import TidingsError

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Package:
    """`place`: the folder or zip, for messages. `descriptor`: its ``datapackage.json``. `read`: path in the package -> bytes."""

    place: str
    descriptor: dict[str, Any]
    read: Callable[[str], bytes]

    @property
    def tables(self) -> dict[str, Table]:
        """Name -> table, as the package's own schemas describe it, in the package's order."""
        return {resource["name"]: table_of(_told(resource) | resource["schema"]) for resource in self.descriptor["resources"]}

    def resource(self, name: str) -> dict[str, Any]:
        """The descriptor's entry of a table. Raises TidingsError, which lists the tables, where there is none of that name."""
        for resource in self.descriptor["resources"]:
            if resource["name"] == name:
                return dict(resource)
        names = ", ".join(resource["name"] for resource in self.descriptor["resources"])
        raise TidingsError(f"{self.place} has no table {name!r}; it has {names}")

    def csv(self, name: str) -> bytes:
        """The CSV file of a table."""
        return self.read(self.resource(name)["path"])


def _told(resource: dict[str, Any]) -> dict[str, Any]:
    """Name, title and description of a table, which its schema in the descriptor does not say again."""
    return {name: resource[name] for name in ("name", "title", "description") if name in resource}


def open_package(place: Path) -> Package:
    """The package in a folder (or beside a named ``datapackage.json``) or in a zip. Raises TidingsError where there is none."""
    if place.name == DESCRIPTOR:
        place = place.parent
    if place.is_file() and zipfile.is_zipfile(place):
        return _opened(place, _zip_reader(place))
    if (place / DESCRIPTOR).is_file():
        return _opened(place, lambda path: (place / path).read_bytes())
    raise TidingsError(f"{place}: no package: neither a folder with a {DESCRIPTOR} nor a zip of one")


def _opened(place: Path, read: Callable[[str], bytes]) -> Package:
    def inside(path: str) -> bytes:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts:
            raise TidingsError(f"{place}: {path!r} leads out of the package")
        try:
            return read(path)
        except (FileNotFoundError, KeyError):
            raise TidingsError(f"{place}: {path} is named by the descriptor and is not there") from None

    try:
        descriptor = json.loads(inside(DESCRIPTOR))
        named = [(resource["name"], resource["path"], resource["schema"]["fields"]) for resource in descriptor["resources"]]
    except (ValueError, KeyError, TypeError) as error:
        raise TidingsError(f"{place}: {DESCRIPTOR} is not that of a package of tables: {type(error).__name__}: {error}") from None
    if not named:
        raise TidingsError(f"{place}: {DESCRIPTOR} names no table")
    return Package(str(place), descriptor, inside)


def _zip_reader(place: Path) -> Callable[[str], bytes]:
    """Paths count from the folder in which the zip holds its descriptor."""
    with zipfile.ZipFile(place) as archive:
        descriptors = [name for name in archive.namelist() if PurePosixPath(name).name == DESCRIPTOR]
    if not descriptors:
        raise TidingsError(f"{place}: the zip holds no {DESCRIPTOR}")
    prefix = min(descriptors, key=lambda name: (name.count("/"), name)).removesuffix(DESCRIPTOR)

    def read(path: str) -> bytes:
        with zipfile.ZipFile(place) as archive:
            return archive.read(prefix + path)

    return read
