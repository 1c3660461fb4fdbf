"""What validation finds: one value per fault, in words a person can act on; grouped and capped for reading, whole for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

KEPT = 1000  # findings of one check that are kept in full; further ones are counted
SHOWN = 10  # findings of one group that are printed; further ones are "and N more"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `row` counts from 1 with the header as row 1, as a spreadsheet does; None where the fault is of a whole file or column.

    `rule` is the short fixed name of the check; `says` is that rule in words; `engine` is who found it.
    """

    table: str
    file: str
    row: int | None
    column: str | None
    value: str | None
    rule: str
    says: str
    what_to_do: str
    engine: str = "fast"
    severity: Severity = "error"

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.row, self.column) if part not in (None, ""))
        value = "(empty)" if self.value is None else _short(self.value)
        return f"{where}: {value} — {self.says} [{self.rule}] — {self.what_to_do}"

    @property
    def place(self) -> tuple[str, int | None, str | None, str]:
        """Table, row, column and rule: what two engines must agree on."""
        return (self.table, self.row, self.column, self.rule)


class Words(NamedTuple):
    """A rule in words, and what to do where it is broken. `{limit}` stands for what the schema says."""

    says: str
    what_to_do: str


# The rules of a schema, under the names of Table Schema and the same in every engine.
SCHEMA_RULES = {
    "type": Words("not a value of type {limit}", "write it as the type is written: 12, 1.5, TRUE or FALSE, 2019-04-06"),
    "required": Words("may not be empty", "give a value"),
    "unique": Words("stands in an earlier row of this column already", "give each row a value of its own, or drop the repeated row"),
    "enum": Words("not in the codelist: {limit}", "choose a code of the list, or add the code to the schema"),
    "codelist": Words("not a code of {limit}", "look the code up in the standard; leave the cell empty where there is none"),
    "pattern": Words("not of the form {limit}", "write it in that form"),
    "minimum": Words("less than {limit}", "give a value of {limit} or more"),
    "maximum": Words("greater than {limit}", "give a value of {limit} or less"),
    "minLength": Words("shorter than {limit} characters", "give {limit} characters or more, or nothing at all"),
    "maxLength": Words("longer than {limit} characters", "shorten it"),
    "primaryKey": Words("the key ({limit}) stands in an earlier row already, or is empty", "drop one of the rows, or correct its key"),
    "foreignKey": Words("no such key in {limit}", "add the row that it refers to, or correct the reference"),
    "header": Words("the columns are not those of the schema: {limit}", "build the file again; columns are in the schema's order"),
    "cells": Words("the row has another number of cells than the header", "look for a stray comma or a quotation mark that is not doubled"),
}


def words(rule: str, limit: object = "") -> Words:
    """The rule of a schema in words, with its limit filled in."""
    says, what_to_do = SCHEMA_RULES[rule]
    return Words(says.replace("{limit}", str(limit)), what_to_do.replace("{limit}", str(limit)))


@dataclass(frozen=True, slots=True)
class Check:
    """One check that was run, whether or not it found something: who ran it, on what, and how many rows it refused."""

    engine: str
    table: str
    column: str
    rule: str
    says: str
    refused: int
    severity: Severity = "error"


@dataclass
class Findings:
    """A collector: at most `KEPT` findings of one check are kept, all are counted. `checks` lists every check that was run."""

    kept: list[Finding] = field(default_factory=list)
    counts: Counter[tuple[str, str, str | None, str, Severity]] = field(default_factory=Counter)
    checks: list[Check] = field(default_factory=list)

    def add(self, finding: Finding, count: int = 1) -> None:
        """Keep the finding (if there is room) and count it; `count` above 1 stands for further ones that are not given."""
        key = _check_of(finding)
        if self.counts[key] < KEPT:
            self.kept.append(finding)
        self.counts[key] += count

    def extend(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.add(finding)

    def merge(self, other: Findings) -> None:
        self.kept.extend(other.kept)
        self.counts.update(other.counts)
        self.checks.extend(other.checks)

    @property
    def errors(self) -> int:
        return sum(count for key, count in self.counts.items() if key[4] == "error")

    @property
    def warnings(self) -> int:
        return sum(count for key, count in self.counts.items() if key[4] == "warning")

    def groups(self) -> Iterator[Group]:
        """Findings by table and rule, errors before warnings, in a fixed order."""
        totals: Counter[tuple[Severity, str, str, str]] = Counter()
        for (engine, table, _, rule, severity), count in self.counts.items():
            totals[severity, table, rule, engine] += count
        members: dict[tuple[Severity, str, str, str], list[Finding]] = {}
        for finding in self.kept:
            members.setdefault((finding.severity, finding.table, finding.rule, finding.engine), []).append(finding)
        for key in sorted(members, key=lambda key: tuple(map(str, key))):  # a table of a broken descriptor may have no name
            severity, table, rule, engine = key
            yield Group(severity, table, rule, engine, sorted(members[key], key=_order), totals[key])

    def to_json(self) -> str:
        """Everything kept, as JSON: the twin of the report for machines."""
        groups = [
            {
                "severity": group.severity,
                "table": group.table,
                "rule": group.rule,
                "engine": group.engine,
                "count": group.count,
                "findings": [asdict(finding) for finding in group.findings],
            }
            for group in self.groups()
        ]
        body = {
            "valid": not self.errors,
            "errors": self.errors,
            "warnings": self.warnings,
            "groups": groups,
            "checks": [asdict(check) for check in self.checks],
        }
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one engine for one table and rule; `count` is how many there are, kept or not."""

    severity: Severity
    table: str
    rule: str
    engine: str
    findings: list[Finding]
    count: int

    def lines(self, shown: int = SHOWN) -> list[str]:
        """The group for reading: a heading, at most `shown` findings, and how many more there are."""
        head = f"{self.severity} — {self.table or 'package'} — {self.rule} ({self.count}, {self.engine})"
        more = self.count - min(shown, len(self.findings))
        return [head, *(f"  {finding}" for finding in self.findings[:shown]), *([f"  … and {more} more"] if more else [])]


def _check_of(finding: Finding) -> tuple[str, str, str | None, str, Severity]:
    return (finding.engine, finding.table, finding.column, finding.rule, finding.severity)


def _order(finding: Finding) -> tuple[str, int, str, str]:
    return (finding.file, finding.row or 0, finding.column or "", finding.value or "")


def _short(value: str, longest: int = 80) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= longest else f'{shown[: longest - 2]}…"'
