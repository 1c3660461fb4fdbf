"""Rows in the order that their table keeps."""

from __future__ import annotations

from operator import itemgetter

from tidings.contract import Table

Row = dict[str, object]


def in_order(table: Table, rows: list[Row]) -> list[Row]:
    """Rows in the order of the primary key; ids with a span count by article, start and end, so that rows follow the text. Equal evidence once."""
    order = table.order
    try:
        ordered = sorted(rows, key=itemgetter(*order))  # of each column all are texts, or all are numbers: quicker so
    except TypeError:
        ordered = sorted(rows, key=lambda row: [value if isinstance(value := row[name], int) else str(value) for name in order])
    if table.name == "evidence":
        ordered = [row for number, row in enumerate(ordered) if not number or row != ordered[number - 1]]
    return ordered
