"""A table as a Parquet file, with the types of its schema; what table and columns mean stands in the file's own metadata."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from tidings.contract import Field, Table

Row = Mapping[str, object]

_POLARS: dict[str, Any] = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "date": pl.Date}


def parquet_bytes(table: Table, rows: Sequence[Row]) -> bytes:
    """The file. Its metadata has `title`, `description` and, as JSON, `columns`: column -> what it means."""
    columns = [pl.Series(field.name, [_value(row[field.name], field) for row in rows], dtype=_POLARS[field.type]) for field in table.fields]
    says = {"title": table.title, "description": table.description}
    says["columns"] = json.dumps({field.name: meaning(field) for field in table.fields}, ensure_ascii=False)
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out, compression="zstd", metadata=says)
    return out.getvalue()


def number(value: object, field: Field) -> object:
    """A cell as the column's type stores it: numbers as floats, also where they are whole."""
    return float(str(value)) if field.type == "number" and value is not None else value


def meaning(field: Field) -> str:
    """What a column means, in one line, with its codes."""
    codes = "; ".join(f"{code.value} = {code.label}" for code in field.categories)
    return " ".join(f"{field.title}: {field.description}{f' Codes: {codes}.' if codes else ''}".split())


def _value(value: object, field: Field) -> object:
    if value is not None and field.type == "date":
        return date.fromisoformat(str(value))
    return number(value, field)
