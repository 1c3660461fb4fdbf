"""Find event_reports in a document."""

from __future__ import annotations

from pipeline.code.document import Document
from pipeline.model import Coding, EventReport


def code_event_reports(document: Document, coding: Coding) -> list[EventReport]:
    """Return the event_reports of the document, in order."""
    return []
