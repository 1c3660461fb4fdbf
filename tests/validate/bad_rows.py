"""For each demand of a schema a row that breaks only that, and good rows around it. Made from the schemas' own examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tidings.contract import Field, Table
from tidings.validate.rules import Demand, demands

Cells = dict[str, str | None]


FIRST = 500  # number of the first bad row


@dataclass(frozen=True)
class BadRow:
    """A row that breaks `demand`. `also`: rules that cannot but be broken with it (a repeated single key repeats a unique column, too)."""

    demand: Demand
    cells: Cells
    also: tuple[tuple[str, str], ...] = ()


def good_row(table: Table, number: int) -> Cells:
    """A row made of the examples, its keys and unique cells different for each number."""
    cells: Cells = {field.name: field.example for field in table.fields}
    listed = [name for name in table.primary_key if table.field(name).constraints.enum]
    if len(listed) == len(table.primary_key):  # a codelist of codelists: only combinations differ
        combinations = list(product(*(table.field(name).constraints.enum for name in listed)))
        return cells | {name: str(code) for name, code in zip(listed, combinations[number % len(combinations)], strict=True)}
    own = {field.name for field in table.fields if field.constraints.unique} or {next(name for name in table.primary_key if name not in listed)}
    if len(table.primary_key) > 1:
        own |= {_varied_part(table)}
    foreign = {name for key in table.foreign_keys for name in key.fields}
    for name in own - (foreign if len(own - foreign) else set()):
        cells[name] = _another(table.field(name), number)
    return cells


def _varied_part(table: Table) -> str:
    """A part of a composite key that may be anything: best one that refers to nothing."""
    foreign = {name for key in table.foreign_keys for name in key.fields}
    free = [name for name in table.primary_key if not table.field(name).constraints.enum]
    return next((name for name in free if name not in foreign and table.field(name).type == "string"), free[0])


def _another(field: Field, number: int) -> str:
    example = field.example
    if field.type in ("integer", "number"):
        return str(int(example) + number)
    if ":" in example and example[-1].isdigit():  # an id with a span
        return f"{example.rsplit(':', 1)[0]}:{number}-{number + 9}"
    if field.constraints.pattern == "[0-9a-f]{64}":
        return f"{number:064x}"
    return f"{example}{number}" if example[-1].isdigit() else f"{example}-{number}"


def parents(all_tables: dict[str, Table]) -> dict[str, list[Cells]]:
    """For every table rows whose keys are those that the good rows of other tables refer to, besides its own example."""
    rows = {name: [good_row(table, 0)] for name, table in all_tables.items()}
    for table in all_tables.values():
        for key in table.foreign_keys:
            (column,), (target,) = key.fields, key.reference_fields
            numbers = [0, *range(FIRST, FIRST + 40)] if column in table.primary_key else [0]
            for wanted in dict.fromkeys(good_row(table, number)[column] for number in numbers):
                there = rows[key.reference]
                if all(row[target] != wanted for row in there):
                    there.append(good_row(all_tables[key.reference], 4 * FIRST + len(there)) | {target: wanted})
    return rows


def first_of(table: Table) -> int:
    """Number of the table's first further row: keys made of other tables' keys have numbers of their own, for which `parents` makes rows."""
    return FIRST if any(set(key.fields) & set(table.primary_key) for key in table.foreign_keys) else 2 * FIRST


def bad_rows(table: Table) -> Iterator[BadRow]:
    """A row for each demand, numbered so that no two of them share a key."""
    single = table.primary_key[0] if len(table.primary_key) == 1 else ""
    number = first_of(table)
    for demand in demands(table):
        row = good_row(table, number)
        number += 1
        base = good_row(table, 0)
        names = demand.column.split(", ")
        if demand.rule in ("unique", "primaryKey"):
            other = {"unique": "primaryKey", "primaryKey": "unique"}[demand.rule]
            also = ((single, other),) if names == [single] and table.field(single).constraints.unique else ()
            yield BadRow(demand, row | {name: base[name] for name in names}, also)
            continue
        if demand.rule == "foreignKey":
            yield BadRow(demand, row | {names[0]: _another(table.field(names[0]), 77777)}, ())
            continue
        field = table.field(demand.column)
        value = bad_value(field, demand.rule)
        if value is not _NONE:
            cells = row | {field.name: value}
            also = ()
            if value is None and field.name in table.primary_key:
                also = ((", ".join(table.primary_key), "primaryKey"),)
            elif value is not None and any(key.fields == (field.name,) for key in table.foreign_keys):
                also = ((field.name, "foreignKey"),)  # a value of no good form is no key either
            yield BadRow(demand, cells, also)


_NONE = "no such value"


def bad_value(field: Field, rule: str) -> str | None:
    """A cell that breaks the rule; `_NONE` where no cell of a CSV file can."""
    limits = field.constraints
    match rule:
        case "required":
            return None
        case "type":
            return {"integer": "twelve", "number": "1,5", "boolean": "yes", "date": "2019-02-30"}[field.type]
        case "enum":
            return "99" if field.type == "integer" else "no-such-code"
        case "codelist":
            return {"country": "QQQ", "language": "xx-GB"}[field.name]
        case "pattern":
            return f"¿/ {field.name}"
        case "minimum":
            return _step(field, limits.minimum, -1)
        case "maximum":
            return _step(field, limits.maximum, 1)
        case "minLength":
            assert limits.min_length is not None
            return "x" * (limits.min_length - 1) if limits.min_length > 1 else _NONE
        case "maxLength":
            assert limits.max_length is not None
            return "x" * (limits.max_length + 1)
    raise KeyError(rule)


def _step(field: Field, limit: float | str | None, step: int) -> str:
    if field.type == "date":
        year = int(str(limit)[:4]) + step
        return f"{year}{str(limit)[4:]}"
    return str(int(float(str(limit))) + step)
