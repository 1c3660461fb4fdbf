"""What stands to the left of a verb group: its subject, a conjunction or pronoun that opens its clause, a comma."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tidings import lexicon
from tidings.nlp.analysis import Word
from tidings.nlp.arguments import Draft
from tidings.nlp.chunks import FLOATING, VERBS, Phrase, letters_of, phrases_of

LONGEST_LOOK = 80  # words looked at to the left of a verb: keeps reading near-linear


class Opening(NamedTuple):
    """What was found to the left of a verb group. `kind`: subject, relative, marker, comma, and, speech or start."""

    kind: str
    at: int  # where the clause begins
    subject: tuple[Phrase, ...] = ()
    marker: str = ""
    place: int = -1  # of the marker, comma or conjunction
    left: str = ""  # the letter before `at`; "" at the start of the line, "v" right after a verb group, "n" after its object


@cache
def words_that(name: str) -> frozenset[str]:
    """The words of this use in clause_words.tsv."""
    return lexicon.words("clause_words", use=name)


@cache
def speech_lemmas() -> frozenset[str]:
    """Lemmas of verbs of speech and thought."""
    return lexicon.words("speech_verbs", column="verb")


def takes_clause(draft: Draft | None) -> bool:
    """Whether the verb takes a clause without "that": said, thinks."""
    return draft is not None and (draft.lemma in speech_lemmas() or draft.lemma in words_that("takes"))


class Line:
    """A line with its chunks and verb groups."""

    def __init__(self, line: Sequence[Word]) -> None:
        self.line = line
        self.letters = letters_of(line)
        self.phrases = phrases_of(line, self.letters)
        self.ends: list[Phrase | None] = [None] * (len(line) + 1)
        self.begins: list[Phrase | None] = [None] * (len(line) + 1)
        for phrase in self.phrases:
            self.ends[phrase.last] = phrase
            self.begins[phrase.first] = phrase
        self.drafts = self._groups()
        for number, draft in enumerate(self.drafts):
            draft.number = number
        self.waiting: list[tuple[Opening, bool]] = []  # what may be the subject of a later verb, and whether surely

    def _groups(self) -> list[Draft]:
        found: list[Draft] = []
        covered = [False] * len(self.line)
        for phrase in self.phrases:
            for place in range(phrase.first, phrase.last + 1):
                covered[place] = True
        for match in VERBS.finditer(self.letters):
            first, end = match.span()
            if covered[first] or covered[end - 1]:
                continue
            draft = Draft(self.line, self.letters, first, end - 1)
            before = found[-1] if found else None
            subject = self._asked(before, draft) if before is not None else None
            if before is not None and subject is not None:
                draft.take_auxiliary(before, self.letters, subject)
                found.pop()
            found.append(draft)
        return found

    def _asked(self, auxiliary: Draft, verb: Draft) -> Phrase | None:
        """The subject between an auxiliary and its verb, if they are: "Did they leave", "Why was he killed"."""
        letter = self.letters[auxiliary.first]
        if auxiliary.first != auxiliary.last or letter not in "Mdbh" or self.letters[verb.first] == "T":
            return None
        subject = self.begins[auxiliary.last + 1]
        if subject is None or subject.case or verb.first - subject.last > 3 or subject.kind == "time":
            return None
        if any(
            letter not in "RIN" and self.ends[at] is None for at, letter in enumerate(self.letters[subject.last + 1 : verb.first], subject.last + 1)
        ):
            return None
        before = self.letters[auxiliary.first - 1] if auxiliary.first else ""
        if before and before not in "WwK,;RQN":
            return None
        if before == "N" and not (auxiliary.first > 1 and self.letters[auxiliary.first - 2] in "Ww"):
            return None
        fits = {"M": "Bev", "d": "Bev", "b": "GEg", "h": "EnV"}[letter]
        asked = self.letters[verb.first] in fits and (letter != "b" or subject.last + 1 == verb.first)
        return subject if asked else None

    def _beside(self, draft: Draft, start: int) -> tuple[int, str]:
        """The place and letter of what stands before the group, adverbs left out."""
        at = draft.first - 1
        while at >= start and self.letters[at] == "R":
            at -= 1
        return at, self.letters[at] if at >= start else ""

    def _look_left(self, start: int, end: int, before: Draft | None) -> Opening:
        """What stands in ``line[start:end]`` before a finite verb at `end`, read from right to left."""
        letters = self.letters
        doubtful: Phrase | None = None
        time: Phrase | None = None
        floor = max(start, end - LONGEST_LOOK)
        at = end - 1
        while at >= floor:
            letter = letters[at]
            phrase = self.ends[at]
            if phrase is not None and letter == "W":
                return Opening("relative", phrase.start, (), self.line[at].lower, at)
            if phrase is not None and phrase.kind == "pronoun" and self.line[at].lower in FLOATING and at > floor and letters[at - 1] in "WPN":
                at -= 1  # they all left
                continue
            if phrase is not None and phrase.kind == "speech":
                return Opening("speech", end, (), "", at)
            if phrase is not None and (phrase.case or (phrase.kind == "time" and at > floor and at + 1 < end + 1 and not self._only(phrase, floor))):
                if doubtful is None and phrase.case in words_that("either") and phrase.kind != "time":
                    doubtful = phrase
                    if at + 1 == end and self.line[phrase.head].tag == "PRP":
                        break  # as it burned
                time = phrase if phrase.kind == "time" and not phrase.case else time
                at = phrase.start - 1
            elif phrase is not None:
                object_of_before = before is not None and not any(letter in ",;AWwKQ" for letter in letters[start : phrase.start])
                if doubtful is not None and (object_of_before or letters[doubtful.start - 1] == ","):
                    break
                return self._with_left(phrase, start, before)
            elif letter in "Aw":
                if doubtful is None:
                    return Opening("marker", at, (), self.line[at].lower, at)
                break
            elif letter in ",;(":
                if doubtful is not None:
                    break
                return Opening("comma", at + 1, (), "", at)
            elif letter == "K":
                if doubtful is not None:
                    break
                return Opening("and", at, (), "", at)
            else:
                at -= 1
        if (
            doubtful is not None
            and self.line[doubtful.head].tag != "PRP"
            and doubtful.case in ("as", "for", "like", "than")
            and before is not None
            and before.rel == "acl"
            and self.waiting
        ):
            return Opening("start", end, (), "", at)  # a man known as the driver left
        if doubtful is not None:
            return Opening(
                "subject",
                doubtful.start,
                (doubtful,),
                doubtful.case,
                doubtful.start,
                self._letter_before(doubtful.start, start, before),
            )
        if time is not None and before is None:
            return self._with_left(time, start, before)  # Spring is quiet
        return Opening("start", max(start, at + 1), (), "", at)

    def _only(self, phrase: Phrase, floor: int) -> bool:
        """Whether a time is the only thing that can be the subject: "Friday was quiet"."""
        return phrase.start == floor

    def _letter_before(self, at: int, start: int, before: Draft | None) -> str:
        if at > start:
            phrase = self.ends[at - 1]
            return "n" if phrase is not None and phrase.kind != "speech" else self.letters[at - 1]
        return "v" if before is not None else ""

    def _with_left(self, phrase: Phrase, start: int, before: Draft | None) -> Opening:
        """The subject that ends with `phrase`, with those joined to it, and what stands before it."""
        letters = self.letters
        subject = [phrase]
        if self.line[phrase.first].tag == "WP$":
            return Opening(
                "subject",
                phrase.start,
                (phrase,),
                "whose",
                phrase.first,
                self._letter_before(phrase.start, start, before),
            )
        at = phrase.start
        listed = False
        while at - 2 >= start and (letters[at - 1] == "K" or (letters[at - 1] == "," and listed)):
            end = at - 2 - (letters[at - 1] == "K" and letters[at - 2] == ",")
            other = self._head_back(end, start)
            if other is None or other.case or other.kind in ("time", "speech") or letters[other.head] == "W":
                break
            if other.start == start and before is not None and not takes_clause(before):
                break
            if letters[at - 1] == "K" and self.line[at - 1].lower in ("but", "so"):
                break
            subject.insert(0, other)
            at, listed = other.start, True
        place, comma = at - 1, -1
        while place >= start:
            letter, other = letters[place], self.ends[place]
            if letter in "Aw":
                return Opening(
                    "subject",
                    place,
                    tuple(subject),
                    self.line[place].lower,
                    place,
                    self._letter_before(place, start, before),
                )
            if other is not None and letter == "W" and self._letter_before(other.start, start, before) != "K":
                return Opening(
                    "subject",
                    other.start,
                    tuple(subject),
                    self.line[place].lower,
                    place,
                    self._letter_before(other.start, start, before),
                )
            if other is not None and (other.case or other.kind == "time") and other.kind != "speech" and place - at < 12:
                place = other.start - 1
            elif letter == "R":
                place -= 1
            elif letter == "," and comma < 0:
                comma, place = place, place - 1
            else:
                break
        if place < start and before is None:
            return Opening("subject", start, tuple(subject), "", -1, "")
        if comma >= 0:
            return Opening("subject", comma + 1, tuple(subject), "", comma, ",")
        if place >= start and letters[place] in "K;":
            return Opening("subject", place + (letters[place] == ";"), tuple(subject), "", place, letters[place])
        if place < start:
            return Opening("subject", at, tuple(subject), "", -1, "v")
        left = self._letter_before(at, start, before)
        return Opening("subject", at, tuple(subject), "", -1, left if left in ("n", "v", ",", "Q") else "x")

    def _head_back(self, at: int, start: int) -> Phrase | None:
        """The chunk that ends at `at`, or the one that it hangs on by a preposition."""
        phrase = self.ends[at] if at >= start else None
        for _ in range(3):
            if phrase is None or not phrase.case or phrase.start - 1 < start or self.ends[phrase.start - 1] is None:
                break
            phrase = self.ends[phrase.start - 1]
        return phrase
