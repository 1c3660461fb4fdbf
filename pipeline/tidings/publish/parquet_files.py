"""A table as a Parquet file, with the types of its schema; what table and columns mean stands in the file's own metadata."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from tidings.contract import Field, Table

Row = Mapping[str, object]

_POLARS: dict[str, Any] = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "date": pl.Date}


def parquet_bytes(table: Table, rows: Sequence[Row]) -> bytes:
    """The file. Its metadata has `title`, `description` and, as JSON, `columns`: column -> what it means."""
    columns = [pl.Series(field.name, [_value(row[field.name], field) for row in rows], dtype=_POLARS[field.type]) for field in table.fields]
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out, compression="zstd", metadata=_says(table))
    return out.getvalue()


def sink_parquet(table: Table, csv: Path, to: Path) -> None:
    """The same from the table's CSV file, in pieces."""
    _typed(table, csv).sink_parquet(to, compression="zstd", metadata=_says(table))


def rows_of_file(table: Table, csv: Path) -> Iterator[Row]:
    """The rows of a table's CSV file with values of its types, days as text, in pieces."""
    days = [pl.col(each.name).cast(pl.String) for each in table.fields if each.type == "date"]
    for batch in _typed(table, csv).collect_batches(engine="streaming"):
        yield from batch.with_columns(*days).iter_rows(named=True)


def _typed(table: Table, csv: Path) -> pl.LazyFrame:
    schema = {each.name: pl.String if each.type in ("date", "boolean") else _POLARS[each.type] for each in table.fields}
    days = [pl.col(each.name).str.to_date("%Y-%m-%d") for each in table.fields if each.type == "date"]
    truths = [(pl.col(each.name) == "TRUE").alias(each.name) for each in table.fields if each.type == "boolean"]
    return pl.scan_csv(csv, schema=schema, infer_schema=False, glob=False).with_columns(*days, *truths)


def _says(table: Table) -> dict[str, str]:
    columns = json.dumps({field.name: meaning(field) for field in table.fields}, ensure_ascii=False)
    return {"title": table.title, "description": table.description, "columns": columns}


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
