"""Where sentences begin: one splitter that knows abbreviations, initials and quotations.

A sentence ends at a full stop, question or exclamation mark or ellipsis with the marks and brackets that close
after it. It does not end after an abbreviation that needs a name ("Gen."), within initials, before a lower-case
word, or at a mark inside quoted speech that the reporter's sentence goes on from ("“Why?” she asked").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from tidings import lexicon
from tidings.known import bare_cues
from tidings.nlp.analysis import CLOSING_QUOTES, DASHES, ENDERS, Quotation

if TYPE_CHECKING:
    from tidings.nlp.tokens import Token

CLOSING = CLOSING_QUOTES | {")", "]"}
OPENING = '“‘"'
GOES_ON = DASHES | set(",;:")  # no sentence begins with one
LOOK_FOR_CUE = 8  # words after a closing mark among which a cue shows that the reporter's sentence goes on


def sentence_starts(tokens: Sequence[Token], quotations: Sequence[Quotation]) -> list[int]:
    """Places in `tokens` (one paragraph, no blanks) where sentences begin; the first is 0 unless there are no tokens."""
    closes = {q.close for q in quotations}
    starts = [0] if tokens else []
    for place in range(len(tokens) - 1):
        text = tokens[place].text
        if place < starts[-1] or not (text in ENDERS or (text[-1] == "." and _is_abbreviation(tokens[place]))):
            continue
        following = place + 1
        while following < len(tokens) and tokens[following].text in CLOSING and tokens[following].start == tokens[following - 1].end:
            following += 1
        if following == len(tokens):
            break
        if not _holds(tokens, place, following) and not (following > place + 1 and _goes_on(tokens, place, following, closes)):
            starts.append(following)
    return starts


def _is_abbreviation(token: Token) -> bool:
    text = token.text
    return len(text) > 1 and text[-1] == "." and text not in ENDERS and any(char.isalpha() for char in text)


def _holds(tokens: Sequence[Token], place: int, following: int) -> bool:
    """Whether the sentence goes on after the stop at `place`, by the words beside it; `following`: the first word after closing marks."""
    token, after, beside = tokens[place], tokens[following], following == place + 1
    first = after.text.lstrip("“‘\"'([«")[:1] or "".join(token.text[0] for token in tokens[following + 1 : following + 2])
    if first.islower() or after.text in GOES_ON:
        return True
    word, letter = "", token
    if _is_abbreviation(token):
        word = token.lower
    elif token.text == "." and place and tokens[place - 1].end == token.start:
        letter = tokens[place - 1]
        word = letter.lower + "."
    if word in lexicon.words("abbreviations", kind="title"):
        return True
    if not beside or (word in lexicon.words("abbreviations", kind="clock") and after.text[0] in OPENING and not first.islower()):
        return False  # at 5 a.m. “We hid,” she said
    initial = len(word) == 2 and word[0].isalpha() and letter.text[0].isupper() and letter.text not in ("I", "I.")  # George W. Bush
    return word in _inner() or initial or (letter is token and word != "" and not _plausible_start(after))


@cache
def _inner() -> frozenset[str]:
    return lexicon.words("abbreviations", kind="inner") | lexicon.words("abbreviations", kind="clock")


def _goes_on(tokens: Sequence[Token], place: int, following: int, closes: set[int]) -> bool:
    """Whether the reporter's sentence goes on after quoted speech that ends in ? or !: a cue follows soon."""
    if tokens[following - 1].end not in closes:
        return False
    if tokens[place].text[-1] not in "?!":
        return _only_attributes(tokens, following)
    for token in tokens[following : following + LOOK_FOR_CUE]:
        if token.text in ENDERS or token.text in OPENING:
            return False
        if token.lower in bare_cues():
            return True
    return False


def _only_attributes(tokens: Sequence[Token], following: int) -> bool:
    """Whether the words up to the next stop name a speaker and no more: “It is shut.” Ada Lum said."""
    stop = next((at for at in range(following, min(len(tokens), following + LOOK_FOR_CUE)) if tokens[at].text in ENDERS), None)
    return stop is not None and stop - following > 1 and tokens[stop - 1].lower in bare_cues() and tokens[following].text not in OPENING


def _plausible_start(token: Token) -> bool:
    """After an abbreviation such as "U.S." only a word that rarely goes on a name begins a sentence."""
    return token.lower in lexicon.words("sentence_openers") or token.text[0] in OPENING
