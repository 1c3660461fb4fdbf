"""The calendar's arithmetic: what a date expression means, seen from a day of reference.

Everything here returns a `Span`: first and last day, both included, and how fine the expression is ("day", "days", "month",
"year"). `notation` writes it in EDTF level 1, `resolve_from` widens it where the day of reference is itself uncertain.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from tidings import edtf
from tidings.edtf import add_months

UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
OPEN_START, OPEN_END = date.min, date.max  # the ends of a span that has none
# A part of a span -> the first and last day of a month, month of a year, year of a decade; else it is a third.
OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (25, 31)}
OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "end": (12, 12)}
OF_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "end": (9, 9)}
Written = tuple[str | None, str | None, str | None]  # EDTF, first and last day


class Span(NamedTuple):
    """`first`, `last`: days, included. `text`: the EDTF, where it does not follow from them."""

    first: date
    last: date
    grain: str
    text: str = ""


def a_day(day: date) -> Span:
    return Span(day, day, "day")


def a_month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def years(first: int, last: int) -> Span:
    return Span(date(first, 1, 1), date(last, 12, 31), "year")


def a_season(year: int, season: int) -> Span:
    first, last = edtf.bounds(f"{year:04d}-{season}")
    return Span(first or OPEN_START, last or OPEN_END, "month", f"{year:04d}-{season}")


def a_week(day: date) -> Span:
    """The week, Monday to Sunday, in which `day` lies."""
    monday = day - timedelta(day.weekday())
    return Span(monday, monday + timedelta(6), "days")


def shift(day: date, unit: str, number: float) -> date:
    """`day` moved by a number of units; raises OverflowError, ValueError out of the calendar."""
    if unit in UNIT_MONTHS:
        return add_months(day, round(number * UNIT_MONTHS[unit]))
    return day + timedelta(round(number * UNIT_DAYS.get(unit, 0)))


def around(day: date, unit: str) -> Span:
    """The calendar unit (its day, week, month, ...) in which `day` lies."""
    if unit in ("week", "fortnight"):
        return a_week(day)
    if unit == "weekend":
        return Span(a_week(day).last - timedelta(1), a_week(day).last, "days")
    months = UNIT_MONTHS.get(unit, 0)
    if months >= 12:
        first = day.year // (months // 12) * (months // 12)
        return years(first, first + months // 12 - 1)
    if months:
        begins = date(day.year, (day.month - 1) // months * months + 1, 1)
        return Span(begins, add_months(begins, months) - timedelta(1), "month")
    return a_day(day)


def unit_away(name: str, steps: float, reference: date | None = None, fine: str = "") -> Callable[[date], Span]:
    """The calendar unit that is `steps` of its kind away from the day of publication, or from `reference`; seen as `fine` as that unit."""
    return lambda today: around(shift(reference or today, name, steps), fine or name)


def stretch(span: Span, part: str) -> Span:
    """The early, middle or late part of a span; `end` is about the last tenth: a year's December, a month's last week, a week's last day."""
    length = (span.last - span.first).days + 1
    year = span.first.year
    if 28 <= length <= 31:
        low, high = OF_MONTH[part]
        return Span(span.first.replace(day=low), min(span.last, span.first + timedelta(high - 1)), "days")
    if 365 <= length <= 366:
        low, high = OF_YEAR[part]
        return Span(date(year, low, 1), a_month(year, high).last, "month")
    if 3650 <= length <= 3655:
        low, high = OF_DECADE[part]
        return years(year + low, year + high)
    third = max(1, length // 3)
    low, high = {"early": (0, third), "mid": (third, length - third), "late": (length - third, length), "end": (length - 1, length)}[part]
    found = Span(span.first + timedelta(low), span.first + timedelta(max(low, high - 1)), "days")
    return years(found.first.year, found.last.year) if span.grain == "year" else found


def weekdays(span: Span, weekday: int) -> list[date]:
    """The days of a span that are this weekday (0: Monday)."""
    first = span.first + timedelta((weekday - span.first.weekday()) % 7)
    return [first + timedelta(step) for step in range(0, (span.last - first).days + 1, 7)]


def holiday(rule: str, year: int) -> Span:
    """The day of a holiday by its rule in the data file `holidays`."""
    if rule.startswith("easter"):
        return a_day(easter(year) + timedelta(int(rule.removeprefix("easter"))))
    month, _, rest = rule.partition("-")
    if len(rest) == 2:
        return a_day(date(year, int(month), int(rest)))
    weekday, _, which = rest.partition("-")
    return a_day(weekdays(a_month(year, int(month)), int(weekday))[int(which) - (int(which) > 0)])


def easter(year: int) -> date:
    """Easter Sunday. Source: the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    step = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * step) // 451
    month, day = divmod(h + step - 7 * m + 114, 31)
    return date(year, month, day + 1)


def notation(span: Span) -> str:
    """EDTF level 1 of a span; an open end is two stops."""
    cut = {"year": 4, "month": 7}.get(span.grain, 10)
    ends = [".." if day in (OPEN_START, OPEN_END) else day.isoformat()[:cut] for day in (span.first, span.last)]
    return span.text or (ends[0] if ends[0] == ends[1] else "/".join(ends))


def resolve_from(meaning: Callable[[date], Span | None], published: str | None) -> Written:
    """EDTF, earliest and latest day of `meaning`, a function of the day of reference, where that day is `published` (EDTF, or None if unknown).

    Where `published` leaves several days open and the meaning is the same for all of them, it is certain; else the expression is
    marked as approximate (``~``), and not finer than the day of reference is known.
    """
    try:
        spans = [meaning(day) for day in _days_of_reference(published)]
    except (OverflowError, ValueError):
        return None, None, None
    texts = [notation(span) if span is not None else "" for span in spans]
    if not texts or not texts[0]:
        return None, None, None
    if len(set(texts)) == 1:
        return written(texts[0])
    known = len((published or "").split("/")[0].rstrip("~?%"))
    sides = [side if side in ("", "..") else side[: max(known, 4)] + "~" for side in texts[0].split("/")]
    return written("/".join(dict.fromkeys(sides)))


@lru_cache(1024)
def _days_of_reference(published: str | None) -> tuple[date, ...]:
    """The middle, first and last day that `published` leaves open, without repeats; none if it is unknown or open."""
    first, last = edtf.bounds(published)
    if first is None or last is None:
        return ()
    return tuple(dict.fromkeys((first + (last - first) // 2, first, last)))


@lru_cache(1 << 14)
def written(text: str) -> Written:
    """An EDTF text with its first and last day as ISO dates; nothing for one out of the calendar."""
    try:
        first, last = edtf.bounds(text)
    except (OverflowError, ValueError):
        return None, None, None
    return text, first.isoformat() if first else None, last.isoformat() if last else None
