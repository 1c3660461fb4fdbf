"""Sentences: abbreviations, initials and quotations do not end them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.code.text.document import Document
from tidings.model import Article


def sentences(text: str) -> list[str]:
    document = Document(Article("a", text, "a.txt", "0"))
    return [text[s.start : s.end] for s in document.sentences]


def test_a_full_stop_ends_a_sentence() -> None:
    assert sentences("The ferry sank. Nobody drowned.") == ["The ferry sank.", "Nobody drowned."]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Ada Lum left.",
        "The U.N. Council met.",
        "Mr. J. R. Rider swam on.",
        "“Why?” she asked.",
        "“Stop!” Ada Lum shouted.",
        "“It sank.” ― Ada Lum",
    ],
)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_a_full_stop_inside_marks_ends_one() -> None:
    assert sentences("“The ferry sank.” Nobody drowned.") == ["“The ferry sank.”", "Nobody drowned."]


@given(st.text(max_size=60))
def test_sentences_lie_in_order_within_the_text(text: str) -> None:
    document = Document(Article("a", text, "a.txt", "0"))
    ends = [(s.start, s.end) for s in document.sentences]
    assert all(start < end for start, end in ends)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(ends))
