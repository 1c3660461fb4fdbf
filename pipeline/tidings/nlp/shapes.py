"""Mends by how a word is printed: a dash is a dash, and a capital within running text is that of a name."""

from __future__ import annotations

from collections.abc import Callable

from tidings import lexicon
from tidings.dictionary import tags as dictionary_tags
from tidings.nlp.analysis import DASHES, ENDERS
from tidings.nlp.mending import Tagged
from tidings.nlp.words import BEFORE_NOUN, FINITE_VERBS, PAST_FORMS, PROPER_NOUNS, WH_WORDS

OPEN = frozenset(["``", ":", "-LRB-"])  # what a sentence may begin behind
_DASHED = frozenset([":", ",", "HYPH"])
_OFFICE = (BEFORE_NOUN | PROPER_NOUNS | {"CC"}) - {"CD"}


def mend_shapes(s: Tagged) -> None:
    """A dash is a dash; a capital within running text is no finite verb: “...,” Lynch said."""
    running = not s.is_headline
    for at, tag in enumerate(s.tags):
        if s.texts[at] in DASHES and tag not in _DASHED:
            s.tags[at] = ":"
        elif running and tag in _BY_SHAPE:
            new, test = _BY_SHAPE[tag]
            s.tags[at] = new if test(s, at) else tag


def _goes_on(s: Tagged, at: int) -> bool:
    """Whether words of the sentence stand before, so that a capital tells something."""
    return at > 0 and s.tags[at - 1] not in OPEN and s.texts[at - 1] not in ENDERS


def _is_in_name(s: Tagged, at: int) -> bool:
    """Whether a preposition is part of a name: Near East Affairs, Per Lindholm, the network RT."""
    named = s.after(at) in PROPER_NOUNS or (s.after(at) == "NN" and s.is_capital(at + 1))
    within = _goes_on(s, at) and s.texts[at - 1][-1].isalnum() and named
    return (within and s.is_capital(at)) or (len(s.texts[at]) > 1 and s.texts[at].isupper())


def _acts_unarticled(s: Tagged, at: int) -> bool:
    """Whether a capital noun is a name: it stands before a verb, and nothing before it makes it an office, as in "the Court ruled"."""
    return s.is_capital(at) and s.after(at) in PAST_FORMS | {"VBZ"} and _goes_on(s, at) and s.tags[at - 1] not in _OFFICE


def _is_name(s: Tagged, at: int) -> bool:
    """Whether a capital noun is a name: one that acts, or one behind a name that the dictionary does not have."""
    strange = s.is_capital(at) and _goes_on(s, at) and s.tags[at - 1] == "NNP" and not dictionary_tags(s.lower[at])
    return strange or _acts_unarticled(s, at)


def _acts_in_small(s: Tagged, at: int) -> bool:
    """Ann Snow shot two guards."""
    return at > 0 and s.tags[at - 1] == "NNP" and s.texts[at].islower() and s.may_be(at, "VBD")


def _is_name_before_verb(s: Tagged, at: int) -> bool:
    """Whether what the tagger took for a verb is a name: “...,” Lynch said."""
    if not s.is_capital(at) or at + 1 == len(s.tags) or not s.texts[at + 1][0].islower():
        return False
    return _goes_on(s, at) or (at == 0 and s.tags[1] in PAST_FORMS and s.may_be(1, "VBD"))


def _is_no_question_word(s: Tagged, at: int) -> bool:
    """Whether what the tagger took for "which" is the last word of a name: Lodi Rights Watch."""
    return s.is_capital(at) and _goes_on(s, at) and s.lower[at] not in lexicon.words("closed_classes")


_BY_SHAPE: dict[str, tuple[str, Callable[[Tagged, int], bool]]] = {  # by tag the new one, if the test holds
    "IN": ("NNP", _is_in_name),
    "NN": ("NNP", _is_name),
    "NNP": ("VBD", _acts_in_small),
    **dict.fromkeys(FINITE_VERBS | {"VB"}, ("NNP", _is_name_before_verb)),
    **dict.fromkeys(WH_WORDS, ("NNP", _is_no_question_word)),
}
