"""The Data Package v2 descriptor, made from the tables, the schemas and the facts a person decides (``metadata.toml``)."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tidings.contract import Table
from tidings.errors import TidingsError
from tidings.publish.people import contributors

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
METADATA = "metadata.toml"
DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def read_metadata(path: Path) -> dict[str, Any]:
    """The facts of ``metadata.toml``. Raises TidingsError where it is absent, broken or lacks a fact."""
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TidingsError(f"{path}: no such file; it holds name, title, description, version, updated, contributors and licenses") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TidingsError(f"{path}: not TOML that can be read: {error}") from None
    missing = [name for name in ("name", "title", "description", "version", "updated", "contributors", "licenses") if not facts.get(name)]
    if missing:
        raise TidingsError(f"{path}: {', '.join(missing)} missing; a package that can be cited needs them")
    return facts


def corpus_metadata() -> dict[str, Any]:
    """Facts for a corpus of one's own that has no ``metadata.toml``."""
    return {
        "name": "tidings-corpus",
        "title": "A news corpus as tidy tables",
        "description": "Articles, actors, quotes, events and figures of a news corpus, coded by Tidings and not reviewed.",
        "version": "0.1.0",
        "keywords": ["news"],
        "contributors": [{"title": "Tidings contributors", "roles": ["creator"]}],
    }


MEASURES = ("machineAccuracy", "readerAgreement")  # how well the machine codes, and how far two readers agree: properties of our own
FACTS = (
    "name",
    "id",
    "title",
    "description",
    "version",
    "created",
    "homepage",
    "licenses",
    "contributors",
    "sources",
    "keywords",
    "coverage",
    *MEASURES,
)


def facts_of(package: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that a descriptor tells of its package, for a package that is built from it."""
    return {name: package[name] for name in FACTS if name in package}


def created(facts: Mapping[str, Any]) -> str | None:
    """When the package was made: ``SOURCE_DATE_EPOCH`` if set, else the last day that its inputs say they changed; never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except (ValueError, OverflowError, OSError):
            raise TidingsError(f"SOURCE_DATE_EPOCH: {epoch!r} is not a number of seconds since 1970") from None
    if facts.get("created"):
        return str(facts["created"])
    return f"{facts['updated']}T00:00:00Z" if facts.get("updated") else None


def descriptor(
    facts: Mapping[str, Any],
    tables: Sequence[tuple[Table, str, bytes, int]],
    made: str | None,
    measures: Mapping[str, Sequence[Mapping[str, object]]] = MappingProxyType({}),
    sources: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """The descriptor. `tables`: schema, path in the package, bytes of the file, number of rows. `measures`: rows of `MEASURES`."""
    package: dict[str, Any] = {"$schema": PROFILE, "name": facts["name"]}
    identity = f"https://doi.org/{facts['doi']}" if facts.get("doi") else facts.get("repository") or facts.get("id")
    package |= {"id": identity} if identity else {}
    package |= {"title": facts["title"], "description": str(facts["description"]).strip(), "version": facts["version"]}
    package |= {"created": made} if made else {}
    package |= {name: facts[name] for name in ("homepage", "licenses") if facts.get(name)}
    package |= {"contributors": contributors(facts)} if facts.get("contributors") else {}
    package |= {"sources": list(sources)} if sources else {}
    package |= {name: facts[name] for name in ("keywords", "coverage") if facts.get(name)}
    package |= {name: list(measures[name]) for name in MEASURES if measures.get(name)}
    package["resources"] = [
        {
            "name": table.name,
            "title": table.title,
            "description": table.description,
            "path": path,
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(data),
            "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
            "rows": rows,
            "dialect": DIALECT,
            "schema": table.schema,
        }
        for table, path, data, rows in tables
    ]
    return package


def descriptor_bytes(package: Mapping[str, Any]) -> bytes:
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
