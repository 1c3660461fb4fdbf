"""Meanings of dates counted from the day of publication, or from the day last told of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tidings.code.dates import calendar
from tidings.code.dates.calendar import OPEN_END, OPEN_START, UNIT_MONTHS, Span
from tidings.code.dates.context import TIMES, Context, Meaning, cues, future, may_be_set
from tidings.code.dates.letters import row


def _monday(day: date) -> date:
    return calendar.a_week(day).first


def weekday(c: Context) -> Meaning:
    """ "Thursday": the last one, that of publication included; the next one where the verb tells of the future.

    Of what is called for ("a strike on Thursday") it is the next one if that is nearer, else it stays open which one is meant.
    """
    at = c.last - 1
    if c.word(-1) in cues("repeated") or (c.word(1) == "of" and c.word(2) in cues("repeated")):
        return None
    if row(c.parts[at].lower)["needs"] and not (c.parts[at].text[0].isupper() and (c.first < at or c.before() == "i")):
        return None
    number, ahead = c.values("W")[0], future(c)
    open_which = not ahead and may_be_set(c)

    def meaning(today: date) -> Span | None:
        back = timedelta((today.weekday() - number) % 7)
        if c.has("L"):
            return calendar.a_day(today - (back or timedelta(7)))
        if c.has("T") or c.has("N"):
            return calendar.a_day(_monday(today) + timedelta(number + 7 * c.has("N")))
        if open_which and back and 2 * back.days < 7:
            return None
        return calendar.a_day(today + timedelta(7) - back if (ahead or open_which) and back else today - back)

    return meaning


def weekday_of_week(c: Context) -> Meaning:
    """ "Tuesday last week", "the Friday of that week", "next week on Monday"."""
    number, step = c.values("W")[0], c.step()
    if c.names("UY") != ["week"]:
        return None
    step *= 2 if c.has("B") or c.has("F") else 1
    reference = c.reference if c.has("Z") else None
    return lambda today: calendar.a_day(_monday(reference or today) + timedelta(number + 7 * step))


def steps_away(c: Context) -> Meaning:
    """ "the day before yesterday", "the week after next", "the Friday before last"."""
    sign = 1 if c.has("F") else -1
    if c.has("W"):
        number = c.values("W")[0]
        return lambda today: calendar.a_day(today + timedelta(sign * (((sign * (number - today.weekday())) % 7 or 7) + 7)))
    unit = c.names("UY")[0]
    if unit in TIMES or (c.has("R") and unit not in ("day", "night")):
        return None
    return calendar.unit_away(unit, 2 * sign)


def unit(c: Context) -> Meaning:
    """ "last week", "this year", "last night", "recent months": the calendar unit; a plural has no known first day."""
    if c.has("P"):
        return calendar.a_day
    name, step = c.names("UY")[0], c.step()
    if name in TIMES or name == "half" or (name == "day" and not step):
        return None
    if c.plural() and step:
        return _since(step) if name != "night" or step > 0 else None
    if c.plural() and not (c.has("T") and name in cues("unit of these")):
        return None
    return calendar.unit_away(name, step)


def _since(step: int) -> Callable[[date], Span]:
    """A stretch up to the day of publication, or from it on, whose other end nobody knows."""
    return lambda today: Span(today, OPEN_END, "day") if step > 0 else Span(OPEN_START, today, "day", f"/{today}")


def weekend(c: Context) -> Meaning:
    """ "over the weekend": the one that has begun last, or the next where the verb tells of the future."""
    if c.names("U") != ["weekend"] or not (c.before() in "ib" and c.letters[c.last : c.last + 1] != "f"):
        return None
    ahead = future(c)

    def meaning(today: date) -> Span:
        this = calendar.around(today, "weekend")
        return this if ahead or this.first <= today else calendar.around(today - timedelta(7), "weekend")

    return meaning


def units(c: Context) -> Meaning:
    """ "the past seven months", "the next two weeks": up to the day of publication, or from the day after it."""
    name, count, step = c.names("UY")[-1], c.count(), c.step()
    if name in TIMES or name == "night":
        return None
    if count is None:
        return _since(step)

    def meaning(today: date) -> Span:
        whole = name in cues("whole unit")
        here = calendar.around(today, name) if whole else Span(today + timedelta(1), today, "day")
        if step < 0:
            return Span(calendar.shift(here.first if whole else today, name, -count), here.first - timedelta(1), here.grain)
        begin = here.last + timedelta(1)
        return Span(begin, calendar.shift(begin if whole else today, name, count) - timedelta(whole), here.grain)

    return meaning


def grain(name: str) -> str:
    """How fine "two decades ago" is: the year, or for shorter units the month, the day."""
    months = UNIT_MONTHS.get(name, 0)
    return "year" if months >= 12 else "month" if months else "day"


def ago(c: Context) -> Meaning:
    """ "two years ago", "three weeks and two days ago": as fine as the unit."""
    names, count = c.names("UY"), c.count()
    if count is None:
        return lambda today: None
    if len(names) == 2 and names[0] != "half" and names[1] != "half":
        more = c.count(c.places("UY")[0] + 1) or 0
        return lambda today: calendar.a_day(calendar.shift(calendar.shift(today, names[0], -count), names[1], -more))
    if names[-1] in TIMES:
        return lambda today: calendar.a_day(today - timedelta(hours=int(count if names[-1] == "hour" else 0)))
    name = names[0] if names[-1] == "half" else names[-1]
    count += 0.5 if name is not names[-1] else 0  # "a year and a half ago"
    return calendar.unit_away(name, -count, fine=grain(name if count == int(count) or name not in UNIT_MONTHS else "month"))


def after(c: Context) -> Meaning:
    """ "two days later": counted from the day last told of."""
    count, name = c.count(), c.names("UY")[0]
    if count is None or name in TIMES or (c.parts[c.last - 1].lower in ("after", "before") and c.word(1)[:1].isalnum()):
        return None
    if c.reference is None or name == "night":
        return lambda today: None
    return calendar.unit_away(name, count if c.has("F") else -count, c.reference, grain(name))


def before(c: Context) -> Meaning:
    """ "the year before"; of a year that the sentence has just named, where it has ("9% in 2019 and 4% the year before")."""
    name = c.names("UY")[0]
    return calendar.unit_away(name, -1, (c.year if name == "year" else None) or c.reference) if name not in TIMES else None


def following(c: Context) -> Meaning:
    """ "the next day", "that week": counted from the day last told of."""
    name, reference = c.names("UY")[0], c.reference
    if c.plural() or name in TIMES or name == "night" or (not c.has("N") and reference is None):
        return None
    if not c.has("N"):
        return calendar.unit_away(name, 0, reference)
    if name in ("quarter", "weekend"):
        return unit(c)
    if name != "day" and c.names("N")[0] != "following":
        return lambda today: Span(today + timedelta(1), calendar.shift(today, name, 1), "day")
    return calendar.unit_away(name, 1, reference)


def day(c: Context) -> Meaning:
    """ "yesterday", "today", "tomorrow"; no name that ends so ("Orvo Today")."""
    if c.parts[c.first].text[0].isupper() and c.word(-1).isalpha() and c.parts[c.first - 1].text[0].isupper():
        return None
    step = c.values("R")[0]
    return lambda today: calendar.a_day(today + timedelta(step))
