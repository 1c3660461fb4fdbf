"""The curator's decisions, laid over the machine's coding. The machine's answer is never edited in place.

One row of ``review.csv`` is one decision about one row of one table (found by article, table and span):

* ``confirm`` - the machine is right (``field`` ``*`` for the whole row, or one field);
* ``set`` - ``field`` is ``value`` (empty: the cell is empty);
* ``drop`` - the machine's row is wrong and goes (``field`` ``*``);
* ``add`` - the machine missed the row: with ``field`` ``*`` and the words of the span as ``value``, then one row for each further field.

``expect`` is what the machine said when the decision was made: a cell, or with ``*`` a digest of the whole row. Once it says something else,
the decision may be out of date: the build stops and names it (the idea of a guard on a correction is from Our World in Data's etl,
``data_corrections``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tidings.contract import tables
from tidings.errors import TidingsError
from tidings.ids import row_id
from tidings.model import Coding, DateExpression, EventReport, Figure, Mention, Quote, Words

WHOLE = "*"
EVIDENCE_PREFIX = "evidence_"  # a decision about the words that decided a cell: ``evidence_speaker_text``
LIST_FIELDS = ("actor", "recipient")  # fields of an event report that hold several actor ids, parted by blanks
TEXT_COLUMN = {"quotes": "quote_text", "figures": "figure_text", "event_reports": "trigger_text", "mentions": "mention_text", "dates": "date_text"}
REVIEWED_TABLES = tuple(TEXT_COLUMN)
REPORT_FIELDS = (*LIST_FIELDS, "event_type", "event_mode")  # what is decided of an event report and is no column of its table
SHOWN = 20  # faults that are told at once
_READ_AS: dict[str, Callable[[str], object]] = {"integer": int, "number": float, "date": date.fromisoformat}


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
                line,
                row["article_id"],
                row["table"],
                int(row["start"]),
                int(row["end"]),
                row["action"],
                row["field"],
                row["value"],
                row["expect"],
                row["reason"],
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
        elif fault := _fault(decision):
            wrong.append(f"{name}:{line}: {fault}")
        found.append(decision)
    if wrong:
        more = [f"… and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
        raise TidingsError("\n".join([*wrong[:SHOWN], *more]))
    return found


def _fault(decision: Decision) -> str | None:
    """What is wrong with the field or value of a decision that sets or adds; None where nothing is."""
    table, field, value = tables()[decision.table], decision.field, decision.value
    if field == WHOLE:
        return "set needs the field that is set; to agree with the whole row, confirm it" if decision.action == "set" else None
    column = field.removeprefix(EVIDENCE_PREFIX)
    known = (*table.columns, *(REPORT_FIELDS if decision.table == "event_reports" else ()))
    if column not in known:
        return f"field {field!r} is not one of {', '.join(known)}, nor one of them after {EVIDENCE_PREFIX!r}"
    try:
        if field != column:
            parse_evidence(value)
        elif value and column in table.columns:
            _READ_AS.get(table.field(column).type, str)(value)
    except ValueError:
        form = "start-end words, several parted by ' | '" if field != column else f"a value of type {table.field(column).type}"
        return f"{field}: {value!r} is not {form}"
    return None


def parse_evidence(value: str) -> list[Words]:
    """The curator's notation of evidence: ``start-end words``, several parted by `` | ``. Raises ValueError."""
    found = []
    for piece in filter(None, value.split(" | ")):
        span, _, words = piece.partition(" ")
        start, _, end = span.partition("-")
        found.append(Words(int(start), int(end), words))
    return found


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
    dates = {(date.start, date.end) for date in changed["dates"]}
    reports = {(report.start, report.end) for report in changed["event_reports"]}
    changed["quotes"] = [replace(q, said_date=q.said_date if q.said_date in dates else None) for q in changed["quotes"]]
    quotes = [(q.start, q.end) for q in changed["quotes"]]
    changed["figures"] = [replace(f, quote=_around(f, quotes), event=f.event if f.event in reports else None) for f in changed["figures"]]
    changed["event_reports"] = [replace(r, quote=_around(r, quotes), date=r.date if r.date in dates else None) for r in changed["event_reports"]]
    return replace(coding, **changed)  # type: ignore[arg-type]


def _around(row: Figure | EventReport, quotes: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The shortest quote that a row stands in: rows may have come and gone since the machine said which."""
    holding = [(end - start, start, end) for start, end in quotes if start <= row.start and row.end <= end]
    return min(holding)[1:] if holding else None


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
    edtf, earliest, latest = (values.get(name) or None for name in ("date_edtf", "date_earliest", "date_latest"))
    return DateExpression(start, end, words, edtf, earliest, latest, get("date_basis", "stated"), **shared)  # type: ignore[arg-type]
