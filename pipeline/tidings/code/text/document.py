"""The document every coder reads: an article's words, sentences, paragraphs and quotations, with exact offsets.

Words come from spaCy's blank English tokenizer (no trained model): one `Doc` over the whole text, so that
``doc[i].idx`` is the offset in the article and a later syntax layer can set heads on the same `Doc`. Boilerplate has
words in the `Doc` but no paragraph and no sentence, so no coder ever reads it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import numpy
import spacy
from spacy.attrs import IDX, LENGTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from tidings.code.text.quotations import Quotation, find_quotations
from tidings.code.text.sentences import sentence_starts
from tidings.model import Article, PartKind, Words
from tidings.nlp import analyse
from tidings.nlp.analysis import Doc as Analysis


@dataclass(slots=True, eq=False)
class Token:
    """A word or mark: its number in the `Doc`, its span in the article, its text as printed and in lower case.

    Nobody changes one; it is not frozen because making a frozen one takes thrice the time.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str


@dataclass(slots=True)
class Sentence:
    """`tokens`: without blanks. `paragraph`: the number of its paragraph. `pieces`: the finer cut of `code.pieces`, once it was asked for."""

    start: int
    end: int
    tokens: list[Token]
    paragraph: int
    pieces: list[Any] = field(default_factory=list, repr=False, compare=False)


@dataclass(slots=True)
class Paragraph:
    number: int
    kind: PartKind
    start: int
    end: int
    quotations: list[Quotation] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


class Document:
    """An article made ready for coding. Built once; every coder reads it and none changes it."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.doc: Doc = _cut(article.text)
        text = article.text
        self.tokens = [
            Token(number, start, start + length, word, word.lower())
            for number, (start, length) in enumerate(self.doc.to_array([IDX, LENGTH]).tolist())
            if not (word := text[start : start + length]).isspace()
        ]
        self._starts = [token.start for token in self.tokens]
        self.paragraphs = [Paragraph(number, kind, start, end) for number, (kind, start, end) in enumerate(_paragraphs(article))]
        marks = find_quotations(self.text, [(p.start, p.end) for p in self.paragraphs])
        for paragraph, quotations in zip(self.paragraphs, marks, strict=True):
            paragraph.quotations = quotations
            paragraph.sentences = self._split(paragraph)
        self.sentences = [sentence for paragraph in self.paragraphs for sentence in paragraph.sentences]
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._paragraph_starts = [paragraph.start for paragraph in self.paragraphs]
        self._mark_sentences()

    @cached_property
    def analysis(self) -> Analysis:
        """The analysis that the coders move to, one after the other: `tidings.nlp` (docs/analysis.md)."""
        return analyse(self.article)

    def _mark_sentences(self) -> None:
        """Tell the `Doc` where sentences begin, all at once: to set one token after the other costs spaCy a walk over the whole `Doc` each time."""
        starts = numpy.zeros(len(self.doc), dtype="uint64")
        starts[[sentence.tokens[0].index for sentence in self.sentences]] = 1
        self.doc.from_array([SENT_START], starts)  # type: ignore[arg-type]

    def _split(self, paragraph: Paragraph) -> list[Sentence]:
        tokens = self.between(paragraph.start, paragraph.end)
        starts = [*sentence_starts(tokens, paragraph.quotations), len(tokens)]
        sentences = []
        for first, last in pairwise(starts):
            members = tokens[first:last]
            sentences.append(Sentence(members[0].start, members[-1].end, members, paragraph.number))
        return sentences

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


def _paragraphs(article: Article) -> list[tuple[PartKind, int, int]]:
    """Lines of every part but boilerplate, outer blanks left out; the whole text as body where no parts are given."""
    text = article.text
    parts = [(p.kind, p.start, p.end) for p in article.parts] or [("body", 0, len(text))]
    found: list[tuple[PartKind, int, int]] = []
    for kind, start, end in parts:
        if kind == "boilerplate":
            continue
        at = start
        for line in text[start:end].splitlines(keepends=True):
            left = at + len(line) - len(line.lstrip())
            right = at + len(line.rstrip())
            if right > left:
                found.append((kind, left, right))
            at += len(line)
    return found


CHUNKS_KEPT = 1 << 17  # different stretches between blanks whose cut the tokenizer remembers
LONGEST_CHUNK = 40  # characters of one that is remembered


def _cut(text: str) -> Doc:
    """The text's words.

    spaCy's tokenizer remembers how it cut a stretch between blanks only up to the first contraction or abbreviation of a text, and
    cuts all later ones anew (`Tokenizer._save_cached`, spaCy 3.8). So each stretch not met before is first cut by itself.
    """
    tokenizer, met = _language().tokenizer, _chunks_met()
    for chunk in set(text.split()) - met:
        if len(chunk) <= LONGEST_CHUNK and len(met) < CHUNKS_KEPT:
            met.add(chunk)
            tokenizer(chunk)
    return tokenizer(text)


@cache
def _chunks_met() -> set[str]:
    return set()


@cache
def _language() -> Language:
    language = spacy.blank("en")
    language.tokenizer.max_cache_size = CHUNKS_KEPT  # type: ignore[union-attr]
    return language
