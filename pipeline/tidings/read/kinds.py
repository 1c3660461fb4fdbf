"""What kind a file is of: by its content first, then by its name, as names mislead (HTML named ``.txt``, gzip without ``.gz``)."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from tidings import lexicon
from tidings.read.decoding import looks_wide
from tidings.read.facts import delimiter_of
from tidings.read.nexis import is_nexis
from tidings.read.opened import COMPRESSIONS, UnreadableFile, compression_of, opened

HEAD = 65_536  # bytes that decide
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jl": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".docx": "docx",
}
READ = ".txt .html .json .jsonl[.gz|.zst] .csv[.gz] .parquet .warc[.gz], Nexis exports (.txt, .docx)"
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|meta)\b", re.I | re.S)
_ROWS = re.compile(r'\s*\{\s*(?:"|\})')
_ARRAY = re.compile(r"\s*\[\s*(?:\{|\])")
_NO_ARTICLES = ("LICENSE", "LICENCE", "README", "NOTICE", "COPYING", "AUTHORS", "CHANGELOG", "MAKEFILE", "DOCKERFILE", "CITATION")
_MAGIC = (  # what binary files of other kinds begin with
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "old Word or Excel"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"SQLite format 3", "SQLite"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf", "7z archive"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """`name`: text, html, jsonl, json, csv, parquet, warc, nexis, docx, or "" for a file that holds no articles; then `what` says what it is."""

    name: str
    compression: str = ""
    what: str = ""


def kind_of(path: Path, text_field: str | None = None) -> Kind:
    """The kind of a file. One that cannot be opened or unpacked is taken for what its name says, so that reading it tells what is wrong.

    `text_field`: what a person says that rows call the text.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(HEAD)
    except OSError:
        return Kind(SUFFIXES.get(path.suffix.lower(), "text"))
    compression = compression_of(raw)
    name = path.name
    head = raw
    if compression:
        name = re.sub(rf"(?i)(?:{'|'.join(re.escape(each) for each in COMPRESSIONS)})$", "", name)
        try:
            with opened(path, compression) as stream:
                head = stream.read(HEAD)
        except UnreadableFile:
            return Kind(SUFFIXES.get(PurePosixPath(name).suffix.lower(), "text"), compression)
    kind = _kind(path, head, PurePosixPath(name).suffix.lower(), compression)
    lacking = _without_texts(kind.name, text_of_head(head), text_field)
    return Kind("", what=lacking) if lacking else kind


def _kind(path: Path, head: bytes, suffix: str, compression: str) -> Kind:
    if head.startswith(b"PAR1"):
        return Kind("parquet")
    if head.startswith(b"PK\x03\x04"):
        return Kind("docx") if _is_docx(path) else Kind("", what="zip archive" if suffix in ("", ".zip") else suffix)
    other = next((what for magic, what in _MAGIC if head.startswith(magic)), None)
    if other is None and head[257:262] == b"ustar":
        other = "tar archive"
    if other:
        return Kind("", what=other if suffix in ("", *SUFFIXES) else suffix)
    named = SUFFIXES.get(suffix)
    found = _kind_of_text(text_of_head(head), named)
    if found:
        return Kind(found, compression)
    if named in ("docx", None) and suffix:
        return Kind("", what=suffix)
    if not suffix and (b"\0" in head or path.name.upper() in _NO_ARTICLES):
        return Kind("", what="no suffix")
    return Kind(named or "text", compression)


def _kind_of_text(head: str, named: str | None) -> str | None:
    """The kind that a text's beginning shows beyond doubt, None where it shows none. `named`: the kind that its name says."""
    if head.startswith("WARC/1"):
        return "warc"
    if _ARRAY.match(head) and named != "csv":
        return "json"
    if _ROWS.match(head):
        if named == "jsonl" or _is_lines_of_objects(head, named):
            return "jsonl"
        return "json"
    if named in ("text", None) and _HTML.match(head):
        return "html"
    if named in ("text", None) and is_nexis(head):
        return "nexis"
    return None


def _is_lines_of_objects(head: str, named: str | None) -> bool:
    """Whether the first line is an object. A file named .json that is one line is one value, whatever it holds."""
    line, _, rest = head.lstrip().partition("\n")
    try:
        return isinstance(json.loads(line), dict) and (named != "json" or bool(rest.strip()))
    except (ValueError, RecursionError):
        return named != "json" and len(line) >= HEAD // 2  # a line too long for the head


def _without_texts(kind: str, head: str, asked: str | None) -> str:
    """What a table or a JSON file is that has no field of texts, "" for one that has. `asked`: the field that a person named."""
    if kind == "csv":
        first = head.partition("\n")[0]
        names = {name.strip().casefold() for name in next(csv.reader([first.strip("\r")], delimiter=delimiter_of(first)), [])}
        return "" if asked or names & text_names() else "table without a column of texts"
    if kind == "json" and not asked and len(head) < HEAD // 2:
        names = {name.casefold() for name in re.findall(r'"([^"\\]{1,40})"\s*:', head)}
        return "" if names & text_names() else "JSON without texts"
    return ""


@cache
def text_names() -> frozenset[str]:
    """Names that fields of texts have, lower case."""
    return frozenset(row["name"].casefold() for row in lexicon.rows("field_names") if row["field"] == "text")


def text_of_head(head: bytes) -> str:
    """The beginning of a text as characters, well enough to tell its kind."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "ignore")
    if wide := looks_wide(head):
        return head.decode(wide, "ignore")
    return head.decode("utf-8-sig", "replace")


def _is_docx(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False
