"""What a number counts or measures: the noun counted, the noun phrase measured, and the clause's subject where neither stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tidings import lexicon
from tidings.code.figures.phrases import phrase_from, phrase_to, subject
from tidings.code.text.grammar import classes, noun_lemmas
from tidings.code.text.pieces import WORDS_KEPT, Piece

REACH = 7  # words after the number among which the counted noun must stand
IRREGULAR = {"people": "person", "lives": "life", "men": "man", "women": "woman", "children": "child", "troops": "troop", "dice": "die"}
COLLECTIVE = lexicon.words("figure_cues", kind="collective")
CLOSED = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "POSS", "INTJ"})


class Counted(NamedTuple):
    """`unit`: singular. `first`, `head`: pieces of the noun phrase, head included."""

    unit: str
    first: int
    head: int
    attributive: bool = False  # it goes before what is measured: "12 page document"


@lru_cache(WORDS_KEPT)
def _open(word: str) -> frozenset[str]:
    return classes(word)


def closed(piece: Piece) -> bool:
    """Whether a word cannot be part of a noun phrase's inside: determiners, prepositions, pronouns, auxiliaries, conjunctions."""
    return bool(_open(piece.lower) & CLOSED)


@lru_cache(WORDS_KEPT)
def is_plural(word: str) -> bool:
    """Whether a lower-case word is the plural of a noun, or a noun that counts without one ("people", "aircraft")."""
    if word in COLLECTIVE:
        return True
    if len(word) < 3 or not word.endswith("s") or word.endswith("ss"):
        return word in IRREGULAR or (not word.endswith("s") and any(lemma != word for lemma in noun_lemmas(word)))
    return any(lemma != word for lemma in noun_lemmas(word)) or not _open(word)


@lru_cache(WORDS_KEPT)
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


@lru_cache(WORDS_KEPT)
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
        return Counted(singular(parts[at].lower), first, at, True) if not closed(parts[at]) else None
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
            if at + 1 < last and is_plural(parts[at + 1].lower) and ("VERB" not in _open(parts[at + 1].lower) or word in COLLECTIVE):
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
    """ "12 page document", "3 cylinder engine": a singular noun straight before another."""
    if at + 1 >= len(parts):
        return None
    word, following = parts[at], parts[at + 1]
    if (
        word.text[0].islower()
        and "NOUN" in _open(word.lower)
        and not closed(word)
        and following.text[0].isalpha()
        and "NOUN" in _open(following.lower)
        and not closed(following)
    ):
        return Counted(singular(word.lower), at, at, True)
    return None


def _name(parts: Sequence[Piece], first: int, head: int) -> str:
    """The unit: the head in the singular with the lower-case nouns of its compound ("police officer")."""
    words = [singular(parts[head].lower)]
    if parts[head].text[0].isupper() and parts[head].text[1:].islower() and head:
        words[0] = words[0].capitalize()  # "Americans"
    at = head - 1
    while at >= first:
        word = parts[at].text
        plural = is_plural(word) and word not in COLLECTIVE
        if not word[0].islower() or "NOUN" not in _open(word) or "ADJ" in _open(word) or plural or closed(parts[at]):
            break
        words.insert(0, word)
        at -= 1
    return " ".join(words)


def measured(parts: Sequence[Piece], letters: str, first: int, core: int, last: int, kind: str) -> tuple[int, int] | None:
    """What a number with a unit of measure measures: first and last piece, last not included; None where the text does not say.

    `letters`: the sentence's word classes; `first`, `core`: where the figure's span and its number begin; `last`: the piece after it;
    `kind`: the unit's kind of figure. In this order: the noun that the figure stands before ("a 40 yard line"), the one after "of"
    ("60% of revenue"), the one whose size it gives ("a speed of 15 mph"; "Gharyan, 50 miles south"), the clause's subject.
    """
    at = last
    if at < len(parts) and parts[at].text == "-":
        at += 1
    after = letters[at] if at < len(parts) else "."
    if parts[core].text in "+-−" and core and letters[core - 1] == "N":
        return phrase_to(letters, core)
    if after == "N" and parts[at].lower not in NOT_MEASURED and not (kind == "distance" and parts[at].lower in DIRECTIONS):
        return phrase_from(letters, at)
    if after == "P" and (parts[at].lower == "of" or (parts[at].lower == "in" and kind == "money")) and kind not in ("duration", "age"):
        phrase = phrase_from(letters, at + 1)
        if phrase:
            return phrase
    if at < len(parts) and parts[at].text in "([" and ")" in letters[at : at + 8]:  # "50 kilometers (31 miles) south"
        at = letters.index(")", at) + 1
    if first > 1:
        before = parts[first - 1]
        if before.lower == "of" and letters[first - 2] == "N" and parts[first - 2].lower not in TOTALS:
            return phrase_to(letters, first - 1)
        if before.text in ",(" and letters[first - 2] in "N)" and (kind == "age" or (at < len(parts) and parts[at].lower in DIRECTIONS)):
            return _with_of(parts, letters, phrase_to(letters, first - 1))
        if letters[first - 1] == "N" and first < core:
            return phrase_to(letters, first)
    return subject(parts, letters, first)


def _with_of(parts: Sequence[Piece], letters: str, phrase: tuple[int, int] | None) -> tuple[int, int] | None:
    """The phrase with the one that it hangs on: "the town of" before a name."""
    if phrase and phrase[0] > 1 and parts[phrase[0] - 1].lower == "of" and letters[phrase[0] - 2] == "N":
        head = phrase_to(letters, phrase[0] - 1)
        return (head[0], phrase[1]) if head else phrase
    return phrase


NOT_MEASURED = lexicon.words("figure_cues", kind="not measured")
DIRECTIONS = lexicon.words("figure_cues", kind="direction")
TOTALS = lexicon.words("figure_cues", kind="total")
