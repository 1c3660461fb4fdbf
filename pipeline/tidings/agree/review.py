"""How each row of a coding stands to the machine's: the column `review`, where the coder left it empty."""

from __future__ import annotations

from tidings.agree.compare_rows import review_of
from tidings.coding.columns import Tables

TABLES = ("quotes", "figures", "event_reports")  # with the column `review`


def with_review(coding: Tables, machine: Tables) -> Tables:
    """The coding with `review` in every row: given ones stay, the others are found by comparison with the machine's rows of the same articles
    (of an article that the machine did not code, every row is added).
    """
    if all(row["review"] is not None for table in TABLES for row in coding[table]):
        return coding
    found = review_of(machine, coding)
    ids = {"quotes": "quote_id", "figures": "figure_id", "event_reports": "report_id"}
    reviewed = dict(coding)
    for table in TABLES:
        key = ids[table]
        reviewed[table] = [
            row if row["review"] is not None else {**row, "review": found.get((table, str(row[key])), "added")} for row in coding[table]
        ]
    return reviewed
