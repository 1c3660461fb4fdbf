"""The package's descriptor: the official v2 profile, and a lint for what that profile and frictionless both let pass.

The profile is the one that dplib-py ships (datapackage.org, version 2.0). What either ignores was found by running them: misspelt
properties, ``resources: []``, empty licences, ``uniqueKeys``, codelists that differ from the constraint, keys with parts that may be empty.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files as resources_of
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl
from rapidfuzz import process

from tidings.contract import seed_tables, tables
from tidings.errors import UsageError, system_fault
from tidings.extras import needs_extra
from tidings.validate.findings import Check, Finding, Findings

FILE = "datapackage.json"
PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


def _names(listed: str) -> list[str]:
    return listed.split()


# Properties of the specification, and ours: `machineAccuracy` and `readerAgreement` (how well the machine codes, how far two
# readers agree), `example` of a field.
PACKAGE = _names(
    "$schema name id title description homepage version created contributors keywords image licenses resources sources "
    "coverage machineAccuracy machineAccuracySeen readerAgreement"
)
RESOURCE = _names(
    "name title description path data type format mediatype encoding bytes hash rows dialect schema sources licenses homepage $schema profile"
)
SCHEMA = _names("$schema name title description fields primaryKey foreignKeys uniqueKeys missingValues fieldsMatch")
FIELD = _names(
    "name type format title description example examples constraints categories categoriesOrdered missingValues trueValues falseValues "
    "rdfType decimalChar groupChar bareNumber"
)
CONSTRAINTS = _names("required unique enum pattern minimum maximum minLength maxLength")
DIALECT = _names(
    "$schema header headerRows headerJoin commentRows commentChar delimiter lineTerminator quoteChar doubleQuote escapeChar nullSequence "
    "skipInitialSpace property itemType itemKeys sheetNumber sheetName table"
)
CONTRIBUTOR = _names("title givenName familyName path email roles organization")
LICENSE = _names("name path title")
_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_VERSION = re.compile(r"[0-9]+[.][0-9]+[.][0-9]+(?:-[0-9A-Za-z.-]+)?")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


def read(folder: Path) -> dict[str, Any]:
    """The descriptor. Raises UsageError where there is none, ValueError where it is not a JSON object."""
    path = folder / FILE
    if not path.is_file():
        raise UsageError(f"{path}: no such file; name the folder that holds {FILE}")
    try:
        package = json.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise UsageError(system_fault(error)) from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"not JSON in UTF-8: {error}") from None
    if not isinstance(package, dict):
        raise ValueError("not a JSON object")
    return package


@cache
def _profile() -> Any:
    with needs_extra("validate", "that check"):
        from jsonschema import Draft7Validator  # type: ignore[import-untyped]

        profiles = resources_of("dplib") / "profiles" / "2.0"
    return Draft7Validator(json.loads((profiles / "datapackage.json").read_text(encoding="utf-8")))


def check_profile(package: Mapping[str, Any]) -> Findings:
    """The descriptor against the official profile of Data Package v2.0. Raises MissingExtra where the profile, or what reads it, is not installed."""
    findings = Findings()
    says = "the descriptor keeps to the official profile of Data Package 2.0"
    for error in sorted(_profile().iter_errors(package), key=lambda each: list(map(str, each.absolute_path))):
        where = ".".join(str(part) for part in error.absolute_path) or None
        findings.add(Finding("", FILE, None, where, None, "profile", f"{says}: {error.message[:300]}", "correct the property", "profile"))
    findings.checks.append(Check("profile", "", FILE, "profile", says, findings.errors))
    return findings


def lint(package: Mapping[str, Any]) -> Findings:
    """What the profile and frictionless both ignore."""
    findings = Findings()
    for rule, where, value, says, todo in _lint(package):
        findings.add(Finding("", FILE, None, where, value, rule, says, todo, "lint"))
    if "contributors" not in package:
        findings.add(Finding("", FILE, None, "contributors", None, "maker", MAKER, MAKER_TODO, "lint", "warning"))
    findings.checks.append(Check("lint", "", FILE, "maker", MAKER, int("contributors" not in package), "warning"))
    for rule, says in LINTS.items():
        refused = sum(finding.rule == rule for finding in findings.kept)
        findings.checks.append(Check("lint", "", FILE, rule, says, refused))
    return findings


MAKER = "the package says who made it"
MAKER_TODO = "name somebody in metadata.toml (`tidings init` writes one) and build again"
LINTS = {
    "unknown-property": "every property is one of the specification, or one of ours",
    "descriptor": "the package says its profile, name and version, has resources, and its lists of licences and contributors are not empty",
    "resource": "a resource says its path, bytes, rows, SHA-256, encoding and schema",
    "schema": "a schema keeps to what every engine enforces, and is that of schemas/",
}

_Fault = tuple[str, str, str | None, str, str]


def _lint(package: Mapping[str, Any]) -> Iterator[_Fault]:
    yield from _unknown(package, PACKAGE, "")
    for number, each in enumerate(_dicts(package.get("contributors"))):
        yield from _unknown(each, CONTRIBUTOR, f"contributors.{number}")
    for number, each in enumerate(_dicts(package.get("licenses"))):
        yield from _unknown(each, LICENSE, f"licenses.{number}")
    yield from _package_facts(package)
    resources = _dicts(package.get("resources"))
    names = [str(resource.get("name")) for resource in resources]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield "descriptor", "resources", name, "two resources have one name", "name each resource once"
    for resource in resources:
        where = f"resources.{resource.get('name')}"
        yield from _unknown(resource, RESOURCE, where)
        yield from _resource_facts(resource, where)
        if isinstance(resource.get("dialect"), dict):
            yield from _unknown(resource["dialect"], DIALECT, f"{where}.dialect")
        if isinstance(resource.get("schema"), dict):
            yield from _schema_facts(resource["schema"], f"{where}.schema", names)
            yield from _same_as_contract(str(resource.get("name")), resource["schema"], where)


def _unknown(properties: Mapping[str, Any], known: list[str], where: str) -> Iterator[_Fault]:
    for name in properties:
        if name not in known:
            near = process.extractOne(name, known, score_cutoff=70)
            todo = f"write {near[0]!r}" if near else "take it out"
            yield "unknown-property", f"{where}.{name}".lstrip("."), name, "no such property in Data Package 2.0: engines would pass over it", todo


def _package_facts(package: Mapping[str, Any]) -> Iterator[_Fault]:
    if package.get("$schema") != PACKAGE_PROFILE:
        yield "descriptor", "$schema", _text(package.get("$schema")), "the profile is not that of version 2.0", f"write {PACKAGE_PROFILE}"
    if not _NAME.fullmatch(str(package.get("name", ""))):
        yield (
            "descriptor",
            "name",
            _text(package.get("name")),
            "no name in lower case that can stand in an address",
            "give a name such as tidings-libya",
        )
    if not _VERSION.fullmatch(str(package.get("version", ""))):
        yield "descriptor", "version", _text(package.get("version")), "no version of the form 1.2.3", "give the version"
    for name in ("resources", "contributors"):
        if not package.get(name) and (name in package or name == "resources"):
            yield "descriptor", name, _text(package.get(name)), "missing, or an empty list", f"give {name}"
    if "licenses" in package and not package["licenses"]:
        yield "descriptor", "licenses", "[]", "an empty list", "name the licence, or leave the property out"


def _resource_facts(resource: Mapping[str, Any], where: str) -> Iterator[_Fault]:
    path = resource.get("path")
    if not isinstance(path, str) or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\\" in path or "://" in path:
        yield "resource", f"{where}.path", _text(path), "not the path of one file inside the package", "write it relative to datapackage.json, with /"
    if not _HASH.fullmatch(str(resource.get("hash", ""))):
        yield "resource", f"{where}.hash", _text(resource.get("hash")), "not a SHA-256 of the form sha256: and 64 digits", "build the package again"
    if not is_table(resource):
        return
    for name in ("bytes", "rows"):
        value = resource.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            yield "resource", f"{where}.{name}", _text(value), "not a number of 0 or more", "build the package again"
    for name, wanted in (("encoding", "utf-8"), ("format", "csv"), ("mediatype", "text/csv"), ("type", "table")):
        if resource.get(name) != wanted:
            yield "resource", f"{where}.{name}", _text(resource.get(name)), f"not {wanted!r}", f"write {wanted!r}"
    if not isinstance(resource.get("schema"), dict):
        yield "resource", f"{where}.schema", _text(resource.get("schema")), "no schema in the descriptor itself", "build the package again"


def is_table(resource: Mapping[str, Any]) -> bool:
    """Whether a resource is a table; else it is a file that holds the same tables in another format, as a release has some."""
    return "schema" in resource or "type" in resource or resource.get("format", "csv") == "csv"


def _schema_facts(schema: Mapping[str, Any], where: str, resources: list[str]) -> Iterator[_Fault]:
    yield from _unknown(schema, SCHEMA, where)
    if schema.get("$schema", SCHEMA_PROFILE) != SCHEMA_PROFILE:
        yield "schema", f"{where}.$schema", _text(schema["$schema"]), "the profile is not that of version 2.0", f"write {SCHEMA_PROFILE}"
    for name in ("uniqueKeys", "fieldsMatch"):
        if name in schema:
            yield "schema", f"{where}.{name}", None, "engines pass over it or disagree on it", "say it with primaryKey, unique or the order of fields"
    if any(not isinstance(value, str) for value in schema.get("missingValues", [])):
        yield "schema", f"{where}.missingValues", None, "labelled missing values, which engines disagree on", "list strings"
    fields = {str(field.get("name")): field for field in _dicts(schema.get("fields"))}
    if len(fields) != len(_dicts(schema.get("fields"))):
        yield "schema", f"{where}.fields", None, "two fields have one name", "name each field once"
    for name, field in fields.items():
        yield from _field_facts(field, f"{where}.{name}")
    key = schema.get("primaryKey", [])
    for name in [key] if isinstance(key, str) else key:
        if name not in fields:
            yield "schema", f"{where}.primaryKey", name, "no such column", "correct the key"
        elif not (fields[name].get("constraints") or {}).get("required"):
            yield "schema", f"{where}.primaryKey", name, "a part of the key may be empty, which engines let pass", "make the column required"
    for foreign in _dicts(schema.get("foreignKeys")):
        reference = foreign.get("reference") or {}
        own = foreign.get("fields", [])
        for name in [own] if isinstance(own, str) else own:
            if name not in fields:
                yield "schema", f"{where}.foreignKeys", name, "no such column", "correct the key"
        target = reference.get("resource", "")
        if target and target not in resources:
            yield "schema", f"{where}.foreignKeys", target, "no such resource in the package", "add it, or correct the name"


def _field_facts(field: Mapping[str, Any], where: str) -> Iterator[_Fault]:
    yield from _unknown(field, FIELD, where)
    constraints = field.get("constraints") or {}
    yield from _unknown(constraints, CONSTRAINTS, f"{where}.constraints")
    if field.get("type") not in ("string", "integer", "number", "boolean", "date"):
        yield "schema", f"{where}.type", _text(field.get("type")), "not a type that all engines know", "use string, integer, number, boolean or date"
    if "categories" in field:
        values = [each.get("value") if isinstance(each, dict) else each for each in field["categories"]]
        if values != constraints.get("enum"):
            yield "schema", f"{where}.categories", None, "differ from the constraint enum, and engines enforce only that", "give both the same codes"
    pattern = constraints.get("pattern")
    if isinstance(pattern, str):
        try:
            re.compile(pattern)
        except re.error as error:
            yield "schema", f"{where}.pattern", pattern, f"not a regular expression: {error}", "correct it"
        if not readable_pattern(pattern):
            yield (
                "schema",
                f"{where}.pattern",
                pattern,
                "a regular expression that polars cannot read, such as one that looks around",
                "write it without",
            )
        if _open_alternation(pattern):
            yield "schema", f"{where}.pattern", pattern, "an alternation outside a group, which frictionless reads otherwise", "write (?:a|b)"
    if (field.get("format") or "default") not in ("default", "any", "uri", "email", "uuid"):
        yield "schema", f"{where}.format", _text(field.get("format")), "a format that engines pass over", "use the default format and a pattern"


def readable_pattern(pattern: str) -> bool:
    """Whether the fast path can match the pattern."""
    try:
        pl.Series([""]).str.contains(f"^(?:{pattern})$")
    except pl.exceptions.PolarsError:
        return False
    return True


def _open_alternation(pattern: str) -> bool:
    depth = 0
    for character in re.sub(r"\\.|\[(?:\\.|[^]])*\]", "", pattern):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and not depth:
            return True
    return False


def _same_as_contract(name: str, schema: Mapping[str, Any], where: str) -> Iterator[_Fault]:
    contract = tables().get(name) or seed_tables().get(name)
    if contract is not None and contract.embedded != schema:
        yield "schema", f"{where}.schema", name, "the schema is not the one in schemas/", "build the package again"


REFUSED = "refused.csv"  # rows of a given coding that a build left out: it lies beside the package and is none of it


def check_files(folder: Path, package: Mapping[str, Any]) -> Findings:
    """Bytes and hash of every file against the descriptor, and conventions of bytes: no byte order mark, UTF-8, LF at the end of every line."""
    findings = Findings()
    named = set()
    for resource in _dicts(package.get("resources")):
        name, path = str(resource.get("name")), str(resource.get("path"))
        named.add(path)
        for rule, value, says, todo in _file_faults(folder / path, resource):
            findings.add(Finding(name, path, None, None, value, rule, says, todo, "files"))
    folders = {str(PurePosixPath(path).parent) for path in named}
    for each in sorted(folders):
        for stray in sorted((folder / each).glob("*.csv")):
            path = stray.relative_to(folder).as_posix()
            if path not in named and stray.name != REFUSED:
                findings.add(
                    Finding(
                        "", path, None, None, None, "stray-file", "a table that the descriptor does not name", "remove it, or build again", "files"
                    )
                )
    for rule, says in FILE_RULES.items():
        refused = sum(finding.rule == rule for finding in findings.kept)
        findings.checks.append(Check("files", "", "", rule, says, refused))
    return findings


OUTSIDE = "every file and schema that the descriptor names lies in its folder: no address, absolute path or link that leads out"
FILE_RULES = {
    "file": "every file that the descriptor names is there and can be read",
    "bytes": "each file has the length that the descriptor says",
    "hash": "each file has the SHA-256 that the descriptor says",
    "byte-order-mark": "no file begins with a byte order mark",
    "line-ends": "every line ends with a line feed alone, the last one too",
    "stray-file": "no table lies beside the others that the descriptor does not name",
}


def _file_faults(path: Path, resource: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str, str]]:
    if not path.is_file():
        yield "file", None, "a folder" if path.is_dir() else "no such file", "build the package again, or correct the path"
        return
    digest, size, marked, returns, last = hashlib.sha256(), 0, False, 0, b""
    try:
        file = path.open("rb")
    except OSError as error:
        yield "file", None, "cannot be read", system_fault(error)
        return
    with file:
        while piece := file.read(1 << 22):
            marked = marked or (size == 0 and piece.startswith(b"\xef\xbb\xbf"))
            digest.update(piece)
            size += len(piece)
            returns += piece.count(b"\r")
            last = piece[-1:]
    returns = _returns_outside_quotes(path) if returns else 0
    again = "build the package again; never edit a file of it by hand"
    if "bytes" in resource and resource["bytes"] != size:
        yield "bytes", str(size), f"the descriptor says {resource['bytes']} bytes", again
    if "hash" in resource and resource["hash"] != f"sha256:{digest.hexdigest()}":
        yield "hash", f"sha256:{digest.hexdigest()}", f"the descriptor says {resource['hash']}", again
    if not is_table(resource):
        return  # what its bytes are is a matter of its format
    if marked:
        yield "byte-order-mark", None, "begins with a byte order mark, which becomes part of the first column's name", "save it as UTF-8 without one"
    if returns or last != b"\n":
        value = f"{returns} carriage returns" if returns else "no line feed at the end"
        yield "line-ends", value, "lines end with a line feed alone", "save it with LF line ends"


def _returns_outside_quotes(path: Path) -> int:
    """Carriage returns that are no part of a quoted cell's words."""
    parts = path.read_bytes().split(b'"')
    return sum(part.count(b"\r") for part in parts[::2])


def check_rows(package: Mapping[str, Any], rows: Mapping[str, int]) -> Findings:
    """The number of rows of every table against the descriptor."""
    findings = Findings()
    for resource in _dicts(package.get("resources")):
        name = str(resource.get("name"))
        if name in rows and "rows" in resource:
            wrong = resource["rows"] != rows[name]
            says = "the table has as many rows as the descriptor says"
            findings.checks.append(Check("files", name, "", "rows", says, int(wrong)))
            if wrong:
                value, path = str(rows[name]), str(resource.get("path"))
                findings.add(Finding(name, path, None, None, value, "rows", f"{says}: {resource['rows']}", "build the package again", "files"))
    return findings


def _dicts(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return None if value is None else str(value)
