"""Words of a document: every character but blanks lies in one word, and a text is cut alike however often its words were met."""

from __future__ import annotations

import spacy
from hypothesis import given
from hypothesis import strategies as st

from tidings.code.text.document import Document
from tidings.model import Article

TOKENIZER = spacy.blank("en").tokenizer


def words_of(text: str) -> list[str]:
    return [token.text for token in Document(Article("a", text, "x", "")).tokens]


def test_contractions_and_marks_are_words() -> None:
    assert words_of("We don't know (yet).") == ["We", "do", "n't", "know", "(", "yet", ")", "."]


@given(st.lists(st.sampled_from(["don't", "U.S.", "a.m.", "8am", "(Lomar", "Lum's", "north-east", "...", ":-)", ": -", ")", "x1,000", "\n", "’s"])))
def test_words_are_those_of_the_tokenizer(parts: list[str]) -> None:
    text = " ".join(parts)
    assert words_of(text) == [token.text for token in TOKENIZER(text) if not token.text.isspace()]


@given(st.text(max_size=60))
def test_offsets_are_exact(text: str) -> None:
    document = Document(Article("a", text, "x", ""))
    assert all(text[token.start : token.end] == token.text for token in document.tokens)
