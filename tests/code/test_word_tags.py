"""Words of a line and what they most likely are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.code.text.word_tags import tag


def tags(words: str) -> str:
    return " ".join(tag(words.split()))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("She said the ferry sank .", "PRON FINITE DET NOUN FINITE PUNCT"),
        ("Officials say they plan to leave .", "NOUN FINITE PRON FINITE TO BASE PUNCT"),
        ("The plans of the mayor failed .", "DET NOUN ADP DET NOUN FINITE PUNCT"),
        ("Lodi has repeatedly denied closing it .", "PROPN AUX ADV PARTICIPLE ING PRON PUNCT"),
        ("The alleged thief , who left last week , lied .", "DET ADJ NOUN PUNCT WH FINITE TIME TIME PUNCT FINITE PUNCT"),
        ("Ada Lum 's NATO-backed plan", "PROPN PROPN GENITIVE ADJ NOUN"),
        ("“” he said", "QUOTE PRON FINITE"),
        ("It is the only way to win", "PRON AUX DET ADJ NOUN TO BASE"),
    ],
)
def test_tags(words: str, expected: str) -> None:
    assert tags(words) == expected


def test_a_dictionary_word_that_is_known_to_be_a_name() -> None:
    assert tag(["Lynch", "said", "so"], name_first=True)[:2] == ["PROPN", "FINITE"]


@given(st.lists(st.text(min_size=1, max_size=8).filter(lambda word: not word.isspace()), max_size=12))
def test_every_word_has_a_tag(words: list[str]) -> None:
    assert len(tag(words)) == len(words)
