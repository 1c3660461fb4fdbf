"""What is made part by part and needed chunk by chunk: a file for each chunk, in no order."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tidings.link.streamed.runs import A_BLOCK, read_records


class Dealt:
    """Deals records out to the chunks that need them."""

    def __init__(self, folder: Path, name: str, part: int) -> None:
        self._folder, self._name, self._part = folder, name, part
        self._held: dict[int, list[Any]] = {}
        self._begun: set[int] = set()

    def put(self, chunk: int, record: Any) -> None:
        """Give a chunk a record."""
        held = self._held.setdefault(chunk, [])
        held.append(record)
        if len(held) == A_BLOCK:
            self._write(chunk)

    def close(self) -> None:
        """Write what waits."""
        for chunk in list(self._held):
            self._write(chunk)

    def _write(self, chunk: int) -> None:
        with _path(self._folder, self._name, self._part, chunk).open("ab" if chunk in self._begun else "wb") as file:
            pickle.dump(self._held.pop(chunk), file, protocol=5)
        self._begun.add(chunk)


def read_dealt(folder: Path, name: str, parts: int, chunk: int) -> Iterator[Any]:
    """The records of a chunk, from all parts."""
    for part in range(parts):
        path = _path(folder, name, part, chunk)
        if path.exists():
            yield from read_records(path)


def _path(folder: Path, name: str, part: int, chunk: int) -> Path:
    return folder / f"{name}-{chunk:05d}-{part:03d}.dealt"
