"""A sentence as one strip of parts, for what is read part by part (numbers, dates), each with its word, chunk and clause.

>>> strip = Strip(doc.sentences[0])            # "The 12-day strike cost $5m."
>>> [part.text for part in strip]
['The', '12', '-', 'day', 'strike', 'cost', '$', '5', 'm', '.']
>>> strip.chunk(1) is strip.chunk(4), strip.clause(7).lemma
(True, 'cost')
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from tidings.nlp.analysis import Chunk, Clause, Part, Sentence, Word
from tidings.nlp.parts import flat

_DIGIT = re.compile(r"[\d¼-¾⅐-⅞]")


def may_hold(sentence: Sentence, text: str, telling: frozenset[str]) -> bool:
    """Whether a sentence of the article's text holds a digit or one of the words without which there is nothing to find; else it is not read."""
    return not telling.isdisjoint(sentence.spelt) or _DIGIT.search(text, sentence.start, sentence.end) is not None


class Strip(list[Part]):
    """The parts of a sentence in order; places are places in it. Chunks and clauses are read when first asked for."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(flat(sentence.words))
        self.sentence = sentence

    @cached_property
    def _words(self) -> list[int]:
        """For each part the place of its word in the sentence."""
        starts = [word.start for word in self.sentence.words]
        return [bisect_right(starts, part.start) - 1 for part in self]

    @cached_property
    def _chunks(self) -> dict[int, Chunk]:
        return {chunk.n: chunk for chunk in self.sentence.chunks}

    @cached_property
    def _chunk_at(self) -> dict[int, Chunk]:
        return {i: chunk for chunk in self.sentence.chunks if chunk.kind != "speech" for i in range(chunk.first, chunk.last + 1)}

    @cached_property
    def _wholes(self) -> dict[int, Chunk]:
        return {chunk.of: chunk for chunk in self.sentence.chunks if chunk.of is not None}

    @cached_property
    def _undergone(self) -> dict[int, list[Clause]]:
        found: dict[int, list[Clause]] = {}
        for clause in self.sentence.clauses:
            for n in clause.objects if clause.objects and clause.voice == "active" else clause.subject:
                found.setdefault(n, []).append(clause)
        return found

    def word(self, at: int) -> Word:
        """The word that holds the part at `at`."""
        return self.sentence.words[self._words[at]]

    def place(self, i: int) -> int:
        """Where the word with the article's number `i` begins; for the number after the last word, the strip's length."""
        word = self.sentence.at(i)
        return bisect_left(self, word.start, key=lambda part: part.start) if word is not None else len(self)

    def chunk(self, at: int) -> Chunk | None:
        """The innermost chunk that holds the part at `at`, a whole quotation of speech left out."""
        return self._chunk_at.get(self.word(at).i) if 0 <= at < len(self) else None

    def numbered(self, n: int | None) -> Chunk | None:
        """The chunk with the article's number `n`, where it is one of this sentence."""
        return self._chunks.get(n) if n is not None else None

    def head(self, chunk: Chunk | None) -> Word | None:
        """The head of a chunk of this sentence."""
        return self.sentence.at(chunk.head) if chunk is not None else None

    def subject(self, clause: Clause) -> Chunk | None:
        """The first subject of a clause."""
        return self.numbered(next(iter(clause.subject), None))

    def whole(self, chunk: Chunk | None) -> Chunk | None:
        """The chunk whose of-phrase this one is: "a speed" of "15 mph"."""
        return self._wholes.get(chunk.n) if chunk is not None else None

    def owned(self, chunk: Chunk) -> Chunk:
        """What belongs to the chunk, itself where nothing does: "population" for "the town's" in "the town's population"."""
        after = self.chunk(self.place(chunk.last + 2))
        return after if after is not None and after.owner == chunk.n else chunk

    def undergone(self, chunk: Chunk) -> list[Clause]:
        """The clauses that tell what befell what the chunk names: it is their object, or the subject where there is none."""
        return self._undergone.get(chunk.n, [])

    def clause(self, at: int) -> Clause | None:
        """The clause in which the part at `at` stands: its chunk's, else that of the verb group around or nearest before it, else the first after."""
        chunk = self.chunk(at)
        clauses = self.sentence.clauses
        if chunk is not None and chunk.clause is not None:
            return self._clause(chunk.clause)
        before = bisect_right(clauses, self.word(at).i, key=lambda clause: clause.first)
        return clauses[before - 1] if before else next(iter(clauses), None)

    def governor(self, clause: Clause) -> Clause | None:
        """The clause above."""
        return self._clause(clause.governor) if clause.governor is not None else None

    def _clause(self, n: int) -> Clause | None:
        clauses = self.sentence.clauses
        place = bisect_left(clauses, n, key=lambda clause: clause.n)
        return clauses[place] if place < len(clauses) and clauses[place].n == n else None

    def extent(self, chunk: Chunk) -> tuple[int, int]:
        """First and last part (not included) of a chunk with its owner before it and the phrases that hang on it behind it."""
        chunks = self.sentence.chunks
        at = bisect_left(chunks, chunk.first, key=lambda other: other.first)
        last = chunk.last
        for other in chunks[at + 1 :]:
            if other.role != "nmod" or other.first - last - 1 > len(other.case.split()):
                break
            last = other.last
        owned = chunk.owner is not None and at > 0 and chunks[at - 1].n == chunk.owner
        return self.place(chunks[at - 1].first if owned else chunk.first), self.place(last + 1)
