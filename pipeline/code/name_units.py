"""Words as names need them: hyphened words whole ("al-Serraj", "Jean-Marc"), compounds parted ("UN" in "UN-backed")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.code.document import Document, Sentence, Token
from pipeline.code.grammar import classes

HYPHENS = {"-", "‐", "‑"}
OPENING = {"“", "‘", '"', "'", "``", "«", "(", "[", "—", "–", "--", "-", ":", "•", "*", "…", "..."}
_COMPOUND_TAIL = re.compile(r"(?:\w*ed|\w*ing|led|born|style|wide|run|owned|era|made|built|held|only|free|bound|friendly|\w*en|\w*an|\w*ist|to|wing|area|region)$")
_INSIDE = re.compile(r"(?P<name>(?:[A-Z]\.){2,}|[A-Z][\w.’']*)[-‐‑](?P<tail>[a-z]\w*)$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word for the finding of names: its span, text, its text in lower case, and how it stands in its sentence.

    `capital`: begins with a capital letter. `first`: its capital may be owed to its position (it begins a sentence, a quotation or a line).
    `joined`: nothing but blanks lies between it and the unit before. `bare`: not even blanks.
    """

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    first: bool
    joined: bool
    bare: bool = False


@cache
def articles_of_names() -> frozenset[str]:
    return lexicon.words("name_particles", "particle", kind="article")


@cache
def _is_compound_tail(tail: str) -> bool:
    """Whether a lower-case word after a hyphen goes with the name before it into an adjective ("backed" in "UN-backed")."""
    return bool(_COMPOUND_TAIL.match(tail)) or (len(tail) > 3 and bool(classes(tail)))


def units_of(document: Document, sentence: Sentence) -> list[Unit]:
    """The units of a sentence, marks included, in order. Spans never overlap."""
    text = document.text
    found: list[Unit] = []
    tokens = sentence.tokens
    place = 0
    first = True
    while place < len(tokens):
        last = _last_of_word(tokens, place)
        pieces = _pieces(tokens[place : last + 1], text)
        for start, end in pieces:
            word = text[start:end]
            between = text[found[-1].end : start] if found else " "
            is_word = word[:1].isalnum()
            found.append(
                Unit(start, end, word, word.lower(), word[:1].isupper(), first and is_word, bool(found) and not between.strip() and "\n" not in between, not between)
            )
            if is_word:
                first = False
            elif word in OPENING and not (word in HYPHENS and not between):
                first = word != "(" and word != "["
        place = last + 1
    return found


def _last_of_word(tokens: Sequence[Token], place: int) -> int:
    """The place of the last token of the hyphened word that begins at `place`."""
    last = place
    if not tokens[place].text[0].isalnum():
        return last
    while (
        last + 2 < len(tokens)
        and tokens[last + 1].text in HYPHENS
        and tokens[last + 1].start == tokens[last].end
        and tokens[last + 2].start == tokens[last + 1].end
        and tokens[last + 2].text[0].isalnum()
    ):
        last += 2
    return last


def _pieces(tokens: Sequence[Token], text: str) -> list[tuple[int, int]]:
    """A hyphened word as one span, or as several where it joins a name to other words."""
    start, end = tokens[0].start, tokens[-1].end
    if len(tokens) == 1:
        inside = _INSIDE.match(tokens[0].text)
        if inside and _is_compound_tail(inside["tail"]):
            middle = start + inside.end("name")
            return [(start, middle), (middle, middle + 1), (middle + 1, end)]
        return [(start, end)]
    words = [token for token in tokens if token.text not in HYPHENS]
    capitals = [word.text[0].isupper() for word in words]
    if not any(capitals):
        return [(start, end)]
    if not capitals[0]:
        whole = words[0].lower in articles_of_names() or words[0].lower in ("o", "d")
        return [(start, end)] if whole else [(t.start, t.end) for t in tokens]
    if all(capitals):
        acronym = any(w.text.isupper() and len(w.text) > 1 for w in words)
        return [(t.start, t.end) for t in tokens] if acronym else [(start, end)]
    for number, word in enumerate(words):
        if not capitals[number] and _is_compound_tail(word.lower) and not (number and word.lower in articles_of_names()):
            return [(t.start, t.end) for t in tokens]
    return [(start, end)]
