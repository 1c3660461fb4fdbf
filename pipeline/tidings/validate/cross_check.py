"""What a check that compares tables is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from tidings.validate.findings import Severity
from tidings.validate.sources import Source

Sources = Mapping[str, Source]


@dataclass(frozen=True)
class Refusal:
    """Rows of `table` that a check refuses. `rows` has the columns `ROW`, "value" and "expected"."""

    table: str
    column: str
    rows: pl.LazyFrame


@dataclass(frozen=True)
class CrossCheck:
    """A named check over several tables; it is run where all `tables` are in the package.

    `by_hash`: columns that it only compares with each other, so that 64-bit hashes do in their place, which take a tenth of the memory.
    """

    name: str
    says: str
    what_to_do: str
    tables: tuple[str, ...]
    find: Callable[[Sources], Iterator[Refusal]]
    severity: Severity = "error"
    by_hash: tuple[str, ...] = ()


def whole(name: str) -> pl.Expr:
    """A column as whole numbers."""
    return pl.col(name).cast(pl.Int64, strict=False)


def decimal(name: str) -> pl.Expr:
    """A column as numbers."""
    return pl.col(name).cast(pl.Float64, strict=False)


def nothing() -> pl.Expr:
    """The column "expected" where nothing certain is expected."""
    return pl.lit(None, dtype=pl.String).alias("expected")


def on_one_line(name: str) -> pl.Expr:
    """Words with one blank between them, as names have them whatever blanks an article prints. (Python counts U+001C to U+001F, polars does not.)"""
    return pl.col(name).str.replace_all(r"[\s\x1c-\x1f]+", " ").str.strip_chars()


def hashed(name: str) -> pl.Expr:
    """A column's 64-bit hash, by which its cells are compared; null where the cell is."""
    return pl.when(pl.col(name).is_not_null()).then(pl.col(name).hash()).alias(name)


def by_hash(sources: Sources, columns: Sequence[str]) -> dict[str, Source]:
    """The sources with hashes in place of some columns."""
    found = {}
    for name, source in sources.items():
        here = [column for column in columns if column in source.table.columns]
        found[name] = replace(source, lazy=source.lazy.with_columns(map(hashed, here))) if here else source
    return found
