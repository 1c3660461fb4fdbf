"""Mends of a form by the tags of its two neighbours: one table, and tests that a row may ask besides."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from tidings import lexicon
from tidings.dictionary import lemma
from tidings.dictionary import tags as dictionary_tags
from tidings.known import actor_nouns
from tidings.nlp.analysis import ACCUSATIVE, BE, HAVE
from tidings.nlp.mending import BETWEEN, HELP, LONGEST_AWAY, OPENS_OBJECT, PHRASE, SUBJECTS, Tagged
from tidings.nlp.words import (
    ADJECTIVES,
    COMMON_NOUNS,
    FINITE,
    NOUNS,
    PAST_FORMS,
    PLURALS,
    PREPOSITIONS,
    PROPER_NOUNS,
    RELATIVES,
    VERBS,
    line_words,
    words_that,
)

BEGINS_OBJECT = (PHRASE | SUBJECTS | ADJECTIVES) - {"POS"}


class Form(NamedTuple):
    """A form that neighbours tell better than the tagger: one of `tags` between these (any, where empty) becomes `new` if the test holds."""

    tags: str
    before: frozenset[str]
    after: frozenset[str]
    new: str
    test: Callable[[Tagged, int], bool]


def mend_forms(s: Tagged) -> None:
    """Forms that their neighbours tell: `_FORMS`; "troops fired" are two at once."""
    tags = s.tags
    for at in range(1, len(tags) - 1):
        before, after = tags[at - 1], tags[at + 1]
        if tags[at] == "VBZ" and before in ("NNP", "JJ") and after in PAST_FORMS and s.may_be(at, "NNS"):
            tags[at], tags[at + 1] = "NNS", "VBD"
        for form in _FORMS_OF.get(tags[at], ()):
            if (not form.before or before in form.before) and (not form.after or after in form.after) and form.test(s, at):
                tags[at] = form.new
                break


def _is_lone_plan(s: Tagged, at: int) -> bool:
    """Chad plans to send troops (and hopes to win)."""
    alone = not s.has_verb(0, s.end(at)) or (not s.has_verb(0, at) and "CC" in s.tags[at : s.end(at)])
    return s.after(at, 2) == "VB" and alone and s.may_be(at, "VBZ") and not s.is_headline


def _is_aside(s: Tagged, at: int) -> bool:
    """Lum, wounded in May, accused."""
    if not s.may_be(at, "VBN") or s.has_verb(0, at):
        return False
    close = s.end(at + 1)
    return s.after(close, 0) == "," and s.after(close) in FINITE


def _is_order(s: Tagged, at: int) -> bool:
    """The judge ordered police to."""
    return s.verbless and "TO" in s.tags[at + 1 : at + LONGEST_AWAY] and lemma(s.lower[at], "VBD") in words_that("persuades")


def _is_twin(s: Tagged, at: int) -> bool:
    """Russia rejects claims that it lied: of two words in -s behind a name, each verb or noun, the first is the verb."""
    return s.texts[at].islower() and s.may_be(at, "VBZ") and s.may_be(at + 1, "NNS") and s.after(at, 2) in ("IN", "WDT")


def _is_bare(s: Tagged, at: int) -> bool:
    """Rebels set fire to; the king let them go."""
    return s.may_be(at, "VBD") and not s.has_verb(0, at) and not s.is_headline and "TO" not in s.tags[:at]


def _goes_on(s: Tagged, at: int) -> bool:
    """He ordered them to leave and promised 90 euros; but "was arrested and fined 90 euros"."""
    told = any(s.tags[before] == "VBD" for before in range(at))
    return told and s.may_be(at, "VBD") and HELP.isdisjoint(s.lower[:at])


def _is_second(s: Tagged, at: int) -> bool:
    """He said he would leave and accused Peru of lying."""
    object_begins = s.tags[at + 1] not in COMMON_NOUNS or s.is_capital(at + 1)
    return s.tags[at - 2] in VERBS and s.may_be(at, "VBD") and object_begins


def _changes_by(s: Tagged, at: int) -> bool:
    """Its share in Orvo dropped by 15 points."""
    changes = s.may_be(at, "VBD") and lemma(s.lower[at], "VBD") in lexicon.words("change_words", kind="verb")
    return changes and s.lower[at + 1] == "by" and s.after(at, 2) == "CD" and not s.has_verb(s.start(at), s.end(at))


def _is_office(s: Tagged, at: int) -> bool:
    """UN chief Ada Lum; but "took Goma last Friday"."""
    return s.may_be(at, "NN") and s.texts[at].islower() and s.lower[at] not in words_that("near")


def _is_owned(s: Tagged, at: int) -> bool:
    """The firm's chief executive, Ada Lum: what is owned ends in a noun."""
    before = at - 1
    while before > 0 and s.tags[before] == "JJ":
        before -= 1
    return s.tags[before] in _OWNERS and s.lower[at] in actor_nouns()


def _is_behind_aside(s: Tagged, at: int) -> bool:
    """Lum, who left, plans to go."""
    aside = any(s.tags[before] in ("WP", "WDT") and s.lower[before - 1] == "," for before in range(1, at - 1))
    return aside and s.after(at, 2) == "VB" and s.may_be(at, "VBZ")


def _is_behind_apposition(s: Tagged, at: int) -> bool:
    """His rivals, Lum and Dorle, accuse him."""
    close = s.end(1)
    plural = s.tags[0] != "IN" and s.tags[close - 1] in PLURALS
    return plural and close < at - 1 and s.verbless and s.may_be(at, "VBP") and {"TO", "MD"}.isdisjoint(s.tags[:at])


def _is_one_thing(s: Tagged, at: int) -> bool:
    """A key Danish ally: one thing takes no plural verb."""
    before = at - 1
    while before > 0 and s.tags[before] in _DESCRIBES:
        before -= 1
    return s.lower[before] in ("a", "an") and s.may_be(at, "NN")


def _changes_to(s: Tagged, at: int) -> bool:
    """The index rose 3%; rose about 3: an irregular past that is a noun too."""
    lower, following = s.lower[at], [tag for tag in s.tags[at + 1 : at + 3] if tag != "$"]
    number = following[:1] == ["CD"] or (following[:1] in (["RB"], ["IN"]) and following[1:] == ["CD"])
    return number and s.may_be(at, "VBD") and (lemma(lower, "VBD") != lower or s.verbless) and not lower.endswith("ed")


def _is(tag: str) -> frozenset[str]:
    return frozenset([tag])


@cache
def _spans() -> frozenset[str]:
    """Nouns for a stretch of time, in the singular."""
    return line_words("span of time") | words_that("short span")


OBJECTS = ACCUSATIVE | words_that("either case")
_ANY: frozenset[str] = frozenset()
_OWNERS = frozenset(["POS", "PRP$"])
_OPENS_THING = OPENS_OBJECT - {"CD"} | {"NNP"}
_DESCRIBES = PROPER_NOUNS | {"JJ", "NN"}
_FORMS = (
    Form("VB VBP", _DESCRIBES, _ANY, "NN", _is_one_thing),
    Form("VB VBP", _is("NNS"), _ANY, "NN", lambda s, at: s.lower[at - 2] in ("a", "an") and s.may_be(at, "NN")),  # a veterans group
    Form("NNS", _is(","), _is("TO"), "VBZ", _is_behind_aside),
    Form("JJ", PROPER_NOUNS, PROPER_NOUNS, "NN", _is_office),  # UN chief Ada Lum
    Form("TO", _ANY, _ANY, "IN", lambda s, at: s.lower[at - 1] == "according"),
    Form("VB", _is("IN"), _ANY, "NN", lambda s, at: s.lower[at - 2] == "according" and s.may_be(at, "NN")),  # according to guard Jon Dorle
    Form("IN", _ANY, _is("``"), "TO", lambda s, at: s.lower[at] == "to" and s.after(at, 2) == "VB"),  # ordered them to “take the harbour”
    Form("VBP", _is("NN"), _ANY, "NN", lambda s, at: s.tags[at - 2] == "CD" and s.lower[at - 1] in _spans()),  # a two day visit
    Form("NN", COMMON_NOUNS, _ANY, "JJ", lambda s, at: s.lower[at : at + 2] == ["close", "to"]),  # a person close to the talks
    Form("RB", COMMON_NOUNS, _ANY, "JJ", lambda s, at: s.lower[at : at + 2] == ["close", "to"] and not s.has_verb(0, at)),
    Form("VBD", _is("RB"), NOUNS, "VBN", lambda s, at: s.tags[at - 2] in ("DT", "RBS") and s.may_be(at, "VBN")),  # the most widely used drug
    Form("VBD", _is("RB"), _ANY, "VBN", lambda s, at: s.lower[s.before_adverbs(at, 0)] in BE | HAVE and s.may_be(at, "VBN")),  # has so far cost
    Form("VBN", NOUNS, _is("IN"), "VBD", lambda s, at: s.lower[at + 1] == "by" and s.after(at, 2) == "VBG" and _is_bare(s, at)),  # replied by asking
    Form(
        "VBP",
        _is("PRP") | _is("PRP$"),
        _ANY,
        "VB",
        lambda s, at: s.lower[at - 1] in OBJECTS and lemma(s.lower[at - 2], "VBD") in words_that("bare infinitive"),
    ),
    Form("VB", _is("RB") | _is("RBR") | _is("WDT"), _ANY, "VBD", lambda s, at: s.tags[s.before_adverbs(at, 0)] in RELATIVES and s.may_be(at, "VBD")),
    Form("VB", _is("RB"), _ANY, "VBP", lambda s, at: s.tags[s.before_adverbs(at, 0)] in ("WDT", "WP") and s.may_be(at, "VBP")),  # rules that now bar
    Form("RB NN JJ", _ANY, _ANY, "RP", lambda s, at: s.lower[at] == "place" and lemma(s.lower[at - 1], s.tags[at - 1]) == "take"),  # it took place
    Form("JJ VBN", _ANY, BETWEEN | FINITE, "NN", _is_owned),
    Form("NNS", _is("NN") | PROPER_NOUNS, _is("TO"), "VBZ", _is_lone_plan),
    Form("NNS", _is("JJ"), _is("TO"), "VBZ", lambda s, at: s.lower[at - 1].endswith("-old") and _is_lone_plan(s, at)),  # the 66-year-old plans to
    Form("VB", _is(",") | _is(":"), _is("VBN"), "VBP", lambda s, at: s.lower[at] == "have"),
    Form("NN", _ANY, _OPENS_THING, "VBG", lambda s, at: s.lower[at].endswith("ing") and s.lower[at - 1] in words_that("before verbal")),  # on meeting
    Form("VBG", _ANY, NOUNS, "JJ", lambda s, at: s.lower[at] in words_that("describes")),  # neighbouring Chad
    Form("VBN", _is("NN"), _is("NNS"), "JJ", lambda s, at: s.after(at, 2) in PAST_FORMS | {"VBP", "MD"}),  # precision guided missiles killed
    Form("VBD", _ANY, _is("DT"), "JJ", lambda s, at: bool(known := dictionary_tags(s.lower[at])) and known.isdisjoint(PAST_FORMS)),  # shot dead a
    Form(
        "JJ", _ANY, _is("TO"), "VBN", lambda s, at: s.lower[at - 1] in BE and lemma(s.lower[at], "VBN") in words_that("persuades")
    ),  # was ordered to
    Form("VBD", _is(","), _is("IN"), "VBN", _is_aside),
    Form("VBN", NOUNS, _is("IN"), "VBD", _changes_by),
    Form("VB", _is(","), _ANY, "VBP", _is_behind_apposition),
    Form("VBN", _is("CC"), OPENS_OBJECT | {"$"}, "VBD", _goes_on),
    Form("JJ", _is("CC"), OPENS_OBJECT | PROPER_NOUNS | {"NN"}, "VBD", _is_second),
    Form("JJ", SUBJECTS, BEGINS_OBJECT, "VBD", _is_order),
    Form("JJ", _is("NNS"), _is("NN"), "VBD", _is_bare),
    Form("VB", NOUNS, OPENS_OBJECT, "VBD", _is_bare),
    Form("VBZ", _is("NNP") | _is("JJ"), _ANY, "NNS", lambda s, at: s.tags[at - 2] == "CD" and s.may_be(at, "NNS")),  # two Danish aides
    Form("NNS NNPS", PROPER_NOUNS, _is("VBZ"), "VBZ", _is_twin),
    Form("VBZ", _is("VBZ"), _is("IN") | _is("WDT"), "NNS", lambda s, at: s.tags[at - 2] in PROPER_NOUNS and s.may_be(at, "NNS")),  # its noun
    Form("VBZ", _is("CD"), _ANY, "NNS", lambda s, at: not FINITE.isdisjoint(s.tags[:at]) and s.may_be(at, "NNS")),  # pledged 900 doses
    Form("PRP", _is("NNP") | _is("DT"), _ANY, "NN", lambda s, at: s.may_be(at, "VB")),  # an ordinary word too: workers at the Orvo mine
    Form("IN", PAST_FORMS, PREPOSITIONS, "DT", lambda s, at: s.lower[at] == "that" and FINITE.isdisjoint(s.tags[at + 1 :])),  # cut that to 2%
    Form("JJ", _is("VBG"), PREPOSITIONS, "NN", lambda s, at: s.tags[at - 2] == "DT" and s.may_be(at, "NN")),
    Form("JJ", _is("CD"), _ANY, "NN", lambda s, at: s.lower[at + 1] == "of"),  # one third of
    Form("NN", NOUNS | {"CD"}, _ANY, "VBD", _changes_to),
    Form("NN", _is("NNS"), _is("CC"), "VBD", lambda s, at: s.after(at, 2) in PAST_FORMS and s.may_be(at, "VBD")),
)
_FORMS_OF = {tag: tuple(form for form in _FORMS if tag in form.tags.split()) for row in _FORMS for tag in row.tags.split()}
