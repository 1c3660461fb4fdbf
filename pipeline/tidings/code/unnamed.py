"""Persons and bodies without a name, by the nouns that head their phrases: whom a pronoun may mean, or who stands between it and a name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from tidings import lexicon
from tidings.code.mentions.known_names import known_names, near, titles
from tidings.code.mentions.word_kinds import head_kind
from tidings.code.reading import noun_lemma
from tidings.known import actor_nouns, is_person_noun
from tidings.nlp.analysis import Chunk, Clause, Sentence, Word
from tidings.nlp.words import line_words, person_endings, words_that

_PARTNERS = frozenset(["with", "to"])  # before whom somebody talks to
_NEAR = 6  # chunks among which a noun and its apposition stand
_ANYBODY = "CVL"  # the sector of people who are of none
OPENING = 24  # characters before the name or the phrase that a sentence begins with: an article, a title


@cache
def is_person(noun: str) -> bool:
    """Whether a noun, as printed in lower case, is one for persons: an office, a trade, a role; not a body, a paper, a poll."""
    for form in (noun, noun_lemma(noun)):
        if form in lexicon.words("speaker_nouns") or form in near("body_noun"):
            return False
        known = form in titles() or form in actor_nouns() or form in line_words("plural")
        if known or (len(form) > 4 and form.endswith(person_endings())):
            return True
    return False


def sector_of(words: Sequence[Word], head: Word) -> str | None:
    """The sector that the nouns of a phrase tell: the head's; of an office that any body has that of the body beside it ("union officials")."""
    noun = noun_lemma(head.lower)
    beside = sorted((w for w in words if w.i != head.i), key=lambda w: abs(w.i - head.i))
    own, others = actor_nouns().get(noun), (sector for w in beside if (sector := _body_sector(w)) not in ("", _ANYBODY))
    return (next(others, own) if noun in line_words("office of any body") else own or next(others, None)) or None


def _body_sector(word: Word) -> str:
    """The sector of the body that a word names, known beforehand ("NATO") or by its noun; "" where it names none."""
    known = known_names().get(word.text)
    return known.sector if known is not None and known.kind == "organization" else actor_nouns().get(noun_lemma(word.lower), "")


@cache
def gender_of(noun: str) -> str:
    """m or f where a noun for a person tells it: "widow", "policewoman"."""
    told = titles()[noun].gender if noun in titles() else ""
    return told or ("f" if noun.endswith("woman") else "m" if noun.endswith("man") else "")


@cache
def is_body(noun: str) -> bool:
    """Whether a singular noun is one for a body: "company", "court"."""
    listed = noun in near("body_noun") or noun in lexicon.words("speaker_nouns")
    return listed or (noun in actor_nouns() and head_kind(noun) == "organization")


def words_of(chunk: Chunk, sentence: Sentence) -> Sequence[Word]:
    """The words of a chunk."""
    return sentence.words[chunk.first - sentence.first : chunk.last + 1 - sentence.first]


class Person(NamedTuple):
    """A phrase for one person without a name. `new`: it tells of somebody not met before ("a man", "the nurse who"); `kin`: "his wife"."""

    words: Sequence[Word]
    new: bool
    kin: bool


def persons(sentence: Sentence) -> list[Person]:
    """The phrases for one person without a name that a sentence has as subject, object or partner."""
    found = []
    for chunk in sentence.chunks:
        partner = chunk.role == "obl" and (chunk.case in _PARTNERS or chunk.case in words_that("calls on"))
        if chunk.kind != "noun" or chunk.number != "sing" or not (partner or chunk.role.startswith(("nsubj", "obj"))):
            continue
        words = words_of(chunk, sentence)
        followed = sentence.words[chunk.last + 1 - sentence.first :][:1]
        kin = chunk.definite == "own" and gender_of(words[-1].lower) != ""  # his wife, whose son
        new = chunk.definite == "a" or (bool(followed) and followed[0].lower == "who")
        if (new or kin or chunk.definite in ("the", "this")) and words[-1].tag == "NN" and is_person_noun(words[-1].lemma):
            found.append(Person(words, new, kin))
    return found


def chunk_at(sentence: Sentence, i: int) -> Chunk | None:
    """The chunk that holds the word `i`."""
    place = bisect_right(sentence.chunks, i, key=attrgetter("first")) - 1
    return sentence.chunks[place] if place >= 0 and sentence.chunks[place].last >= i else None


def clause_of(sentence: Sentence, number: int | None) -> Clause | None:
    """The clause with this number."""
    place = bisect_left(sentence.clauses, number, key=attrgetter("n")) if number is not None else len(sentence.clauses)
    return sentence.clauses[place] if place < len(sentence.clauses) and sentence.clauses[place].n == number else None


def subject_heads(sentence: Sentence, clause: Clause | None) -> list[int]:
    """The numbers of the words that head the subject of a clause, and what stands in apposition to it."""
    heads_of: list[int] = []
    for n in clause.subject if clause is not None else ():
        place = bisect_right(sentence.chunks, n, key=attrgetter("n")) - 1
        beside = sentence.chunks[max(0, place) : place + _NEAR]
        heads_of += [chunk.head for chunk in beside if n in (chunk.n, chunk.about)]
    return heads_of


def body_first(sentence: Sentence, end: int) -> Sequence[Word]:
    """The words with which a sentence begins before the offset `end`, where they are a definite body without a name as its subject; else none."""
    chunk = sentence.chunks[0] if sentence.chunks else None
    if chunk is None or chunk.kind != "noun" or chunk.role != "nsubj" or chunk.definite not in ("the", "this"):
        return ()
    words = words_of(chunk, sentence)
    opens = words[0].start - sentence.start <= OPENING and words[-1].end <= end
    return words if opens and words[-1].tag == "NN" and is_body(words[-1].lower) else ()
