"""What belongs to a verb: subject, objects, obliques, predicate; a clause in the making.

`clauses` says where each clause opens; here each chunk falls to the clause in which it stands and gets its role.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from tidings import lexicon
from tidings.nlp.analysis import NOT, Clause, Rel, Word
from tidings.nlp.chunks import Phrase

FORMS = {"b": "V", "h": "V", "d": "V", "e": "B", "v": "B", "n": "E", "g": "G", "H": "G", "M": "V"}
PAST_MODALS = frozenset(["would", "could", "might", "should", "'d"])
LONGEST_CHAIN = 64  # clauses looked at upwards for depth


class Draft:
    """A clause in the making; places are places in its line."""

    __slots__ = (
        "asked",
        "controller",
        "depth",
        "end",
        "finite",
        "first",
        "form",
        "frame",
        "going_on",
        "governor",
        "inverted",
        "last",
        "lemma",
        "marker",
        "modal",
        "n",
        "negated",
        "noun",
        "number",
        "objects",
        "obliques",
        "opens",
        "owns",
        "particle",
        "passive",
        "perfect",
        "predicate",
        "rel",
        "said",
        "shared",
        "subject",
        "tense",
        "there",
    )  # fmt: skip

    def __init__(self, line: Sequence[Word], letters: str, first: int, last: int) -> None:
        group = letters[first : last + 1]
        self.first, self.last, self.end, self.n, self.number = first, last, last, line[last].i, 0
        self.opens = first
        self.lemma = line[last].lemma
        self.form = FORMS.get(group[-1], group[-1])
        self.finite = group[0] in "MVbhd"
        self.tense: Literal["past", "pres", "base", "inf", "part"] = "past"
        self.modal = ""
        self.perfect = self.passive = self.going_on = False
        self._read(line, group)
        beside = letters[max(0, first - 1) : last + 2]
        self.negated = "R" in beside and any(word.lower in NOT for word in line[max(0, first - 1) : last + 2])
        self.particle = ""
        if last + 1 < len(line) and letters[last + 1] == "t":
            self.particle, self.end = line[last + 1].lower, last + 1
        self.marker = ""
        self.rel: Rel = "root"
        self.governor: Draft | None = None
        self.controller: Draft | None = None  # whose subject or object is the subject
        self.noun: Phrase | None = None
        self.asked: Phrase | None = None  # the subject between auxiliary and verb
        self.inverted = self.shared = self.owns = self.there = False  # owns: the subject stands in this clause
        self.frame: Any = None  # the opening that this aside interrupts
        self.subject: list[Phrase] = []
        self.objects: list[Phrase] = []
        self.obliques: list[Phrase] = []
        self.predicate: Phrase | None = None
        self.said: list[Phrase] = []
        self.depth: tuple[int, int] | None = None

    def _read(self, line: Sequence[Word], group: str) -> None:
        """Tense, modal and what the auxiliaries say."""
        opening = line[self.first]
        bare = group.replace("R", "")
        if group[0] == "T":
            self.tense = "inf"
        elif group[0] == "M":
            self.modal = opening.lemma
            self.tense = "past" if opening.lower.replace("’", "'") in PAST_MODALS else "pres"
        elif group[0] in "Bev":
            self.tense = "base"
        elif not self.finite:
            self.tense = "part"
        else:
            self.tense = "past" if opening.tag == "VBD" else "pres"
        if len(bare) > 1:
            self.perfect = any(a in "hvH" and b in "nE" for a, b in pairwise(bare))
            self.going_on = bare[-1] in "GH" and bare[-2] in "bneg"
            self.passive = bare[-1] == "E" and bare[-2] in "bneg"

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
        told = self.rel == "xcomp" and above.objects and above.lemma in persuaders()
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
            aside = draft.rel in ("advcl", "acl", "acl:relcl")
            depth = draft.depth = (depth[0] + aside, depth[1] + (draft.rel == "xcomp"))
        return depth

    def frozen(self, line: Sequence[Word]) -> Clause:
        """The clause, with numbers of words."""
        return Clause(
            self.n,
            line[self.first].i,
            line[self.end].i,
            line[self.last].i,
            self.lemma,
            self.particle,
            "passive" if self.passive else "active",
            self.tense,
            self.perfect,
            self.going_on,
            self.modal,
            self.negated,
            self.marker,
            self.rel,
            self.governor.n if self.governor else None,
            self.noun.n if self.noun else None,
            _numbers(self.subject),
            _numbers(self.objects),
            _numbers(self.obliques),
            self.predicate.n if self.predicate else None,
            _numbers(self.said),
            self.depth or (0, 0),
        )


def _numbers(phrases: Sequence[Phrase]) -> tuple[int, ...]:
    return tuple(phrase.n for phrase in phrases)


@cache
def persuaders() -> frozenset[str]:
    """Verbs whose object does what the infinitive after it says."""
    return lexicon.words("clause_words", use="persuades")


@cache
def noun_only() -> frozenset[str]:
    """Prepositions that hang on the noun before them."""
    return lexicon.words("clause_words", use="noun only")


@cache
def _copulas() -> frozenset[str]:
    return lexicon.words("clause_words", use="copula")


@cache
def _in_chains() -> frozenset[str]:
    return lexicon.words("clause_words", use="in chains")


@cache
def _spends() -> frozenset[str]:
    return lexicon.words("clause_words", use="spends")


def fill_arguments(drafts: Sequence[Draft], phrases: Sequence[Phrase], line: Sequence[Word], letters: str) -> None:
    """Give each chunk its clause and role. Goes once over the chunks."""
    subjects: dict[int, Draft] = {}
    for draft in drafts:
        if draft.owns:
            for phrase in draft.subject:
                subjects.setdefault(phrase.n, draft)
    owners = {phrase.owner.n for phrase in phrases if phrase.owner is not None}
    joined = {other.n: phrase for phrase in phrases for other in phrase.joined}
    number, current = 0, None
    before: Phrase | None = None
    for phrase in phrases:
        while number < len(drafts) and drafts[number].opens <= phrase.start:
            current, number = drafts[number], number + 1
        if current is None and drafts:
            current = next((draft for draft in drafts if draft.rel == "root"), drafts[0])
        if current is not None:
            _settle(phrase, current, subjects, owners, joined, before, letters)
        if phrase.n not in owners:
            before = phrase


def _settle(
    phrase: Phrase,
    draft: Draft,
    subjects: dict[int, Draft],
    owners: set[int],
    joined: dict[int, Phrase],
    before: Phrase | None,
    letters: str,
) -> None:
    """The role of one chunk in the clause `draft`."""
    phrase.home = draft
    if phrase.n in owners:
        phrase.role = "nmod"
    elif phrase.n in subjects:
        home = subjects[phrase.n]
        phrase.home, phrase.role = home, "nsubj:pass" if home.passive else "nsubj"
    elif phrase.about is not None:
        phrase.role = "appos"
    elif phrase.kind == "speech":
        phrase.role = "obj"
    elif letters[phrase.head] == "W":
        phrase.role = ""
    elif phrase.n in joined:
        _settle_joined(phrase, joined[phrase.n], draft)
    elif phrase.case:
        _settle_case(phrase, draft, before, letters)
    elif phrase.kind == "time" and not (draft.lemma in _spends() and letters[draft.end + 1 : phrase.start] == "") and draft.lemma != "be":
        phrase.role = "obl"
        draft.obliques.append(phrase)
    elif phrase.start > draft.end:
        _settle_bare(phrase, draft, before, letters)


def _settle_joined(phrase: Phrase, first: Phrase, draft: Draft) -> None:
    phrase.role, phrase.home = first.role, first.home or draft
    home = first.home
    if home is None:
        return
    for group in (home.objects, home.obliques, home.subject):
        if first in group and phrase not in group:
            group.append(phrase)
            break


def _settle_case(phrase: Phrase, draft: Draft, before: Phrase | None, letters: str) -> None:
    """A chunk with a preposition: of the verb, or of the noun before it."""
    beside = before is not None and phrase.start == before.last + 1 and before.kind not in ("speech",)
    after = phrase.start > draft.end
    on_noun = (
        beside and before is not None and before.kind not in ("pronoun", "time") and (phrase.case in noun_only() or before.role.startswith("nsubj"))
    )
    if beside and before is not None and phrase.kind != "time" and before.kind != "time":
        chained = before.role == "nmod" or (before.role == "obl" and phrase.case in _in_chains())
        on_noun = on_noun or phrase.case == "of" or chained
    if on_noun:
        phrase.role = "nmod"
    elif draft.passive and phrase.case == "by" and phrase.kind != "time" and after:
        phrase.role = "obl:agent"
        draft.obliques.append(phrase)
    else:
        phrase.role = "obl"
        draft.obliques.append(phrase)


def _settle_bare(phrase: Phrase, draft: Draft, before: Phrase | None, letters: str) -> None:
    """A chunk without a preposition after the verb: object, predicate, second object."""
    gap = letters[draft.end + 1 : phrase.start]
    if draft.there and phrase.kind != "pronoun":
        if not draft.owns:
            draft.subject, draft.owns, phrase.role = [phrase], True, "nsubj"
        return
    near = before is None or before.start <= draft.end
    if near and all(letter in "RtJ,;" for letter in gap):
        if draft.lemma in _copulas() and not draft.passive and not draft.inverted:
            phrase.role, draft.predicate = "attr", phrase
        elif "," not in gap and ";" not in gap:
            phrase.role = "obj"
            draft.objects.append(phrase)
    elif draft.objects and before is not None and before is draft.objects[-1] and len(draft.objects) == 1 and phrase.start == before.last + 1:
        phrase.role = "obj"
        draft.objects.append(phrase)
    elif draft.inverted and draft.lemma == "be" and before in draft.subject:
        phrase.role = ""
