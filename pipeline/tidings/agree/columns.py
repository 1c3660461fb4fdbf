"""Which columns of a coding are compared, and what kind of value each holds. Read from the schemas, so that a new column is compared at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tidings import contract
from tidings.coding.columns import coding_tables
from tidings.contract import Field, Table

# The column of a row's own words, which follow from its span.
WORDS = {"quotes": "quote_text", "figures": "figure_text", "event_reports": "trigger_text", "mentions": "mention_text", "dates": "date_text"}
# Ids that only say which rows belong together: compared as pairs of rows, whatever the id.
GROUPS = {"quotes": "utterance_id", "figures": "claim_id", "event_reports": "event_id"}
ROLES = ("actor", "recipient")  # the roles of `report_actors`, compared as columns of the event report
_NOT_CODED = frozenset({"article_id", "start", "end", "method", "review", "value_si", "unit_si"})  # place, provenance, what follows from others
_AS_PRINTED = frozenset({"cue", "measures"})  # words of the article, as are the columns that end in `_text`


class Kind(StrEnum):
    """What a column holds, and so how two cells of it are compared."""

    code = "code"  # of a codelist, or a word that stands for one (unit, detail, an EDTF date)
    words = "words"  # as the article prints them
    number = "number"
    day = "day"
    actor = "actor"
    place = "place"
    date = "date"
    quote = "quote"
    event = "event"
    sides = "sides"  # actor ids of one role, as a sorted tuple


@dataclass(frozen=True, slots=True)
class Column:
    """A compared column. `required`: the published table needs it, so that an empty cell of a coding was not coded; else empty is an answer."""

    name: str
    kind: Kind
    required: bool


def key_of(table: str) -> str:
    """The column of a table's row ids."""
    return contract.tables()[table].primary_key[0]


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The compared columns of a table with spans, in the order of the contract; an event report has its type, mode and sides first."""
    of_coding, published = coding_tables()[table].table, contract.tables()[table]
    left_out = _NOT_CODED | {key_of(table), WORDS[table], GROUPS.get(table, "")}
    found = [Column(field.name, _kind(field, published), _required(field, published)) for field in of_coding.fields if field.name not in left_out]
    if table != "event_reports":
        return tuple(found)
    first = [column for column in found if column.name in ("event_type", "event_mode")]
    sides = [Column(role, Kind.sides, required=False) for role in ROLES]
    return (*first, *sides, *(column for column in found if column not in first))


def _kind(field: Field, table: Table) -> Kind:
    references = {"actors": Kind.actor, "places": Kind.place, "dates": Kind.date, "quotes": Kind.quote, "events": Kind.event}
    for key in table.foreign_keys:
        if key.fields == (field.name,) and key.reference in references:
            return references[key.reference]
    if field.name.endswith("_text") or field.name in _AS_PRINTED:
        return Kind.words
    if field.type in ("number", "integer"):
        return Kind.number
    return Kind.day if field.type == "date" else Kind.code


def _required(field: Field, table: Table) -> bool:
    if field.name in table.columns:
        return table.field(field.name).constraints.required
    return field.name == "event_type"
