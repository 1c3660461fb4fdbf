"""Find mentions of persons, organizations and places, and gather those of one entity."""

from __future__ import annotations

from pipeline.code.document import Document
from pipeline.model import Coding


def code_mentions(document: Document, coding: Coding) -> None:
    """Fill `coding.entities` and `coding.mentions`. Reads `coding.dates`."""
