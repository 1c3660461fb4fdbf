"""Labels of which no two are the same (`event_labels.unlike`), of more things than memory holds: they are read again where they are alike.

Of each thing hashes of its labels are in memory, eight bytes each: two labels of one hash count as the same, which costs a pair of brackets and never
comes about in practice.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tidings.coding.columns import Row
from tidings.link.event_labels import with_brackets
from tidings.link.streamed.runs import read_records, write_records

Hashes = npt.NDArray[np.uint64]
Bits = npt.NDArray[np.uint8]


class Labelled(NamedTuple):
    """What a label is made of: its `words`, what stands in brackets anyhow, and what is told of it where others are alike, step by step."""

    words: str
    always: Sequence[str]
    steps: Sequence[str | None]


def write_labelled(folder: Path, name: str, part: int, things: Iterable[tuple[str, Row, Labelled]]) -> None:
    """Write things of one part, which come in the order of their keys: key, row, what its label is made of."""
    hashes = array("Q")

    def records() -> Iterator[Any]:
        for key, row, labelled in things:
            hashes.append(_hash(_label(labelled, 0)))
            yield key, row, tuple(labelled)

    write_records(_records(folder, name, part), records())
    np.save(_hashes(folder, name, part), np.frombuffer(hashes.tobytes(), dtype=np.uint64))


def read_labelled(folder: Path, name: str, parts: int, steps: int) -> Iterator[tuple[Row, str]]:
    """The rows of all parts with their labels, in the order of their keys."""
    files = [_records(folder, name, part) for part in range(parts)]

    def read(part: int) -> Iterator[Labelled]:
        return (Labelled(*labelled) for _, _, labelled in read_records(files[part]))

    told = bits_of([np.load(_hashes(folder, name, part)) for part in range(parts)], read, steps)
    streams = [zip(read_records(file), bits, strict=True) for file, bits in zip(files, told, strict=True)]
    for (_, row, labelled), bits in heapq.merge(*streams, key=lambda each: each[0][0]):
        yield row, _label(Labelled(*labelled), int(bits))


def bits_of(hashes: Sequence[Hashes], read: Callable[[int], Iterable[Labelled]], steps: int) -> list[Bits]:
    """Of each thing, part by part, bit by bit the steps that are told of it. `hashes`: of its label without them; `read` gives those of a part."""
    whole = np.concatenate([*hashes, np.zeros(0, dtype=np.uint64)])
    asked = _alike(whole)
    while True:
        wanted = np.split(asked, np.cumsum([len(some) for some in hashes])[:-1])
        every = _every_hash(wanted, read, 1 << steps - 1)
        told = np.zeros(len(whole), dtype=np.uint8)
        now = whole.copy()
        for step in range(steps):
            now[asked] = every[np.arange(len(every)), told[asked]]
            alike = _alike(now)
            if (alike & ~asked).any():
                break
            told[alike] |= 1 << step
        else:
            return np.split(told, np.cumsum([len(some) for some in hashes])[:-1])
        asked |= alike  # what was added to one made it like another, which was like none before


def _every_hash(wanted: Sequence[npt.NDArray[np.bool_]], read: Callable[[int], Iterable[Labelled]], number: int) -> Hashes:
    """Of each thing that is wanted the hashes of its label, whatever steps are told of it."""
    every = np.empty((sum(int(some.sum()) for some in wanted), number), dtype=np.uint64)
    done = 0
    for part, some in enumerate(wanted):
        for each, asked in zip(read(part), some, strict=True):
            if asked:
                every[done] = _hashes_of(each, number)
                done += 1
    return every


def _hashes_of(each: Labelled, number: int) -> list[int]:
    """The hash of a label for each choice of steps; a step that tells nothing changes none."""
    tells = sum(1 << step for step, said in enumerate(each.steps) if said)
    found: list[int] = []
    for bits in range(number):
        found.append(_hash(_label(each, bits)) if bits & tells == bits else found[bits & tells])
    return found


def _records(folder: Path, name: str, part: int) -> Path:
    return folder / f"{name}-{part:03d}.rec"


def _hashes(folder: Path, name: str, part: int) -> Path:
    return folder / f"{name}-{part:03d}.npy"


def _label(each: Labelled, bits: int) -> str:
    more = [said for step, said in enumerate(each.steps) if bits >> step & 1 and said]
    return with_brackets(each.words, [*each.always, *more])


def _hash(label: str) -> int:
    return int.from_bytes(blake2b(label.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _alike(hashes: Hashes) -> npt.NDArray[np.bool_]:
    _, number, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    found: npt.NDArray[np.bool_] = counts[number] > 1
    return found
