"""Words as names need them: hyphened words whole ("al-Serraj", "Jean-Marc"), compounds parted ("UN" in "UN-backed")."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import NamedTuple

from tidings.code.mentions.known_names import ARTICLES_OF_NAMES, known_names, near
from tidings.dictionary import classes
from tidings.nlp.analysis import DASHES, OPENING_BRACKETS, OPENING_QUOTES, Doc, Sentence, Word

OPENS = OPENING_QUOTES | OPENING_BRACKETS | DASHES | near("opening_mark")
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_HYPHEN = re.compile(r"[-‐‑]")
_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}$|[A-Z]{2,}$")


class Unit(NamedTuple):
    """A word for the finding of names. `lower`: in lower case; `tag`: of the word that it is, or is a part of.

    `capital`: begins with a capital letter. `first`: its capital may be owed to its position (it begins a sentence, a quotation or a line).
    `joined`: nothing but blanks lies between it and the unit before.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str
    capital: bool
    first: bool
    joined: bool


def units_of(doc: Doc, sentence: Sentence) -> list[Unit]:
    """The units of a sentence, marks included, in order. Spans never overlap."""
    text = doc.text
    found: list[Unit] = []
    new = tuple.__new__
    first = True
    end_before = -1
    for word, following in zip_longest(sentence.words, sentence.words[1:]):
        if word.text.isalnum():
            pieces = [(word.start, word.end, word.text, word.lower)]
        else:
            beside = bool(found) and found[-1].capital, following is not None and following.text[0].isupper()
            pieces = [(start, end, text[start:end], text[start:end].lower()) for start, end in _pieces(word, *beside)]
        for start, end, printed, lower in pieces:
            gap = text[end_before:start] if end_before >= 0 else "\n"
            is_word = printed[0].isalnum()
            joined = gap == " " or _touches(gap, is_word, text[end_before - 1 : end_before])
            found.append(new(Unit, (start, end, printed, lower, word.tag, printed[0].isupper(), first and is_word, joined)))
            if is_word:
                first = False
            elif printed in OPENS and not (_HYPHEN.match(printed) and not gap):
                first = printed != "("
            end_before = end
    return found


def _touches(gap: str, is_word: bool, before: str) -> bool:
    """Whether nothing but blanks of one line lies in the gap, and where nothing does, no word goes on with the letter or digit `before`."""
    return "\n" not in gap and not gap.strip() and not (is_word and not gap and before.isalnum())


def _pieces(word: Word, after_capital: bool, before_capital: bool) -> list[tuple[int, int]]:
    """A word as one span, or as several where a hyphen joins a name to other words. The last two: whether a name word stands on either side."""
    whole = [(word.start, word.end)]
    if len(word.text) < 3 or not _HYPHEN.search(word.text) or word.text.islower():
        return whole
    cuts = [match.start() for match in _HYPHEN.finditer(word.text)]
    edges = [0, *(at for cut in cuts for at in (cut, cut + 1)), len(word.text)]
    spans = [(word.start + a, word.start + b) for a, b in pairwise(edges) if a < b]
    words = [part for part in _HYPHEN.split(word.text) if part]
    return spans if words and _is_compound(words, word, after_capital, before_capital) else whole


def _is_compound(words: list[str], word: Word, after_capital: bool, before_capital: bool) -> bool:
    """Whether a hyphened word is a name and other words ("pro-Russian", "NATO-led"), not one name ("al-Fasi", "Ka-ming")."""
    first = words[0]
    if len(words) == 1:
        return first[0].isalpha()  # a hyphen at the end
    if first.lower() in near("prefix") and first.lower() not in ARTICLES_OF_NAMES:
        if first[0].isupper() and before_capital and all(classes(part.lower()) and part not in known_names() for part in words[1:]):
            return False  # the Anti-Corruption Bureau
        return any(part[0].isupper() for part in words[1:])  # "pro-Russian"; in "Pre-tax" a capital is that of the sentence
    if not first[0].isupper():
        return first not in ARTICLES_OF_NAMES and len(first) > 1
    if all(part[0].isupper() for part in words):
        return word.text not in known_names() and _are_names(words)
    tail = next(part for part in words[1:] if not part[0].isupper())
    if tail in ARTICLES_OF_NAMES or not classes(tail) or len(tail) < 2:
        return False
    return first in known_names() or first.isupper() or (not after_capital and word.tag[0] in "JV")


def _are_names(words: list[str]) -> bool:
    """Whether capitalised words with hyphens between are several names: "China-Russia", "UN-Libya"."""
    known = [part in known_names() for part in words]
    acronyms = [bool(_ACRONYM.match(part)) for part in words]
    return all(known) or (any(acronyms) and (any(known) or not all(acronyms)))
