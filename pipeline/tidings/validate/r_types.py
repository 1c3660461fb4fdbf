"""A table's schema as column types for readr, the reader of R's tidyverse: code that reads the table as it is meant."""

from __future__ import annotations

import json

from tidings.contract import Field, Table

_TYPES = {
    "string": "col_character()",
    "integer": "col_integer()",
    "number": "col_double()",
    "boolean": "col_logical()",
    "date": 'col_date("%Y-%m-%d")',
}


def r_types(table: Table) -> str:
    """R code of the column types: ``readr::cols(...)``. A codelist of words becomes a factor with its codes as levels, in the schema's order."""
    columns = ",\n".join(f"  {field.name} = readr::{_type(field)}" for field in table.fields)
    return f"readr::cols(\n{columns}\n)"


def r_reader(table: Table, path: str) -> str:
    """R code that reads the table: only the empty cell is missing, so that a word such as NA stays a word; blanks are kept."""
    return f'readr::read_csv({json.dumps(path)}, col_types = {r_types(table)}, na = "", trim_ws = FALSE)'


def _type(field: Field) -> str:
    if field.type == "string" and field.constraints.enum:
        codes = ", ".join(json.dumps(str(code), ensure_ascii=False) for code in field.constraints.enum)
        return f"col_factor(levels = c({codes}))"
    return _TYPES[field.type]
