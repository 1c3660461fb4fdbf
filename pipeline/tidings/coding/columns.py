"""Which tables and columns a coding has: the contract's own, as ``schemas/coding.json`` says which of them are the coder's."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache

from tidings import contract
from tidings.contract import Constraints, Field, Table

Row = dict[str, object]  # column -> str, int, float, bool or None
Tables = dict[str, list[Row]]  # table -> rows


@dataclass(frozen=True)
class CodingTable:
    """A table as it stands in a coding. `table`: the coder's columns, with what each cell must keep to; `by_link`: columns of the published
    table that `link` makes: they may stand in a file and are passed over.
    """

    table: Table
    by_link: frozenset[str]


@cache
def coding_tables() -> dict[str, CodingTable]:
    """Name -> table of a coding, in the order of the contract. Keys and codelists are those of the published table."""
    said = json.loads((contract.schema_folder() / "coding.json").read_text(encoding="utf-8"))["tables"]
    published = contract.tables()
    found = {}
    for name, table in published.items():
        if name not in said:
            continue
        by_link, optional = frozenset(said[name]["by_link"]), frozenset(said[name]["optional"])
        fields = [_relaxed(field, optional) for field in table.fields if field.name not in by_link]
        fields += [_more(each, published) for each in said[name]["more"]]
        found[name] = CodingTable(replace(table, fields=tuple(fields)), by_link)
    return found


def _relaxed(field: Field, optional: frozenset[str]) -> Field:
    needed = field.constraints.required and field.name not in optional
    return replace(field, constraints=replace(field.constraints, required=needed, unique=False))


def _more(said: str | dict[str, str], published: dict[str, Table]) -> Field:
    if isinstance(said, str):
        table, column = said.split(".")
        field = published[table].field(column)
        return replace(field, constraints=replace(field.constraints, required=False))
    return Field(said["name"], said["type"], "default", said["title"], said["description"], said["example"], Constraints())
