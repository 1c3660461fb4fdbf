"""The tables that the analysis reads: every use is explained, no row stands twice, every tag and every frame is known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tidings import lexicon
from tidings.nlp import tagger
from tidings.nlp.words import NOUNS, UPOS, VERBS, line_words, words_that

FOLDER = Path(lexicon.__file__).parent


def header(table: str) -> str:
    lines = (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.startswith("#"))


@pytest.mark.parametrize(("table", "column"), [("clause_words", "use"), ("line_words", "group"), ("date_cues", "kind")])
def test_every_use_is_explained_and_no_row_stands_twice(table: str, column: str) -> None:
    assert not {row[column] for row in lexicon.rows(table) if row[column] not in header(table)}
    assert not [row for row, number in Counter((row["word"], row[column]) for row in lexicon.rows(table)).items() if number > 1]


def test_every_tag_that_the_tagger_gives_is_in_the_table() -> None:
    assert set(tagger.default().labels) | {"SPEECH"} == set(UPOS)
    assert len(UPOS) == len(lexicon.rows("tags"))
    assert set(UPOS) > NOUNS | VERBS


def test_every_frame_of_a_word_of_speech_is_in_the_table_and_its_uses_are_explained() -> None:
    frames = {row["frame"] for row in lexicon.rows("speech_frames")}
    assert {frame for row in lexicon.rows("speech_verbs") for frame in lexicon.split(row["takes"])} <= frames
    assert not {use for row in lexicon.rows("speech_frames") for use in lexicon.split(row["uses"]) if f"{use}:" not in header("speech_frames")}


def test_words_are_asked_for_by_what_they_do() -> None:
    assert "am" in words_that("be")
    assert "week" in line_words("span of time")
    for asked in (words_that, line_words):
        with pytest.raises(KeyError):
            asked("no such use")
