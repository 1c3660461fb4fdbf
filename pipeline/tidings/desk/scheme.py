"""What a page of the desk must know of the contract: columns, codes with their meanings, rules with the words of `tidings validate`.

All of it is read from the schemas, so a new column or code is at the desk when the page is made again.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from tidings import contract, lexicon
from tidings.coding.check import WORDS
from tidings.coding.columns import coding_tables
from tidings.coding.complete import DEFAULTS
from tidings.coding.excerpts import MOST_WORDS
from tidings.contract import Field, Table
from tidings.ids import LETTERS
from tidings.validate.compile_polars import row_tests
from tidings.validate.cross_checks import CROSS_CHECKS
from tidings.validate.row_checks import ROW_CHECKS

# Tables whose rows are marked in the text, in the order in which a reader sees them, with their names in the singular.
MARKED = {
    "quotes": "quote",
    "event_reports": "event report",
    "figures": "figure",
    "dates": "date",
    "mentions": "mention",
}
_FOLLOWS = frozenset({"value_si", "unit_si", "date_earliest", "date_latest"})  # made from other cells of the row
_GROUPS = frozenset({"utterance_id", "claim_id", "event_id"})  # which rows belong together: `link` finds it, a reader may decide it
_MADE = frozenset({"article_id", "start", "end", "method", "review"})
# Words that the article prints: a reader takes them from the text by selecting them.
_AS_PRINTED = frozenset({"speaker_text", "addressee_text", "cue", "measures"})


@cache
def scheme() -> dict[str, Any]:
    """The contract for the page, as JSON holds it."""
    found = {name: _table(coding.table) for name, coding in coding_tables().items()}
    return {
        "tables": found,
        "marked": [[name, one] for name, one in MARKED.items()],
        "rowRules": {check.name: [check.says, check.what_to_do] for check in (*ROW_CHECKS, *CROSS_CHECKS)},
        "missing": list(contract.READ_AS_MISSING),
        "modes": _modes(),
        "mostWords": MOST_WORDS,
    }


def _table(table: Table) -> dict[str, Any]:
    references = {foreign.fields[0]: foreign.reference for foreign in table.foreign_keys}
    references |= {"part_of_actor_id": "actors"} if table.name == "actors" else {}
    rules: dict[str, list[list[Any]]] = {}
    for test in row_tests(table):
        if test.rule in ("primaryKey", "unique"):
            continue
        limit = table.field(test.column).constraints.named().get(test.rule)
        kept = limit if isinstance(limit, int | float | str) else list(limit or ()) or None
        rules.setdefault(test.column, []).append([test.rule, kept, test.says, test.what_to_do])
    return {
        "title": contract.tables()[table.name].title,
        "key": list(table.primary_key),
        "letter": LETTERS.get(table.name),
        "words": WORDS.get(table.name),
        "defaults": {column: str(value) for column, value in DEFAULTS.get(table.name, {}).items()},
        "columns": [_column(table, field, references.get(field.name)) for field in table.fields],
        "rules": rules,
    }


def _column(table: Table, field: Field, reference: str | None) -> dict[str, Any]:
    published = contract.tables()[table.name]
    needed = field.name in published.columns and published.field(field.name).constraints.required
    found: dict[str, Any] = {"name": field.name, "title": field.title, "says": field.description, "type": field.type}
    found["codes"] = [[str(each.value), each.label] for each in field.categories] or [[str(code), ""] for code in field.constraints.enum]
    found["kind"] = _kind(table, field, reference)
    return found | {"to": reference, "needed": needed}


def _kind(table: Table, field: Field, reference: str | None) -> str:
    """How the page lets the cell be changed: menu, actor, place, row, printed, text, group, or made (not by hand)."""
    if field.name in _MADE or field.name in _FOLLOWS or field.name in table.primary_key or field.name == WORDS.get(table.name):
        return "made"
    if field.name in _GROUPS:
        return "group"
    if field.constraints.enum:
        return "menu"
    if reference in ("actors", "places"):
        return {"actors": "actor", "places": "place"}[reference]
    if reference in LETTERS:
        return "row"
    return "printed" if field.name in _AS_PRINTED else "text"


def _modes() -> dict[str, list[list[str]]]:
    """Type of event -> its modes (``any`` for the type as a whole), each with title and definition."""
    found: dict[str, list[list[str]]] = {}
    for row in lexicon.rows("event_types"):
        found.setdefault(row["event_type"], []).append([row["event_mode"], row["title"], row["definition"]])
    return found
