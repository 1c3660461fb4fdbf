"""Find dates in an article and resolve them against the day of publication.

Every piece of a sentence gets a class (month, weekday, number, "last", ...) written as one letter; the grammar of dates is a
regular expression over these letters, so it is read once, left to right, and a match's place is a place in the pieces.
A span leaves out the preposition before it and the part of the day ("Friday afternoon" is "Friday"). The two ends of "from 2004 to
2009" and the days of a list are rows of their own; "April 14-16" and "2014-2018" are one, as neither half can stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from tidings.code.dates import calendar, relative, stated, within
from tidings.code.dates.calendar import OPEN_END, OPEN_START, Span, Written
from tidings.code.dates.context import TIMES, Context, Meaning, cues, narrow
from tidings.code.dates.letters import HOPEFUL, letters, telling
from tidings.model import DateExpression
from tidings.nlp.analysis import Doc
from tidings.nlp.strips import Strip, may_hold

UNIT = "[UY]"
COUNT = rf"(?:avf?|vf?|(?:[aq](?:-?q)?|[dny])(?:&a(?={UNIT}{UNIT})U)?)"
YEAR = rf"y(?!{UNIT}|%)"
IN_YEAR = rf"(?:,?f?{YEAR}|ft?[LNT]z?Y|[LN]z?Y)"  # "2019", "of 2019", "last year"
DECADE = r"y'?s|'[nd]s|tC"
CORE = rf"(?:[LNT]{{0,2}}M{IN_YEAR}?|{DECADE}|{YEAR}|t?(?:q-)?oU|t?[LNTZ]z?{UNIT}|t?{UNIT}|[LNT]?S{IN_YEAR}?)"
DAY = rf"(?:[do]|q-?[qo]?)(?!{UNIT})"
BEFORE_MONTH = r"(?:W,?)?t?(?:[do]|q-o)"
# Name, pattern, meaning. A group within a pattern is an expression inside the longer one, whose meaning a rule of its own gives.
RULES: tuple[tuple[str, str, Callable[[Context], Meaning]], ...] = (
    ("iso", r"D|y-d-d|y/[dM]/d|d/d/[ydn]|d/M/y|d-M-y", stated.iso),
    ("year_range", r"y-y|y[-/][dn](?![-/dn])", stated.years),
    ("day_range", rf"t?[do](?:-|>)t?[do]f?M{IN_YEAR}?|Mt?[do](?:-|>)t?[do](?![M%UY]){IN_YEAR}?", stated.day_range),
    ("week_of", rf"tUf(?P<of_day>t?[do]f?M(?:,?{YEAR})?|M[do](?:,?{YEAR})?)", within.week_of),
    ("day_listed", rf"{BEFORE_MONTH}(?=(?:,?&|,)(?:{BEFORE_MONTH}(?:,?&|,))*{BEFORE_MONTH}f?(?P<ahead>M{IN_YEAR}?))", stated.day_month),
    ("day_month", rf"{BEFORE_MONTH}f?M{IN_YEAR}?|(?:W,?)?M(?:[,/](?!q|d[x%]))?t?{DAY}{IN_YEAR}?", stated.day_month),
    ("day_after", rf"k{IN_YEAR}?", stated.day_month),
    ("day_number", r"d/d", stated.day_number),
    ("nth_day", r"(?:t?o|td)f(?P<of_month>t?[LNTZ]?U)", within.nth_day),
    ("nth_weekday", rf"t?[oL]W(?:[fi]t?(?P<of_span>{CORE})|(?P<of_unit>t?[LNT]{UNIT}))", within.nth_weekday),
    ("weekday_of_week", r"t?W[fi]?(?:t?[LNTZ]U|tUBL|tUFN)|[LNT]Ui?W", relative.weekday_of_week),
    ("weekday_of_month", r"Wt?o(?!f?M)", stated.weekday_of_month),
    ("part_of", rf"t?(?:(?:E-?>)?E-?(?:it?)?|Gf)t?(?!Mt?[do](?!k))(?P<of_whole>{CORE}|[nd]s)", within.part_of),
    ("some_of", rf"t?[oL](?:{COUNT})?{UNIT}ft?(?P<of_more>{CORE})", within.some_of),
    ("steps_away", rf"(?<![aqdnyv])t?(?:{UNIT}|W)(?:F(?:N(?![UYWMS])|R)|B(?:L(?![UYWMS])|R))", relative.steps_away),
    ("month_year", rf"[TL]{{0,2}}M(?:/{YEAR}|{IN_YEAR})|yM(?!d)", stated.month),
    ("holiday", rf"[LNT]?Hh*{IN_YEAR}?", stated.holiday),
    ("ago", rf"{COUNT}(?:-?{UNIT})(?:&?{COUNT}{UNIT})?A", relative.ago),
    ("after", rf"{COUNT}{UNIT}[FB](?![IyMWtZR])", relative.after),
    ("before", rf"t{UNIT}B", relative.before),
    ("relative_units", rf"t?[LN](?:{COUNT}){UNIT}|t?{COUNT}[LN]{UNIT}", relative.units),
    ("weekday", r"[LNT]{0,2}W", relative.weekday),
    ("month", r"[LNT]{0,2}M", stated.month),
    ("season", rf"[LNT]?S{IN_YEAR}?", stated.season),
    ("following", rf"tN{UNIT}|[tZ]?Z{UNIT}", relative.following),
    ("unit", rf"t?T?[LNT]z?{UNIT}|TP", relative.unit),
    ("century", r"(?:q-)?oU", stated.century),
    ("weekend", r"tU", relative.weekend),
    ("decade", DECADE, stated.decade),
    ("year", r"y", stated.year),
    ("day", r"R", relative.day),
)
GRAMMAR = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in RULES))
MEANINGS = {name: meaning for name, _, meaning in RULES}
INNER = [name for name in GRAMMAR.groupindex if name not in MEANINGS]
_HOPEFUL = re.compile(rf"[{HOPEFUL}]|d/d")
_WHOLE = re.compile(rf"[TtZ]?{UNIT}")
RANKED = 8  # pieces before "after" among which a superlative says that it ranks
_COUNTED = re.compile(rf"{COUNT}{UNIT}$")


def code_dates(doc: Doc) -> list[DateExpression]:
    """The date expressions of the article, in order, without overlap.

    Relative ones are resolved against `doc.article.published`; where that is unknown, or out of the calendar, their
    `edtf`, `earliest` and `latest` are None.
    """
    found: list[DateExpression] = []
    reference: date | None = None
    for sentence in doc.sentences:
        if not may_hold(sentence, doc.text, telling()):
            continue
        parts = Strip(sentence)
        line = letters(parts)
        year: date | None = None
        for match in GRAMMAR.finditer(line) if _HOPEFUL.search(line) else ():
            context = _context(parts, line, match, reference)
            context.year = year
            one = _written(doc, context, match.lastgroup or "")
            if one is not None:
                found.append(one)
                reference = _reference(one, reference)
                year = date(int(one.edtf), 1, 1) if one.edtf is not None and one.edtf.isdecimal() else None
    return found


def _reference(one: DateExpression, before: date | None) -> date | None:
    """The day that "two days later" is reckoned from: that of an expression, or the one `before` where a longer time holds it."""
    if one.earliest is None or one.latest is None:
        return before
    if one.earliest == one.latest:
        return date.fromisoformat(one.earliest)
    return before if before is not None and one.earliest <= before.isoformat() <= one.latest else None


def _context(parts: Strip, line: str, match: re.Match[str], reference: date | None) -> Context:
    """The match as the rules want it, the expression inside it read."""
    c = Context(parts, line, match.start(), match.end(), reference)
    group = next((name for name in INNER if match.group(name) is not None), None)
    if group is not None:
        c.core = match.span(group)
        core = GRAMMAR.match(line, *c.core)
        if core is not None and core.end() == c.core[1]:
            c.inner = MEANINGS[core.lastgroup or ""](_context(parts, line, core, reference))
        elif _WHOLE.fullmatch(line, *c.core):
            c.inner = within.whole(c.cut(*c.core))
    return c


def _written(doc: Doc, c: Context, name: str) -> DateExpression | None:
    """The row of a match; None where it is no date after all, or a stated one that no calendar has."""
    try:
        meaning = _opened(c, MEANINGS[name](c))
    except (OverflowError, ValueError):
        return None
    written: Written
    if callable(meaning):
        basis, written = "relative", calendar.resolve_from(meaning, doc.article.published)
    else:
        basis, written = "stated", calendar.written(calendar.notation(meaning)) if meaning is not None else (None, None, None)
    if meaning is None or (basis == "stated" and written[0] is None):
        return None
    start, end = c.parts[c.first].start, c.parts[c.last - 1].end
    return DateExpression(start, end, doc.text[start:end], *written, basis, name.replace("_", "-"))


def _opened(c: Context, meaning: Meaning) -> Meaning:
    """ "2018 or later", "before 2010" and "two days after 3 May": the match takes in the words that open or move it."""
    joined = c.word(1) in ("and", "or")
    pair = c.word(2) if joined else c.word(1)
    ends_here = not c.word(3)[:1].isalnum()
    if pair.startswith("onward") or (joined and ends_here and pair in cues("open end")):
        c.last += 1 + joined
        return narrow(meaning, lambda span: Span(span.first, OPEN_END, span.grain))
    before = c.word(-1)
    earlier = map(c.parts.word, range(max(0, c.first - RANKED), c.first))
    if before == "after" and any(word.tag == "JJS" and word.lower.endswith("est") for word in earlier):
        return meaning  # "the second warmest year after 2023"
    moved = _moved(c, before, meaning) if before in cues("distance") else None
    bare = joined or c.word(1) == "but" or not (c.word(1)[:1].isalnum() or c.word(1) in cues("'s") or c.word(1) == "-")
    if moved is not None or not bare or before not in ("after", "before") or (before == "before" and c.before(2) in "UY"):
        return moved or meaning
    c.first -= 1
    if before == "after":
        return narrow(meaning, lambda span: Span(span.last + timedelta(1), OPEN_END, span.grain))
    return narrow(meaning, lambda span: Span(OPEN_START, span.first - timedelta(1), span.grain))


def _moved(c: Context, before: str, meaning: Meaning) -> Meaning:
    """ "two days after 3 May"; None where no length of time stands before."""
    counted = _COUNTED.search(c.letters, max(0, c.first - 7), c.first - 1)
    if counted is None or (before == "from" and c.has("y")):  # "$5 million a year from 2026"
        return None
    distance = c.cut(counted.start(), c.first - 1)
    count, unit = distance.count(), distance.names("UY")[0]
    if count is None or unit in TIMES:
        return None
    c.first = counted.start()
    return narrow(meaning, lambda span: calendar.a_day(calendar.shift(span.first, unit, -count if before == "before" else count)))
