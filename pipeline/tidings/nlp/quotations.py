"""Where quotation marks open and close: the one place that reads marks.

Paragraph by paragraph. Single marks are told from apostrophes by what stands beside them; a mark that the source lost
is mended where the paragraph leaves no doubt (`mended` says so); speech over several paragraphs, each reopened and
closed once, yields one quotation a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from tidings.known import bare_cues
from tidings.nlp.analysis import Quotation

LONGEST_LOOK_AHEAD = 3000  # characters looked at for the next mark: keeps reading near-linear
OPENING = "\x1f“"  # of treebanks: ``
DOUBLED = '\x1f"'  # two single marks are read as a double one; the first stroke as a blank, so that offsets stay
OPEN_ONLY = {"“": "”", "‘": "’", "«": "»", "„": "“”"}


def _is_opener(text: str, at: int, start: int, end: int) -> bool:
    """Whether a straight mark at `at` stands where marks open: after a blank, bracket, dash or mark, before a word."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in "([{—–-/“‘\"'") and not after.isspace() and after not in ",;:!?)]}"


def _is_loose(text: str, at: int, start: int, end: int) -> bool:
    """Whether a straight mark at `at`, with blanks on both sides, opens a quotation as tokenised text prints it: the next mark closes it."""
    if text[at] != '"' or not (at == start or text[at - 1].isspace()) or not text[at + 1 : at + 2].isspace():
        return False
    following = text.find('"', at + 1, min(end, at + LONGEST_LOOK_AHEAD))
    return following > 0 and not _is_opener(text, following, start, end)


_MEASURE = re.compile(r"(?<![\w.])\d+(?:[.,]\d+|[’']\s?\d+)?[”\"]$")  # 12", 6' 2"


def _is_measure(text: str, at: int, start: int, end: int, opened: bool) -> bool:
    """Whether a double mark at `at` is the sign of inches. Inside an opened quotation only where another mark is there to close it."""
    if not text[at - 1 : at].isdigit() or at == start:
        return False
    match = _MEASURE.search(text, max(start, at - 12), at + 1)
    if match is None:
        return False
    if not opened or "'" in match[0] or "’" in match[0]:
        return True
    following = text.find(text[at], at + 1, min(end, at + LONGEST_LOOK_AHEAD))
    return text[at + 1 : at + 2] == " " and following > 0 and not _is_opener(text, following, start, end)


def _is_apostrophe(text: str, at: int, start: int, end: int) -> bool:
    """Whether a right single mark at `at` lies inside a word (don’t) or stands for a left-out beginning (’90s)."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return after.isalnum() and (before.isalnum() or before.isspace() or before in '([“"‘')


def _closing_single(text: str, begin: int, end: int, closer: str) -> int | None:
    """Where the single mark that closes a quotation begun before `begin` stands, or None.

    A right single mark is also an apostrophe. One after a plural's s and before a lower-case word (the militias’ war)
    closes only where no better one follows: a mark beside other punctuation, or at the end.
    """
    doubtful = None
    at = begin
    while at < end:
        char = text[at]
        if char == "‘" and closer == "’":
            break
        if char == closer and not _is_apostrophe(text, at, begin, end):
            before = text[at - 1] if at > begin else " "
            rest = text[at + 1 : min(end, at + 3)]
            if before in "sS" and rest[:1] == " " and rest[1:2].islower():
                doubtful = at if doubtful is None else doubtful
            else:
                return at
        at += 1
    return doubtful


_MARK = re.compile("[\"“”«»„‘'’]")  # nothing else opens or closes a quotation


class _Marks:
    """The marks of the paragraph ``text[start:end]``, read once from left to right.

    `reopened` tells that the next paragraph begins with an opening mark, so that a quotation left open here runs on.
    Linear in the length of the paragraph for marks that pair; a lost single mark costs one more look ahead.
    """

    def __init__(self, text: str, start: int, end: int, reopened: bool = False) -> None:
        self.text, self.start, self.end, self.reopened = text, start, end, reopened
        self.found: list[Quotation] = []
        self.stack: list[tuple[str, int, int]] = []  # closer, open, index kept in `found`
        self.lost_single_before = -1  # no single quotation that opens before this offset has a close

    def quotations(self) -> list[Quotation]:
        """The quotations in order of their opening, outer before inner."""
        at = self.start
        while mark := _MARK.search(self.text, at, self.end):
            at = self._read(mark.start()) + 1
        self._close_lost()
        return [q for q in self.found if q.end > q.start]

    def _read(self, at: int) -> int:
        """Take the mark at `at`; the place of the last mark taken with it."""
        text, start, end, stack = self.text, self.start, self.end, self.stack
        char = text[at]
        if stack and _closes(text, at, start, end, stack[-1][0]):
            _, opened, index = stack.pop()
            self.found[index] = _quotation(text, opened, at, len(stack))
        elif char in '"”' and _is_measure(text, at, start, end, bool(stack)):
            return at  # 6' 2" wide
        elif char in "“«„" or (char in '"”' and not stack and (_is_opener(text, at, start, end) or _is_loose(text, at, start, end))):
            stack.append((OPEN_ONLY.get(char, '"'), at, len(self.found)))
            self.found.append(Quotation(at + 1, at + 1, at, at, len(stack) - 1))
        elif char in '”»"':
            self._open_lost(at)
        elif char in "‘'" and at > self.lost_single_before and _opens_single(text, at, start, end):
            return self._single(at)
        return at

    def _open_lost(self, at: int) -> None:
        """A close with nothing open and no quotation before it: the opening mark is lost, and the speech began the paragraph."""
        if not self.stack and not any(q.depth == 0 and q.close > q.open for q in self.found):
            self.found.insert(0, _quotation(self.text, self.start - 1, at, 0, "opening", self.start))

    def _single(self, at: int) -> int:
        """Take a quotation in single marks with all in it; where it closes."""
        text, depth, curly = self.text, len(self.stack), self.text[at] == "‘"
        closes = _closing_single(text, at + 1, self.end, "’" if curly else "'")
        if closes is not None:
            self.found.append(_quotation(text, at, closes, depth))
            inner = _Marks(text, at + 1, closes).quotations()
            self.found += [replace(q, depth=q.depth + depth + 1) for q in inner if not q.mended]
            return closes
        if curly:
            self.found.append(_quotation(text, at, self.end, depth, "running" if self.reopened else "closing"))
        self.lost_single_before = self.end
        return at

    def _close_lost(self) -> None:
        """Close what no mark closes: before the words that name its speaker, else with the paragraph."""
        closes = _lost_closes(self.text, self.stack[0][1] + 1, self.end) if self.stack else []
        for _, opened, index in self.stack:
            later = bisect_right(closes, opened)
            lost = closes[later] if later < len(closes) else self.end
            mended = "running" if self.reopened and lost == self.end else "closing"
            self.found[index] = _quotation(self.text, opened, lost, self.found[index].depth, mended)


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    """Whether a single mark at `at` may open a quotation."""
    if text[at] == "‘":
        return not (_is_apostrophe(text, at, start, end) and text[at - 1 : at].isalnum())
    return _is_opener(text, at, start, end) and not text[at + 1 : at + 2].isdigit()


def _lost_closes(text: str, begin: int, end: int) -> list[int]:
    """Where a quotation that nothing closes may end before the paragraph does: at words that name its speaker (“Should we wait? asked Ada Lum)."""
    return [match.start(1) - 1 for match in _SPEAKER.finditer(text, begin, end) if match[1] in bare_cues()]


_SPEAKER = re.compile(r"(?<=[,?!] )([a-z]+) (?:[A-Z]|the )")


def _closes(text: str, at: int, start: int, end: int, closer: str) -> bool:
    """Whether the mark at `at` closes a quotation that awaits `closer`. Straight and curly double marks may be mixed."""
    char = text[at]
    if char in "’'":
        return False
    if char == '"':
        if closer == '"':
            return not _is_measure(text, at, start, end, True)
        return closer == "”" and not _is_opener(text, at, start, end) and not _next_mark_is(text, at, end, "”", '“"')
    return char in closer or (char == "”" and closer == '"')


def _next_mark_is(text: str, at: int, end: int, wanted: str, others: str) -> bool:
    """Whether `wanted` is the next mark after `at`, before any of `others`, within reach."""
    reach = min(end, at + LONGEST_LOOK_AHEAD)
    place = text.find(wanted, at + 1, reach)
    return place >= 0 and all(text.find(other, at + 1, place) < 0 for other in others)


def _quotation(text: str, opened: int, closed: int, depth: int, mended: str = "", begin: int | None = None) -> Quotation:
    """The quotation whose marks stand at `opened` and `closed`, blanks inside the marks left out."""
    start = opened + 1 if begin is None else begin
    end = closed
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if mended == "opening":
        return Quotation(start, end, start, closed + 1, depth, mended)
    return Quotation(start, end, opened, end if mended else closed + 1, depth, mended)


def find_quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[list[Quotation]]:
    """The quotations of each paragraph. `paragraphs`: their spans in order."""
    marked = text.replace("''", DOUBLED).replace("``", OPENING) if "''" in text or "``" in text else text
    found = []
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        reopened = following is not None and (marked[following[0] : following[0] + 2].lstrip(DOUBLED[0])[:1] or " ") in '“‘"«'
        quotations = _Marks(marked, start, end, reopened).quotations()
        found.append([_with_both_strokes(marked, q, start) for q in quotations] if marked is not text else quotations)
    return found


def _with_both_strokes(marked: str, quotation: Quotation, start: int) -> Quotation:
    """The same quotation, its opening mark with both strokes where two single marks stand for a double one."""
    opened = quotation.open
    if opened > start and marked[opened - 1 : opened + 1] in (DOUBLED, OPENING):
        return replace(quotation, open=opened - 1)
    return quotation
