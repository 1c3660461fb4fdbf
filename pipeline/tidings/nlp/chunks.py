"""Base noun chunks and verb groups of a line of tagged words: one expression over one letter a word.

A line is what the clause reader reads at once: a sentence without marks and short brackets, each quotation of speech
folded into one word. Here places are places in that line; `clauses` turns them into numbers of words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from tidings import lexicon
from tidings.nlp.analysis import BE, DASHES, DO, HAVE, NOMINATIVE, Chunk, ChunkKind, Definite, Role, Word

# One letter a tag. D determiner, J adjective, C number, N noun, P pronoun, S 's, R adverb, I preposition, A what opens
# a clause and nothing else, W who which what, w when where how, K and or but, T to, M modal, V finite verb, B bare
# verb, G -ing, E past participle, t particle, Q a quotation, Y a year. Forms of be, have, do are small: b h d; be have
# been being having: e v n g H.
_TAGS = {
    "D": "DT PDT PRP$ WP$", "J": "JJ JJR JJS", "C": "CD LS $ #", "N": "NN NNS NNP NNPS FW ADD GW", "P": "PRP EX",
    "S": "POS", "R": "RB RBR RBS", "I": "IN", "W": "WP WDT", "w": "WRB", "K": "CC", "T": "TO", "M": "MD",
    "V": "VBD VBP VBZ", "B": "VB", "G": "VBG", "E": "VBN", "t": "RP", ",": ",", ".": ".", ";": ": HYPH",
    "(": "-LRB-", ")": "-RRB-", "Q": "SPEECH",
}  # fmt: skip
LETTERS = {tag: letter for letter, tags in _TAGS.items() for tag in tags.split()}
AUXILIARIES = {
    "V": {"be": "b", "have": "h", "do": "d"},
    "B": {"be": "e", "have": "v"},
    "E": {"be": "n"},
    "G": {"be": "g", "have": "H"},
}
CHUNK = re.compile(
    r"D+(?:R?[JCGE](?![RDPIT])|J,(?=J)|[JE]K(?=[JE])){0,20}N+C?"  # the two heavily armed groups
    r"|(?:R{0,3}C|R?J)(?:R?[JC]|J,(?=J)|JK(?=J)|E(?=N)){0,20}N+C?|(?:^|(?<=[VBIK]))EN+|N+C?"  # nearly 20 men, Flight 9
    r"|D+R{0,3}[JC]+(?![NJC])|R{0,3}C+|D+|P|W|Q|Y"  # the poor, all three, these, she
)
VERBS = re.compile(
    r"TR*(?:vR*(?:nR*[EG]?|E)|eR*(?:gR*E|[EG])|[Bev])"  # to have been told
    r"|MR*(?:vR*(?:nR*(?:gR*E|[EG])?|E)|eR*(?:gR*E|[EG])|[Bev])?"  # could not have been told
    r"|hR*(?:nR*(?:gR*E|[EG])|[En])|bR*(?:gR*E|[EGn])|dR*[Bev]"  # had been told, was told, did not tell
    r"|HR*(?:nR*[EG]?|E)|[gn]R*[EG]|[VBGEbhdevngH]"
)


class Phrase:
    """A chunk in the making. `start`: its preposition, or its first word."""

    __slots__ = (
        "about",
        "case",
        "clause",
        "definite",
        "first",
        "head",
        "home",
        "joined",
        "kind",
        "last",
        "n",
        "number",
        "of",
        "owner",
        "role",
        "start",
    )

    def __init__(self, n: int, first: int, head: int, last: int) -> None:
        self.n, self.first, self.head, self.last, self.start = n, first, head, last, first
        self.kind: ChunkKind = "noun"
        self.definite: Definite = ""
        self.number, self.case = "sing", ""
        self.clause: int | None = None
        self.role: Role = ""
        self.of: Phrase | None = None
        self.owner: Phrase | None = None
        self.about: Phrase | None = None
        self.joined: list[Phrase] = []
        self.home: Any = None  # the draft of the clause in which it stands

    def frozen(self, line: Sequence[Word]) -> Chunk:
        """The chunk, with numbers of words."""
        first, head, last = line[self.first].i, line[self.head].i, line[self.last].i
        if self.kind == "speech":
            first, last = map(int, line[self.first].lemma.split())  # as `lines` folded it
        return Chunk(
            self.n,
            first,
            head,
            last,
            self.kind,
            self.definite,
            "plur" if self.number == "plur" else "sing",
            self.case,
            self.clause,
            self.role,
            self.of.n if self.of else None,
            self.owner.n if self.owner else None,
            self.about.n if self.about else None,
            tuple(other.n for other in self.joined),
        )


def letters_of(line: Sequence[Word]) -> str:
    """One letter a word."""
    found = [LETTERS.get(word.tag, "X") for word in line]
    for place, letter in enumerate(found):
        if letter in "VBEGIJCKTRX;":
            found[place] = _by_word(line, place, letter, found)
    return "".join(found)


def _by_word(line: Sequence[Word], place: int, letter: str, before: Sequence[str]) -> str:
    """The letter where the word itself tells more than its tag; those of the words before stand in `before`."""
    word = line[place]
    lower = word.lower
    if lower in bound_words() and _bounds_number(line, place):
        return "R"  # more than 20, at least 20, up to 20
    if letter in "VBE":
        return AUXILIARIES[letter].get(word.lemma, letter) if lower in _AUXILIARY_FORMS else letter
    if letter == "G":
        return "I" if lower in never_prepositions() else AUXILIARIES["G"].get(word.lemma, "G")
    if letter == "I":
        if lower == "to" and place + 1 < len(line) and line[place + 1].tag == "VB":
            return "T"
        return "A" if lower in clause_openers() else "I"
    if letter == "J":
        return "D" if lower in _quantities() else "J"  # more of them
    if letter == "C" and place and before[place - 1] == "I" and len(lower) == 4 and lower.isdigit() and lower[0] in "12":
        return "Y"  # In 1835 settlers
    if letter == "K" and lower in FLOATING:
        return "R"  # either, both
    if letter == "R" and lower == "according":
        return "I"
    if letter == "T" and place + 1 < len(line) and line[place + 1].tag in _NOUN_TAGS:
        return "I"
    if letter in ";X" and word.tag == "HYPH" and _within_word(line, place):
        return "N" if before[place - 1] == "N" else "J"  # al-Qaeda, a two-state solution
    return ";" if letter == "X" and lower in DASHES else letter


def _bounds_number(line: Sequence[Word], place: int) -> bool:
    """Whether a number follows at once or after one more such word."""
    lower = line[place].lower
    if lower == "at" and (place + 1 == len(line) or line[place + 1].lower not in ("least", "most")):
        return False
    if lower == "to" and (not place or line[place - 1].lower != "up"):
        return False
    for word in line[place + 1 : place + 3]:
        if word.tag == "CD":
            return True
        if word.lower not in bound_words():
            return False
    return False


def _within_word(line: Sequence[Word], place: int) -> bool:
    """Whether the hyphen at `place` touches the words beside it."""
    if not 0 < place < len(line) - 1:
        return False
    return line[place - 1].end == line[place].start and line[place].end == line[place + 1].start


FLOATING = frozenset(["all", "both", "each", "either", "neither"])  # they both left; either left or died
_AUXILIARY_FORMS = BE | HAVE | DO | {"'s", "'d"}
_NOUN_TAGS = frozenset(["DT", "NNP", "NNS", "PRP", "PRP$", "CD", "NN"])


@cache
def clause_openers() -> frozenset[str]:
    """Prepositions by tag that open a clause and nothing else: that, because, although."""
    return lexicon.words("clause_words", use="opens")


@cache
def never_prepositions() -> frozenset[str]:
    """Participles that are prepositions: according, including."""
    return lexicon.words("clause_words", use="preposition")


@cache
def bound_words() -> frozenset[str]:
    """Words before a number that say whether it is the least, the most, or about right."""
    return lexicon.words("clause_words", use="bound")


@cache
def _quantities() -> frozenset[str]:
    return lexicon.words("clause_words", use="quantity")


@cache
def time_nouns() -> frozenset[str]:
    """Nouns that tell when without a preposition: Friday, week."""
    return lexicon.words("time_words") | lexicon.words("line_words", group="span of time")


def phrases_of(line: Sequence[Word], letters: str) -> list[Phrase]:
    """The base noun chunks of the line, in order, with kind, number, case, of-phrase and owner."""
    found: list[Phrase] = []
    for match in CHUNK.finditer(letters):
        first, end = match.span()
        text = match.group()
        head = first + (text.rfind("N") if "N" in text else len(text) - 1)
        phrase = Phrase(line[first].i, first, head, end - 1)
        _describe(phrase, line, letters)
        before = found[-1] if found else None
        if before is not None and before.last + 1 == first - 1 and letters[first - 1] == "S":
            phrase.owner, phrase.definite = before, "own"
            phrase.case, phrase.start = before.case, before.start
        elif before is not None and phrase.case == "of" and phrase.start == before.last + 1 and before.kind != "speech":
            before.of = phrase
            if phrase.kind == "time" and not before.case:
                before.kind = "time"  # a couple of days
        found.append(phrase)
    return found


def _describe(phrase: Phrase, line: Sequence[Word], letters: str) -> None:
    """Kind, definiteness, number and case of a chunk."""
    head, first = line[phrase.head], line[phrase.first]
    letter = letters[phrase.head]
    if letter == "Q":
        phrase.kind = "speech"
    elif head.lower in time_nouns() or head.lemma in time_nouns() or letter == "Y":
        phrase.kind = "time"
    elif head.tag in ("NNP", "NNPS"):
        phrase.kind = "name"
    elif letter in "PDW":
        phrase.kind = "pronoun"
    elif letter == "C":
        phrase.kind = "number"
    if first.tag == "PRP$" or first.tag == "WP$":
        phrase.definite = "own"
    elif first.lower in ("the", "a", "an"):
        phrase.definite = "the" if first.lower == "the" else "a"
    elif letters[phrase.first] == "D" and first.lower in ("this", "that", "these", "those"):
        phrase.definite = "this"
    plural = head.tag in ("NNS", "NNPS") or head.lower in (
        "we",
        "they",
        "us",
        "them",
        "these",
        "those",
        "all",
        "both",
        "some",
    )
    phrase.number = "plur" if plural or (letter == "C" and head.text not in ("1", "one", "One")) else "sing"
    at = phrase.first - 1
    while at > 0 and letters[at] == "R" and letters[at - 1] in "IT":
        at -= 1
    if at >= 0 and letters[at] in "IT" and letters[phrase.first] != "Q":
        case = line[at].lower
        if at > 0 and (line[at - 1].lower, case) in _FIXED:
            at -= 1
            case = f"{line[at].lower} {case}"
        phrase.case, phrase.start = case, at


_FIXED = frozenset(
    [
        ("according", "to"),
        ("because", "of"),
        ("due", "to"),
        ("instead", "of"),
        ("out", "of"),
        ("such", "as"),
        ("thanks", "to"),
        ("ahead", "of"),
    ]
)


def link_phrases(phrases: Sequence[Phrase], line: Sequence[Word], letters: str, starts: frozenset[int]) -> None:
    """Fill `joined` (the later ones, in the first) and `about`. `starts`: first places of chunks that are subjects."""
    at = 0
    while at < len(phrases):
        first = phrases[at]
        listed: list[Phrase] = []
        last, ended = first, at
        for later in range(at + 1, min(len(phrases), at + 20)):
            phrase = phrases[later]
            gap = letters[last.last + 1 : phrase.start]
            if phrase.first in starts:
                break
            if gap == "" and phrase.case in ("of", "in", "from", "at", "on", "for") and phrase.kind != "time":
                last = phrase
                continue
            if gap == "S" or (phrase.case and phrase.case != first.case) or phrase.kind == "time" or first.kind == "time":
                break
            if gap in (",", "", "(") and later < at + 20:
                if gap == "" and not (letters[last.last] == "N" and phrase.kind == "name"):
                    break
                listed.append(phrase)
                last = phrase
                continue
            if gap in ("K", ",K") and line[phrase.start - 1].lower in ("and", "or", "nor", "&"):
                aside = gap == ",K" and len(listed) == 1 and _is_aside(first, listed[0], line)
                if aside:
                    listed[0].about = first
                first.joined.extend([phrase] if aside else [*listed, phrase])
                for other in first.joined:
                    other.case = other.case or first.case  # by Lum and Reth
                listed, last, ended = [], phrase, later
                continue
            break
        if listed:
            _appose(first, listed[0], line, letters)
        at = max(at + 1, ended)


def _is_aside(first: Phrase, other: Phrase, line: Sequence[Word]) -> bool:
    return (first.kind == "name") != (other.kind == "name") and other.case != "of" and line[other.first].tag in ("DT", "PRP$", "NNP")


def _appose(first: Phrase, other: Phrase, line: Sequence[Word], letters: str) -> None:
    """ "Sarraj, the prime minister", "the prime minister, Fayez Sarraj", "the rebel leader Ann Lee"."""
    if other.case or first.kind in ("pronoun", "time", "speech", "number") or other.kind in ("pronoun", "speech", "time"):
        return
    adjacent = other.start == first.last + 1
    if first.owner is None and adjacent and not (other.kind == "name" and first.kind == "noun"):
        return
    if (first.kind == "name") != (other.kind == "name") or other.definite in ("the", "a", "own") or other.owner is not None:
        other.about = first


def has_finite(letters: str, first: int, last: int) -> bool:
    """Whether a finite verb or modal stands in ``letters[first:last]``."""
    return any(letter in "VMbhd" for letter in letters[first:last])


def is_nominative(word: Word) -> bool:
    """Whether the word can only be a subject: he, they."""
    return word.lower in NOMINATIVE
