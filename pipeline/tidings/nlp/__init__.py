"""The one analysis of a text that every coder reads: ``analyse(article)`` gives a `Doc` (see `analysis`).

Sentences and quotations are found at once, all words are tagged when the first are asked for; a sentence's chunks and
clauses are read when a coder first asks for them. So what nobody asks about costs nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import attrgetter

from tidings.model import Article, PartKind
from tidings.nlp import clauses
from tidings.nlp.analysis import Chunk, Clause, Doc, Paragraph, Quotation, Sentence, Word
from tidings.nlp.quotations import find_quotations
from tidings.nlp.sentences import sentence_starts
from tidings.nlp.tagged import names_elsewhere, read_words
from tidings.nlp.tagger import default
from tidings.nlp.tokens import Token, spelt, tokens
from tidings.read.parts import dateline_end

__all__ = ["analyse"]

_START = attrgetter("start")


@lru_cache(maxsize=1)  # the coder and who asks next for the wording of its sentences read one analysis
def analyse(article: Article) -> Doc:
    """The article's analysis. A pure function of its text and parts; boilerplate has no words."""
    spans = paragraph_spans(article)
    marks = find_quotations(article.text, [(start, end) for _, start, end in spans])
    reader = _Reader(marks)
    dateline = dateline_end(article.text, article.parts)
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    for n, ((kind, start, end), quotations) in enumerate(zip(spans, marks, strict=True)):
        paragraphs.append(Paragraph(n, kind, start, end, tuple(quotations)))
        found = tokens(article.text, start, end)
        before = len(reader.tokens)
        reader.tokens += found
        starts = sentence_starts(found, quotations)
        if start < dateline < end:  # a date line is no part of what follows
            starts = sorted({*starts, bisect_left(found, dateline, key=_START)})
        for first, last in pairwise([*starts, len(found)]):
            place = found[first].start, found[last - 1].end, before + first, before + last - 1
            sentences.append(Sentence(len(sentences), *place, n, spelt(article.text[place[0] : place[1]]), reader))
            reader.bounds.append(place[2:])
    return Doc(article, paragraphs, sentences, [token.start for token in reader.tokens])


def paragraph_spans(article: Article) -> list[tuple[PartKind, int, int]]:
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


class _Reader:
    """Reads a sentence of one article when it is asked for. Knows no sentence, so that an article is forgotten with its last holder."""

    def __init__(self, marks: list[list[Quotation]]) -> None:
        self.tokens: list[Token] = []
        self._marks = marks
        self._first_mark = [0]
        for quotations in marks:
            self._first_mark.append(self._first_mark[-1] + len(quotations))
        self.bounds: list[tuple[int, int]] = []  # of each sentence: the numbers of its first and last word

    @cached_property
    def _names(self) -> frozenset[str]:
        return names_elsewhere(self.tokens)

    @cached_property
    def _tags(self) -> list[list[str]]:
        """The tagger's answer for each sentence."""
        return default().tags_of([[token.text for token in self.tokens[first : last + 1]] for first, last in self.bounds])

    def words(self, sentence: Sentence) -> tuple[Word, ...]:
        found = self.tokens[sentence.first : sentence.last + 1]
        marks, first_mark = self._marks[sentence.paragraph], self._first_mark[sentence.paragraph]
        return read_words(found, self._tags[sentence.n], sentence.first, marks, first_mark, self._names)

    def syntax(self, sentence: Sentence) -> tuple[tuple[Chunk, ...], tuple[Clause, ...]]:
        return clauses.syntax(sentence.words)
