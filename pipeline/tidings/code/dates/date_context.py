"""A match of the grammar of dates and what stands around it: values, tense, and the choice of a year that is not said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tidings import lexicon
from tidings.code.dates import calendar
from tidings.code.dates.calendar import Span
from tidings.code.dates.date_letters import row, value
from tidings.code.text.grammar import verb_forms, verb_lemmas
from tidings.code.text.pieces import Piece

FUTURE = lexicon.words("date_cues", kind="future")
PAST = lexicon.words("date_cues", kind="past")
TIMES = frozenset({"minute", "hour"})  # finer than a day


class Context:
    """A match and what is around it."""

    __slots__ = ("first", "last", "letters", "parts", "reference")

    def __init__(self, parts: list[Piece], letters: str, first: int, last: int, reference: date | None) -> None:
        self.parts, self.letters, self.first, self.last, self.reference = parts, letters, first, last, reference

    def values(self, letters: str) -> list[int]:
        """The values of the pieces of the match whose letter is one of `letters`."""
        return [value(self.parts[i]) for i in range(self.first, self.last) if self.letters[i] in letters]

    def names(self, letters: str) -> list[str]:
        """The words' values, as text."""
        return [str(row(self.parts[i].lower)["value"]) for i in range(self.first, self.last) if self.letters[i] in letters]

    def has(self, letter: str) -> bool:
        return letter in self.letters[self.first : self.last]

    def before(self, number: int = 1) -> str:
        """The letter of the piece `number` before the match."""
        at = self.first - number
        return self.letters[at] if at >= 0 else "^"

    def word(self, offset: int) -> str:
        """The lower-case word `offset` pieces after the match (negative: before it); empty outside."""
        at = self.last + offset - 1 if offset > 0 else self.first + offset
        return self.parts[at].lower if 0 <= at < len(self.parts) else ""

    def count(self) -> float | None:
        """The number of units that the match tells; None for vague ones."""
        total = 0
        for i in range(self.first, self.last):
            letter = self.letters[i]
            if letter == "v":
                if self.parts[i].lower == "couple":
                    return 2
                return None
            if letter in "qdny" or (letter == "a" and not total):
                total += value(self.parts[i])
            elif letter == "U":
                break
        return total or None

    def future(self) -> bool | None:
        """Whether the nearest verb before, else after, tells of the future (True) or the past (False); None where none does."""
        for at in range(self.first - 1, max(-1, self.first - 16), -1):
            word = self.parts[at].lower
            if word in FUTURE:
                return True
            if word in (";", "“", "”"):
                break
            if is_past(word):
                before = [piece.lower for piece in self.parts[max(0, at - 3) : at]]
                if "be" not in before:
                    return False
                if "to" in before or any(one in FUTURE for one in before):
                    return True
        for at in range(self.last, min(len(self.parts), self.last + 12)):
            word = self.parts[at].lower
            if word in ("will", "'ll", "’ll", "shall"):
                return True
            if is_past(word):
                return False
        return None


def is_past(word: str) -> bool:
    """Whether a lower-case word is the past of a verb and of nothing else of the same form."""
    return word in PAST or any(word != lemma and word in verb_forms(lemma).get("VBD", ()) for lemma in verb_lemmas(word))


Meaning = Span | Callable[[date], Span | None] | None


def tight(c: Context) -> bool:
    """Whether the pieces of the match touch, and nothing like them goes on outside."""
    return all(c.parts[i].end == c.parts[i + 1].start for i in range(c.first, c.last - 1)) and c.before() != "/" and c.word(1) != "/"


def day_of(year: int, month: int, day: int) -> Span | None:
    """One day; None if the calendar has no such day."""
    try:
        return calendar.a_day(date(year, month, day))
    except ValueError:
        return None


def choose(c: Context, make: Callable[[int], Span | None]) -> Callable[[date], Span | None]:
    """The year of a day or month given without one: the next or the last by tense; where no verb tells, the nearer, the past first."""
    future = c.future()

    def meaning(today: date) -> Span | None:
        spans = [span for year in range(today.year - 4, today.year + 5) if (span := make(year)) and span.first and span.last]
        past = [span for span in spans if span.first and span.first <= today][-1:]
        coming = [span for span in spans if span.last and span.last >= today][:1]
        if future is not None:
            return next(iter((coming if future else past) or past or coming), None)
        return min(past + coming, key=lambda span: _distance(span, today), default=None)

    return meaning


def _distance(span: Span, today: date) -> float:
    """Days from `today`; the future counts half as much again."""
    days = (span.first - today).days if span.first else 0
    return days * 1.5 if days > 0 else -days


def year_said(c: Context) -> int | None:
    """The year in the match, or said after it: "on 6 February this year"."""
    years = c.values("y")
    return years[-1] if years else None


def narrow(meaning: Meaning, change: Callable[[Span], Span | None]) -> Meaning:
    """The meaning with its span changed."""
    if meaning is None:
        return None
    if callable(meaning):
        function = meaning
        return lambda today: change(span) if (span := function(today)) else None
    return change(meaning)
