"""Meanings of dates that name a day, month, year, season or holiday; a year that is not said is chosen by tense."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from tidings.code.dates import calendar
from tidings.code.dates.calendar import Span
from tidings.code.dates.context import Context, Meaning, choose, cues, dated, future
from tidings.code.dates.letters import holidays, row
from tidings.code.figures.units import cues as figure_cues
from tidings.code.figures.units import unit_at
from tidings.edtf import add_months
from tidings.measures import is_plural

PIVOT = 39  # "1/2/39" is 2039, "1/2/40" 1940
JUST_ENDED = 75  # days
BESIDE = "iLNT"  # letters before a word that is a month or season for certain


def tight(c: Context) -> bool:
    """Whether the pieces of the match touch, and nothing like them goes on outside."""
    return all(c.parts[i].end == c.parts[i + 1].start for i in range(c.first, c.last - 1)) and c.before() != "/" and c.word(1) != "/"


def iso(c: Context) -> Meaning:
    """ "2019-04-06", "6/4/2019", "6.4.2019", "20190406": the pieces must touch."""
    text = "".join(part.text for part in c.parts[c.first : c.last])
    if not tight(c):
        return None
    if c.has("M"):
        return _day(c.values("y")[0], c.values("M")[0], c.values("d")[0])
    if text.isdecimal():
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    numbers = [int(n) for n in re.split(r"[-–/.~]", text)]
    if numbers[0] > 31:
        return _day(*numbers)
    # the American order, unless it is impossible or the marks are stops
    month, day, year = numbers if numbers[0] <= 12 and "." not in text else (numbers[1], numbers[0], numbers[2])
    return _day(year + (0 if year >= 100 else 1900 if year > PIVOT else 2000), month, day)


def _day(year: int, month: int, day: int) -> Span:
    return calendar.a_day(date(year, month, day))


def years(c: Context) -> Meaning:
    """ "2014-2018", the season "2018/19", and the month "2015-03"."""
    if not tight(c) or c.before() in "$-":
        return None
    first, second = c.values("y")[0], c.parts[c.last - 1].text
    if len(second) == 4:
        return calendar.years(first, int(second)) if first < int(second) else None
    last = first // 100 * 100 + int(second)
    if len(second) == 2 and (last == first + 1 or (int(second) > 12 and first < last < first + 40)):
        return calendar.years(first, last)
    return calendar.a_month(first, int(second)) if 1 <= int(second) <= 12 else None


def day_number(c: Context) -> Meaning:
    """ "22/04" after a preposition, where only one order is possible."""
    first, second = c.values("d")
    if not tight(c) or c.before() not in "i>" or (first > 12) == (second > 12):
        return None
    return choose(c, lambda year: _day(year, min(first, second), max(first, second)))


def weekday_of_month(c: Context) -> Meaning:
    """ "Tue 13th": the last or next month in which that day is that weekday."""
    weekday, number, ahead = c.values("W")[0], c.values("o")[0], future(c)

    def meaning(today: date) -> Span | None:
        months = [add_months(today.replace(day=1), step) for step in range(-14, 15)]
        spans = [calendar.a_month(month.year, month.month) for month in months]
        days = [day for span in spans for day in calendar.weekdays(span, weekday) if day.day == number]
        side = [day for day in days if ahead is None or (day >= today) is ahead] or days
        return calendar.a_day(min(side, key=lambda day: abs((day - today).days))) if side else None

    return meaning


def holiday(c: Context) -> Meaning:
    """A holiday, where it dates something: "on Christmas Day", "last Thanksgiving", "Easter 2019"."""
    at = c.places("H")[0]
    rule = holidays()[tuple(c.parts[i].lower for i in c.places("Hh"))]
    if not c.has("y") and not c.has("Y"):
        follows = c.word(-1) in cues("before holiday")
        if not follows and (at == c.first or not c.parts[at].text[0].isupper()):
            return None
        if c.word(1)[:1].isalpha() and c.word(1) not in cues("after holiday"):
            return None
        if c.step():
            return _by_step(c.step(), lambda year: calendar.holiday(rule, year))
    return dated(c, lambda year: calendar.holiday(rule, year))


def _by_step(step: int, make: Callable[[int], Span]) -> Meaning:
    """The last one that is over, the next that has not begun, or this year's, or what has just ended: "last March", "next Easter", "this winter"."""

    def meaning(today: date) -> Span:
        spans = [make(year) for year in (today.year - 1, today.year, today.year + 1)]
        fits = [span for span in spans if (span.first > today if step > 0 else span.last < today)]
        return fits[min(step, 0)] if step else spans[(today - spans[0].last).days >= JUST_ENDED]

    return meaning


def day_month(c: Context) -> Meaning:
    """ "6 April", "Saturday, April 6, 2019", "6 April last year"; "4" in "May 3, 4 and 7", "Monday 20" in "Monday 20 and Tuesday 21 April"."""
    told = c.cut(*c.core)  # where the month stands, or behind it
    month, day = c.month(told.last), sum(c.values("doqk"))
    return dated(told, lambda year: _day(year, month, day)) if 1 <= day <= 31 else None


def day_range(c: Context) -> Meaning:
    """ "April 14-16": two days of one month."""
    month = c.values("M")[0]
    low, high = c.values("do")[:2]
    return dated(c, lambda year: Span(date(year, month, low), date(year, month, high), "days")) if low < high else None


def month(c: Context) -> Meaning:
    """ "May 2014", "May of last year", "in July", "last March", "this May"."""
    make = partial(calendar.a_month, month=c.values("M")[0])
    if c.has("y") or c.has("Y"):
        return dated(c, make)
    if not _real_month(c):
        return None
    return choose(c, make) if c.first == c.last - 1 else _by_step(c.step(), make)


def _real_month(c: Context) -> bool:
    """Whether a bare word that is also a verb or name ("may", "march", "dec") is the month here."""
    at = c.places("M")[0]
    need, capital = row(c.parts[at].lower)["needs"], c.parts[at].text[0].isupper()
    if c.before() not in BESIDE and _is_name(c, at):
        return False
    if not need:
        return capital or c.before() in BESIDE + "ft>&" or c.first != at
    if c.first != at or c.before() in "i>fE-" or c.word(-1) == "and":
        return capital or c.word(-1) in cues("before small month")
    return False


def _is_name(c: Context, at: int) -> bool:
    """Whether piece `at` begins the name of a person or thing: "April Holm resigned"."""
    chunk = c.parts.chunk(at)
    return chunk is not None and chunk.kind == "name" and chunk.first == c.parts.word(at).i < chunk.head


def season(c: Context) -> Meaning:
    """ "summer 2018", "last winter", "in the spring"."""
    number, bare = c.values("S")[0], c.last - c.first == 1
    if bare and not (c.before() == "t" and c.before(2) == "i" and not row(c.parts[c.first].lower)["needs"]):
        return None
    if not bare and not c.has("y") and not c.has("Y"):
        return _by_step(c.step(), lambda year: calendar.a_season(year, number))
    return dated(c, lambda year: calendar.a_season(year, number))


def decade(c: Context) -> Meaning:
    """ "the 1990s", "the '90s", "the nineties"."""
    if c.has("C"):
        first = c.values("C")[0]
    elif c.has("y"):
        first = c.values("y")[0]
        parted = c.parts[c.last - 1].start != c.parts[c.last - 2].end
        if first % 10 or (parted and c.has("'")):
            return None
        if not first % 100 and first < 1900:
            return calendar.years(first, first + 99)
    else:
        first = c.values("nd")[0] + 1900
    return calendar.years(first, first + 9) if not first % 10 and first >= 1000 and first != 1910 else None


def century(c: Context) -> Meaning:
    """ "the 19th century": from its year 1 on."""
    number = sum(c.values("qo"))
    if c.word(1) == "-" or c.parts[c.last - 1].text[0].isupper():
        return None  # in the name of a company
    return calendar.years(100 * number - 99, 100 * number) if c.names("UY") == ["century"] and number > 9 else None


def year(c: Context) -> Meaning:
    """ "2011", unless the four digits count or measure something."""
    piece, before = c.parts[c.first], c.parts[c.first - 1] if c.first else None
    unit = unit_at(c.parts, c.last)
    measures = unit is not None and (unit.last > c.last + 1 or len(c.parts[c.last].text) > 1)
    if measures or c.before() == "$" or c.word(1) in cues("after amount") | figure_cues("of the clock"):
        return None
    if before is not None and before.end == piece.start and c.before() not in "-('=\"" and before.text not in "“\"(['‘/":
        return None
    joined = c.parts[c.first - 2].text if c.before() == "-" and c.first > 1 else "0"
    if c.before() == "-" and (c.before(2) not in "ydMxE" or not joined.isalnum() or joined != joined.lower()):
        return None  # "BX-2011"
    return calendar.years(c.values("y")[0], c.values("y")[0]) if _is_year(c, c.values("y")[0]) else None


def _is_year(c: Context, number: int) -> bool:
    """Whether a number of four digits is a year: by the words around it."""
    before = c.word(-1)
    if before in cues("before year"):
        return before in cues("before year alone") or not _counts(c)
    if not 1800 <= number <= 2100:
        return False
    return before not in cues("before count") and not _counts(c)


def _counts(c: Context) -> bool:
    """Whether a number of four digits counts the noun after it ("2000 people") rather than dates it ("2018 sales")."""
    after = c.word(1)
    return after in cues("counted") or (not 1950 <= c.values("y")[0] <= 2035 and after.isalpha() and len(after) > 3 and is_plural(after))
