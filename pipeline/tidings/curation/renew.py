"""Make the curator's decisions anew after the machine changed.

What the curator signed is the kept coding (made by the older machine) with the decisions laid over it. The decisions are what leads from the
machine's tables to that state, so for today's machine they can be computed again: a row that the machine now gets right is confirmed, a cell
that differs is set, a row too many is dropped, a missing one added. Reasons and days of decisions that stand are kept.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from tidings.contract import seed_tables
from tidings.curation.guards import FOLLOWS, GROUPS, machine_answer, machine_rows
from tidings.link.tables import Linked
from tidings.review.decisions import EVIDENCE_PREFIX, LIST_FIELDS, REVIEWED_TABLES, TEXT_COLUMN, WHOLE

Wanted = dict[str, dict[tuple[str, int, int], dict[str, str]]]

COLUMNS = seed_tables()["review"].columns

CONFIRMED = "read against the article"


def decisions_for(
    machine: Linked,
    wanted: Wanted,
    reasons: Mapping[tuple[str, str, str, str], tuple[str, str]],
    default_day: str,
) -> list[dict[str, str]]:
    """Rows of ``review.csv`` that lead from the machine's tables to `wanted`.

    `wanted`: table -> (article_id, start, end) -> column -> value as in the CSV; only the columns given are decided.
    `reasons`: (table, article_id, "start-end", field) -> (reason, day) of decisions that stand; field ``*`` serves all fields of a row.
    """
    rows = machine_rows(machine.tables, machine.participants)
    by_span = {table: {_span(row): row for (name, _), row in rows.items() if name == table} for table in REVIEWED_TABLES}
    found: list[dict[str, str]] = []

    def decide(table: str, span: tuple[str, int, int], action: str, field: str, value: str, expect: str, why: str) -> None:
        key = (table, span[0], f"{span[1]}-{span[2]}", field)
        given = reasons.get((*key[:3], WHOLE), ("", ""))
        reason, day = reasons.get(key) or (given if given[0] and not given[0].startswith(CONFIRMED) else (why, default_day))
        values = (span[0], table, str(span[1]), str(span[2]), action, field, value, expect, reason, day)
        found.append(dict(zip(COLUMNS, values, strict=True)))

    for table in REVIEWED_TABLES:
        if table not in wanted:
            continue
        for span in sorted({*by_span[table], *wanted[table]}):
            row, cells = by_span[table].get(span), wanted[table].get(span)
            whole = machine_answer(row, WHOLE)
            if cells is None:
                decide(table, span, "drop", WHOLE, "", whole, "not what the article says")
            elif row is None:
                decide(table, span, "add", WHOLE, cells[TEXT_COLUMN[table]], "", "the machine missed it")
                for field, value in cells.items():
                    if field != TEXT_COLUMN[table] and value:
                        decide(table, span, "add", field, value, "", "as the article says")
            else:
                differing = [field for field, value in cells.items() if field != TEXT_COLUMN[table] and _differs(field, value, row)]
                decide(table, span, "confirm", WHOLE, "", whole, "read against the article: right but for the fields set" if differing else CONFIRMED)
                for field in differing:
                    expect = "" if field.startswith(EVIDENCE_PREFIX) else machine_answer(row, field)
                    decide(table, span, "set", field, cells[field], expect, "the machine has it wrong")
    return found


def _differs(field: str, value: str, row: Mapping[str, object]) -> bool:
    if field.startswith(EVIDENCE_PREFIX):
        return True
    said = machine_answer(dict(row), field)
    if field in LIST_FIELDS:
        return sorted(value.split()) != sorted(said.split())
    return value != said


def _span(row: Mapping[str, object]) -> tuple[str, int, int]:
    return str(row["article_id"]), int(str(row["start"])), int(str(row["end"]))


def wanted_from_tables(reviewed: Linked, decided: Mapping[tuple[str, str, int, int], Mapping[str, str]]) -> Wanted:
    """The state that the curator signed. Grouping ids and evidence are wanted only where a decision named them."""
    rows = machine_rows(reviewed.tables, reviewed.participants)
    wanted: Wanted = {table: {} for table in REVIEWED_TABLES}
    for (table, _), row in rows.items():
        span = _span(row)
        cells = {field: machine_answer(row, field) for field in row if field not in FOLLOWS and (table, field) != ("dates", "date_id")}
        cells.update(
            {
                field: value
                for field, value in decided.get((table, *span), {}).items()
                if field == GROUPS.get(table) or field.startswith(EVIDENCE_PREFIX)
            }
        )
        wanted[table][span] = cells
    return wanted


def review_bytes(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Decisions as the bytes of ``review.csv``."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def reasons_of(rows: Sequence[Mapping[str, str]]) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    """(table, article_id, span, field) -> (reason, day) of the rows of ``review.csv``."""
    return {(r["table"], r["article_id"], f"{r['start']}-{r['end']}", r["field"]): (r["reason"], r["reviewed_on"]) for r in rows}


def decided_of(rows: Sequence[Mapping[str, str]]) -> dict[tuple[str, str, int, int], dict[str, str]]:
    """(table, article_id, start, end) -> field -> value of the rows of ``review.csv`` that set or add."""
    found: dict[tuple[str, str, int, int], dict[str, str]] = {}
    for r in rows:
        if r["action"] in ("set", "add") and r["field"] != WHOLE:
            found.setdefault((r["table"], r["article_id"], int(r["start"]), int(r["end"])), {})[r["field"]] = r["value"]
    return found
