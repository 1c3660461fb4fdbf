"""A table's schema as polars expressions over cells as text: the fast path. Keys are checked apart (`fast.py`), as they span rows.

polars would read ``1.0`` as an integer or ``2019-4-6`` as a date in places, so each type has a pattern of its own first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from tidings.contract import Field, ForeignKey, Table, tables
from tidings.validate.codelists import codelist
from tidings.validate.findings import Severity, words

# How a value of each type is written in a cell. Strings may be anything.
LEXICAL = {
    "integer": r"(?:0|-?[1-9][0-9]{0,17})",  # what 64 bits hold
    "number": r"-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:e[+-]?[0-9]+)?",
    "boolean": r"(?:TRUE|FALSE)",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}


@dataclass(frozen=True)
class RowTest:
    """A question that each row answers for itself: `bad` is true (not null) where the row breaks the rule. `column` is where to look."""

    column: str
    rule: str
    says: str
    what_to_do: str
    bad: pl.Expr
    severity: Severity = "error"
    implied_by: ForeignKey | None = None  # holds for every row whose key is found there, so it is asked only where one is not


def row_tests(table: Table) -> list[RowTest]:
    """Every constraint of every column that a row can answer for itself, and that no part of the key is empty."""
    tests = [_implied(table, test) for field in table.fields for test in _field_tests(field)]
    if table.primary_key:
        key = ", ".join(table.primary_key)
        tests.append(_test(key, "primaryKey", key, pl.any_horizontal(pl.col(name).is_null() for name in table.primary_key)))
    return tests


def _implied(table: Table, test: RowTest) -> RowTest:
    """A reference has the pattern of the key that it refers to: if it is found there, it need not be matched again."""
    for key in table.foreign_keys:
        if test.rule == "pattern" and key.fields == (test.column,) and key.reference in tables():
            there = tables()[key.reference].field(key.reference_fields[0])
            if there.constraints.pattern == table.field(test.column).constraints.pattern:
                return replace(test, implied_by=key)
    return test


def typed(field: Field) -> pl.Expr:
    """The column as values of its type; null where the cell is empty or not a value of the type."""
    cell = pl.col(field.name)
    if field.type == "integer":
        return cell.cast(pl.Int64, strict=False)
    if field.type == "number":
        return cell.cast(pl.Float64, strict=False)
    if field.type == "date":
        return cell.str.to_date("%Y-%m-%d", strict=False)
    if field.type == "boolean":
        return cell == "TRUE"
    return cell


def matches(cell: pl.Expr, pattern: str) -> pl.Expr:
    """Whether the whole cell has the pattern's form. (In polars ``$`` is the very end, not the place before a last line break.)"""
    return cell.str.contains(f"^(?:{pattern})$")


def _field_tests(field: Field) -> list[RowTest]:
    cell, value, limits = pl.col(field.name), typed(field), field.constraints
    tests = []
    if field.type in LEXICAL:
        good = cell.is_in(["TRUE", "FALSE"]) if field.type == "boolean" else matches(cell, LEXICAL[field.type])
        if field.type == "date":
            good = good & value.is_not_null()
        tests.append(_test(field.name, "type", field.type, cell.is_not_null() & ~good))
    if limits.required:
        tests.append(_test(field.name, "required", "", cell.is_null()))
    if limits.enum:
        codes = [str(code) for code in limits.enum]
        # A cell that is no integer breaks the type, not the codelist.
        out = ~cell.is_in(codes) if field.type == "string" else ~cell.is_in(codes) & matches(cell, LEXICAL[field.type])
        tests.append(_test(field.name, "enum", listed(codes), out))
    if limits.pattern is not None:
        tests.append(_test(field.name, "pattern", limits.pattern, ~matches(cell, limits.pattern)))
    if kept := codelist(field):
        of_form = matches(cell, limits.pattern) if limits.pattern is not None else pl.lit(True)  # what is not breaks that rule
        tests.append(_test(field.name, "codelist", kept.says, of_form & ~matches(cell, kept.form)))
    written = matches(cell, LEXICAL[field.type]) if field.type in LEXICAL else pl.lit(True)  # polars reads INF as a number
    if limits.minimum is not None:
        tests.append(_test(field.name, "minimum", limits.minimum, written & (value < _limit(field, limits.minimum))))
    if limits.maximum is not None:
        tests.append(_test(field.name, "maximum", limits.maximum, written & (value > _limit(field, limits.maximum))))
    if limits.min_length is not None:
        tests.append(_test(field.name, "minLength", limits.min_length, cell.str.len_chars() < limits.min_length))
    if limits.max_length is not None:
        tests.append(_test(field.name, "maxLength", limits.max_length, cell.str.len_chars() > limits.max_length))
    return tests


def listed(codes: list[str], longest: int = 12) -> str:
    """A codelist for reading."""
    return ", ".join(codes[:longest]) + (f" and {len(codes) - longest} more" if len(codes) > longest else "")


def _limit(field: Field, limit: float | str) -> pl.Expr:
    return pl.lit(limit).str.to_date("%Y-%m-%d") if field.type == "date" else pl.lit(limit)


def _test(column: str, rule: str, limit: object, bad: pl.Expr) -> RowTest:
    return RowTest(column, rule, *words(rule, limit), bad)
