"""Texts by number on disk, as compact as they are: a file of their letters and one of where each ends. Several processes read the same."""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Iterable
from pathlib import Path

_ENDS = ".ends"  # of the file's name that tells where each text ends


def write_strings(path: Path, texts: Iterable[str]) -> None:
    """Write texts, to be read by number, from 0."""
    ends = array("Q")
    end = 0
    with path.open("wb") as file:
        for text in texts:
            data = text.encode("utf-8", "surrogatepass")
            file.write(data)
            end += len(data)
            ends.append(end)
    path.with_name(path.name + _ENDS).write_bytes(ends.tobytes())


class Strings:
    """Texts that `write_strings` wrote. Nothing is in memory but what is asked for."""

    def __init__(self, path: Path) -> None:
        self._letters, self._ends = _mapped(path), memoryview(_mapped(path.with_name(path.name + _ENDS))).cast("Q")

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        start = self._ends[number - 1] if number else 0
        return self._letters[start : self._ends[number]].decode("utf-8", "surrogatepass")


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
