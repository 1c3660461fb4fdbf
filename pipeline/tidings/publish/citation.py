"""Files by which the dataset is cited and found, from the facts of ``metadata.toml``: CITATION.cff, .zenodo.json, croissant.json, a README block.

All of them, and ``datapackage.json``, say the same version, date, title, authors and licence. The DOI is left out while there is none.
Formats: Citation File Format 1.2.0; Zenodo's deposit metadata (developers.zenodo.org); MLCommons Croissant 1.0.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from tidings.contract import Table

Facts = Mapping[str, Any]

CITATION_BEGIN = "<!-- citation: written by tidings build from metadata.toml -->"
CITATION_END = "<!-- /citation -->"

_CROISSANT_TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date"}
_SPDX = "https://spdx.org/licenses/"


def authors(facts: Facts) -> list[str]:
    """Names of the contributors who made the data."""
    return [person["title"] for person in facts["contributors"] if "creator" in person.get("roles", ["creator"])]


def citation_text(facts: Facts, day: str) -> str:
    """One line for a list of references."""
    where = f"https://doi.org/{facts['doi']}" if facts.get("doi") else str(facts.get("id", ""))
    return f"{'; '.join(authors(facts))} ({day[:4]}). {facts['title']} (version {facts['version']}) [Data set]. {where}".rstrip()


def citation_cff(facts: Facts, day: str) -> bytes:
    """CITATION.cff, of type dataset. Strings are JSON strings, which are YAML strings too."""
    lines = ["# Written by tidings build from metadata.toml: change that file.", "cff-version: 1.2.0"]
    lines.append('message: "If you use this dataset, please cite it as below."')
    lines += ["type: dataset", f"title: {_text(facts['title'])}", f"abstract: {_text(_description(facts))}", "authors:"]
    lines += [f"  - name: {_text(name)}" for name in authors(facts)]
    lines += [f"version: {_text(facts['version'])}", f"date-released: {_text(day)}"]
    lines += [f"doi: {_text(facts['doi'])}"] if facts.get("doi") else []
    lines += [f"license: {_text(facts['licenses'][0]['name'])}"]
    lines += [f"url: {_text(facts['id'])}"] if facts.get("id") else []
    lines += ["keywords:", *(f"  - {_text(word)}" for word in facts["keywords"])] if facts.get("keywords") else []
    return ("\n".join(lines) + "\n").encode("utf-8")


def zenodo_json(facts: Facts, day: str) -> bytes:
    """.zenodo.json: what Zenodo shows for a release that it archives. Licences are named there in lower case."""
    record: dict[str, Any] = {
        "upload_type": "dataset",
        "title": facts["title"],
        "description": f"<p>{_html(_description(facts))}</p>",
        "creators": [{"name": name} for name in authors(facts)],
        "version": facts["version"],
        "publication_date": day,
        "access_right": "open",
        "license": facts["licenses"][0]["name"].lower(),
        "language": "eng",
    }
    record |= {"doi": facts["doi"]} if facts.get("doi") else {}
    record |= {"keywords": list(facts["keywords"])} if facts.get("keywords") else {}
    return _json(record)


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
        "creator": [{"@type": "sc:Organization", "name": name} for name in authors(facts)],
        "citeAs": citation_text(facts, day),
        "inLanguage": "en",
    }
    dataset |= {"url": facts["id"]} if facts.get("id") else {}
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
        "author": " and ".join("{" + name + "}" for name in authors(facts)),
        "year": day[:4],
        "date": day,
        "version": str(facts["version"]),
    }
    entry |= {"doi": str(facts["doi"])} if facts.get("doi") else {}
    entry |= {"url": str(facts["id"])} if facts.get("id") else {}
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


def _text(value: object) -> str:
    return json.dumps(str(value), ensure_ascii=False)


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
