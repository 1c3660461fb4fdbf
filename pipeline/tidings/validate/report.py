"""A report for people at a terminal, as JSON for machines, and as one HTML page (`page.py`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

from tidings.publish.staging import replace_file
from tidings.validate.package import Report
from tidings.validate.page import page


def terminal_text(report: Report) -> str:
    """What was found, grouped by table and rule; at most ten examples each."""
    return f"{report}\n"


def write_terminal(report: Report, out: TextIO) -> None:
    out.write(terminal_text(report))


def report_json(report: Report) -> str:
    """The JSON twin: all findings that were kept, every check, rows, seconds and notes."""
    body = json.loads(report.findings.to_json())
    body |= {"folder": report.folder, "rows": report.rows, "notes": report.notes}
    body["seconds"] = {name: round(seconds, 3) for name, seconds in report.runs}
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def write_json(report: Report, path: Path) -> None:
    replace_file(path, report_json(report).encode("utf-8"))


def write_html(report: Report, path: Path) -> None:
    replace_file(path, page(report).encode("utf-8"))
