"""Which files a source names: a file, a folder, a pattern. What is passed over is told, nothing in silence."""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tidings.errors import Unreadable, UsageError
from tidings.read.facts import FACTS_FILE, FolderFacts, facts_of_folder
from tidings.read.found import Note, Skipped
from tidings.read.kinds import READ, Kind, kind_of
from tidings.read.options import ReadOptions

_BESIDE = ("metadata.toml", "datapackage.json")  # files of Tidings' own that stand beside articles
_HIDDEN = ("__MACOSX",)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that holds articles. `name`: its path below the source; `facts`: what ``articles.csv`` says of it."""

    path: Path
    name: str
    kind: Kind
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Walk:
    """Where a walk through a folder stands."""

    root: Path
    facts: FolderFacts
    text_field: str | None
    met: set[str] = field(default_factory=set)


def source_files(sources: Iterable[Path], options: ReadOptions) -> Iterator[SourceFile | Skipped | Note | Unreadable]:
    """Files of all sources, each folder in the order of its names. Raises UsageError for a source that is not there or holds nothing to read."""
    for source in sources:
        if source.is_dir():
            yield from _folder(source, options)
        elif source.is_file():
            yield from _file(source, options)
        elif glob.has_magic(str(source)):
            matched = sorted(Path(path) for path in glob.glob(str(source), recursive=True))
            if not matched:
                raise UsageError(f"{source}: no file matches this pattern")
            yield from source_files(_visible(matched), options)
        else:
            raise UsageError(f"{source}: no such file or folder")


def _visible(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.name != FACTS_FILE and path.name not in _BESIDE]


def _file(source: Path, options: ReadOptions) -> Iterator[SourceFile | Skipped | Note | Unreadable]:
    kind = kind_of(source, dict(options.fields).get("text"))
    if not kind.name:
        advice = "name yours with --fields text=NAME" if "without" in kind.what else f"kinds are {READ}"
        raise UsageError(f"{source}: not a kind of file that can be read ({kind.what}); {advice}")
    facts, _ = facts_of_folder(source.parent, options.encoding) if source.name != FACTS_FILE else (FolderFacts(), [])
    yield SourceFile(source, printable(source.name), kind, facts.of(source.name))


def _folder(source: Path, options: ReadOptions) -> Iterator[SourceFile | Skipped | Note | Unreadable]:
    facts, notes = facts_of_folder(source, options.encoding)
    yield from notes
    walk = _Walk(source, facts, dict(options.fields).get("text"))
    found = without = False
    for each in _walk(walk, source):
        found = found or isinstance(each, SourceFile | Unreadable)
        without = without or (isinstance(each, Skipped) and "without" in each.detail)
        yield each
    yield from facts.unused(source, walk.met)
    if not found:
        advice = "rows have no field of texts that is known: name yours with --fields text=NAME" if without else f"kinds are {READ}"
        raise UsageError(f"{source}: no file that can be read; {advice}")


def _walk(walk: _Walk, folder: Path) -> Iterator[SourceFile | Skipped | Note | Unreadable]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Unreadable(printable(str(folder)), None, f"the folder cannot be read: {error.strerror}")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or entry.name in _HIDDEN:
            yield Skipped("hidden", printable(str(path)), "")
        elif entry.is_symlink() and not entry.is_file():
            yield Skipped("link", printable(str(path)), "to a folder" if entry.is_dir() else "to nothing")
        elif entry.is_dir(follow_symlinks=False):
            if _is_own_package(path):
                yield Skipped("package", printable(str(path)), "")
            else:
                yield from _walk(walk, path)
        elif entry.is_file():
            yield from _entry(walk, path)
        else:
            yield Skipped("kind", printable(str(path)), "no plain file")


def _entry(walk: _Walk, path: Path) -> Iterator[SourceFile | Skipped]:
    name = path.relative_to(walk.root).as_posix()
    if (walk.facts.there and name == FACTS_FILE) or name in _BESIDE:
        return
    kind = kind_of(path, walk.text_field)
    if kind.name:
        walk.met.add(name)
        yield SourceFile(path, printable(name), kind, walk.facts.of(name))
    else:
        yield Skipped("kind", printable(str(path)), kind.what)


def _is_own_package(folder: Path) -> bool:
    """Whether a folder holds a package, such as the one that an earlier build wrote below its own source."""
    try:
        package = json.loads((folder / "datapackage.json").read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(package, dict) and "resources" in package


def printable(name: str) -> str:
    """A file's name with what is no character of any text (bytes of another encoding) written out."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
