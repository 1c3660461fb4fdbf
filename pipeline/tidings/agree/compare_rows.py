"""How each row of a reader's coding stands to the machine's: the column `review` of the published tables."""

from __future__ import annotations

from typing import Literal

from tidings import contract
from tidings.agree.columns import Kind, key_of
from tidings.agree.comparison import compare, with_id
from tidings.agree.pairs import span
from tidings.coding.columns import Tables

Review = Literal["confirmed", "changed", "added"]


def review_of(machine: Tables, reading: Tables) -> dict[tuple[str, str], Review]:
    """(table, row id) -> review, for each row of the reading in a table that has the column `review` (quotes, figures, event reports).

    ``confirmed``: the machine has the row with the same span, and all coded cells say the same; actors and places by the words that they name,
    dates and quotes by their place. ``changed``: the machine has the row, with another span or something else in a cell. ``added``: it has none.
    Not compared: method, review, ids of rows, and ids that group rows (event, utterance, claim); columns that the reading does not have.
    """
    compared = compare(machine, reading)
    found: dict[tuple[str, str], Review] = {}
    for table in contract.tables():
        if "review" not in contract.tables()[table].columns:
            continue
        key = key_of(table)
        for row in reading.get(table, []):
            found[table, str(with_id(row, table).get(key))] = "added"
        if table not in compared.joined:
            continue
        columns = [(column.name, compared.alike(column.kind)) for column in compared.columns(table) if column.kind is not Kind.event]
        for one, other in compared.joined[table]:
            same = span(one) == span(other) and all(alike(one.get(name), other.get(name)) for name, alike in columns)
            found[table, str(other[key])] = "confirmed" if same else "changed"
    return found
