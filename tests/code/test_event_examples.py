"""Event reports against sentences of our own (`events.txt`, which explains itself)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest

from tidings.code.coder import code
from tidings.model import Article, Participant


def examples() -> Iterator[tuple[str, list[list[str]]]]:
    """Each sentence with the cells of its events."""
    block: list[str] = []
    for line in [*Path(__file__).with_name("events.txt").read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip() and not line.startswith("#"):
            block.append(line)
        elif block:
            yield block[0], [[cell.strip() for cell in row.split("|")] for row in block[1:]]
            block = []


@pytest.mark.parametrize(("sentence", "expected"), list(examples()))
def test_examples(sentence: str, expected: list[list[str]]) -> None:
    coding = code(Article("a", sentence, "a.txt", "", published="2019-04-06"))

    def names(sides: list[Participant]) -> str:
        return " + ".join(coding.entities[side.entity].name for side in sides) or "-"

    rows = [
        [
            report.text,
            " ".join(filter(None, [report.event_type, report.event_mode])),
            report.modality,
            names(report.actors),
            names(report.recipients),
            report.place_words.text if report.place_words else "-",
            sentence[slice(*report.date)] if report.date else "-",
            report.date_basis,
        ]
        for report in coding.event_reports
    ]
    assert [row[: len(cells)] for row, cells in zip_longest(rows, expected, fillvalue=[])] == expected
