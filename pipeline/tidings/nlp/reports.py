"""Verbs of speech that the tagger takes for something else, where what they report stands beside."""

from __future__ import annotations

from functools import cache

from tidings import lexicon
from tidings.dictionary import lemma
from tidings.known import is_person_noun
from tidings.nlp.analysis import NOMINATIVE
from tidings.nlp.mending import BETWEEN, LONGEST_AWAY, SUBJECTS, Tagged
from tidings.nlp.words import COMMON_NOUNS, RELATIVES, SINGULARS, VERBS

_AS_NOUN = {"NNS": "VBZ", "NN": "VBD"}  # the letter reads, the letter read
_OPENING = frozenset(["VBN", "VBZ", "JJ"])
REPORTING = COMMON_NOUNS | _OPENING | {"UH"}  # what a verb of speech is taken for


def mend_reports(s: Tagged) -> None:
    """A verb of speech where what it reports stands beside: “...,” the letter reads. The slide shows that. The judge agreed that."""
    start = 0
    for at, tag in enumerate(s.tags):
        if tag in BETWEEN:
            start = at + 1
        elif at == start:
            s.tags[at] = _opening_tag(s, at) if start > 1 and tag in _OPENING else tag
        elif tag in _AS_NOUN and _reads(s, start, at):
            s.tags[at] = _AS_NOUN[tag]
        elif tag == "UH" and s.tags[at - 1] in SUBJECTS and says(s, at, "VBP"):
            s.tags[at] = "VBP"  # officials say,
        elif tag == "VBN" and _agreed(s, start, at):
            s.tags[at] = "VBD"


def _reads(s: Tagged, start: int, at: int) -> bool:
    """Whether a noun is a verb of speech: “...,” the letter reads. The slide shows that. `start`: where its stretch begins."""
    verb = _AS_NOUN[s.tags[at]]
    if s.tags[at - 1] not in SINGULARS or not s.may_be(at, verb):
        return False
    aside = start > 1 and s.tags[start - 1] == "," and s.tags[start] == "DT" and s.has_verb(0, start) and is_person_noun(s.lower[at - 1])
    closes = (aside or (start > 0 and s.tags[start - 1] == "''")) and (s.after(at) or ".") in (".", ",")
    reports = closes or (verb == "VBZ" and _opens_report(s, at + 1, at + 2))
    return reports and says(s, at, verb) and not s.has_verb(start, at)


def _agreed(s: Tagged, start: int, at: int) -> bool:
    """Whether a participle is a past tense: The judge agreed that. `start`: where its stretch begins."""
    if not s.may_be(at, "VBD") or s.has_verb(start, at):
        return False
    reports = s.tags[at + 1 : at + 3] == [",", "``"] or _opens_report(s, at + 1, at + LONGEST_AWAY)
    return reports and s.tags[s.before_adverbs(at, start)] in SUBJECTS and says(s, at, "VBD")


def _opens_report(s: Tagged, first: int, last: int) -> bool:
    """Whether "that", or a pronoun that begins a clause, comes before any verb."""
    for at in range(first, min(last, len(s.tags))):
        tag = s.tags[at]
        if tag in BETWEEN or tag in VERBS or tag == "MD":
            return False
        if tag == "IN" and s.lower[at] == "that":
            return True
        if at == first and (s.lower[at] in NOMINATIVE or tag == "EX"):
            return True
    return False


def _opening_tag(s: Tagged, at: int) -> str:
    """The tag of a word that opens a stretch: “...,” recalled cook Bo Reth. Crews, which hold it, posted that. In May, crews loyal to."""
    tag, before = s.tags[at], s.tags[at - 1]
    if tag == "VBZ":
        subjectless = s.tags[0] == "IN" and before == "," and not s.has_verb(0, at)
        return "NNS" if subjectless and s.may_be(at, "NNS") and s.after(at) in _BEHIND_NOUN else tag
    if not s.may_be(at, "VBD") or not says(s, at, "VBD"):
        return tag
    quoted = before == "''" and s.tags[at - 2] in (",", ".")
    aside = before == "," and _closes_aside(s, at - 2) and _opens_report(s, at + 1, at + LONGEST_AWAY)
    return "VBD" if quoted or aside else tag


_BEHIND_NOUN = frozenset(["JJ", "VBN", "IN"])


def _closes_aside(s: Tagged, last: int) -> bool:
    """Whether the words up to `last` are a relative clause behind a comma: ", which hold the pier"."""
    first = s.start(last)
    return s.tags[first - 1] == "," and s.tags[first] in RELATIVES


def says(s: Tagged, at: int, tag: str) -> bool:
    """Whether the word, with this tag, is a form of a verb of speech that needs nobody who is told."""
    return lemma(s.lower[at], tag) in _speech()


@cache
def _speech() -> frozenset[str]:
    return frozenset(row["verb"] for row in lexicon.rows("speech_verbs") if "object" not in row["takes"])
