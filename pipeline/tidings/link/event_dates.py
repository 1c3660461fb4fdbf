"""When an event was: how exact an expression is, and how far what is told as past can reach. The checks of a package ask here too."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from tidings.edtf import bounds

PAST = frozenset({"actual", "alleged", "denied"})  # modalities that tell of an event as past
PAST_STATUS = PAST | {"disputed"}  # the statuses of events of which some report tells so
FEW_DAYS = 14  # a stretch of fewer days is `days`


def last_day(first: date | None, last: date | None, past: bool, published: date | None) -> date | None:
    """The last day that an event which has a date may have.

    `published`: the latest day on which one of its articles can have appeared, None where one does not say. What is told as past does not reach
    beyond that day, unless it begins later, which is for the reader to see.
    """
    if not past or published is None or (first is not None and first > published):
        return last
    return published if last is None or last > published else last


def precision(expression: str | None) -> str:
    """How exact an expression is. A stretch with an open end, or of fourteen days or more that is no month and no year, is an interval; one month
    or year that is only about right (``2019-04~``) is as exact as its own unit.
    """
    if not expression:
        return "unknown"
    earliest, latest = bounds(expression)
    if "/" in expression:
        return "interval" if earliest is None or latest is None else _stretch(earliest, latest)
    if earliest is None or latest is None:
        return "unknown"
    unit = expression.rstrip("~?%")
    if unit != expression and len(unit) in (len("2019"), len("2019-04")):
        return "month" if "-" in unit else "year"
    return _short(earliest, latest) or ("month" if (latest - earliest).days < 31 else "year")


def _short(earliest: date, latest: date) -> str | None:
    days = (latest - earliest).days + 1
    return "day" if days == 1 else "week" if days == 7 else "days" if days < FEW_DAYS else None


def _stretch(earliest: date, latest: date) -> str:
    """day, days, week, month or year where a stretch from one day to another is just that; else interval."""
    if short := _short(earliest, latest):
        return short
    whole = earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1] and earliest.year == latest.year
    if whole and earliest.month == latest.month:
        return "month"
    return "year" if whole and (earliest.month, latest.month) == (1, 12) else "interval"
