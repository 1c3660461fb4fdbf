"""What packages tell that a coding made of them does not: which articles are copies, and of which events and claims sentences were copied.

The texts, from which both are found, need not be at hand where a package is built anew.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from tidings.coding.files import is_package
from tidings.link.sources import independent_sources
from tidings.package import Package, open_package


def copies_told(places: Sequence[Path]) -> dict[str, str]:
    """article -> the one that it copies, as the packages among `places` tell: their texts need not be at hand."""
    found: dict[str, str] = {}
    for place in filter(is_package, places):
        rows = _rows_of(open_package(place), "articles")
        found |= {row["article_id"]: row["copy_of_article_id"] for row in rows if row.get("article_id") and row.get("copy_of_article_id")}
    return found


def joined_told(places: Sequence[Path]) -> dict[tuple[str, str, int], int]:
    """By how many a package among `places` counts fewer sources of an event or claim than its articles tell, for sentences that were copied:
    (table, id, number of its rows) -> how many fewer. So what is built from a package alone counts as it does.
    """
    found: dict[tuple[str, str, int], int] = {}
    for package in (open_package(place) for place in places if is_package(place)):
        articles = _rows_of(package, "articles")
        source_of = independent_sources(articles, {row["article_id"]: row["copy_of_article_id"] for row in articles if row.get("copy_of_article_id")})
        for table, key, children in (("events", "event_id", "event_reports"), ("claims", "claim_id", "figures")):
            told: dict[str, list[str]] = {}
            for row in _rows_of(package, children):
                told.setdefault(row.get(key, ""), []).append(source_of.get(row.get("article_id", ""), ""))
            for row in _rows_of(package, table):
                rows, counted = told.get(row.get(key, ""), []), row.get("n_sources", "")
                fewer = len(set(rows)) - int(counted) if counted.isdecimal() else 0
                if fewer > 0:
                    found[table, row[key], len(rows)] = fewer
    return found


def _rows_of(package: Package, name: str) -> list[dict[str, str]]:
    """The rows of a table of a package, as they are printed; none where it has no such table."""
    paths = [str(resource["path"]) for resource in package.descriptor["resources"] if resource["name"] == name]
    return [row for path in paths for row in csv.DictReader(io.StringIO(package.read(path).decode("utf-8-sig"), newline=""))]
