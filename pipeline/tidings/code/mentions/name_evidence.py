"""What a name names, as far as the name itself and the words beside it tell: weights that `name_types` adds up over the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tidings.code.mentions.candidates import INITIAL, Candidate, is_surname
from tidings.code.mentions.known_names import (
    calendar,
    known_names,
    near,
    not_acronyms,
    number_words,
    titles,
)
from tidings.dictionary import classes
from tidings.known import given_names

_MODEL = re.compile(r"[A-Z]{0,3}-?\d+[A-Za-z]?$")
_ROMAN = re.compile(r"[IVXL]{2,}$")
_DOMAIN = re.compile(r"\.(?:com|org|net|gov|edu|info|co|tv)$", re.I)
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z][A-Za-z]*$")
_CAMEL_SURNAME = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Lo", "O", "Van", "Von", "Fitz", "San", "St", "Ben", "Al")
_PLURAL_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,}s$")
_ADJECTIVE = re.compile(r"\w{3,}(?:ian|ean|ese|ish|esque|ic)$")
_DASHES = frozenset({"—", "–", "―", "--", "-"})


def may_be_name(candidate: Candidate) -> bool:
    """Whether the stretch can be a name at all. Words of the dictionary are left to `name_types.decide`, which sees the whole article."""
    words = candidate.words
    if len(words) == 1 and candidate.known is None:
        word = words[0]
        if word in calendar() or word in not_acronyms() or len(word) == 1 or _ROMAN.match(word) or _PLURAL_ACRONYM.match(word):
            return False
        if INITIAL.match(word) and len(word) < 6:
            return False  # "J.K.", but not the "S.E.C."
        if candidate.first and "-" in word and word.split("-")[0].lower() in number_words():
            return False  # Forty-three
        if "-" in word and (last := known_names().get(word.rsplit("-", 1)[1])) and last.kind == "adjective":
            return False  # Franco-German
        if word.lower().rstrip(".") in ("jr", "sr", "ii", "iii", "iv") or (candidate.first and "-" in word and classes(word.lower().split("-")[0])):
            return False
        if _DOMAIN.search(word) or (word.lower() in titles() and not candidate.title_key):
            return False
    if any("[" in word or "]" in word for word in words):
        return False  # a letter that an editor changed: "[W]e"
    return any(word[0].isalpha() for word in words) and not (candidate.known is None and _is_office(words))


def _is_office(words: Sequence[str]) -> bool:
    """Whether several words are the name of an office and nobody's: "Federal Minister", "Deputy Foreign Minister"."""
    if len(words) < 2 or is_surname(words[-1].lower()) or words[-1].lower() in near("title_or_name"):
        return False
    title = titles().get(words[-1].lower())
    if title is None or title.kind == "courtesy":
        return False
    return all(classes(word.lower()) and word.lower() not in given_names() for word in words[:-1])
