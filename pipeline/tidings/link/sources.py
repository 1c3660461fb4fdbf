"""Which articles are one source: outlets that run the same agency's report do not confirm each other."""

from __future__ import annotations

from collections.abc import Iterable

from tidings.ids import slug
from tidings.model import Article


def independent_sources(articles: Iterable[Article]) -> dict[str, str]:
    """`article_id` -> the source it counts as: the agency it credits, else its outlet, else itself."""
    return {a.article_id: slug(told) if (told := a.wire_credit or a.outlet) else a.article_id for a in articles}
