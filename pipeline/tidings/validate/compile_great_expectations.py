"""A table's schema as Great Expectations suites, and its gift of its own: what the values are like (`drift.py`).

Great Expectations takes seconds to import, so this module is imported only where it is used. It opens no connection.
Each expectation carries the demand it stands for in its ``meta``.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import great_expectations as gx
import great_expectations.expectations
import pandas as pd

from tidings.contract import Table
from tidings.validate.codelists import outside
from tidings.validate.compile_pandas import cast
from tidings.validate.compile_polars import LEXICAL
from tidings.validate.findings import Check, Finding, Findings
from tidings.validate.rules import Demand, Parents, demands
from tidings.validate.sources import Source

gxe: Any = great_expectations.expectations

# Rules about how a cell is written are asked of the cells as text; the others of typed values.
_OF_TEXT = ("type", "unique", "primaryKey", "foreignKey", "pattern", "codelist", "minLength", "maxLength", "required")


def suite(table: Table, parents: Parents) -> list[tuple[Demand, bool, Any]]:
    """Demand, whether it is asked of cells as text, and its expectation. Keys of several columns that refer to another table cannot be expressed."""
    found = []
    for demand in demands(table):
        expectation = _expectation(table, demand, parents)
        if expectation is not None:
            found.append((demand, demand.rule in _OF_TEXT, expectation))
    return found


def check(source: Source, cells: pd.DataFrame, parents: Parents) -> Findings:
    """Run the suite over the cells of a table; each unexpected row becomes a finding."""
    findings, table = Findings(), source.table
    if cells.empty:
        return findings
    wanted = suite(table, parents)
    typed, wrong = cast(table, cells)
    for of_text, frame in ((True, cells), (False, typed)):
        asked = [(demand, expectation) for demand, text, expectation in wanted if text is of_text]
        results = validate(frame, [expectation for _, expectation in asked])
        for (demand, _), result in zip(asked, results, strict=True):
            rows = _rows(demand, result, cells)
            if demand.rule == "type":
                rows = sorted({*rows, *wrong[demand.column].index[wrong[demand.column]]})
            findings.checks.append(Check("great_expectations", table.name, demand.column, demand.rule, demand.words.says, len(rows)))
            for row in rows:
                value = ", ".join(cell or "" for cell in cells.loc[row, demand.column.split(", ")]) or None
                findings.add(Finding(table.name, source.file, int(row), demand.column, value, demand.rule, *demand.words, "great_expectations"))
    return findings


def validate(frame: pd.DataFrame, expectations: Sequence[Any]) -> list[Any]:
    """Results of the expectations, in their order. Raises RuntimeError where one could not be run."""
    if not expectations:
        return []
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    definition = context.data_sources.add_pandas("cells").add_dataframe_asset("table").add_batch_definition_whole_dataframe("whole")
    batch = definition.get_batch({"dataframe": frame})
    wanted = gx.ExpectationSuite(name="table")
    numbers: dict[str, int] = {}  # a suite holds equal expectations once
    for expectation in expectations:
        name = _name(expectation)
        if name not in numbers:
            numbers[name] = len(numbers)
            expectation.meta = {"number": numbers[name]}
            wanted.add_expectation(expectation)
    outcome: Any = batch.validate(wanted, result_format={"result_format": "COMPLETE"})
    by_number = {result.expectation_config.meta["number"]: result for result in outcome.results}
    for result in by_number.values():
        raised = [info for info in _infos(result.exception_info) if info.get("raised_exception")]
        if raised:
            raise RuntimeError(f"Great Expectations could not run {result.expectation_config.type}: {raised[0].get('exception_message')}")
    return [by_number[numbers[_name(expectation)]] for expectation in expectations]


def _name(expectation: Any) -> str:
    configuration = expectation.configuration
    return repr((configuration.type, sorted(configuration.kwargs.items(), key=lambda item: item[0])))


def _expectation(table: Table, demand: Demand, parents: Parents) -> Any:
    column, rule = demand.column, demand.rule
    if rule == "primaryKey":
        key = list(table.primary_key)
        return gxe.ExpectColumnValuesToBeUnique(column=key[0]) if len(key) == 1 else gxe.ExpectCompoundColumnsToBeUnique(column_list=key)
    if rule == "foreignKey":
        assert demand.foreign_key is not None
        if len(demand.foreign_key.fields) > 1:
            return None
        known = parents[demand.foreign_key.reference, demand.foreign_key.reference_fields]
        return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=sorted(key[0] for key in known))
    field = table.field(column)
    limits = field.constraints
    match rule:
        case "type":
            return gxe.ExpectColumnValuesToMatchRegex(column=column, regex=rf"^(?:{LEXICAL[field.type]})\Z")
        case "required":
            return gxe.ExpectColumnValuesToNotBeNull(column=column)
        case "unique":
            return gxe.ExpectColumnValuesToBeUnique(column=column)
        case "enum":
            return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(limits.enum))
        case "pattern":
            return gxe.ExpectColumnValuesToMatchRegex(column=column, regex=rf"^(?:{limits.pattern})\Z")
        case "codelist":
            return gxe.ExpectColumnValuesToMatchRegex(column=column, regex=rf"^(?:{outside(field)})\Z")
        case "minimum":
            return gxe.ExpectColumnValuesToBeBetween(column=column, min_value=_value(field.type, limits.minimum))
        case "maximum":
            return gxe.ExpectColumnValuesToBeBetween(column=column, max_value=_value(field.type, limits.maximum))
        case "minLength":
            return gxe.ExpectColumnValueLengthsToBeBetween(column=column, min_value=limits.min_length)
        case "maxLength":
            return gxe.ExpectColumnValueLengthsToBeBetween(column=column, max_value=limits.max_length)
    return None


def _rows(demand: Demand, result: Any, cells: pd.DataFrame) -> list[Any]:
    """Row numbers of the unexpected rows. Great Expectations refuses all rows that are equal; the first of them is let pass here, as elsewhere."""
    rows = sorted(result.result.get("unexpected_index_list") or [])
    if demand.rule in ("unique", "primaryKey"):
        columns = demand.column.split(", ")
        refused = cells.loc[rows, columns]
        rows = list(refused.index[refused.duplicated() & refused.notna().all(axis=1)])
        if demand.rule == "primaryKey":
            rows = sorted({*rows, *cells.index[cells[columns].isna().any(axis=1)]})
    return rows


def _value(kind: str, limit: Any) -> Any:
    return pd.Timestamp(limit) if kind == "date" else limit


def _infos(info: Any) -> list[dict[str, Any]]:
    """Exceptions of a result: one, or one for each metric."""
    return [info] if "raised_exception" in info else [each for each in info.values() if isinstance(each, dict)]
