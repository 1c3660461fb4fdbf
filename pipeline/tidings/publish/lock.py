"""One build at a time writes into a folder: a lock file beside it holds the writer's process id.

The lock is the kernel's (``flock``), so it ends with its process however that dies; the file only says whose it is. A file that lies there
without a lock was left by a process that was killed: it is told of and taken over. Where the system has no ``flock`` (Windows), there is no lock.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tidings.errors import UsageError

try:
    import fcntl
except ImportError:  # pragma: no cover
    fcntl = None  # type: ignore[assignment]

NAME = ".tidings-lock"


class Locked(UsageError):
    """Another process writes into the folder."""


def beside(folder: Path, what: str) -> Path:
    """The path of something of ours that lies beside `folder` (which is absolute): ``.NAME.tidings-WHAT``."""
    return folder.with_name(f".{folder.name}.tidings-{what}")


def may_stand_beside(folder: Path) -> bool:
    """Whether things of ours may lie beside `folder` and be exchanged with it: not where it is a mount point, or nobody may write there."""
    parent = folder.parent
    return bool(folder.name) and os.access(parent, os.W_OK | os.X_OK) and not os.path.ismount(folder)


@contextmanager
def locked(folder: Path, told: Callable[[str], None] = lambda line: None) -> Iterator[None]:
    """Hold the lock of `folder`, whose parent is there. Raises Locked where another process has it; `told` hears of one that was left behind."""
    folder = folder.resolve()
    path = beside(folder, "lock") if may_stand_beside(folder) else folder / NAME
    if fcntl is None:  # pragma: no cover
        yield
        return
    descriptor = _taken(path, folder)
    try:
        left = os.read(descriptor, 200).decode("utf-8", "replace").strip()
        if left:
            told(f"{path}: left by {left}, which ended before its time; cleared")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}\n".encode(), 0)
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # while it is held, so that nobody finds the file of a lock that is over
        os.close(descriptor)


def _taken(path: Path, folder: Path) -> int:
    """The open lock file, locked. The file may be removed between opening and locking: then the next one is taken."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _same(descriptor, path):
                return descriptor
        except BlockingIOError:
            holder = os.read(descriptor, 200).decode("utf-8", "replace").strip() or "another process"
            os.close(descriptor)
            raise Locked(f"{folder}: {holder} is writing into it; wait until it is done, or name another folder") from None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _same(descriptor: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    here = os.fstat(descriptor)
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)
