"""A finished package as others see it: its descriptor and files, in a folder or in a zip. For whatever reads what was published."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from tidings.contract import Table, table_of
from tidings.errors import TidingsError

DESCRIPTOR = "datapackage.json"
INSTALLED = "_package"  # in the installed distribution: the five articles, as `data/` and the descriptor


@dataclass(frozen=True)
class Package:
    """`place`: the folder or zip, for messages. `descriptor`: its ``datapackage.json``. `read`: path in the package -> bytes."""

    place: str
    descriptor: dict[str, Any]
    read: Callable[[str], bytes]

    @property
    def tables(self) -> dict[str, Table]:
        """Name -> table, as the package's own schemas describe it, in the package's order."""
        return {resource["name"]: table_of({"name": resource["name"], **resource["schema"]}) for resource in self._tabular}

    @property
    def _tabular(self) -> list[dict[str, Any]]:
        """The entries of tables. Others are of files that hold the same tables in another format."""
        return [resource for resource in self.descriptor["resources"] if "schema" in resource]

    def resource(self, name: str) -> dict[str, Any]:
        """The descriptor's entry of a table. Raises TidingsError, which lists the tables, where there is none of that name."""
        for resource in self._tabular:
            if resource["name"] == name:
                return dict(resource)
        names = ", ".join(resource["name"] for resource in self._tabular)
        raise TidingsError(f"{self.place} has no table {name!r}; it has {names}")

    def csv(self, name: str) -> bytes:
        """The CSV file of a table."""
        return self.read(self.resource(name)["path"])


def open_package(place: Path) -> Package:
    """The package in a folder (or beside a named ``datapackage.json``) or in a zip. Raises TidingsError where there is none."""
    if place.name == DESCRIPTOR:
        place = place.parent
    if place.is_file() and zipfile.is_zipfile(place):
        return _opened(place, _zip_reader(place))
    if (place / DESCRIPTOR).is_file():
        return _opened(place, lambda path: (place / path).read_bytes())
    raise TidingsError(f"{str(place).replace(':/', '://')}: no package: {_what_is_there(place)}")


def package_at_hand() -> Path:
    """The package that is meant where none is named: that of the current folder, else of this checkout, else the one that was installed.

    Raises TidingsError where there is none.
    """
    module = Path(__file__).resolve().parent
    for folder in (Path.cwd(), module.parents[1], module / INSTALLED):
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise TidingsError(f"no {DESCRIPTOR} in {Path.cwd()}, and none was installed with tidings; say where the package is: a folder or a released zip")


def _what_is_there(place: Path) -> str:
    """What is at the place instead of a package, and what to do."""
    wanted = f"a folder with a {DESCRIPTOR}, or a zip of one"
    if re.match(r"https?:/", str(place)):
        return "this is an address; download the zip (curl -LO ADDRESS, or a browser) and give the file"
    if not place.exists():
        return f"no such file or folder (looked in {Path.cwd()}); give {wanted}"
    if place.is_file():
        return f"this file is no zip; give {wanted}"
    inside = sorted(path.name for path in place.iterdir() if (path / DESCRIPTOR).is_file() or path.suffix == ".zip")
    if inside:
        return f"the folder holds no {DESCRIPTOR}; did you mean {place / inside[0]}?"
    return f"the folder holds no {DESCRIPTOR}; give {wanted}. tidings build SOURCE --out DIR makes one of texts"


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
        resources = [resource for resource in descriptor["resources"] if "schema" in resource or "type" in resource]
        named = [(resource["name"], resource["path"], resource["schema"]["fields"]) for resource in resources]
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
