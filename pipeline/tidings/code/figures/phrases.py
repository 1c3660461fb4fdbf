"""The sentence as a string of word classes, and the noun phrases that a figure's neighbourhood offers as what it measures.

Without a trained model: closed classes from a data file, verbs by their forms and neighbours. One letter a piece:
N noun, adjective or name; V finite verb; v participle in -ing; X auxiliary; A adverb; P preposition; D determiner; R pronoun;
c and, or; s a word that opens a clause; o to, not; G possessive mark; T date; # number; others as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tidings import lexicon
from tidings.code.figures.changes import change_words
from tidings.code.text.grammar import classes, verb_forms, verb_lemmas
from tidings.code.text.pieces import WORDS_KEPT, Piece

LONGEST = 8  # words of a noun phrase given as what is measured
REACH = 60  # pieces before a figure among which its clause is looked for

OPENERS = lexicon.words("figure_cues", kind="clause opener")
SPEECH = frozenset('"“”«»')


def tags(parts: Sequence[Piece], dates: Sequence[tuple[int, int]], figures: Sequence[tuple[int, int]]) -> str:
    """One letter a piece. `dates`: spans of the sentence's date expressions; `figures`: first and last piece of its figures."""
    letters = [_tag(piece.text) for piece in parts]
    place = 0
    for start, end in dates:  # both in order
        while place < len(parts) and parts[place].start < start:
            place += 1
        while place < len(parts) and parts[place].start < end:
            letters[place] = "T"
            place += 1
    inside = {at for first, last in figures for at in range(first, last)}
    for at, letter in enumerate(letters):
        if letter == "#" and at not in inside and at and letters[at - 1] == "N":
            letters[at] = "N"  # a number in a name
    for at, letter in enumerate(letters):
        if letter == "?":
            letters[at] = "V" if _finite_here(parts, letters, at) else "N"
    return "".join(letters)


@lru_cache(WORDS_KEPT)
def _tag(text: str) -> str:
    word = text.lower()
    if text[0].isdigit():
        return "#"
    if not text[0].isalpha():
        return "G" if word in ("'s", "’s", "'", "’") else '"' if text in SPEECH else "-" if text in "-–" else ":" if text in "—;:" else text[0]
    if word in OPENERS:
        return "s"
    kinds = classes(word)
    for kind, letter in (
        ("AUX", "X"),
        ("DET", "D"),
        ("POSS", "D"),
        ("PRON", "R"),
        ("ADP", "P"),
        ("CCONJ", "c"),
        ("SCONJ", "s"),
        ("PART", "o"),
        ("INTJ", "A"),
    ):
        if kind in kinds:
            return letter
    if text[0].isupper() and text[1:2].islower() is False and len(text) > 1:
        return "N"
    if word in change_words() and word not in ("up", "down", "higher", "lower") and _past(word):
        return "?"
    if "VERB" in kinds:
        if word.endswith("ing"):
            return "v"
        return "?" if kinds & {"NOUN", "ADJ"} or not _past(word) else "V"
    if kinds == {"ADV"} or word in ("later", "earlier", "together", "instead"):
        return "A"
    return "N"


@lru_cache(WORDS_KEPT)
def _past(word: str) -> bool:
    """Whether a word is the past tense of a verb."""
    return any(word in verb_forms(lemma).get("VBD", ()) for lemma in verb_lemmas(word))


def _finite_here(parts: Sequence[Piece], letters: Sequence[str], at: int) -> bool:
    """Whether a word that may be verb or noun is a finite verb here."""
    word = parts[at].lower
    before = letters[at - 1] if at else "^"
    after = letters[at + 1] if at + 1 < len(parts) else "."
    if parts[at].text[0].isupper() and at:
        return False
    if before in "oXR" or (before == "A" and at > 1 and letters[at - 2] in "oXRN"):
        return True
    if before in "DPG#":
        return False
    if before != "s" and _auxiliary_follows(letters, at):
        return False
    if _past(word) and word not in verb_lemmas(word):
        return before in 'N)sT,cA:"' and (after in "DRPAT#os,.-$" or not after.isalpha() or word in change_words())
    if word.endswith("s"):
        return before in "NT)s" and after in "DRPAT#o$s" and parts[at - 1].lower not in ("its", "their") and not parts[at - 1].lower.endswith("s")
    if before == "s":
        return after in "DRP#$oAT"
    near = after in "DR#$oA" or (after == "P" and parts[at + 1].lower in ("from", "between", "at"))
    return before == "N" and near and (parts[at - 1].lower.endswith("s") or _past(word))


def _auxiliary_follows(letters: Sequence[str], at: int) -> bool:
    """Whether the clause's auxiliary still comes, so that the word before it is a noun: "home sales in May were"."""
    for letter in letters[at + 1 : at + 6]:
        if letter == "X":
            return True
        if letter in ",sc:;V?":
            return False
    return False


def trim(letters: str, first: int, last: int) -> tuple[int, int] | None:
    """A phrase without the determiners, prepositions and marks at its ends, at most `LONGEST` words; None where nothing is left."""
    while first < last and letters[first] not in "N#":
        first += 1
    if last - first > LONGEST:
        cut = re.search("[PsTv]", letters[first + 1 : last])
        last = min(first + LONGEST, first + 1 + cut.start() if cut else last)
    while last > first and letters[last - 1] not in "N#":
        last -= 1
    if first < last and "N" in letters[first:last]:
        return first, last
    return None


_AFTER = re.compile(r"[D]*(?:N(?:[-G&]*N)*)")


def phrase_from(letters: str, at: int) -> tuple[int, int] | None:
    """The noun phrase that begins at piece `at`, determiner left out."""
    match = _AFTER.match(letters, at)
    return trim(letters, match.start(), match.end()) if match else None


def phrase_to(letters: str, last: int) -> tuple[int, int] | None:
    """The noun phrase that ends before piece `last`, back to the last mark, verb, preposition (but "of") or clause."""
    return trim(letters, _run_start(letters, last, "NDG#-&"), last)


def _run_start(letters: str, last: int, allowed: str) -> int:
    """Where the run of `allowed` letters that ends before `last` begins, at most `REACH` pieces back."""
    first, floor = last, max(0, last - REACH)
    while first > floor and letters[first - 1] in allowed:
        first -= 1
    return first


def subject(parts: Sequence[Piece], letters: str, at: int) -> tuple[int, int] | None:
    """The subject of the verb that governs piece `at`; None where it is a pronoun or there is none."""
    verb, floor = at - 1, max(0, at - REACH)
    while verb >= floor and (letters[verb] not in "VX" or (verb and letters[verb - 1] == "o")):
        if letters[verb] == ":" and parts[verb].text == ";":
            break
        verb -= 1
    if verb < floor or letters[verb] not in "VX":
        return _nearest(letters, at)
    last = verb
    while last > 0 and letters[last - 1] in "VXAoT":
        last -= 1
    return _subject_before(parts, letters, last)


def _subject_before(parts: Sequence[Piece], letters: str, last: int) -> tuple[int, int] | None:
    if last == 0:
        return None
    if letters[last - 1] == "R":
        return None
    if letters[last - 1] == ",":
        opening = letters.rfind(",", max(0, last - REACH), last - 1)
        if opening > 0:
            last = opening
        else:
            last -= 1
    elif letters[last - 1] == ")":
        last = max(letters.rfind("(", max(0, last - REACH), last - 1), 1)
    if letters[last - 1] == "s":
        last -= 1
        while last > 0 and letters[last - 1] in ",P":
            last -= 1
        return trim(letters, _run_start(letters, last, "NDG#-&P"), last)
    if letters[last - 1] == "c":
        verb, floor = last - 1, max(0, last - REACH)
        while verb > floor and letters[verb - 1] not in "VX":
            verb -= 1
        while verb > floor and letters[verb - 1] in "VXAoT":
            verb -= 1
        return _subject_before(parts, letters, verb) if floor < verb and letters[verb - 1] != "c" else None
    first = _run_start(letters, last, "NDG#-&PTAc$%")
    if first < last and letters[first] == "P":
        inner = re.match(r"PD?(?:T+|[N#G-]+?(?=D))", letters[first:last])
        if inner:
            first += inner.end()
    return trim(letters, first, last)


def _nearest(letters: str, at: int) -> tuple[int, int] | None:
    """The noun phrase nearest before piece `at` in its clause."""
    last, floor = at, max(0, at - REACH)
    while last > floor and letters[last - 1] != "N":
        if letters[last - 1] in ":.#":
            return None
        last -= 1
    return trim(letters, _run_start(letters, last, "NDGP&-"), last)
