"""Where sentences begin: one splitter that knows abbreviations, initials and quotations.

A sentence ends at a full stop, question or exclamation mark or ellipsis with the marks and brackets that close
after it. It does not end after an abbreviation that needs a name ("Gen."), within initials, before a lower-case
word, or at a mark inside quoted speech that the reporter's sentence goes on from ("“Why?” she asked").
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from tidings import lexicon
from tidings.code.quotes.cues import cue_forms
from tidings.nlp.analysis import Quotation

if TYPE_CHECKING:
    from tidings.code.text.document import Token

ENDERS = {".", "!", "?", "…", "...", "?!", "!?", "....", "!!", "??"}
CLOSING = {"”", "’", '"', "'", "''", ")", "]", "»"}
LOOK_FOR_CUE = 8  # words after a closing mark among which a cue shows that the reporter's sentence goes on


def sentence_starts(tokens: Sequence[Token], quotations: Sequence[Quotation]) -> list[int]:
    """Places in `tokens` (one paragraph, no blanks) where sentences begin; the first is 0 unless there are no tokens."""
    if not tokens:
        return []
    needs_name = lexicon.words("abbreviations", kind="title")
    in_sentence = lexicon.words("abbreviations", kind="inner")
    cues = cue_forms()
    closes = {q.close for q in quotations}
    starts = [0]
    place = 0
    while place < len(tokens) - 1:
        token = tokens[place]
        place += 1
        ender = token.text in ENDERS
        abbreviation = not ender and len(token.text) > 1 and token.text[-1] == "." and any(c.isalpha() for c in token.text)
        if not (ender or abbreviation):
            continue
        following = place
        while following < len(tokens) and tokens[following].text in CLOSING and tokens[following].start == tokens[following - 1].end:
            following += 1
        if following >= len(tokens):
            break
        after = tokens[following]
        first = after.text.lstrip("“‘\"'([«")[:1] or (tokens[following + 1].text[:1] if following + 1 < len(tokens) else "")
        if first.islower():
            continue
        if after.text in {",", ";", ":", "—", "–", "-", "―", "--"}:
            continue
        word = (
            token.lower
            if abbreviation
            else tokens[place - 2].lower + "."
            if token.text == "." and place > 1 and tokens[place - 2].end == token.start
            else ""
        )
        if word in needs_name or (word in in_sentence and following == place):
            continue
        if len(word) == 2 and word[0].isalpha() and token.text[-1] == "." and following == place and _initial(tokens, place - 1, abbreviation):
            continue
        if following > place and token.text[-1] in "?!" and _goes_on(tokens, following, closes, cues):
            continue
        if abbreviation and following == place and not _plausible_start(after):
            continue
        starts.append(following)
        place = following
    return starts


def _initial(tokens: Sequence[Token], place: int, abbreviation: bool) -> bool:
    """Whether the letter with a stop at `place` is an initial: a capital before a capitalised word ("J. Edgar", "George W. Bush")."""
    letter = tokens[place] if abbreviation else tokens[place - 1]
    return letter.text[0].isupper() and letter.text not in {"I.", "I"}


def _goes_on(tokens: Sequence[Token], following: int, closes: set[int], cues: Container[str]) -> bool:
    """Whether the reporter's sentence goes on after quoted speech that ends in ? or !: a cue follows soon."""
    if tokens[following - 1].end not in closes:
        return False
    for token in tokens[following : following + LOOK_FOR_CUE]:
        if token.text in ENDERS or token.text in '“‘"':
            return False
        if token.lower in cues:
            return True
    return False


def _plausible_start(token: Token) -> bool:
    """After an abbreviation such as "U.S." only a word that rarely goes on a name begins a sentence."""
    return token.lower in lexicon.words("sentence_openers") or token.text[0] in '“‘"'
