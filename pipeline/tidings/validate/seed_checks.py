"""The inputs that people write, beside a package: ``seeds/*.csv`` against their own schemas, and the review against the tables it decided on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from tidings.contract import seed_tables
from tidings.ids import row_id
from tidings.validate import fast
from tidings.validate.findings import KEPT, Check, Finding, Findings, words
from tidings.validate.sources import ROW, Source, from_csv, header_of

MATCHES = "a decision of the review is about a row that is there (drop: that is there no longer)"


def run(folder: Path, sources: Mapping[str, Source]) -> Findings:
    """Check the tables of ``folder/seeds`` that are there; `sources` are the tables of the package."""
    findings, seeds = Findings(), {}
    for name, table in seed_tables().items():
        path = folder / "seeds" / f"{name}.csv"
        if path.is_file():
            shown = f"seeds/{name}.csv"
            header = tuple(header_of(path))
            if header != table.columns:
                findings.add(Finding(name, shown, 1, None, ",".join(header), "header", *words("header", ", ".join(table.columns))))
                continue
            seeds[name] = from_csv(replace(table, name=f"seeds/{name}"), path, shown)
    found, readable, _ = fast.run(seeds)
    findings.merge(_without_order(found))
    if "review" in readable:
        _review(readable["review"], sources, findings)
    return findings


def _without_order(found: Findings) -> Findings:
    kept = Findings(checks=[check for check in found.checks if check.rule != "row-order"])
    kept.extend(finding for finding in found.kept if finding.rule != "row-order")
    return kept


def _review(review: Source, sources: Mapping[str, Source], findings: Findings) -> None:
    faults = list(_unmatched(review, sources))
    findings.checks.append(Check("fast", review.table.name, "table, start, end", "review-matches", MATCHES, len(faults)))
    for row, key in faults[:KEPT]:
        todo = "look at the decision again: the span or the machine's answer has changed"
        findings.add(Finding(review.table.name, review.file, row, "table, start, end", key, "review-matches", MATCHES, todo))


def _unmatched(review: Source, sources: Mapping[str, Source]) -> Iterator[tuple[int, str]]:
    rows = review.lazy.collect().rows(named=True)
    spans = {
        (row["article_id"], row["table"], row["start"], row["end"]) for row in rows if row["action"] == "set" and row["field"] in ("start", "end")
    }
    keys: dict[str, frozenset[str]] = {}
    for row in rows:
        table = row["table"]
        if table not in sources or (row["article_id"], table, row["start"], row["end"]) in spans or not _whole(row["start"], row["end"]):
            continue  # a decision that moves a span is found at its new place, not at the old one
        if table not in keys:
            key = sources[table].table.primary_key[0]
            keys[table] = frozenset(sources[table].lazy.select(pl.col(key)).collect(engine="streaming")[key].drop_nulls().to_list())
        wanted = row["article_id"] if table == "articles" else row_id(table, row["article_id"], int(row["start"]), int(row["end"]))
        if (wanted in keys[table]) == (row["action"] == "drop" and row["field"] == "*"):
            yield row[ROW], wanted


def _whole(*cells: str | None) -> bool:
    return all(cell is not None and cell.isdigit() for cell in cells)
