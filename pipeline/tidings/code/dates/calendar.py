"""The calendar's arithmetic: what a date expression means, seen from a day of reference.

Everything here returns a `Span`: first and last day, both included, and how fine the expression is ("day", "week",
"month", "year"); `edtf` writes it in EDTF level 1 and widens it where the day of reference is itself uncertain.
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
UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


class Span(NamedTuple):
    """`first`, `last`: days; None for an open end. `grain`: day, days, month, year or season-as-EDTF text in `text`."""

    first: date | None
    last: date | None
    grain: str
    text: str | None = None  # EDTF already known


def a_day(day: date) -> Span:
    return Span(day, day, "day")


def a_month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def a_year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31), "year")


def years(first: int, last: int) -> Span:
    return Span(date(first, 1, 1), date(last, 12, 31), "year")


def a_season(year: int, season: int) -> Span:
    first, last = edtf.bounds(f"{year:04d}-{season}")
    return Span(first, last, "month", f"{year:04d}-{season}")


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
        saturday = day - timedelta(day.weekday()) + timedelta(5)
        return Span(saturday, saturday + timedelta(1), "days")
    if unit == "month":
        return a_month(day.year, day.month)
    if unit == "quarter":
        first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return Span(first, add_months(first, 3) - timedelta(1), "month")
    if unit == "year":
        return a_year(day.year)
    if unit == "decade":
        return years(day.year // 10 * 10, day.year // 10 * 10 + 9)
    if unit == "century":
        return years(day.year // 100 * 100, day.year // 100 * 100 + 99)
    return a_day(day)


def stretch(span: Span, part: str) -> Span:
    """The early, middle or late third; `end` is about the last tenth: a year's December, a month's last week, a week's last day."""
    if span.first is None or span.last is None:
        return span
    length = (span.last - span.first).days + 1
    if 360 <= length <= 370:
        year = span.first.year
        first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "end": (12, 12)}[part]
        return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]), "month")
    if 28 <= length <= 31:
        year, month, end = span.first.year, span.first.month, span.last.day
        low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, end), "end": (25, end)}[part]
        return Span(date(year, month, low), date(year, month, high), "days")
    if 3650 <= length <= 3655:
        year = span.first.year
        low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "end": (9, 9)}[part]
        return years(year + low, year + high)
    if part == "end":
        return a_day(span.last)
    third = max(1, length // 3)
    low, high = {"early": (0, third), "mid": (third, length - third), "late": (length - third, length)}[part]
    return Span(span.first + timedelta(low), span.first + timedelta(max(low, high - 1)), "days")


def holiday(rule: str, year: int) -> Span | None:
    """The day of a holiday by its rule in the data file `holidays`."""
    if rule.startswith("easter"):
        return a_day(easter(year) + timedelta(int(rule.removeprefix("easter"))))
    month, _, rest = rule.partition("-")
    if rest.isdecimal() and len(rest) == 2:
        return a_day(date(year, int(month), int(rest)))
    weekday, _, which = rest.partition("-")
    days = [day for number in range(1, monthrange(year, int(month))[1] + 1) if (day := date(year, int(month), number)).weekday() == int(weekday)]
    return a_day(days[int(which) - 1 if int(which) > 0 else int(which)])


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
    if span.text:
        return span.text
    first, last = (_side(span.first, span.grain), _side(span.last, span.grain))
    return first if first == last else f"{first}/{last}"


def _side(day: date | None, grain: str) -> str:
    if day is None:
        return ".."
    return day.isoformat()[: {"year": 4, "month": 7}.get(grain, 10)]


def resolve_from(meaning: Callable[[date], Span | None], published: str | None) -> tuple[str | None, str | None, str | None]:
    """EDTF, earliest and latest day of `meaning`, a function of the day of reference, where that day is `published` (EDTF, or None if unknown).

    Where `published` leaves several days open and the meaning is the same for all of them, it is certain; else the expression is
    marked as approximate (``~``), and not finer than the day of reference is known.
    """
    days = _days_of_reference(published)
    if not days:
        return None, None, None
    try:
        spans = [meaning(day) for day in days]
    except (OverflowError, ValueError):
        return None, None, None
    middle_span = spans[0]
    if middle_span is None:
        return None, None, None
    text = notation(middle_span)
    if any(span is None or notation(span) != text for span in spans[1:]):
        text = _blur(text, (published or "").split("/")[0].rstrip("~?%"))
    return written(text)


@lru_cache(1024)
def _days_of_reference(published: str | None) -> tuple[date, ...]:
    """The middle, first and last day that `published` leaves open, without repeats; none if it is unknown or open."""
    try:
        first, last = edtf.bounds(published)
    except ValueError:
        return ()
    if first is None or last is None:
        return ()
    return tuple(dict.fromkeys((first + (last - first) // 2, first, last)))


@lru_cache(1 << 14)
def written(text: str) -> tuple[str | None, str | None, str | None]:
    """An EDTF text with its first and last day as ISO dates."""
    try:
        first, last = edtf.bounds(text)
    except (OverflowError, ValueError):
        return None, None, None
    return text, first.isoformat() if first else None, last.isoformat() if last else None


def _blur(text: str, published: str) -> str:
    """Each side cut to the length of `published` and marked as approximate."""
    sides = [side if side in ("", "..") else side[: max(len(published), 4)] + "~" for side in text.split("/")]
    return sides[0] if len(sides) == 1 or sides[0] == sides[1] else "/".join(sides)
