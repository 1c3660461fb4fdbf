"""The tables as files of Stata (.dta) and SPSS (.sav), with what the schemas say as variable and value labels. Needs the package pyreadstat.

A column with a codelist is a number, 1 for the first code of the list, whose value label is the code and its meaning; a boolean is 0 or 1;
dates are dates; texts stay whole (Stata: strL from 2,046 bytes on). Empty is missing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from tidings import contract
from tidings.contract import Field, Table
from tidings.extras import needs_extra

Row = Mapping[str, object]

NAME_LENGTH = 32  # characters of a name: Stata's limit, and SPSS's is greater
_LABEL_LENGTH = {"dta": 80, "sav": 255}  # of a variable's label
_VALUE_LABEL_LENGTH = {"dta": 32_000, "sav": 120}
# What neither program takes for a name (Stata's reserved words, SPSS's keywords).
_STATA = ["_all", "_b", "_coef", "_cons", "_n", "_pi", "_pred", "_rc", "_skip", "byte", "double", "float", "if", "in", "int", "long", "str", "strl"]
_SPSS = ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "using", "with"]
_RESERVED = {*_STATA, *_SPSS}
# The moment of writing stands at a fixed place in both; it is blanked, so that the same table gives the same bytes.
_STATA_MOMENT = b"<timestamp>"
_SPSS_MOMENT = slice(92, 109)


def stata_files(tables: Mapping[str, Sequence[Row]]) -> dict[str, bytes]:
    """``quotes.dta`` and so on, in the format that Stata 14 and later read. Raises MissingExtra without pyreadstat."""
    return _files(tables, "dta", _stata_bytes)


def spss_files(tables: Mapping[str, Sequence[Row]]) -> dict[str, bytes]:
    """``quotes.sav`` and so on. Raises MissingExtra without pyreadstat."""
    return _files(tables, "sav", _spss_bytes)


def short_names(columns: Sequence[str], longest: int = NAME_LENGTH) -> dict[str, str]:
    """Column -> a name of at most `longest` characters that the programs take, each once: what is too long is cut and numbered."""
    names: dict[str, str] = {}
    for column in columns:
        name = f"{column}_" if column.lower() in _RESERVED else column
        cut, count = name[:longest], 1
        while cut.lower() in {other.lower() for other in names.values()}:
            count += 1
            cut = f"{name[: longest - len(str(count)) - 1]}_{count}"
        names[column] = cut
    return names


def _files(tables: Mapping[str, Sequence[Row]], ending: str, write: Callable[[Path, pd.DataFrame, dict[str, Any]], bytes]) -> dict[str, bytes]:
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, table in contract.tables().items():
            files[f"{name}.{ending}"] = write(Path(folder) / f"{name}.{ending}", _frame(table, tables[name]), _labels(table, ending))
    return files


def _stata_bytes(path: Path, frame: pd.DataFrame, labels: dict[str, Any]) -> bytes:
    with needs_extra("statistics", "--format stata"):
        import pyreadstat

    pyreadstat.write_dta(frame, str(path), version=15, **labels)
    made = path.read_bytes()
    at = made.index(_STATA_MOMENT) + len(_STATA_MOMENT)
    length = made[at]  # of the text that follows
    return made[: at + 1] + b"01 Jan 1960 00:00".ljust(length) + made[at + 1 + length :]


def _spss_bytes(path: Path, frame: pd.DataFrame, labels: dict[str, Any]) -> bytes:
    with needs_extra("statistics", "--format spss"):
        import pyreadstat

    whole = dict.fromkeys(labels["variable_value_labels"], "F10.0")
    pyreadstat.write_sav(frame, str(path), variable_format=whole, variable_measure=dict.fromkeys(whole, "nominal"), **labels)
    made = path.read_bytes()
    return made[: _SPSS_MOMENT.start] + b"01 Jan 6000:00:00" + made[_SPSS_MOMENT.stop :]


def _frame(table: Table, rows: Sequence[Row]) -> pd.DataFrame:
    names = short_names(table.columns)
    return pd.DataFrame({names[field.name]: _column(field, [row[field.name] for row in rows]) for field in table.fields})


def _column(field: Field, cells: list[Any]) -> pd.Series:
    if field.categories:
        numbers = {code.value: number for number, code in enumerate(field.categories, start=1)}
        return pd.Series([None if cell is None else numbers[cell] for cell in cells], dtype="float64")
    if field.type in ("integer", "number", "boolean"):
        return pd.Series([None if cell is None else float(cell) for cell in cells], dtype="float64")
    if field.type == "date":
        return pd.Series([None if cell is None else date.fromisoformat(str(cell)) for cell in cells], dtype="object")
    return pd.Series(["" if cell is None else str(cell) for cell in cells], dtype="object")


def _labels(table: Table, ending: str) -> dict[str, Any]:
    names = short_names(table.columns)
    values: dict[str, dict[float, str]] = {}
    for field in table.fields:
        if field.categories:
            texts = [_cut(f"{code.value}: {code.label}", _VALUE_LABEL_LENGTH[ending]) for code in field.categories]
            values[names[field.name]] = {float(number): text for number, text in enumerate(texts, start=1)}
        elif field.type == "boolean":
            values[names[field.name]] = {0.0: "FALSE", 1.0: "TRUE"}
    says = [_cut(f"{field.title}. {' '.join(field.description.split())}", _LABEL_LENGTH[ending]) for field in table.fields]
    return {"file_label": _cut(f"Tidings: {table.title}", 64), "column_labels": says, "variable_value_labels": values}


def _cut(text: str, longest: int) -> str:
    """At most `longest` bytes of UTF-8, ended at a word."""
    if len(text.encode("utf-8")) <= longest:
        return text
    cut = text.encode("utf-8")[: longest - 3].decode("utf-8", "ignore")
    return cut.rsplit(" ", 1)[0] + "…"
