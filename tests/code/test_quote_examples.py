"""The coder of quotes against sentences of our own with their rows: `quotes.txt`, which anybody can add to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from tidings.code.coreference import Coreference
from tidings.code.dates.dates import code_dates
from tidings.code.mentions.mentions import code_mentions
from tidings.code.quotes.quotes import code_quotes
from tidings.model import Article, Coding
from tidings.nlp import analyse


def examples() -> Iterator[tuple[str, list[str]]]:
    """Each sentence with its rows."""
    text = Path(__file__).with_name("quotes.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if lines:
            yield lines[0].replace("¶", "\n\n"), lines[1:]


def rows(sentence: str, resolved: Sequence[bool]) -> list[str]:
    """The rows that the coder makes, in the notation of the file. `resolved`: of each row, whether it tells whom the speaker's words mean."""
    doc = analyse(Article("a", sentence, "a.txt", "0", published="2020-05-08"))
    coding = Coding("a")
    coding.dates = code_dates(doc)
    code_mentions(doc, coding)
    refer = Coreference(doc, coding)
    refer.add_mentions()
    found = []
    for quote, tells in zip_longest(code_quotes(refer), resolved):
        if quote is None:
            break
        speaker = quote.speaker.text if quote.speaker else "-"
        if tells and quote.speaker_entity is not None:
            speaker += f" = {coding.entities[quote.speaker_entity].name}"
        found.append(" | ".join([str(quote.text), quote.quote_type, speaker, quote.cue.text if quote.cue else "-", quote.stance]))
    return found


@pytest.mark.parametrize(("sentence", "expected"), [pytest.param(*example, id=example[0][:60]) for example in examples()])
def test_examples(sentence: str, expected: list[str]) -> None:
    assert rows(sentence, [" = " in row for row in expected]) == expected
