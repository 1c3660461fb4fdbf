"""A package in a folder that holds other things, too (the root of the seeds; a folder that cannot be exchanged): moved in file by file.

The new files wait in ``.tidings-new/`` inside the folder. ``READY``, a list of them, is put there last: from then on the new package is decided.
Each old file is kept under ``OLD`` until all are moved, the descriptor last. A process that dies in between leaves READY, and the next command
that opens the folder goes on (`finish`); a file that cannot be replaced brings all the old ones back.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from tidings.publish.staging import Content, sync, write_all

WAITING = ".tidings-new"
READY = "READY"
FILES, OLD = "files", "old"
_LAST = "datapackage.json"


def publish_in_place(folder: Path, files: Mapping[str, Content], stale: Collection[str] = ()) -> None:
    """Put `files` into `folder` (its lock held), and remove those of `stale` that are there. Raises OSError; then the old files are as they were."""
    folder.mkdir(parents=True, exist_ok=True)
    finish(folder)
    waiting = folder / WAITING
    gone = sorted(name for name in stale if name not in files and (folder / name).is_file())
    try:
        write_all(waiting / FILES, files)
        listed = {"files": sorted(files, key=_rank), "gone": gone, "new": sorted(name for name in files if not _there(folder / name))}
        write_all(waiting, {f"{READY}.part": json.dumps(listed).encode("utf-8")})
        os.replace(waiting / f"{READY}.part", waiting / READY)
        sync(waiting)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise
    _move(folder)


def unfinished(folder: Path) -> bool:
    """Whether a package is being moved into the folder, or its move was cut off."""
    return (folder / WAITING / READY).is_file()


def finish(folder: Path) -> None:
    """Go on with a move that was cut off, or throw away files that were never decided on (the lock of `folder` held)."""
    if unfinished(folder):
        _move(folder)
    elif (folder / WAITING).is_dir():
        shutil.rmtree(folder / WAITING)


def _rank(name: str) -> tuple[bool, str]:
    return (name == _LAST, name)


def _there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _move(folder: Path) -> None:
    waiting = folder / WAITING
    listed = json.loads((waiting / READY).read_bytes())
    try:
        for name in [*listed["gone"], *listed["files"]]:
            _keep(folder / name, waiting / OLD / name)
        for name in listed["gone"]:
            (folder / name).unlink(missing_ok=True)
        for name in listed["files"]:
            if (waiting / FILES / name).is_file():  # else it was moved before the cut
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(waiting / FILES / name, folder / name)
    except OSError:
        _bring_back(folder, listed["new"])
        raise
    (waiting / READY).unlink()
    shutil.rmtree(waiting)


def _keep(path: Path, kept: Path) -> None:
    """A second name for the old file; what was kept before the cut is older, and stays."""
    if kept.exists() or not path.is_file():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_name(f"{kept.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.link(path, part)
    except OSError:  # a file system without second names, or a file that may not have one
        shutil.copy2(path, part)
    os.replace(part, kept)


def _bring_back(folder: Path, new: Collection[str]) -> None:
    waiting = folder / WAITING
    for name in new:
        (folder / name).unlink(missing_ok=True)
    for kept in sorted(path for path in (waiting / OLD).rglob("*") if path.is_file()):
        target = folder / kept.relative_to(waiting / OLD)
        if not target.is_file() or not kept.samefile(target):
            try:
                os.replace(kept, target)
            except OSError:  # the file that could not be replaced: it is still the old one
                continue
    (waiting / READY).unlink()
    shutil.rmtree(waiting, ignore_errors=True)
