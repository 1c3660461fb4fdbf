"""Names against sentences of our own with their mentions: `names.txt`, which anybody can add to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tidings.code.dates.dates import code_dates
from tidings.code.mentions.mentions import code_mentions
from tidings.model import Article, Coding
from tidings.nlp import analyse


def examples() -> Iterator[tuple[str, list[str]]]:
    """Each text with its rows."""
    for block in Path(__file__).with_name("names.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if lines:
            yield lines[0], lines[1:]


def rows(text: str) -> list[str]:
    """The named mentions, in the notation of the file."""
    doc = analyse(Article("a", text, "a.txt", "0", published="2024-03-06"))
    coding = Coding("a")
    coding.dates = code_dates(doc)
    code_mentions(doc, coding)
    found = []
    for mention in coding.mentions:
        entity = coding.entities[mention.entity] if mention.entity is not None else None
        if entity is not None and mention.mention_type == "name":
            kind = "state" if entity.actor_type == "state" else mention.entity_type
            cells = [mention.text, kind, "=" if entity.name == mention.text else entity.name, "/".join(filter(None, entity.within or ()))]
            found.append(" | ".join(cells[: 4 if cells[3] else 3]))
    return found


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*example, id=example[0][:60]) for example in examples()])
def test_names(text: str, expected: list[str]) -> None:
    assert rows(text) == expected
