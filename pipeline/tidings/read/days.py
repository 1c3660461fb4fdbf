"""Days of publication as files write them, as EDTF: ISO with a time, RFC 2822, words, digits, seconds since 1970.

The day is the one printed: a time's zone does not move it. Nothing is filled in: a month without a day stays a month.
"""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime

from tidings.edtf import bounds

_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ,]\s*\d\d?[:.]?\d\d.{0,30}|[zZ]|[+-]\d\d:?\d\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{6}Z?|T?\d{4}Z?)?")
_SECONDS = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})(?:\.\d+)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d\d?)[/.-](\d\d?)(?:[T ,].{0,30})?")
_NUMBERS = re.compile(r"(\d\d?)(?P<mark>[/.-])(\d\d?)(?P=mark)(\d{4})(?:[T ,].{0,30})?")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*", re.I)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LEAD = re.compile(r"(?:published|posted|updated|date|on)\b\s*:?\s*(?:on\b)?\s*", re.I)
_TIME_WORDS = re.compile(r"\s+(?:at|um)\s+(?=\d)", re.I)
_LATEST_YEAR = 2100


class AmbiguousDay(ValueError):
    """03/04/2024: the third of April or the fourth of March."""


def day_of(words: str, order: str | None = None) -> str:
    """A day (month, year) of publication as EDTF. `order`: what comes first in 03/04/2024, "day-first" or "month-first".

    Raises AmbiguousDay where only the order could tell, ValueError where no form fits.
    """
    words = " ".join(words.split())
    if (plain := _as_edtf(words)) is not None:
        return plain
    if match := _ISO_TIME.fullmatch(words):
        return _checked(match[1])
    if match := _SECONDS.fullmatch(words):
        seconds = int(match[1] or match[2]) / (1 if match[1] else 1000)
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    if match := _COMPACT.fullmatch(words) or _YEAR_FIRST.fullmatch(words):
        return _checked(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}")
    if match := _NUMBERS.fullmatch(words):
        return _of_numbers(int(match[1]), int(match[3]), int(match[4]), order)
    return _of_words(words)


def order_shown(words: str) -> str | None:
    """The order that a day written in numbers can only have (14/03/2024 is day first), None where it shows none."""
    match = _NUMBERS.fullmatch(" ".join(words.split()))
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second:
        return "day-first"
    return "month-first" if second > 12 >= first else None


def _as_edtf(words: str) -> str | None:
    """The words where they are EDTF that the contract takes. Eight or more digits alone are none."""
    if not re.match(r"\d{4}$|\d{4}[-~?%/]|\d{2,3}X|\.\.|/", words) or re.match(r"\d{4}/\d\d?/", words):
        return None
    try:
        bounds(words)
    except ValueError:
        return None
    return words


def _checked(iso: str) -> str:
    return date.fromisoformat(iso).isoformat()


def _of_numbers(first: int, second: int, year: int, order: str | None) -> str:
    if first > 12 or first == second:
        order = "day-first"
    elif second > 12:
        order = "month-first"
    if order is None:
        raise AmbiguousDay(f"{first}/{second}/{year} may be day first or month first")
    day, month = (first, second) if order == "day-first" else (second, first)
    return date(year, month, day).isoformat()


def _of_words(words: str) -> str:
    """A date with its month in words, by dateutil. What it would fill in is found by asking twice with other defaults."""
    from dateutil import parser

    words = _TIME_WORDS.sub(" ", _LEAD.sub("", words, count=1))
    if not (_MONTH.search(words) and _YEAR.search(words)) or len(words) > 80:
        raise ValueError(f"{words!r} is no form of a date that is known")
    found = []
    for default in (datetime(2000, 1, 1), datetime(2001, 12, 28)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found.append(parser.parse(words, ignoretz=True, default=default, dayfirst=True))
        except (ValueError, OverflowError):
            raise ValueError(f"{words!r} is no form of a date that is known") from None
    one, other = found
    if one.year != other.year or one.month != other.month or one.year > _LATEST_YEAR:
        raise ValueError(f"{words!r} is no form of a date that is known")
    return f"{one.year:04}-{one.month:02}" if one.day != other.day else one.date().isoformat()
