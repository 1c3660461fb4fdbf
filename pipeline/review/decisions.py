"""The curator's decisions, laid over the machine's coding. The machine's answer is never edited in place.

One row of ``review.csv`` is one decision about one row of one table (found by article, table and span):

* ``confirm`` - the machine is right (``field`` ``*`` for the whole row, or one field);
* ``set`` - ``field`` is ``value`` (empty: the cell is empty);
* ``drop`` - the machine's row is wrong and goes (``field`` ``*``);
* ``add`` - the machine missed the row: with ``field`` ``*`` and the words of the span as ``value``, then one row for each further field.

``expect`` is what the machine said when the decision was made. Once it says something else, the decision may be out of date: the
build stops and names it (the idea of a guard on a correction is from Our World in Data's etl, ``data_corrections``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.errors import TidingsError
from pipeline.ids import row_id
from pipeline.link.tables import EVIDENCE_PREFIX, Row, Tables
from pipeline.model import Coding, DateExpression, EventReport, Figure, Mention, Quote

WHOLE = "*"
TEXT_COLUMN = {"quotes": "quote_text", "figures": "figure_text", "event_reports": "trigger_text", "mentions": "mention_text", "dates": "date_text"}
_KEY_COLUMN = {"quotes": "quote_id", "figures": "figure_id", "event_reports": "report_id", "mentions": "mention_id", "dates": "date_id"}
REVIEWED_TABLES = tuple(TEXT_COLUMN)


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of ``review.csv`` and the line it stands on."""

    line: int
    article_id: str
    table: str
    start: int
    end: int
    action: str
    field: str
    value: str
    expect: str
    reason: str

    @property
    def row_id(self) -> str:
        return row_id(self.table, self.article_id, self.start, self.end)


def read_decisions(rows: Sequence[Mapping[str, str]], name: str = "review.csv") -> list[Decision]:
    """Decisions from the rows of the file. Raises TidingsError that names each row that is not one."""
    found, wrong = [], []
    for line, row in enumerate(rows, start=2):
        try:
            decision = Decision(
                line, row["article_id"], row["table"], int(row["start"]), int(row["end"]), row["action"], row["field"], row["value"], row["expect"], row["reason"]
            )
        except (KeyError, ValueError) as error:
            wrong.append(f"{name}:{line}: not a decision: {error}")
            continue
        if decision.table not in REVIEWED_TABLES:
            wrong.append(f"{name}:{line}: table {decision.table!r} is not one of {', '.join(REVIEWED_TABLES)}")
        elif decision.action not in ("confirm", "set", "drop", "add"):
            wrong.append(f"{name}:{line}: action {decision.action!r} is not one of confirm, set, drop, add")
        elif not decision.reason.strip():
            wrong.append(f"{name}:{line}: no reason given; say why, for the next reader")
        found.append(decision)
    if wrong:
        raise TidingsError("\n".join(wrong))
    return found


def machine_answer(row: Row | None, field: str) -> str:
    """What the machine's row says in `field`, as ``expect`` holds it: "" for an empty cell or where there is no row."""
    if row is None:
        return ""
    if field == WHOLE:
        return "row"
    value = row.get(field)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def machine_rows(machine: Tables, participants: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[tuple[str, str], Row]:
    """(table, row id) -> the machine's row, with the fields of an event report that no column of its table holds."""
    rows = {(table, str(row[_KEY_COLUMN[table]])): row for table in REVIEWED_TABLES for row in machine[table]}
    for key, fields in participants.items():
        rows["event_reports", key] = {**rows["event_reports", key], **{name: " ".join(values) or None for name, values in fields.items()}}
    return rows


def check_guards(decisions: Sequence[Decision], rows: Mapping[tuple[str, str], Row], articles: Sequence[str], name: str = "review.csv") -> None:
    """Raise TidingsError that names every decision whose article is unknown or whose guard no longer holds."""
    broken = []
    for decision in decisions:
        place = f"{name}:{decision.line}: {decision.table} {decision.row_id}"
        row = rows.get((decision.table, decision.row_id))
        if decision.article_id not in articles:
            broken.append(f"{place}: no such article; mend the article_id or delete the decision")
        elif decision.action == "add":
            if row is not None:
                broken.append(f"{place}: was added because the machine missed it; now the machine finds it: confirm or set instead")
        elif row is None:
            broken.append(f"{place}: {decision.action} {decision.field}: the machine no longer makes this row; delete the decision or make it an add")
        elif decision.field != WHOLE and not decision.field.startswith(EVIDENCE_PREFIX):
            said = machine_answer(row, decision.field)
            if said != decision.expect:
                broken.append(f"{place}: {decision.field}: the machine now says {said!r}, the decision was made when it said {decision.expect!r}: look again")
    if broken:
        shown = broken[:20]
        more = f"\n… and {len(broken) - len(shown)} more" if len(broken) > len(shown) else ""
        raise TidingsError(
            f"{len(broken)} decisions of the curator no longer fit what the machine says (`tidings review` makes them anew, keeping what was decided):\n"
            + "\n".join(shown)
            + more
        )


def apply(codings: Sequence[Coding], decisions: Sequence[Decision]) -> list[Coding]:
    """The codings with the decisions laid over them; the codings given are not changed."""
    by_article: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_article.setdefault(decision.article_id, []).append(decision)
    return [_apply_to(coding, by_article.get(coding.article_id, [])) for coding in codings]


def _apply_to(coding: Coding, decisions: Sequence[Decision]) -> Coding:
    grouped: dict[tuple[str, int, int], list[Decision]] = {}
    for decision in decisions:
        grouped.setdefault((decision.table, decision.start, decision.end), []).append(decision)
    changed: dict[str, list[Any]] = {}
    for table in REVIEWED_TABLES:
        items = {(item.start, item.end): item for item in getattr(coding, table)}
        for (_, start, end), group in ((key, group) for key, group in grouped.items() if key[0] == table):
            values = {d.field: d.value for d in group if d.action in ("set", "add") and d.field != WHOLE}
            if any(d.action == "drop" for d in group):
                items.pop((start, end), None)
            elif any(d.action == "add" for d in group):
                words = next((d.value for d in group if d.field == WHOLE), "")
                items[start, end] = _new(table, start, end, words, values)
            else:
                items[start, end] = replace(items[start, end], reviewed=True, decided=values)
        changed[table] = [items[span] for span in sorted(items)]
    return replace(coding, **changed)


def _new(table: str, start: int, end: int, words: str, values: dict[str, str]) -> Quote | Figure | EventReport | Mention | DateExpression:
    """A row that the curator adds. Every field that the machine would have coded is decided."""

    def get(field: str, default: str) -> str:
        return values.get(field) or default

    shared = {"method": "curator", "reviewed": True, "decided": values}
    if table == "quotes":
        kind = get("quote_type", "indirect")
        return Quote(start, end, words or None, kind, None, None, None, get("stance", "assert"), **shared)  # type: ignore[arg-type]
    if table == "figures":
        low, high = (float(values[name]) if values.get(name) else None for name in ("value_low", "value_high"))
        return Figure(start, end, words, low, high, get("bound", "exact"), values.get("unit") or None, get("figure_type", "other"), **shared)  # type: ignore[arg-type]
    if table == "event_reports":
        kind, mode = get("event_type", "CONSULT"), values.get("event_mode") or None
        return EventReport(start, end, words, kind, mode, get("modality", "actual"), date_basis=get("date_basis", "unknown"), **shared)  # type: ignore[arg-type]
    if table == "mentions":
        return Mention(start, end, words, get("mention_type", "name"), get("entity_type", "person"), None, **shared)  # type: ignore[arg-type]
    ends = [values.get(name) or None for name in ("date_edtf", "date_earliest", "date_latest")]
    return DateExpression(start, end, words, *ends, get("date_basis", "stated"), **shared)  # type: ignore[arg-type]
