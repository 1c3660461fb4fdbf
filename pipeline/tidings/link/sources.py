"""Which articles are one source: outlets that run the same agency's report do not confirm each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tidings.ids import slug


def independent_sources(articles: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """`article_id` -> the source it counts as: the agency it credits, else its outlet, else itself. `articles`: rows of the table."""
    found = {}
    for row in articles:
        told = row["wire_credit"] or row["outlet"]
        found[str(row["article_id"])] = slug(str(told)) if told else str(row["article_id"])
    return found
