"""A finished package as others see it: its descriptor and files, in a folder or in a zip. For whatever reads what was published."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tidings.contract import Table, table_of
from tidings.errors import TidingsError, system_fault
from tidings.inside import fault_of, file_in, read_member
from tidings.publish.atomic import recover
from tidings.publish.in_place import unfinished

DESCRIPTOR = "datapackage.json"
INSTALLED = "_package"  # in the installed distribution: the five articles, as `data/` and the descriptor
_TRIES = 5
T = TypeVar("T")


class PackageReplaced(TidingsError):
    """Another package took the place of the one that was opened, while it was read."""


@dataclass(frozen=True)
class Package:
    """`place`: the folder or zip, for messages. `descriptor`: its ``datapackage.json``. `read`: path in the package -> bytes, of the package whose
    descriptor this is (else PackageReplaced). `changed`: files read so far that are not those which the descriptor tells of: edited since.
    """

    place: str
    descriptor: dict[str, Any]
    read: Callable[[str], bytes]
    changed: list[str] = field(default_factory=list)

    @property
    def tables(self) -> dict[str, Table]:
        """Name -> table, as the package's own schemas describe it, in the package's order."""
        return {resource["name"]: table_of(_told(resource) | resource["schema"]) for resource in self._tabular}

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


def _told(resource: dict[str, Any]) -> dict[str, Any]:
    """Name, title and description of a table, which its schema in the descriptor does not say again."""
    return {name: resource[name] for name in ("name", "title", "description") if name in resource}


def open_package(place: Path) -> Package:
    """The package in a folder (or beside a named ``datapackage.json``) or in a zip. Raises TidingsError where there is none."""
    if place.name == DESCRIPTOR:
        place = place.parent
    if place.is_file() and zipfile.is_zipfile(place):
        return _opened(place, _zip_reader(place))
    recover(place)
    if (place / DESCRIPTOR).is_file():
        return _opened(place, lambda path: file_in(place, path).read_bytes(), lambda: unfinished(place))
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


def steadily(read: Callable[[], T]) -> T:
    """What `read` gives, which opens a package and reads it; asked again where a build put another in its place meanwhile."""
    for _ in range(_TRIES - 1):
        try:
            return read()
        except PackageReplaced:
            continue
    return read()


def _opened(place: Path, read: Callable[[str], bytes], moving: Callable[[], bool] = lambda: False) -> Package:
    """`moving`: whether a build is moving another package in, file by file, the descriptor last."""

    def inside(path: str) -> bytes:
        if fault := fault_of(path):
            raise TidingsError(f"{place}: {path!r} {fault}; a package's files lie in its own folder")
        try:
            return read(path)
        except (FileNotFoundError, KeyError):
            if path != DESCRIPTOR and _replaced(read, raw, moving):
                raise PackageReplaced(f"{place}: replaced while it was read; try again") from None
            raise TidingsError(f"{place}: {path} is named by the descriptor and is not there") from None
        except OSError as error:
            raise TidingsError(f"{place}: {path} cannot be read: {system_fault(error)}") from None

    def checked(path: str) -> bytes:
        data = inside(path)
        if path in hashes and hashes[path] != f"sha256:{hashlib.sha256(data).hexdigest()}":
            if _replaced(read, raw, moving):
                raise PackageReplaced(f"{place}: replaced while it was read; try again")
            if path not in changed:
                changed.append(path)
        return data

    raw, changed = inside(DESCRIPTOR), list[str]()
    try:
        descriptor = json.loads(raw)
        hashes = {str(resource["path"]): resource.get("hash") for resource in descriptor["resources"] if "hash" in resource}
        resources = [resource for resource in descriptor["resources"] if "schema" in resource or "type" in resource]
        named = [(table_of(_told(resource) | resource["schema"]).name, resource["path"]) for resource in resources]
        if strange := [name for name, _ in named if not isinstance(name, str)]:
            raise TypeError(f"{strange[0]!r} is no name of a table")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TidingsError(f"{place}: {DESCRIPTOR} is not that of a package of tables: {type(error).__name__}: {error}") from None
    if not named:
        raise TidingsError(f"{place}: {DESCRIPTOR} names no table")
    for name, path in named:
        if fault := fault_of(path):
            raise TidingsError(f"{place}: the file of {name!r}, {path!r}, {fault}; a package's files lie in its own folder")
    return Package(str(place), descriptor, checked, changed)


def _replaced(read: Callable[[str], bytes], raw: bytes, moving: Callable[[], bool]) -> bool:
    """Whether another package is being moved in, or the descriptor is another one by now. Asked in this order: a move ends with the descriptor."""
    try:
        return moving() or read(DESCRIPTOR) != raw
    except OSError:
        return True


def _zip_reader(place: Path) -> Callable[[str], bytes]:
    """Paths count from the folder in which the zip holds its descriptor."""
    with zipfile.ZipFile(place) as archive:
        descriptors = [name for name in archive.namelist() if name.rpartition("/")[2] == DESCRIPTOR]
    if not descriptors:
        raise TidingsError(f"{place}: the zip holds no {DESCRIPTOR}")
    prefix = min(descriptors, key=lambda name: (name.count("/"), name)).removesuffix(DESCRIPTOR)
    return lambda path: read_member(place, prefix + path)
