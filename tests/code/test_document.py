"""Words of a document: offsets are exact, compounds are parted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tidings.code.text.document import Document
from tidings.model import Article


def words_of(text: str) -> list[str]:
    return [token.text for token in Document(Article("a", text, "x", "")).tokens]


def test_contractions_and_marks_are_words() -> None:
    assert words_of("We don't know (yet).") == ["We", "do", "n't", "know", "(", "yet", ")", "."]


def test_compounds_are_parted_at_their_hyphens() -> None:
    assert words_of("A UN-backed, 14-year-old plan") == ["A", "UN", "-", "backed", ",", "14", "-", "year", "-", "old", "plan"]


@given(st.text(max_size=60))
def test_offsets_are_exact(text: str) -> None:
    document = Document(Article("a", text, "x", ""))
    assert all(text[token.start : token.end] == token.text for token in document.tokens)
