"""Whose number it is: the speaker of the quote in which it stands, a source named beside it, or the reporter."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.spans import Spans
from tidings.model import Coding, Figure


def attribute(coding: Coding, figures: Sequence[Figure]) -> None:
    """Set `quote`, `attributed`, `attributed_entity` and `attribution` of each figure: by the innermost quote, best one with a speaker."""
    quotes = Spans(coding.quotes)
    for figure in figures:
        holding = quotes.holding(figure.start, figure.end)
        if not holding:
            continue
        quote = next((quote for quote in holding if quote.speaker_entity is not None or quote.speaker), holding[0])
        figure.quote = (quote.start, quote.end)
        figure.attributed, figure.attributed_entity = quote.speaker, quote.speaker_entity
        entity = coding.entities[quote.speaker_entity] if quote.speaker_entity is not None else None
        known = "named" if entity is not None and entity.named else "unnamed"
        figure.attribution = known if quote.speaker or entity is not None else "reporter"
