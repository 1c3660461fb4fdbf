"""Records sorted on disk: a part at a time in memory, written as sorted runs, which are merged when they are read."""

from __future__ import annotations

import heapq
import pickle
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

IN_MEMORY = 16_000_000  # bytes of records, about, that wait in memory before they are written as a run
A_RECORD = 400  # bytes that a record without a weight is reckoned at
AT_ONCE = 128  # runs that are merged in one go
A_BLOCK = 200  # records of a run that are read at a time

Record = tuple[Any, Any]  # key, by which records are sorted, and value; no two keys are the same


class Runs:
    """Records by key. Put all, then read them once, in order."""

    def __init__(self, folder: Path, name: str, in_memory: int | None = None) -> None:
        """`in_memory`: bytes, about, that wait before they are written (None: `IN_MEMORY`)."""
        self._folder, self._name, self._most = folder, name, IN_MEMORY if in_memory is None else in_memory
        self._held: list[Record] = []
        self._weight = 0
        self._paths: list[Path] = []
        self._made = 0

    def put(self, key: Any, value: Any, weight: int = A_RECORD) -> None:
        """Add a record. `weight`: its size in bytes, about."""
        self._held.append((key, value))
        self._weight += weight
        if self._weight >= self._most:
            self._write(iter(sorted(self._held, key=itemgetter(0))))
            self._held, self._weight = [], 0

    def __iter__(self) -> Iterator[Record]:
        """All records in the order of their keys. Runs are removed when all are read."""
        while len(self._paths) > AT_ONCE:
            some, self._paths = self._paths[:AT_ONCE], self._paths[AT_ONCE:]
            self._write(heapq.merge(*map(_read, some), key=itemgetter(0)))
            for path in some:
                path.unlink()
        last = sorted(self._held, key=itemgetter(0))
        self._held = []
        yield from heapq.merge(*map(_read, self._paths), last, key=itemgetter(0))
        for path in self._paths:
            path.unlink()
        self._paths = []

    def groups(self) -> Iterator[tuple[Any, list[Any]]]:
        """The values of each first part of the keys, in order."""
        for first, records in groupby(self, key=lambda record: record[0][0]):
            yield first, [value for _, value in records]

    def _write(self, records: Iterator[Record]) -> None:
        path = self._folder / f"{self._name}-{self._made:05d}.run"
        self._made += 1
        write_records(path, records)
        self._paths.append(path)


def write_records(path: Path, records: Iterator[Any]) -> int:
    """Write values one after the other, to be read by `read_records`; how many there were."""
    block: list[Any] = []
    count = 0
    with path.open("wb") as file:
        for count, record in enumerate(records, start=1):  # noqa: B007
            block.append(record)
            if len(block) == A_BLOCK:
                pickle.dump(block, file, protocol=5)
                block = []
        if block:
            pickle.dump(block, file, protocol=5)
    return count


def read_records(path: Path) -> Iterator[Any]:
    """The values that `write_records` wrote, in order."""
    with path.open("rb") as file:
        while True:
            try:
                block = pickle.load(file)
            except EOFError:
                return
            yield from block


_read = read_records
