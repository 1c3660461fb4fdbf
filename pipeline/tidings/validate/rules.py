"""What a schema demands, one demand at a time, whatever the engine: the list that every engine is measured against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tidings.contract import ForeignKey, Table
from tidings.validate.codelists import codelist
from tidings.validate.compile_polars import LEXICAL, listed
from tidings.validate.findings import Words, words
from tidings.validate.sources import Source

# Keys that are there: (table, columns) → the keys of its rows.
Parents = Mapping[tuple[str, tuple[str, ...]], frozenset[tuple[str, ...]]]


@dataclass(frozen=True)
class Demand:
    """One constraint of one column, or one key. `column` names the columns of a key parted by commas; `limit` is for reading."""

    table: str
    column: str
    rule: str
    limit: str
    foreign_key: ForeignKey | None = None

    @property
    def words(self) -> Words:
        return words(self.rule, self.limit)


def demands(table: Table) -> list[Demand]:
    """All demands of a table's schema in a fixed order: column by column, then its keys."""
    found = []
    for field in table.fields:
        if field.type in LEXICAL:
            found.append(Demand(table.name, field.name, "type", field.type))
        for rule, limit in field.constraints.named().items():
            shown = listed([str(code) for code in limit]) if isinstance(limit, tuple) else "" if limit is True else str(limit)
            found.append(Demand(table.name, field.name, rule, field.name if rule == "unique" else shown))
        if kept := codelist(field):
            found.append(Demand(table.name, field.name, "codelist", kept.says))
    if table.primary_key:
        key = ", ".join(table.primary_key)
        found.append(Demand(table.name, key, "primaryKey", key))
    for foreign in table.foreign_keys:
        target = f"{foreign.reference}.{', '.join(foreign.reference_fields)}"
        found.append(Demand(table.name, ", ".join(foreign.fields), "foreignKey", target, foreign))
    return found


def parents_of(sources: Mapping[str, Source]) -> Parents:
    """The keys that foreign keys of these tables refer to. For the slow engines: all keys are held as text."""
    found: dict[tuple[str, tuple[str, ...]], frozenset[tuple[str, ...]]] = {}
    for source in sources.values():
        for key in source.table.foreign_keys:
            where = (key.reference, key.reference_fields)
            if where not in found:
                there = sources.get(key.reference)
                rows = there.lazy.select(key.reference_fields).drop_nulls().collect(engine="streaming").rows() if there else []
                found[where] = frozenset(tuple(row) for row in rows)
    return found
