"""The fast path: a package's tables checked with polars, in pieces, whatever their size.

Each table is read twice: once for the tests that a row answers for itself, once for its keys. Keys are held as 64-bit hashes, eight
bytes a row, so ten million rows fit beside the reading; rows whose hashes are equal are looked at again in full, so a repeated
key is never reported wrongly. (A key that dangles is missed only if its hash equals that of another key: less than one chance in a
million for ten million rows.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from tidings.contract import ForeignKey, Table
from tidings.validate.compile_polars import RowTest, row_tests
from tidings.validate.findings import KEPT, Check, Finding, Findings, words
from tidings.validate.sources import ROW, Source, cell_rows, without_quoted_blanks

Hashes = npt.NDArray[np.uint64]
Columns = tuple[str, ...]

BATCH = 200_000  # rows read at a time while keys are collected
_SEPARATOR = "\x1f"


@dataclass(frozen=True)
class Keys:
    """The keys of one table as hashes: those of several rows (`repeated`), and each, sorted, of keys that refer or are referred to (`distinct`)."""

    repeated: Mapping[Columns, Hashes]
    distinct: Mapping[Columns, Hashes]
    rows: int
    out_of_order: int | None  # row number of the first row whose key is smaller than the one before


def run(
    sources: Mapping[str, Source], more_tests: Mapping[str, Sequence[RowTest]] | None = None
) -> tuple[Findings, dict[str, Source], dict[str, int]]:
    """Check every table. Returns the findings, the sources as they can be read, and the number of rows of each table.

    `more_tests`: tests beyond the schema, by table, that rows answer for themselves; they ride on the same reading.
    """
    findings = Findings()
    readable: dict[str, Source] = {}
    tests = {name: [*row_tests(source.table), *(more_tests or {}).get(name, ())] for name, source in sources.items()}
    for name, source in sources.items():
        readable[name] = _check_rows(source, [test for test in tests[name] if test.implied_by is None], findings)
    asked = {name: _asked(source.table, readable) for name, source in readable.items()}
    keys = {name: collect_keys(source, *asked[name]) for name, source in readable.items()}
    for name, source in readable.items():
        _check_unique(source, keys[name], findings)
        _check_order(source, keys[name], findings)
        dangling = _check_foreign(source, keys, findings)
        _check_implied(source, [test for test in tests[name] if test.implied_by is not None], dangling, findings)
    return findings, readable, {name: each.rows for name, each in keys.items()}


def _check_implied(source: Source, tests: Sequence[RowTest], dangling: set[ForeignKey], findings: Findings) -> None:
    """Tests that keys which are found need not pass again, unless the key itself was refused by the same rule where it stands."""
    refused_there = {(check.table, check.column, check.rule) for check in findings.checks if check.refused}
    needed = []
    for test in tests:
        key = test.implied_by
        assert key is not None
        if key in dangling or (key.reference, ", ".join(key.reference_fields), test.rule) in refused_there:
            needed.append(test)
        else:
            findings.checks.append(Check("fast", source.table.name, test.column, test.rule, test.says, 0, test.severity))
    if needed:
        _count(source, needed, findings)


def _check_rows(source: Source, tests: Sequence[RowTest], findings: Findings) -> Source:
    """Run the tests in one reading. A file that is not well formed is mended first, and its broken rows reported."""
    last = source.table.columns[-1]
    if source.path is None:
        _count(source, tests, findings)
        return source
    try:
        counts = _counts(source, tests, pl.col(last).is_null().sum().alias("last empty"))
    except pl.exceptions.PolarsError:
        return _check_rows(replace(mend(source, findings), path=None), tests, findings)
    # A row with too few cells lacks the last one.
    if counts.pop("last empty") and any(len(cells) != len(source.table.columns) for cells in cell_rows(source.path)):
        return _check_rows(replace(mend(source, findings), path=None), tests, findings)
    if any(counts.values()) or _may_hide_blanks(source.table):
        blank = pl.any_horizontal((pl.col(name) == "").any() for name in source.table.columns)
        if source.lazy.select(blank).collect(engine="streaming").item():
            source = without_quoted_blanks(source)
            counts = _counts(source, tests)
    _add(source, tests, counts, findings)
    return source


def _may_hide_blanks(table: Table) -> bool:
    """Whether ``""`` in a cell could pass every test of its column: where nothing is said of its length or form."""
    limits = [field.constraints for field in table.fields if field.type == "string"]
    return any(not each.enum and each.pattern is None and each.min_length is None for each in limits)


def _counts(source: Source, tests: Sequence[RowTest], *more: pl.Expr) -> dict[str, int]:
    questions = [test.bad.sum().alias(f"test {number}") for number, test in enumerate(tests)]
    return source.lazy.select(*questions, *more).collect(engine="streaming").row(0, named=True) if questions or more else {}


def _count(source: Source, tests: Sequence[RowTest], findings: Findings) -> None:
    _add(source, tests, _counts(source, tests), findings)


def _add(source: Source, tests: Sequence[RowTest], counts: Mapping[str, int], findings: Findings) -> None:
    for number, test in enumerate(tests):
        count = counts[f"test {number}"] or 0
        findings.checks.append(Check("fast", source.table.name, test.column, test.rule, test.says, count, test.severity))
        if count:
            _report(findings, source, test, source.lazy.filter(test.bad), count)


def mend(source: Source, findings: Findings) -> Source:
    """Read a file cell by cell and report rows with too few or too many cells, and the first byte that is not UTF-8.

    The rows stay, shortened or filled up, as others refer to them.
    """
    names = source.table.columns
    rows: list[list[str | None]] = []
    assert source.path is not None
    try:
        source.path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        says = f"byte {error.start} of the file is not UTF-8"
        findings.add(Finding(source.table.name, source.file, None, None, None, "file", says, "save it as CSV in UTF-8"))
    for number, cells in enumerate(cell_rows(source.path), start=2):
        if len(cells) != len(names):
            value = ",".join(cells) or None
            findings.add(Finding(source.table.name, source.file, number, None, value, "cells", *words("cells")))
        if cells:
            filled = [*cells, *[""] * len(names)][: len(names)]
            rows.append([str(number), *(cell or None for cell in filled)])
    frame = pl.DataFrame(rows, schema=dict.fromkeys((ROW, *names), pl.String), orient="row")
    return replace(source, lazy=frame.with_columns(pl.col(ROW).cast(pl.UInt32)).lazy())


def _asked(table: Table, sources: Mapping[str, Source]) -> tuple[list[Columns], list[Columns]]:
    """Keys of the table of which none may repeat, and those that refer or are referred to."""
    single = [(field.name,) for field in table.fields if field.constraints.unique]
    of_rows = list(dict.fromkeys([*([table.primary_key] if table.primary_key else []), *single]))
    refers = [key.fields for key in table.foreign_keys]
    referred = [key.reference_fields for source in sources.values() for key in source.table.foreign_keys if key.reference == table.name]
    referred = [columns for columns in referred if set(columns) <= set(table.columns)]
    return of_rows, list(dict.fromkeys([*refers, *referred]))


def collect_keys(source: Source, unlike: Sequence[Columns], kept: Sequence[Columns]) -> Keys:
    """Read the table once, in pieces, and hash its keys: those of which none may repeat (`unlike`), and those that are needed for others (`kept`).
    A key with an empty part has none.
    """
    per_row: dict[Columns, list[Hashes]] = {columns: [] for columns in unlike}
    once: dict[Columns, pl.Series] = {columns: pl.Series(dtype=pl.UInt64) for columns in kept if columns not in unlike}
    wanted = [ROW, *dict.fromkeys(name for columns in (*per_row, *once, source.table.order) for name in columns)]
    rows, last, out_of_order = 0, None, None
    for batch in source.lazy.select(wanted).collect_batches(chunk_size=BATCH, engine="streaming"):
        rows += batch.height
        hashes = batch.select(_hash(columns).alias(_SEPARATOR.join(columns)) for columns in (*per_row, *once))
        for columns, parts in per_row.items():
            parts.append(hashes[_SEPARATOR.join(columns)].drop_nulls().to_numpy())
        for columns, known in once.items():
            once[columns] = pl.concat([known, hashes[_SEPARATOR.join(columns)].drop_nulls().unique()]).unique()
        if out_of_order is None:
            out_of_order, last = _first_out_of_order(source.table, batch.select(ROW, *source.table.order), last)
    repeated: dict[Columns, Hashes] = {}
    distinct = {columns: np.sort(series.to_numpy()) for columns, series in once.items()}
    for columns in unlike:
        whole = np.concatenate([*per_row.pop(columns), np.zeros(0, dtype=np.uint64)])
        whole.sort()
        repeated[columns] = _repeated(whole)
        if columns in kept:
            distinct[columns] = whole
    return Keys(repeated, distinct, rows, out_of_order)


def _hash(columns: Columns) -> pl.Expr:
    """Hash of a key; null where a part of it is empty."""
    whole = pl.all_horizontal(pl.col(name).is_not_null() for name in columns)
    return pl.when(whole).then(pl.col(columns[0]).hash() if len(columns) == 1 else pl.concat_str(columns, separator=_SEPARATOR).hash())


def _first_out_of_order(table: Table, batch: pl.DataFrame, last: pl.DataFrame | None) -> tuple[int | None, pl.DataFrame]:
    """Row number of the first row whose key is smaller than the key before it, and the last row, to be set before the next piece."""
    frame = batch if last is None else pl.concat([last, batch])
    smaller, equal = pl.lit(False), pl.lit(True)
    for name in table.order:
        here = pl.col(name).cast(pl.Int64, strict=False) if table.field(name).type == "integer" else pl.col(name)
        smaller, equal = smaller | (equal & (here < here.shift(1))), equal & (here == here.shift(1))
    found = frame.filter(smaller).head(1)
    return (found[ROW][0] if found.height else None), batch.tail(1)


def _check_unique(source: Source, keys: Keys, findings: Findings) -> None:
    primary = source.table.primary_key
    for columns, repeated in keys.repeated.items():
        rules = (["unique"] if len(columns) == 1 and source.table.field(columns[0]).constraints.unique else []) + (
            ["primaryKey"] if columns == primary else []
        )
        again = _second_rows(source, columns, repeated) if repeated.size else None
        for rule in rules:
            column = ", ".join(columns)
            test = RowTest(column, rule, *words(rule, column), pl.lit(True))
            count = again.height if again is not None else 0
            findings.checks.append(Check("fast", source.table.name, column, rule, test.says, count))
            if again is not None and again.height:
                _report(findings, source, test, again.lazy(), again.height)


def _repeated(in_order: Hashes) -> Hashes:
    return np.unique(in_order[1:][in_order[1:] == in_order[:-1]])


def _second_rows(source: Source, columns: Columns, repeated: Hashes) -> pl.DataFrame:
    """Rows whose key stands in an earlier row, the keys themselves compared, not their hashes."""
    suspects = source.lazy.select(ROW, *columns).filter(_hash(columns).is_in(pl.Series(repeated).implode())).collect(engine="streaming").sort(ROW)
    return suspects.filter(~pl.struct(columns).is_first_distinct())


def _check_order(source: Source, keys: Keys, findings: Findings) -> None:
    if not source.table.order:
        return
    column = ", ".join(source.table.order)
    says = f"rows are in the order of {column}"
    findings.checks.append(Check("fast", source.table.name, column, "row-order", says, int(keys.out_of_order is not None)))
    if keys.out_of_order is not None:
        todo = "sort the rows (text by code point, numbers by size), or build the package again"
        findings.add(
            Finding(
                source.table.name, source.file, keys.out_of_order, column, None, "row-order", "the key is smaller than that of the row before", todo
            )
        )


def _check_foreign(source: Source, keys: Mapping[str, Keys], findings: Findings) -> set[ForeignKey]:
    """Check every foreign key; returns those of which some row refers to nothing."""
    dangling = set()
    for key in source.table.foreign_keys:
        column, target = ", ".join(key.fields), f"{key.reference}.{', '.join(key.reference_fields)}"
        test = RowTest(column, "foreignKey", *words("foreignKey", target), pl.lit(True))
        count = 0
        if key.reference not in keys or key.reference_fields not in keys[key.reference].distinct:
            says = f"{target}, which this column refers to, is not in the package, or could not be read"
            findings.add(Finding(source.table.name, source.file, None, column, None, "foreignKey", says, f"look at {key.reference}"))
            dangling.add(key)
        else:
            count = _check_reference(source, key, keys, test, findings)
            if count:
                dangling.add(key)
        findings.checks.append(Check("fast", source.table.name, column, "foreignKey", test.says, count))
    return dangling


def _check_reference(source: Source, key: ForeignKey, keys: Mapping[str, Keys], test: RowTest, findings: Findings) -> int:
    here, there = keys[source.table.name].distinct[key.fields], keys[key.reference].distinct[key.reference_fields]
    missing = np.setdiff1d(here, there)
    if not missing.size:
        return 0
    dangling = source.lazy.filter(_hash(key.fields).is_in(pl.Series(missing).implode()))
    count = int(dangling.select(pl.len()).collect(engine="streaming").item())
    _report(findings, source, test, dangling, count)
    return count


def _report(findings: Findings, source: Source, test: RowTest, bad: pl.LazyFrame, count: int) -> None:
    columns = test.column.split(", ")
    first = bad.select(ROW, *columns).head(KEPT).collect(engine="streaming").sort(ROW)
    for number, row in enumerate(first.iter_rows()):
        cells = ["" if cell is None else cell for cell in row[1:]]
        value = (", ".join(cells) if any(cells) else None) if len(cells) > 1 else row[1]
        rest = count - first.height if number == first.height - 1 else 0
        findings.add(
            Finding(source.table.name, source.file, row[0], test.column, value, test.rule, test.says, test.what_to_do, severity=test.severity),
            1 + rest,
        )
