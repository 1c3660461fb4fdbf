"""A coding's cells as values: each held against its column's type, codelist and form by the tests that validate a package.

The verdicts are those of `validate.compile_polars`, so a cell that passes here passes there; the words are for coders.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import polars as pl
from rapidfuzz import process

from tidings.coding.columns import Row, coding_tables
from tidings.coding.files import PLACING, RawTable
from tidings.coding.refusals import Refusal
from tidings.contract import READ_AS_MISSING, Constraints, Field, Table
from tidings.edtf import bounds
from tidings.validate.compile_polars import RowTest, listed, row_tests, typed
from tidings.validate.findings import words
from tidings.validate.sources import ROW

_TYPES = {
    "integer": ("no whole number", "write it in digits alone, such as 310"),
    "number": ("no number", "write digits alone, with a point: 1500 or 1.5, without units or thousands separators"),
    "boolean": ("neither TRUE nor FALSE", "write TRUE or FALSE"),
    "date": ("no day of the calendar", "write it as 2019-04-06"),
}
_MISSING = ("it stands for a missing value", "leave the cell empty where nothing is reported")
_EDTF = ("date_edtf", "published")
_EDTF_TO_DO = "write it in EDTF, such as 2019-04-06, 2019-04, 2017-01~ or 2019-04-14/2019-04-16"


@cache
def table_as_read(name: str) -> Table:
    """The coding table with the columns that place a row's words (`near`, `paragraph`), where it has a span."""
    table = coding_tables()[name].table
    if "start" not in table.columns:
        return table
    limits = {"near": 0, "paragraph": 1}
    placing = tuple(Field(column, "integer", constraints=Constraints(minimum=limits[column])) for column in PLACING)
    return replace(table, fields=(*table.fields, *placing))


def typed_rows(name: str, raw: RawTable, refuse: Callable[[Refusal], None]) -> tuple[list[Row], list[int]]:
    """Rows whose every cell passes, typed (str, int, float, bool or None; days stay text), and the number of each in `raw`. The faults of the
    others go to `refuse`, one a cell."""
    table = table_as_read(name)
    empty = [None] * len(raw)
    frame = pl.DataFrame({each.name: pl.Series(each.name, raw.cells.get(each.name, empty), dtype=pl.String) for each in table.fields})
    frame = frame.with_row_index(ROW)
    bad: set[int] = set()

    def refuse_cell(number: int, column: str, value: str | None, says: str, todo: str) -> None:
        bad.add(number)
        refuse(Refusal(raw.files[number], raw.lines[number], name, column, value or "", says, todo))

    tests = [test for test in row_tests(table) if test.rule != "primaryKey"]  # an empty id is filled in later
    counts = frame.select(test.bad.sum().alias(str(place)) for place, test in enumerate(tests)).row(0)
    met: set[tuple[int, str]] = set()  # a cell that breaks two rules is named once
    for test, count in zip(tests, counts, strict=True):
        if count:
            for number, value in frame.filter(test.bad).select(ROW, test.column).iter_rows():
                if (number, test.column) not in met:
                    met.add((number, test.column))
                    refuse_cell(number, test.column, value, *_in_words(table, test, value))
    for each in table.fields:
        if each.type == "string" and (each.constraints.pattern or each.constraints.enum):
            missing = frame.filter(pl.col(each.name).is_in(READ_AS_MISSING)).select(ROW, each.name)
            for number, value in missing.iter_rows():  # "NA" has the form of an actor's id
                if (number, each.name) not in met:
                    refuse_cell(number, each.name, value, *_MISSING)
    for column in (column for column in _EDTF if column in table.columns):
        for number, value in enumerate(frame[column].to_list()):
            if value and number not in bad and (fault := _edtf_fault(value)):
                refuse_cell(number, column, value, fault, _EDTF_TO_DO)
    values = {}
    for each in table.fields:
        wanted = typed(each) if each.type in ("integer", "number", "boolean") else pl.col(each.name)
        values[each.name] = frame.select(wanted.alias(each.name))[each.name].to_list()
        if each.type == "number":
            for number, found in enumerate(values[each.name]):
                if found in (float("inf"), float("-inf")):
                    refuse_cell(number, each.name, frame[each.name][number], "a number too large to be kept", "correct it")
    names = list(values)
    rows: list[Row] = [dict(zip(names, cells, strict=True)) for cells in zip(*values.values(), strict=True)]
    kept = [number for number in range(len(rows)) if number not in bad]
    return [rows[number] for number in kept], kept


@cache
def _edtf_fault(value: str) -> str | None:
    try:
        first, last = bounds(value)
    except ValueError:
        return "no day of the calendar"
    return "it ends before it begins" if first and last and first > last else None


def _in_words(table: Table, test: RowTest, value: str | None) -> tuple[str, str]:
    """What is wrong with the cell, and what to do."""
    field = table.field(test.column)
    if value in READ_AS_MISSING and test.rule != "required":
        return _MISSING
    if test.rule == "type":
        return _TYPES[field.type]
    if test.rule == "required":
        return "may not be empty", "give a value"
    if test.rule == "enum":
        codes = [str(code) for code in field.constraints.enum]
        return f"not in the codelist: {listed(codes)}", _nearest_code(table, field.name, codes, value or "")
    if test.rule == "codelist":
        return test.says, test.what_to_do
    if test.rule == "pattern":
        if field.name in _EDTF:
            return "no date in EDTF", _EDTF_TO_DO
        if field.name in table.primary_key and field.name in _filled_ids():
            return f"no id of the form {field.example}", "leave it empty: it is made from article and span"
        return f"not of the form {field.example}", "write it in that form; look whether two columns were swapped"
    says, todo = words(test.rule, field.constraints.named().get(test.rule, ""))
    return says, todo


@cache
def _filled_ids() -> frozenset[str]:
    return frozenset(each.table.primary_key[0] for each in coding_tables().values() if "start" in each.table.columns)


def _nearest_code(table: Table, column: str, codes: list[str], value: str) -> str:
    others = [each.name for each in table.fields if each.name != column and value in each.constraints.enum]
    if others:
        return f"it is a code of {others[0]}: were the columns swapped?"
    found = process.extractOne(value.lower(), codes, score_cutoff=60)
    return f"did you mean {found[0]}?" if found else "choose a code of the list"
