"""``datasette.json``: what Datasette (datasette.io) shows beside ``tidings.sqlite``: titles, column descriptions, facets, labels of keys.

datasette tidings.sqlite --metadata datasette.json
"""

from __future__ import annotations

import json
from typing import Any

from tidings import contract
from tidings.contract import Table
from tidings.publish.parquet_files import meaning
from tidings.publish.views import VIEWS

# What a row is called where another table's key leads to it.
_LABELS = {"articles": "article_id", "actors": "name", "places": "name", "events": "label", "claims": "about", "dates": "date_text"}
_FACETS = {
    "quotes": ["article_id", "speaker_actor_id"],
    "figures": ["article_id", "unit"],
    "mentions": ["article_id"],
    "evidence": ["table", "field"],
}
_VIEW_FACETS = {
    "quotes_with_speakers": ["stance", "quote_type", "speaker_name", "outlet"],
    "events_with_actors": ["event_type", "status", "role", "actor_name"],
    "figures_with_claims": ["figure_type", "about", "conflict"],
    "reports_with_events": ["event_type", "modality", "outlet"],
}
_MOST_FACETS = 4  # more fill the page before the rows


def datasette_bytes() -> bytes:
    """The file. It tells of the schemas, so that it is the same for every package."""
    tables: dict[str, Any] = {name: _table(table) for name, table in contract.tables().items()}
    for name, view in VIEWS.items():
        tables[name] = {"title": name.replace("_", " ").capitalize(), "description": view.comment, "facets": _VIEW_FACETS[name]}
    found = {
        "title": "News articles as tidy tables",
        "description": "Who said what, what happened, how many, according to whom, and where the reports disagree.",
        "databases": {"tidings": {"tables": tables}},
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _table(table: Table) -> dict[str, Any]:
    facets = [field.name for field in table.fields if field.categories or field.type == "boolean"]
    found: dict[str, Any] = {"title": table.title, "description": table.description}
    found["columns"] = {field.name: meaning(field) for field in table.fields}
    found |= {"facets": [*_FACETS.get(table.name, []), *facets][:_MOST_FACETS]}
    return found | ({"label_column": _LABELS[table.name]} if table.name in _LABELS else {})
