"""Noun phrases and verb groups of a sentence: runs of words whose classes fit together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tidings.code.text.bare_words import Word
from tidings.code.text.word_forms import BE, HAVE

INNER = frozenset({"DET", "POSS", "ADJ", "NUM", "NOUN", "PROPN", "GEN"})
STATES = frozenset(
    ["opposed", "committed", "prepared", "determined", "dedicated"]
)  # participles that say how the subject stands, not what was done to it
DETERMINERS = frozenset({"DET", "POSS"})
HEADS = ("NOUN", "PROPN", "PRON")


@dataclass(slots=True)
class NounPhrase:
    """Words `first` to `last`, both included; `head` is the last noun; `preposition`: the word just before, "" where none."""

    first: int
    last: int
    head: int
    preposition: str = ""


@dataclass(slots=True)
class VerbGroup:
    """A verb with its auxiliaries: words `first` to `last`, both included; `head` is the verb, or the adjective of "is ready"."""

    first: int
    last: int
    head: int
    lemma: str
    form: str
    passive: bool = False
    negated: bool = False
    modal: str = ""
    infinitive: bool = False
    finite: bool = False
    perfect: bool = False


def noun_phrases(words: Sequence[Word]) -> list[NounPhrase]:
    """Maximal noun phrases without what follows a preposition, in order. A pronoun is a phrase of its own."""
    found: list[NounPhrase] = []
    tags = [word.tag for word in words]
    size = len(words)
    at = 0
    while at < size:
        tag = tags[at]
        if tag == "PRON":
            found.append(NounPhrase(at, at, at, _preposition(words, at)))
            at += 1
            continue
        if tag not in INNER or tag == "GEN":
            at += 1
            continue
        first = at
        at += 1
        while at < size and (tags[at] in INNER or (tags[at] == "ADV" and _adverb_inside(words, at))):
            before = tags[at - 1]
            if tags[at] in DETERMINERS and before in ("NOUN", "PROPN", "ADJ", "NUM"):
                break
            if tags[at] == "NUM" and before in ("NOUN", "PROPN"):
                break
            at += 1
        last = at - 1
        while last > first and tags[last] == "GEN":
            last -= 1
        head = last
        while head > first and tags[head] not in HEADS:
            head -= 1
        if tags[head] not in HEADS:
            head = last
        found.append(NounPhrase(first, last, head, _preposition(words, first)))
    return found


def _adverb_inside(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].tag in ("ADJ", "NUM") and at > 0 and words[at - 1].tag in ("DET", "POSS")


def _preposition(words: Sequence[Word], first: int) -> str:
    place = first - 1
    while place >= 0 and words[place].tag == "ADV":
        place -= 1
    if place < 0:
        return ""
    before = words[place]
    if before.tag in ("ADP", "TO") or before.lower in ("after", "before", "since", "until", "as", "than", "like"):
        return before.lower
    return ""


def verb_groups(words: Sequence[Word]) -> list[VerbGroup]:
    """Verb groups in order: "has been put", "will not tolerate", "to shell", "is ready"."""
    found: list[VerbGroup] = []
    at = 0
    while at < len(words):
        tag = words[at].tag
        if tag == "VERB":
            found.append(_group(words, at, at))
            at += 1
        elif tag in ("MODAL", "AUX") or (tag == "TO" and _verb_after(words, at) is not None):
            head = _verb_after(words, at)
            if head is None:
                at += 1
                continue
            found.append(_group(words, at, head))
            at = head + 1
        else:
            at += 1
    return found


def _verb_after(words: Sequence[Word], at: int) -> int | None:
    """The head of the group that begins with the auxiliary or "to" at `at`."""
    place = at + 1
    while place < len(words):
        word = words[place]
        if word.tag == "VERB":
            going = word.lower in ("going", "planning", "due", "set") and place + 2 < len(words) and words[place + 1].tag == "TO"
            if going and word.lower == "going" and words[place + 2].tag == "VERB" and words[place + 2].form == "VB":
                return place + 2
            return place if words[at].tag != "TO" or word.form == "VB" else None
        if word.tag == "ADJ" and words[at].tag in ("AUX", "MODAL", "TO") and words[place - 1].tag in ("AUX", "ADV", "NOT", "MODAL"):
            after = words[place + 1] if place + 1 < len(words) else None
            return place if after is not None and after.tag in ("TO", "ADP", "PUNCT", "SCONJ", "TIME") else None
        if word.tag in ("ADV", "AUX", "MODAL", "NOT", "TIME") or (word.tag == "TO" and words[place - 1].tag == "AUX"):
            place += 1
            continue
        return place - 1 if words[place - 1].tag == "AUX" and words[at].tag != "TO" else None
    return None


def _group(words: Sequence[Word], first: int, head: int) -> VerbGroup:
    inside = words[first:head]
    verb = words[head]
    modal = next((w.lower for w in inside if w.tag == "MODAL"), "")
    helpers = [w for w in words[first : head + 1] if w.tag == "AUX"]
    if any(w.lower == "going" for w in inside):
        modal = "going"
    elif helpers and inside and inside[0].tag != "TO" and inside[-1].tag == "TO":
        modal = "must" if helpers[-1].lower in HAVE else "due"
    infinitive = bool(inside) and inside[0].tag == "TO"
    be = next((w for w in reversed(helpers)), None)
    passive = (
        verb.tag == "VERB" and verb.lower not in STATES and "VBN" in verb.form and be is not None and (be.lower in BE or be.lower in ("'s", "’s"))
    )
    finite = (
        bool(modal)
        or (bool(helpers) and not infinitive and helpers[0].lower not in ("being", "been", "having", "be"))
        or verb.form in ("VBD", "VBZ", "VBP", "VB")
    )
    return VerbGroup(
        first,
        head,
        head,
        verb.lemma or verb.lower,
        verb.form,
        passive=passive,
        negated=any(w.tag == "NOT" or w.lower in ("never", "no") for w in inside)
        or (head > 0 and words[head - 1].tag == "NOT")
        or (first > 0 and words[first - 1].tag == "NOT"),
        modal=modal,
        infinitive=infinitive,
        finite=finite and not infinitive,
        perfect=any(w.lower in HAVE for w in helpers),
    )
