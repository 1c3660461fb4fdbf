"""All or nothing: files are written beside the old ones and moved into place when everything is there.

The new files wait in ``.tidings-new/`` inside the package's folder. A file named ``READY`` is written last; from then on the
package is decided, and a build that dies while moving is finished by the next command that opens the folder (`recover`).
Before that, the old package is untouched and the waiting files are thrown away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

WAITING = ".tidings-new"
READY = "READY"


def write_package(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put `files` (relative path -> bytes) into `folder`.

    Files of an earlier package that are not in `files` are left to the caller.
    """
    folder.mkdir(parents=True, exist_ok=True)
    recover(folder)
    waiting = folder / WAITING
    try:
        for name in sorted(files):
            path = waiting / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[name])
            _sync(path)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise
    (waiting / READY).write_bytes(b"")
    _sync(waiting / READY)
    _move(folder, waiting)


def recover(folder: Path) -> None:
    """Finish a move that was interrupted, or throw away files that were not yet checked."""
    waiting = folder / WAITING
    if not waiting.is_dir():
        return
    if (waiting / READY).exists():
        _move(folder, waiting)
    else:
        shutil.rmtree(waiting)


def _move(folder: Path, waiting: Path) -> None:
    for path in sorted(waiting.rglob("*")):
        if path.is_file() and path.name != READY:
            target = folder / path.relative_to(waiting)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)
    (waiting / READY).unlink()
    shutil.rmtree(waiting)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
