"""The Data Package v2 descriptor, made from the tables, the schemas and the facts a person decides (``metadata.toml``)."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tidings.contract import Table
from tidings.errors import TidingsError
from tidings.publish.people import contributors

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
METADATA = "metadata.toml"
CITED = ("name", "title", "description", "version", "updated", "contributors", "licenses")  # what a package needs that can be cited
VERSION = r"[0-9]+[.][0-9]+[.][0-9]+(?:-[0-9A-Za-z.-]+)?"
DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def read_metadata(path: Path, needed: Sequence[str] = CITED) -> dict[str, Any]:
    """The facts of ``metadata.toml``. Raises TidingsError where it is absent, broken, lacks a fact that is `needed`, or has one of another type."""
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise TidingsError(f"{path}: no such file; it holds {', '.join(CITED[:-1])} and {CITED[-1]}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TidingsError(f"{path}: not TOML that can be read: {error}") from None
    missing = [name for name in needed if not facts.get(name)]
    if missing:
        raise TidingsError(f"{path}: {', '.join(missing)} missing; a package that can be cited needs them")
    for name, fits, wanted in _FORMS:
        if name in facts and not fits(facts[name]):
            raise TidingsError(f"{path}: {name} = {facts[name]!r}: write {wanted}")
    return facts


def _is_table_list(value: object, key: str) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) and isinstance(each.get(key), str) and each[key] for each in value)


_FORMS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("name", lambda told: bool(re.fullmatch("[a-z0-9][a-z0-9._-]*", str(told))), 'it in lower case without blanks, such as "my-corpus"'),
    ("title", lambda told: isinstance(told, str), "it in quotation marks"),
    ("description", lambda told: isinstance(told, str), "it in quotation marks"),
    ("version", lambda told: isinstance(told, str) and bool(re.fullmatch(VERSION, told)), 'three numbers in quotation marks, such as "1.0.0"'),
    ("keywords", lambda told: isinstance(told, list) and all(isinstance(each, str) for each in told), 'a list, such as ["news"]'),
    ("contributors", lambda told: _is_table_list(told, "title"), 'a block for each that begins [[contributors]] and holds title = "..."'),
    ("licenses", lambda told: _is_table_list(told, "name"), 'a block for each that begins [[licenses]] and holds name = "..."'),
)


def corpus_metadata() -> dict[str, Any]:
    """Facts for a corpus of one's own that has no ``metadata.toml``: of a package that nobody says to have made."""
    return {
        "name": "tidings-corpus",
        "title": "A news corpus as tidy tables",
        "description": "Articles, actors, quotes, events and figures of a news corpus, coded by Tidings and not reviewed.",
        "version": "0.1.0",
        "keywords": ["news"],
    }


# How well the machine codes (documents kept apart; the articles that were seen) and how far two readers agree: properties of our own.
MEASURES = ("machineAccuracy", "machineAccuracySeen", "readerAgreement")
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


@dataclass(frozen=True, slots=True)
class Written:
    """A table's file: its `path` in the package, its `size` in bytes, its hash in hexadecimal digits, its number of rows."""

    table: Table
    path: str
    size: int
    sha256: str
    rows: int


def written(table: Table, path: str, data: bytes, rows: int) -> Written:
    """A table's file from its bytes."""
    return Written(table, path, len(data), hashlib.sha256(data).hexdigest(), rows)


def descriptor(
    facts: Mapping[str, Any],
    tables: Sequence[Written | tuple[Table, str, bytes, int]],
    made: str | None,
    measures: Mapping[str, Sequence[Mapping[str, object]]] = MappingProxyType({}),
    sources: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """The descriptor. `tables`: their files, or what `written` takes. `measures`: rows of `MEASURES`."""
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
            "name": each.table.name,
            "title": each.table.title,
            "description": each.table.description,
            "path": each.path,
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": each.size,
            "hash": f"sha256:{each.sha256}",
            "rows": each.rows,
            "dialect": DIALECT,
            "schema": each.table.embedded,
        }
        for each in (each if isinstance(each, Written) else written(*each) for each in tables)
    ]
    return package


ON_ONE_LINE = 200  # characters of a value that stands on one line
DEEPEST = 3  # package, its resources, the properties of one: below them a value has one line, so that a diff shows what changed and no more


def descriptor_bytes(package: Mapping[str, Any]) -> bytes:
    """The descriptor as a file, without blanks: programs read it, people read the data dictionary."""
    return (_lines(package, DEEPEST) + "\n").encode("utf-8")


def _lines(value: object, deepest: int) -> str:
    compact = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if len(compact) <= ON_ONE_LINE or not deepest:
        return compact
    if isinstance(value, Mapping):
        return "{\n" + ",\n".join(f"{json.dumps(key)}:{_lines(each, deepest - 1)}" for key, each in value.items()) + "\n}"
    return "[\n" + ",\n".join(_lines(each, deepest - 1) for each in value) + "\n]" if isinstance(value, list) else compact
