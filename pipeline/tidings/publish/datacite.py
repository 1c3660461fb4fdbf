"""``datacite.json``: the metadata with which a DOI is registered, in DataCite's JSON (schema 4.5), for a repository that asks for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tidings.publish.people import ORCID, Author, authors

_SCHEMA = "http://datacite.org/schema/kernel-4"
FORMATS = ("text/csv", "application/vnd.apache.parquet", "application/vnd.sqlite3", "application/geo+json")


def datacite_json(facts: Mapping[str, Any], day: str) -> bytes:
    """The file. Its publisher is the `publisher` of the facts; the DOI is left out while there is none."""
    description = " ".join(str(facts["description"]).split())
    licence = facts["licenses"][0]
    record: dict[str, Any] = {
        "schemaVersion": _SCHEMA,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Coded news articles"},
        "creators": [_creator(author) for author in authors(facts)],
        "titles": [{"title": facts["title"]}],
        "publisher": {"name": facts.get("publisher", "Zenodo")},
        "publicationYear": day[:4],
        "version": facts["version"],
        "language": "en",
        "dates": [{"date": day, "dateType": "Issued"}],
        "descriptions": [{"description": description, "descriptionType": "Abstract"}],
        "rightsList": [
            {
                "rights": licence.get("title", licence["name"]),
                "rightsUri": licence["path"],
                "rightsIdentifier": licence["name"],
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "formats": list(FORMATS),
    }
    record |= {"subjects": [{"subject": word} for word in facts["keywords"]]} if facts.get("keywords") else {}
    coverage = facts.get("coverage", {})
    if coverage.get("temporal"):
        record["dates"].append({"date": coverage["temporal"], "dateType": "Other", "dateInformation": "publication of the articles"})
    if coverage.get("spatial"):
        record["geoLocations"] = [{"geoLocationPlace": place} for place in coverage["spatial"]]
    if facts.get("doi"):
        record |= {"doi": facts["doi"]}
    if facts.get("concept_doi"):
        related = {"relatedIdentifier": facts["concept_doi"], "relatedIdentifierType": "DOI", "relationType": "IsVersionOf"}
        record["relatedIdentifiers"] = [related]
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _creator(author: Author) -> dict[str, Any]:
    if not author.family:
        return {"name": author.title, "nameType": "Organizational"}
    found: dict[str, Any] = {"name": author.inverted, "nameType": "Personal", "givenName": author.given, "familyName": author.family}
    if author.orcid:
        found["nameIdentifiers"] = [
            {"nameIdentifier": ORCID + author.orcid, "nameIdentifierScheme": "ORCID", "schemeUri": ORCID.rstrip("/")},
        ]
    return found | ({"affiliation": [{"name": author.affiliation}]} if author.affiliation else {})
