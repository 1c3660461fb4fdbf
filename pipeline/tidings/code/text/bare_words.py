"""The words of a sentence as event reports are read from: hyphenated words are one, brackets and quotation marks left out.

What remains reads like the bare sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tidings.code.text.document import Document, Sentence, Token

DASHES = frozenset({"-", "‐", "‑", "/"})
MARKS = frozenset({"“", "”", "‘", '"', "``", "`", "''", "«", "»", "{", "}", "[", "]", "*"})
LEFT_OUT = MARKS | {"(", ")", "()", "’", "'", "’'"}  # a sentence without one of these is bare
LONGEST_BRACKET = 12  # tokens; a longer bracket is read like the rest of the sentence


@dataclass(slots=True)
class Word:
    """A word with its class (Universal Dependencies' names; POSS, GEN for 's, TIME for days and months, REL, MODAL, TO, NOT besides).

    `form` is the Penn tag of a verb ("" for others); `lemma` is that of the class chosen, in lower case.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str = ""
    form: str = ""
    lemma: str = ""


def bare_words(document: Document, sentence: Sentence) -> list[Word]:
    """The words of a sentence, not classified yet; brackets and quotation marks left out."""
    return _joined(_bare(document, sentence.tokens))


def _bare(document: Document, tokens: Sequence[Token]) -> Sequence[Token]:
    """Tokens without short brackets and without quotation marks."""
    if LEFT_OUT.isdisjoint([token.text for token in tokens]):
        return tokens
    closers = {q.close - 1 for q in document.paragraphs[_paragraph(document, tokens)].quotations} if tokens else set()
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.text == "(":
            close = next((at for at in range(place + 1, min(len(tokens), place + LONGEST_BRACKET)) if tokens[at].text == ")"), None)
            if close is not None:
                place = close + 1
                continue
        if token.text in MARKS or token.text in "()" or (token.text in "’'" and (token.start in closers or not _genitive_mark(tokens, place))):
            place += 1
            continue
        kept.append(token)
        place += 1
    return kept


def _paragraph(document: Document, tokens: Sequence[Token]) -> int:
    paragraph = document.paragraph_at(tokens[0].start)
    return paragraph.number if paragraph else 0


def _genitive_mark(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].end == tokens[place].start and tokens[place - 1].lower.endswith("s")


def _joined(tokens: Sequence[Token]) -> list[Word]:
    """Tokens as words; parts that hyphens or slashes join without blanks become one word."""
    if DASHES.isdisjoint([token.text for token in tokens]):
        return [Word(token.start, token.end, token.text, token.lower) for token in tokens]
    found: list[Word] = []
    glue = False
    for place, token in enumerate(tokens):
        touching = bool(found) and found[-1].end == token.start
        inner = token.text in DASHES and touching and place + 1 < len(tokens) and tokens[place + 1].start == token.end
        if touching and (inner or glue):
            last = found[-1]
            last.end, last.text, last.lower = token.end, last.text + token.text, last.lower + token.lower
        else:
            found.append(Word(token.start, token.end, token.text, token.lower))
        glue = inner
    return found
