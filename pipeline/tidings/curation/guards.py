"""Guards: does the machine still say what it said when the curator decided."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence

from tidings.cells import cell
from tidings.errors import TidingsError
from tidings.link.tables import Row, Tables
from tidings.review.decisions import EVIDENCE_PREFIX, LIST_FIELDS, REVIEWED_TABLES, WHOLE, Decision

# Cells that no decision is about: keys, names of rules, and what follows from other cells or from other articles.
FOLLOWS = frozenset(
    {"article_id", "start", "end", "method", "reviewed", "value_si", "unit_si", "event_id", "claim_id", "utterance_id"}
    | {"quote_id", "figure_id", "report_id", "mention_id"}
)
# Ids that group rows of several articles: decided only where the curator says so, compared as groups.
GROUPS = {"quotes": "utterance_id", "figures": "claim_id", "event_reports": "event_id"}
SHOWN = 20  # lines of a message
_KEY_COLUMN = {"quotes": "quote_id", "figures": "figure_id", "event_reports": "report_id", "mentions": "mention_id", "dates": "date_id"}


def machine_answer(row: Row | None, field: str) -> str:
    """What the machine's row says in `field`, as ``expect`` holds it: "" for an empty cell or where there is no row."""
    if row is None:
        return ""
    if field == WHOLE:
        return _digest(row)
    return cell(row.get(field))


def _digest(row: Row) -> str:
    """The row in a few letters, so that a decision about the whole row notices when any cell that it stands for changes."""
    cells = [f"{name}={machine_answer(row, name)}" for name in sorted(row) if name not in FOLLOWS]
    return "row:" + hashlib.sha256("\n".join(cells).encode()).hexdigest()[:8]


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
        elif not decision.field.startswith(EVIDENCE_PREFIX) and (said := machine_answer(row, decision.field)) != decision.expect:
            what = "the row" if decision.field == WHOLE else decision.field
            broken.append(f"{place}: {what}: the machine now says {said!r}, the decision was made when it said {decision.expect!r}: look again")
    if broken:
        head = f"{len(broken)} decisions of the curator no longer fit what the machine says; read them again, or let `tidings review` make them anew:"
        raise TidingsError(_listed([head, *broken]))


def check_actors(decisions: Sequence[Decision], known: Collection[str], name: str = "review.csv") -> None:
    """Raise TidingsError for actor ids that no authority file and no actor of the machine's has: a slip would make a new actor."""
    unknown = [
        f"{name}:{decision.line}: {decision.field}: no actor {actor!r}; correct the id, or add the actor to seeds/authority.csv"
        for decision in decisions
        if decision.field in LIST_FIELDS or decision.field.endswith("actor_id")
        for actor in decision.value.split()
        if not decision.field.startswith(EVIDENCE_PREFIX) and actor not in known
    ]
    if unknown:
        raise TidingsError(_listed(unknown))


def _listed(lines: Sequence[str]) -> str:
    """The first lines, and how many more there are."""
    more = [f"… and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return "\n".join([*lines[:SHOWN], *more])
