"""The reporter's own sentences, each quotation folded into one word: what the rules for reported speech read.

“We are ready,” Ada Lum said. -> [quotation] Ada Lum said .   The marks may hold several sentences; the line goes on
after them, as the reporter's sentence does.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tidings.code.text.document import Document, Paragraph, Token
from tidings.code.text.word_tags import tag
from tidings.nlp.analysis import Quotation

FoldedWord = tuple[int, int, str, Quotation | None]  # start, end, text, and the quotation where the word stands for one
LONGEST_FRAGMENT = 5  # words in marks that may stand as a noun in the reporter's sentence
LONGEST_LINE = 400  # words; a longer sentence is cut, so that work stays near-linear
LONGEST_COMPOUND = 80  # characters of words joined by hyphens
STOPS = frozenset(
    {",", ".", ";", ":", "!", "?", "…", "...", "—", "–", "-", "--", "―", "?!", "!?", "(", "[", "*", "¶", "'", "’", "”", '"', "‘", "“", "''"}
)
HYPHENS = ("-", "‑")
ENDS_SENTENCE = (".", "!", "?", "…")


class Unit(NamedTuple):
    """A word, a mark, or a whole quotation (`quotation` is set, `text` is ``“”``), with its span and its tag."""

    start: int
    end: int
    text: str
    lower: str
    tag: str
    quotation: Quotation | None = None


@dataclass(slots=True)
class Line:
    """One sentence of the reporter's. `paragraph`: the one that holds it. Words and tags are made when first asked for."""

    document: Document
    paragraph: Paragraph
    start: int
    names: Container[int]  # offsets where names are known to begin
    tokens: Sequence[Token] | None = None  # where no quotation stands in it
    folded: list[FoldedWord] | None = None
    _units: list[Unit] | None = None

    @property
    def words(self) -> list[FoldedWord]:
        """Start, end, text and quotation of each word."""
        if self.folded is None:
            self.folded = _joined([(token.start, token.end, token.text, None) for token in self.tokens or ()])
        return self.folded

    @property
    def units(self) -> list[Unit]:
        """The words with their tags."""
        if self._units is None:
            self._units = _units(self.document.text, self.words, self.start in self.names)
        return self._units

    def holds(self, words: Container[str]) -> bool:
        """Whether one of the words, in lower case, stands in the line."""
        if self.tokens is not None:
            return any(token.lower in words for token in self.tokens)
        return any(word[2].lower() in words for word in self.words)


def lines_of(document: Document, paragraph: Paragraph, names: Container[int] = frozenset()) -> list[Line]:
    """The lines of one paragraph, in order. `names`: offsets where names are known to begin. Linear in the number of its words."""
    if not paragraph.quotations:
        return [
            Line(document, paragraph, sentence.tokens[first].start, names, sentence.tokens[first : first + LONGEST_LINE])
            for sentence in paragraph.sentences
            for first in range(0, len(sentence.tokens), LONGEST_LINE)
        ]
    starts = {sentence.start for sentence in paragraph.sentences}
    lines: list[Line] = []
    row: list[FoldedWord] = []
    for word in _joined(_folded(document, paragraph)):
        if row and (len(row) >= LONGEST_LINE or _begins_line(document, row[-1][3], word[2], word[0] in starts)):
            lines.append(Line(document, paragraph, row[0][0], names, folded=row))
            row = []
        row.append(word)
    if row:
        lines.append(Line(document, paragraph, row[0][0], names, folded=row))
    return lines


def _begins_line(document: Document, before: Quotation | None, text: str, new_sentence: bool) -> bool:
    """Whether the word `text` begins a line; `before`: the quotation right before it, if any."""
    if before is None:
        return new_sentence
    if new_sentence:
        return True
    return _after_speech(document, before, text)


def _folded(document: Document, paragraph: Paragraph) -> Iterator[FoldedWord]:
    """Words outside marks, and each outer quotation as one word."""
    outer = [q for q in paragraph.quotations if q.depth == 0]
    at = 0
    skip_to = paragraph.start
    for token in document.between(paragraph.start, paragraph.end):
        while at < len(outer) and token.end > outer[at].open and token.start < outer[at].close and skip_to <= outer[at].open:
            quotation = outer[at]
            if token.start < quotation.open:  # a word glued to the mark
                yield token.start, quotation.open, document.text[token.start : quotation.open], None
            yield quotation.open, quotation.close, "“”", quotation
            skip_to = quotation.close
            at += 1
        if token.start >= skip_to:
            yield token.start, token.end, token.text, None
        elif token.end > skip_to:
            yield skip_to, token.end, document.text[skip_to : token.end], None


def _joined(words: Iterable[FoldedWord]) -> list[FoldedWord]:
    """The same words, those joined by hyphens made one: NATO-backed, al-Aziziya."""
    joined: list[FoldedWord] = []
    end = -1
    for word in words:
        if word[0] == end and word[3] is None and joined[-1][3] is None and _hyphen_between(joined[-1][2], word[2]):
            joined[-1] = (joined[-1][0], word[1], joined[-1][2] + word[2], None)
        else:
            joined.append(word)
        end = word[1]
    return joined


def _hyphen_between(text: str, following: str) -> bool:
    if len(text) > LONGEST_COMPOUND:
        return False
    after_word = following in HYPHENS and text[-1:].isalnum()
    return after_word or (len(text) > 1 and text[-1] in HYPHENS and text[0].isalnum() and following[:1].isalnum())


def _after_speech(document: Document, quotation: Quotation | None, text: str) -> bool:
    """Whether a line begins after a quotation that ends in a full stop: a capital or a quotation follows. After ? and ! the splitter decides."""
    if quotation is None or not document.text[quotation.start : quotation.end].endswith((".", "…")):
        return False
    return text[:1].isupper() or text == "“”"


def _units(text: str, words: list[FoldedWord], name_first: bool) -> list[Unit]:
    units = []
    for (start, end, word, quotation), kind in zip(words, tag([word for _, _, word, _ in words], name_first), strict=True):
        if quotation is not None and _may_be_noun(text[quotation.start : quotation.end]):
            kind = "FRAGMENT"
        units.append(Unit(start, end, word, word.lower(), kind, quotation))
    return units


def _may_be_noun(words: str) -> bool:
    return words[-1:].isalnum() and words.count(" ") < LONGEST_FRAGMENT


def without_stops(units: Sequence[Unit], first: int, last: int) -> int:
    """Where the stretch ``(first, last)`` ends when the commas, stops and dashes at its end are left out."""
    while last > first and units[last - 1].text in STOPS:
        last -= 1
    return last
