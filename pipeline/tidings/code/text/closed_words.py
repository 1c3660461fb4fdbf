"""Words whose class does not wait for a dictionary: closed classes, marks, times and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.code.text.bare_words import Word
from tidings.code.text.word_forms import AUXILIARIES, BE, DO, HAVE, MODALS, biases, closed_class, number_words, possible_classes, verb_reading

DEPENDS = "?"
_NUMERIC = frozenset(
    ["least", "most", "at", "to", "than", "up", "more", "less", "fewer", "close", "about", "around", "over", "some", "nearly", "almost"]
)


@cache
def times() -> frozenset[str]:
    return lexicon.words("time_words", kind="day") | _months() | lexicon.words("time_words", kind="adverb")


@cache
def by_itself(lower: str) -> str:
    """The class of a word in lower case that no neighbour changes; "" for open classes, `DEPENDS` where neighbours tell."""
    if not any(char.isalnum() for char in lower):
        return DEPENDS if lower in ("'", "’") else "PUNCT"
    if lower[0].isdigit() or lower in _NUMERIC or lower in _TIME_OPENERS or lower in _time_nouns() or lower in times() or lower in number_words():
        return DEPENDS
    if lower in ("'s", "’s", "'d", "’d", "n't", "n’t", "not", "who", "which", "whom", "whose", "that", "us", "it", "her") or lower in MODALS:
        return DEPENDS
    if lower in BE or lower in HAVE or lower in DO:
        return "AUX"
    kind = closed_class(lower)
    if kind == "ADP" and lower in ("after", "before", "since", "until", "till"):
        return "SCONJ"
    return kind or (bias if (bias := biases().get(lower, "")) in ("ADP", "ADV") else "")


def in_time_or_number(words: Sequence[Word], at: int) -> str:
    """The class of words in dates and of those that go with a number: "up to 100", "more than 30", "at least 12", "9 November", "in 1999"."""
    word = words[at]
    lower = word.lower
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    if lower[0].isdigit():
        if before is not None and before.tag == "TIME":
            return "TIME"
        if after is not None and after.lower in _months() and after.text[0].isupper():
            return "TIME"
        if len(lower) == 4 and lower.isdigit() and lower[:2] in ("18", "19", "20") and before is not None and before.tag in ("ADP", "SCONJ", "TIME"):
            return "TIME"
        return ""
    if lower in _time_nouns() and before is not None and before.tag == "TIME" and before.lower in _TIME_OPENERS:
        return "TIME"
    if after is None:
        return ""
    if lower in _TIME_OPENERS and after.lower in _time_nouns():
        return "TIME"
    number = _is_number(after)
    if lower in ("least", "most") and before is not None and before.lower == "at":
        return "ADV"
    if lower == "at" and after.lower in ("least", "most"):
        return "ADV"
    if lower in ("to", "than") and number and before is not None and before.lower in ("up", "more", "less", "fewer", "close"):
        return "ADV"
    if lower in ("up", "more", "less", "fewer", "close") and after.lower in ("to", "than") and at + 2 < len(words) and _is_number(words[at + 2]):
        return "ADV"
    if (
        lower in ("about", "around", "over", "some", "nearly", "almost")
        and number
        and not (before is not None and before.tag == "VERB" and lower in ("about", "around", "over"))
    ):
        return "ADV"
    return ""


_TIME_OPENERS = frozenset({"last", "next", "this", "late", "early"})


@cache
def _months() -> frozenset[str]:
    return lexicon.words("time_words", kind="month")


@cache
def _time_nouns() -> frozenset[str]:
    """Nouns that "last", "next" or "this" makes a time."""
    return lexicon.words("time_words", kind="noun") | lexicon.words("time_words", kind="day") | _months()


def _is_number(word: Word) -> bool:
    return word.lower[0].isdigit() or word.lower in number_words()


def of_closed_class(word: Word, before: Word | None, after: Word | None, times: frozenset[str]) -> str:
    """The class of a word that its form and its neighbours decide without a dictionary; "" for open classes."""
    lower = word.lower
    if lower in ("'s", "’s"):
        contracted = before is None or before.lower in _BEFORE_CONTRACTION
        return "AUX" if contracted else "GEN"
    if lower in ("'", "’"):
        return "GEN"
    if not any(char.isalnum() for char in lower):
        return "PUNCT"
    if lower[0].isdigit() or lower in number_words():
        return "NUM"
    if lower in times and (lower not in _DOUBTFUL_TIMES or word.text[0].isupper()) and not (word.text == "march" and after and after.lower == "on"):
        return "TIME"
    if lower in ("n't", "n’t", "not"):
        return "NOT"
    if lower == "to":
        return "TO"
    if lower in MODALS and not (before and before.tag in ("DET", "POSS", "GEN", "ADJ")) and not (word.text == "May" and before):
        return "MODAL"
    if lower in BE or lower in HAVE or lower in DO:
        return "AUX"
    if lower in ("'d", "’d"):
        return "MODAL"
    if lower in ("who", "which", "whom", "whose"):
        return "REL"
    if lower == "that":
        return _that(before, after)
    if lower == "her":
        owned = after is not None and not closed_class(after.lower) and bool(possible_classes(after.lower) & {"NOUN", "ADJ"})
        return "POSS" if owned else "PRON"
    if word.text in ("US", "IT"):
        return "PROPN"
    kind = closed_class(lower) or (bias if (bias := biases().get(lower, "")) in ("ADP", "ADV") and not (word.text[0].isupper() and before) else "")
    if kind and word.text[0].isupper() and before and before.tag == "PROPN" and kind in ("ADV", "DET"):
        return "PROPN"
    if kind == "ADP" and lower in ("after", "before", "since", "until", "till"):
        return "SCONJ"
    return kind


_BEFORE_CONTRACTION = frozenset(["it", "he", "she", "that", "there", "what", "who", "where", "here", "let", "how"])
_DOUBTFUL_TIMES = frozenset({"march", "may", "sun", "sat", "mon", "second", "august", "spring", "fall", "summer", "winter"})


def _that(before: Word | None, after: Word | None) -> str:
    """The word "that": after a verb a conjunction, after a noun a relative, before a noun alone a determiner."""
    if before is not None and before.tag in ("NOUN", "PROPN") and after is not None and after.lower not in _SUBJECT_STARTERS:
        return "REL" if after.lower in AUXILIARIES or verb_reading(after.lower)[0] else "SCONJ"
    if before is not None and before.tag in ("VERB", "NOUN", "PROPN", "TIME", "PRON", "ADJ", "PUNCT", "CCONJ", "ADV"):
        return "SCONJ"
    return "DET"


_SUBJECT_STARTERS = frozenset(["the", "a", "an", "it", "he", "she", "they", "we", "i", "his", "her", "its", "their"])
