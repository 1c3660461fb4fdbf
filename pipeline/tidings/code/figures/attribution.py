"""Whose number it is: the speaker of the quote in which it stands, a source named beside it, or the reporter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from tidings.model import Coding, Figure, Quote


def attribute(coding: Coding, figures: Sequence[Figure]) -> None:
    """Set `quote`, `attributed`, `attributed_entity` and `attribution` of each figure."""
    quotes = sorted(coding.quotes, key=lambda quote: (quote.start, -quote.end))
    starts = [quote.start for quote in quotes]
    reach = list(accumulate((quote.end for quote in quotes), max))  # how far any quote up to this one goes
    for figure in figures:
        holding = []
        at = bisect_right(starts, figure.start) - 1
        while at >= 0 and reach[at] >= figure.end:
            if quotes[at].end >= figure.end:
                holding.append(quotes[at])
            at -= 1
        if not holding:
            continue
        quote = _teller(holding)
        figure.quote = (quote.start, quote.end)
        figure.attributed = quote.speaker
        figure.attributed_entity = quote.speaker_entity
        entity = coding.entities[quote.speaker_entity] if quote.speaker_entity is not None else None
        known = "named" if entity is not None and entity.named else "unnamed"
        figure.attribution = known if quote.speaker or entity is not None else "reporter"


def _teller(holding: Sequence[Quote]) -> Quote:
    """The innermost quote that has a speaker, else the innermost."""
    spoken = [quote for quote in holding if quote.speaker_entity is not None or quote.speaker]
    return min(spoken or holding, key=lambda quote: quote.end - quote.start)
