"""Which articles are one source: outlets that run the same agency's report, or copy an article, do not confirm each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tidings.ids import slug


def copies(articles: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """`article_id` -> the earliest article with the same text, for those that repeat one. `articles`: rows of the table."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for row in sorted(articles, key=lambda row: (str(row.get("published") or "9999"), str(row["article_id"]))):
        text, article_id = row.get("text_sha256"), str(row["article_id"])
        if text and first.setdefault(str(text), article_id) != article_id:
            found[article_id] = first[str(text)]
    return found


def independent_sources(articles: Iterable[Mapping[str, object]], copy_of: Mapping[str, str]) -> dict[str, str]:
    """`article_id` -> the source it counts as: that of the article it copies, the agency it credits, else its outlet, else itself.

    `articles`: rows of the table. `copy_of`: an article -> the one that it copies, which is no copy itself.
    """
    found = {}
    for row in articles:
        told = row["wire_credit"] or row["outlet"]
        found[str(row["article_id"])] = slug(str(told)) if told else str(row["article_id"])
    return {article_id: found.get(copy_of.get(article_id, article_id), source) for article_id, source in found.items()}
