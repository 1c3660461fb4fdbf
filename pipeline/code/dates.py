"""Find dates in a document and resolve them against the day of publication.

Every piece of a sentence gets a class (month, weekday, number, "last", ...) written as one letter; the grammar of dates is a
regular expression over these letters, so it is read once, left to right, and a match's place is a place in the pieces.
A span leaves out the preposition before it and the part of the day ("Friday afternoon" is "Friday").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from pipeline import edtf, lexicon
from pipeline.code import calendar
from pipeline.code.calendar import Span
from pipeline.code.document import Document
from pipeline.code.pieces import Piece, pieces
from pipeline.code.units import unit_at
from pipeline.model import DateExpression

LETTERS = {
    "month": "M", "weekday": "W", "season": "S", "day": "R", "unit": "U", "part": "P", "last": "L", "next": "N", "this": "T", "that": "Z",
    "ago": "A", "before": "B", "after": "F", "stretch": "E", "edge": "G", "the": "t", "one": "a", "number": "q", "vague": "v", "ordinal": "o",
    "about": "b", "of": "f", "and": "&", "to": ">", "preposition": "i",
}  # fmt: skip
MARKS = {",": ",", "-": "-", "–": "-", "—": "=", "/": "/", "'": "'", "’": "'", "‘": "'", "s": "s", "$": "$", "£": "$", "€": "$", "(": "("}
FUTURE = frozenset("will 'll ’ll shall upcoming due scheduled expected plans plan planned set going hopes hope wants next would should".split())
PERSONS = frozenset("people men women children soldiers troops fighters civilians refugees migrants workers residents homes houses jobs families dollars euros pounds tons tonnes".split())
PAST = frozenset("was were had did said told has been".split())

COUNT = r"(?:avf?|vf?|[aqdny](?:-?q)?)"
CORE = r"(?:[LNT]{0,2}M(?:[,f]?y(?!U))?|y(?!U)s?|t?[LNT]U|[TtZ]U|[LNT]?S(?:f?y)?)"
GRAMMAR = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("iso", r"D|y-d-d|y/d/d|d/d/[ydn]|d-M-y"),
            ("day_range", r"t?[do](?:-|>|&)t?[do]f?M,?y?|Mt?[do](?:-|>)t?[do](?![M%U])(?:,?y(?!U))?"),
            ("day_month", r"(?:W,?)?t?[do]f?M(?:,?f?y(?!U))?|(?:W,?)?M,?t?(?:[do](?!U)|qq?)(?:,?y(?!U))?"),
            ("weekday_of_week", r"Wi?[LNT]U|[LNT]Ui?W"),
            ("part_of", rf"t?(?:E-?(?:it?)?|Gf)t?{CORE}"),
            ("some_of", rf"t?(?:[oL](?:{COUNT})?|v)Uft?{CORE}"),
            ("month_year", r"[TL]{0,2}M[,f/]?y(?!U)|yM(?!d)"),
            ("ago", rf"{COUNT}(?:-?U)(?:&?{COUNT}U)?A"),
            ("after", rf"{COUNT}U[FB](?![IyMWtZR])"),
            ("before", r"tUB"),
            ("relative_units", rf"t?[LN](?:{COUNT})U|t?{COUNT}[LN]U"),
            ("weekday", r"[LNT]{0,2}W"),
            ("month", r"[LNT]{0,2}M"),
            ("season", r"[LNT]?S(?:f?y)?"),
            ("following", r"tNU|[tZ]ZU|ZU"),
            ("unit", r"t?T?[LNT]U|TP"),
            ("decade", r"y'?s|'ns"),
            ("year", r"y"),
            ("day", r"R"),
        )
    )
)


def code_dates(document: Document) -> list[DateExpression]:
    """The date expressions of the document, in order, without overlap.

    Relative ones are resolved against `document.article.published`; where that is unknown, or out of the calendar, their
    `edtf`, `earliest` and `latest` are None.
    """
    found: list[DateExpression] = []
    published = document.article.published
    reference: date | None = None  # the last day told of, for "two days later"
    for sentence in document.sentences:
        parts = pieces(sentence)
        letters = "".join(_letter(piece) for piece in parts)
        if not _HOPEFUL.search(letters):
            continue
        for match in GRAMMAR.finditer(letters):
            name = match.lastgroup or ""
            first, last = match.start(), match.end()
            meaning = _MEANING[name](Context(parts, letters, first, last, reference))
            if meaning is None:
                continue
            if callable(meaning):
                basis = "relative"
                text, earliest, latest = calendar.resolve_from(meaning, published)
            else:
                basis = "stated"
                text, earliest, latest = calendar.written(calendar.notation(meaning))
                if text is None:
                    continue
            while letters[first] in "tb" and name in ("day_month",) and letters[first] == "b":
                first += 1
            start, end = parts[first].start, parts[last - 1].end
            found.append(DateExpression(start, end, document.text[start:end], text, earliest, latest, basis, name.replace("_", "-")))
            if earliest and earliest == latest:
                reference = date.fromisoformat(earliest)
    return found


_HOPEFUL = re.compile(r"[MWSRUDyPs]|/d/")


class Context:
    """A match and what is around it."""

    __slots__ = ("parts", "letters", "first", "last", "reference")

    def __init__(self, parts: list[Piece], letters: str, first: int, last: int, reference: date | None) -> None:
        self.parts, self.letters, self.first, self.last, self.reference = parts, letters, first, last, reference

    def values(self, letters: str) -> list[int]:
        """The values of the pieces of the match whose letter is one of `letters`."""
        return [_value(self.parts[i]) for i in range(self.first, self.last) if self.letters[i] in letters]

    def names(self, letters: str) -> list[str]:
        """The words' values, as text."""
        return [str(_row(self.parts[i].lower)["value"]) for i in range(self.first, self.last) if self.letters[i] in letters]

    def has(self, letter: str) -> bool:
        return letter in self.letters[self.first : self.last]

    def before(self, number: int = 1) -> str:
        """The letter of the piece `number` before the match."""
        at = self.first - number
        return self.letters[at] if at >= 0 else "^"

    def word(self, offset: int) -> str:
        """The lower-case word `offset` pieces after the match (negative: before it); empty outside."""
        at = self.last + offset - 1 if offset > 0 else self.first + offset
        return self.parts[at].lower if 0 <= at < len(self.parts) else ""

    def count(self) -> float | None:
        """The number of units that the match tells; None for vague ones."""
        total = 0
        for i in range(self.first, self.last):
            letter = self.letters[i]
            if letter == "v":
                if self.parts[i].lower == "couple":
                    return 2
                return None
            if letter in "qdny" or (letter == "a" and not total):
                total += _value(self.parts[i])
            elif letter == "U":
                break
        return total or None

    def future(self) -> bool | None:
        """Whether the words before tell of the future (True), of the past (False), or neither (None): the nearest verb decides."""
        for at in range(self.first - 1, max(-1, self.first - 16), -1):
            word = self.parts[at].lower
            if word in FUTURE:
                return True
            if word in PAST or (word.endswith("ed") and len(word) > 4):
                return False
            if word in (";", "“", "”"):
                break
        for at in range(self.last, min(len(self.parts), self.last + 12)):
            word = self.parts[at].lower
            if word in ("will", "'ll", "’ll", "shall"):
                return True
            if word in PAST or (word.endswith("ed") and len(word) > 4):
                return False
        return None


Meaning = Span | Callable[[date], Span | None] | None


def _iso(c: Context) -> Meaning:
    text = "".join(part.text for part in c.parts[c.first : c.last])
    if any(c.parts[i].end != c.parts[i + 1].start for i in range(c.first, c.last - 1)) or c.word(1) in ("/", "-") or c.word(-1) in ("/",):
        return None
    if "M" in c.letters[c.first : c.last]:
        return _of(c.values("y")[0], c.values("M")[0], c.values("d")[0])
    numbers = [int(n) for n in re.split(r"[-/.]", text)]
    if numbers[0] > 31:
        year, month, day = numbers
    else:
        month, day, year = numbers if numbers[1] > 12 or (numbers[0] <= 12 and "." not in text) else (numbers[1], numbers[0], numbers[2])
    if year < 100:
        year += 1900 if year > 39 else 2000
    return _of(year, month, day)


def _of(year: int, month: int, day: int) -> Span | None:
    try:
        return calendar.a_day(date(year, month, day))
    except ValueError:
        return None


def _choose(c: Context, make: Callable[[int], Span | None]) -> Callable[[date], Span | None]:
    """The year in which a day or month without a year lies: by tense the last or next, else the nearest."""
    future = c.future()

    def meaning(today: date) -> Span | None:
        spans = [span for year in (today.year - 1, today.year, today.year + 1) if (span := make(year))]
        if future is True:
            spans = [span for span in spans if span.last and span.last >= today] or spans
            return spans[0] if spans else None
        if future is False:
            spans = [span for span in spans if span.first and span.first <= today] or spans
            return spans[-1] if spans else None
        return min(spans, key=lambda span: (abs((span.first - today).days) if span.first else 0)) if spans else None

    return meaning


def _year_said(c: Context) -> int | None:
    """The year in the match, or said after it: "on 6 February this year"."""
    years = c.values("y")
    return years[-1] if years else None


def _day_month(c: Context) -> Meaning:
    month = c.values("M")[0]
    day = sum(c.values("doq"))
    if not 1 <= day <= 31:
        return None
    year = _year_said(c)
    if year:
        return _of(year, month, day)
    return _choose(c, lambda y: _of(y, month, day))


def _day_range(c: Context) -> Meaning:
    month = c.values("M")[0]
    low, high = c.values("do")[:2]
    if low >= high:
        return None

    def make(year: int) -> Span | None:
        first, last = _of(year, month, low), _of(year, month, high)
        return Span(first.first, last.last, "days") if first and last else None

    year = _year_said(c)
    return make(year) if year else _choose(c, make)


def _month_year(c: Context) -> Meaning:
    return calendar.a_month(c.values("y")[0], c.values("M")[0])


def _month(c: Context) -> Meaning:
    if not _real_month(c):
        return None
    month = c.values("M")[0]
    if c.has("L") or c.has("N") or c.has("T"):
        names = c.names("LNT")

        def meaning(today: date) -> Span | None:
            if "this" in names and not c.has("L"):
                return calendar.a_month(today.year, month)
            if c.has("L"):
                return calendar.a_month(today.year - (month >= today.month), month)
            return calendar.a_month(today.year + (month <= today.month), month)

        return meaning
    return _choose(c, lambda year: calendar.a_month(year, month))


def _real_month(c: Context) -> bool:
    """Whether a bare word that is also a verb or name ("may", "march", "dec") is the month here."""
    at = next(i for i in range(c.first, c.last) if c.letters[i] == "M")
    need = _row(c.parts[at].lower)["needs"]
    if not need:
        return c.parts[at].text[0].isupper() or c.before() in "iLNTft>&" or c.first != at
    if c.first != at or c.before() in "i>f" or c.word(-1) in ("and", "of", "in", "until"):
        return c.parts[at].text[0].isupper() or c.word(-1) in ("in", "since", "until", "during", "of", "last", "next", "this")
    return False


def _weekday(c: Context) -> Meaning:
    at = c.last - 1
    if _row(c.parts[at].lower)["needs"] and not (c.parts[at].text[0].isupper() and (c.has("L") or c.has("N") or c.has("T") or c.before() == "i")):
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


def _weekday_of_week(c: Context) -> Meaning:
    weekday = c.values("W")[0]
    step = -1 if c.has("L") else 1 if c.has("N") else 0
    if c.names("U")[0] != "week":
        return None
    return lambda today: calendar.a_day(today - timedelta(today.weekday() - weekday - 7 * step))


def _unit(c: Context) -> Meaning:
    if c.has("P"):
        return calendar.a_day
    unit = c.names("U")[0]
    step = -1 if c.has("L") else 1 if c.has("N") else 0
    plural = _row(c.parts[c.last - 1].lower)["needs"] == "plural"
    if unit in ("minute", "hour"):
        return None
    if plural:
        if step < 0 and unit != "night":
            return lambda today: Span(None, today, "day")
        if step > 0:
            return lambda today: Span(today, None, "day")
        return calendar_around(unit) if step == 0 and unit in ("year", "week", "month") and c.has("T") else None
    if unit == "day" and step == 0:
        return None
    if unit == "century" or unit == "decade":
        return lambda today: calendar.around(calendar.shift(today, unit, step), unit)
    if unit == "night":
        return lambda today: calendar.a_day(today + timedelta(step))
    return lambda today: calendar.around(calendar.shift(today.replace(day=min(today.day, 28)) if unit in calendar.UNIT_MONTHS else today, unit, step), unit)


def calendar_around(unit: str) -> Callable[[date], Span]:
    return lambda today: calendar.around(today, unit)


def _relative_units(c: Context) -> Meaning:
    unit = c.names("U")[-1]
    count = c.count()
    if unit in ("minute", "hour", "night"):
        return None
    if count is None:
        return (lambda today: Span(None, today, "day")) if c.has("L") else (lambda today: Span(today, None, "day"))
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


def _ago(c: Context) -> Meaning:
    unit = c.names("U")[0]
    count = c.count()
    if count is None:
        return lambda today: None
    if unit in ("minute", "hour"):
        return lambda today: calendar.a_day(today - timedelta(hours=int(count if unit == "hour" else 0)))

    def meaning(today: date) -> Span | None:
        day = calendar.shift(today, unit, -count)
        return calendar.around(day, GRAIN_AGO.get(unit, "day"))

    return meaning


def _after(c: Context) -> Meaning:
    count, unit = c.count(), c.names("U")[0]
    if c.parts[c.last - 1].lower in ("after", "before") and c.word(1)[:1].isalnum():
        return None
    if count is None or c.reference is None or unit in ("minute", "hour", "night"):
        return None if count is None or unit in ("minute", "hour") else (lambda today: None)
    sign = 1 if c.has("F") else -1
    day = calendar.shift(c.reference, unit, sign * count)
    span = calendar.around(day, GRAIN_AGO.get(unit, "day"))
    return lambda today: span


def _before(c: Context) -> Meaning:
    unit = c.names("U")[0]
    if unit in ("minute", "hour"):
        return None
    reference = c.reference
    return lambda today: calendar.around(calendar.shift(reference or today, unit, -1), unit)


def _following(c: Context) -> Meaning:
    unit = c.names("U")[0]
    if _row(c.parts[c.last - 1].lower)["needs"] == "plural" or unit in ("minute", "hour", "night"):
        return None
    if c.has("N"):
        if unit not in ("day",) and c.names("N")[0] in ("next", "coming", "upcoming"):
            return lambda today: Span(today + timedelta(1), calendar.shift(today, unit, 1), "day")
        return lambda today: calendar.around(calendar.shift(c.reference or today, unit, 1), unit)
    if c.reference is None:
        return None
    reference = c.reference
    return lambda today: calendar.around(reference, unit)


def _season(c: Context) -> Meaning:
    at = next(i for i in range(c.first, c.last) if c.letters[i] == "S")
    season = c.values("S")[0]
    years = c.values("y")
    if years:
        return calendar.a_season(years[0], season)
    if c.last - c.first == 1 and not (c.before() == "t" and c.before(2) == "i" and not _row(c.parts[at].lower)["needs"]):
        return None
    step = -1 if c.has("L") else 1 if c.has("N") else 0
    if step == 0 and not c.has("T"):
        return _choose(c, lambda year: calendar.a_season(year, season))
    return lambda today: calendar.a_season(today.year + step, season)


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
        return None if unit in ("minute", "hour", "day", "night", "weekend") else calendar_around(unit)
    return _MEANING[name](inner)


_INNER = re.compile(
    r"(?P<month_year>[LNT]{0,2}M[,f]?y)|(?P<month>[LNT]{0,2}M)|(?P<decade>ys)|(?P<year>y)|(?P<this_unit>[TtZ]U)|(?P<unit>t?[LNT]U)|(?P<season>[LNT]?S(?:f?y)?)"
)


def _narrow(meaning: Meaning, change: Callable[[Span], Span | None]) -> Meaning:
    if meaning is None:
        return None
    if callable(meaning):
        function = meaning
        return lambda today: (change(span) if (span := function(today)) else None)
    return change(meaning)


def _core_start(c: Context) -> int:
    """Where the inner expression begins: after the last "of", "in", "the" or modifier."""
    for at in range(c.last - 1, c.first, -1):
        if _INNER.fullmatch(c.letters[at : c.last]) and (at == c.first or not _INNER.fullmatch(c.letters[at - 1 : c.last])):
            return at
    return c.first


def _part_of(c: Context) -> Meaning:
    part = c.names("EG")[0]
    return _narrow(_core(c, _core_start(c)), lambda span: calendar.stretch(span, part))


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
            base = span.first + timedelta((7 - span.first.weekday()) % 7)
            if ordinal:
                first = base + timedelta(7 * (ordinal[0] - 1))
                return Span(first, first + timedelta(7 * number - 1), "days")
            end = span.last - timedelta(span.last.weekday())
            return Span(end - timedelta(7 * (number - 1)), end + timedelta(6), "days")
        if ordinal:
            first = calendar.shift(span.first, unit, ordinal[0] - 1)
            return Span(first, calendar.shift(first, unit, number) - timedelta(1), "day" if unit == "day" else "month")
        return Span(calendar.shift(span.last + timedelta(1), unit, -number), span.last, "day" if unit == "day" else "month")

    if c.has("v") and not ordinal and not c.has("L"):
        return None
    return _narrow(_core(c, start), change)


def _decade(c: Context) -> Meaning:
    years = c.values("y")
    if not years:
        number = c.values("n")[0]
        if number not in (20, 30, 40, 50, 60, 70, 80, 90):
            return None
        return calendar.years(1900 + number, 1909 + number)
    if years[0] % 10 or c.parts[c.last - 1].start != c.parts[c.last - 2].end and c.has("'"):
        return None
    return calendar.years(years[0], years[0] + (99 if years[0] % 100 == 0 and years[0] < 1900 else 9))


def _year(c: Context) -> Meaning:
    year = c.values("y")[0]
    piece = c.parts[c.first]
    if c.before() == "$" or c.word(1) in ("%", "percent", "per"):
        return None
    unit = unit_at(c.parts, c.last)
    if unit is not None and (unit.last > c.last + 1 or len(c.parts[c.last].text) > 1):
        return None
    if c.first and c.parts[c.first - 1].end == piece.start and c.before() not in "-('=\"" and c.parts[c.first - 1].text not in "“\"(['‘/":
        return None
    if c.before() == "-" and c.before(2) not in "ydMx":
        return None
    return calendar.a_year(year) if _is_year(c, year) else None


def _is_year(c: Context, year: int) -> bool:
    """Whether a number of four digits is a year: by the words around it."""
    before, after = c.word(-1), c.word(1)
    if before in ("in", "since", "until", "during", "year", "circa", "of", "by", "from", "after", "before", "till", "early", "late", "mid", "the", "to", "through", "between", "and", "or", "-", "–", "(", "for", "on", "/"):
        if before not in ("in", "since", "until", "during", "year", "the") and _counts(c):
            return False
        return 1000 <= year <= 2199
    if not 1800 <= year <= 2100:
        return False
    if before in ("about", "some", "around", "nearly", "almost", "least", "than", "over", "up", "only", "another", "roughly", "just", "approximately", "all", "no", "number", "#", "."):
        return False
    return not _counts(c)


def _counts(c: Context) -> bool:
    """Whether a number of four digits counts the noun after it ("2000 people") rather than dates it ("2018 sales")."""
    after = c.word(1)
    return after in PERSONS or (not 1950 <= c.values("y")[0] <= 2035 and after.isalpha() and after.endswith("s") and len(after) > 3)


def _day(c: Context) -> Meaning:
    step = c.values("R")[0]
    return lambda today: calendar.a_day(today + timedelta(step))


_MEANING: dict[str, Callable[[Context], Meaning]] = {
    "iso": _iso,
    "day_range": _day_range,
    "day_month": _day_month,
    "weekday_of_week": _weekday_of_week,
    "part_of": _part_of,
    "some_of": _some_of,
    "month_year": _month_year,
    "ago": _ago,
    "after": _after,
    "before": _before,
    "relative_units": _relative_units,
    "weekday": _weekday,
    "month": _month,
    "season": _season,
    "following": _following,
    "unit": _unit,
    "decade": _decade,
    "year": _year,
    "day": _day,
}


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["word"]: row for row in lexicon.rows("calendar")}


def _row(word: str) -> dict[str, str]:
    return _rows()[word]


@cache
def _class(text: str) -> str:
    lower = text.lower()
    row = _rows().get(lower)
    if row is not None:
        if row["needs"] == "capital" and text[0].islower() and lower in ("march", "may"):
            return "x" if lower == "march" else "M"
        return LETTERS[row["class"]]
    if lower in MARKS:
        return MARKS[lower]
    if text[0].isdigit():
        if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", lower):
            return "o" if 1 <= int(lower[:-2]) <= 31 else "x"
        if re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{4}", text):
            return "D"
        if text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31:
            return "d"
        if text.isdigit() and len(text) == 4 and 1000 <= int(text) <= 2199:
            return "y"
        if text.isdigit() and len(text) < 6:
            return "n"
    return "%" if text == "%" else "x"


def _letter(piece: Piece) -> str:
    return _class(piece.text)


def _value(piece: Piece) -> int:
    row = _rows().get(piece.lower)
    if row is not None:
        return int(row["value"] or 0)
    return int("".join(c for c in piece.text if c.isdigit()) or 0)
