"""The coders of figures and dates against sentences of our own, kept as data: `figures.txt`, `dates.txt` (add one without any Python)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tidings.code.dates.dates import code_dates
from tidings.code.figures.figures import code_figures
from tidings.model import Article, Coding, DateExpression, Figure
from tidings.nlp import analyse

CELLS = {"unit": "unit", "bound": "bound", "type": "figure_type", "direction": "direction", "measures": "measures"}


def examples(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each sentence of a file with its rows; the row "none" is no row."""
    block: list[str] = []
    for line in [*Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip() and not line.startswith("#"):
            block.append(line.strip())
        elif block:
            assert len(block) > 1, f'{name}: no rows under "{block[0]}" (write "none" if it has none)'
            yield block[0], [row for row in block[1:] if row != "none"]
            block = []


def coded(text: str) -> tuple[list[DateExpression], list[Figure]]:
    doc = analyse(Article("a", text, "a.txt", "0", published="2020-06-17"))
    coding = Coding("a")
    coding.dates = code_dates(doc)
    return coding.dates, code_figures(doc, coding)


def value(figure: Figure) -> str:
    """The value as the file writes it: 40, 600..800, 30.., ..40."""
    low, high = ("" if end is None else str(int(end)) if end == int(end) else f"{end:.6g}" for end in (figure.value_low, figure.value_high))
    return low if low == high else f"{low}..{high}"


def cell(figure: Figure, name: str) -> str:
    found = getattr(figure, CELLS[name])
    return str(getattr(found, "text", found) or "-")


@pytest.mark.parametrize(("text", "rows"), list(examples("figures.txt")))
def test_figures(text: str, rows: list[str]) -> None:
    _, figures = coded(text)
    wanted = [[cell.strip() for cell in row.split("|")] for row in rows]
    assert [[one.text, value(one)] for one in figures] == [cells[:2] for cells in wanted]
    for one, cells in zip(figures, wanted, strict=True):
        named = {"bound": "exact"} | dict(named.split("=", 1) for named in cells[2:])
        assert {name: cell(one, name) for name in named} == named


@pytest.mark.parametrize(("text", "rows"), list(examples("dates.txt")))
def test_dates(text: str, rows: list[str]) -> None:
    dates, _ = coded(text)
    assert [f"{one.text} | {one.edtf or '-'}" for one in dates] == rows
