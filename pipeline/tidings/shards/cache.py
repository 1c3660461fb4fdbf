"""The work folder beside a package: codings in parts, each put there whole or not at all, found again by their keys.

``.NAME.tidings/`` beside the package NAME holds ``codings/PART/``: a coding of some articles as Parquet files, one a table, and ``keys.json``, which
tells of each article its key and its id. A key is made of all that decides the coding (`task.key_of`), so a coding that is found is right.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars

from tidings.coding.columns import Row, Tables, coding_tables
from tidings.errors import TidingsError, UsageError, system_fault

CODINGS, LINKING = "codings", "linking"
KEYS = "keys.json"
_NEW = ".new-"  # begins the name of a part that is not whole yet


def work_folder(out: Path) -> Path:
    """The work folder of the package that goes to `out`."""
    place = Path(os.path.abspath(out))
    return place.parent / f".{place.name}.tidings"


class Cache:
    """The codings of a work folder. `part_of`: key -> the part that holds the coding."""

    def __init__(self, folder: Path, fresh: bool = False) -> None:
        """Open it; with `fresh` empty it first. Raises UsageError where it cannot be made."""
        self.folder = folder
        if fresh:
            clean(folder)
        self.part_of: dict[str, str] = {}
        try:
            (folder / CODINGS).mkdir(parents=True, exist_ok=True)
            for part in sorted((folder / CODINGS).iterdir()):
                self._open(part)
        except OSError as error:
            raise UsageError(f"the work folder cannot be used: {system_fault(error)}") from None

    def _open(self, part: Path) -> None:
        if part.name.startswith(_NEW):  # of a run that was killed
            shutil.rmtree(part, ignore_errors=True)
            return
        try:
            keys = json.loads((part / KEYS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        for key in keys:
            self.part_of.setdefault(key, part.name)

    def put(self, keys: Mapping[str, str], files: Mapping[str, bytes]) -> None:
        """Keep a part: `keys` (key -> article) of its codings, and its files. Raises UsageError where the disk is full; what was kept stays."""
        name = hashlib.sha256("".join(keys).encode()).hexdigest()[:16]
        waiting, target = self.folder / CODINGS / f"{_NEW}{name}", self.folder / CODINGS / name
        try:
            shutil.rmtree(waiting, ignore_errors=True)
            waiting.mkdir(parents=True)
            for file, data in files.items():
                (waiting / file).write_bytes(data)
            (waiting / KEYS).write_text(json.dumps(keys), encoding="utf-8")
            if target.exists():
                shutil.rmtree(target)
            os.replace(waiting, target)
        except OSError as error:
            shutil.rmtree(waiting, ignore_errors=True)
            raise UsageError(
                f"{system_fault(error)}; {len(self.part_of)} codings are kept in {self.folder}, and the same command goes on there"
            ) from None
        for key in keys:
            self.part_of.setdefault(key, name)

    def part(self, name: str) -> Path:
        """The folder of a part."""
        return self.folder / CODINGS / name

    def tables(self, part: str) -> Tables:
        """The tables of a part. Raises TidingsError where it cannot be read."""
        return part_tables(self.part(part))

    def linking(self) -> Path:
        """An empty folder for what is made on the way from the codings to the package."""
        folder = self.folder / LINKING
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def drop_linking(self) -> None:
        """Remove that folder: it can be made again."""
        shutil.rmtree(self.folder / LINKING, ignore_errors=True)


def part_tables(folder: Path) -> Tables:
    """The tables of the part in `folder`. Raises TidingsError where it cannot be read."""
    with _readable(folder):
        return {name: polars.read_parquet(folder / f"{name}.parquet").to_dicts() for name in coding_tables()}


def part_articles(folder: Path, columns: Sequence[str]) -> list[Row]:
    """Some columns of the articles of the part in `folder`. Raises TidingsError where it cannot be read."""
    with _readable(folder):
        return polars.read_parquet(folder / "articles.parquet", columns=list(columns)).to_dicts()


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, polars.exceptions.PolarsError) as error:
        raise TidingsError(f"{folder}: a kept coding cannot be read ({error}); build once with --fresh") from None


def clean(folder: Path) -> int:
    """Remove a work folder; how many bytes it held. One that is no work folder is left alone."""
    size = size_of(folder)
    for name in (CODINGS, LINKING):
        shutil.rmtree(folder / name, ignore_errors=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
    return size


def size_of(folder: Path) -> int:
    """Bytes of all files of a work folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0


def in_words(size: int) -> str:
    """A size for people: 3.4 MB."""
    number = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            return f"{size} bytes" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    raise AssertionError
