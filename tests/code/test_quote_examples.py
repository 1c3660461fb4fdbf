"""The coder of quotes against sentences of our own with their rows: `quotes.txt`, which anybody can add to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tidings.code.coreference import Coreference
from tidings.code.dates.dates import code_dates
from tidings.code.mentions.mentions import code_mentions
from tidings.code.quotes.quotes import code_quotes
from tidings.code.text.document import Document
from tidings.model import Article, Coding


def examples() -> Iterator[tuple[str, list[str]]]:
    """Each sentence with its rows."""
    text = Path(__file__).with_name("quotes.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if lines:
            yield lines[0], lines[1:]


def rows(sentence: str) -> list[str]:
    """The rows that the coder makes, in the notation of the file."""
    document = Document(Article("a", sentence, "a.txt", "0", published="2020-05-08"))
    coding = Coding("a")
    coding.dates = code_dates(document)
    code_mentions(document, coding)
    refer = Coreference(document.analysis, coding)
    refer.add_mentions()
    return [
        " | ".join([str(q.text), q.quote_type, q.speaker.text if q.speaker else "-", q.cue.text if q.cue else "-", q.stance])
        for q in code_quotes(coding, refer)
    ]


@pytest.mark.parametrize(("sentence", "expected"), [pytest.param(*example, id=example[0][:60]) for example in examples()])
def test_examples(sentence: str, expected: list[str]) -> None:
    assert rows(sentence) == expected
