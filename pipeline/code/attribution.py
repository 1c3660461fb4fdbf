"""Whose number it is: the speaker of the quote in which it stands, a source named beside it, or the reporter."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.code.document import Document
from pipeline.model import Coding, Figure, Quote


def attribute(document: Document, coding: Coding, figures: Sequence[Figure]) -> None:
    """Set `quote`, `attributed`, `attributed_entity` and `attribution` of each figure."""
    quotes = sorted(coding.quotes, key=lambda quote: (quote.start, -quote.end))
    for figure in figures:
        holding = [quote for quote in quotes if quote.start <= figure.start and figure.end <= quote.end]
        if not holding:
            continue
        quote = _teller(holding)
        figure.quote = (quote.start, quote.end)
        figure.attributed = quote.speaker
        figure.attributed_entity = quote.speaker_entity
        entity = coding.entities[quote.speaker_entity] if quote.speaker_entity is not None else None
        figure.attribution = "named" if entity is not None and entity.named else "unnamed" if quote.speaker or entity is not None else "reporter"


def _teller(holding: Sequence[Quote]) -> Quote:
    """The innermost quote that has a speaker, else the innermost."""
    spoken = [quote for quote in holding if quote.speaker_entity is not None or quote.speaker]
    return min(spoken or holding, key=lambda quote: quote.end - quote.start)
