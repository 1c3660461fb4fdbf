"""How each row of a coding stands to the machine's: the column `review`, where the coder left it empty or at ``machine``."""

from __future__ import annotations

from tidings.agree.compare_rows import review_of
from tidings.coding.columns import Tables
from tidings.coding.files import RawCoding

TABLES = {"quotes": "quote_id", "figures": "figure_id", "event_reports": "report_id"}  # with the column `review`, and their ids
_PLACED = ("article_id", "start", "end")


def as_coded(raw: RawCoding, tables: Tables) -> Tables:
    """The coding without the columns and tables that its files do not have: what a coder was not asked for is no answer."""
    told: Tables = {}
    for name, rows in tables.items():
        if name in raw.tables and (rows or len(raw.tables[name])):
            given = {*raw.tables[name].cells, *_PLACED, *([TABLES[name]] if name in TABLES else ())}
            told[name] = [{column: value for column, value in row.items() if column in given or (column.endswith("_id") and value)} for row in rows]
    return told


def with_review(coding: Tables, machine: Tables, coded: Tables | None = None) -> Tables:
    """The coding with `review` in every row. What a reader states stays; a row without it is held against the machine's of the same articles:
    the same is confirmed, else it is changed or added. A row that passes for the machine's and is not the same is changed or added, too, unless
    another coder than `machine` made it. `coded`: the coding with the columns that its coder filled (`as_coded`), if not all.
    """
    if all(row["review"] not in (None, "machine") for table in TABLES for row in coding[table]):
        return coding
    found = review_of(machine, coding if coded is None else coded)
    coders = {row["article_id"]: row["coder"] for row in machine["articles"]}
    same_coder = {row["article_id"] for row in coding["articles"] if row["coder"] and row["coder"] == coders.get(row["article_id"])}
    reviewed = dict(coding)
    for table, key in TABLES.items():
        reviewed[table] = []
        for row in coding[table]:
            told: str = found.get((table, str(row[key])), "added")
            if row["review"] == "machine":
                told = "machine" if told == "confirmed" or row["article_id"] not in same_coder else told
            reviewed[table].append(row if row["review"] not in (None, "machine") else {**row, "review": told})
    return reviewed
