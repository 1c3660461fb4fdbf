"""Files by which the dataset is cited and found, from the facts of ``metadata.toml``: CITATION.cff, .zenodo.json, croissant.json, a README block.

All of them, ``datacite.json`` and ``datapackage.json``, say the same version, date, title, authors and licence. A DOI, and the address of the
repository, are left out while there is none. Croissant is written here rather than with mlcroissant, which checks it (``nox -s cite``): its writer
knows no alternateName, identifier or coverage, and changes the context with its version.

Formats: Citation File Format 1.2.0; Zenodo's deposit metadata (developers.zenodo.org); MLCommons Croissant 1.0.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from tidings.contract import Table
from tidings.extras import needs_extra
from tidings.publish.people import ORCID, Author, authors

Facts = Mapping[str, Any]

CITATION_BEGIN = "<!-- citation: written by tidings build from metadata.toml -->"
CITATION_END = "<!-- /citation -->"

_CROISSANT_TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date"}
_SPDX = "https://spdx.org/licenses/"


def citation_text(facts: Facts, day: str) -> str:
    """One line for a list of references."""
    names = "; ".join(author.inverted for author in authors(facts))
    where = f"https://doi.org/{facts['doi']}" if facts.get("doi") else address(facts)
    return f"{names} ({day[:4]}). {facts['title']} (version {facts['version']}) [Data set]. {where}".rstrip()


def address(facts: Facts) -> str:
    """Where the dataset lives: its repository, else what the facts give as its id; empty while there is none."""
    return str(facts.get("repository") or facts.get("id") or "")


def citation_cff(facts: Facts, day: str) -> bytes:
    """CITATION.cff, of type dataset. Raises MissingExtra without PyYAML."""
    with needs_extra("pages", "CITATION.cff"):
        import yaml

    found: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": facts["title"],
        "abstract": _description(facts),
        "authors": [_cff_author(author) for author in authors(facts)],
        "version": facts["version"],
        "date-released": day,
    }
    found |= {"doi": facts["doi"]} if facts.get("doi") else {}
    if facts.get("concept_doi"):
        found["identifiers"] = [{"type": "doi", "value": facts["concept_doi"], "description": "all versions of the dataset"}]
    found["license"] = facts["licenses"][0]["name"]
    found |= {"url": address(facts)} if address(facts) else {}
    found |= {"keywords": list(facts["keywords"])} if facts.get("keywords") else {}
    written = yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=120)
    return f"# Written by tidings build from metadata.toml: change that file.\n{written}".encode()


def _cff_author(author: Author) -> dict[str, str]:
    if not author.family:
        return {"name": author.title}
    found = {"family-names": author.family, "given-names": author.given, "orcid": ORCID + author.orcid if author.orcid else ""}
    return {name: value for name, value in {**found, "affiliation": author.affiliation}.items() if value}


def zenodo_json(facts: Facts, day: str) -> bytes:
    """.zenodo.json: what Zenodo shows for a release that it archives. Licences are named there in lower case."""
    record: dict[str, Any] = {
        "upload_type": "dataset",
        "title": facts["title"],
        "description": f"<p>{_html(_description(facts))}</p>",
        "creators": [_zenodo_creator(author) for author in authors(facts)],
        "version": facts["version"],
        "publication_date": day,
        "access_right": "open",
        "license": facts["licenses"][0]["name"].lower(),
        "language": "eng",
    }
    record |= {"doi": facts["doi"]} if facts.get("doi") else {}
    record |= {"keywords": list(facts["keywords"])} if facts.get("keywords") else {}
    coverage = facts.get("coverage", {})
    if coverage.get("temporal"):
        start, _, end = str(coverage["temporal"]).partition("/")
        record["dates"] = [{"start": start, "end": end or start, "type": "Collected", "description": "publication of the articles"}]
    if coverage.get("spatial"):
        record["locations"] = [{"place": place} for place in coverage["spatial"]]
    if address(facts):
        record["related_identifiers"] = [{"identifier": address(facts), "relation": "isSupplementTo", "resource_type": "dataset"}]
    return _json(record)


def _zenodo_creator(author: Author) -> dict[str, str]:
    found = {"name": author.inverted, "orcid": author.orcid, "affiliation": author.affiliation}
    return {name: value for name, value in found.items() if value}


def croissant_json(facts: Facts, day: str, tables: Sequence[tuple[Table, str, bytes]]) -> bytes:
    """croissant.json. `tables`: table, path in the package, bytes of its file."""
    dataset: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": facts["name"],
        "alternateName": facts["title"],
        "description": _description(facts),
        "version": facts["version"],
        "datePublished": day,
        "license": facts["licenses"][0]["path"],
        "creator": [_croissant_creator(author) for author in authors(facts)],
        "citeAs": citation_text(facts, day),
        "inLanguage": "en",
    }
    dataset |= {"url": address(facts)} if address(facts) else {}
    coverage = facts.get("coverage", {})
    dataset |= {"temporalCoverage": coverage["temporal"]} if coverage.get("temporal") else {}
    dataset |= {"spatialCoverage": list(coverage["spatial"])} if coverage.get("spatial") else {}
    dataset |= {"identifier": f"https://doi.org/{facts['doi']}"} if facts.get("doi") else {}
    dataset |= {"keywords": list(facts["keywords"])} if facts.get("keywords") else {}
    dataset["distribution"] = [
        {
            "@type": "cr:FileObject",
            "@id": f"{table.name}.csv",
            "name": f"{table.name}.csv",
            "description": table.title,
            "contentUrl": path,
            "encodingFormat": "text/csv",
            "contentSize": f"{len(data)} B",
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        for table, path, data in tables
    ]
    dataset["recordSet"] = [_record_set(table) for table, _, _ in tables]
    return _json(dataset)


def _croissant_creator(author: Author) -> dict[str, str]:
    if not author.family:
        return {"@type": "sc:Organization", "name": author.title}
    return {"@type": "sc:Person", "name": author.title} | ({"url": ORCID + author.orcid} if author.orcid else {})


def with_citation(readme: str, facts: Facts, day: str) -> str:
    """The README with the block between its two markers written anew; unchanged where it has none."""
    before, begin, rest = readme.partition(CITATION_BEGIN)
    _, end, after = rest.partition(CITATION_END)
    if not begin or not end:
        return readme
    return f"{before}{begin}\n\n{_citation_block(facts, day)}\n\n{end}{after}"


def _citation_block(facts: Facts, day: str) -> str:
    key = f"{str(facts['name']).replace('-', '_')}_{str(facts['version']).replace('.', '_')}"
    entry = {
        "title": "{" + str(facts["title"]) + "}",
        "author": " and ".join(author.inverted if author.family else "{" + author.title + "}" for author in authors(facts)),
        "year": day[:4],
        "date": day,
        "version": str(facts["version"]),
    }
    entry |= {"doi": str(facts["doi"])} if facts.get("doi") else {}
    entry |= {"url": address(facts)} if address(facts) else {}
    bibtex = "\n".join([f"@dataset{{{key},", *(f"  {name} = {{{value}}}," for name, value in entry.items()), "}"])
    licence = facts["licenses"][0]
    parts = [
        f"> {citation_text(facts, day)}",
        f"Version {facts['version']} of {day}, under [{licence.get('title', licence['name'])}]({licence['path']}).",
        f"```bibtex\n{bibtex}\n```",
    ]
    return "\n\n".join(parts)


def _record_set(table: Table) -> dict[str, Any]:
    """A table's fields. Foreign keys are left to ``datapackage.json``: loaders of Croissant join by them and fail where a key is empty."""
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"{table.name}/{column.name}",
            "name": column.name,
            "description": column.description or column.title,
            "dataType": _CROISSANT_TYPES[column.type],
            "source": {"fileObject": {"@id": f"{table.name}.csv"}, "extract": {"column": column.name}},
        }
        for column in table.fields
    ]
    record_set: dict[str, Any] = {"@type": "cr:RecordSet", "@id": table.name, "name": table.name, "description": table.description}
    record_set |= {"key": [{"@id": f"{table.name}/{name}"} for name in table.primary_key]} if table.primary_key else {}
    return record_set | {"field": fields}


def _description(facts: Facts) -> str:
    return " ".join(str(facts["description"]).split())


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


# The context that Croissant 1.0 prescribes, word for word.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
