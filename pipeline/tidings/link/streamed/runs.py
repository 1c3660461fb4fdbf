"""Records sorted on disk: a part at a time in memory, written as sorted runs, which are merged when they are read.

Runs of several processes are merged as well as those of one: a process hands over where its runs lie (`Runs.close`), another reads them (`merged`).
"""

from __future__ import annotations

import heapq
import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

IN_MEMORY = 8_000_000  # bytes of records, about, that wait in memory before they are written as a run
A_RECORD = 400  # bytes that a record without a weight is reckoned at
AT_ONCE = 128  # runs that are merged in one go
A_BLOCK = 200  # records of a run that are read at a time
SMALL = 8_000_000  # bytes of runs that are read whole and sorted, which is quicker than to merge them

Record = tuple[Any, Any]  # key, by which records are sorted, and value; no two keys are the same
_KEY = itemgetter(0)


class Runs:
    """Records by key. Put all, then read them once, in order, or close them and hand them over."""

    def __init__(self, folder: Path, name: str, in_memory: int | None = None) -> None:
        """`in_memory`: bytes, about, that wait before they are written (None: `IN_MEMORY`)."""
        self._folder, self._name, self._most = folder, name, IN_MEMORY if in_memory is None else in_memory
        self._held: list[Record] = []
        self._weight = 0
        self._paths: list[Path] = []

    def put(self, key: Any, value: Any, weight: int = A_RECORD) -> None:
        """Add a record. `weight`: its size in bytes, about."""
        self._held.append((key, value))
        self._weight += weight
        if self._weight >= self._most:
            self._write()

    def close(self) -> list[Path]:
        """Write what waits. Returns where the runs lie, none where there is no record."""
        if self._held:
            self._write()
        return self._paths

    def __iter__(self) -> Iterator[Record]:
        """All records in the order of their keys. Runs are removed when all are read."""
        if not self._paths:
            held, self._held = sorted(self._held, key=_KEY), []
            yield from held
            return
        paths = self.close()
        yield from merged(paths)
        for path in paths:
            path.unlink()
        self._paths = []

    def _write(self) -> None:
        path = self._folder / f"{self._name}-{len(self._paths):05d}.run"
        self._held.sort(key=_KEY)
        write_records(path, self._held)
        self._paths.append(path)
        self._held, self._weight = [], 0


class Parted:
    """Records in several parts, each sorted by itself: those of one first part of the key are in one part, the same on every machine."""

    def __init__(self, folder: Path, name: str, parts: int) -> None:
        self._parts = [Runs(folder, f"{name}-{part:03d}", IN_MEMORY // parts) for part in range(parts)]

    def put(self, key: Any, value: Any, weight: int = A_RECORD) -> None:
        """Add a record. The first part of its key is a text or a whole number."""
        first = key[0]
        number = first if first.__class__ is int else zlib.crc32(first.encode("utf-8", "surrogatepass"))
        self._parts[number % len(self._parts)].put(key, value, weight)

    def close(self) -> list[list[Path]]:
        """Write what waits. Returns for each part where its runs lie."""
        return [part.close() for part in self._parts]


def merged(paths: Sequence[Path]) -> Iterator[Record]:
    """All records of some runs in the order of their keys. The runs stay."""
    if sum(path.stat().st_size for path in paths) <= SMALL:
        yield from sorted((record for path in paths for record in read_records(path)), key=_KEY)
        return
    between: list[Path] = []
    waiting = list(paths)
    while len(waiting) > AT_ONCE:
        some, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
        path = some[0].with_name(f"{some[0].stem}-merged-{len(between)}.run")
        write_records(path, heapq.merge(*map(read_records, some), key=_KEY))
        between.append(path)
        waiting.append(path)
    yield from heapq.merge(*map(read_records, waiting), key=_KEY)
    for path in between:
        path.unlink()


def groups(records: Iterable[Record]) -> Iterator[tuple[Any, list[Any]]]:
    """The values of each first part of the keys, in order."""
    for first, some in groupby(records, key=lambda record: record[0][0]):
        yield first, [value for _, value in some]


def write_records(path: Path, records: Iterable[Any]) -> int:
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
