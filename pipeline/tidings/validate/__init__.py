"""Validation: tables against their schemas in every engine, the package against itself, every span against its text."""

from tidings.validate.command import run_validate
from tidings.validate.findings import Finding, Findings
from tidings.validate.package import ENGINES, Report, validate_package, validate_tables

__all__ = ["ENGINES", "Finding", "Findings", "Report", "run_validate", "validate_package", "validate_tables"]
