"""A sentence's words, tagged: the tagger's answer, two mends after it, the class and lemma of each, the marks that hold it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tidings import dictionary
from tidings.nlp.analysis import Part, Quotation, Word
from tidings.nlp.kept import Kept
from tidings.nlp.mends import mended
from tidings.nlp.tokens import Token
from tidings.nlp.words import UPOS

_SUBORDINATES = frozenset(["SCONJ"])


def names_elsewhere(tokens: Sequence[Token]) -> frozenset[str]:
    """Words that an article prints with a capital in the middle of small words, and never in small letters."""
    capital: set[str] = set()
    small: set[str] = set()
    for before, token in pairwise(tokens):
        first = token.text[0]
        if first.islower():
            small.add(token.lower)
        elif first.isupper() and len(token.text) > 1 and before.text[0].islower():
            capital.add(token.lower)
    return frozenset(capital - small)


def read_words(
    tokens: Sequence[Token], tags: list[str], first: int, marks: Sequence[Quotation], first_mark: int, names: frozenset[str]
) -> tuple[Word, ...]:
    """The words of one sentence. `tags`: the tagger's. `first`: the first word's number. `marks`: its paragraph's, from number `first_mark`."""
    tags = mended(tokens, tags, names)
    outer = [(mark.open, mark.close, n) for n, mark in enumerate(marks, first_mark) if mark.depth == 0]
    found: list[Word] = []
    new = tuple.__new__
    place = 0
    held = None
    for i, ((start, end, text, lower, parts), tag) in enumerate(zip(tokens, tags, strict=True), first):
        if outer:
            while place < len(outer) and outer[place][1] <= start:
                place += 1
            held = outer[place][2] if place < len(outer) and outer[place][0] <= start else None
        if parts:
            parts = tuple(Part(start + part[0], start + part[1], *part[2:]) for part in parts)
        pos, lemma = _LOOKED_UP.get((lower, tag)) or _LOOKED_UP[lower, tag]
        found.append(new(Word, (i, start, end, text, lower, tag, pos, lemma, parts, held)))
    return tuple(found)


def _look_up(key: tuple[str, str]) -> tuple[str, str]:
    """Universal Dependencies' class and lemma of a word with this tag. All verbs but "be" are VERB: clauses tell what helps."""
    lower, tag = key
    lemma = dictionary.lemma(lower, tag)
    if tag == "IN":
        return "SCONJ" if dictionary.closed(lower) == _SUBORDINATES else "ADP", lemma
    return "AUX" if lemma == "be" and tag.startswith("VB") else UPOS[tag], lemma


_LOOKED_UP = Kept(_look_up)
