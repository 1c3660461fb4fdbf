"""What belongs to a verb: subject, objects, obliques, predicate; a clause in the making.

`clauses` says where each clause opens; here each chunk falls to the clause in which it stands and gets its role.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal

from tidings.nlp.analysis import NOT, Clause, Rel, Role, Tense, Word
from tidings.nlp.chunks import Phrase
from tidings.nlp.words import ASIDES, words_that

FORMS = {"b": "V", "h": "V", "d": "V", "e": "B", "v": "B", "n": "E", "g": "G", "H": "G", "M": "V"}
LONGEST_CHAIN = 64  # clauses looked at upwards for depth


class Draft:
    """A clause in the making; places are places in its line. Fields as those of `Clause`, drafts and phrases for numbers."""

    number = 0  # of the verb group in its line
    tense: Tense = "past"
    modal = ""
    particle = ""
    marker = ""
    perfect = False
    passive = False
    going_on = False
    negated = False
    inverted = False
    shared = False  # the subject is the governor's
    there = False  # "there is"
    owns = False  # the subject stands in this clause
    rel: Rel = "root"
    governor: Draft | None = None
    controller: Draft | None = None  # whose subject or object is the subject
    noun: Phrase | None = None
    asked: Phrase | None = None  # the subject between auxiliary and verb
    frame: Any = None  # the opening that this aside interrupts
    predicate: Phrase | None = None
    depth: tuple[int, int] | None = None

    def __init__(self, line: Sequence[Word], letters: str, first: int, last: int) -> None:
        group = letters[first : last + 1]
        self.first = self.opens = first
        self.last = self.end = last  # `end`: with its particle
        self.n, self.lemma = line[last].i, line[last].lemma
        self.form = FORMS.get(group[-1], group[-1])
        self.finite = group[0] in "MVbhd"
        self._read(line, group)
        if "R" in letters[max(0, first - 1) : last + 2]:
            own = last + 1 if any(word.lower == "to" for word in line[last + 2 : last + 3]) else last + 2  # "promised not to leave"
            self.negated = any(word.lower in NOT for word in line[max(0, first - 1) : own])
        if letters[last + 1 : last + 2] == "t":
            self.particle, self.end = line[last + 1].lower, last + 1
        self.subject: list[Phrase] = []
        self.objects: list[Phrase] = []
        self.obliques: list[Phrase] = []
        self.said: list[Phrase] = []

    def _read(self, line: Sequence[Word], group: str) -> None:
        """Tense, modal and what the auxiliaries say."""
        opening = line[self.first]
        if group[0] == "M":
            self.modal = opening.lemma
            self.tense = "past" if opening.lower in words_that("past modal") else "pres"
        elif self.finite:
            self.tense = "past" if opening.tag == "VBD" else "pres"
        else:
            self.tense = "inf" if group[0] == "T" else "base" if group[0] in "Bev" else "part"
        if len(group) > 1:
            bare = "-" + group.replace("R", "")
            self.perfect = any(a in "hvH" and b in "nE" for a, b in pairwise(bare))
            self.going_on = bare[-1] in "GH" and bare[-2] in "bneg"
            self.passive = bare[-1] == "E" and bare[-2] in "bneg"

    def hang(self, rel: Rel, governor: Draft | None, noun: Phrase | None = None) -> None:
        """Put the clause in its place: under another, or on a chunk."""
        self.rel, self.governor, self.noun = rel, governor, noun

    def follow(self, rel: Rel, governor: Draft | None) -> None:
        """Hang under another whose subject or object is the subject."""
        self.hang(rel, governor)
        self.controller = governor

    def join(self, partner: Draft) -> None:
        """Hang on the clause that "and" joins this one to, and share its subject."""
        self.hang("conj", partner)
        self.subject = list(partner.subject)

    def take_auxiliary(self, auxiliary: Draft, letters: str, subject: Phrase) -> None:
        """Join an auxiliary that stands before the subject: "Did they leave"."""
        letter = letters[auxiliary.first]
        self.asked, self.finite, self.tense, self.modal = subject, True, auxiliary.tense, auxiliary.modal
        self.negated = self.negated or auxiliary.negated
        self.perfect = letter == "h"
        self.passive = self.passive or (letter == "b" and self.form == "E")
        self.going_on = letter == "b" and self.form == "G"

    def make_finite(self) -> None:
        """What the tagger took for a participle is a past tense."""
        self.form, self.finite, self.tense, self.passive = "V", True, "past", False

    def settle_subject(self) -> None:
        """Take the subject of the clause that controls this one."""
        above = self.controller
        if self.subject or above is None:
            return
        told = above.objects and (self.marker == "from" or (self.rel == "xcomp" and above.lemma in words_that("persuades")))
        chosen = above.objects if told else above.subject
        self.subject = list(chosen)

    def settle_depth(self) -> tuple[int, int]:
        """Asides and parts above. Chains longer than `LONGEST_CHAIN` count as deep as that."""
        chain: list[Draft] = []
        at: Draft | None = self
        while at is not None and at.depth is None and len(chain) < LONGEST_CHAIN:
            chain.append(at)
            at = at.governor
        depth = (at.depth if at is not None else None) or (0, 0)
        for draft in reversed(chain):
            aside = draft.rel in ASIDES
            depth = draft.depth = (depth[0] + aside, depth[1] + (draft.rel == "xcomp"))
        return depth

    def frozen(self, line: Sequence[Word]) -> Clause:
        """The clause, with numbers of words."""
        first, end, verb = line[self.first].i, line[self.end].i, line[self.last].i
        voice: Literal["active", "passive"] = "passive" if self.passive else "active"
        governor, noun, predicate = (each.n if each is not None else None for each in (self.governor, self.noun, self.predicate))
        subject, objects, obliques, said = (
            tuple([phrase.n for phrase in phrases if phrase.about not in phrases])  # of "Ann Berg, the mayor, and Jo Holm" two met
            for phrases in (self.subject, self.objects, self.obliques, self.said)
        )
        form = self.lemma, self.particle, voice, self.tense, self.perfect, self.going_on, self.modal, self.negated
        place = self.marker, self.rel, governor, noun
        opens = line[min(self.opens, self.first)].i
        told = subject, objects, obliques, predicate, said, self.depth or (0, 0), opens
        return tuple.__new__(Clause, (self.n, first, end, verb, *form, *place, *told))


def fill_arguments(drafts: Sequence[Draft], phrases: Sequence[Phrase], letters: str) -> None:
    """Give each chunk its clause and role. Goes once over the chunks."""
    if not drafts:
        return
    subjects = {phrase.n: draft for draft in reversed(drafts) if draft.owns for phrase in draft.subject}
    owners = {phrase.owner.n for phrase in phrases if phrase.owner is not None}
    joined = {other.n: phrase for phrase in phrases for other in phrase.joined}
    number, current = 0, next((draft for draft in drafts if draft.rel == "root"), drafts[0])
    before: Phrase | None = None
    for phrase in phrases:
        while number < len(drafts) and drafts[number].opens <= phrase.start:
            current, number = drafts[number], number + 1
        phrase.home = current
        if phrase.n in owners:
            phrase.role = "nmod"
            continue
        if phrase.n in subjects:
            phrase.home = subjects[phrase.n]
            phrase.role = "nsubj:pass" if phrase.home.passive else "nsubj"
        else:
            _settle(phrase, current, before, joined.get(phrase.n), letters)
        before = phrase


def _settle(phrase: Phrase, draft: Draft, before: Phrase | None, first: Phrase | None, letters: str) -> None:
    """The role of a chunk, no subject of a verb after it, in the clause `draft`. `first`: the chunk to which "and" joins it."""
    if phrase.about is not None:
        phrase.role = "appos"
    elif phrase.kind == "speech":
        phrase.role = "obj"
    elif letters[phrase.head] == "W":
        return
    elif first is not None:
        _settle_joined(phrase, first)
    elif phrase.case:
        _settle_case(phrase, draft, before)
    elif phrase.kind == "time" and draft.lemma != "be" and not (draft.lemma in words_that("spends") and phrase.start <= draft.end + 1):
        _oblique(phrase, draft)
    elif phrase.start > draft.end:
        _settle_bare(phrase, draft, before, letters)


def _oblique(phrase: Phrase, draft: Draft, role: Role = "obl") -> None:
    phrase.role = role
    draft.obliques.append(phrase)


def _object(phrase: Phrase, draft: Draft) -> None:
    phrase.role = "obj"
    draft.objects.append(phrase)


def _settle_joined(phrase: Phrase, first: Phrase) -> None:
    home = phrase.home = first.home
    phrase.role = first.role
    for group in (home.objects, home.obliques, home.subject):
        if first in group and phrase not in group:
            group.append(phrase)
            break


def _settle_case(phrase: Phrase, draft: Draft, before: Phrase | None) -> None:
    """A chunk with a preposition: of the verb, or of the noun before it."""
    if before is not None and phrase.start == before.last + 1 and before.kind not in ("speech", "time"):
        subject = before.role.startswith("nsubj") and phrase.kind != "time"  # but "rebels on Friday again fled"
        noun = before.kind != "pronoun" and (phrase.case in words_that("noun only") or subject)
        chained = before.role == "nmod" or (before.role == "obl" and phrase.case in words_that("in chains"))
        if noun or (phrase.kind != "time" and (phrase.case == "of" or chained)):
            phrase.role = "nmod"
            return
    agent = draft.passive and phrase.case == "by" and phrase.kind != "time" and phrase.start > draft.end
    _oblique(phrase, draft, "obl:agent" if agent else "obl")


def _settle_bare(phrase: Phrase, draft: Draft, before: Phrase | None, letters: str) -> None:
    """A chunk without a preposition after the verb: object, predicate, second object."""
    if draft.there and phrase.kind != "pronoun":
        if not draft.owns:
            draft.subject, draft.owns, phrase.role = [phrase], True, "nsubj"
        return
    after_time = before is not None and before.kind == "time" and before.start == draft.end + 1
    if after_time or before is None or before.start <= draft.end:
        start = before.last + 1 if before is not None and after_time else draft.end + 1  # "rejected on Thursday a plan"
        gap = set(letters[start : phrase.start])
        if not gap <= set("RtJ,;"):
            return
        if draft.lemma in words_that("copula") and not draft.passive and not draft.inverted:
            phrase.role, draft.predicate = "attr", phrase
        elif gap.isdisjoint(",;"):
            _object(phrase, draft)
    elif draft.objects == [before] and phrase.start == before.last + 1:
        _object(phrase, draft)
