"""A match of the grammar of dates and what stands around it: values, tense, and the choice of a year that is not said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tidings import lexicon
from tidings.code.dates import calendar
from tidings.code.dates.calendar import Span
from tidings.code.dates.date_letters import row, value
from tidings.nlp.analysis import Clause
from tidings.nlp.strips import Strip

PLANS = lexicon.words("date_cues", kind="plan")
TIMES = frozenset({"minute", "hour"})  # finer than a day


class Context:
    """A match and what is around it."""

    __slots__ = ("first", "last", "letters", "parts", "reference")

    def __init__(self, parts: Strip, letters: str, first: int, last: int, reference: date | None) -> None:
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
        """Whether the clause of the match, else one above it, tells of the future (True) or the past (False); None where none does."""
        clause = own = self.parts.clause(self.last - 1)
        for _ in range(CLIMB):
            if clause is None:
                break
            if clause is own and clause.tense == "past" and clause.voice == "active" and not clause.modal and self.word(-1) != "for":
                return False  # "vowed on Friday to leave": the vow is past, what is vowed is to come
            told = _time_of(self.parts, clause)
            if told is not None:
                return told
            clause = self.parts.governor(clause)
        return None


CLIMB = 4  # clauses above the match's own that are asked


def _time_of(parts: Strip, clause: Clause) -> bool | None:
    """Whether a clause by itself tells of the future (True), of the past (False), or leaves it open."""
    if clause.modal:
        return not clause.perfect
    if clause.marker in ("if", "unless") and clause.tense != "past":
        return True
    if clause.lemma in PLANS:  # "is expected to", "had hoped to": what is planned is to come
        return True
    if clause.tense == "inf":
        above = parts.governor(clause)
        if above is not None and above.lemma == "be" and above.last + 1 == clause.first:
            return True  # "talks are to be held"
        noun = parts.numbered(clause.noun)
        head = parts.sentence.at(noun.head) if noun is not None else None
        return True if head is not None and head.lemma in PLANS else None
    return False if clause.tense == "past" or clause.perfect else None


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
