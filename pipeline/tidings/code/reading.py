"""A sentence of the analysis with what coders look up in it, indexed once: all look-ups are by number, none walks the sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import TypeVar

from tidings import lexicon
from tidings.dictionary import lemma
from tidings.nlp import openings
from tidings.nlp.analysis import QUOTES, Chunk, Clause, Doc, Rel, Sentence, Word
from tidings.nlp.words import COMMON_NOUNS, COMPLEMENTS, MAIN, VERBALS, WH_WORDS, words_that

PARTS = COMPLEMENTS | {"conj"}  # clauses that are told as part of the one above
_STOPS = VERBALS | {"PUNCT", "SCONJ", "ADJ"}  # an adjective: "a station critical of the king"
_FURTHEST = 12  # words behind a noun where a phrase may still hang on it
_HIGHEST = 9  # clauses that stand over one another

Item = TypeVar("Item")


def _grouped(items: Iterable[Item], number: Callable[[Item], int | None]) -> dict[int, list[Item]]:
    """Chunks or clauses by a number that they name; those that name none left out."""
    found: dict[int, list[Item]] = {}
    for item in items:
        if (n := number(item)) is not None:
            found.setdefault(n, []).append(item)
    return found


class Reading:
    """A sentence. Words, chunks and clauses are called by the article's numbers, as in the analysis.

    `names_places`: numbers of the words at which the names of places begin. `actors`, `people`: of the last words of mentions, of persons
    and bodies, of persons by name.
    """

    def __init__(
        self,
        doc: Doc,
        sentence: Sentence,
        names_places: frozenset[int] = frozenset(),
        actors: frozenset[int] = frozenset(),
        people: frozenset[int] = frozenset(),
    ) -> None:
        self.actors, self.people = actors, people
        self.suffering: set[int] = set()  # heads of chunks that must be people by what befalls them
        self.doc, self.sentence, self.words, self.clauses = doc, sentence, sentence.words, sentence.clauses
        self.names_places = names_places
        self.chunks = tuple(chunk for chunk in sentence.chunks if chunk.kind != "speech")
        speech = {chunk.n: (chunk.first, chunk.last) for chunk in sentence.chunks if chunk.kind == "speech"}
        self._spoken = [(*speech[n], clause) for clause in self.clauses for n in clause.said if n in speech]
        self._chunk = {chunk.n: chunk for chunk in self.chunks}
        self._clause = {clause.n: clause for clause in self.clauses}
        self._firsts = [chunk.first for chunk in self.chunks]
        self._verbs = [clause.n for clause in self.clauses]
        owners = {chunk.owner for chunk in self.chunks}  # who owns a chunk stands in it, not beside it
        self._bare = [chunk for chunk in self.chunks if chunk.n not in owners]
        self._called = {chunk.about: chunk for chunk in self._bare if chunk.about is not None and chunk.kind == "name"}
        self._bare_firsts = [chunk.first for chunk in self._bare]
        self._under = _grouped(self.clauses, attrgetter("governor"))
        self._on_noun = _grouped(self.clauses, attrgetter("noun"))
        self._own = _grouped(self._bare, attrgetter("clause"))

    def word(self, i: int) -> Word:
        return self.words[i - self.sentence.first]

    def at(self, i: int) -> str:
        """The word with this number in lower case; "" outside the sentence."""
        return self.word(i).lower if self.sentence.first <= i <= self.sentence.last else ""

    def next(self, i: int, step: int = 1) -> int:
        """The number of the word after `i` (before it, where `step` is -1), quotation marks left out; that of none outside the sentence."""
        i += step
        while self.sentence.first <= i <= self.sentence.last and self.word(i).text in QUOTES:
            i += step
        return i

    def chunk(self, n: int) -> Chunk:
        return self._chunk[n]

    def head(self, n: int) -> Word:
        """The head of the chunk `n`."""
        return self.word(self._chunk[n].head)

    def noun(self, n: int) -> str:
        """The lemma of the head of the chunk `n`, as a noun."""
        return noun_of(self.head(n))

    def chunk_at(self, i: int) -> Chunk | None:
        """The chunk that holds the word `i`."""
        place = bisect_right(self._firsts, i) - 1
        return self.chunks[place] if place >= 0 and self.chunks[place].last >= i else None

    def called(self, chunk: Chunk) -> Chunk | None:
        """The name in apposition to a chunk: "the prime minister, Anna Holm"."""
        return self._called.get(chunk.n)

    def after(self, chunk: Chunk) -> Chunk | None:
        """The next chunk that does not own another."""
        place = bisect_right(self._bare_firsts, chunk.first)
        return self._bare[place] if place < len(self._bare) else None

    def real(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        """Chunks of `numbers` that are no quotation."""
        return tuple(n for n in numbers if n in self._chunk)

    def governor(self, clause: Clause) -> Clause | None:
        """The clause above."""
        return self._clause.get(clause.governor) if clause.governor is not None else None

    def up(self, clause: Clause | None) -> list[Clause]:
        """The clause and those above it, nearest first."""
        found: list[Clause] = []
        while clause is not None and len(found) < _HIGHEST:
            found.append(clause)
            clause = self.governor(clause)
        return found

    def reporting(self, clause: Clause) -> Clause | None:
        """The verb of speech that tells that somebody says this clause, as its complement or in marks; None where none does."""
        clause = next((at for at in self.up(clause) if at.rel != "conj"), clause)
        above = self.governor(clause) if clause.rel == "ccomp" else None
        if above is None and clause.rel in MAIN:
            above = next((said for first, last, said in self._spoken if first <= clause.n <= last), None)
        return above if above is not None and above.lemma in speech_lemmas() else None

    def clause_of(self, chunk: Chunk) -> Clause | None:
        """The clause that a chunk belongs to."""
        return self._clause.get(chunk.clause) if chunk.clause is not None else None

    def clause_before(self, i: int) -> Clause | None:
        """The clause whose verb stands nearest before the word `i`."""
        place = bisect_left(self._verbs, i) - 1
        return self.clauses[place] if place >= 0 else None

    def end(self, clause: Clause) -> int:
        """Number of the word at which the next verb group begins: the clause's own words stand before."""
        place = bisect_right(self._verbs, clause.n)
        return max(self.clauses[place].first, clause.last + 1) if place < len(self.clauses) else self.sentence.last + 1

    def under(self, clause: Clause, *rels: Rel) -> list[Clause]:
        """Clauses directly under `clause` by one of `rels` (any, where none is named)."""
        return [other for other in self._under.get(clause.n, ()) if not rels or other.rel in rels]

    def infinitives(self, clause: Clause) -> list[Clause]:
        """The infinitives that a verb governs; one that a phrase parts from it too ("agreed with the union to leave")."""
        apart = not self.real(clause.objects)
        return [c for c in self.under(clause) if c.rel == "xcomp" or (apart and c.rel == "advcl" and c.tense == "inf" and not c.marker)]

    def complements(self, clause: Clause) -> list[Clause]:
        """The clauses that a verb governs: infinitives, what is said, participles behind "on" or "from", what its object tells ("claims that")."""
        found = [c for c in self.under(clause) if c.rel in COMPLEMENTS or is_governed(c, clause)]
        found += [c for c in self.infinitives(clause) if c.rel == "advcl"]
        for n in self.real(clause.objects):
            claimed = self.noun(n) in words_that("claim")
            found += [c for c in self.on_noun(self.chunk(n)) if claimed and c.finite and c.marker in ("", "that")]
        return found

    def on_noun(self, chunk: Chunk) -> list[Clause]:
        """Clauses that hang on the noun: "a plan to leave", "the town shelled on Friday"."""
        return self._on_noun.get(chunk.n, [])

    def behind(self, clause: Clause) -> list[Chunk]:
        """The clause's chunks behind its verb, whatever their role."""
        return [chunk for chunk in self._own.get(clause.n, ()) if chunk.first > clause.verb]

    def governed(self, clause: Clause, *cases: str) -> list[int]:
        """The first chunk behind the clause's verb with one of these prepositions, and those joined to it."""
        return self._first(self.behind(clause), cases)

    def joined(self, chunk: Chunk) -> list[int]:
        return [chunk.n, *(n for n in chunk.joined if n in self._chunk and n > chunk.n)]

    def hanging(self, chunk: Chunk) -> list[Chunk]:
        """The phrases that follow a noun with no verb or mark between: "the attack [on rebels] [by soldiers]"."""
        found: list[Chunk] = []
        last, following = chunk.last, self.after(chunk)
        while following is not None and following.first - chunk.last <= _FURTHEST:
            between = [self.word(i) for i in range(last + 1, following.first)]
            if any((word.pos in _STOPS and word.text not in QUOTES) or word.tag in WH_WORDS for word in between if word.lower != following.case):
                break
            if following.n not in chunk.joined:
                found.append(following)
            last, following = following.last, self.after(following)
        return found

    def hung(self, chunk: Chunk, *cases: str) -> list[int]:
        """The first phrase that hangs on a noun by one of these prepositions, and those joined to it."""
        return self._first(self.hanging(chunk), cases)

    def _first(self, chunks: Iterable[Chunk], cases: tuple[str, ...]) -> list[int]:
        return next((self.joined(chunk) for chunk in chunks if chunk.case in cases and chunk.kind != "time"), [])


def is_governed(clause: Clause, governor: Clause) -> bool:
    """Whether a participle behind a preposition completes its verb: "keep on fighting", "refrained from leaving"."""
    beside = clause.first <= governor.last + 2
    return clause.rel == "advcl" and clause.tense == "part" and beside and clause.marker in words_that("before complement")


def noun_of(word: Word) -> str:
    """A word's lemma as a noun, whatever its tag: names of nouns are printed in capitals, and verbs are mistaken."""
    return word.lemma if word.tag in COMMON_NOUNS else noun_lemma(word.lower)


@cache
def noun_lemma(lower: str) -> str:
    return lemma(lower, "NNS")


@cache
def speech_lemmas() -> frozenset[str]:
    """Lemmas of verbs that report speech or thought, and of those that do so of an event (`nlp.openings`' and more)."""
    return openings.speech_lemmas() | lexicon.words("event_words", group="reporting")


def only_says(reading: Reading, clause: Clause) -> bool:
    """Whether a clause behind what is said does no more than name the speaker ("The bridge is shut, the envoy claimed")."""
    said = reading.under(clause, "ccomp")
    return clause.lemma in speech_lemmas() and bool(said) and all(child.n < clause.n for child in said)
