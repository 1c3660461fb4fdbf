"""How a value stands in a cell: the one place that turns values into the text of a CSV file."""

from __future__ import annotations


def cell(value: object) -> str:
    """A value as the text of a cell. Whole numbers have no decimal point; others have the shortest form that reads back the same."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
