"""What a number counts or measures: the noun counted, the noun phrase measured, and the clause's subject where neither stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.code.grammar import classes, noun_lemmas, verb_lemmas
from pipeline.code.pieces import Piece

REACH = 7  # words after the number among which the counted noun must stand
LONGEST = 8  # words of a noun phrase given as what is measured
IRREGULAR = {"people": "person", "lives": "life", "men": "man", "women": "woman", "children": "child", "troops": "troop", "dice": "die"}
COLLECTIVE = frozenset("people staff personnel police troops aircraft cattle crew men women children lives dead wounded injured spacecraft offspring clergy youth youths infantry data".split())
OPEN = frozenset({"NOUN", "ADJ", "PROPN", "NUM", "VERB", "ADV"})
CLOSED = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "POSS", "INTJ"})


class Counted(NamedTuple):
    """`unit`: singular. `first`, `head`: pieces of the noun phrase, head included."""

    unit: str
    first: int
    head: int


@cache
def _open(word: str) -> frozenset[str]:
    return classes(word)


def closed(piece: Piece) -> bool:
    """Whether a word cannot be part of a noun phrase's inside: determiners, prepositions, pronouns, auxiliaries, conjunctions."""
    return bool(_open(piece.lower) & CLOSED)


@cache
def is_plural(word: str) -> bool:
    """Whether a lower-case word is the plural of a noun, or a noun that counts without one ("people", "aircraft")."""
    if word in COLLECTIVE:
        return True
    if len(word) < 3 or not word.endswith("s") or word.endswith("ss"):
        return word in IRREGULAR or (not word.endswith("s") and any(lemma != word for lemma in noun_lemmas(word)))
    return any(lemma != word for lemma in noun_lemmas(word)) or not _open(word)


@cache
def singular(word: str) -> str:
    """The singular of a lower-case noun: ``mercenaries`` -> ``mercenary``, ``people`` -> ``person``."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    lemmas = [lemma for lemma in noun_lemmas(word) if lemma != word]
    if lemmas:
        return lemmas[0]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and not noun_lemmas(word):
        return word[:-1]
    return word


@cache
def is_verb_only(word: str) -> bool:
    """Whether a word is a form of a verb and can be neither noun nor adjective."""
    kinds = _open(word)
    return "VERB" in kinds and not kinds & {"NOUN", "ADJ"} and not word.endswith(("ing", "ed", "en"))


def counted(parts: Sequence[Piece], at: int, single: bool = False, joined: bool = False) -> Counted | None:
    """The noun that a number before piece `at` counts.

    `single`: the number is one, so a singular is looked for. `joined`: a hyphen stands between ("four-cylinder"), so the next word is
    what is counted. Else a plural, or a singular that goes before another noun ("12 page document"). None where there is none.
    """
    first = at
    last = min(len(parts), at + REACH)
    if joined and at < last and parts[at].text[0].isalpha():
        return Counted(singular(parts[at].lower), first, at) if not closed(parts[at]) else None
    head = None
    while at < last:
        piece = parts[at]
        if piece.text in ("-", "'s", "’s", "'", "’") and first < at < last - 1:
            at += 1
            continue
        word = piece.lower
        if not piece.text[0].isalpha() or (closed(piece) and not (word in ("and", "or") and at > first and head is None and not single)):
            break
        kinds = _open(word)
        if single:
            if is_verb_only(word) or (head is not None and "VERB" in kinds and "NOUN" not in kinds):
                break
            if "NOUN" in kinds or not kinds:
                head = at
        elif is_plural(word):
            head = at
            if at + 1 < last and is_plural(parts[at + 1].lower) and "VERB" not in _open(parts[at + 1].lower):
                at += 1
                continue
            break
        elif is_verb_only(word):
            break
        at += 1
    if head is None:
        return _attributive(parts, first)
    if single and head > first and "VERB" in _open(parts[head].lower) and parts[head].lower.endswith(("s", "ed")):
        head -= 1
    return Counted(_name(parts, first, head), first, head)


def _attributive(parts: Sequence[Piece], at: int) -> Counted | None:
    """"12 page document", "3 cylinder engine": a singular noun straight before another."""
    if at + 1 >= len(parts):
        return None
    word, following = parts[at], parts[at + 1]
    if word.text[0].islower() and "NOUN" in _open(word.lower) and not closed(word) and following.text[0].isalpha() and "NOUN" in _open(following.lower) and not closed(following):
        return Counted(singular(word.lower), at, at)
    return None


def _name(parts: Sequence[Piece], first: int, head: int) -> str:
    """The unit: the head in the singular with the lower-case nouns of its compound ("police officer")."""
    words = [singular(parts[head].lower)]
    at = head - 1
    while at >= first:
        word = parts[at].text
        if not word[0].islower() or "NOUN" not in _open(word) or "ADJ" in _open(word) or is_plural(word) or closed(parts[at]):
            break
        words.insert(0, word)
        at -= 1
    return " ".join(words)


def noun_phrase(parts: Sequence[Piece], at: int) -> tuple[int, int] | None:
    """The noun phrase that begins at piece `at`, its determiner left out: first and last piece, last not included."""
    while at < len(parts) and parts[at].text[0].isalnum() and _open(parts[at].lower) & {"DET", "POSS"}:
        at += 1
    last = at
    while last < len(parts) and last - at < LONGEST:
        piece = parts[last]
        if piece.text in ("-", "'s", "’s", "&", "'", "’") and last > at:
            last += 1
            continue
        if not piece.text[0].isalnum() or closed(piece) or is_verb_only(piece.lower):
            break
        last += 1
    while last > at and not parts[last - 1].text[0].isalnum():
        last -= 1
    return (at, last) if last > at else None


@cache
def _finite(word: str) -> bool:
    return bool(verb_lemmas(word)) and not word.endswith("ing") or word in ("is", "are", "was", "were", "has", "had", "have", "will", "would", "could", "can", "'s", "be", "been", "being")


CLAUSE = frozenset("that which who while but as when if because although though whereas and or whose where since after before ; : ( ) — – “ ” \" ?".split())


def subject(parts: Sequence[Piece], at: int) -> tuple[int, int] | None:
    """The words before the verb of the clause in which piece `at` stands: first and last piece, last not included."""
    verb = at - 1
    while verb > 0 and not (_finite(parts[verb].lower) and not (_open(parts[verb - 1].lower) & {"DET", "POSS"} or _nominal(parts, verb))):
        if parts[verb].text in (";", ":", "“", "”"):
            break
        verb -= 1
    last = verb
    while last > 0 and (_open(parts[last - 1].lower) & {"AUX", "ADV", "PART"} and not _open(parts[last - 1].lower) & {"NOUN"} or _finite(parts[last - 1].lower) and not _nominal(parts, last - 1) and "NOUN" not in _open(parts[last - 1].lower)):
        last -= 1
    if last <= 0:
        return None
    first = last - 1
    while first > 0 and last - first < LONGEST and parts[first - 1].lower not in CLAUSE and parts[first - 1].text != ",":
        first -= 1
    while first < last and (not parts[first].text[0].isalnum() or (closed(parts[first]) and _open(parts[first].lower) & {"DET", "ADP", "CCONJ", "SCONJ", "POSS"})):
        first += 1
    while last > first and not parts[last - 1].text[0].isalnum():
        last -= 1
    return (first, last) if last > first else None


def _nominal(parts: Sequence[Piece], at: int) -> bool:
    """Whether a word that may be verb or noun stands as a noun: plural before a verb, or after an adjective, noun phrase or number."""
    word = parts[at].lower
    kinds = _open(word)
    if "NOUN" not in kinds and "ADJ" not in kinds:
        return False
    if at and _open(parts[at - 1].lower) & {"DET", "POSS", "ADP"}:
        return True
    if at + 1 < len(parts) and (_open(parts[at + 1].lower) & {"AUX"} or is_verb_only(parts[at + 1].lower)):
        return True
    return False
