"""A table's schema as a pandera schema: every constraint and key, foreign keys included.

pandera's own importers of Table Schema are not used: they drop foreign keys and formats, and read "false" as true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pandera.pandas as pa

from tidings.contract import Field, Table
from tidings.validate.codelists import outside
from tidings.validate.compile_pandas import cast
from tidings.validate.compile_polars import LEXICAL
from tidings.validate.findings import Check, Finding, Findings
from tidings.validate.rules import Parents, demands
from tidings.validate.sources import Source

_DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]"}


def schema(table: Table, parents: Parents | None = None) -> pa.DataFrameSchema:
    """The schema for a typed frame (`compile_pandas.read_csv`). `parents`: (table, columns) → keys there; without it foreign keys are left out."""
    columns = {
        field.name: pa.Column(_DTYPES[field.type], checks=_checks(table, field, parents), nullable=not field.constraints.required)
        for field in table.fields
    }
    whole = (
        [_check("primaryKey", lambda frame, key=list(table.primary_key): ~frame.duplicated(key) & frame[key].notna().all(axis=1))]
        if table.primary_key
        else []
    )
    for key in table.foreign_keys:
        if len(key.fields) > 1 and parents is not None:
            known = parents[key.reference, key.reference_fields]
            whole.append(_check(f"foreignKey {', '.join(key.fields)}", lambda frame, key=key, known=known: _refers(frame, list(key.fields), known)))
    return pa.DataFrameSchema(columns, checks=whole, strict=True, ordered=True, name=table.name)


def text_schema(table: Table) -> pa.DataFrameSchema:
    """The schema for cells as text: each is written as its type is written, and stands for a value (no 30 February)."""

    def written(cells: pd.Series, field: Field) -> pd.Series:
        return ~cast_one(table, field, cells)

    columns = {
        field.name: pa.Column(
            object, checks=[_check("type", lambda cells, field=field: written(cells, field))] if field.type in LEXICAL else [], nullable=True
        )
        for field in table.fields
    }
    return pa.DataFrameSchema(columns, strict=True, ordered=True, name=table.name)


def cast_one(table: Table, field: Field, cells: pd.Series) -> pd.Series:
    """Which cells of one column are no values of its type."""
    alone = Table(table.name, "", "", (field,), (), (), table.missing, {})
    return cast(alone, cells.to_frame(field.name))[1][field.name]


def check(source: Source, cells: pd.DataFrame, parents: Parents) -> Findings:
    """Run both schemas over the cells of a table; each failure case becomes a finding."""
    findings, table = Findings(), source.table
    refused = _failures(text_schema(table), cells)
    typed, _ = cast(table, cells)
    # A cell that is no value of its type is missing in the typed frame: it is wrong by its type, not empty.
    wrong = {(row, column) for row, column, rule in refused if rule == "type"}
    wrong |= {(row, "") for row, column in wrong if column in table.primary_key}
    refused += [found for found in _failures(schema(table, parents), typed) if found[2] not in ("required", "primaryKey") or found[:2] not in wrong]
    for demand in demands(table):
        found = [row for row, column, rule in refused if rule == demand.rule and column in ("", demand.column)]
        findings.checks.append(Check("pandera", table.name, demand.column, demand.rule, demand.words.says, len(found)))
        for row in found:
            value = ", ".join(cell or "" for cell in cells.loc[row, demand.column.split(", ")]) or None
            findings.add(Finding(table.name, source.file, int(row), demand.column, value, demand.rule, *demand.words, "pandera"))
    return findings


def _checks(table: Table, field: Field, parents: Parents | None) -> list[pa.Check]:
    limits = field.constraints
    checks = []
    if limits.unique:
        checks.append(_check("unique", lambda cells: ~cells.duplicated() | cells.isna()))
    if limits.enum:
        checks.append(_check("enum", lambda cells: cells.isin(limits.enum) | cells.isna()))
    if limits.pattern is not None:
        form = re.compile(limits.pattern)
        checks.append(_check("pattern", lambda cells: cells.map(lambda cell: pd.isna(cell) or form.fullmatch(cell) is not None).astype(bool)))
    if allowed := outside(field):
        code = re.compile(allowed)
        checks.append(_check("codelist", lambda cells: cells.map(lambda cell: pd.isna(cell) or code.fullmatch(cell) is not None).astype(bool)))
    if limits.minimum is not None:
        checks.append(_check("minimum", lambda cells: (cells >= _value(field, limits.minimum)).fillna(True) | cells.isna()))
    if limits.maximum is not None:
        checks.append(_check("maximum", lambda cells: (cells <= _value(field, limits.maximum)).fillna(True) | cells.isna()))
    if limits.min_length is not None:
        checks.append(_check("minLength", lambda cells: (cells.str.len() >= limits.min_length).fillna(True)))
    if limits.max_length is not None:
        checks.append(_check("maxLength", lambda cells: (cells.str.len() <= limits.max_length).fillna(True)))
    for key in table.foreign_keys:
        if key.fields == (field.name,) and parents is not None:
            known = {parent[0] for parent in parents[key.reference, key.reference_fields]}
            checks.append(_check("foreignKey", lambda cells, known=known: cells.astype("string").isin(known) | cells.isna()))
    return checks


def _check(name: str, holds: Any) -> pa.Check:
    return pa.Check(holds, name=name, ignore_na=False)


def _refers(frame: pd.DataFrame, columns: list[str], known: frozenset[tuple[str, ...]]) -> pd.Series:
    keys = frame[columns].apply(lambda row: row.isna().any() or tuple(map(str, row)) in known, axis=1)
    return keys.astype(bool)


def _failures(wanted: pa.DataFrameSchema, frame: pd.DataFrame) -> list[tuple[Any, str, str]]:
    """Row, column and rule of every failure case; a key has no column."""
    if frame.empty:
        return []
    try:
        wanted.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return list(dict.fromkeys(_place(case) for case in errors.failure_cases.to_dict("records")))
    return []


def _place(case: Mapping[str, Any]) -> tuple[Any, str, str]:
    rule = {"not_nullable": "required"}.get(str(case["check"]), str(case["check"]))
    if case["index"] is None:
        raise RuntimeError(f"pandera could not run {rule}: {case['failure_case']}")
    if rule.startswith("foreignKey "):
        return case["index"], rule.removeprefix("foreignKey "), "foreignKey"
    return case["index"], "" if rule == "primaryKey" else str(case["column"]), rule


def _value(field: Field, limit: Any) -> Any:
    return pd.Timestamp(limit) if field.type == "date" else limit
