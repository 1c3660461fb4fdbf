"""Make the curator's decisions anew after the machine changed.

What was decided stands in the published tables (``data/*.csv``): they are the state that the curator signed. The decisions are what
leads from today's machine tables to that state, so they can be computed again: a row that the machine now gets right is confirmed, a cell
that differs is set, a row too many is dropped, a missing one added. Reasons and days of decisions that stand are kept.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.contract import seed_tables
from pipeline.link.tables import EVIDENCE_PREFIX, LIST_FIELDS, Linked
from pipeline.read.corpus import read_table
from pipeline.review.decisions import REVIEWED_TABLES, TEXT_COLUMN, WHOLE, machine_answer, machine_rows

Wanted = dict[str, dict[tuple[str, int, int], dict[str, str]]]

# columns of a reviewed table that no decision is about: keys, the words themselves, and what follows from other cells
_DERIVED = {"article_id", "start", "end", "method", "reviewed", "value_si", "unit_si", "event_id", "claim_id", "utterance_id", "quote_id"}
# ids that group rows of several articles: decided only where the curator says so
GROUPING = {"quotes": "utterance_id", "figures": "claim_id", "event_reports": "event_id"}


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
        reason, day = reasons.get(key) or reasons.get((*key[:3], WHOLE)) or (why, default_day)
        found.append(
            dict(
                article_id=span[0], table=table, start=str(span[1]), end=str(span[2]), action=action, field=field, value=value, expect=expect,
                reason=reason, reviewed_on=day,
            )
        )  # fmt: skip

    for table in REVIEWED_TABLES:
        if table not in wanted:
            continue
        for span in sorted({*by_span[table], *wanted[table]}):
            row, cells = by_span[table].get(span), wanted[table].get(span)
            if cells is None:
                decide(table, span, "drop", WHOLE, "", "row", "not what the article says")
            elif row is None:
                decide(table, span, "add", WHOLE, cells[TEXT_COLUMN[table]], "", "the machine missed it")
                for field, value in cells.items():
                    if field != TEXT_COLUMN[table] and value:
                        decide(table, span, "add", field, value, "", "as the article says")
            else:
                differing = [field for field, value in cells.items() if field != TEXT_COLUMN[table] and _differs(field, value, row)]
                if not differing:
                    decide(table, span, "confirm", WHOLE, "", "row", "read against the article")
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
        cells = {
            field: machine_answer(row, field)
            for field in row
            if field not in _DERIVED and field not in (f"{table[:-1]}_id", "report_id")
        }
        cells.update({field: value for field, value in decided.get((table, *span), {}).items() if field == GROUPING.get(table) or field.startswith(EVIDENCE_PREFIX)})
        wanted[table][span] = cells
    return wanted


def write_review(path: Path, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write ``review.csv``; returns its bytes."""
    names = [field.name for field in seed_tables()["review"].fields]
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    data = out.getvalue().encode("utf-8")
    path.write_bytes(data)
    return data


def reasons_of(rows: Sequence[Mapping[str, str]]) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    """(table, article_id, span, field) -> (reason, day) of the rows of ``review.csv``."""
    return {(r["table"], r["article_id"], f"{r['start']}-{r['end']}", r["field"]): (r["reason"], r["reviewed_on"]) for r in rows}


def read_review(path: Path) -> list[dict[str, str]]:
    return read_table(path) if path.is_file() else []
