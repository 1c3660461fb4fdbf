"""The document's words cut finer, for numbers and dates: ``2.4Ghz`` is a number and a word, ``$5m`` a sign, a number and a word.

A piece is a number, a run of letters, or one mark. Pieces keep exact offsets; two pieces touch where one's `end` is the other's `start`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tidings.code.text.document import Sentence

_DIGIT = re.compile(r"\d")
_CUT = re.compile(r"\d+(?:st|nd|rd|th|ST|ND|RD|TH)\b|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)*|(?<!\d)\.\d+|[^\W\d_]+|\S")

WORDS_KEPT = 1 << 16  # different words whose cut is remembered
GREATEST = 1e30  # longer runs of digits are no number that anybody reports


class Piece(NamedTuple):
    start: int
    end: int
    text: str
    lower: str
    number: float | None  # of digits; None for words and marks


def pieces(sentence: Sentence) -> list[Piece]:
    """The pieces of a sentence, in order; made once."""
    if not sentence.pieces:
        sentence.pieces = _pieces(sentence)
    return sentence.pieces


def _pieces(sentence: Sentence) -> list[Piece]:
    found: list[Piece] = []
    parted = False
    for token in sentence.tokens:
        cuts = cut(token.text)
        if len(cuts) == 1:
            number = cuts[0][3]
            if number is not None and found and found[-1].text in ".,":
                parted = True
            found.append(Piece(token.start, token.end, token.text, token.lower, number))
        else:
            found += [Piece(token.start + start, token.start + end, text, text.lower(), number) for start, end, text, number in cuts]
    return _rejoined(found) if parted else found


def _rejoined(found: list[Piece]) -> list[Piece]:
    """Numbers that a tokenised text parted: ``6 . 2 %`` and ``10 , 000``, with a blank on either side of the mark."""
    joined: list[Piece] = []
    for piece in found:
        if piece.number is not None and len(joined) > 1 and joined[-1].text in ".," and joined[-2].number is not None:
            mark, whole = joined[-1], joined[-2]
            apart = piece.start == mark.end + 1 and mark.start == whole.end + 1
            thousands = mark.text == "," and len(piece.text) == 3 and len(whole.text) <= 3 and piece.text.isdecimal()
            if apart and ((mark.text == "." and whole.text.isdecimal()) or thousands):
                text = whole.text + mark.text + piece.text
                joined[-2:] = [Piece(whole.start, piece.end, text, text, _number(text))]
                continue
        joined.append(piece)
    return joined


@lru_cache(WORDS_KEPT)
def cut(text: str) -> tuple[tuple[int, int, str, float | None], ...]:
    """Start, end, text and number of each piece of a word."""
    if len(text) > 60:
        return ((0, len(text), text, None),)
    if not _DIGIT.search(text):
        if len(text) > 2 and text[-1] in "-–" and text[-2].isalpha():
            return ((0, len(text) - 1, text[:-1], None), (len(text) - 1, len(text), text[-1], None))
        return ((0, len(text), text, None),)
    return tuple((m.start(), m.end(), m.group(), _number(m.group())) for m in _CUT.finditer(text))


def _number(text: str) -> float | None:
    if not text[-1].isdecimal() or text.count(".") > 1:
        return None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return None
    return number if number < GREATEST else None
