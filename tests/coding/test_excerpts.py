"""What may be published of a reserved text: at most twelve words in a row of a reporter's prose. The words are invented."""

import pytest

from tidings.coding.excerpts import MOST_WORDS, count_words, shorten
from tidings.coding.lay import empty

LONG = "that the ferries would stay in the harbour until every one of the pilots had been paid"  # 17 words
TWELVE = " ".join(LONG.split()[:MOST_WORDS])


def quote(text, quote_type, **cells):
    row = {"quote_id": f"a:q:0-{len(text)}", "article_id": "a", "start": 0, "end": len(text), "quote_text": text, "quote_type": quote_type}
    return row | dict.fromkeys(("speaker_text", "cue", "addressee_text")) | cells


def shortened(table, *rows):
    return shorten(empty() | {table: list(rows)})[table]


@pytest.mark.parametrize(
    ("text", "number"), [("the country’s", 3), ("U.N.-backed", 3), ("50,000", 2), ("—", 0), (TWELVE, 12), ("\n one\ttwo  ", 2), ("жёлтый дом", 2)]
)
def test_words_are_counted_as_those_would_who_look_for_a_publishers_prose(text, number):
    assert count_words(text) == number


def test_a_long_indirect_clause_loses_its_words_and_keeps_its_span():
    (row,) = shortened("quotes", quote(LONG, "indirect"))
    assert (row["quote_text"], row["start"], row["end"]) == (None, 0, len(LONG))


@pytest.mark.parametrize("quote_type", ["direct", "mixed"])
def test_speech_in_marks_is_kept_in_full(quote_type):
    (row,) = shortened("quotes", quote(LONG, quote_type))
    assert row["quote_text"] == LONG


def test_twelve_words_are_not_too_many():
    (row,) = shortened("quotes", quote(TWELVE, "indirect"))
    assert row["quote_text"] == TWELVE


@pytest.mark.parametrize("column", ["speaker_text", "cue", "addressee_text"])
def test_other_words_of_a_quote_are_cut(column):
    (row,) = shortened("quotes", quote("No.", "direct", **{column: LONG}))
    assert row[column] == TWELVE


def test_what_is_measured_and_roles_are_cut():
    assert shortened("figures", {"measures": LONG})[0]["measures"] == TWELVE
    assert shortened("actors", {"role": LONG})[0]["role"] == TWELVE


def test_evidence_is_cut_with_its_span():
    (row,) = shortened("evidence", {"table": "quotes", "start": 100, "end": 100 + len(LONG), "evidence_text": LONG})
    assert (row["evidence_text"], row["start"], row["end"]) == (TWELVE, 100, 100 + len(TWELVE))


def test_what_is_short_enough_is_the_same_row_and_nothing_given_is_changed():
    rows = [quote(TWELVE, "indirect"), quote(LONG, "indirect")]
    before = [dict(row) for row in rows]
    short = shortened("quotes", *rows)
    assert rows == before
    assert short[0] == rows[0]
    assert shortened("quotes", *short) == short
