"""The wording of sentences as one cell of a coding, so that a sentence that is copied is known without its text.

Of each sentence the cell has where it begins and what its runs of `RUN` words outside quotation marks hash to: ``0:q83vEjRW 58: 91:3q2+``. Two
sentences that share a run share its four letters.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from bisect import bisect_right
from collections.abc import Iterable, Sequence

RUN = 8  # words of a run
_SENTENCE = re.compile(r"([0-9]{1,9}):([A-Za-z0-9+/]*)")
LETTERS = 4  # of a run in the cell: 24 bits


def cell_of(sentences: Iterable[tuple[int, Iterable[Sequence[str]]]]) -> str:
    """The cell. `sentences`: where each begins, and its stretches of words between quotations, in the order of the text."""
    return " ".join(f"{start}:{''.join(_hashed(stretch) for stretch in stretches)}" for start, stretches in sentences)


def _hashed(words: Sequence[str]) -> str:
    runs = (" ".join(words[at : at + RUN]).encode() for at in range(len(words) - RUN + 1))
    return b64encode(b"".join(zlib.crc32(run).to_bytes(4, "big")[1:] for run in runs)).decode("ascii")


def runs(wording: str) -> list[str]:
    """The runs of a sentence's wording."""
    return [wording[at : at + LETTERS] for at in range(0, len(wording), LETTERS)]


class Wordings:
    """The wordings of one article, by offset. An absent cell has none."""

    def __init__(self, cell: str | None) -> None:
        parts = _SENTENCE.findall(cell or "")
        self._starts = [int(start) for start, _ in parts]
        self._wordings = [wording for _, wording in parts]

    def at(self, offset: int) -> str:
        """The wording of the sentence in which an offset stands; empty where it has no run or is not known."""
        place = bisect_right(self._starts, offset) - 1
        return self._wordings[place] if place >= 0 else ""
