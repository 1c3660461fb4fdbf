"""What a word or a name tells of what it is part of, one question each, answered by the tables of `known_names`."""

from __future__ import annotations

from functools import cache

from tidings import lexicon
from tidings.code.mentions.known_names import heads, known_names, near, titles
from tidings.dictionary import classes
from tidings.known import given_names


def head_kind(word: str) -> str:
    """What a word in lower case makes of the name that it heads: organization, place, other; "" where it tells nothing."""
    return heads()[word].kind if word in heads() else ""


def is_place_or_body(word: str) -> bool:
    """Whether a word in lower case heads names of places or bodies."""
    return head_kind(word) in ("organization", "place")


def title_kind(title: str) -> str:
    """courtesy, rank or office; "" for what is no title."""
    return titles()[title].kind if title in titles() else ""


def known_kind(name: str) -> str:
    """What a name known beforehand names; "" where nothing is known."""
    return known_names()[name].kind if name in known_names() else ""


def is_given(word: str) -> bool:
    """Whether a word in lower case is a given name and nothing else."""
    return word in given_names() and not classes(word)


@cache
def is_surname(head: str) -> bool:
    """Whether a word that tells the kind of a body or place is a common surname too."""
    return head in lexicon.words("name_heads", "head", surname="yes")


def opens_body(word: str) -> bool:
    """Whether a word opens names of bodies: "Air", "Banco", and "AS", "FC" where printed so."""
    return word.lower() in near("body_opening") and (word.isupper() or len(word) > 2)
