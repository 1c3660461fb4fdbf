"""A table's schema as pandas dtypes: how to read its CSV file without losing anything, and which cells do not fit.

pandas is asked for the type of a column and, where a column of text has a codelist, for its codes. It knows no other constraint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from tidings.contract import Field, Table
from tidings.validate.compile_polars import LEXICAL, listed
from tidings.validate.findings import Check, Finding, Findings, words
from tidings.validate.sources import ROW, Source

_DTYPES: dict[str, Any] = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]"}


def dtypes(table: Table) -> dict[str, Any]:
    """Column → dtype. All of them can hold missing cells; a codelist of words becomes a categorical."""
    return {field.name: _dtype(field) for field in table.fields}


def read_options(table: Table) -> dict[str, Any]:
    """Options for ``pandas.read_csv`` that read the table as it is meant: only the empty cell is missing, dates are dates."""
    days = [field.name for field in table.fields if field.type == "date"]
    kinds = {name: kind for name, kind in dtypes(table).items() if name not in days}
    return {"dtype": kinds, "parse_dates": days, "date_format": "%Y-%m-%d", "keep_default_na": False, "na_values": [""], "encoding": "utf-8"}


def read_csv(path: Path, table: Table) -> pd.DataFrame:
    """The table with its types. Raises ValueError at the first cell that does not fit."""
    frame: pd.DataFrame = pd.read_csv(path, **read_options(table))
    return frame


def cells_of(source: Source) -> pd.DataFrame:
    """The cells as text (None where missing); the index is the row number, the header being row 1."""
    frame = source.lazy.collect()
    columns = {name: pd.Series(frame[name].to_list(), dtype=object) for name in source.table.columns}
    return pd.DataFrame(columns, columns=list(source.table.columns)).set_axis(pd.Index(frame[ROW].to_list()), axis="index")


def cast(table: Table, cells: pd.DataFrame) -> tuple[pd.DataFrame, Mapping[str, pd.Series]]:
    """The cells as typed values, and for each column which cells are no value of its type (those are missing in the frame)."""
    typed, wrong = {}, {}
    for field in table.fields:
        column = cells[field.name]
        values = [_value(field, cell) for cell in column]
        wrong[field.name] = pd.Series(
            [value is None and cell is not None for value, cell in zip(values, column, strict=True)], index=cells.index, dtype=bool
        )
        typed[field.name] = pd.Series(values, index=cells.index, dtype=object).astype(_DTYPES[field.type])
    return pd.DataFrame(typed, index=cells.index), wrong


def check(source: Source, cells: pd.DataFrame) -> Findings:
    """Types and codelists of words, as far as pandas' dtypes express them."""
    findings, table = Findings(), source.table
    typed, wrong = cast(table, cells)
    for field in table.fields:
        if field.type in LEXICAL:
            _add(findings, source, field, "type", field.type, cells.loc[wrong[field.name], field.name])
        if field.type == "string" and field.constraints.enum:
            codes = [str(code) for code in field.constraints.enum]
            _add(findings, source, field, "enum", listed(codes), typed[field.name][~typed[field.name].isin(codes) & typed[field.name].notna()])
    return findings


def _add(findings: Findings, source: Source, field: Field, rule: str, limit: str, refused: pd.Series) -> None:
    says = words(rule, limit)
    findings.checks.append(Check("pandas", source.table.name, field.name, rule, says.says, len(refused)))
    findings.extend(
        Finding(source.table.name, source.file, int(str(row)), field.name, value, rule, *says, "pandas") for row, value in refused.items()
    )


def _dtype(field: Field) -> Any:
    if field.type == "string" and field.constraints.enum:
        return pd.CategoricalDtype([str(code) for code in field.constraints.enum])
    return _DTYPES[field.type]


def _value(field: Field, cell: str | None) -> Any:
    """The cell as a value; None where it is missing or no value of the type."""
    if cell is None or field.type == "string":
        return cell
    if not re.fullmatch(LEXICAL[field.type], cell):
        return None
    if field.type == "boolean":
        return cell == "TRUE"
    try:
        number = {"integer": int, "number": float, "date": pd.Timestamp}[field.type](cell)
    except ValueError:
        return None
    return None if field.type == "integer" and not -(2**63) <= number < 2**63 else number
