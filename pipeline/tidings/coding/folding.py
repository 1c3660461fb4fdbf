"""Folding: texts compared without regard to how they are typeset, with the way back to each code point of the text as printed.

What is folded, and nothing else: quotation marks (all kinds), dashes (a run of them is one), blanks and line breaks (a run is one
blank), ligatures, the ellipsis, soft hyphens and characters of no width, case, and the canonical normal form of Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

_MARKS = "\"'`´“”„‟«»‹›‘’‚‛′″ʼ＂＇"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_NO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)} | {"…": "..."}
_BLANKS = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_ONE_FOR_ONE = str.maketrans(dict.fromkeys(_MARKS, "'") | dict.fromkeys(_DASHES, "-") | dict.fromkeys(_BLANKS, " "))
_WITHOUT_NO_WIDTH = dict.fromkeys(map(ord, _NO_WIDTH))
_BMP = 0x10000


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` as folded. `starts`: where pieces begin in it, rising; `printed`: where each begins in the text; `single`: whether the piece is
    one that was folded as a whole (a run of blanks, a ligature), so that no words begin or end within it.
    """

    text: str
    starts: list[int]
    printed: list[tuple[int, int]]
    single: list[bool]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the text as printed (code points) of text[start:end] as folded; None where it begins or ends within a piece."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        inside_first = start - self.starts[first]
        inside_last = end - self.starts[last]
        if self.single[first] and inside_first:
            return None
        if self.single[last]:
            if inside_last != self._length(last):
                return None
            return self.printed[first][0] + inside_first, self.printed[last][1]
        return self.printed[first][0] + inside_first, self.printed[last][0] + inside_last

    def _length(self, piece: int) -> int:
        following = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        return following - self.starts[piece]


def fold(text: str) -> Folded:
    """The text folded, with the way back. One pass."""
    parts: list[str] = []
    starts: list[int] = []
    printed: list[tuple[int, int]] = []
    single: list[bool] = []
    length = at = 0

    def add(piece: str, start: int, end: int, whole: bool) -> None:
        nonlocal length
        if piece:  # what folds to nothing belongs to no piece, so a span never begins or ends with it
            parts.append(piece)
            starts.append(length)
            printed.append((start, end))
            single.append(whole)
            length += len(piece)

    for match in _pieces().finditer(text):
        if match.start() > at:
            add(_plain(text[at : match.start()]), at, match.start(), False)
        add(_folded_piece(match[0]), match.start(), match.end(), True)
        at = match.end()
    if at < len(text):
        add(_plain(text[at:]), at, len(text), False)
    return Folded("".join(parts), starts, printed, single)


def folded_words(words: str) -> str:
    """Words as folded, without blanks at either end."""
    parts: list[str] = []
    at = 0
    for match in _pieces().finditer(words):
        parts += _plain(words[at : match.start()]), _folded_piece(match[0])
        at = match.end()
    return ("".join(parts) + _plain(words[at:])).strip()


def _plain(stretch: str) -> str:
    """A stretch in which each character folds to one."""
    return stretch.casefold().translate(_ONE_FOR_ONE)


def _folded_piece(piece: str) -> str:
    bare = piece.translate(_WITHOUT_NO_WIDTH)
    if not bare or bare.isspace():
        return " " if bare else ""
    if piece[0] in _DASHES:
        return "-"
    composed = unicodedata.normalize("NFC", "".join(_LIGATURES.get(char, char) for char in bare))
    return unicodedata.normalize("NFC", composed.casefold()).translate(_ONE_FOR_ONE)


@cache
def _pieces() -> re.Pattern[str]:
    """Runs of blanks, runs of dashes, a character with its combining marks, and single characters that fold to several or are not normal."""
    marks, more = [], []
    for code in range(0x80, _BMP):
        char = chr(code)
        if unicodedata.combining(char) or 0x1160 <= code <= 0x11FF:  # the latter: Hangul vowels and finals, which join what is before
            marks.append(char)
        elif not 0xD800 <= code <= 0xDFFF and char not in _NO_WIDTH:
            normal = unicodedata.normalize("NFC", char)
            if char in _LIGATURES or normal != char or len(char.casefold()) != 1 or unicodedata.normalize("NFC", char.casefold()) != char.casefold():
                more.append(char)
    joined, several = "".join(map(re.escape, marks)), "".join(map(re.escape, more))
    blank = rf"[\s{_NO_WIDTH}]{{2,}}|[{_NO_WIDTH}]"  # one blank folds to one, as any plain character
    return re.compile(rf"{blank}|[{re.escape(_DASHES)}]{{2,}}|[^\s{_NO_WIDTH}][{joined}]+|[{joined}]+|[{several}]")
