"""Extended Date/Time Format, level 1, as far as days, months and years go: the days that an expression covers.

Source of the notation: Library of Congress, EDTF specification (2019), levels 0 and 1. The standard leaves open how wide
"approximately" is; here ``~``, ``?`` and ``%`` widen a date by one of its own unit on either side (a day, a month, a year).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DATE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX))?(?:-(?P<day>\d{2}|XX))?(?P<doubt>[~?%])?")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}  # a season's first month, northern hemisphere


def bounds(expression: str | None) -> tuple[date | None, date | None]:
    """First and last day that `expression` may mean, both included; None for an open or unknown end. Raises ValueError if it is not EDTF."""
    if not expression:
        return None, None
    if "/" in expression:
        first, last = expression.split("/", 1)
        return (None if first in ("", "..") else bounds(first)[0]), (None if last in ("", "..") else bounds(last)[1])
    match = _DATE.fullmatch(expression)
    if match is None:
        raise ValueError(f"{expression!r} is not a date in EDTF level 1 (such as 2019-04-06, 2017-01~, 2019-04-14/2019-04-16)")
    year, month, day = match["year"], match["month"], match["day"]
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month in (None, "XX"):
        return _widen(date(first_year, 1, 1), date(last_year, 12, 31), match["doubt"], "year")
    number = int(month)
    if number in _SEASONS:
        start = date(first_year, _SEASONS[number], 1)
        return _widen(start, _month_end(start, 2), match["doubt"], "month")
    if day in (None, "XX"):
        return _widen(date(first_year, number, 1), date(last_year, number, monthrange(last_year, number)[1]), match["doubt"], "month")
    return _widen(date(first_year, number, int(day)), date(last_year, number, int(day)), match["doubt"], "day")


def is_after(day: str | None, expression: str | None) -> bool:
    """Whether a day (ISO 8601) is later than every day that `expression` may mean; False where either is not known."""
    last = bounds(expression)[1]
    return day is not None and last is not None and day > last.isoformat()


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier if negative), or the month's last day where it has no such day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _widen(first: date, last: date, doubt: str | None, unit: str) -> tuple[date, date]:
    if not doubt:
        return first, last
    if unit == "day":
        return max(first, date.min + timedelta(1)) - timedelta(1), min(last, date.max - timedelta(1)) + timedelta(1)
    months = 1 if unit == "month" else 12
    return (add_months(first, -months) if first >= add_months(date.min, months) else date.min), _month_end(last, months)


def _month_end(day: date, months: int) -> date:
    """The last day of the month that comes `months` after that of `day`; the calendar's last where it has no such month."""
    if 12 * day.year + day.month + months > 12 * date.max.year + 12:
        return date.max
    later = add_months(day.replace(day=1), months)
    return later.replace(day=monthrange(later.year, later.month)[1])
