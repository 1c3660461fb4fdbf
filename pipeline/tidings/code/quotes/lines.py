"""A sentence of the analysis as the quote coder asks it: which chunk begins here, how far does it go, what hangs under this verb.

A stretch is ``(first, last)`` in numbers of words, last not included. Words in quotation marks are in the sentence; what
is asked of the reporter's own words leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterable

from tidings.known import is_person_noun
from tidings.model import Words
from tidings.nlp.analysis import DASHES, ENDERS, QUOTES, Chunk, Clause, Doc, Quotation, Sentence, Word
from tidings.nlp.words import MAIN

Stretch = tuple[int, int]
STOPS = frozenset(",;:([*¶") | ENDERS | DASHES
LONGEST_LINE = 400  # words
PHRASES_IN_SPEAKER = 6  # with a preposition, after the noun: "the head of the office for roads in Lodi"
NO_WORD = Word(-1, 0, 0, "", "", "", "", "", (), None)


def lines_of(doc: Doc, sentence: Sentence) -> list[Line]:
    """The sentence as one line; a very long one as several, so that work stays near-linear."""
    starts = range(sentence.first, sentence.last + 1, LONGEST_LINE)
    return [Line(doc, sentence, first, min(first + LONGEST_LINE, sentence.last + 1)) for first in starts]


class Line:
    """One sentence, or a stretch of a very long one, with its chunks and clauses by what is asked of them.

    `clauses`: the reporter's, those whose verb is in no quotation marks; `by_verb`: all; `below`: all, by the one that they hang on; `finite`: where
    the reporter's finite verb groups begin. `chunks`: by number; `starting`: by the word with which they begin, the preposition where they have one;
    `ending`: by the word behind them; `names_of`: those in apposition, by the chunk that they rename.
    """

    def __init__(self, doc: Doc, sentence: Sentence, first: int, end: int) -> None:
        self.doc, self.sentence = doc, sentence
        self.first, self.end = first, end
        self.words = sentence.words[first - sentence.first : end - sentence.first]
        self.start, self.stop = self.words[0].start, self.words[-1].end
        self.by_verb = {clause.n: clause for clause in sentence.clauses if first <= min(clause.first, clause.opens) and clause.last < end}
        self.clauses = [clause for clause in self.by_verb.values() if self[clause.verb].quotation is None]
        self.finite = frozenset(clause.first for clause in self.by_verb.values() if clause.finite and self[clause.first].quotation is None)
        self.below: dict[int, list[Clause]] = {}
        for clause in self.by_verb.values():
            if clause.governor is not None:
                self.below.setdefault(clause.governor, []).append(clause)
        self.chunks = {chunk.n: chunk for chunk in sentence.chunks if first <= chunk.last < end}
        self.names_of = {chunk.about: chunk for chunk in self.chunks.values() if chunk.about is not None}
        held = [chunk for chunk in self.chunks.values() if chunk.kind != "speech"]
        self.starting = {self._begins(chunk): chunk for chunk in held}
        self.ending = {chunk.last + 1: chunk for chunk in held}

    def _begins(self, chunk: Chunk) -> int:
        owner = self.chunks.get(chunk.owner) if chunk.owner is not None else None
        return (owner.first if owner else chunk.first) - len(chunk.case.split())

    def governor(self, clause: Clause) -> Clause | None:
        """The clause above."""
        return self.by_verb.get(clause.governor) if clause.governor is not None else None

    def chunk_at(self, i: int) -> Chunk | None:
        """The chunk that holds the word `i`, speech left out."""
        return next((c for c in self.chunks.values() if c.kind != "speech" and c.first <= i <= c.last), None)

    def __getitem__(self, i: int) -> Word:
        """The word with the number `i`; an empty one outside the sentence."""
        return self.words[i - self.first] if self.first <= i < self.end else NO_WORD

    def between(self, first: int, last: int) -> tuple[Word, ...]:
        return self.words[max(0, first - self.first) : max(0, last - self.first)]

    def text(self, stretch: Stretch) -> Words:
        """The stretch as words of the article."""
        start, end = self[stretch[0]].start, self[stretch[1] - 1].end
        return Words(start, end, self.doc.text[start:end])

    def quotation(self, i: int) -> Quotation | None:
        """The quotation that holds the word `i`."""
        number = self[i].quotation
        return None if number is None else self.doc.quotations[number]

    def has_finite(self, first: int, last: int) -> bool:
        """Whether a finite verb of the reporter's begins in the stretch."""
        return any(at in self.finite for at in range(first, last))

    def has_quoted(self, first: int, last: int) -> bool:
        """Whether a word of the stretch stands in marks."""
        return any(word.quotation is not None for word in self.between(first, last))

    def without_stops(self, first: int, last: int) -> int:
        """Where the stretch ends when commas, stops and dashes at its end, and marks that nothing opened, are left out."""
        while last > first and self[last - 1].quotation is None and self[last - 1].lower in STOPS | QUOTES:
            last -= 1
        return last

    def find(self, first: int, last: int, texts: Iterable[str]) -> int | None:
        """The first of the reporter's own words in the stretch that is one of `texts`."""
        return next((w.i for w in self.between(first, last) if w.quotation is None and w.lower in texts), None)

    def phrase(self, chunk: Chunk, names: bool = False, but: str = "") -> Stretch:
        """The chunk with its owner and the phrases that hang on it, `but` those behind one preposition; with `names` also the name in apposition
        to a noun."""
        owner = self.chunks.get(chunk.owner) if chunk.owner is not None else None
        first, last = (owner or chunk).first, chunk.last + 1
        for _ in range(PHRASES_IN_SPEAKER):
            following = self.starting.get(last)
            if following is None or following.role != "nmod" or following.case in ("", "according to", but):
                break
            last = following.last + 1
        if self[last].tag == "JJ" and (following := self.starting.get(last + 1)) is not None and following.case and following.role == "obl":
            last = following.last + 1  # a person close to the talks
        renamed = self.names_of.get(chunk.n) or (self.names_of.get(held.n) if (held := self.ending.get(last)) is not None else None)
        if names and renamed is not None and renamed.kind == "name" and chunk.kind != "name" and renamed.first - last < 3:
            last = renamed.last + 1
        return first, last

    def joined(self, chunk: Chunk, but: str = "") -> Stretch:
        """The phrase with the name in apposition, and what "and" joins to it."""
        first, last = self.phrase(chunk, True, but)
        return first, max([last, *(self.phrase(self.chunks[n], but=but)[1] for n in chunk.joined if n in self.chunks)])

    def phrase_at(self, i: int, case: str = "") -> Stretch | None:
        """The phrase that begins at the word `i`, behind this preposition or without one, and what "and" joins to it."""
        chunk = self.starting.get(i - len(case.split()))
        return self.joined(chunk) if chunk is not None and chunk.case == case else None

    def subject(self, clause: Clause) -> Stretch | None:
        """The words of its subject."""
        chunks = [self.chunks[n] for n in clause.subject if n in self.chunks and self.chunks[n].kind != "speech"]
        if not chunks:
            return None
        first, last = self.phrase(chunks[0], names=True)
        if len(chunks) > 1:
            last = max(last, self.phrase(chunks[-1])[1])
        return self._between_commas(chunks[0], first, last) if self[clause.first - 1].text == "," else (first, last)

    def _between_commas(self, chunk: Chunk, first: int, last: int) -> Stretch:
        """A subject with the name beside it that the analysis leaves alone: one fan, Ada Lum, [19,]; Ada Lum, [a nurse in Lodi, Peru,]."""
        before = self.ending.get(first - 1) if self[first - 1].text == "," else None
        if before is not None and not before.role and not before.case and {before.kind, chunk.kind} == {"noun", "name"}:
            return self.phrase(before) if before.kind == "name" else (before.first, last)
        behind = self.starting.get(last + 1) if self[last].text == "," else None
        if behind is None or behind.kind != "name" or behind.role or behind.case or not is_person_noun(self[chunk.head].lower):
            return first, last
        return behind.first if chunk.kind == "name" else first, behind.last + 1

    def main_subject(self, end: int, last: bool = False) -> Stretch | None:
        """The subject of the first (`last`: the last) clause on the main level before the word `end`; failing that, of the first clause."""
        found: Stretch | None = None
        for clause in self.clauses:
            if clause.verb >= end or (found is not None and not last):
                break
            if clause.finite and self._is_main(clause) and (subject := self.subject(clause)) is not None:
                found = subject
        finite = (c for c in self.clauses if c.verb < end and c.finite and c.rel != "acl:relcl")
        return found or next((subject for clause in finite if (subject := self.subject(clause)) is not None), None)

    def _is_main(self, clause: Clause) -> bool:
        """Whether nothing but "and" stands between the clause and the root."""
        for _ in range(8):
            if clause.rel != "conj" or clause.governor is None:
                break
            clause = self.by_verb[clause.governor]
        return clause.rel in MAIN
