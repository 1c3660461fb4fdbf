"""What the tagger looks at: of a word its form, shape, ends, classes in the dictionary; of two neighbours on each side some.

An attribute is a string; which ones count, and how much, is learnt (`train`) and kept in `tagger.npz`. Training and
tagging ask the same functions, so the two cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tidings.dictionary import WORDS_KEPT, closed, tags
from tidings.nlp.kept import Kept

LONGEST_SHAPE = 24  # characters of a word that make its shape
_DIGIT = re.compile(r"\d")


class Attributes(NamedTuple):
    """The attributes that a word gives to itself, to the word after it, before it, two after, two before; and its two kinds."""

    own: tuple[str, ...]
    to_next: tuple[str, ...]
    to_previous: tuple[str, ...]
    to_second_next: tuple[str, ...]
    to_second_previous: tuple[str, ...]
    kind: str  # its classes; of a closed class, the word itself
    classes: str


OUTSIDE = Attributes((), ("-w=<",), ("+w=>",), ("--w=<",), ("++w=>",), "<>", "<>")  # what stands beside a sentence


def _kind(number: int) -> str:
    """What the character of this number counts as in a shape."""
    char = chr(number)
    return "X" if char.isupper() else "x" if char.islower() else "d" if char.isdigit() else "l" if char.isalpha() else char


_KINDS = Kept(_kind)
_REPEATED = re.compile(r"(.)\1\1+", re.DOTALL)


def shape(text: str) -> str:
    """Capitals X, small letters x, digits d, at most two of a kind in a row: ``Al-Zaman's 2019`` -> ``Xx-Xx'x dd``."""
    return _REPEATED.sub(r"\1\1", text[:LONGEST_SHAPE].translate(_KINDS))


@lru_cache(WORDS_KEPT)
def classes(lower: str) -> str:
    """The closed classes and Penn tags that the dictionary has for a word; of an unknown compound, those of its last part."""
    known = closed(lower) | tags(lower)
    if known:
        return "|".join(sorted(known))
    return "-" + classes(lower.rpartition("-")[2]) if "-" in lower[1:-1] else "?"


def attributes(text: str, lower: str) -> Attributes:
    """The attributes of a word as printed, with its form to look up (`Token.lower`)."""
    form = _DIGIT.sub("0", lower[:40])
    kinds = classes(lower)
    figure = shape(text)
    own = [f"w={form}", f"s={figure}", f"c={kinds}"]
    own += [f"e{size}={form[-size:]}" for size in (1, 2, 3, 4) if len(form) > size]
    own += [f"b{size}={form[:size]}" for size in (1, 2, 3) if len(form) > size]
    if "-" in form[1:-1]:
        own.append("h=" + form.rpartition("-")[2])
    beside = (f"w={form}", f"c={kinds}", f"e={form[-3:]}", f"s={figure}")
    return Attributes(
        tuple(own),
        tuple("-" + each for each in beside),
        tuple("+" + each for each in beside),
        tuple("--" + each for each in beside[:2]),
        tuple("++" + each for each in beside[:2]),
        lower if closed(lower) else kinds,
        kinds,
    )


def pairs(before: str, kinds: str, after: str) -> tuple[str, str, str]:
    """Attributes of two words together: the kind before, the word's own classes, the kind after."""
    return f"p={before}_{kinds}", f"n={kinds}_{after}", f"pn={before}_{after}"


def manner(texts: Sequence[str]) -> str:
    """How a sentence is set: "U" in capitals, "T" with a capital at nearly every word, as headlines are, "" otherwise."""
    small = capital = loud = 0
    for text in texts:
        if text[0].islower():
            small += 1
        elif text[0].isupper():
            capital += 1
            loud += len(text) > 1 and text.isupper()
    return "U" if loud > small and loud > 2 else "T" if capital > small + 1 else ""


def situation(text: str, first: bool, manner: str) -> tuple[str, ...]:
    """Attributes of a capital's worth: at the beginning of a sentence, and in a headline, it tells less."""
    form = shape(text)
    return ((f"s|<={form}",) if first else ()) + ((f"m={manner}", f"m|s={manner}{form}") if manner else ())
