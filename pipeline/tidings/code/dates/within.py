"""Meanings of dates that are a part of another: "the end of last year", "the first Monday of June", "the 1st of last month"."""

from __future__ import annotations

from datetime import date, timedelta

from tidings.code.dates import calendar, stated
from tidings.code.dates.calendar import Span
from tidings.code.dates.context import TIMES, Context, Meaning, cues, narrow
from tidings.edtf import add_months


def whole(c: Context) -> Meaning:
    """ "the month" in "the end of the month": the one in which the day of publication lies."""
    name = c.names("UY")[0]
    return None if name in TIMES | cues("unit without end") or c.plural() else calendar.unit_away(name, 0)


def part_of(c: Context) -> Meaning:
    """ "early 2019", "the end of last year", "the early to mid 1990s"; "by the end of" is its last day."""
    parts = c.names("EG")
    if parts == ["end"] and c.word(-1) in cues("reaching"):
        return narrow(c.inner, lambda span: calendar.a_day(span.last))

    def change(span: Span) -> Span:
        first, last = calendar.stretch(span, parts[0]), calendar.stretch(span, parts[-1])
        return Span(first.first, last.last, first.grain, first.text if first == last else "")

    if c.letters[c.core[0] : c.core[1]] not in ("ns", "ds"):
        return narrow(c.inner, change)
    if "mid" in parts or c.letters[c.first] != "t":
        return None  # "in the mid 80s" are degrees, "her late 80s" an age
    return narrow(stated.decade(c.cut(*c.core)), change)


def some_of(c: Context) -> Meaning:
    """ "the third quarter of 2019", "the first two weeks of May", "the last day of the year"."""
    name, ordinal = c.names("UY")[0], c.values("o")
    number = c.cut(c.first, c.core[0]).count() or 1

    def change(span: Span) -> Span:
        begin, end = span.first, span.last
        if name == "week":  # a week belongs where its Thursday lies, as in ISO 8601
            begin, end = (calendar.a_week(day).first for day in (begin + timedelta(3), end + timedelta(4)))
            end -= timedelta(1)
        fine = {"day": "day", "week": "days"}.get(name, "month")
        if name == "half":
            return _half(span, ordinal[0] if ordinal else 2)
        if not ordinal:
            return Span(calendar.shift(end + timedelta(1), name, -number), end, fine)
        first = calendar.shift(begin, name, ordinal[0] - 1)
        return Span(first, calendar.shift(first, name, number) - timedelta(1), fine)

    return narrow(c.inner, change)


def _half(span: Span, which: int) -> Span:
    """The first or second half: of a decade in years, of a year in months, of less in days."""
    months = round((span.last - span.first).days / 30.4) // 2
    middle = add_months(span.first, months) if months else span.first + timedelta(((span.last - span.first).days + 1) // 2)
    fine = span.grain if months >= 12 else "month" if months else "days"
    return Span(span.first, middle - timedelta(1), fine) if which == 1 else Span(middle, span.last, fine)


def nth_weekday(c: Context) -> Meaning:
    """ "the first Monday of June", "the last Friday of this month"."""
    weekday, ordinal = c.values("W")[0], c.cut(c.first, c.core[0]).values("o")

    def change(span: Span) -> Span | None:
        days = calendar.weekdays(span, weekday)[slice(ordinal[0] - 1, ordinal[0]) if ordinal else slice(-1, None)]
        return calendar.a_day(days[0]) if days else None

    return narrow(c.inner, change)


def nth_day(c: Context) -> Meaning:
    """ "the 1st of last month"."""
    number = c.cut(c.first, c.core[0]).values("do")[0]
    if c.names("UY") != ["month"] or c.word(1) in cues("'s"):
        return None
    return narrow(c.inner, lambda span: calendar.a_day(date(span.first.year, span.first.month, number)))


def week_of(c: Context) -> Meaning:
    """ "the week of 6 April"; "the night of 6 April" is that day."""
    name = c.names("UY")[:1]
    if name in (["night"], ["day"]):
        c.first = c.core[0]
        return c.inner
    return narrow(c.inner, lambda span: calendar.a_week(span.first)) if name == ["week"] else None
