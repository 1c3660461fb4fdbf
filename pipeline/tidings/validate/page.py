"""One HTML page with every check of every engine, and the distributions. It needs no network, no script and no font of its own."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tidings.validate.findings import Check
    from tidings.validate.package import Report

_STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1b1b1b; background: #fff }
h1, h2, h3 { line-height: 1.2 } table { border-collapse: collapse; margin: .5rem 0 1.5rem; width: 100% }
th, td { border-bottom: 1px solid #ccc; padding: .25rem .6rem; text-align: left; vertical-align: top } td.number { text-align: right }
code { font-size: .95em; overflow-wrap: anywhere } summary { cursor: pointer; padding: .2rem 0 }
.error { color: #a4001d; font-weight: 600 } .warning { color: #7a4a00; font-weight: 600 } .fine { color: #14612f; font-weight: 600 }
svg text { font: 13px system-ui, sans-serif; fill: #1b1b1b } svg rect { fill: #35618e }
"""


def page(report: Report) -> str:
    """The report as one page."""
    findings = report.findings
    verdict = '<span class="fine">valid</span>' if report.valid else '<span class="error">not valid</span>'
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Validation report</title><style>{_STYLE}</style></head><body><main>",
        f"<h1>Validation report</h1><p><code>{escape(report.folder)}</code> is {verdict}: {findings.errors} errors, {findings.warnings} warnings, "
        f"{sum(report.rows.values())} rows in {len(report.rows)} tables, {len(findings.checks)} checks.</p>",
        *(f"<p>{escape(note)}</p>" for note in report.notes),
        "<h2>Findings</h2>",
        _findings(report) or "<p>None.</p>",
        "<h2>Checks</h2>",
        _checks(report),
        "<h2>Distributions</h2>",
        _distributions(report) or "<p>Not measured: run with the engine great_expectations.</p>",
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _findings(report: Report) -> str:
    parts = []
    for group in report.findings.groups():
        head, *lines = group.lines(50)
        items = "".join(f"<li><code>{escape(line.strip())}</code></li>" for line in lines)
        parts.append(f'<details open><summary class="{group.severity}">{escape(head)}</summary><ul>{items}</ul></details>')
    return "\n".join(parts)


def _checks(report: Report) -> str:
    by_engine: dict[str, dict[str, list[Check]]] = defaultdict(lambda: defaultdict(list))
    for check in report.findings.checks:
        by_engine[check.engine][check.table].append(check)
    parts = []
    for engine, by_table in by_engine.items():
        checks = [check for each in by_table.values() for check in each]
        refused = sum(bool(check.refused) for check in checks)
        parts.append(f"<h3>{escape(engine)}</h3><p>{len(checks)} checks, {refused} of them refused something.</p>")
        for table, each in by_table.items():
            body = "".join(
                f'<tr><td><code>{escape(check.column)}</code></td><td>{escape(check.rule)}</td><td>{escape(check.says)}</td><td class="number">'
                + (f'<span class="{check.severity}">{check.refused}</span>' if check.refused else '<span class="fine">0</span>')
                + "</td></tr>"
                for check in each
            )
            name = escape(table or "package")
            head = '<tr><th scope="col">Column</th><th scope="col">Rule</th><th scope="col">In words</th><th scope="col">Rows refused</th></tr>'
            parts.append(f"<details><summary>{name} ({len(each)})</summary><table><thead>{head}</thead><tbody>{body}</tbody></table></details>")
    return "\n".join(parts)


def _distributions(report: Report) -> str:
    parts = []
    for each in report.distributions:
        parts.append(f"<h3><code>{escape(each.table)}.{escape(each.column)}</code></h3><p>{escape(each.says)}</p>{bars(each.counts)}")
    return "\n".join(parts)


def bars(counts: list[tuple[str, int]]) -> str:
    """Counts as bars: a drawing that is part of the page."""
    if not counts:
        return ""
    most, height = max(count for _, count in counts) or 1, 22
    rows = "".join(
        f'<text x="0" y="{number * height + 15}">{escape(label)}</text>'
        f'<rect x="220" y="{number * height + 4}" width="{round(count / most * 400, 1)}" height="14"/>'
        f'<text x="{round(count / most * 400, 1) + 226}" y="{number * height + 15}">{count}</text>'
        for number, (label, count) in enumerate(counts)
    )
    return f'<svg viewBox="0 0 700 {len(counts) * height}" width="700" role="img" aria-label="Counts of values">{rows}</svg>'
