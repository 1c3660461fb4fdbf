"""Labels of which no two are the same (`event_labels.unlike`), of more things than memory holds: they are read again for each step.

Of each thing a hash of its label is in memory, eight bytes: two labels of one hash count as the same, which costs a pair of brackets and never
comes about in practice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tidings.link.event_labels import with_brackets


class Labelled(NamedTuple):
    """What a label is made of: its `words`, what stands in brackets anyhow, and what is told of it where others are alike, step by step."""

    words: str
    always: Sequence[str]
    steps: Sequence[str | None]


def unlike(read: Callable[[], Iterable[Labelled]], count: int, steps: int) -> Iterator[str]:
    """The label of each of the `count` things that `read` gives, in their order, each time it is called."""
    told = np.zeros(count, dtype=np.uint8)  # bit by bit the steps that are told of a thing
    for step in range(steps):
        hashes = np.fromiter((_hash(_label(each, int(bits))) for each, bits in zip(read(), told, strict=True)), dtype=np.uint64, count=count)
        told[_alike(hashes)] |= 1 << step
    for each, bits in zip(read(), told, strict=True):
        yield _label(each, int(bits))


def _label(each: Labelled, bits: int) -> str:
    more = [said for step, said in enumerate(each.steps) if bits >> step & 1 and said]
    return with_brackets(each.words, [*each.always, *more])


def _hash(label: str) -> int:
    return int.from_bytes(blake2b(label.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _alike(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    _, number, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    found: npt.NDArray[np.bool_] = counts[number] > 1
    return found
