"""Errors for people: what is wrong, where, and what to do. The command line prints them without a traceback."""

from __future__ import annotations

from dataclasses import dataclass


class TidingsError(Exception):
    """Something the user can mend. The message says what is wrong, where, and what to do."""

    exit_code = 1


class UsageError(TidingsError):
    """The command was called in a way that cannot work (exit status 2)."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One article that was left out: where it stands (`line` from 1, for files that hold several) and why."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}"
