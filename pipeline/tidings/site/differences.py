"""How two wordings of one utterance differ, word by word."""

from __future__ import annotations

import difflib
from typing import NamedTuple


class Piece(NamedTuple):
    """Words, and whether the first wording lacks them."""

    words: str
    new: bool


def differences(first: str | None, other: str) -> list[Piece]:
    """`other` in pieces: those that `first` has, and those that it has not. Without a first wording nothing is new. Case and marks do not count."""
    if first is None:
        return [Piece(other, False)]
    printed = other.split()
    matcher = difflib.SequenceMatcher(None, [_plain(word) for word in first.split()], [_plain(word) for word in printed], autojunk=False)
    found = []
    for kind, _, _, start, end in matcher.get_opcodes():
        if start < end:
            found.append(Piece(" ".join(printed[start:end]), kind != "equal"))
    return found


def _plain(word: str) -> str:
    return word.strip("“”‘’\"'.,;:!?()").casefold()
