"""Marks: where quotations open and close, whatever marks a paper prints."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.nlp.quotations import find_quotations

SECONDS = 5  # of processor time, for texts of which a scan that looks ahead again and again takes minutes


def inside(text: str) -> list[tuple[str, int, str]]:
    """Words inside the marks, depth and mending of every quotation of a text, paragraph by paragraph."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    return [(text[q.start : q.end], q.depth, q.mended) for found in find_quotations(text, paragraphs) for q in found]


@pytest.mark.parametrize(
    "text",
    [
        '"The ferry is late," she said.',
        "“The ferry is late,” she said.",
        "'The ferry is late,' she said.",
        "‘The ferry is late,’ she said.",
        "«The ferry is late,» she said.",
        "''The ferry is late,'' she said.",
        "``The ferry is late,'' she said.",
        '“The ferry is late," she said.',
        '"The ferry is late,” she said.',
    ],
)
def test_marks_of_every_kind(text: str) -> None:
    assert inside(text) == [("The ferry is late,", 0, "")]


def test_an_apostrophe_closes_nothing() -> None:
    assert inside("‘It’s the farmers’ own harbour, isn’t it?’ he asked.") == [("It’s the farmers’ own harbour, isn’t it?", 0, "")]


def test_a_left_out_beginning_opens_nothing() -> None:
    assert inside("In the ’90s, and rock ’n’ roll aside, nobody swam.") == []


def test_marks_within_marks() -> None:
    assert inside("“He told me ‘never again’ and left,” she said.") == [("He told me ‘never again’ and left,", 0, ""), ("never again", 1, "")]


def test_speech_over_paragraphs_is_reopened_and_closed_once() -> None:
    assert inside("“We lost the boats.\n“We lost the nets.”") == [("We lost the boats.", 0, "running"), ("We lost the nets.", 0, "")]


def test_a_lost_opening_mark_is_mended() -> None:
    assert inside("The nets are gone,” she said.") == [("The nets are gone,", 0, "opening")]


def test_a_lost_closing_mark_is_mended() -> None:
    assert inside("“The nets are gone.") == [("The nets are gone.", 0, "closing")]


def test_a_closing_mark_typed_where_one_opens() -> None:
    assert inside("”The nets are gone.”") == [("The nets are gone.", 0, "")]


@given(st.text(alphabet="ab .,'\"“”‘’«»`\n", max_size=80))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    for (start, end), found in zip(paragraphs, find_quotations(text, paragraphs), strict=True):
        for quotation in found:
            assert start <= quotation.open <= quotation.start < quotation.end <= quotation.close <= end


@pytest.mark.parametrize("unit", ["“", "”", "‘", "’ ", '"', " '", "a “.", "''", "`` "])
def test_many_marks_are_read_in_time(unit: str) -> None:
    text = unit * 4000
    began = time.process_time()
    (found,) = find_quotations(text, [(0, len(text))])
    assert all(quotation.close <= len(text) for quotation in found)
    assert time.process_time() - began < SECONDS
