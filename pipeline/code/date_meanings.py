"""What each rule of the grammar of dates means: a span of days, or a function of the day of publication that gives one.

A meaning is None where the words are no date after all ("may" the verb, 2000 that counts people).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from pipeline import edtf
from pipeline.code import calendar
from pipeline.code.calendar import Span
from pipeline.code.date_letters import holidays, row, value
from pipeline.code.grammar import verb_forms, verb_lemmas
from pipeline.code.measures import is_plural
from pipeline.code.pieces import Piece
from pipeline.code.units import unit_at

FUTURE = frozenset("will 'll ’ll shall upcoming due scheduled expected plans plan planned set going hopes hope wants next would should".split())
PAST = frozenset("was were had did said told has been".split())
PERSONS = frozenset("people men women children soldiers troops fighters civilians refugees migrants workers residents homes houses jobs families dollars euros pounds tons tonnes".split())
TIMES = frozenset({"minute", "hour"})  # finer than a day


class Context:
    """A match and what is around it."""

    __slots__ = ("parts", "letters", "first", "last", "reference")

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
        """Whether the words around tell of the future (True), of the past (False), or neither (None): the nearest verb before decides, else the next after."""
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


def _tight(c: Context) -> bool:
    """Whether the pieces of the match touch, and nothing like them goes on outside."""
    return all(c.parts[i].end == c.parts[i + 1].start for i in range(c.first, c.last - 1)) and c.before() != "/" and c.word(1) != "/"


def _iso(c: Context) -> Meaning:
    text = "".join(part.text for part in c.parts[c.first : c.last])
    if not _tight(c):
        return None
    if c.has("D") and text.isdigit():
        return _of(int(text[:4]), int(text[4:6]), int(text[6:]))
    if c.has("M"):
        return _of(c.values("y")[0], c.values("M")[0], c.values("d")[0])
    numbers = [int(n) for n in re.split(r"[-–/.~]", text)]
    if numbers[0] > 31:
        year, month, day = numbers
    else:  # the American order, unless it is impossible or the marks are stops
        month, day, year = numbers if numbers[0] <= 12 and "." not in text else (numbers[1], numbers[0], numbers[2])
    if year < 100:
        year += 1900 if year > 39 else 2000
    return _of(year, month, day)


def _year_range(c: Context) -> Meaning:
    """"2014-2018", the season "2018/19", and the month "2015-03"."""
    if not _tight(c) or c.before() in "$-":
        return _year(c) if c.last - c.first == 1 else None
    first = c.values("y")[0]
    second = c.parts[c.last - 1].text
    if len(second) == 4:
        return calendar.years(first, int(second)) if first < int(second) else None
    last = first // 100 * 100 + int(second)
    if len(second) == 2 and last == first + 1 or (len(second) == 2 and int(second) > 12 and first < last < first + 40):
        return calendar.years(first, last)
    return calendar.a_month(first, int(second)) if 1 <= int(second) <= 12 else None


def _week_of(c: Context) -> Meaning:
    inner = Context(c.parts, c.letters, c.letters.index("f", c.first) + 1, c.last, c.reference)
    return narrow(_day_month(inner), lambda span: calendar.a_week(span.first) if span.first else None)


def _day_number(c: Context) -> Meaning:
    """"22/04" after a preposition, where only one order is possible."""
    first, second = c.values("d")
    if not _tight(c) or c.before() not in "i>" or (first > 12) == (second > 12):
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return _choose(c, lambda year: _of(year, month, day))


def _weekday_of_month(c: Context) -> Meaning:
    """"Tue 13th": the last or next month in which that day is that weekday."""
    weekday, number = c.values("W")[0], c.values("o")[0]
    future = c.future()

    def meaning(today: date) -> Span | None:
        months = [edtf.add_months(today.replace(day=1), step) for step in range(-14, 15)]
        days = [span.first for month in months if (span := _of(month.year, month.month, number)) and span.first and span.first.weekday() == weekday]
        side = [day for day in days if day >= today] if future else [day for day in reversed(days) if day <= today]
        return calendar.a_day(side[0]) if side else None

    return meaning


def _holiday(c: Context) -> Meaning:
    """A holiday, where it dates something: "on Christmas Day", "last Thanksgiving", "Easter 2019"."""
    words = tuple(c.parts[i].lower for i in range(c.first, c.last) if c.letters[i] in "Hh")
    years = c.values("y")
    at = next(i for i in range(c.first, c.last) if c.letters[i] == "H")
    if not years and (not c.parts[at].text[0].isupper() and c.word(-1) not in _BEFORE_HOLIDAY or c.word(-1) not in _BEFORE_HOLIDAY and at == c.first):
        return None
    if not years and c.word(1)[:1].isalpha() and c.word(1) not in _AFTER_HOLIDAY:
        return None
    rule = holidays()[words]
    if years:
        return calendar.holiday(rule, years[0])
    if at > c.first and c.names("LNT")[0] != "this":
        step = c.has("N")

        def meaning(today: date) -> Span | None:
            days = [span for year in (today.year - 1, today.year, today.year + 1) if (span := calendar.holiday(rule, year)) and span.first]
            side = [span for span in days if span.first and (span.first > today if step else span.first < today)]
            return (side[0] if step else side[-1]) if side else None

        return meaning
    return _choose(c, lambda year: calendar.holiday(rule, year))


_BEFORE_HOLIDAY = frozenset("on before after since until till by at during over around".split())
_AFTER_HOLIDAY = frozenset("and or but in at when as with for that the to this last next of from before after".split())


def _of(year: int, month: int, day: int) -> Span | None:
    try:
        return calendar.a_day(date(year, month, day))
    except ValueError:
        return None


def _choose(c: Context, make: Callable[[int], Span | None], nearest: bool = True) -> Callable[[date], Span | None]:
    """The year of a day or month that is given without one: by tense the next or last; where no verb tells, the nearest, or the last."""
    future = c.future()

    def meaning(today: date) -> Span | None:
        spans = [span for year in range(today.year - 4, today.year + 5) if (span := make(year)) and span.first and span.last]
        past = [span for span in spans if span.first and span.first <= today]
        coming = [span for span in spans if span.last and span.last >= today]
        if future is True and coming:
            return coming[0]
        if (future is False or not nearest) and past:
            return past[-1]
        return min(spans, key=lambda span: abs((span.first - today).days) if span.first else 0) if spans else None

    return meaning


def _year_said(c: Context) -> int | None:
    """The year in the match, or said after it: "on 6 February this year"."""
    years = c.values("y")
    return years[-1] if years else None


def _day_month(c: Context) -> Meaning:
    month = c.values("M")[0]
    day = sum(c.values("doq"))
    if not 1 <= day <= 31:
        return None
    year = _year_said(c)
    if year:
        return _of(year, month, day)
    return _choose(c, lambda y: _of(y, month, day))


def _day_range(c: Context) -> Meaning:
    month = c.values("M")[0]
    low, high = c.values("do")[:2]
    if low >= high:
        return None

    def make(year: int) -> Span | None:
        first, last = _of(year, month, low), _of(year, month, high)
        return Span(first.first, last.last, "days") if first and last else None

    year = _year_said(c)
    return make(year) if year else _choose(c, make)


def _month_year(c: Context) -> Meaning:
    return calendar.a_month(c.values("y")[0], c.values("M")[0])


def _month(c: Context) -> Meaning:
    if not _real_month(c):
        return None
    month = c.values("M")[0]
    if c.has("L") or c.has("N") or c.has("T"):
        names = c.names("LNT")

        def meaning(today: date) -> Span | None:
            if "this" in names and not c.has("L"):
                return calendar.a_month(today.year, month)
            if c.has("L"):
                return calendar.a_month(today.year - (month >= today.month), month)
            return calendar.a_month(today.year + (month <= today.month), month)

        return meaning
    return _choose(c, lambda year: calendar.a_month(year, month), nearest=False)


def _real_month(c: Context) -> bool:
    """Whether a bare word that is also a verb or name ("may", "march", "dec") is the month here."""
    at = next(i for i in range(c.first, c.last) if c.letters[i] == "M")
    need = row(c.parts[at].lower)["needs"]
    if not need:
        return c.parts[at].text[0].isupper() or c.before() in "iLNTft>&" or c.first != at
    if c.first != at or c.before() in "i>f" or c.word(-1) in ("and", "of", "in", "until"):
        return c.parts[at].text[0].isupper() or c.word(-1) in ("in", "since", "until", "during", "of", "last", "next", "this")
    return False


def _weekday(c: Context) -> Meaning:
    at = c.last - 1
    if row(c.parts[at].lower)["needs"] and not (c.parts[at].text[0].isupper() and (c.has("L") or c.has("N") or c.has("T") or c.before() == "i")):
        return None
    weekday = c.values("W")[0]
    future = c.future()

    def meaning(today: date) -> Span | None:
        back = (today.weekday() - weekday) % 7
        if c.has("L"):
            return calendar.a_day(today - timedelta(back or 7))
        if c.has("T") and not c.has("N"):
            return calendar.a_day(today - timedelta(today.weekday() - weekday))
        if c.has("N"):
            return calendar.a_day(today - timedelta(today.weekday() - weekday - 7))
        if future is True:
            return calendar.a_day(today + timedelta((weekday - today.weekday()) % 7))
        return calendar.a_day(today - timedelta(back))

    return meaning


def _weekday_of_week(c: Context) -> Meaning:
    weekday = c.values("W")[0]
    step = -1 if c.has("L") else 1 if c.has("N") else 0
    if c.names("U")[0] != "week":
        return None
    return lambda today: calendar.a_day(today - timedelta(today.weekday() - weekday - 7 * step))


def _unit(c: Context) -> Meaning:
    if c.has("P"):
        return calendar.a_day
    unit = c.names("U")[0]
    step = -1 if c.has("L") else 1 if c.has("N") else 0
    plural = row(c.parts[c.last - 1].lower)["needs"] == "plural"
    if unit in ("minute", "hour"):
        return None
    if plural:
        if step < 0 and unit != "night":
            return lambda today: Span(None, today, "day", f"/{today}")
        if step > 0:
            return lambda today: Span(today, None, "day")
        return calendar_around(unit) if step == 0 and unit in ("year", "week", "month") and c.has("T") else None
    if unit == "day" and step == 0:
        return None
    if unit == "century" or unit == "decade":
        return lambda today: calendar.around(calendar.shift(today, unit, step), unit)
    if unit == "night":
        return lambda today: calendar.a_day(today + timedelta(step))
    return lambda today: calendar.around(calendar.shift(today.replace(day=min(today.day, 28)) if unit in calendar.UNIT_MONTHS else today, unit, step), unit)


def calendar_around(unit: str) -> Callable[[date], Span]:
    return lambda today: calendar.around(today, unit)


def _relative_units(c: Context) -> Meaning:
    unit = c.names("U")[-1]
    count = c.count()
    if unit in ("minute", "hour", "night"):
        return None
    if count is None:
        return (lambda today: Span(None, today, "day", f"/{today}")) if c.has("L") else (lambda today: Span(today, None, "day"))
    number = count
    if unit == "quarter" or unit == "decade":

        def whole(today: date) -> Span | None:
            here = calendar.around(today, unit)
            if here.first is None or here.last is None:
                return None
            if c.has("L"):
                return Span(calendar.shift(here.first, unit, -number), here.first - timedelta(1), here.grain)
            return Span(here.last + timedelta(1), calendar.shift(here.last + timedelta(1), unit, number) - timedelta(1), here.grain)

        return whole
    if c.has("L"):
        return lambda today: Span(calendar.shift(today, unit, -number), today, "day")
    return lambda today: Span(today + timedelta(1), calendar.shift(today, unit, number), "day")


GRAIN_AGO = {"year": "year", "decade": "year", "century": "year", "month": "month", "quarter": "month"}


def _ago(c: Context) -> Meaning:
    unit = c.names("U")[-1]
    count = c.count()
    if count is None:
        return lambda today: None
    if len(c.names("U")) == 2:
        split = next(i for i in range(c.first, c.last) if c.letters[i] == "U") + 1
        more = Context(c.parts, c.letters, split, c.last, None).count() or 0
        larger = c.names("U")[0]

        def both(today: date) -> Span | None:
            return calendar.a_day(calendar.shift(calendar.shift(today, larger, -float(count or 0)), unit, -more))

        return both
    if unit in ("minute", "hour"):
        return lambda today: calendar.a_day(today - timedelta(hours=int(count if unit == "hour" else 0)))

    def meaning(today: date) -> Span | None:
        day = calendar.shift(today, unit, -count)
        return calendar.around(day, GRAIN_AGO.get(unit, "day"))

    return meaning


def _after(c: Context) -> Meaning:
    count, unit = c.count(), c.names("U")[0]
    if c.parts[c.last - 1].lower in ("after", "before") and c.word(1)[:1].isalnum():
        return None
    if count is None or c.reference is None or unit in ("minute", "hour", "night"):
        return None if count is None or unit in ("minute", "hour") else (lambda today: None)
    sign = 1 if c.has("F") else -1
    day = calendar.shift(c.reference, unit, sign * count)
    span = calendar.around(day, GRAIN_AGO.get(unit, "day"))
    return lambda today: span


def _before(c: Context) -> Meaning:
    unit = c.names("U")[0]
    if unit in ("minute", "hour"):
        return None
    reference = c.reference
    return lambda today: calendar.around(calendar.shift(reference or today, unit, -1), unit)


def _following(c: Context) -> Meaning:
    unit = c.names("U")[0]
    if row(c.parts[c.last - 1].lower)["needs"] == "plural" or unit in ("minute", "hour", "night"):
        return None
    if c.has("N"):
        if unit in ("quarter", "weekend"):
            return lambda today: calendar.around(calendar.shift(today, unit, 1), unit)
        if unit not in ("day",) and c.names("N")[0] in ("next", "coming", "upcoming"):
            return lambda today: Span(today + timedelta(1), calendar.shift(today, unit, 1), "day")
        return lambda today: calendar.around(calendar.shift(c.reference or today, unit, 1), unit)
    if c.reference is None:
        return None
    reference = c.reference
    return lambda today: calendar.around(reference, unit)


def _season(c: Context) -> Meaning:
    at = next(i for i in range(c.first, c.last) if c.letters[i] == "S")
    season = c.values("S")[0]
    years = c.values("y")
    if years:
        return calendar.a_season(years[0], season)
    if c.last - c.first == 1 and not (c.before() == "t" and c.before(2) == "i" and not row(c.parts[at].lower)["needs"]):
        return None
    step = -1 if c.has("L") else 1 if c.has("N") else 0
    if step == 0 and not c.has("T"):
        return _choose(c, lambda year: calendar.a_season(year, season), nearest=False)
    return lambda today: calendar.a_season(today.year + step, season)


def _core(c: Context, first: int) -> Meaning:
    """The meaning of the expression inside a longer one ("the end of last year"), from piece `first` on."""
    letters = c.letters[first : c.last]
    match = _INNER.fullmatch(letters)
    if match is None:
        return None
    inner = Context(c.parts, c.letters, first, c.last, c.reference)
    name = match.lastgroup or ""
    if name == "this_unit":
        unit = inner.names("U")[0]
        return None if unit in ("minute", "hour", "day", "night", "weekend") else calendar_around(unit)
    return MEANINGS[name](inner)


_INNER = re.compile(
    r"(?P<month_year>[LNT]{0,2}M[,f]?y)|(?P<month>[LNT]{0,2}M)|(?P<decade>ys)|(?P<year>y)|(?P<this_unit>[TtZ]?U)|(?P<unit>t?[LNT]z?U)|(?P<season>[LNT]?S(?:f?y)?)"
)


def narrow(meaning: Meaning, change: Callable[[Span], Span | None]) -> Meaning:
    """The meaning with its span changed."""
    if meaning is None:
        return None
    if callable(meaning):
        function = meaning
        return lambda today: (change(span) if (span := function(today)) else None)
    return change(meaning)


def _core_start(c: Context) -> int:
    """Where the inner expression begins: after the last "of", "in", "the" or modifier."""
    for at in range(c.last - 1, c.first, -1):
        if _INNER.fullmatch(c.letters[at : c.last]) and (at == c.first or not _INNER.fullmatch(c.letters[at - 1 : c.last])):
            return at
    return c.first


def _part_of(c: Context) -> Meaning:
    part = c.names("EG")[0]
    if part == "end" and c.word(-1) in ("by", "until", "till", "before"):
        return narrow(_core(c, _core_start(c)), lambda span: calendar.a_day(span.last) if span.last else None)
    return narrow(_core(c, _core_start(c)), lambda span: calendar.stretch(span, part))


def _some_of(c: Context) -> Meaning:
    start = c.letters.index("f", c.first) + 1
    while c.letters[start] == "t" and c.letters[start + 1] not in "U":
        start += 1
    unit = c.names("U")[0]
    number = int(c.count() or 1)
    ordinal = c.values("o")

    def change(span: Span) -> Span | None:
        if span.first is None or span.last is None:
            return None
        if unit in ("week",):
            base = span.first - timedelta(span.first.weekday())  # a week belongs where its Thursday lies, as in ISO 8601
            base += timedelta(7 if base + timedelta(3) < span.first else 0)
            if ordinal:
                first = base + timedelta(7 * (ordinal[0] - 1))
                return Span(first, first + timedelta(7 * number - 1), "days")
            end = span.last - timedelta(span.last.weekday())
            end -= timedelta(7 if end + timedelta(3) > span.last else 0)
            return Span(end - timedelta(7 * (number - 1)), end + timedelta(6), "days")
        if ordinal:
            first = calendar.shift(span.first, unit, ordinal[0] - 1)
            return Span(first, calendar.shift(first, unit, number) - timedelta(1), "day" if unit == "day" else "month")
        return Span(calendar.shift(span.last + timedelta(1), unit, -number), span.last, "day" if unit == "day" else "month")

    if c.has("v") and not ordinal and not c.has("L"):
        return None
    return narrow(_core(c, start), change)


def _decade(c: Context) -> Meaning:
    years = c.values("y")
    if c.has("C"):
        decade = c.values("C")[0]
        return calendar.years(decade, decade + 9)
    if not years:
        number = c.values("n")[0]
        if number not in (20, 30, 40, 50, 60, 70, 80, 90):
            return None
        return calendar.years(1900 + number, 1909 + number)
    if years[0] % 10 or c.parts[c.last - 1].start != c.parts[c.last - 2].end and c.has("'"):
        return None
    return calendar.years(years[0], years[0] + (99 if years[0] % 100 == 0 and years[0] < 1900 else 9))


def _year(c: Context) -> Meaning:
    year = c.values("y")[0]
    piece = c.parts[c.first]
    if c.before() == "$" or c.word(1) in ("%", "percent", "per"):
        return None
    unit = unit_at(c.parts, c.last)
    if unit is not None and (unit.last > c.last + 1 or len(c.parts[c.last].text) > 1):
        return None
    if c.first and c.parts[c.first - 1].end == piece.start and c.before() not in "-('=\"" and c.parts[c.first - 1].text not in "“\"(['‘/":
        return None
    if c.before() == "-" and c.before(2) not in "ydMxE":
        return None
    return calendar.a_year(year) if _is_year(c, year) else None


def _is_year(c: Context, year: int) -> bool:
    """Whether a number of four digits is a year: by the words around it."""
    before, after = c.word(-1), c.word(1)
    if before in ("in", "since", "until", "during", "year", "circa", "of", "by", "from", "after", "before", "till", "early", "late", "mid", "the", "to", "through", "between", "and", "or", "-", "–", "(", "for", "on", "/"):
        if before not in ("in", "since", "until", "during", "year", "the") and _counts(c):
            return False
        return 1000 <= year <= 2199
    if not 1800 <= year <= 2100:
        return False
    if after in ("-", "–") and c.letters[c.last + 1 : c.last + 2] == "y" or (before in ("-", "–") and c.before(2) == "y"):
        return True
    if before in ("about", "some", "around", "nearly", "almost", "least", "than", "over", "up", "only", "another", "roughly", "just", "approximately", "all", "no", "number", "#", "."):
        return False
    return not _counts(c)


def _counts(c: Context) -> bool:
    """Whether a number of four digits counts the noun after it ("2000 people") rather than dates it ("2018 sales")."""
    after = c.word(1)
    return after in PERSONS or (not 1950 <= c.values("y")[0] <= 2035 and after.isalpha() and len(after) > 3 and is_plural(after))


def _day(c: Context) -> Meaning:
    step = c.values("R")[0]
    return lambda today: calendar.a_day(today + timedelta(step))


MEANINGS: dict[str, Callable[[Context], Meaning]] = {
    "iso": _iso,
    "year_range": _year_range,
    "week_of": _week_of,
    "day_number": _day_number,
    "weekday_of_month": _weekday_of_month,
    "holiday": _holiday,
    "day_range": _day_range,
    "day_month": _day_month,
    "weekday_of_week": _weekday_of_week,
    "part_of": _part_of,
    "some_of": _some_of,
    "month_year": _month_year,
    "ago": _ago,
    "after": _after,
    "before": _before,
    "relative_units": _relative_units,
    "weekday": _weekday,
    "month": _month,
    "season": _season,
    "following": _following,
    "unit": _unit,
    "decade": _decade,
    "year": _year,
    "day": _day,
}


