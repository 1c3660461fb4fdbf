"""Which quotes are one utterance, told by several outlets."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ids import row_id
from pipeline.link.actors import ActorLinks
from pipeline.model import Article, Coding


def link_utterances(articles: Sequence[Article], codings: Sequence[Coding], actors: ActorLinks) -> dict[str, str]:
    """quote_id -> utterance_id."""
    return {
        (key := row_id("quotes", c.article_id, q.start, q.end)): q.decided.get("utterance_id") or "u-" + key.lower() for c in codings for q in c.quotes
    }
