"""Mends of a tagged sentence, for what its words do not tell the tagger well. Figures: docs/tagger.md.

>>> mended(tokens("A spokesman declined to comment."), ["DT", "NN", "VBN", "TO", "VB", "."], frozenset())
['DT', 'NN', 'VBD', 'TO', 'VB', '.']
"""

from __future__ import annotations

from collections.abc import Sequence

from tidings import lexicon
from tidings.dictionary import lemma
from tidings.dictionary import tags as dictionary_tags
from tidings.known import demonyms
from tidings.nlp.forms import BEGINS_OBJECT, mend_forms
from tidings.nlp.mending import BETWEEN, OPENS_OBJECT, SUBJECTS, Tagged
from tidings.nlp.participles import mend_finite, mend_reduced, mend_suffered
from tidings.nlp.reports import REPORTING, mend_reports, says
from tidings.nlp.shapes import OPEN, mend_shapes
from tidings.nlp.tokens import Token
from tidings.nlp.words import BASE_FORMS, COMMON_NOUNS, FINITE, NOUNS, SINGULARS, words_that

_NO_VERBS = frozenset(["JJ", "NN"])
_MISTAKEN = _NO_VERBS | BASE_FORMS | {"RB"}  # what a name is taken for at the beginning of a sentence
_COUNTED = NOUNS | {"CD"}
_MAYBE_VERBS = COMMON_NOUNS | {"JJ", "VB"}
_NOT_KNOWN = frozenset(["RB", "NN"])  # what a past tense without an object of its own is taken for


def mended(tokens: Sequence[Token], tags: list[str], names: frozenset[str]) -> list[str]:
    """The tags, mended. `names`: words that the article prints with a capital in running text, and never without."""
    s = Tagged(tokens, tags)
    mend_shapes(s)
    if "left" in s.lower:
        _mend_left(s)
    _mend_first(s)
    _mend_nations(s)
    _mend_names(s, names)
    _mend_infinitives(s)
    if "every" in s.lower:
        tags[:] = ["DT" if word == "every" else tag for word, tag in zip(s.lower, tags, strict=True)]
    mend_forms(s)
    if "VBN" in tags or "VB" in tags:
        mend_finite(s)
    _mend_verbless(s)
    if not REPORTING.isdisjoint(tags):
        mend_reports(s)
    if "VBD" in tags:
        mend_reduced(s)
        mend_suffered(s)
    return tags


def _mend_left(s: Tagged) -> None:
    """What left some in a state is a verb: "clashes of two parties left scores injured"."""
    tags = s.tags
    for at in range(1, len(tags) - 2):
        if s.lower[at] != "left" or tags[at] not in ("JJ", "VBN") or tags[at - 1] not in NOUNS or not FINITE.isdisjoint(tags[:at]):
            continue
        end = s.end(at)
        state = next(
            (later for later in range(at + 2, end) if s.lower[later] in lexicon.words("fates", kind="word") and tags[later - 1] in _COUNTED), None
        )
        if state is not None:
            tags[at], tags[state] = "VBD", "JJ"


def _mend_first(s: Tagged) -> None:
    """No verb that is plural as a noun opens a sentence, nor -ing that is its subject: "Rebels free ten men", "Fighting in Oslo killed ten"."""
    tags = s.tags
    first = next((at for at, tag in enumerate(tags[:2]) if tag not in OPEN), 0)
    if tags[first] == "VBZ" and s.may_be(first, "NNS"):
        tags[first] = "NNS"
    elif tags[first] == "VBG" and (s.after(first) in ("VBD", "VBZ") or (s.after(first) == "IN" and _is_subject(s, first))):
        tags[first] = "NN"


def _is_subject(s: Tagged, first: int) -> bool:
    """Whether an -ing with a phrase is the subject of the first finite verb: "Fighting in Oslo killed ten"."""
    verb = next((at for at, tag in enumerate(s.tags) if tag in FINITE or tag in BETWEEN), len(s.tags))
    return s.after(verb, 0) in FINITE and s.tags[verb - 1] in _COUNTED and not says(s, first, "VBG")


def _mend_nations(s: Tagged) -> None:
    """Nationalities are adjectives where they describe, be they joined ("the Czech and Slovak ministers") or first in a sentence."""
    tags, texts = s.tags, s.texts
    for at in range(1, len(tags) - 2):
        if tags[at] != "CC" or tags[at + 2] not in COMMON_NOUNS | {"JJ"} or not texts[at + 2].islower():
            continue
        if texts[at - 1] in demonyms() and texts[at + 1] in demonyms() and tags[at - 1] != "NNS":
            tags[at - 1] = tags[at + 1] = "JJ"


def _mend_names(s: Tagged, names: frozenset[str]) -> None:
    """A noun is a name where a capital says nothing (at the beginning of a sentence, in a headline) if it is one elsewhere."""
    found = [at for at, tag in enumerate(s.tags) if tag in _MISTAKEN and s.lower[at] in names and s.texts[at][0].isupper()] if names else []
    if found and not s.is_headline:
        found = [at for at in found if at < (2 if s.tags[0] == "``" else 1)]
    for at in found:
        s.tags[at] = "NNP"


def _mend_infinitives(s: Tagged) -> None:
    """A verb behind "to"."""
    tags = s.tags
    for at in range(1, len(tags)):
        if tags[at] in _NO_VERBS and s.lower[at - 1] == "to" and _is_infinitive(s, at):
            tags[at - 1], tags[at] = "TO", "VB"


def _is_infinitive(s: Tagged, at: int) -> bool:
    """Whether an adjective or noun after "to" is a verb: "to free 30 men", "to disperse crowds". The tagger calls a preposition IN."""
    known = dictionary_tags(s.lower[at])
    before = s.tags[at - 2] if at > 1 else ""
    wanted = before in COMMON_NOUNS and lemma(s.lower[at - 2], "NNS") in words_that("plan")
    surely = s.tags[at - 1] == "TO" or known == BASE_FORMS or s.after(at) in OPENS_OBJECT or wanted
    return "VB" in known and (surely or (known == BASE_FORMS | {"JJ"} and before in _COUNTED))


def _mend_verbless(s: Tagged) -> None:
    """A noun that may be a verb is one where a headline, or what is demanded after "that", has no other: "Chile backs Peru in row"."""
    tags = s.tags
    if s.verbless and tags[-1] != "." and "," not in tags[2:] and not s.is_headline:
        _mend_stretch(s, 0, len(tags), "VBZ", "VBP")
    if s.verbless:
        killed = next((at for at in range(1, len(tags) - 1) if _is_bare_past(s, at)), None)
        if killed is not None:
            tags[killed] = "VBD"
    for at in range(len(tags)):
        if tags[at] == "IN" and s.lower[at] == "that":
            end = s.end(at)
            if not s.has_verb(at, end):
                _mend_stretch(s, at + 1, end, "", "VB")


def _is_bare_past(s: Tagged, at: int) -> bool:
    """Gunmen in Lund shot dead a planter; Chad beat Peru."""
    unknown = s.tags[at] == "IN" or (s.tags[at] in _NOT_KNOWN and s.tags[at + 1] in ("JJ", "IN"))
    return unknown and s.tags[at - 1] in SUBJECTS and s.may_be(at, "VBD")


def _mend_stretch(s: Tagged, start: int, end: int, single: str, plural: str) -> None:
    """Tag as a verb the first noun between a subject and an object that may be one, in the number of its subject."""
    tags = s.tags
    for at in range(start + 1, end - 1):
        of_one = single != "" and tags[at - 1] in SINGULARS and s.lower[at - 1] not in words_that("plural")
        tag = single if of_one else plural
        follows = tags[at + 1] in BEGINS_OBJECT or (single == "" and tags[at + 1] in ("RB", "RP"))  # "that the president step down"
        between = tags[at] in _MAYBE_VERBS and tags[at - 1] in SUBJECTS and follows
        if between and s.texts[at].islower() and s.may_be(at, tag):
            tags[at] = tag
            return
