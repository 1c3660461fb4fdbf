# ruff: noqa: E501, PT017
"""Hostile texts: each is coded, or refused with a line, in seconds; spans hold. A text that made trouble once stays in the table."""

from __future__ import annotations

import time

import pytest

import tidings
from tidings.errors import TidingsError

SAID = "“We lost 40 boats,” Mayor Ada Quill told reporters on Thursday. "
MANY = 400  # of whatever is repeated
LIMIT = 20  # seconds; each takes far less, the machine may be busy

REPEATED = {
    "open brackets": "(", "pairs of brackets": "()", "nested square brackets": "[(", "apostrophes": "'", "curly apostrophes": "’",
    "quote marks": '"', "opening marks": "“", "closing marks": "”", "marks in turn": "“”", "guillemets": "«»", "hyphens": "-",
    "en dashes": "–", "em dashes": "—", "full stops": ".", "ellipses": "…", "question marks": "?", "commas": ",", "semicolons": ";",
    "colons": ":", "slashes": "/", "backslashes": "\\", "underscores": "_", "stars": "*", "hashes": "#", "at signs": "@", "ampersands": "&",
    "percent signs": "%", "dollar signs": "$", "plus signs": "+", "equals signs": "=", "angle brackets": "<>", "braces": "{}", "bars": "|",
    "tildes": "~", "backticks": "`", "digits": "7", "digits and commas": "1,", "digits and points": "1.", "capitals": "A", "initials": "A. ",
    "capital words": "Ada ", "hyphened words": "a-", "hyphened capitals": "Ada-", "words with apostrophes": "a'", "possessives": "Ada's ",
    "said": "said ", "he said": "he said ", "said that": "said that ", "told": "told ", "and": "and ", "names and": "Ada and ",
    "commas and names": "Ada, ", "titles": "Mayor ", "of the": "of the ", "killed": "killed ", "numbers": "40 ", "forty": "forty ",
    "hundreds": "hundred ", "yesterday": "yesterday ", "May": "May ", "Monday": "Monday, ", "years": "2019 ", "years and hyphens": "2019-",
    "blanks": " ", "tabs": "\t", "line feeds": "\n", "CRLF": "\r\n", "carriage returns": "\r", "form feeds": "\f", "vertical tabs": "\v",
    "no-break blanks": "\u00a0", "thin blanks": "\u2009", "zero-width blanks": "\u200b", "zero-width joiners": "\u200d", "soft hyphens": "\u00ad",
    "byte order marks": "\ufeff", "line separators": "\u2028", "paragraph separators": "\u2029", "next lines": "\u0085", "combining accents": "e\u0301",
    "accents alone": "\u0301", "right-to-left marks": "\u202e", "Arabic": "سلام ", "Hebrew": "שלום ", "Chinese": "中文", "Devanagari": "नमस्ते ",
    "emoji": "😀", "families of emoji": "👩‍👩‍👧‍👦", "flags": "🇱🇾", "full-width digits": "４", "superscripts": "²", "fractions": "½", "Roman numerals": "Ⅷ",
    "ligatures": "ﬁ", "replacement characters": "\ufffd", "private use": "\ue000", "last code point": "\U0010ffff", "controls": "\x01",
    "escapes": "\x1b[31m", "deletes": "\x7f", "NUL": "\x00", "newlines in quotes": "“\n", "HTML entities": "&amp;", "HTML tags": "<b>",
    "format strings": "{0} %s ", "SQL": "'; DROP TABLE quotes; --", "paths": "../../etc/passwd ", "formulas": "=HYPERLINK(1) ",
    "template code": "{{7*7}}", "NA": "NA ", "null": "null ", "None": "None ", "nan": "nan ", "TRUE": "TRUE ",
}  # fmt: skip
SHAPES = {"alone": "{}", "in a sentence": "Mayor Ada Quill said {} on Thursday.", "after speech": SAID + "{}"}
HANGS = ("open brackets", "apostrophes", "curly apostrophes", "nested square brackets", "pairs of brackets", "words with apostrophes")


def spans_hold(text: str, tables) -> None:
    for name, column in (("quotes", "quote_text"), ("mentions", "mention_text"), ("figures", "figure_text"), ("dates", "date_text")):
        for start, end, words in tables[name][["start", "end", column]].dropna().itertuples(index=False):
            assert text[start:end] == words


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", REPEATED)
def test_a_text_of_one_thing_over_and_over(name, shape):
    times = 60 if name in HANGS else MANY  # these are what `test_doubling` measures
    text = SHAPES[shape].format(REPEATED[name] * times)
    started = time.process_time()
    try:
        tables = tidings.code(text, published="2019-04-06")
    except TidingsError as refused:
        assert str(refused)
    else:
        spans_hold(text, tables)
    assert time.process_time() - started < LIMIT


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "\x00", "\ud800", "a\udfffb", "\ufeff", "\ufeff" + SAID, ".", "“", "x" * 100_000, "word " * 5_000],
    ids=["nothing", "a blank", "a line", "NUL", "half a pair", "half inside", "BOM", "BOM and speech", "stop", "mark", "one long word", "words"],
)  # fmt: skip
def test_a_text_of_next_to_nothing_or_of_one_thing(text):
    try:
        spans_hold(text, tidings.code(text))
    except TidingsError as refused:
        assert str(refused)


@pytest.mark.parametrize("fact", ["published", "title", "outlet", "byline", "url", "language", "rights", "wire_credit"])
@pytest.mark.parametrize("value", ["", "\x00", "x" * 10_000, "2019-02-30", "=1+1"], ids=["empty", "NUL", "long", "no day", "formula"])
def test_facts_that_are_none(fact, value):
    try:
        tidings.code(SAID, **{fact: value})
    except TidingsError as refused:
        assert str(refused)
