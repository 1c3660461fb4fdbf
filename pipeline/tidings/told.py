"""What packages tell that a coding made of them does not: which articles are copies, and of which events and claims sentences were copied.

The texts, from which both are found, need not be at hand where a package is built anew.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tidings.coding.files import is_package
from tidings.link.sources import COUNTED, sources_told
from tidings.package import Package, open_package


class Told(NamedTuple):
    """`copy_of`: an article -> the one that it copies. `fewer`: (table, id, number of its rows) of an event or claim -> by how many sources fewer a
    package counts than its articles tell, for sentences that were copied; so what is built from a package alone counts as it does.
    """

    copy_of: dict[str, str]
    fewer: dict[tuple[str, str, int], int]


def told_by(places: Sequence[Path]) -> Told:
    """What the packages among `places` tell."""
    told = Told({}, {})
    for package in (open_package(place) for place in places if is_package(place)):
        articles = _rows_of(package, "articles")
        copies = (row for row in articles if row.get("article_id") and row.get("copy_of_article_id"))
        told.copy_of.update({row["article_id"]: row["copy_of_article_id"] for row in copies})
        source_of = sources_told(articles)
        for table, key, _, children in COUNTED:
            of_rows: dict[str, list[str]] = {}
            for row in _rows_of(package, children):
                of_rows.setdefault(row.get(key, ""), []).append(source_of.get(row.get("article_id", ""), ""))
            for row in _rows_of(package, table):
                found, counted = of_rows.get(row.get(key, ""), []), row.get("n_sources", "")
                if counted.isdecimal() and len(set(found)) > int(counted):
                    told.fewer[table, row[key], len(found)] = len(set(found)) - int(counted)
    return told


def _rows_of(package: Package, name: str) -> list[dict[str, str]]:
    """The rows of a table of a package, as they are printed; none where it has no such table."""
    paths = [str(resource["path"]) for resource in package.descriptor["resources"] if resource["name"] == name]
    return [row for path in paths for row in csv.DictReader(io.StringIO(package.read(path).decode("utf-8-sig"), newline=""))]
