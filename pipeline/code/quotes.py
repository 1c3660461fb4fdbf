"""Find quotes in a document."""

from __future__ import annotations

from pipeline.code.document import Document
from pipeline.model import Coding, Quote


def code_quotes(document: Document, coding: Coding) -> list[Quote]:
    """Return the quotes of the document, in order."""
    return []
