"""A package that is all of its folder: the new one is written beside it, and one exchange of names puts it in the old one's place.

Linux exchanges two names in one step (``renameat2`` with ``RENAME_EXCHANGE``: man 2 renameat2). Elsewhere two renames do it; a process that
dies between them leaves the new package whole under its name beside the folder, and `finish` puts it in place.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import struct
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from tidings.errors import UsageError
from tidings.publish.lock import beside
from tidings.publish.staging import Content, sync, write_all

NEW, OLD = "new", "old"
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
_GET_FLAGS, _FIXED = 0x80086601, 0x30  # FS_IOC_GETFLAGS; immutable or append-only


def publish_whole(folder: Path, files: Mapping[str, Content]) -> None:
    """Make `files` the whole content of `folder` (absolute, its lock held). Until the exchange nothing in it is touched."""
    new = beside(folder, NEW)
    _clear(new)
    there = folder.exists()
    if there:
        _refuse_fixed(folder)
    try:
        write_all(new, files)
        if there:
            shutil.copymode(folder, new)
        _place(new, folder, there)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    with suppress(OSError):
        sync(folder.parent)
    shutil.rmtree(new, ignore_errors=True)  # what was there before
    shutil.rmtree(beside(folder, OLD), ignore_errors=True)


def unfinished(folder: Path) -> bool:
    """Whether a process died between the two renames."""
    return not folder.exists() and beside(folder, OLD).is_dir() and beside(folder, NEW).is_dir()


def finish(folder: Path) -> None:
    """Put a package in place whose process died between the two renames, and remove what a killed build left beside `folder` (its lock held)."""
    new, old = beside(folder, NEW), beside(folder, OLD)
    if unfinished(folder):
        os.rename(new, folder)
    _clear(new)
    _clear(old)


def _place(new: Path, folder: Path, there: bool) -> None:
    if not there:
        os.rename(new, folder)
    elif not _exchanged(new, folder):
        old = beside(folder, OLD)
        _clear(old)
        os.rename(folder, old)
        try:
            os.rename(new, folder)
        except BaseException:
            os.rename(old, folder)
            raise


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where system or file system cannot."""
    call = _renameat2()
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _renameat2() -> Any:
    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _refuse_fixed(folder: Path) -> None:
    """Raise UsageError for a file that somebody has made immutable (chattr +i): to rename its folder would get round that."""
    if sys.platform != "linux":
        return
    import fcntl

    for path in [folder, *sorted(folder.rglob("*"))]:
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            continue
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            flags = struct.unpack("l", fcntl.ioctl(descriptor, _GET_FLAGS, struct.pack("l", 0)))[0]
        except OSError:  # a file system without such flags
            flags = 0
        finally:
            os.close(descriptor)
        if flags & _FIXED:
            raise UsageError(f"{path}: it may not be changed (lsattr shows it immutable); free it with chattr -i -a, or name another folder")
