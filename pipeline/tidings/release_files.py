"""What a release's zip holds beside the tables: the same tables in other formats, and documents whose links lead somewhere in it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from posixpath import dirname, join, normpath

from tidings.exporting import typed_tables
from tidings.package import DESCRIPTOR, Package
from tidings.publish.companions import companions

FORMATS = ("parquet", "sqlite", "duckdb", "geojson")
FOLDER = "formats/"
README = "docs/release-readme.md"  # in the zip, the README.md
# Documents that travel with the tables, where they are there.
DOCUMENTS = (
    ".zenodo.json",
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-DATA",
    "croissant.json",
    "datacite.json",
    "docs/agreement.md",
    "docs/coding-rules.md",
    "docs/data-dictionary.html",
    "docs/data-dictionary.md",
    "r/R/joined.R",
    "r/R/tidings.R",
)
_MEDIATYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".duckdb": "application/vnd.duckdb",
    ".geojson": "application/geo+json",
    ".json": "application/json",
}
_LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)#\s]+)(?P<anchor>#[^)\s]*)?\)")


def contents(root: Path, package: Package, formats: Sequence[str], changed: Mapping[str, bytes]) -> dict[str, bytes]:
    """Path in the zip -> bytes. The descriptor names the other formats, too, as files (not tables: those are the CSV files).

    `changed`: documents as they will be, in the place of what stands in `root`.
    """
    paths = [str(package.resource(name)["path"]) for name in package.tables]
    files = {path: (root / path).read_bytes() for path in (*paths, *DOCUMENTS) if (root / path).is_file()}
    files |= changed
    if (root / README).is_file():
        files["README.md"] = (root / README).read_bytes()
    others = companions(FOLDER, typed_tables(package), formats)
    descriptor = {**package.descriptor, "resources": [*package.descriptor["resources"], *(_resource(path, others[path]) for path in sorted(others))]}
    files |= {**others, DESCRIPTOR: (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode("utf-8")}
    inside = {*files, "SHA256SUMS"}
    return {path: _linked(data.decode("utf-8"), path, inside).encode("utf-8") if path.endswith(".md") else data for path, data in files.items()}


def dead_links(files: Mapping[str, bytes]) -> list[str]:
    """Links of the Markdown pages to files that are not among them, as ``page: target``."""
    return [
        f"{path}: {match['target']}"
        for path, data in files.items()
        if path.endswith(".md")
        for match in _LINK.finditer(data.decode("utf-8"))
        if not _leads(match["target"], path, files)
    ]


def _linked(page: str, path: str, inside: set[str]) -> str:
    """The page with its words in place of links to what is not in the zip."""
    return _LINK.sub(lambda match: match[0] if _leads(match["target"], path, inside) else match["text"], page)


def _leads(target: str, path: str, files: Mapping[str, bytes] | set[str]) -> bool:
    return "://" in target or target.startswith("mailto:") or normpath(join(dirname(path), target)) in files


def _resource(path: str, data: bytes) -> dict[str, object]:
    name = path.removeprefix(FOLDER)
    ending = Path(name).suffix
    return {
        "name": name.replace(".", "-").replace("_", "-"),
        "path": path,
        # Data Package v2 knows no type but "table", and validators open what is called parquet as one, with a reader of their own.
        "format": "apache-parquet" if ending == ".parquet" else ending.removeprefix("."),
        "mediatype": _MEDIATYPES[ending],
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
    }
