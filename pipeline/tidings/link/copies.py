"""Which articles are copies of which: the same text, or nearly the same (syndicated, reprinted with another first line, an updated version).

Nearly the same is told by MinHash (rensa: runs of `RUN` words, `NUMBERS` numbers a text, drawn by a fixed seed), compared within bands, so that the
work grows with the number of articles and not with that of pairs. The numbers are made where the text is at hand; nothing here reads one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

RUN = 5  # words of a run
NUMBERS, BANDS = 128, 16  # numbers of a signature, in bands of eight: of two texts that share 0.8 of their runs, 95 in 100 share a band
ALIKE = 0.8  # share of all runs of two texts that they have in common
FEWEST_WORDS = 40  # of a shorter text runs say too little
FIRST = 4  # originals that are kept for one band
SEED = 20190406
_WORD = re.compile(r"\w+")

Signatures = npt.NDArray[np.uint32]


def signature(text: str) -> bytes:
    """The MinHash of a text, `NUMBERS` numbers of four bytes; empty for a text that is too short."""
    words = _WORD.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return b""
    from rensa import RMinHash

    made = RMinHash(num_perm=NUMBERS, seed=SEED)
    made.update([" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)])
    return np.asarray(made.digest(), dtype="<u4").tobytes()


def near_copies(articles: Iterable[tuple[str | None, str, str, bytes]]) -> dict[str, str]:
    """`article_id` -> the earliest article that it copies, which is no copy itself. `articles`: (published, article_id, text_sha256, signature)."""
    ordered = sorted(articles, key=lambda each: (each[0] or "9999", each[1]))
    same: dict[str, int] = {}
    copy_of: dict[int, int] = {}
    signed: list[int] = []
    for number, (_, _, text_sha256, signed_by) in enumerate(ordered):
        if text_sha256 and same.setdefault(text_sha256, number) != number:
            copy_of[number] = same[text_sha256]
        elif signed_by:
            signed.append(number)
    if signed:
        matrix = np.frombuffer(b"".join(ordered[number][3] for number in signed), dtype="<u4").reshape(len(signed), NUMBERS)
        near = {signed[copy]: signed[original] for copy, original in _near(matrix).items()}
        copy_of |= near
        copy_of = {copy: near.get(original, original) for copy, original in copy_of.items()}
    return {ordered[copy][1]: ordered[original][1] for copy, original in sorted(copy_of.items())}


def _near(matrix: Signatures) -> dict[int, int]:
    """Row -> the earlier row that it is nearly the same as, which itself is none. Rows are in the order of publication."""
    bands = _shared_bands(matrix)
    originals: dict[tuple[int, int], list[int]] = {}
    found: dict[int, int] = {}
    for row in sorted(bands):
        keys = bands[row]
        rivals = sorted({original for key in keys for original in originals.get(key, ())})
        best = max(rivals, key=lambda rival: (_likeness(matrix, rival, row), -rival), default=None)
        if best is not None and _likeness(matrix, best, row) >= ALIKE:
            found[row] = best
            continue
        for key in keys:
            held = originals.setdefault(key, [])
            if len(held) < FIRST:
                held.append(row)
    return found


def _shared_bands(matrix: Signatures) -> dict[int, list[tuple[int, int]]]:
    """Row -> (band, number of what stands there) of each band that it has in common with another row."""
    width = NUMBERS // BANDS
    found: dict[int, list[tuple[int, int]]] = {}
    for band in range(BANDS):
        part = np.ascontiguousarray(matrix[:, band * width : (band + 1) * width]).view(np.dtype((np.void, 4 * width))).ravel()
        _, number, counts = np.unique(part, return_inverse=True, return_counts=True)
        for row in np.flatnonzero(counts[number] > 1):
            found.setdefault(int(row), []).append((band, int(number[row])))
    return found


def _likeness(matrix: Signatures, left: int, right: int) -> float:
    return float(np.count_nonzero(matrix[left] == matrix[right])) / NUMBERS


def all_copies(articles: Sequence[Mapping[str, object]], signatures: Mapping[str, bytes], given: Mapping[str, str]) -> dict[str, str]:
    """The copies among `articles` (rows of the table): those found by text and signature, and those that a package tells of (`given`)."""
    rows = [(row.get("published"), str(row["article_id"]), str(row.get("text_sha256") or "")) for row in articles]
    found = near_copies((None if day is None else str(day), key, text, signatures.get(key, b"")) for day, key, text in rows)
    there = {key for _, key, _ in rows}
    told = {copy: original for copy, original in given.items() if copy in there and original in there and copy not in found}
    told = {copy: found.get(original, original) for copy, original in told.items()}
    return {copy: told.get(original, original) for copy, original in {**found, **told}.items() if told.get(original, original) != copy}
