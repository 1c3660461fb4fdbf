"""Paths and archives that came from outside are not trusted: nothing is read outside a package's folder, and nothing unpacked without bound."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath, PureWindowsPath

from tidings.errors import TidingsError

# A member is refused that is both large and packed closer than tables are: deflate packs a table of news to a tenth, zeros to a thousandth.
LARGE = 64_000_000  # bytes
CLOSEST = 150  # bytes of a member to one of the archive
LARGEST = 8_000_000_000  # bytes of one member, however packed


def fault_of(path: object) -> str | None:
    """Why a path that a descriptor or an archive names is refused; None for one that stays in its folder."""
    if not isinstance(path, str) or not path or "\0" in path:
        return "is no path"
    if "://" in path or path.lower().startswith(("data:", "file:", "mailto:")):
        return "is an address: nothing is fetched"
    windows = PureWindowsPath(path)
    if path.startswith("/") or windows.drive or windows.root:
        return "is an absolute path"
    if ".." in PurePosixPath(path.replace("\\", "/")).parts:
        return "leads out of its folder"
    return None


def file_in(folder: Path, path: str) -> Path:
    """The file at `path` in `folder`. Raises TidingsError where the path, or a link, leads out of it."""
    if fault := fault_of(path):
        raise TidingsError(f"{folder}: {path!r} {fault}")
    found = folder / path
    try:
        inside = found.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links in a circle (RuntimeError: Python 3.12 and before)
        inside = False
    if not inside:
        raise TidingsError(f"{folder}: {path!r} is a link that leads out of its folder; put the file itself there")
    return found


def read_member(place: Path, name: str) -> bytes:
    """The bytes of a member of a zip. Raises KeyError where there is none, TidingsError for one that cannot be unpacked or is a bomb."""
    try:
        with zipfile.ZipFile(place) as archive:
            info = archive.getinfo(name)
            if fault := fault_of(name):
                raise TidingsError(f"{place}: the member {name!r} {fault}")
            bomb = info.file_size > LARGE and info.file_size > CLOSEST * max(info.compress_size, 1)
            if bomb or info.file_size > LARGEST:
                raise TidingsError(
                    f"{place}: {name} would unpack to {info.file_size:,} bytes from {info.compress_size:,}, which no table does; unpack it yourself"
                )
            return archive.read(info)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, OSError) as error:
        raise TidingsError(f"{place}: {name} cannot be unpacked ({error}); make the zip again, without a password") from None
