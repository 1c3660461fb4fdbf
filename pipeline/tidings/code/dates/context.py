"""A match of the grammar of dates and what stands around it: values, tense, and the choice of a year that is not said."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from tidings import lexicon
from tidings.code.dates.calendar import Span
from tidings.code.dates.letters import row, value
from tidings.nlp.analysis import Clause
from tidings.nlp.openings import speech_lemmas
from tidings.nlp.strips import Strip

TIMES = frozenset({"minute", "hour"})  # finer than a day
SPAN = 6  # pieces within which "between May 3 and May 9" has its first word
CLIMB = 4  # clauses above the match's own that are asked for its tense
Meaning = Span | Callable[[date], Span | None] | None  # stated; relative to the day of publication; no date after all
NO_MEANING: Meaning = None


@cache
def cues(kind: str) -> frozenset[str]:
    """The words of one kind in the data file `date_cues`."""
    return lexicon.words("date_cues", kind=kind)


class Context:
    """A match and what is around it. `reference`: the last day told of before it. `year`: the first day of the year told of right before it
    in its sentence. `core`, `inner`: where the expression inside a longer one ("last year" in "the end of last year") begins and ends, and
    what it means."""

    def __init__(self, parts: Strip, letters: str, first: int, last: int, reference: date | None = None) -> None:
        self.parts, self.letters, self.first, self.last, self.reference = parts, letters, first, last, reference
        self.year: date | None = None
        self.core, self.inner = (first, last), NO_MEANING

    def cut(self, first: int, last: int) -> Context:
        """The expression of some pieces, as one of its own."""
        return Context(self.parts, self.letters, first, last, self.reference)

    def places(self, letters: str) -> list[int]:
        """The pieces of the match whose letter is one of `letters`."""
        return [i for i in range(self.first, self.last) if self.letters[i] in letters]

    def values(self, letters: str) -> list[int]:
        return [value(self.parts[i]) for i in self.places(letters)]

    def names(self, letters: str) -> list[str]:
        """The words' values, as text."""
        return [row(self.parts[i].lower)["value"] for i in self.places(letters)]

    def has(self, letter: str) -> bool:
        return letter in self.letters[self.first : self.last]

    def month(self, before: int) -> int:
        """The number of the last month named before a piece."""
        return value(self.parts[self.letters.rindex("M", 0, before)])

    def step(self) -> int:
        """-1 for "last", 1 for "next", else 0."""
        return -1 if self.has("L") else int(self.has("N"))

    def plural(self) -> bool:
        """Whether the last word is the plural of a unit."""
        return row(self.parts[self.last - 1].lower)["needs"] == "plural"

    def before(self, number: int = 1) -> str:
        """The letter of the piece `number` before the match."""
        at = self.first - number
        return self.letters[at] if at >= 0 else "^"

    def word(self, offset: int) -> str:
        """The lower-case word `offset` pieces after the match (negative: before it); empty outside."""
        at = self.last + offset - 1 if offset > 0 else self.first + offset
        return self.parts[at].lower if 0 <= at < len(self.parts) else ""

    def count(self, first: int | None = None) -> float | None:
        """The number of units that the match tells, from piece `first` on; None for vague ones."""
        total = 0.0
        for i in range(self.first if first is None else first, self.last):
            letter = self.letters[i]
            if letter == "v":
                return 2 if self.parts[i].lower == "couple" else None
            if letter == "a" and self.letters[i + 1 : i + 2] in ("U", "Y") and self.parts[i + 1].lower == "half" and total:
                return total + 0.5  # "two and a half years"
            if letter in "qdny" or (letter == "a" and not total):
                total += value(self.parts[i])
            elif letter in "UY":
                break
        return total or None


def future(c: Context) -> bool | None:
    """Whether the match is to come (True) or past (False), by the words before it, by its clause, else by one above; None where nothing tells."""
    clause = own = c.parts.clause(c.last - 1)
    if _planned(c, own) or (own is not None and _reached(c, own)):
        return True
    for _ in range(CLIMB):
        if clause is None:
            break
        if clause is own and clause.tense == "past" and clause.voice == "active" and not clause.modal and c.word(-1) != "for":
            return False  # "vowed on Friday to leave": the vow is past, what is vowed is to come
        told = _time_of(c.parts, clause)
        if told is not None:
            return told
        if clause is own and clause.tense == "pres":
            return _timetabled(c, clause)
        if clause is own and clause.tense == "part" and clause.voice == "passive":
            return False  # "the striker, signed in January, is hurt"
        clause = c.parts.governor(clause)
    return None


def _timetabled(c: Context, clause: Clause) -> bool | None:
    """Whether the match is to come behind a verb in the present ("the trial opens on Monday"); "says on Monday" and headlines leave it open."""
    if c.parts[-1].text.isalnum():
        return None
    behind = c.parts.word(c.first).i > clause.verb and c.word(-1) not in cues("looks back") and c.word(1) not in cues("'s")
    return True if behind and not clause.perfect and clause.lemma not in cues("no timetable") | speech_lemmas() - cues("timed") else None


def _planned(c: Context, clause: Clause | None) -> bool:
    """Whether the words beside the match say that it is set for later: "due on", "a deadline of", "Friday's deadline"."""
    at = c.first - (3 if c.before() == "t" else 2)
    case, before = c.parts[at + 1].lower if c.first else "", c.parts.word(at) if at >= 0 else None
    after = c.parts.word(c.last + 1).lemma if c.word(1) in cues("'s") and c.last + 1 < len(c.parts) else ""
    if before is None:
        return after in cues("term")
    told = clause is not None and clause.verb == before.i and clause.tense == "past" and clause.voice == "active"
    timed = case in cues("case") and before.lemma in cues("timetable") and not told
    return timed or after in cues("term") or (case == "of" and before.lemma in cues("term"))


def _reached(c: Context, clause: Clause) -> bool:
    """Whether the preposition before the match points ahead in its clause: "put off until", "told them to leave by", "is closed from"."""
    case = c.word(-2) if c.before() == "t" else c.word(-1)
    if case in cues("goal"):
        return clause.lemma in cues("delay") or (case == "for" and clause.lemma in cues("setting"))
    if case not in cues("reaching") and case not in cues("start"):
        return False
    if clause.lemma in cues("delay") | cues("asking") | _asking():
        return True
    if clause.tense == "past" and clause.perfect:
        return False
    if case in cues("lasting") and (clause.perfect or clause.voice == "passive"):
        return True  # "was closed until Friday"
    return (clause.tense == "pres" and not clause.perfect) or (clause.tense == "inf" and case in cues("reaching"))


def may_be_set(c: Context) -> bool:
    """Whether the match may be the day of what is called for or imposed: "called for a strike on Friday", "closed the schools from Monday"."""
    clause = c.parts.clause(c.last - 1)
    if clause is None or clause.tense != "past" or clause.voice != "active" or clause.perfect or c.parts.word(c.first).i < clause.verb:
        return False
    if c.word(-1) in cues("span opens") or (c.word(-1) == "and" and not cues("span opens").isdisjoint(c.word(-at) for at in range(2, SPAN))):
        return clause.lemma in cues("imposing")
    called = (c.parts.numbered(n) for n in (*clause.objects, *clause.obliques) if clause.verb < n < c.parts.word(c.first).i)
    heads = (c.parts.head(chunk) for chunk in called if chunk is not None and chunk.definite != "the" and chunk.case in ("", "for"))
    return clause.lemma in cues("calling") and any(head is not None and head.lemma in cues("happening") for head in heads)


@cache
def _asking() -> frozenset[str]:
    """Verbs by which something to come is asked for or promised."""
    return frozenset(word for stance in ("demand", "promise") for word in lexicon.words("speech_verbs", column="verb", stance=stance))


def _time_of(parts: Strip, clause: Clause) -> bool | None:
    """Whether a clause by itself tells of the future (True), of the past (False), or leaves it open."""
    if clause.modal:
        return not clause.perfect
    if clause.marker in ("if", "unless") and clause.tense != "past":
        return True
    if clause.lemma in cues("plan"):  # "is expected to", "had hoped to": what is planned is to come
        return True
    if clause.tense == "inf":
        above = parts.governor(clause)
        before = parts.sentence.at(clause.first - 1)
        set_for = above is not None and above.tense == "pres" and before is not None and before.lower in cues("ahead")
        if above is not None and above.lemma == "be" and (above.last + 1 == clause.first or set_for):
            return True  # "talks are to be held", "he is due to speak", "is likely to land"
        head = parts.head(parts.numbered(clause.noun))
        return True if head is not None and head.lemma in cues("plan") else None
    return False if clause.tense == "past" or clause.perfect else None


_OF_YEAR = r"(?:W,?)?(?:t?(?:[do]|q-o)f?M|M(?:t?[do])?|k)"  # a day of a month, or a month
_JOINED = r"(?:,?[&>-]|,)"
_YEAR_BEHIND = re.compile(rf"(?:{_JOINED}{_OF_YEAR})+,?f?(y)(?![UY%])")
_YEAR_BEFORE = re.compile(rf"{_OF_YEAR},?f?(y),?[&>-]$")


def shared_year(c: Context) -> int | None:
    """The year that is said once for several days or months: "from 26 June to 2 July 2020", "between May 2019 and July", "May 3, 4 and 7, 2019"."""
    behind = _YEAR_BEHIND.match(c.letters, c.last)
    told = behind or _YEAR_BEFORE.search(c.letters[: c.first])
    if told is None or not (c.has("M") or c.has("k")):
        return None
    own, other = c.month(c.last), c.month(told.end()) if behind else c.month(c.first)
    turned = (own > other) if behind else -(own < other)  # "from November to February 2020"
    return value(c.parts[told.start(1)]) - turned


def choose(c: Context, make: Callable[[int], Span]) -> Meaning:
    """The year of a day or month given without one: that of the date which it is joined to, else the next or the last by tense; where no verb
    tells, the nearer, the past first. So it is of what is imposed or called for ("cancelled flights from January 6").
    """
    shared = shared_year(c)
    if shared is not None:
        return make(shared)
    future_told = future(c)
    open_which = not future_told and may_be_set(c)

    def meaning(today: date) -> Span | None:
        spans = [span for year in range(today.year - 4, today.year + 5) if (span := _made(make, year))]
        past = [span for span in spans if span.first <= today][-1:]
        coming = [span for span in spans if span.last >= today][:1]
        if past and coming and not future_told and _is_long_ago(past[0], coming[0], today):
            return coming[0]
        if future_told is not None and not open_which:
            return next(iter((coming if future_told else past) or past or coming), None)
        return min(past + coming, key=lambda span: _distance(span, today), default=None)

    return meaning


def _is_long_ago(past: Span, coming: Span, today: date) -> bool:
    """Whether a day without a year would be that of a year ago, though it is soon: papers print the year then ("before his July 4 deadline")."""
    one_day = past.first == past.last and coming.first == coming.last
    return one_day and (today - past.last).days > LONG_AGO and (coming.first - today).days < SOON


def _made(make: Callable[[int], Span], year: int) -> Span | None:
    """29 February is none of most years."""
    try:
        return make(year)
    except ValueError:
        return None


def _distance(span: Span, today: date) -> float:
    """Days from `today`; the future counts half as much again."""
    days = (span.first - today).days
    return days * 1.5 if days > 0 else -days


LONG_AGO, SOON = 320, 45  # days


def dated(c: Context, make: Callable[[int], Span]) -> Meaning:
    """What `make` gives for the year that the match names ("2019", "last year"), else for the one that the tense tells."""
    years, step = c.values("y"), c.step()
    if years:
        return make(years[-1])
    beside = c.letters.startswith("TY", c.last)  # "on 6 February this year", where the year is an expression of its own
    return (lambda today: make(today.year + step)) if beside or c.has("Y") else choose(c, make)


def narrow(meaning: Meaning, change: Callable[[Span], Span | None]) -> Meaning:
    """The meaning with its span changed."""
    if callable(meaning):
        function = meaning
        return lambda today: change(span) if (span := function(today)) else None
    return change(meaning) if meaning is not None else None
