"""Find dates in a document and resolve them against the day of publication.

Every piece of a sentence gets a class (month, weekday, number, "last", ...) written as one letter; the grammar of dates is a
regular expression over these letters, so it is read once, left to right, and a match's place is a place in the pieces.
A span leaves out the preposition before it and the part of the day ("Friday afternoon" is "Friday"). The two ends of "from 2004 to
2009" are two rows; "April 14-16" and "2014-2018" are one, as neither half can stand alone.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tidings.code.dates import calendar
from tidings.code.dates.calendar import Span
from tidings.code.dates.date_context import TIMES, Context, Meaning, narrow
from tidings.code.dates.date_letters import HOPEFUL, letters, may_be_date
from tidings.code.dates.date_meanings import MEANINGS
from tidings.code.text.document import Document
from tidings.model import DateExpression
from tidings.nlp.strips import Strip

COUNT = r"(?:avf?|vf?|[aqdny](?:-?q)?)"
YEAR = r"y(?![U%])"
CORE = rf"(?:[LNT]{{0,2}}M(?:[,f]?{YEAR})?|{YEAR}s?|t?[LNT]z?U|[TtZ]?U|[LNT]?S(?:f?y)?)"
DAY = r"(?:[do]|q-?[qo]?)(?!U)"
GRAMMAR = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("iso", r"D|y-d-d|y/[dM]/d|d/d/[ydn]|d/M/y|d-M-y"),
            ("year_range", r"y-y|y[-/]d(?![-/dn])|y[-/]n(?![-/dn])"),
            ("day_range", rf"t?[do](?:-|>|&)t?[do]f?M(?:,?{YEAR})?|Mt?[do](?:-|>)t?[do](?![M%U])(?:,?{YEAR})?"),
            ("week_of", rf"tUf(?:t?[do]f?M|M[do])(?:,?{YEAR})?"),
            ("day_month", rf"(?:W,?)?t?[do]f?M(?:,?f?{YEAR})?|(?:W,?)?M[,/]?t?{DAY}(?:,?{YEAR})?"),
            ("day_number", r"d/d"),
            ("weekday_of_week", r"Wi?[LNT]U|[LNT]Ui?W"),
            ("weekday_of_month", r"Wt?o(?!f?M)"),
            ("part_of", rf"t?(?:E-?(?:it?)?|Gf)t?{CORE}"),
            ("some_of", rf"t?(?:[oL](?:{COUNT})?|v)Uft?{CORE}"),
            ("month_year", rf"[TL]{{0,2}}M[,f/]?{YEAR}|yM(?!d)"),
            ("holiday", rf"[LNT]?Hh*(?:,?f?{YEAR})?"),
            ("ago", rf"{COUNT}(?:-?U)(?:&?{COUNT}U)?A"),
            ("after", rf"{COUNT}U[FB](?![IyMWtZR])"),
            ("before", r"tUB"),
            ("relative_units", rf"t?[LN](?:{COUNT})U|t?{COUNT}[LN]U"),
            ("weekday", r"[LNT]{0,2}W"),
            ("month", r"[LNT]{0,2}M"),
            ("season", r"[LNT]?S(?:f?y)?"),
            ("following", r"tNU|[tZ]ZU|ZU"),
            ("unit", r"t?T?[LNT]z?U|TP"),
            ("decade", r"y'?s|'ns|tC"),
            ("year", r"y"),
            ("day", r"R"),
        )
    )
)
_HOPEFUL = re.compile(rf"[{HOPEFUL}]|d/d")
_COUNTED = re.compile(rf"{COUNT}U$")
_OPEN_END = frozenset(
    {("or", "later"), ("and", "later"), ("or", "after"), ("and", "onwards"), ("and", "onward"), ("or", "greater"), ("and", "greater")}
)
_OPEN_START = frozenset({("or", "earlier"), ("or", "before"), ("and", "earlier")})


def code_dates(document: Document) -> list[DateExpression]:
    """The date expressions of the document, in order, without overlap.

    Relative ones are resolved against `document.article.published`; where that is unknown, or out of the calendar, their
    `edtf`, `earliest` and `latest` are None.
    """
    found: list[DateExpression] = []
    published = document.article.published
    reference: date | None = None  # the last day told of, for "two days later"
    for sentence in document.analysis.sentences:
        if not may_be_date(document.text[sentence.start : sentence.end]):
            continue
        parts = Strip(sentence)
        line = letters(parts)
        if not _HOPEFUL.search(line):
            continue
        for match in GRAMMAR.finditer(line):
            name = match.lastgroup or ""
            context = Context(parts, line, match.start(), match.end(), reference)
            meaning = MEANINGS[name](context)
            if meaning is None:
                continue
            first, last = context.first, context.last
            meaning, first, last = _opened(parts, line, first, last, meaning)
            basis, (text, earliest, latest) = _resolved(meaning, published)
            if text is None and basis == "stated":
                continue
            start, end = parts[first].start, parts[last - 1].end
            found.append(DateExpression(start, end, document.text[start:end], text, earliest, latest, basis, name.replace("_", "-")))
            if earliest and earliest == latest:
                reference = date.fromisoformat(earliest)
    return found


def _resolved(meaning: Meaning, published: str | None) -> tuple[str, tuple[str | None, str | None, str | None]]:
    """Basis; EDTF with first and last day."""
    if callable(meaning):
        return "relative", calendar.resolve_from(meaning, published)
    if meaning is None:
        return "stated", (None, None, None)
    return "stated", calendar.written(calendar.notation(meaning))


def _opened(parts: Strip, line: str, first: int, last: int, meaning: Meaning) -> tuple[Meaning, int, int]:
    """ "2018 or later" and "before 2010" have one open end, and take in the words that open it."""
    following = (parts[last].lower, parts[last + 1].lower) if last + 1 < len(parts) else ("", "")
    ends_here = last + 2 >= len(parts) or not parts[last + 2].text[0].isalnum()
    if following in _OPEN_END and (ends_here or following[1] not in ("after", "later")):
        return narrow(meaning, lambda span: Span(span.first, None, span.grain)), first, last + 2
    if following in _OPEN_START and ends_here:
        return narrow(meaning, lambda span: Span(None, span.last, span.grain)), first, last + 2
    if last < len(parts) and parts[last].lower in ("onwards", "onward"):
        return narrow(meaning, lambda span: Span(span.first, None, span.grain)), first, last + 1
    before = parts[first - 1].lower if first else ""
    counted = _COUNTED.search(line, max(0, first - 7), first - 1) if before in ("after", "before", "from") else None
    if counted is not None:
        distance = Context(parts, line, counted.start(), first - 1, None)
        count, unit = distance.count(), distance.names("U")[0]
        if count is not None and unit not in TIMES:
            step = -count if before == "before" else count
            return narrow(meaning, lambda span: calendar.a_day(calendar.shift(span.first, unit, step)) if span.first else None), counted.start(), last
    bare = (
        last >= len(parts)
        or (not parts[last].text[0].isalnum() and parts[last].lower not in ("'s", "’s", "'", "-"))
        or parts[last].lower in ("and", "or", "but")
    )
    if before == "after" and bare:
        return narrow(meaning, _after), first - 1, last
    if before == "before" and bare and (first < 2 or line[first - 2] != "U"):
        return narrow(meaning, _before), first - 1, last
    return meaning, first, last


def _after(span: Span) -> Span:
    if span.last is None:
        return span
    return Span(span.last + timedelta(1), None, span.grain)


def _before(span: Span) -> Span:
    if span.first is None:
        return span
    return Span(None, span.first - timedelta(1), span.grain)
