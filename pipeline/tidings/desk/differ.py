"""Where two readers' codings of one article differ: cells of joined rows, and rows that one of them has alone (as `tidings agree` finds them)."""

from __future__ import annotations

from typing import Any

from tidings.agree.columns import ROLES, WORDS, key_of
from tidings.agree.comparison import Comparison, compare
from tidings.agree.pairs import span
from tidings.cells import cell
from tidings.coding.columns import Row, Tables, coding_tables
from tidings.coding.lay import REFERENCES, empty, of_articles


def differences(two: tuple[Tables, Tables], article_id: str, text: str) -> list[dict[str, Any]]:
    """In the order of the text: `table`, `a` and `b` (cells by column, None where that reader has no such row), `columns` that differ.

    A span that differs is named by the columns `start` and `end`. Sides of an event report are the columns `actor` and `recipient`, as lists of ids.
    """
    compared = _compared(two, article_id)
    found: list[dict[str, Any]] = []
    for table in compared.tables:
        joined = compared.joined[table]
        for one, other in joined:
            columns = _differing(compared, table, one, other)
            if columns:
                found.append({"table": table, "a": _cells(one, table, text), "b": _cells(other, table, text), "columns": columns})
        key = key_of(table)
        for side, rows, mine in (("a", compared.a[table], 0), ("b", compared.b[table], 1)):
            paired = {pair[mine][key] for pair in joined}
            alone = [row for row in rows if row[key] not in paired]
            found += [{"table": table, "a": None, "b": None, "columns": []} | {side: _cells(row, table, text)} for row in alone]
    return sorted(found, key=lambda each: (_start(each), each["table"], each["a"] is None))


def rows_of_second(two: tuple[Tables, Tables], article_id: str) -> dict[str, list[Row]]:
    """Rows that only the second reader has, with their sides and evidence. Ids in them are those of the rows that the first has in their place."""
    compared = _compared(two, article_id)
    as_first: dict[object, object] = {}
    found: dict[str, list[Row]] = {}
    for table in compared.tables:
        key = key_of(table)
        as_first |= {other[key]: one[key] for one, other in compared.joined[table] if one[key] != other[key]}
        paired = {other[key] for _, other in compared.joined[table]}
        alone = {row[key] for row in compared.b[table] if row[key] not in paired}
        found[table] = [row for row in two[1][table] if row[key] in alone]
        found.setdefault("evidence", []).extend(row for row in two[1].get("evidence", ()) if row["table"] == table and row["row_id"] in alone)
    mine = {row["report_id"] for row in found.get("event_reports", ())}
    found["report_actors"] = [row for row in two[1].get("report_actors", ()) if row["report_id"] in mine]
    for table, columns in REFERENCES.items():
        for column in columns:
            found[table] = [{**row, column: as_first.get(row.get(column), row.get(column))} for row in found.get(table, ())]
    return found


def _compared(two: tuple[Tables, Tables], article_id: str) -> Comparison:
    """Tables that one of the readers has not coded are not compared."""
    whole = [of_articles(empty() | tables, {article_id}) for tables in two]
    return compare(*({name: rows[name] for name in tables} for tables, rows in zip(two, whole, strict=True)))


def _differing(compared: Comparison, table: str, one: Row, other: Row) -> list[str]:
    columns = [] if span(one) == span(other) else ["start", "end"]
    for column in compared.columns(table):
        if not compared.alike(column.kind)(one.get(column.name), other.get(column.name)):
            columns.append(column.name)
    return columns


def _cells(row: Row, table: str, text: str) -> dict[str, Any]:
    found: dict[str, Any] = {column: cell(row.get(column)) for column in coding_tables()[table].table.columns}
    found[WORDS[table]] = text[int(found["start"]) : int(found["end"])]
    if table == "event_reports":
        sides = [row.get(role) or () for role in ROLES]
        found |= {role: [str(each) for each in side] if isinstance(side, tuple) else [] for role, side in zip(ROLES, sides, strict=True)}
    return found


def _start(each: dict[str, Any]) -> int:
    return int((each["a"] or each["b"])["start"])
