"""What each rule of the grammar of dates means: a span of days, or a function of the day of publication that gives one.

A meaning is None where the words are no date after all ("may" the verb, 2000 that counts people).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from tidings.code.dates import calendar
from tidings.code.dates.calendar import Span
from tidings.code.dates.date_context import Context, Meaning, narrow
from tidings.code.dates.date_relative import (
    after_meaning,
    ago,
    before_meaning,
    day_meaning,
    following_meaning,
    relative_units,
    this_unit,
    unit_meaning,
    weekday_meaning,
    weekday_of_week,
)
from tidings.code.dates.date_stated import (
    day_month,
    day_number,
    day_range,
    decade_meaning,
    holiday_meaning,
    iso,
    month_meaning,
    month_year,
    season_meaning,
    weekday_of_month,
    year_meaning,
    year_range,
)


def _week_of(c: Context) -> Meaning:
    inner = Context(c.parts, c.letters, c.letters.index("f", c.first) + 1, c.last, c.reference)
    return narrow(day_month(inner), lambda span: calendar.a_week(span.first) if span.first else None)


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
        return None if unit in ("minute", "hour", "day", "night", "weekend") else this_unit(unit)
    return MEANINGS[name](inner)


_INNER = re.compile(
    r"(?P<month_year>[LNT]{0,2}M[,f]?y)|(?P<month>[LNT]{0,2}M)|(?P<decade>ys)|(?P<year>y)|(?P<this_unit>[TtZ]?U)|(?P<unit>t?[LNT]z?U)|(?P<season>[LNT]?S(?:f?y)?)"
)


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


MEANINGS: dict[str, Callable[[Context], Meaning]] = {
    "iso": iso,
    "year_range": year_range,
    "week_of": _week_of,
    "day_number": day_number,
    "weekday_of_month": weekday_of_month,
    "holiday": holiday_meaning,
    "day_range": day_range,
    "day_month": day_month,
    "weekday_of_week": weekday_of_week,
    "part_of": _part_of,
    "some_of": _some_of,
    "month_year": month_year,
    "ago": ago,
    "after": after_meaning,
    "before": before_meaning,
    "relative_units": relative_units,
    "weekday": weekday_meaning,
    "month": month_meaning,
    "season": season_meaning,
    "following": following_meaning,
    "unit": unit_meaning,
    "decade": decade_meaning,
    "year": year_meaning,
    "day": day_meaning,
}
