"""The inputs that people write, beside a package: ``seeds/*.csv`` against their own schemas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from tidings.contract import READ_AS_MISSING, seed_tables
from tidings.validate import fast
from tidings.validate.findings import Check, Finding, Findings, words
from tidings.validate.sources import from_csv, header_of


def run(folder: Path) -> Findings:
    """Check the tables of ``folder/seeds`` that are there."""
    findings, seeds = Findings(), {}
    for name, table in seed_tables().items():
        path = folder / "seeds" / f"{name}.csv"
        if path.is_file():
            shown = f"seeds/{name}.csv"
            header = tuple(header_of(path))
            if header != table.columns:
                says = words("header", ", ".join(table.columns))[0]
                findings.add(Finding(name, shown, 1, None, ",".join(header), "header", says, _mend(header, table.columns)))
                continue
            seeds[name] = from_csv(replace(table, name=f"seeds/{name}"), path, shown)
    found, _, _ = fast.run(seeds)
    findings.merge(_without_order(found))
    return findings


NAMES = "an actor whose name is a word that pandas and R read as missing is not published"


def names(rows: Iterable[tuple[int, str | None]], file: str) -> Findings:
    """Actors of the published package that would be lost in reading. `rows`: row number and name. (In a corpus of one's own it is a warning.)"""
    findings = Findings()
    for row, name in rows:
        if name in READ_AS_MISSING:
            todo = "spell the name out in seeds/reading, or in seeds/authority.csv"
            findings.add(Finding("actors", file, row, "name", name, "actor-of-a-missing-word", NAMES, todo))
    findings.checks.append(Check("fast", "actors", "name", "actor-of-a-missing-word", NAMES, len(findings.kept)))
    return findings


def _mend(header: Sequence[str], columns: Sequence[str]) -> str:
    """What a person does about a header: these files no build writes."""
    lacking, strange = [name for name in columns if name not in header], [name for name in header if name not in columns]
    told = [f"add {', '.join(lacking)}"] * bool(lacking) + [f"remove {', '.join(strange)}"] * bool(strange)
    return " and ".join(told) or "put the columns in this order"


def _without_order(found: Findings) -> Findings:
    kept = Findings(checks=[check for check in found.checks if check.rule != "row-order"])
    kept.extend(finding for finding in found.kept if finding.rule != "row-order")
    return kept
