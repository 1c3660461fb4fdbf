"""`tidings show`: the rows of an article in reading order, below the paragraph that they begin in."""

from __future__ import annotations

import pytest

from tidings.errors import UsageError
from tidings.making import Report, build_corpus
from tidings.show import show_article

TEXT = "Mill burns at Sella\n\nAt least 12 people were hurt, Olga Brandt said on Monday.\n\nThe mill was shut.\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    found = tmp_path_factory.mktemp("show")
    (found / "texts").mkdir()
    (found / "texts" / "sella.txt").write_text(TEXT, encoding="utf-8")
    coding = found / "coding"
    coding.mkdir()
    (coding / "quotes.csv").write_text("article_id,quote_text,speaker_text\nsella,At least 12 people were hurt,Olga Brandt\n", encoding="utf-8")
    (coding / "figures.csv").write_text("article_id,figure_text,value_low,bound\nsella,At least 12,12,at_least\n", encoding="utf-8")
    build_corpus([found / "texts"], found / "out", Report(), codings=[coding])
    return found


def test_rows_stand_below_their_paragraph_the_longest_first(place):
    lines = [line for line in "\n".join(show_article(place / "out", "sella", place / "texts")).split("\n") if line]
    assert lines[2:] == [
        "Mill burns at Sella",
        "At least 12 people were hurt, Olga Brandt said on Monday.",
        "  21-49  quote: At least 12 people were hurt",
        lines[5],
        "  21-32  figure: At least 12",
        lines[7],
        "The mill was shut.",
    ]
    assert "speaker_text=Olga Brandt" in lines[5]
    assert "value_low=12  bound=at_least" in lines[7]


def test_without_the_text_the_rows_alone_are_shown(place, tmp_path):
    lines = list(show_article(place / "out", "sella", tmp_path))
    assert "not at hand" in lines[2]
    assert [line.split("  ")[1] for line in lines[3::2]] == ["21-49", "21-32"]


def test_an_unknown_article_is_named_with_those_that_there_are(place):
    with pytest.raises(UsageError, match="there are sella"):
        list(show_article(place / "out", "sellla", None))
