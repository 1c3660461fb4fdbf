"""``tidings validate``: run the checks, print the report, write its twins, and say how it went by the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from tidings.errors import UsageError
from tidings.validate.package import chosen_engines, validate_package
from tidings.validate.report import write_html, write_json, write_terminal


def run_validate(
    folder: Path,
    texts_dir: Path | None = None,
    engines: Iterable[str] = ("fast",),
    json_path: Path | None = None,
    html_path: Path | None = None,
    previous: Path | None = None,
) -> int:
    """Check the package in `folder`, print what was found, write JSON and HTML where asked. Returns 0 fine, 1 invalid data, 2 wrong use.

    `engines`: names of `ENGINES`, or "all". `previous`: folder of the last release, for drift.
    """
    for path, what in ((folder, "package"), (texts_dir, "texts"), (previous, "last release")):
        if path is not None and not path.is_dir():
            return _wrong_use(f"{path}: no such folder ({what})")
    for path in (json_path, html_path):
        if path is not None and (fault := _unwritable(path)):
            return _wrong_use(fault)
    try:
        report = validate_package(folder, texts_dir, chosen_engines(engines), previous)
    except UsageError as error:
        return _wrong_use(str(error))
    if json_path is not None:
        write_json(report, json_path)
    if html_path is not None:
        write_html(report, html_path)
    write_terminal(report, sys.stdout)
    return 0 if report.valid else 1


def _unwritable(path: Path) -> str | None:
    """Why a report cannot be written there, asked before the work is done."""
    if path.is_dir():
        return f"{path}: a folder stands there; name a file"
    if not path.parent.is_dir():
        return f"{path}: no such folder: {path.parent}; make it first"
    return (
        None if os.access(path if path.exists() else path.parent, os.W_OK) else f"{path}: may not be written; change the permissions, or name another"
    )


def _wrong_use(message: str) -> int:
    print(f"tidings validate: {message}", file=sys.stderr)
    return 2
