"""Is the package right: tables against their schemas, against each other, and against the texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    table: str


def validate_tables(tables: Mapping[str, Sequence[Mapping[str, object]]], texts: Mapping[str, str]) -> list[Finding]:
    return []
