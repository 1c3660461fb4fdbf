"""What is written beside the tables: citation files, the README's citation, the data dictionary, the R package's copy of the tables.
Published in the same step as the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tidings import contract
from tidings.publish.citation import citation_cff, croissant_json, with_citation, zenodo_json
from tidings.publish.codebook import dictionary_html, dictionary_markdown, read_rules
from tidings.publish.datacite import datacite_json

PAGES_WITH_CITATION = ("README.md", "docs/release-readme.md")  # the second is the README of a release
RULES = "docs/coding-rules.md"
R_DATA = "r/inst/extdata/package"


def companion_documents(
    root: Path,
    facts: Mapping[str, Any],
    tables: Mapping[str, Sequence[Mapping[str, object]]],
    measures: Mapping[str, Sequence[Mapping[str, object]]],
    made: str | None,
    files: Mapping[str, bytes],
) -> dict[str, bytes]:
    """Path under `root` -> bytes of each document. `made`: the package's ``created``; `files`: the package's files, by path.

    Reads `PAGES_WITH_CITATION` and ``docs/coding-rules.md`` of `root`, where they are there.
    """
    day = (made or str(facts["updated"]))[:10]
    rules = read_rules(_text(root / RULES))
    dictionary = dictionary_markdown(facts, day, tables, measures, rules)
    paths = {path.rsplit("/", 1)[-1]: path for path in files}
    resources = [(table, paths[f"{name}.csv"], files[paths[f"{name}.csv"]]) for name, table in contract.tables().items()]
    documents = {
        "CITATION.cff": citation_cff(facts, day),
        ".zenodo.json": zenodo_json(facts, day),
        "croissant.json": croissant_json(facts, day, resources),
        "datacite.json": datacite_json(facts, day),
        "docs/data-dictionary.md": dictionary.encode("utf-8"),
        "docs/data-dictionary.html": dictionary_html(dictionary).encode("utf-8"),
    }
    if (root / "r" / "DESCRIPTION").is_file():  # the R package carries the same files, byte for byte
        documents |= {f"{R_DATA}/{path}": data for path, data in files.items()}
    for page in PAGES_WITH_CITATION:
        if text := _text(root / page):
            documents[page] = with_citation(text, facts, day).encode("utf-8")
    return documents


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
