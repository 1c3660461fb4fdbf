"""The package through ``frictionless validate``, its errors as findings: the reference that the fast path is measured against."""

from __future__ import annotations

import re
from pathlib import Path

from frictionless import Package, system

from tidings.validate.descriptor import FILE
from tidings.validate.engines import claims
from tidings.validate.findings import SCHEMA_RULES, Check, Finding, Findings, words
from tidings.validate.rules import demands
from tidings.validate.sources import Source

_RULES = {
    "type-error": "type",
    "unique-error": "unique",
    "primary-key": "primaryKey",
    "foreign-key": "foreignKey",
    "extra-cell": "cells",
    "missing-cell": "cells",
    "blank-row": "cells",
    "extra-label": "header",
    "missing-label": "header",
    "incorrect-label": "header",
    "duplicate-label": "header",
    "blank-label": "header",
    "blank-header": "header",
    "hash-count": "hash",
    "byte-count": "bytes",
    "row-count": "rows",
}
_CONSTRAINT = re.compile(r'constraint "(\w+)"')


def check(folder: Path, sources: dict[str, Source]) -> Findings:
    """All errors of all tables (frictionless stops at 1,000 a table). Raises frictionless.FrictionlessException where the descriptor is broken."""
    findings = Findings()
    with system.use_context(trusted=True):
        report = Package.from_descriptor(str(folder / FILE)).validate()
    for error in report.errors:
        findings.add(Finding("", FILE, None, None, None, error.type, error.note, "correct the descriptor", "frictionless"))
    for task in report.tasks:
        table = sources[task.name].table if task.name in sources else None
        found = set()
        for error in task.errors:
            rule = _RULES.get(error.type) or (_CONSTRAINT.search(error.note) or ["", error.type])[1]
            row = getattr(error, "row_number", None) or (1 if rule == "header" else None)
            column = _column(error, rule, table.primary_key if table else ())
            if rule in ("cells", "header"):
                column = None
            if (row, column, rule) not in found:
                found.add((row, column, rule))
                todo = words(rule).what_to_do if rule in SCHEMA_RULES else "build the package again"
                value = getattr(error, "cell", None) or None
                findings.add(Finding(task.name, str(task.place), row, column, value, rule, error.note, todo, "frictionless"))
        for demand in [each for each in demands(table) if claims("frictionless", table, each)] if table else []:
            refused = sum(each[1:] == (demand.column, demand.rule) for each in found)
            findings.checks.append(Check("frictionless", task.name, demand.column, demand.rule, demand.words.says, refused))
    return findings


def _column(error: object, rule: str, primary_key: tuple[str, ...]) -> str | None:
    if rule == "primaryKey":
        return ", ".join(primary_key)
    if rule == "foreignKey":
        return ", ".join(getattr(error, "field_names", []) or []) or None
    return getattr(error, "field_name", None)
