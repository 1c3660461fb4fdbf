"""Whose number it is: the speaker of the quote in which it stands, a source named beside it, or the reporter."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.figures.units import cues
from tidings.code.spans import Spans
from tidings.model import Coding, Figure, Mention, Words
from tidings.nlp.strips import Strip


def teller(text: str, line: Strip, first: int) -> Words | None:
    """Who found out the number at part `first`, where no quote holds it: the subject of a past verb of counting ("the survey counted 31")."""
    clause = line.clause(first)
    if clause is None or clause.lemma not in cues("tells") or clause.voice == "passive" or not (clause.tense == "past" or clause.perfect):
        return None
    chunk = line.subject(clause)
    if chunk is None or line.word(first).i < clause.verb or chunk.first > clause.verb:
        return None
    if clause.lemma in cues("tells by at") and not (first and line[first - 1].lower == "at"):
        return None  # "the army put 900 men on the border"
    start, end = line[line.place(chunk.first)].start, line.sentence.words[chunk.last - line.sentence.first].end
    return Words(start, end, text[start:end])


def attribute(coding: Coding, figures: Sequence[Figure]) -> None:
    """Set `quote`, `attributed`, `attributed_entity` and `attribution` of each figure: by the innermost quote, best one with a speaker;
    outside quotes by who found the number out (`attributed` of `figures`)."""
    quotes, mentions = Spans(coding.quotes), Spans(coding.mentions)
    for figure in figures:
        holding = quotes.holding(figure.start, figure.end)
        if not holding:
            _by_teller(coding, mentions, figure)
            continue
        quote = next((quote for quote in holding if quote.speaker_entity is not None or quote.speaker), holding[0])
        figure.quote = (quote.start, quote.end)
        figure.attributed, figure.attributed_entity = quote.speaker, quote.speaker_entity
        entity = coding.entities[quote.speaker_entity] if quote.speaker_entity is not None else None
        known = "named" if entity is not None and entity.named else "unnamed"
        figure.attribution = known if quote.speaker or entity is not None else "reporter"


def _by_teller(coding: Coding, mentions: Spans[Mention], figure: Figure) -> None:
    """Settle whom the words for who found the number out name; the last actor among them, or the reporter tells it."""
    words, figure.attributed = figure.attributed, None
    named = (m.entity for m in reversed(mentions.within(words.start, words.end))) if words is not None else ()
    entity = next((coding.entities[n] for n in named if n is not None and coding.entities[n].entity_type in ("person", "organization")), None)
    if entity is not None:
        figure.attributed, figure.attributed_entity = words, entity.entity
        figure.attribution = "named" if entity.named else "unnamed"
