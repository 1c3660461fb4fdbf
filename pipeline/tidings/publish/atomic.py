"""Publishing is one step: whatever happens, a folder holds the old package or the new one, and nobody reads a mix of both.

A folder that holds a package and nothing else is exchanged whole (`exchange`). One that holds other things, too, that is a mount point or the
current folder is moved into file by file, with a journal (`in_place`). A lock keeps a second build out (`lock`), and `guard` keeps a build from
what is not ours. What is promised, and which test shows it: ``docs/reliability.md``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tidings.errors import UsageError, system_fault
from tidings.publish import exchange, guard, in_place
from tidings.publish.lock import Locked, locked, may_stand_beside
from tidings.publish.staging import Content

_TRIES, _PAUSE = 200, 0.05  # how often and how long (seconds) a reader waits for a package that is being moved


class NotPublished(UsageError):
    """The system would not let the package be written; what was there before stands."""


@dataclass(frozen=True)
class Publication:
    """A folder that one build has for itself (`publication`)."""

    out: Path
    folder: Path
    force: bool
    check: Callable[[Path, Path], None]

    def publish(self, files: Mapping[str, Content], ours: Collection[str] = ()) -> None:
        """Put `files` in place in one step. `ours`: names that an earlier build may have written, removed where they are not among `files`."""
        if not self.force:
            self.check(self.out, self.folder)  # again: the build may have taken hours
        with _told_as_ours(self.out):
            _publish(self.folder, files, ours)


@contextmanager
def publication(
    out: Path,
    inputs: Iterable[Path] = (),
    *,
    force: bool = False,
    told: Callable[[str], None] = lambda line: None,
    check: Callable[[Path, Path], None] = guard.refuse_strange,
) -> Iterator[Publication]:
    """Take `out` for one build, before any work. `inputs`: what is built from. `force`: do without `check`, which refuses what is not ours.

    Raises UsageError where the folder cannot or may not be written, and Locked where another process writes into it.
    """
    folder = guard.real_folder(out)
    guard.refuse_overlap(out, folder, inputs)
    made = [above for above in folder.parents if not above.exists()]
    with _told_as_ours(out):
        folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _locked(out, folder, told):
            with _told_as_ours(out):
                _finish(folder)
            if not force:
                check(out, folder)
            yield Publication(out, folder, force, check)
    finally:
        if not folder.exists():
            _remove_empty(made)


def write_package(folder: Path, files: Mapping[str, Content], ours: Collection[str] = ()) -> None:
    """Put `files` (relative path -> bytes) into `folder` in one step, whatever else it holds; `ours` as in `Publication.publish`.

    Raises Locked, and NotPublished where the system will not have it: then what was there stands.
    """
    out = folder
    with _told_as_ours(out):
        folder = folder.resolve()
        folder.parent.mkdir(parents=True, exist_ok=True)
    with _locked(out, folder, lambda line: None), _told_as_ours(out):
        _finish(folder)
        _publish(folder, files, ours)


def recover(folder: Path) -> None:
    """Before reading: finish what a killed build left in or beside `folder`, and wait for one that is moving a package in.

    Raises UsageError where that takes too long, or may not be done.
    """
    folder = folder.resolve()
    for _ in range(_TRIES):
        if not (_unfinished(folder) or (folder / in_place.WAITING).is_dir()):
            return
        try:
            with locked(folder):
                _finish(folder)
            return
        except Locked as error:
            if not _unfinished(folder):
                return  # a build at work, which has decided nothing
            last = str(error)
        except OSError as error:
            raise UsageError(f"{folder}: a build was cut off while it published, and this cannot be finished: {system_fault(error)}") from None
        time.sleep(_PAUSE)
    raise UsageError(last)


def _publish(folder: Path, files: Mapping[str, Content], ours: Collection[str]) -> None:
    whole = may_stand_beside(folder) and not _is_here(folder)
    if whole and folder.is_dir():
        whole = not guard.holds_other_things(folder, {*files, *ours})
    if whole:
        exchange.publish_whole(folder, files)
    else:
        in_place.publish_in_place(folder, files, ours)


def _finish(folder: Path) -> None:
    if may_stand_beside(folder):
        exchange.finish(folder)
    if folder.is_dir():
        in_place.finish(folder)


def _unfinished(folder: Path) -> bool:
    return exchange.unfinished(folder) or in_place.unfinished(folder)


def _is_here(folder: Path) -> bool:
    """Whether the current folder is `folder` or in it: exchanged, it would be gone under the feet of whoever stands there."""
    here = Path.cwd()
    return folder == here or folder in here.parents


@contextmanager
def _locked(out: Path, folder: Path, told: Callable[[str], None]) -> Iterator[None]:
    holder = locked(folder, told)
    with _told_as_ours(out):
        if not may_stand_beside(folder):
            folder.mkdir(parents=True, exist_ok=True)
        holder.__enter__()
    try:
        yield
    finally:
        holder.__exit__(None, None, None)


@contextmanager
def _told_as_ours(out: Path) -> Iterator[None]:
    """Faults of the system as one line."""
    try:
        yield
    except OSError as error:
        raise NotPublished(f"{out}: nothing was published, and what was there stands: {system_fault(error)}") from None


def _remove_empty(folders: Iterable[Path]) -> None:
    for each in folders:
        try:
            each.rmdir()
        except OSError:
            return
