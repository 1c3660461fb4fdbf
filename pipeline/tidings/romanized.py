"""Whether two words are spellings of one name: what writers of Latin letters exchange freely for one sound, and nothing that tells names apart.

"Moussa" and "Musa", "Sergei" and "Sergey", "Khaled" and "Khalid" are one name; "Hassan" and "Hussein", "Karim" and "Karima", "Hansen" and
"Jansen" are two, however near their letters. `spelling.skeleton` is wider: names that share it *may* be one, and something else must say so.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tidings.spelling import fold

SHORT = 4  # letters: in so short a word a vowel or a hard consonant tells two names apart (Jan, Jon; Gao, Kao)
# Spellings of one consonant, whatever the language that they were written down from.
_CONSONANTS = (("tsch", "ch"), ("tch", "ch"), ("dj", "j"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("tz", "ts"), ("w", "v"))
_IN_LONG = (("dh", "d"), ("th", "t"), ("gh", "g"), ("kh", "k"))
_SOFT_C = re.compile(r"c(?![eihy])")
_DOUBLE = re.compile(r"([^aeiouy])\1+")
_SLOTS = re.compile(r"[aeiouy]+|[^aeiouy]+")
_INITIAL_YE = re.compile(r"^[yij]e(?=[^aeiouy])")
_VOWELS = {"a": "a", "aa": "a", "e": "e", "o": "o", "u": "u", "ou": "u", "oo": "u"}  # all others that hold i, e or y are "i"
_MAY_BE = frozenset(["ae", "ea", "ei", "ie", "eu", "ue", "ou", "uo"])  # two short vowels that stand for one


@lru_cache(maxsize=100_000)
def _slots(word: str) -> tuple[tuple[str, ...], bool]:
    """A folded word as vowels and consonants by turns, and whether it is short."""
    short = len(word) <= SHORT
    key = _INITIAL_YE.sub("e", word)
    for old, new in _CONSONANTS if short else (*_CONSONANTS, *_IN_LONG):
        key = key.replace(old, new)
    key = _DOUBLE.sub(r"\1", _SOFT_C.sub("k", key))
    key = key[:-1] if key.endswith("h") and len(key) > 2 and key[-2] in "aeiou" else key
    return tuple(_vowel(slot) if slot[0] in "aeiouy" else slot for slot in _SLOTS.findall(key)), short


def _vowel(letters: str) -> str:
    if letters in _VOWELS:
        return _VOWELS[letters]
    ending = letters[-1] if letters[-1] in "aou" else ""
    return "i" + ending if set(letters) & set("iy") or letters == "ee" else letters


def same_name(left: str, right: str, *, given: bool = False) -> bool:
    """Whether two words are spellings of one name. `given`: they are given names, whose last vowel tells one from another (Anna, Anne)."""
    left, right = fold(left), fold(right)
    if left == right:
        return True
    (one, short), (other, too_short) = _slots(left), _slots(right)
    if len(one) != len(other) or min(len(left), len(right)) < SHORT - 1 or "" in (left, right):
        return False
    loose = not (short and too_short)
    for at, (a, b) in enumerate(zip(one, other, strict=True)):
        last = at == len(one) - 1
        if a != b and not (loose and a + b in _MAY_BE and (at > 0 or {a, b} == {"o", "u"}) and not (given and last)):
            return False
    return True


def is_doubled(left: str, right: str) -> bool:
    """Whether two words differ in doubled letters or a silent h alone (Lind and Lindh, Hofman and Hofmann): as often two families as one."""
    left, right = fold(left), fold(right)
    return left != right and _DOUBLE.sub(r"\1", left).rstrip("h") == _DOUBLE.sub(r"\1", right).rstrip("h")
