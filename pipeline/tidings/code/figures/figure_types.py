"""What kind of figure a number is: by its unit, by the noun it counts, and by what befell those counted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tidings import lexicon
from tidings.code.figures.units import cues
from tidings.dictionary import lemma
from tidings.known import demonyms, is_person_noun
from tidings.nlp.analysis import Chunk, Clause, Word
from tidings.nlp.strips import Strip
from tidings.nlp.words import person_endings

STATE = frozenset(["JJ", "VBN", "NN"])  # tags of "hurt" in "21 hurt"
HUMAN = cues("kind of people")
HARMED = frozenset(["killed", "wounded"])  # what befalls people alone: with it a noun that ends as those for people do is one
LONGEST_CHUNK = 20  # words of a chunk that are looked at: what befell its head stands near it
HOME = "home"


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["figure_type"] for row in reversed(lexicon.rows("figure_types"))}


def counts_as_person(noun: str) -> bool:
    """Whether a singular noun is one for a person, of those that are counted as people included ("child")."""
    return is_person_noun(noun) or _nouns().get(noun) in HUMAN


@cache
def _fates(kind: str) -> dict[str, str]:
    return {row["word"]: row["figure_type"] for row in lexicon.rows("fates") if row["kind"] == kind}


def figure_type(line: Strip, first: int, last: int, unit: str | None, kind: str) -> str:
    """The codelist value for a figure of parts `first` to `last` with `unit`; `kind` is what a unit of measure says, else empty."""
    if kind:
        return kind
    if unit is None:
        return "other"
    unit = unit.lower()
    noun = unit if unit in _nouns() else unit.rpartition(" ")[2]
    told = _nouns().get(noun) or ("people" if unit.title() in demonyms() else "count")
    befell = fate(line, first, last) if told in HUMAN or told == "count" else None
    people = told in HUMAN or noun == "other" or befell == "detained" or (befell in HARMED and noun.endswith(person_endings()))
    return befell if befell and people and befell != "people" else told


def fate(line: Strip, first: int, last: int) -> str | None:
    """What befell those that the figure of parts `first` to `last` counts: killed, wounded ...; None where the text does not say."""
    chunk = line.chunk(last - 1) or line.chunk(first)
    if chunk is None:
        return None
    words, verbs = _fates("word"), _fates("verb")
    for word in _said_of(line, chunk):
        befell = words.get(word.lower) or (verbs.get(lemma(word.lower, "VBN")) if word.tag in STATE else None)
        if befell:
            return befell
    for clause in line.undergone(chunk):
        befell = verbs.get(clause.lemma) or (_fates("verb with home").get(clause.lemma) if _tells_of_home(line, clause) else None)
        if befell:
            return befell
    head = line.head(line.numbered(chunk.of) if chunk.kind == "number" and chunk.of is not None else line.whole(chunk))  # "five of the dead"
    return (words.get(head.lower) or verbs.get(head.lemma)) if head is not None else None


def _tells_of_home(line: Strip, clause: Clause) -> bool:
    """ "forced 40,000 from their homes"."""
    return any(head is not None and head.lemma == HOME for head in (line.head(line.numbered(n)) for n in clause.obliques))


def _said_of(line: Strip, chunk: Chunk) -> Iterator[Word]:
    """Words that say what became of those a chunk names: in it, straight after it, after its verb ("shot dead"), after "be" and an adverb."""
    places = [*range(max(chunk.first, chunk.last - LONGEST_CHUNK), chunk.last + 2)]
    places += [i for clause in line.undergone(chunk) for i in range(clause.last + 1, clause.last + 2 + (clause.lemma == "be"))]
    yield from (word for i in places if (word := line.sentence.at(i)))
