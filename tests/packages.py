"""Small packages for tests: one invented row a table, from ``rows.json``, and whatever a test adds or changes."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from tidings import contract
from tidings.contract import Field
from tidings.publish.csv_files import table_bytes
from tidings.publish.descriptor import descriptor, descriptor_bytes

FACTS: dict[str, Any] = {
    "name": "harbour-strike",
    "id": "https://example.org/harbour-strike",
    "title": "A harbour strike in five reports",
    "description": "An invented package for tests.",
    "version": "1.0.0",
    "updated": "2026-01-31",
    "keywords": ["tests"],
    "doi": "",
    "contributors": [{"title": "Tidings contributors", "roles": ["creator", "maintainer"]}],
    "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
}
ROWS: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "rows.json").read_text(encoding="utf-8"))  # the row of each table, as cells
MADE = "2026-01-31T00:00:00Z"

Tables = dict[str, list[dict[str, Any]]]


def example_tables() -> Tables:
    """One row a table, that of ``rows.json``, with keys that lead somewhere and counts that are right: a valid package."""
    tables: Tables = {
        name: [{field.name: _value(field, ROWS[name][field.name]) for field in table.fields}] for name, table in contract.tables().items()
    }
    only = {name: tables[name][0][table.primary_key[0]] for name, table in contract.tables().items() if len(table.primary_key) == 1}
    for name, table in contract.tables().items():
        for key in table.foreign_keys:
            if key.reference in only:
                tables[name][0][key.fields[0]] = only[key.reference]
    for rows in tables.values():
        rows[0].update({name: 1 for name in rows[0] if name.startswith("n_")})
    tables["actors"][0]["part_of_actor_id"] = tables["articles"][0]["copy_of_article_id"] = None
    tables["mentions"][0].update(mention_id="daily-mail-2019-04-06:m:187-201", end=201)
    tables["actors"][0]["name"] = tables["mentions"][0]["mention_text"]
    tables["actor_names"][0].update(name=tables["mentions"][0]["mention_text"], name_type="primary")
    return tables


def row(tables: Tables, table: str, **cells: Any) -> dict[str, Any]:
    """A copy of the table's first row with other cells."""
    return {**tables[table][0], **cells}


def write(folder: Path, tables: Tables, facts: dict[str, Any] = FACTS, schemas: dict[str, dict[str, Any]] | None = None) -> Path:
    """A package in `folder`, its tables in ``data/``. `schemas`: table -> a schema in the place of the project's own."""
    entries = []
    for name, table in contract.tables().items():
        if schemas and name in schemas:
            table = contract.table_of(schemas[name])
        if name in tables:
            entries.append((table, f"data/{name}.csv", table_bytes(table, tables[name]), len(tables[name])))
    for _, path, data, _ in entries:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "datapackage.json").write_bytes(descriptor_bytes(descriptor(facts, entries, MADE)))
    return folder


def schema(table: str) -> dict[str, Any]:
    """The table's schema, to be changed."""
    return copy.deepcopy(contract.tables()[table].schema)


def _value(field: Field, cell: str) -> Any:
    if field.type == "integer":
        return int(cell)
    if field.type == "number":
        return float(cell)
    return cell == "TRUE" if field.type == "boolean" else cell
