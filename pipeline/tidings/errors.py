"""Errors for people: what is wrong, where, and what to do. The command line prints them without a traceback."""

from __future__ import annotations

import errno
from dataclasses import dataclass

# What to do about a fault of the operating system, by its number.
_TO_DO = {
    errno.ENOENT: "make the folder that it lies in, or correct the path",
    errno.ENOTDIR: "a file stands where a folder is needed: name another path, or move the file",
    errno.EISDIR: "a folder stands where a file is needed: name another path, or move the folder",
    errno.EEXIST: "name another path, or move what is there",
    errno.ENAMETOOLONG: "shorten the name",
    errno.ELOOP: "the links lead in a circle: mend or remove them",
    errno.EACCES: "change its permissions, or name another path",
    errno.EPERM: "change its permissions or attributes (lsattr shows them), or name another path",
    errno.EROFS: "the file system may only be read: name a path on another",
    errno.ENOSPC: "make room, or name a path on another disk",
    errno.EDQUOT: "your share of the disk is used up: make room, or name a path on another disk",
    errno.EFBIG: "the file grows larger than this system or account allows: raise the limit (ulimit -f), or name a path on another disk",
    errno.EMFILE: "too many files are open: raise the limit (ulimit -n)",
    errno.EXDEV: "it reaches over two file systems: name a path on one",
    errno.EBUSY: "something else uses it: end that, or name another path",
}


class TidingsError(Exception):
    """Something the user can mend. The message says what is wrong, where, and what to do."""

    exit_code = 1


class UsageError(TidingsError):
    """The command was called in a way that cannot work (exit status 2)."""

    exit_code = 2


def system_fault(error: OSError) -> str:
    """A fault of the operating system as one line: where, what, what to do."""
    where = next((str(name) for name in (error.filename2, error.filename) if name), "")
    said = error.strerror or str(error) or type(error).__name__
    todo = _TO_DO.get(error.errno or 0, "look at the path, its permissions and the disk")
    return f"{where}: {said}; {todo}" if where else f"{said}; {todo}"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One article that was left out: where it stands (`line` from 1, for files that hold several) and why."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}"
