"""Find dates in a document."""

from __future__ import annotations

from pipeline.code.document import Document
from pipeline.model import DateExpression


def code_dates(document: Document) -> list[DateExpression]:
    """Return the dates of the document, in order."""
    return []
