"""Meanings of dates counted from the day of publication, or from the day last told of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tidings.code.dates import calendar
from tidings.code.dates.calendar import Span
from tidings.code.dates.date_context import Context, Meaning
from tidings.code.dates.date_letters import row


def weekday_meaning(c: Context) -> Meaning:
    """ "Thursday": the last one, that of publication included; the next one where the verb tells of the future."""
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


def weekday_of_week(c: Context) -> Meaning:
    """ "Tuesday last week", "next week on Monday"."""
    weekday = c.values("W")[0]
    step = -1 if c.has("L") else 1 if c.has("N") else 0
    if c.names("U")[0] != "week":
        return None
    return lambda today: calendar.a_day(today - timedelta(today.weekday() - weekday - 7 * step))


def unit_meaning(c: Context) -> Meaning:
    """ "last week", "this year", "last night", "recent months": the calendar unit; a plural has no known first day."""
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
        return this_unit(unit) if step == 0 and unit in ("year", "week", "month") and c.has("T") else None
    if unit == "day" and step == 0:
        return None
    if unit == "century" or unit == "decade":
        return lambda today: calendar.around(calendar.shift(today, unit, step), unit)
    if unit == "night":
        return lambda today: calendar.a_day(today + timedelta(step))
    return lambda today: calendar.around(
        calendar.shift(today.replace(day=min(today.day, 28)) if unit in calendar.UNIT_MONTHS else today, unit, step), unit
    )


def this_unit(unit: str) -> Callable[[date], Span]:
    """The calendar unit in which the day of publication lies."""
    return lambda today: calendar.around(today, unit)


def relative_units(c: Context) -> Meaning:
    """ "the past seven months", "the next two weeks": up to the day of publication, or from the day after it."""
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


def ago(c: Context) -> Meaning:
    """ "two years ago", "three weeks and two days ago": as fine as the unit."""
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


def after_meaning(c: Context) -> Meaning:
    """ "two days later": counted from the day last told of."""
    count, unit = c.count(), c.names("U")[0]
    if c.parts[c.last - 1].lower in ("after", "before") and c.word(1)[:1].isalnum():
        return None
    if count is None or c.reference is None or unit in ("minute", "hour", "night"):
        return None if count is None or unit in ("minute", "hour") else (lambda today: None)
    sign = 1 if c.has("F") else -1
    day = calendar.shift(c.reference, unit, sign * count)
    span = calendar.around(day, GRAIN_AGO.get(unit, "day"))
    return lambda today: span


def before_meaning(c: Context) -> Meaning:
    """ "the year before"."""
    unit = c.names("U")[0]
    if unit in ("minute", "hour"):
        return None
    reference = c.reference
    return lambda today: calendar.around(calendar.shift(reference or today, unit, -1), unit)


def following_meaning(c: Context) -> Meaning:
    """ "the next day", "that week": counted from the day last told of."""
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


def day_meaning(c: Context) -> Meaning:
    """ "yesterday", "today", "tomorrow"."""
    step = c.values("R")[0]
    return lambda today: calendar.a_day(today + timedelta(step))
