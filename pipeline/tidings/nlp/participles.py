"""Participles and past tenses, which often have one form: told by what else their stretch of the sentence holds.

A lone participle after a free subject is a past tense: "A spokesman declined to comment". Of two finite verbs in one stretch, with
nothing between them that opens or joins clauses, one is a participle that tells of a noun: "freed two men held since May", "two men
convicted of theft were freed".
"""

from __future__ import annotations

from functools import cache

from tidings.dictionary import lemma
from tidings.nlp.analysis import BE, HAVE
from tidings.nlp.mending import BETWEEN, OPENS_OBJECT, PHRASE, SUBJECTS, Tagged
from tidings.nlp.openings import clausal
from tidings.nlp.words import FINITE, MARKS, NOUNS, PREPOSITIONS, PRONOUNS, RELATIVES, WH_WORDS, words_that

_FINITE = {"VBN": "VBD", "VB": "VBP"}
_OBJECTS = OPENS_OBJECT | {"NNP", "$"}  # what seldom follows a participle that describes a noun
_PARTS = MARKS | WH_WORDS | PRONOUNS | {"CC"}  # what may open or join a clause
_NO_OBJECT = frozenset(["IN", ".", "RB", ""])  # what stands behind a verb without an object
_FOLLOWS = PREPOSITIONS | {"RB", "."}  # what stands behind a participle that tells of a noun


def mend_finite(s: Tagged) -> None:
    """A participle or base form after a free subject is finite where nothing else in its stretch between marks is."""
    start, opener = 0, ""  # the first tag of the stretch before
    for end in [*(at for at, tag in enumerate(s.tags) if tag in BETWEEN), len(s.tags)]:
        place = _lone(s, start, end)
        if place is not None and _is_finite(s, place, start, end, opener):
            s.tags[place] = _FINITE[s.tags[place]]
        start, opener = end + 1, s.after(start, 0)


def _lone(s: Tagged, start: int, end: int) -> int | None:
    """The only verb of a stretch if it is a participle or base form; infinitives with "to" do not count, nor what tells of its object."""
    if s.has_verb(start, end):
        return None
    tags = s.tags
    found = [at for at in range(start, end) if tags[at] in _FINITE and not (at > start and tags[at - 1] in ("TO", "RB") and tags[at] == "VB")]
    told = all(tags[at] == "VBN" and tags[at - 1] in NOUNS and s.after(at) in _FOLLOWS for at in found[1:])  # "called off a strike planned for May"
    object_follows = found != [] and (s.after(found[0]) == "RP" or s.after(found[0]) in _OBJECTS)
    return found[0] if len(found) == 1 or (object_follows and told) else None


def _is_finite(s: Tagged, at: int, start: int, end: int, opener: str) -> bool:
    if not s.may_be(at, _FINITE[s.tags[at]]):
        return False
    object_follows = at + 1 < end and s.tags[at + 1] in _OBJECTS
    if at == start:  # "Lum, who leads the party, accused Rider"
        return opener in RELATIVES and object_follows and s.tags[at] == "VBN" and s.tags[at - 1] == ","
    before = s.before_adverbs(at, start)
    if s.tags[before] not in SUBJECTS:
        return False
    if s.tags[at] == "VB":
        return object_follows
    closes = s.after(end, 0) == "." or s.lower[end : end + 1] == [";"]  # "when the bridge collapsed late on Tuesday."
    closes = closes or (s.after(end) == "CC" and not s.has_verb(0, end))  # "A bomb ripped through a market, and gunmen opened fire"
    by = at + 1 < end and s.lower[at + 1] == "by"
    return (object_follows or (closes and not by)) and _is_free(s, before, start)


def _is_free(s: Tagged, head: int, start: int) -> bool:
    """Whether no preposition governs the noun phrase that ends at `head`: in "In a statement issued Monday" one does."""
    while head >= start and (s.tags[head] in PHRASE or s.tags[head] == "PRP"):
        head -= 1
    return head < start or s.tags[head] != "IN"


def mend_reduced(s: Tagged) -> None:
    """Of two finite verbs of a stretch, the one that tells of a noun is a participle. Goes once over the tags."""
    first, aside = -1, False  # the verb before, with nothing between that parts clauses; whether an aside opened, which a main verb may follow
    for at, tag in enumerate(s.tags):
        marker = tag == "IN" and s.lower[at] in _markers()
        if tag in _PARTS or marker:
            first, aside = -1, tag in WH_WORDS or (marker and s.lower[at] != "that")
        elif tag in FINITE or _is_perfect(s, at):
            place = None if aside else _participle(s, first, at)
            if place is not None:
                s.tags[place] = "VBN"
            aside = aside and (first < 0 or s.lower[first] in HAVE)
            first = at if s.tags[at] != "VBN" or _is_perfect(s, at) else first


def _is_perfect(s: Tagged, at: int) -> bool:
    return s.tags[at] == "VBN" and s.lower[at - 1] in HAVE


def _participle(s: Tagged, first: int, second: int) -> int | None:
    """Which of two verbs is a participle, if one is: the first where the second is an auxiliary, else the second behind an object."""
    tags = s.tags
    if first < 0 or tags[second] == "VBN" or _takes_clause(s, first):
        return None
    if tags[second] == "MD" or s.lower[second] in BE | HAVE:
        described = first > 0 and tags[first - 1] in NOUNS and tags[second - 1] in NOUNS | {"CD"}
        return first if described and "IN" in tags[first + 1 : second] and _is_ambiguous(s, first) else None
    governed = all(tags[at] in PHRASE or tags[at] == "IN" or s.lower[at] == "to" for at in range(first + 1, second))
    object_between = second - first > 1 and governed and tags[first + 1] in PHRASE and tags[second - 1] in NOUNS
    return second if object_between and s.after(second) in _FOLLOWS and _is_ambiguous(s, second) else None


def _is_ambiguous(s: Tagged, at: int) -> bool:
    """Whether a past tense has the form of its participle."""
    return s.tags[at] == "VBD" and s.may_be(at, "VBD") and s.may_be(at, "VBN")


def _takes_clause(s: Tagged, at: int) -> bool:
    """Whether a verb takes a clause without "that", or only helps another."""
    return lemma(s.lower[at], s.tags[at]) in clausal() or s.tags[at] == "MD" or s.lower[at] in BE


@cache
def _markers() -> frozenset[str]:
    """Conjunctions that open a clause."""
    return words_that("opens") | words_that("content") | words_that("either")


def mend_suffered(s: Tagged) -> None:
    """A past tense without an object is a participle where the verb cannot be without one: "Two charged over raid", "was freed and told to leave"."""
    for at, tag in enumerate(s.tags):
        if tag != "VBD" or not _is_ambiguous(s, at) or s.tags[at - 1] in ("WP", "WDT"):
            continue
        verb, after = lemma(s.lower[at], "VBD"), s.after(at)
        amount = verb == "fine" and after in ("$", "CD")  # the only object of "fine" that is not whom it befalls
        if (verb in words_that("suffered") and (after in _NO_OBJECT or amount)) or (verb in words_that("suffered to") and after == "TO"):
            s.tags[at] = "VBN"
