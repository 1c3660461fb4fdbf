"""What stands to the left of a verb group: its subject, a conjunction or pronoun that opens its clause, a comma."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tidings import lexicon
from tidings.known import frames, is_person_noun
from tidings.nlp.analysis import Word
from tidings.nlp.arguments import Draft
from tidings.nlp.chunks import VERBS, Phrase, letters_of, phrases_of
from tidings.nlp.words import words_that

LONGEST_LOOK = 80  # words looked at to the left of a verb: keeps reading near-linear
_STOPS = {"A": "marker", "w": "marker", ",": "comma", ";": "comma", "(": "comma", "K": "and"}
_NUMBERS = {"VBZ": False, "VBP": True, "was": False, "were": True}  # whether the subject of a verb with this tag or form is plural
_ASKED = {"M": "Bev", "d": "Bev", "b": "GEg", "h": "EnV"}  # what may follow an auxiliary with its subject between: "Did they leave"


class Opening(NamedTuple):
    """What was found to the left of a verb group. `kind`: subject, relative, marker, comma, and, speech or start."""

    kind: str
    at: int  # where the clause begins
    place: int = -1  # of the marker, comma or conjunction
    marker: str = ""
    subject: tuple[Phrase, ...] = ()
    left: str = ""  # the letter before `at`; "" at the start of the line, "v" right after a verb group, "n" after its object


@cache
def speech_lemmas() -> frozenset[str]:
    """Lemmas of verbs of speech and thought."""
    return lexicon.words("speech_verbs", column="verb")


@cache
def clause_lemmas() -> frozenset[str]:
    """Lemmas of verbs of speech that take a clause or words in marks, not only somebody or something: said, no "blasted"."""
    return frozenset(row["verb"] for row in lexicon.rows("speech_verbs") if not frames("clause or words").isdisjoint(lexicon.split(row["takes"])))


@cache
def told() -> frozenset[str]:
    """Lemmas of verbs that take a clause without "that"."""
    return frozenset(row["verb"] for row in lexicon.rows("speech_verbs") if "clause" in lexicon.split(row["takes"])) | words_that("takes")


@cache
def clausal() -> frozenset[str]:
    """Lemmas of verbs of speech, and of those that take a clause."""
    return speech_lemmas() | words_that("takes")


def takes_clause(draft: Draft | None) -> bool:
    """Whether the verb takes a clause without "that": said, thinks."""
    return draft is not None and draft.lemma in clausal()


class Line:
    """A line with its chunks and verb groups."""

    def __init__(self, line: Sequence[Word]) -> None:
        self.line = line
        self.letters = letters_of(line)
        self.phrases = phrases_of(line, self.letters)
        self.ends: list[Phrase | None] = [None] * (len(line) + 1)
        self.begins: list[Phrase | None] = [None] * (len(line) + 1)
        self.drafts: list[Draft] = []
        self.waiting: list[tuple[Opening, bool]] = []  # what may be the subject of a later verb, and whether surely
        inside = [False] * len(line)
        for phrase in self.phrases:
            self.ends[phrase.last] = self.begins[phrase.first] = phrase
            inside[phrase.first : phrase.last + 1] = [True] * (phrase.last + 1 - phrase.first)
        for match in VERBS.finditer(self.letters):
            first, end = match.span()
            if not inside[first] and not inside[end - 1]:
                self._add(Draft(line, self.letters, first, end - 1))

    def _add(self, draft: Draft) -> None:
        subject = self._asked(self.drafts[-1], draft) if self.drafts else None
        if subject is not None:
            draft.take_auxiliary(self.drafts.pop(), self.letters, subject)
        draft.number = len(self.drafts)
        self.drafts.append(draft)

    def _asked(self, auxiliary: Draft, verb: Draft) -> Phrase | None:
        """The subject between an auxiliary and its verb, if they are: "Did they leave", "Why was he killed"."""
        letters, first = self.letters, auxiliary.first
        letter, subject = letters[first], self.begins[auxiliary.last + 1]
        if first != auxiliary.last or letter not in _ASKED or letters[verb.first] not in _ASKED[letter]:
            return None
        if subject is None or subject.case or subject.kind == "time" or verb.first - subject.last > (1 if letter == "b" else 3):
            return None
        if any(letters[at] not in "RIN" and self.ends[at] is None for at in range(subject.last + 1, verb.first)):
            return None
        noun = letters[max(0, first - 1) : first] == "N" and letters[max(0, first - 2) : first - 1] not in ("W", "w")
        return subject if not noun and (not first or letters[first - 1] in "WwK,;RQN") else None

    def _beside(self, draft: Draft, start: int) -> tuple[int, str, Phrase | None]:
        """The place and letter of what stands before the group, adverbs left out, and the chunk that ends there."""
        at = draft.first - 1
        while at >= start and self.letters[at] == "R":
            at -= 1
        return (at, self.letters[at], self.ends[at]) if at >= start else (at, "", None)

    def _verb_before(self, at: int) -> Draft | None:
        """The last verb group that ends before the place `at`."""
        number = bisect_left(self.drafts, at, key=lambda draft: draft.last) - 1
        return self.drafts[number] if number >= 0 else None

    def _look_left(self, start: int, end: int, before: Draft | None) -> Opening:
        """What stands in ``line[start:end]`` before a finite verb at `end`, read from right to left."""
        doubtful: Phrase | None = None  # a chunk behind a word that may open a clause or govern a noun
        floor = max(start, end - LONGEST_LOOK)
        at = self._next_stop(end - 1, floor)
        while at >= floor:
            phrase = self.ends[at]
            if phrase is None and doubtful is not None:
                break
            if phrase is None or self.letters[at] == "W" or phrase.kind == "speech":
                return self._stop(at, end)
            if phrase.case or (phrase.kind == "time" and (phrase.start > floor or doubtful is not None)):
                if doubtful is None and phrase.case in words_that("either") and phrase.kind != "time":
                    doubtful = phrase
                    if at + 1 == end and self.line[phrase.head].tag == "PRP":
                        break  # as it burned
                at = self._next_stop(phrase.start - 1, floor)
            elif self._is_apart(doubtful, phrase, start, end, before):
                break
            else:
                return self._with_left(phrase, start, before)
        return self._governed_subject(doubtful, start, end, before) if doubtful is not None else Opening("start", max(start, at + 1))

    def _is(self, phrase: Phrase, use: str) -> bool:
        """Whether the noun of a chunk has this use."""
        return self.line[phrase.head].lemma in words_that(use)

    def _is_somebody(self, phrase: Phrase) -> bool:
        return phrase.kind in ("name", "pronoun") or is_person_noun(self.line[phrase.head].lemma)

    def _next_stop(self, at: int, floor: int) -> int:
        """The place at or before `at` where a chunk ends or a mark or conjunction stands; adverbs, and the "all" of "they all left", left out."""
        while at >= floor:
            phrase = self.ends[at]
            if self.letters[at] in _STOPS if phrase is None else not self._floats(phrase, at, floor):
                break
            at -= 1
        return at

    def _stop(self, at: int, end: int) -> Opening:
        """What stands at `at` beyond which no subject is looked for: a pronoun, a quotation, a conjunction, a mark."""
        letter, phrase = self.letters[at], self.ends[at]
        if phrase is None:
            kind = _STOPS[letter]
            return Opening(kind, at + (kind == "comma"), at, self.line[at].lower if kind == "marker" else "")
        return Opening("relative", phrase.start, at, self.line[at].lower) if letter == "W" else Opening("speech", end, at)

    def _floats(self, phrase: Phrase, at: int, floor: int) -> bool:
        """They all left."""
        return at > floor and phrase.kind == "pronoun" and self.letters[at - 1] in "WPN" and self.line[at].lower in words_that("floating")

    def _is_apart(self, doubtful: Phrase | None, phrase: Phrase, start: int, end: int, before: Draft | None) -> bool:
        """Whether a chunk before a doubtful one, where there is one, is no subject: an object, parted from it by a comma, or in another number."""
        if doubtful is None:
            return False
        plural = self._is_plural(end)
        other = plural is not None and phrase.plural != plural == doubtful.plural  # Truce in doubt as shells hit
        return other or self._is_object(phrase, start, before) or self.letters[doubtful.start - 1] == ","

    def _is_plural(self, verb: int) -> bool | None:
        """Whether the form of the verb at `verb` wants a subject of several; None where it does not tell."""
        return _NUMBERS.get(self.line[verb].tag, _NUMBERS.get(self.line[verb].lower)) if verb < len(self.line) else None

    def _is_object(self, phrase: Phrase, start: int, before: Draft | None) -> bool:
        """Whether nothing that opens a clause stands between the verb before `start` and the chunk."""
        return before is not None and not any(letter in ",;AWwKQ" for letter in self.letters[start : phrase.start])

    def _governed_subject(self, phrase: Phrase, start: int, end: int, before: Draft | None) -> Opening:
        """A subject after a word that may open a clause or govern a noun: "after the bridge fell"."""
        likens = phrase.case in words_that("likens") and self.line[phrase.head].tag != "PRP"
        if likens and before is not None and before.rel == "acl" and self.waiting:
            return Opening("start", end)  # a man known as the driver left
        return Opening("subject", phrase.start, phrase.start, phrase.case, (phrase,), self._letter_before(phrase.start, start, before))

    def _letter_before(self, at: int, start: int, before: Draft | None) -> str:
        if at > start:
            phrase = self.ends[at - 1]
            return "n" if phrase is not None and phrase.kind != "speech" else self.letters[at - 1]
        return "v" if before is not None else ""

    def _with_left(self, phrase: Phrase, start: int, before: Draft | None) -> Opening:
        """The subject that ends with `phrase`, with those joined to it, and what stands before it."""
        if self.line[phrase.first].tag == "WP$":
            return Opening("subject", phrase.start, phrase.first, "whose", (phrase,), self._letter_before(phrase.start, start, before))
        subject = self._listed(phrase, start, before)
        at = subject[0].start
        place, comma = self._past_circumstances(at, start, before)
        if self._opens(place, start, before):
            opens = other.start if (other := self.ends[place]) is not None else place
            return Opening("subject", opens, place, self.line[place].lower, subject, self._letter_before(opens, start, before))
        if place < start and before is None:
            return Opening("subject", start, -1, "", subject)
        if comma >= 0:
            return Opening("subject", comma + 1, comma, "", subject, ",")
        if place < start:
            return Opening("subject", at, -1, "", subject, "v")
        if self.letters[place] in "K;":
            return Opening("subject", place + (self.letters[place] == ";"), place, "", subject, self.letters[place])
        left = self._letter_before(at, start, before)
        return Opening("subject", at, -1, "", subject, left if left and left in "nv,Q" else "x")

    def _past_circumstances(self, at: int, start: int, before: Draft | None) -> tuple[int, int]:
        """The place before `at`, phrases with a preposition, times, adverbs and one comma left out; and that comma's (-1: none)."""
        place, comma = at - 1, -1
        while place >= start and not self._opens(place, start, before):
            other = self.ends[place]
            if other is not None and (other.case or other.kind == "time"):
                place = other.start
            elif self.letters[place] == "," and comma < 0:
                comma = place
            elif self.letters[place] != "R":
                break
            place -= 1
        return place, comma

    def _opens(self, place: int, start: int, before: Draft | None) -> bool:
        """Whether a conjunction or pronoun that opens a clause stands here, no "and who"."""
        if place < start or self.letters[place] not in "AwW":
            return False
        pronoun = self.ends[place] if self.letters[place] == "W" else None
        return pronoun is None or self._letter_before(pronoun.start, start, before) != "K"

    def _listed(self, phrase: Phrase, start: int, before: Draft | None) -> tuple[Phrase, ...]:
        """The chunks that "and" joins to one, in order, itself the last; of "envoys of Chad and Niger" the first alone."""
        letters, at = self.letters, phrase.start
        found = [phrase]
        while at - 2 >= start and letters[at - 1] in ("K," if len(found) > 1 else "K") and self.line[at - 1].lower not in ("but", "so"):
            comma = letters[at - 2 : at] == ",K"
            other = self._head_back(at - 2 - comma, start)
            if other is None or other.case or other.kind in ("time", "speech") or letters[other.head] == "W":
                break
            nearest = self.ends[at - 2 - comma]
            if other.start == start and before is not None and (before.lemma not in told() or (comma and len(found) == 1)):
                break  # its object, and a clause of its own behind it: "claimed the attack, and an aide said"
            if comma and len(found) == 1 and before is not None and nearest is not other:
                break  # saw the mayor on the pier, and an aide said
            if _holds(other, nearest, found):
                found = []
            found.append(other)
            at = other.start
        return tuple(found[::-1])

    def _head_back(self, at: int, start: int) -> Phrase | None:
        """The chunk that ends at `at`, or the one that it hangs on by a preposition."""
        phrase = self.ends[at] if at >= start else None
        for _ in range(3):
            if phrase is None or not phrase.case or phrase.start - 1 < start or self.ends[phrase.start - 1] is None:
                break
            phrase = self.ends[phrase.start - 1]
        return phrase

    def _before_insertion(self, start: int, comma: int, before: Draft | None) -> Opening | None:
        """The subject before an insertion without a verb: "Lum, the mayor, said", "The army, on Friday, left"."""
        floor = max(start, comma - LONGEST_LOOK)
        opened = next((at for at in range(comma - 1, floor - 1, -1) if self.letters[at] in ",;"), -1)
        for _ in range(4):
            if opened < 0:
                break
            opening = self._look_left(start, opened, before)
            if opening.kind == "comma":
                opened = opening.place
            elif opening.kind != "subject":
                break
            elif opening.subject[-1].kind == "number" and opening.left == ",":
                opened = opening.at - 1
            else:
                opening = self._over_apposition(opening, start, before)
                return opening if opening.left != "v" or opening.marker or before is None or takes_clause(before) else None
        return None

    def _over_apposition(self, opening: Opening, start: int, before: Draft | None) -> Opening:
        """The chunk that a subject found behind a comma only tells more of: "Chad, an old ally, however, left"."""
        if opening.left != "," or opening.marker or len(opening.subject) > 1 or opening.place < 0:
            return opening
        outer = self._look_left(start, opening.place, before)
        bare = outer.kind == "subject" and not outer.marker and outer.subject[-1].kind in ("noun", "name") and (not outer.left or outer.left in "K,")
        return outer if bare and self.ends[opening.place - 1] is not None else opening


def _holds(outer: Phrase, nearest: Phrase | None, names: Sequence[Phrase]) -> bool:
    """Whether names go on from a name behind a preposition, not from the noun on which that hangs: "envoys of Chad and Niger"."""
    if nearest is None or nearest is outer or not nearest.case or nearest.kind != "name" or outer.kind != "noun":
        return False
    return all(name.kind == "name" and name.owner is None for name in names)
