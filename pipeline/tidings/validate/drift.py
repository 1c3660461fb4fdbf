"""What the values are like, and how far they have moved since the last release, measured by Great Expectations.

A release that is right cell by cell can still be wrong as a whole: half the quotes gone, a column suddenly empty, all figures of one
type. Drift is a warning with figures, never an error: corpora do change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tidings.contract import Field, Table
from tidings.validate.compile_great_expectations import gxe, validate
from tidings.validate.compile_pandas import cast, cells_of
from tidings.validate.drift_rules import DIVERGENCE, EMPTY, FEW, ROWS, RULES
from tidings.validate.findings import Check, Finding, Findings
from tidings.validate.sources import Source


@dataclass(frozen=True)
class Distribution:
    """What the values of a column are like: `says` in words, `counts` of its codes, the commonest first (empty for numbers)."""

    table: str
    column: str
    says: str
    counts: list[tuple[str, int]]


def distributions(source: Source) -> list[Distribution]:
    """Counts of codes, spread of numbers, share of filled cells: each as Great Expectations measures it."""
    cells = cells_of(source)
    if cells.empty:
        return []
    typed, _ = cast(source.table, cells)
    asked: list[tuple[Field, Any, Any]] = []
    for field in source.table.fields:
        filled = gxe.ExpectColumnProportionOfNonNullValuesToBeBetween(column=field.name, min_value=0)
        spread: Any = None
        if not typed[field.name].notna().any():
            continue
        if field.constraints.enum or field.type == "boolean":
            codes = sorted(set(typed[field.name].dropna()))
            even = {"values": codes, "weights": [1 / len(codes)] * len(codes)}
            spread = gxe.ExpectColumnKLDivergenceToBeLessThan(column=field.name, partition_object=even, threshold=1e9)  # for what it observes
        elif field.type in ("integer", "number"):
            ranges = {"quantiles": [0, 0.25, 0.5, 0.75, 1], "value_ranges": [[None, None]] * 5}
            spread = gxe.ExpectColumnQuantileValuesToBeBetween(column=field.name, quantile_ranges=ranges, allow_relative_error="linear")
        if spread is not None:
            asked.append((field, filled, spread))
    results = validate(_numbers(typed), [expectation for _, filled, spread in asked for expectation in (filled, spread)])
    found = []
    for number, (field, _, _) in enumerate(asked):
        share, spread = results[2 * number].result["observed_value"], results[2 * number + 1].result
        says, counts = f"{share:.0%} of {len(cells)} cells are filled.", []
        if field.constraints.enum or field.type == "boolean":
            observed, filled_cells = spread["details"]["observed_partition"], int(typed[field.name].notna().sum())
            given = ((str(value), round(weight * filled_cells)) for value, weight in zip(observed["values"], observed["weights"], strict=True))
            counts = sorted(given, key=lambda item: (-item[1], item[0]))
        else:
            low, first, middle, third, high = (f"{float(value):g}" for value in spread["observed_value"]["values"])
            says += f" From {low} to {high}; a quarter is up to {first}, half up to {middle}, three quarters up to {third}."
        found.append(Distribution(source.table.name, field.name, says, counts))
    return found


def drift(new: Mapping[str, Source], old: Mapping[str, Source]) -> Findings:
    """Compare every table of a package with the same table of the last release; tables and columns that are in one only are passed over."""
    findings = Findings()
    for name, source in new.items():
        if name in old:
            _drift_of(source, cells_of(source), cells_of(old[name]), findings)
    return findings


def _drift_of(source: Source, new: pd.DataFrame, old: pd.DataFrame, findings: Findings) -> None:
    table, before = source.table, len(old)
    asked: list[tuple[str, str, str, Any]] = []
    rows = gxe.ExpectTableRowCountToBeBetween(min_value=int(before * (1 - ROWS)), max_value=-int(-before * (1 + ROWS) // 1))
    asked.append(("drift-rows", "", f"{before} rows before, {len(new)} now", rows))
    for field in table.fields if before >= FEW and len(new) >= FEW else ():
        if field.name not in old:
            continue
        was, is_now = old[field.name].notna().mean(), new[field.name].notna().mean()
        filled = gxe.ExpectColumnProportionOfNonNullValuesToBeBetween(
            column=field.name, min_value=max(0.0, was - EMPTY), max_value=min(1.0, was + EMPTY)
        )
        asked.append(("drift-empty", field.name, f"{1 - was:.0%} empty before, {1 - is_now:.0%} now", filled))
        if field.constraints.enum or field.type == "boolean":
            asked += _codes(table, field, old[field.name], new[field.name])
    # Great Expectations fails on a table without rows, which is drift all the same.
    results = validate(new, [expectation for *_, expectation in asked]) if len(new) else []
    for number, (rule, column, figures, _) in enumerate(asked):
        moved = not results[number].success if results else before > 0
        findings.checks.append(Check("great_expectations", table.name, column, rule, RULES[rule], int(moved), "warning"))
        if moved:
            todo = "look whether the corpus has changed so, or a coder has"
            findings.add(Finding(table.name, source.file, None, column or None, figures, rule, RULES[rule], todo, "great_expectations", "warning"))


def _codes(table: Table, field: Field, old: pd.Series, new: pd.Series) -> list[tuple[str, str, str, Any]]:
    """The codes' shares, where both releases have enough of them. A code that is new counts as one before, so that the divergence is finite."""
    before, now = Counter(old.dropna()), Counter(new.dropna())
    if sum(before.values()) < FEW or sum(now.values()) < FEW:
        return []
    codes = sorted({*before, *now})
    weights = [before[code] or 1 for code in codes]
    shares = {"values": codes, "weights": [weight / sum(weights) for weight in weights]}
    moved = sorted(codes, key=lambda code: (-abs(now[code] / sum(now.values()) - before[code] / sum(before.values())), code))[:3]
    figures = "; ".join(f"{code} {before[code] / sum(before.values()):.0%} before, {now[code] / sum(now.values()):.0%} now" for code in moved)
    return [
        (
            "drift-codes",
            field.name,
            figures,
            gxe.ExpectColumnKLDivergenceToBeLessThan(column=field.name, partition_object=shares, threshold=DIVERGENCE),
        )
    ]


def _numbers(typed: pd.DataFrame) -> pd.DataFrame:
    """Numbers as plain floats, which quantiles need; booleans as words."""
    plain = {}
    for name in typed:
        column = typed[name]
        if str(column.dtype) in ("Int64", "Float64"):
            plain[name] = column.astype("Float64").astype(float)
        else:
            plain[name] = column.astype(object).where(column.notna(), None)
    return pd.DataFrame(plain)
