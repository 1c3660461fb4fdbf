"""Which lines of an article are title, byline, date line, body, caption, and which are page furniture.

Rules over lines and what stands on them; patterns are in `lexicon/boilerplate.tsv`. Where no rule speaks, a line is body:
to code a stray line does less harm than to lose a paragraph.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from tidings import lexicon
from tidings.model import Part, PartKind

_MONTH_NAMES = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_DATE_LINE = re.compile(rf"{_WEEKDAY}(?:(?:{_MONTH_NAMES})\.? \d{{1,2}}|\d{{1,2}} (?:{_MONTH_NAMES})\.?|\d{{4}}-\d\d-\d\d),?(?: \d{{4}})?", re.I)
_STATED_DATE = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d)"
    rf"|(?P<month>{_MONTH_NAMES})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}}) (?P<month2>{_MONTH_NAMES})\.? (?P<year2>\d{{4}})",
    re.I,
)
_BYLINE_OPENS = re.compile(r"(?:[-–—•]\s*)?(?:By|BY)\s")
_NAME_PART = r"[A-Z][\w.'’-]+"
_BYLINE = re.compile(
    rf"(?:[-–—•]\s*)?(?:By|BY|by)(?:line:?)?\s+(?P<name>{_NAME_PART}(?: (?:[A-Z][\w.'’-]*|de|van|der|von|al|bin|and))*)(?P<rest>.{{0,90}})", re.S
)
_CAPTION = re.compile(r"(?:file ?photo|file ?picture|photo(?:graph)?|image|picture|pictured|caption|video|watch)\b ?:|(?:file|photo) ?[-–—]", re.I)
_AGENCIES = (
    "AP|AFP|REUTERS|Reuters|GETTY(?: IMAGES)?|Getty(?: Images)?|EPA|EPA-EFE|AA|ANADOLU|Anadolu(?: Agency)?|TASS|PA"
    "|SHUTTERSTOCK|Shutterstock|ALAMY|Alamy"
)
_CREDIT = re.compile(
    rf"(?P<credit>\((?:[^()\n]{{2,60}}[/,] ?)?(?:{_AGENCIES})(?: [Pp]hoto| [Ii]mages)?\)"  # (Name / AP)
    rf"|(?:(?<=[a-z.])|(?<=\s)|^)[A-Z][A-Z .'’-]{{3,40}}/ ?(?:{_AGENCIES})(?: IMAGES)?"  # a name in capitals, often glued to the caption
    rf"|\b[A-Z][a-z.'’-]+(?: [A-Z][a-z.'’-]+){{0,3}} ?/ ?(?:{_AGENCIES}))\.?$"  # Name/AFP
)
_ENDS_SENTENCE = re.compile(r"[.!?…]['’”\")\]]*$")
_TITLE_WORDS = 22
_MASTHEAD_WORDS = 4
_DATELINE_START = re.compile(r"(?P<place>[A-Z][A-Z'’. -]{2,30}(?:, [A-Z][\w.' ]{2,20})?)(?: \((?P<agency>[A-Za-z -]{2,24})\))? ?[—–-]{1,2} ")


class Line(NamedTuple):
    """A line of the text, outer blanks left out."""

    start: int
    end: int
    text: str


def lines(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + len(line) - len(line.lstrip())
            found.append(Line(start, start + len(words), words))
        at += len(line)
    return found


def find_parts(text: str, title: str | None = None) -> tuple[Part, ...]:
    """Parts of the article in order. `title`: its headline where the source gives it. Parts cover every line that is not blank."""
    rows = lines(text)
    kinds: list[PartKind] = ["body"] * len(rows)
    body_from = _mark_head(rows, kinds, title)
    _mark_furniture(rows, kinds, body_from)
    _mark_captions(rows, kinds, body_from)
    _mark_author_note(rows, kinds)
    parts: list[Part] = []
    for row, kind in zip(rows, kinds, strict=True):
        if kind == "caption":
            parts.extend(_caption_parts(row))
        else:
            parts.append(Part(kind, row.start, row.end))
    return tuple(_join(parts))


def _mark_head(rows: list[Line], kinds: list[PartKind], title: str | None) -> int:
    """Mark masthead, title, byline and date line; return the number of the first line after them."""
    at = 0
    wanted = _plain(title or "")
    titled = False
    while at < len(rows) and at < 8:
        line = rows[at].text
        if _DATE_LINE.fullmatch(line.rstrip(".")):
            kinds[at] = "dateline"
        elif _BYLINE_OPENS.match(line) and _BYLINE.fullmatch(line) and len(line.split()) <= 14:
            kinds[at] = "byline"
        elif furniture := _is_furniture(line):
            if furniture == "tail":
                break
            kinds[at] = "boilerplate"
        elif not titled and (_plain(line) == wanted if wanted else _looks_like_title(rows, at)):
            if at + 1 < len(rows) and not wanted and len(line.split()) <= _MASTHEAD_WORDS and _looks_like_title(rows, at + 1):
                kinds[at] = "boilerplate"
            else:
                kinds[at] = "title"
                titled = True
        elif wanted and not titled and at == 0 and len(line.split()) <= _MASTHEAD_WORDS and len(rows) > 1 and _plain(rows[1].text) == wanted:
            kinds[at] = "boilerplate"
        else:
            break
        at += 1
    return at


def _looks_like_title(rows: list[Line], at: int) -> bool:
    """A short line above the body that does not end as a sentence does (a question may)."""
    line = rows[at].text
    if at + 1 >= len(rows) or len(line.split()) > _TITLE_WORDS or _CAPTION.match(line) or _BYLINE_OPENS.match(line):
        return False
    return bool(not _ENDS_SENTENCE.search(line) or line.endswith("?")) and line[:1] not in "“‘\"'"


def _mark_furniture(rows: list[Line], kinds: list[PartKind], first: int) -> None:
    """Mark furniture lines, and all that follows a line that begins the page's tail."""
    for number in range(first, len(rows)):
        kind = _is_furniture(rows[number].text)
        if kind == "tail" and number:
            kinds[number:] = ["boilerplate"] * (len(rows) - number)
            return
        if kind:
            kinds[number] = "boilerplate"


def _mark_captions(rows: list[Line], kinds: list[PartKind], first: int) -> None:
    """Mark captions: labelled, ending in a picture credit, or printed twice (the second time it is furniture)."""
    seen: dict[str, int] = {}
    for number in range(first, len(rows)):
        if kinds[number] != "body":
            continue
        line = rows[number].text
        plain = _plain(line)
        earlier = seen.get(plain)
        if earlier is not None and len(plain) > 20:
            if not _ENDS_SENTENCE.search(line):
                kinds[earlier] = "caption"
            kinds[number] = "boilerplate"
        elif _CAPTION.match(line) or (_CREDIT.search(line) and len(line.split()) <= 60):
            kinds[number] = "caption"
        seen.setdefault(plain, number)


def _mark_author_note(rows: list[Line], kinds: list[PartKind]) -> None:
    """Mark a line below the body that says who the author is: it begins with the name in the byline."""
    names = [name for row, kind in zip(rows, kinds, strict=True) if kind == "byline" and (name := byline_name(row.text))]
    last = max((number for number, kind in enumerate(kinds) if kind == "body"), default=-1)
    if last > 0 and names and any(rows[last].text.startswith(name) for name in names):
        kinds[last] = "byline"


def _caption_parts(row: Line) -> list[Part]:
    """A caption without the junk before it and the credit behind it."""
    start, end = row.start, row.end
    junk = re.match(r"[^\w“‘\"'(]+", row.text)
    parts = []
    if junk:
        parts.append(Part("boilerplate", start, start + junk.end()))
        start += junk.end()
    credit = _CREDIT.search(row.text)
    cut = row.start + credit.start("credit") if credit else end
    if cut > start:
        parts.append(Part("caption", start, cut))
    if credit:
        parts.append(Part("boilerplate", cut, end))
    return parts


def _join(parts: list[Part]) -> list[Part]:
    """Neighbouring parts of one kind become one."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].kind == part.kind:
            joined[-1] = Part(part.kind, joined[-1].start, part.end)
        else:
            joined.append(part)
    return joined


def _plain(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile(row["pattern"], re.I)) for row in lexicon.rows("boilerplate"))


def _is_furniture(line: str) -> str | None:
    """The kind of furniture that a line is, or None."""
    if len(line) > 200:
        return None
    return next((kind for kind, pattern in _patterns() if pattern.fullmatch(line)), None)


def byline_name(line: str) -> str | None:
    """The author's name in a byline: ``By Jane Doe in Paris`` -> ``Jane Doe``."""
    match = _BYLINE.fullmatch(line)
    return match["name"] if match else None


def wire_credit(text: str) -> str | None:
    """The agency a text credits at its end ("Source: AP") or in its date line ("TRIPOLI (Reuters) -"), by its usual short name."""
    agencies = {row["name"]: row["agency"] for row in lexicon.rows("wire_agencies")}
    for line in lines(text):
        credit = re.fullmatch(r"(?:source|agencies|via)\s*:\s*(.{2,60})", line.text, re.I)
        if credit and credit[1].strip(" .").lower() in agencies:
            return agencies[credit[1].strip(" .").lower()]
        opening = _DATELINE_START.match(line.text)
        if opening and opening["agency"]:
            return agencies.get(opening["agency"].lower(), opening["agency"])
    return None


def dateline_place(text: str, parts: tuple[Part, ...]) -> str | None:
    """The place named before the first paragraph of the body ("TRIPOLI, Libya (AP) —"), as printed."""
    match = _dateline(text, parts)
    return match["place"].split(",")[0].strip() if match else None


def dateline_end(text: str, parts: tuple[Part, ...]) -> int:
    """Where the first paragraph goes on behind its date line; 0 where it has none."""
    match = _dateline(text, parts)
    return match.end() if match else 0


def _dateline(text: str, parts: tuple[Part, ...]) -> re.Match[str] | None:
    body = next((part for part in parts if part.kind == "body"), None)
    return _DATELINE_START.match(text, body.start) if body else None


def stated_date(text: str) -> str | None:
    """The date printed on a line at the top or on a furniture line, as an ISO date; None where there is none, or none that the calendar has."""
    for number, line in enumerate(lines(text)):
        if number > 6:
            break
        if not (_DATE_LINE.fullmatch(line.text.rstrip(".")) or _is_furniture(line.text)):
            continue
        match = _STATED_DATE.search(line.text)
        if match:
            try:
                return _day_of(match).isoformat()
            except ValueError:  # 30 February
                return None
    return None


def _day_of(match: re.Match[str]) -> date:
    if match["iso"]:
        return date(*(int(number) for number in match["iso"].split("-")))
    month = (match["month"] or match["month2"])[:3].lower()
    return date(int(match["year"] or match["year2"]), _MONTHS.index(month) + 1, int(match["day"] or match["day2"]))
