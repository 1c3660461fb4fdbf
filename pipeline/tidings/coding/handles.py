"""Ids of a coder's own making: a row called ``r1``, to which another row refers by ``r1``, before anybody knows its span.

The id of a published row is made from its article and span. Until the words are found, a handle stands as a placeholder of an id's form
whose end is 0, which no row can have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tidings.coding.files import RawCoding, RawTable
from tidings.ids import LETTERS

OWN = {"quotes": "quote_id", "figures": "figure_id", "event_reports": "report_id", "mentions": "mention_id", "dates": "date_id"}
REFERENCES = {
    "quotes": {"said_date_id": "dates"},
    "figures": {"quote_id": "quotes"},
    "event_reports": {"quote_id": "quotes", "date_id": "dates"},
    "report_actors": {"report_id": "event_reports"},
}  # columns that name a row with a span, and its table; evidence says its table in a cell
_MADE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*:[a-z]:[0-9]+-[0-9]+")


class Handles:
    """The handles of one coding. `raw`: the coding with placeholders in their place."""

    def __init__(self, raw: RawCoding) -> None:
        self._placeholders: dict[tuple[str, str], str] = {}
        self._handles: dict[str, str] = {}
        own = {
            (table, cell)
            for table, column in OWN.items()
            if table in raw.tables
            for cell in raw.tables[table].cells.get(column, ())
            if cell is not None and not _MADE.fullmatch(cell)
        }
        tables = {name: self._replaced(name, table, own) for name, table in raw.tables.items()} if own else raw.tables
        self.raw = RawCoding(raw.place, tables, raw.refused, raw.notes)

    def shown(self, value: object) -> object:
        """What the coder wrote where a placeholder stands."""
        return self._handles.get(str(value), value)

    def is_placeholder(self, value: str | None) -> bool:
        return value in self._handles

    def _replaced(self, name: str, table: RawTable, own: set[tuple[str, str]]) -> RawTable:
        cells: dict[str, Sequence[str | None]] = dict(table.cells)
        columns: Mapping[str, str] = {**REFERENCES.get(name, {}), **({OWN[name]: name} if name in OWN else {})}
        for column, target in columns.items():
            if column in cells:
                cells[column] = [self._of(target, cell) if cell is not None and (target, cell) in own else cell for cell in cells[column]]
        if name == "evidence" and "table" in cells and "row_id" in cells:
            pairs = zip(cells["table"], cells["row_id"], strict=True)
            cells["row_id"] = [self._of(where, cell) if where and cell and (where, cell) in own else cell for where, cell in pairs]
        return RawTable(cells, table.files, table.lines)

    def _of(self, table: str, handle: str) -> str:
        key = (table, handle)
        if key not in self._placeholders:
            placeholder = f"handle:{LETTERS[table]}:{len(self._placeholders) + 1}-0"
            self._placeholders[key] = placeholder
            self._handles[placeholder] = handle
        return self._placeholders[key]
