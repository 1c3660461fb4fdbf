"""Which articles are one source: outlets that run the same agency's report, or copy an article, do not confirm each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tidings.ids import slug
from tidings.wording import runs


class Counted(NamedTuple):
    """A table with `n_sources`, its key, its column with the number of rows that it sums up, and the table of these."""

    table: str
    key: str
    number: str
    rows: str


COUNTED = (Counted("events", "event_id", "n_reports", "event_reports"), Counted("claims", "claim_id", "n_figures", "figures"))


def number_of_sources(told: Iterable[tuple[str, str]]) -> int:
    """How many independent sources stand behind some rows: (source of the article, wording of the sentence) of each. Sources of which two
    sentences share a run of words are one.
    """
    rows = list(told)
    joined = {source: source for source, _ in rows}
    if len(joined) > 1:
        first: dict[str, str] = {}
        for source, wording in rows:
            for run in runs(wording):
                joined[_head(joined, source)] = _head(joined, first.setdefault(run, source))
    return sum(source == head for source, head in joined.items())


def _head(joined: Mapping[str, str], source: str) -> str:
    while joined[source] != source:
        source = joined[source]
    return source


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


def sources_told(articles: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """`article_id` -> the source it counts as, by the copies that the rows of the published table tell."""
    rows = [row for row in articles if row.get("article_id")]
    return independent_sources(rows, {str(row["article_id"]): str(row["copy_of_article_id"]) for row in rows if row.get("copy_of_article_id")})
