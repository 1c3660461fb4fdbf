"""What may be published of a reserved text: speech in full, coded words, and at most twelve words of a reporter's own prose in a row."""

from __future__ import annotations

import re
from itertools import islice

from tidings.coding.columns import Row, Tables

MOST_WORDS = 12  # of a reporter's own prose in a row (docs/codings.md, rights)
_WORD = re.compile(r"[^\W_]+")
_CUT = {
    "quotes": ("speaker_text", "cue", "addressee_text"),
    "figures": ("measures",),
    "actors": ("role",),
}  # columns with words as printed; those of rows without a span of their own


def count_words(text: str) -> int:
    """Runs of letters and digits: "the country’s" counts as three, as those who look for a publisher's prose may count."""
    return sum(1 for _ in _WORD.finditer(text))


def shorten(tables: Tables) -> Tables:
    """The tables with no longer stretch of a reporter's prose: indirect quotes lose their text and keep their span, other words are cut."""
    short = dict(tables)
    short["quotes"] = [{**row, "quote_text": None} if _too_long(row) else row for row in tables["quotes"]]
    for table, columns in _CUT.items():
        short[table] = [_cut(row, columns) for row in short[table]]
    short["evidence"] = [_cut_evidence(row) for row in tables["evidence"]]
    return short


def _too_long(row: Row) -> bool:
    return row["quote_type"] == "indirect" and row["quote_text"] is not None and count_words(str(row["quote_text"])) > MOST_WORDS


def _first_words(text: str) -> str:
    found = list(islice(_WORD.finditer(text), MOST_WORDS + 1))
    return text if len(found) <= MOST_WORDS else text[: found[MOST_WORDS - 1].end()]


def _cut(row: Row, columns: tuple[str, ...]) -> Row:
    cut = {name: short for name in columns if (text := row[name]) is not None and (short := _first_words(str(text))) != text}
    return {**row, **cut} if cut else row


def _cut_evidence(row: Row) -> Row:
    text = str(row["evidence_text"])
    short = _first_words(text)
    return row if short == text else {**row, "evidence_text": short, "end": int(str(row["start"])) + len(short)}
