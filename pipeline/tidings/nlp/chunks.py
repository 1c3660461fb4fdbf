"""Base noun chunks and verb groups of a line of tagged words: one expression over one letter a word.

A line is what the clause reader reads at once: a sentence without marks and short brackets, each quotation of speech
folded into one word. Here places are places in that line; `clauses` turns them into numbers of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal

from tidings import lexicon
from tidings.known import is_person_noun
from tidings.nlp.analysis import BE, DEMONSTRATIVE, DO, HAVE, Chunk, ChunkKind, Definite, Role, Word
from tidings.nlp.kept import Kept
from tidings.nlp.words import COMMON_NOUNS, OWNING, PLURALS, PROPER_NOUNS, line_words, words_that

# One letter a tag, by lexicon/tags.tsv. Words tell some letters more: A what opens a clause and nothing else, Y a year.
# Forms of be, have, do are small: b h d; be have been being having: e v n g H.
LETTERS = {row["tag"]: row["letter"] for row in lexicon.rows("tags")}
_AUXILIARIES = {"V be": "b", "V have": "h", "V do": "d", "B be": "e", "B have": "v", "E be": "n", "G be": "g", "G have": "H"}
_AUXILIARY_FORMS = BE | HAVE | DO | {"'s", "'d"}
CHUNK = re.compile(
    r"^N+J{1,2}N+(?=R?[VhbdM])|D+(?:R{0,2}[JCGE](?![RDPIT])|J,(?=J)|R?[JE]K(?=R?[JE])){0,20}N+(?:CN+|C(?!C))?"  # old chiefs met; two armed groups
    r"|(?:R{0,3}C|R?J(?:K(?=JN))?)(?:R?[JC]|J,(?=J)|JK(?=J)|[EG](?=N)){0,20}N+(?:C(?!C))?"  # nearly 20 men
    r"|(?:^|(?<=[VBIKG]))E[JC]{0,3}N+|N+(?:C(?!C))?"  # Flight 9
    r"|(?<=S)(?:R?[JCGE]){1,6}N+C?"  # the world's most wanted men
    r"|D+R{0,3}[JC]+(?![NJC])|R{0,3}C+|D+|P|W|Q|Y"  # the poor, all three, these, she
)
VERBS = re.compile(
    r"TR*(?:vR*(?:nR*[EG]?|E)|eR*(?:gR*E|[EG])|[Bev])"  # to have been told
    r"|MR*(?:vR*(?:nR*(?:gR*E|[EG])?|E)|eR*(?:gR*E|[EG])|[Bev])?"  # could not have been told
    r"|hR*(?:nR*(?:gR*E|[EG])|[En])|bR*(?:gR*E|[EGn])|dR*[Bev]"  # had been told, was told, did not tell
    r"|HR*(?:nR*[EG]?|E)|[egn]R*[EG]|[VBGEbhdevngH]"
)
FINITE_LETTERS = tuple("VhbdM")  # of the first word of a finite verb group
LONGEST_LIST = 20  # chunks after the first that "and" or commas may join to it


@cache
def _vague() -> frozenset[str]:
    """Nouns that say how many, about: a couple, dozens."""
    return frozenset(words.rpartition(" ")[2] for words in lexicon.words("vague_quantities"))


@cache
def time_nouns() -> frozenset[str]:
    """Nouns that tell when without a preposition: Friday, week."""
    return lexicon.words("time_words") | line_words("span of time") | words_that("part of day")


class Phrase:
    """A chunk in the making. `start`: its preposition, or its first word. Fields as those of `Chunk`, phrases for numbers."""

    kind: ChunkKind = "noun"
    definite: Definite = ""
    plural = False
    case = ""
    role: Role = ""
    of: Phrase | None = None
    owner: Phrase | None = None
    about: Phrase | None = None
    joined: tuple[Phrase, ...] = ()
    home: Any = None  # the draft of the clause in which it stands

    def __init__(self, n: int, first: int, head: int, last: int) -> None:
        self.n, self.first, self.head, self.last, self.start = n, first, head, last, first

    def frozen(self, line: Sequence[Word]) -> Chunk:
        """The chunk, with numbers of words."""
        first, head, last = line[self.first].i, line[self.head].i, line[self.last].i
        if self.kind == "speech":
            first, last = map(int, line[self.first].lemma.split())  # as `lines` folded it
        links = (phrase.n if phrase is not None else None for phrase in (self.home, self.of, self.owner, self.about))
        clause, of, owner, about = links
        joined = tuple(other.n for other in self.joined)
        number: Literal["sing", "plur"] = "plur" if self.plural else "sing"
        named = self.kind, self.definite, number, self.case
        return tuple.__new__(Chunk, (self.n, first, head, last, *named, clause, self.role, of, owner, about, joined))


def letters_of(line: Sequence[Word]) -> str:
    """One letter a word."""
    found: list[str] = []
    for place, word in enumerate(line):
        key = word.lower, word.tag, word.lemma
        letter, depends = _LETTERS_KEPT.get(key) or _LETTERS_KEPT[key]
        found.append(_letter_here(line, place, letter, found) if depends else letter)
    return "".join(found)


_BY_USE = {"G": ("preposition", "I"), "I": ("opens", "A"), "J": ("quantity", "D"), "K": ("floating", "R")}


def _letter(key: tuple[str, str, str]) -> tuple[str, bool]:
    """A word's letter, and whether its neighbours may change it. `key`: form to look up, tag, lemma."""
    lower, tag, lemma = key
    letter = LETTERS.get(tag, "X")
    letter = "D" if letter == "N" and lower.rstrip(".") in words_that("courtesy") else letter  # a name begins: "on Radio Arl Mr Lum said"
    year = letter == "C" and len(lower) == 4 and lower.isdigit() and lower[0] in "12"
    day = letter == "N" and (lower in words_that("day") or lower in line_words("span of time"))
    placed = lower in words_that("bound") or (letter == "J" and lower in words_that("near")) or (letter == "I" and lower == "to")
    floats = letter == "D" and lower in words_that("floating")
    depends = year or day or floats or (placed and letter in "VBEGIJCKTRX;")
    use, other = _BY_USE.get(letter, ("", ""))
    if use and lower in words_that(use):
        return other, depends
    return _AUXILIARIES.get(f"{letter} {lemma}", letter) if lower in _AUXILIARY_FORMS else letter, depends


_LETTERS_KEPT = Kept(_letter)


def _letter_here(line: Sequence[Word], place: int, letter: str, before: Sequence[str]) -> str:
    lower = line[place].lower
    if letter == "N":
        apart = _is_span_apart if lower in line_words("span of time") else _is_day_apart
        return "Y" if before and apart(line, place, before[-1]) else letter
    if letter == "J" and lower in words_that("near") and place + 1 < len(line) and line[place + 1].lemma in time_nouns():
        return "D"  # it rose 5 % last year
    if lower in words_that("bound") and _bounds_number(line, place):
        return "R"  # more than 20, at least 20, up to 20, as many as 20
    if letter == "C" and before and before[-1] == "I":
        return "Y"  # In 1835 settlers
    if letter == "D" and before and before[-1] in "hbM" and place + 1 < len(line) and line[place + 1].tag in ("VBN", "VB", "VBG", "RB"):
        return "R"  # have both left
    return "T" if lower == "to" and place + 1 < len(line) and line[place + 1].tag == "VB" else letter


def _is_span_apart(line: Sequence[Word], place: int, before: str) -> bool:
    """Whether "last month" and its like open a sentence before a name: "This week Ada Lum said"."""
    following = line[place + 1] if place + 1 < len(line) else None
    nears = line[place - 1].lower in words_that("near") or line[place - 1].lower == "this"
    return nears and place == 1 and following is not None and following.tag == "NNP" and not tells_time(following)


def _is_day_apart(line: Sequence[Word], place: int, before: str) -> bool:
    """Whether a day is no part of the names beside it: "the minister today praised", "On Friday Anna Lee left", no "Sunday school"."""
    following = line[place + 1] if place + 1 < len(line) else None
    tag = following.tag if following is not None else ""
    if before == "N":
        return not tag.startswith(("NN", "POS"))
    return before == "I" and tag == "NNP" and following is not None and not tells_time(following)


def _bounds_number(line: Sequence[Word], place: int) -> bool:
    """Whether a number follows at once, or after one more such word and "a"."""
    lower = line[place].lower
    if lower in words_that("as many as"):
        return _equals_number(line, place)
    following = line[place + 1 : place + 4]
    if (lower == "at" and (not following or following[0].lower not in ("least", "most"))) or (
        lower == "to" and line[max(0, place - 1)].lower != "up"
    ):
        return False
    passed = 0  # "more than a dozen"
    while passed < min(2, len(following)) and (following[passed].lower in words_that("bound") or following[passed].lower == "a"):
        passed += 1
    return any(word.tag in ("CD", "$") for word in following[: 1 + passed])


def _equals_number(line: Sequence[Word], place: int) -> bool:
    """Whether the word is one of "as many as" before a number."""
    for first in range(max(0, place - 2), place + 1):
        words = line[first : first + 4]
        if len(words) == 4 and words[0].lower == words[2].lower == "as" != words[1].lower and words[3].tag in ("CD", "$"):
            return all(word.lower in words_that("as many as") for word in words[:3])
    return False


def phrases_of(line: Sequence[Word], letters: str) -> list[Phrase]:
    """The base noun chunks of the line, in order, with kind, number, case, of-phrase and owner."""
    found: list[Phrase] = []
    before = None
    for first, end in _spans(line, letters):
        noun = letters.rfind("N", first, end)
        phrase = Phrase(line[first].i, first, noun if noun >= 0 else end - 1, end - 1)
        _describe(phrase, line, letters)
        _take_case(phrase, line, letters)
        if before is not None and before.last + 1 == first - 1 and letters[first - 1] == "S":
            phrase.owner, phrase.definite = before, "own"
            phrase.case, phrase.start = before.case, before.start
        elif before is not None and phrase.case == "of" and phrase.start == before.last + 1 and before.kind != "speech":
            before.of = phrase
            if phrase.kind == "time" and not before.case and _is_stretch(before, line[before.head], letters):
                before.kind = "time"
        elif before is not None and before.case == "between" and not phrase.case and letters[before.last + 1 : phrase.first] == "K":
            phrase.case, phrase.start = before.case, before.start  # fights between guards and rebels
            before.joined = (phrase,)
        found.append(phrase)
        before = phrase
    return found


def _spans(line: Sequence[Word], letters: str) -> Iterator[tuple[int, int]]:
    """Where chunks stand. What somebody did and who did it are two: "..., [a charge] [Chad] denies", "broke [the promise] [Lum] had made"."""
    told = False  # whether a finite verb stands before
    other = next((at for at, letter in enumerate(letters) if letter in "EGB"), len(letters))  # the first verb of another form
    for first, end in _matches(line, letters):
        name, before = end, letters[first - 1 : first]
        opens = before in ("I", "S") and first < other  # In [a speech] [Lum] said
        if letters[end : end + 1] in FINITE_LETTERS and (line[first].lower in ("a", "an") if before == "," else told or opens):
            while name > first and line[name - 1].tag == "NNP":
                name -= 1
        parted = first < name < end and line[first].tag != "WP$" and line[name - 1].tag in COMMON_NOUNS and line[name - 1].text.islower()
        yield from ((first, name), (name, end)) if parted and not is_person_noun(line[name - 1].lemma) else ((first, end),)
        told = told or letters[end : end + 1] in FINITE_LETTERS


def _matches(line: Sequence[Word], letters: str) -> list[tuple[int, int]]:
    """What the expression finds; "the UN" and "special envoy" are one chunk, as one person has an article."""
    found: list[tuple[int, int]] = []
    for match in CHUNK.finditer(letters):
        first, end = match.span()
        if letters[first] == "J" and found and found[-1][1] == first and letters[found[-1][0]] == "D" and line[first - 1].tag == "NNP":
            first = found.pop()[0] if line[end - 1].tag == "NN" and is_person_noun(line[end - 1].lemma) else first
        found.append((first, end))
    return found


def _is_stretch(phrase: Phrase, head: Word, letters: str) -> bool:
    """Whether "of" and a time make a time of it: a couple of days, the end of the week; not the moderator of Monday's debate."""
    return phrase.kind == "number" or letters[phrase.head] == "C" or head.lower in _vague() or head.lemma in words_that("stretch")


_KINDS: dict[str, ChunkKind] = {"Q": "speech", "Y": "time", "P": "pronoun", "D": "pronoun", "W": "pronoun", "C": "number"}
_DEFINITE: dict[str, Definite] = {"the": "the", "a": "a", "an": "a", **dict.fromkeys(DEMONSTRATIVE, "this")}


def _describe(phrase: Phrase, line: Sequence[Word], letters: str) -> None:
    """Kind, definiteness and number of a chunk."""
    head, first, letter = line[phrase.head], line[phrase.first], letters[phrase.head]
    after = line[phrase.last + 1].lower if phrase.last + 1 < len(line) else ""
    if tells_time(head) or (head.lemma in words_that("short span") and after in words_that("behind span")):
        phrase.kind = "time"  # a day after Lum left
    else:
        phrase.kind = "name" if head.tag in PROPER_NOUNS else _KINDS.get(letter, "noun")
    definite = "own" if first.tag in OWNING else _DEFINITE.get(first.lower, "")
    phrase.definite = definite if definite != "this" or letters[phrase.first] == "D" else ""
    plural = head.tag in PLURALS or first.lower in ("these", "those") or head.lower in words_that("plural")
    phrase.plural = plural or (letter == "C" and head.lower not in ("1", "one"))


def tells_time(word: Word) -> bool:
    """Whether a noun tells when; months and days are printed with a capital ("a march" is none)."""
    lower = word.lower.rstrip(".")
    return (lower in time_nouns() or word.lemma in time_nouns() or lower in _calendar()) and (lower not in _calendar() or not word.text.islower())


@cache
def _calendar() -> frozenset[str]:
    return lexicon.words("calendar", **{"class": "month"}) | lexicon.words("calendar", **{"class": "weekday"})


def _take_case(phrase: Phrase, line: Sequence[Word], letters: str) -> None:
    """The preposition before a chunk, adverbs between them left out."""
    at = phrase.first - 1
    while at > 0 and letters[at] == "R" and letters[at - 1] in "IT":
        at -= 1
    if at >= 0 and letters[at] in "IT" and letters[phrase.first] != "Q":
        phrase.case, phrase.start = line[at].lower, at
        if at > 0 and (both := f"{line[at - 1].lower} {phrase.case}") in words_that("two words"):
            phrase.case, phrase.start = both, at - 1


def link_phrases(phrases: Sequence[Phrase], line: Sequence[Word], letters: str, starts: frozenset[int]) -> None:
    """Fill `joined` (the later ones, in the first) and `about`. `starts`: first places of chunks that are subjects."""
    outers = {phrase.of.n: phrase for phrase in phrases if phrase.of is not None}
    at = 0
    while at < len(phrases):
        first = phrases[at]
        listed, ended = _list_behind(phrases, at, line, letters, starts)
        if listed:
            outer = outers.get(first.n)
            whole = outer is not None and listed[0].kind == "name" and outer.kind == "noun" and not (outer.plural or listed[0].plural)
            _appose(outer if outer is not None and whole else first, listed[0])  # the chairman of the chiefs, Ann Lum
        at = max(at + 1, ended)


def _list_behind(phrases: Sequence[Phrase], at: int, line: Sequence[Word], letters: str, starts: frozenset[int]) -> tuple[list[Phrase], int]:
    """Join to the chunk at `at` those behind it that "and" ends a list of; those of a list left without "and", and the place of the last joined."""
    first = last = phrases[at]
    listed: list[Phrase] = []
    ended, hops = at, 0
    for later in range(at + 1, min(len(phrases), at + LONGEST_LIST)):
        phrase = phrases[later]
        gap = letters[last.last + 1 : phrase.start]
        if phrase.first in starts or phrase.owner is last or letters[phrase.head] == "W":
            break
        if last is not first and _is_other_list(first, last, phrase, hops):
            break
        if gap == "" and phrase.case in words_that("goes on") and phrase.kind != "time":
            hops += 1
        elif not _goes_on(first, last, phrase, gap, line, letters):
            break
        elif gap.endswith("K"):
            _join(first, [*listed, phrase], gap, line)
            listed, ended = [], later
        else:
            listed.append(phrase)
        last = phrase
    return listed, ended


def _is_other_list(first: Phrase, last: Phrase, phrase: Phrase, hops: int) -> bool:
    """Whether a chunk goes on from the one before, not from the first: "aid from Chad, Niger and Mali" is a list of states."""
    apart = last.case != first.case and not phrase.case and last.kind == phrase.kind
    shared = first.definite != "" and last.definite == "the" and phrase.definite == ""  # "a ransom for the release of the boys and staff"
    return apart and (phrase.kind != first.kind or shared or (phrase.kind == "name" and hops > 1))


_JOINS = re.compile(r"[,(]?|,?K")  # letters between chunks of one list


def _goes_on(first: Phrase, last: Phrase, phrase: Phrase, gap: str, line: Sequence[Word], letters: str) -> bool:
    """Whether what stands between a chunk and the last of a list lets it go on with the list."""
    if not _JOINS.fullmatch(gap) or (phrase.case and phrase.case != first.case) or "time" in (phrase.kind, first.kind):
        return False
    if gap.endswith("K"):
        return line[phrase.start - 1].lower in words_that("joins")
    return gap != "" or (letters[last.last] == "N" and phrase.kind == "name")


def _join(first: Phrase, others: list[Phrase], gap: str, line: Sequence[Word]) -> None:
    """Join what "and" ends; of "Lum, the mayor, and Reth" the second is in apposition to the first."""
    if gap == ",K" and len(others) == 2 and _is_aside(first, others[0], line):
        others.pop(0).about = first
    first.joined += tuple(others)
    for other in first.joined:
        other.case = other.case or first.case  # by Lum and Reth


_OPENS_ASIDE = frozenset(["DT", "PRP$", "NNP"])


def _is_aside(first: Phrase, other: Phrase, line: Sequence[Word]) -> bool:
    return (first.kind == "name") != (other.kind == "name") and other.case != "of" and line[other.first].tag in _OPENS_ASIDE


_NAMING = ("noun", "name")


def _appose(first: Phrase, other: Phrase) -> None:
    """ "Sarraj, the prime minister", "the prime minister, Fayez Sarraj", "the rebel leader Ann Lee"."""
    if other.case or first.kind not in _NAMING or (other.kind not in _NAMING and other.kind != "number"):
        return
    adjacent = other.start == first.last + 1
    if first.owner is None and adjacent and not (other.kind == "name" and first.kind == "noun"):
        return
    if (first.kind == "name") != (other.kind == "name") or other.definite not in ("", "this") or other.owner is not None:
        other.about = first
