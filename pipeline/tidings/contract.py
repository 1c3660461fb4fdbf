"""The contract of the tables, read from ``schemas/*.json``: the only place where a column is defined.

Whatever needs a table's columns, types, keys or codelists asks `tables` (published) or `seed_tables` (inputs that people write).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

# The order in which tables are listed, written and described: core tables first, as in the design.
PUBLISHED = (
    "articles",
    "actors",
    "quotes",
    "events",
    "figures",
    "mentions",
    "actor_names",
    "event_reports",
    "report_actors",
    "event_actors",
    "dates",
    "places",
    "claims",
    "evidence",
    "event_types",
    "judgements",
)
# pandas or readr reads these as missing, unless told otherwise.
READ_AS_MISSING = ("NA", "N/A", "#N/A", "n/a", "NULL", "null", "None", "NaN", "nan", "<NA>")
SEEDS = ("pointers", "authority", "judgements")


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a cell must keep to. None, or empty for `enum`, where the schema does not say."""

    required: bool = False
    unique: bool = False
    enum: tuple[str | int, ...] = ()
    pattern: str | None = None
    minimum: float | str | None = None
    maximum: float | str | None = None
    min_length: int | None = None
    max_length: int | None = None

    def named(self) -> dict[str, Any]:
        """Those that are set, under the names of Table Schema (``minLength``), in a fixed order."""
        every = {
            "required": self.required or None,
            "unique": self.unique or None,
            "enum": self.enum or None,
            "pattern": self.pattern,
            "minimum": self.minimum,
            "maximum": self.maximum,
            "minLength": self.min_length,
            "maxLength": self.max_length,
        }
        return {name: value for name, value in every.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Category:
    """One code of a codelist and what it means."""

    value: str | int
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `type` is string, integer, number, boolean or date; `example` is a cell as it stands in the CSV file."""

    name: str
    type: str
    format: str = "default"
    title: str = ""
    description: str = ""
    example: str = ""
    constraints: Constraints = Constraints()
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`fields` of this table hold keys of `reference_fields` in the table `reference` (the table's own name where it refers to itself)."""

    fields: tuple[str, ...]
    reference: str
    reference_fields: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table: its columns in order, its keys, the cells that count as missing, and `schema`, the Table Schema as it stands in its file."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    missing: tuple[str, ...]
    schema: dict[str, Any]

    @property
    def embedded(self) -> dict[str, Any]:
        """The schema as a descriptor holds it: title and description stand with the resource, and are not said again."""
        return {name: value for name, value in self.schema.items() if name not in ("title", "description")}

    def __hash__(self) -> int:
        return hash(self.name)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Columns that the rows are sorted by (text by code point, numbers by size): rows with a span follow the text, others their primary key."""
        if "start" not in self.columns:
            return self.primary_key
        leading = tuple(name for name in self.primary_key if name == "table")
        rest = tuple(name for name in self.primary_key if len(self.primary_key) > 1 and name not in ("table", "article_id", "start", "end"))
        return (*leading, "article_id", *rest, "start", "end")

    def field(self, name: str) -> Field:
        """The column of that name. Raises KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name} has no column {name}")


def tables() -> dict[str, Table]:
    """The published tables by name, in the fixed order of `PUBLISHED`."""
    return dict(_read_all("", PUBLISHED))


def seed_tables() -> dict[str, Table]:
    """The tables of inputs that people write (``seeds/*.csv``), by name, in the fixed order of `SEEDS`."""
    return dict(_read_all("seeds", SEEDS))


def table_of(schema: dict[str, Any]) -> Table:
    """The table that a Table Schema describes. Raises KeyError where the schema lacks a name or a type."""
    name = schema["name"]
    missing = tuple(schema.get("missingValues", [""]))
    foreign_keys = tuple(
        ForeignKey(
            _names(key["fields"]),
            key["reference"].get("resource") or name,  # a key within the table itself names no resource
            _names(key["reference"]["fields"]),
        )
        for key in schema.get("foreignKeys", [])
    )
    fields = tuple(_field(field) for field in schema["fields"])
    title, description = schema.get("title", name), schema.get("description", "")
    return Table(name, title, description, fields, _names(schema.get("primaryKey", [])), foreign_keys, missing, schema)


def schema_folder() -> Path:
    """The folder of the schemas: beside the package in a checkout, inside it in an installed wheel."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_schemas", package.parent.parent / "schemas"):
        if (folder / "articles.json").is_file():
            return folder
    raise FileNotFoundError(f"no schemas beside {package}: the installation is broken; install tidings again")


@cache
def _read_all(folder: str, names: Iterable[str]) -> tuple[tuple[str, Table], ...]:
    where = schema_folder() / folder
    return tuple((name, table_of(json.loads((where / f"{name}.json").read_text(encoding="utf-8")))) for name in names)


def _field(schema: dict[str, Any]) -> Field:
    limits = schema.get("constraints", {})
    constraints = Constraints(
        required=limits.get("required", False),
        unique=limits.get("unique", False),
        enum=tuple(limits.get("enum", ())),
        pattern=limits.get("pattern"),
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        min_length=limits.get("minLength"),
        max_length=limits.get("maxLength"),
    )
    categories = tuple(Category(each["value"], each.get("label", "")) for each in schema.get("categories", ()))
    texts = (schema.get("title", ""), schema.get("description", ""), str(schema.get("example", "")))
    return Field(schema["name"], schema["type"], schema.get("format", "default"), *texts, constraints, categories)


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
