"""Who made the data, from the contributors of ``metadata.toml``, as each citation format names them.

[[contributors]]                     # a person
title = "Ada Lovelace"
givenName = "Ada"
familyName = "Lovelace"
orcid = "0000-0002-1825-0097"        # optional
affiliation = "University of London" # optional
roles = ["creator"]                  # creators are the authors of the citation

[[contributors]]                     # a body: only a title
title = "Tidings contributors"
roles = ["creator", "maintainer"]
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tidings.errors import TidingsError

ORCID = "https://orcid.org/"
_ORCID = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")


@dataclass(frozen=True, slots=True)
class Author:
    """A person (with a family name) or a body (without). `orcid`: the bare number, or empty."""

    title: str
    given: str = ""
    family: str = ""
    orcid: str = ""
    affiliation: str = ""

    @property
    def inverted(self) -> str:
        """``Lovelace, Ada``; a body as it is."""
        return ", ".join(part for part in (self.family, self.given) if part) if self.family else self.title


def authors(facts: Mapping[str, Any]) -> list[Author]:
    """The creators. Raises TidingsError for an ORCID that is none."""
    return [_author(each) for each in facts["contributors"] if "creator" in each.get("roles", ["creator"])]


def contributors(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The contributors as a Data Package names them: an ORCID is the path to the person, an affiliation the organization."""
    found = []
    for each in facts["contributors"]:
        author = _author(each)
        entry = {name: value for name, value in each.items() if name not in ("orcid", "affiliation")}
        entry |= {"path": ORCID + author.orcid} if author.orcid else {}
        found.append(entry | ({"organization": author.affiliation} if author.affiliation else {}))
    return found


def _author(entry: Mapping[str, Any]) -> Author:
    path = str(entry.get("path", ""))
    orcid = str(entry.get("orcid") or (path if path.startswith(ORCID) else "")).removeprefix(ORCID)
    if orcid and not (_ORCID.fullmatch(orcid) and _check_digit(orcid) == orcid[-1]):
        raise TidingsError(
            f"metadata.toml: {entry.get('title')}: {orcid!r} is no ORCID; it has the form 0000-0002-1825-0097, and its last digit checks"
        )
    affiliation = str(entry.get("affiliation") or entry.get("organization") or "")
    return Author(str(entry["title"]), str(entry.get("givenName", "")), str(entry.get("familyName", "")), orcid, affiliation)


def _check_digit(orcid: str) -> str:
    """ISO 7064 MOD 11-2 of the first fifteen digits."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
