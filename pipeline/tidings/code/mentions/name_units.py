"""Words as names need them: hyphened words whole ("al-Serraj", "Jean-Marc"), compounds parted ("UN" in "UN-backed")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tidings import lexicon
from tidings.code.mentions.known_names import known_names
from tidings.code.text.document import Document, Sentence, Token
from tidings.code.text.grammar import classes

HYPHENS = {"-", "‐", "‑"}
OPENING = {"“", "‘", '"', "'", "``", "«", "(", "[", "—", "–", "--", "-", ":", "•", "*", "…", "..."}
_PARTICIPLE_TAIL = re.compile(r"(?:\w{2,}ed|led|born|style|wide|run|owned|era|made|built|held|like|bound|friendly|area|controlled)$")
_PREFIX = re.compile(r"(?:pro|anti|pan|neo|semi|non|ex|post|pre|mid|co|sub|trans|all|one|then|self|multi|inter|intra|former|vice)$", re.I)
_GLUED = re.compile(r"(?P<left>[A-Z][a-z]{2,})(?P<right>[A-Z]{3,}|[A-Z][a-z]{3,})$")
_INSIDE = re.compile(r"(?P<name>(?:[A-Z]\.){2,}|[A-Z][\w.’']*)[-‐‑](?P<tail>[a-z]\w*)$")


@dataclass(slots=True)
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


def _is_compound_tail(first: str, tail: str, after_capital: bool) -> bool:
    """Whether a lower-case word after a hyphen goes with the name before it into an adjective ("UN-backed", not "Cheuk-ting")."""
    if _PARTICIPLE_TAIL.match(tail):
        return True
    if after_capital and first not in known_names():
        return False
    return (first in known_names() or first.isupper()) and len(tail) > 1 and bool(classes(tail))


def units_of(document: Document, sentence: Sentence) -> list[Unit]:
    """The units of a sentence, marks included, in order. Spans never overlap."""
    text = document.text
    found: list[Unit] = []
    tokens = sentence.tokens
    count = len(tokens)
    place = 0
    first = True
    end_before = -1
    while place < count:
        token = tokens[place]
        word, lower = token.text, token.lower
        hyphened = place + 1 < count and tokens[place + 1].text in HYPHENS and tokens[place + 1].start == token.end
        if not hyphened and word.isalpha() and end_before < token.start and (word == lower or word[1:].islower()):
            # nearly every word: plain, after a blank
            joined = end_before >= 0 and ((gap := text[end_before : token.start]) == " " or (not gap.strip() and "\n" not in gap))
            found.append(Unit(token.start, token.end, word, lower, word[0].isupper(), first, joined))
            end_before = token.end
            first = False
            place += 1
            continue
        last = place
        if word[0].isalnum():
            last = _last_of_word(tokens, place)
            pieces = _pieces(tokens[place : last + 1], bool(found) and found[-1].capital)
        else:
            pieces = [(token.start, token.end)]
        place = last + 1
        for start, end in pieces:
            word = text[start:end]
            bare = end_before == start
            joined = end_before >= 0 and (bare or (not (gap := text[end_before:start]).strip() and "\n" not in gap))
            is_word = word[0].isalnum()
            if bare and is_word and text[end_before - 1].isalnum():
                joined = False  # a blank between two names was lost here
            found.append(Unit(start, end, word, word.lower(), word[0].isupper(), first and is_word, joined, bare))
            end_before = end
            if is_word:
                first = False
            elif word in OPENING and not (word in HYPHENS and bare):
                first = word != "("
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


def _pieces(tokens: Sequence[Token], after_capital: bool) -> list[tuple[int, int]]:
    """A hyphened word as one span, or as several where it joins a name to other words. `after_capital`: a name word stands before it."""
    start, end = tokens[0].start, tokens[-1].end
    if len(tokens) == 1:
        return _pieces_of_token(tokens[0], after_capital)
    words = [token for token in tokens if token.text not in HYPHENS]
    capitals = [word.text[0].isupper() for word in words]
    apart = [piece for token in tokens for piece in _pieces_of_token(token, after_capital)]
    if not any(capitals):
        return [(start, end)]
    if _PREFIX.match(words[0].text) and words[0].lower not in articles_of_names():
        return apart
    if not capitals[0]:
        return [(start, end)] if words[0].lower in articles_of_names() or words[0].lower in ("o", "d") else apart
    if all(capitals):
        known = [word.text in known_names() for word in words]
        acronyms = [word.text.isupper() and len(word.text) > 1 for word in words]
        joins = all(known) or (any(acronyms) and (any(known) or not all(acronyms)))
        whole = "-".join(word.text for word in words)
        return apart if joins and whole not in known_names() else [(start, end)]
    for number, word in enumerate(words):
        if (
            number
            and not capitals[number]
            and _is_compound_tail(words[number - 1].text, word.lower, after_capital)
            and word.lower not in articles_of_names()
        ):
            return apart
    return [(start, end)]


def _pieces_of_token(token: Token, after_capital: bool) -> list[tuple[int, int]]:
    """One token; parted where a hyphen or a lost blank hides a name in it ("U.S.-led", "Tripoli-", "BenghaziJANE")."""
    start, end, word = token.start, token.end, token.text
    inside = _INSIDE.match(word)
    if inside and _is_compound_tail(inside["name"], inside["tail"], after_capital):
        middle = start + inside.end("name")
        return [*_parted(inside["name"], start), (middle, middle + 1), (middle + 1, end)]
    if len(word) > 2 and word[-1] in HYPHENS and word[0].isalpha():
        return [(start, end - 1), (end - 1, end)]
    return _parted(word, start)


def _parted(word: str, start: int) -> list[tuple[int, int]]:
    """A word that begins at `start`, parted where a blank between two names was lost ("TrewCairo")."""
    glued = _GLUED.match(word)
    if glued and (glued["left"] in known_names() or glued["right"] in known_names() or (glued["right"].isupper() and len(glued["right"]) > 3)):
        return [(start, start + glued.end("left")), (start + glued.end("left"), start + len(word))]
    return [(start, start + len(word))]
