"""How alike two spellings of a name are, whatever alphabet it came from.

`fold` brings a name to plain lower-case letters; `skeleton` keeps what transliterations of one name share, its consonants, with
those that romanizations exchange (q, k, g, gh, kh; dh, d; ph, f; y, i) made one; `likeness` is Jaro-Winkler on the folded names.
The idea of a consonant key is Soundex's and Metaphone's; the classes are chosen for Arabic, Russian and Persian names in English news.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

_ARTICLES = re.compile(r"\b(?:al|el|as|ash|ad|ar|an|at|az|ul)[- ](?=\w)")
_NOT_LETTER = re.compile(r"[^a-z0-9 ]+")
_BLANKS = re.compile(r" +")
_EXCHANGED = (
    ("sch", "s"), ("tch", "s"), ("tsch", "s"), ("shch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("kh", "k"),
    ("gh", "k"), ("dh", "d"), ("th", "t"),
    ("ph", "f"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("g", "k"), ("c", "k"), ("z", "s"), ("w", "v"), ("j", "y"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyh]+")
_DOUBLE = re.compile(r"(.)\1+")
SAME_WORDS = {
    "defence": "defense", "centre": "center", "organisation": "organization", "labour": "labor", "programme": "program", "united states": "us",
    "u s": "us", "u n": "un", "united nations": "un", "u k": "uk", "united kingdom": "uk", "e u": "eu", "european union": "eu",
}  # fmt: skip
# words that an acronym leaves out
SMALL = frozenset({"of", "the", "and", "for", "on", "in", "&", "de", "des", "du", "la", "le", "del", "y", "e", "to", "at"})
_SAME_WORDS = re.compile(r"\b(?:" + "|".join(sorted(SAME_WORDS, key=len, reverse=True)) + r")\b")


@lru_cache(maxsize=200_000)
def fold(name: str) -> str:
    """The name in plain lower-case letters: no marks over letters, no apostrophes, hyphens as blanks, "al-" and its kin left out."""
    plain = anyascii(name).lower().replace("'", "").replace("`", "")
    plain = _ARTICLES.sub("", plain.replace("-", " ")) if "-" in plain or " " in plain else plain
    plain = _BLANKS.sub(" ", _NOT_LETTER.sub(" ", plain)).strip()
    return _SAME_WORDS.sub(lambda found: SAME_WORDS[found[0]], plain).removeprefix("the ")


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """What the spellings of one folded word share. Never empty for a word with letters or digits."""
    key = word
    for old, new in _EXCHANGED:
        key = key.replace(old, new)
    first = "a" if key[:1] in "aeiouyh" and key[:1] else ""
    key = _DOUBLE.sub(r"\1", first + _VOWELS.sub("", key))
    return key or word


def likeness(left: str, right: str) -> float:
    """From 0 to 1: Jaro-Winkler of the two folded names."""
    return JaroWinkler.similarity(fold(left), fold(right))


def surname_likeness(left: str, right: str) -> float:
    """From 0 to 1: `likeness` of the last words of two names of people, of which one may be a surname alone."""
    return likeness(left.split()[-1], right.split()[-1])


def acronyms_of(name: str) -> set[str]:
    """The acronyms that a full name may be shortened to."""
    words = [w for w in name.replace("-", " ").split() if w[:1].isalnum()]
    big = [w for w in words if w.lower() not in SMALL]
    found = {"".join(w[0] for w in big), "".join(w[0] for w in words)}
    found |= {"".join(w[0] for w in big if w[0].isupper()), "".join(w[0] for w in big).removeprefix("U")}
    return {f.upper() for f in found if len(f) > 1}
