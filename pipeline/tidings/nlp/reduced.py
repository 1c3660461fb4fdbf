"""Participles that the tagger takes for a past tense: "freed two men held since May", "two men convicted of theft were freed".

Of two finite verbs in one stretch, with nothing between them that opens or joins clauses, one is a participle that tells of a noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.dictionary import lemma
from tidings.dictionary import tags as dictionary_tags
from tidings.nlp.analysis import BE, HAVE
from tidings.nlp.tokens import Token
from tidings.nlp.words import BEFORE_NOUN, FINITE, MARKS, NOUNS, PREPOSITIONS, PRONOUNS, WH_WORDS, words_that

_PHRASE = NOUNS | BEFORE_NOUN
_PARTS = MARKS | WH_WORDS | PRONOUNS | {"CC"}  # what may open or join a clause
_FOLLOWS = PREPOSITIONS | {"RB", "."}  # what stands behind a participle that tells of a noun


def mend_reduced(tokens: Sequence[Token], tags: list[str]) -> None:
    """Retag such verbs as participles, in place. Goes once over the tags."""
    first, aside = -1, False  # the verb before, with nothing between that parts clauses; whether an aside opened, which a main verb may follow
    for at, tag in enumerate(tags):
        marker = tag == "IN" and tokens[at].lower in _markers()
        if tag in _PARTS or marker:
            first, aside = -1, tag in WH_WORDS or (marker and tokens[at].lower != "that")
        elif tag in FINITE or _is_perfect(tokens, tags, at):
            place = None if aside else _participle(tokens, tags, first, at)
            if place is not None:
                tags[place] = "VBN"
            aside = aside and (first < 0 or tokens[first].lower in HAVE)
            first = at if tags[at] != "VBN" or _is_perfect(tokens, tags, at) else first


def _is_perfect(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    return tags[at] == "VBN" and tokens[at - 1].lower in HAVE


def _participle(tokens: Sequence[Token], tags: Sequence[str], first: int, second: int) -> int | None:
    """Which of two verbs is a participle, if one is: the first where the second is an auxiliary, else the second behind an object."""
    if first < 0 or tags[second] == "VBN" or _takes_clause(tokens, tags, first):
        return None
    if tags[second] == "MD" or tokens[second].lower in BE | HAVE:
        described = first > 0 and tags[first - 1] in NOUNS and tags[second - 1] in NOUNS | {"CD"}
        phrased = "IN" in tags[first + 1 : second]
        return first if described and phrased and tags[first] == "VBD" and _may_be(tokens, first) else None
    governed = all(tag in _PHRASE or tag == "IN" or tokens[at].lower == "to" for at, tag in enumerate(tags[first + 1 : second], first + 1))
    object_between = second - first > 1 and governed and tags[first + 1] in _PHRASE and tags[second - 1] in NOUNS
    behind = second + 1 < len(tags) and tags[second + 1] in _FOLLOWS
    return second if tags[second] == "VBD" and object_between and behind and _may_be(tokens, second) else None


def _may_be(tokens: Sequence[Token], at: int) -> bool:
    """Whether a past tense has the form of its participle."""
    return {"VBD", "VBN"} <= dictionary_tags(tokens[at].lower)


def _takes_clause(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Whether a verb takes a clause without "that", or only helps another."""
    return lemma(tokens[at].lower, tags[at]) in _clausal() or tags[at] == "MD" or tokens[at].lower in BE


@cache
def _clausal() -> frozenset[str]:
    return frozenset(row["verb"] for row in lexicon.rows("speech_verbs")) | words_that("takes")


@cache
def _markers() -> frozenset[str]:
    """Conjunctions that open a clause."""
    return words_that("opens") | words_that("content") | words_that("either")
