"""Meanings of dates that name a day, month, year, season or holiday; a year that is not said is chosen by tense."""

from __future__ import annotations

import re
from datetime import date

from tidings import edtf, lexicon
from tidings.code.dates import calendar
from tidings.code.dates.calendar import Span
from tidings.code.dates.date_context import Context, Meaning, choose, day_of, tight, year_said
from tidings.code.dates.date_letters import holidays, row
from tidings.code.figures.units import unit_at
from tidings.measures import is_plural

BEFORE_YEAR = lexicon.words("date_cues", kind="before year")
BEFORE_COUNT = lexicon.words("date_cues", kind="before count")
PERSONS = lexicon.words("date_cues", kind="counted")


def iso(c: Context) -> Meaning:
    """ "2019-04-06", "6/4/2019", "6.4.2019", "20190406": the pieces must touch."""
    text = "".join(part.text for part in c.parts[c.first : c.last])
    if not tight(c):
        return None
    if c.has("D") and text.isdecimal():
        return day_of(int(text[:4]), int(text[4:6]), int(text[6:]))
    if c.has("M"):
        return day_of(c.values("y")[0], c.values("M")[0], c.values("d")[0])
    numbers = [int(n) for n in re.split(r"[-–/.~]", text)]
    if numbers[0] > 31:
        year, month, day = numbers
    else:  # the American order, unless it is impossible or the marks are stops
        month, day, year = numbers if numbers[0] <= 12 and "." not in text else (numbers[1], numbers[0], numbers[2])
    if year < 100:
        year += 1900 if year > 39 else 2000
    return day_of(year, month, day)


def year_range(c: Context) -> Meaning:
    """ "2014-2018", the season "2018/19", and the month "2015-03"."""
    if not tight(c) or c.before() in "$-":
        return year_meaning(c) if c.last - c.first == 1 else None
    first = c.values("y")[0]
    second = c.parts[c.last - 1].text
    if len(second) == 4:
        return calendar.years(first, int(second)) if first < int(second) else None
    last = first // 100 * 100 + int(second)
    if (len(second) == 2 and last == first + 1) or (len(second) == 2 and int(second) > 12 and first < last < first + 40):
        return calendar.years(first, last)
    return calendar.a_month(first, int(second)) if 1 <= int(second) <= 12 else None


def day_number(c: Context) -> Meaning:
    """ "22/04" after a preposition, where only one order is possible."""
    first, second = c.values("d")
    if not tight(c) or c.before() not in "i>" or (first > 12) == (second > 12):
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return choose(c, lambda year: day_of(year, month, day))


def weekday_of_month(c: Context) -> Meaning:
    """ "Tue 13th": the last or next month in which that day is that weekday."""
    weekday, number = c.values("W")[0], c.values("o")[0]
    future = c.future()

    def meaning(today: date) -> Span | None:
        months = [edtf.add_months(today.replace(day=1), step) for step in range(-14, 15)]
        days = [
            span.first for month in months if (span := day_of(month.year, month.month, number)) and span.first and span.first.weekday() == weekday
        ]
        side = [day for day in days if future is None or (day >= today) is future] or days
        return calendar.a_day(min(side, key=lambda day: abs((day - today).days))) if side else None

    return meaning


def holiday_meaning(c: Context) -> Meaning:
    """A holiday, where it dates something: "on Christmas Day", "last Thanksgiving", "Easter 2019"."""
    words = tuple(c.parts[i].lower for i in range(c.first, c.last) if c.letters[i] in "Hh")
    years = c.values("y")
    at = next(i for i in range(c.first, c.last) if c.letters[i] == "H")
    if not years and (
        (not c.parts[at].text[0].isupper() and c.word(-1) not in _BEFORE_HOLIDAY) or (c.word(-1) not in _BEFORE_HOLIDAY and at == c.first)
    ):
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
    return choose(c, lambda year: calendar.holiday(rule, year))


_BEFORE_HOLIDAY = lexicon.words("date_cues", kind="before holiday")
_AFTER_HOLIDAY = lexicon.words("date_cues", kind="after holiday")


def day_month(c: Context) -> Meaning:
    """ "6 April", "Saturday, April 6, 2019": the year by tense where it is not said."""
    month = c.values("M")[0]
    day = sum(c.values("doq"))
    if not 1 <= day <= 31:
        return None
    year = year_said(c)
    if year:
        return day_of(year, month, day)
    return choose(c, lambda y: day_of(y, month, day))


def day_range(c: Context) -> Meaning:
    """ "April 14-16": two days of one month."""
    month = c.values("M")[0]
    low, high = c.values("do")[:2]
    if low >= high:
        return None

    def make(year: int) -> Span | None:
        first, last = day_of(year, month, low), day_of(year, month, high)
        return Span(first.first, last.last, "days") if first and last else None

    year = year_said(c)
    return make(year) if year else choose(c, make)


def month_year(c: Context) -> Meaning:
    """ "May 2014"."""
    return calendar.a_month(c.values("y")[0], c.values("M")[0])


def month_meaning(c: Context) -> Meaning:
    """ "in July", "last March", "this May"."""
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
    return choose(c, lambda year: calendar.a_month(year, month))


def _real_month(c: Context) -> bool:
    """Whether a bare word that is also a verb or name ("may", "march", "dec") is the month here."""
    at = next(i for i in range(c.first, c.last) if c.letters[i] == "M")
    need = row(c.parts[at].lower)["needs"]
    if c.before() not in "iLNT" and _is_name(c, at):
        return False
    if not need:
        return c.parts[at].text[0].isupper() or c.before() in "iLNTft>&" or c.first != at
    if c.first != at or c.before() in "i>fE-" or c.word(-1) in ("and", "of", "in", "until"):
        return c.parts[at].text[0].isupper() or c.word(-1) in ("in", "since", "until", "during", "of", "last", "next", "this")
    return False


def _is_name(c: Context, at: int) -> bool:
    """Whether piece `at` begins the name of a person or thing: "April Holm resigned"."""
    chunk = c.parts.chunk(at)
    return chunk is not None and chunk.kind == "name" and chunk.first == c.parts.word(at).i < chunk.head


def season_meaning(c: Context) -> Meaning:
    """ "summer 2018", "last winter", "in the spring"."""
    at = next(i for i in range(c.first, c.last) if c.letters[i] == "S")
    season = c.values("S")[0]
    years = c.values("y")
    if years:
        return calendar.a_season(years[0], season)
    if c.last - c.first == 1 and not (c.before() == "t" and c.before(2) == "i" and not row(c.parts[at].lower)["needs"]):
        return None
    step = -1 if c.has("L") else 1 if c.has("N") else 0
    if step == 0 and not c.has("T"):
        return choose(c, lambda year: calendar.a_season(year, season))
    return lambda today: calendar.a_season(today.year + step, season)


def decade_meaning(c: Context) -> Meaning:
    """ "the 1990s", "the '90s", "the nineties"."""
    years = c.values("y")
    if c.has("C"):
        decade = c.values("C")[0]
        return calendar.years(decade, decade + 9)
    if not years:
        number = c.values("n")[0]
        if number not in (20, 30, 40, 50, 60, 70, 80, 90):
            return None
        return calendar.years(1900 + number, 1909 + number)
    if years[0] % 10 or (c.parts[c.last - 1].start != c.parts[c.last - 2].end and c.has("'")):
        return None
    return calendar.years(years[0], years[0] + (99 if years[0] % 100 == 0 and years[0] < 1900 else 9))


def year_meaning(c: Context) -> Meaning:
    """ "2011", unless the four digits count or measure something."""
    year = c.values("y")[0]
    piece = c.parts[c.first]
    if c.before() == "$" or c.word(1) in ("%", "percent", "per"):
        return None
    unit = unit_at(c.parts, c.last)
    if unit is not None and (unit.last > c.last + 1 or len(c.parts[c.last].text) > 1):
        return None
    if c.first and c.parts[c.first - 1].end == piece.start and c.before() not in "-('=\"" and c.parts[c.first - 1].text not in "“\"(['‘/":
        return None
    if c.before() == "-" and (c.before(2) not in "ydMxE" or not c.word(-2).isalnum() or c.parts[c.first - 2].text != c.word(-2)):
        return None
    return calendar.a_year(year) if _is_year(c, year) else None


def _is_year(c: Context, year: int) -> bool:
    """Whether a number of four digits is a year: by the words around it."""
    before, after = c.word(-1), c.word(1)
    if before in BEFORE_YEAR:
        if before not in ("in", "since", "until", "during", "year", "the") and _counts(c):
            return False
        return 1000 <= year <= 2199
    if not 1800 <= year <= 2100:
        return False
    if (after in ("-", "–") and c.letters[c.last + 1 : c.last + 2] == "y") or (before in ("-", "–") and c.before(2) == "y"):
        return True
    if before in BEFORE_COUNT:
        return False
    return not _counts(c)


def _counts(c: Context) -> bool:
    """Whether a number of four digits counts the noun after it ("2000 people") rather than dates it ("2018 sales")."""
    after = c.word(1)
    return after in PERSONS or (not 1950 <= c.values("y")[0] <= 2035 and after.isalpha() and len(after) > 3 and is_plural(after))
