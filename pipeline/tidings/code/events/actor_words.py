"""Words that name an actor by themselves: nouns for people and bodies, countries and their capitals."""

from __future__ import annotations

from functools import cache

from tidings import lexicon
from tidings.code.reading import noun_lemma
from tidings.known import actor_nouns
from tidings.nlp.analysis import Word
from tidings.nlp.words import ADJECTIVES, NOUNS, VERBS

_MAY_NAME = NOUNS | ADJECTIVES | VERBS | {"CD"}


@cache
def countries() -> dict[str, dict[str, str]]:
    """Rows of the countries by ISO 3166-1 alpha-3 code."""
    return {row["iso3"]: row for row in lexicon.rows("countries")}


def country_called(name: str) -> str | None:
    """The code of the country of this name, with or without "the"."""
    return _country_names().get(name.lower().removeprefix("the "))


@cache
def _country_names() -> dict[str, str]:
    """Names of countries in lower case, without "the" -> code."""
    return {
        name.removeprefix("the ").lower(): row["iso3"] for row in lexicon.rows("countries") for name in [row["name"], *lexicon.split(row["variants"])]
    }


@cache
def capitals() -> dict[str, str]:
    """Capitals in lower case -> code of the country."""
    return {row["capital"].lower(): row["iso3"] for row in lexicon.rows("countries") if row["capital"]}


def is_actor_noun(word: Word) -> bool:
    """Whether a common noun names an actor; compounds by their last part ("peace-keepers", "ex-soldiers")."""
    if word.tag not in _MAY_NAME:
        return False
    nouns = actor_nouns()
    return any(noun in nouns for noun in (word.lemma, word.lower, noun_lemma(word.lower), noun_lemma(word.lower.rsplit("-", 1)[-1])))
