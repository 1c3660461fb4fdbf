"""Validation: tables against their schemas in every engine, the package against itself, every span against its text.

As a function, ``tidings.validate(folder)`` checks a package and gives the report (`tidings.api.validate`).
"""

from tidings.callable_package import make_callable
from tidings.validate.command import run_validate
from tidings.validate.findings import Finding, Findings
from tidings.validate.package import ENGINES, Report, articles_of_rows, validate_files, validate_package, validate_tables

__all__ = [
    "ENGINES",
    "Finding",
    "Findings",
    "Report",
    "articles_of_rows",
    "run_validate",
    "validate_files",
    "validate_package",
    "validate_tables",
]

make_callable(__name__)
