"""Validation: tables against their schemas in every engine, the package against itself, every span against its text."""

from pipeline.validate.command import run_validate
from pipeline.validate.findings import Finding, Findings
from pipeline.validate.package import ENGINES, Report, validate_package, validate_tables

__all__ = ["ENGINES", "Finding", "Findings", "Report", "run_validate", "validate_package", "validate_tables"]
