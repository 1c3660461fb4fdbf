"""The document every coder reads: an article's words, sentences, paragraphs and quotations, with exact offsets.

Words are those of `nlp.tokens`, compounds parted. Boilerplate has no words, so no coder ever reads it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from tidings.model import Article, PartKind, Words
from tidings.nlp import analyse, paragraph_spans
from tidings.nlp.analysis import Doc as Analysis
from tidings.nlp.analysis import Quotation
from tidings.nlp.quotations import find_quotations
from tidings.nlp.sentences import sentence_starts
from tidings.nlp.tokens import Token as Word
from tidings.nlp.tokens import tokens


@dataclass(slots=True, eq=False)
class Token:
    """A word or mark: its number in the article, its span in the article, its text as printed and in lower case.

    Nobody changes one; it is not frozen because making a frozen one takes thrice the time.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str


@dataclass(slots=True)
class Sentence:
    """`tokens`: without blanks. `paragraph`: the number of its paragraph."""

    start: int
    end: int
    tokens: list[Token]
    paragraph: int


@dataclass(slots=True)
class Paragraph:
    number: int
    kind: PartKind
    start: int
    end: int
    quotations: list[Quotation] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


_JOINT = re.compile(r"(?<=[^\W\d_])(?:[-‐‑–—~]|--+)(?=[^\W\d_])|(?<=\d)[-‐‑–—~](?=\w)")  # where a compound is parted


def _parted(word: Word) -> Iterator[tuple[int, int]]:
    """A word in the parts that the coders read: compounds at their hyphens."""
    at = 0
    for joint in _JOINT.finditer(word.text):
        yield word.start + at, word.start + joint.start()
        yield word.start + joint.start(), word.start + joint.end()
        at = joint.end()
    if at < len(word.text):
        yield word.start + at, word.end


class Document:
    """An article made ready for coding. Built once; every coder reads it and none changes it."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = text = article.text
        self.paragraphs = [Paragraph(number, kind, start, end) for number, (kind, start, end) in enumerate(paragraph_spans(article))]
        words = [tokens(text, paragraph.start, paragraph.end) for paragraph in self.paragraphs]
        spans = [span for some in words for word in some for span in _parted(word)]
        self.tokens = [Token(number, start, end, word, word.lower()) for number, (start, end) in enumerate(spans) if (word := text[start:end])]
        self._starts = [token.start for token in self.tokens]
        marks = find_quotations(self.text, [(p.start, p.end) for p in self.paragraphs])
        for paragraph, some, quotations in zip(self.paragraphs, words, marks, strict=True):
            paragraph.quotations = quotations
            paragraph.sentences = self._split(paragraph, some)
        self.sentences = [sentence for paragraph in self.paragraphs for sentence in paragraph.sentences]
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._paragraph_starts = [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def analysis(self) -> Analysis:
        """The analysis that the coders move to, one after the other: `tidings.nlp` (docs/analysis.md)."""
        return analyse(self.article)

    def _split(self, paragraph: Paragraph, words: list[Word]) -> list[Sentence]:
        starts = [*(words[first].start for first in sentence_starts(words, paragraph.quotations)), paragraph.end]
        members = [self.between(start, end) for start, end in pairwise(starts)]
        return [Sentence(some[0].start, some[-1].end, some, paragraph.number) for some in members]

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that begin at or after `start` and before `end`."""
        return self.tokens[self.position(start) : self.position(end)]

    def position(self, offset: int) -> int:
        """The place in `tokens` of the first token that begins at or after `offset`."""
        place = bisect_right(self._starts, offset)
        return place - 1 if place and self._starts[place - 1] == offset else place

    def words(self, start: int, end: int) -> Words:
        """The stretch as evidence."""
        return Words(start, end, self.text[start:end])

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence in which `offset` lies; None in boilerplate and between sentences."""
        place = bisect_right(self._sentence_starts, offset) - 1
        if place < 0 or offset >= self.sentences[place].end:
            return None
        return self.sentences[place]

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph in which `offset` lies; None in boilerplate and between paragraphs."""
        place = bisect_right(self._paragraph_starts, offset) - 1
        if place < 0 or offset >= self.paragraphs[place].end:
            return None
        return self.paragraphs[place]
