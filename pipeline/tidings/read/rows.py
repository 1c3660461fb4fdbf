"""A row of a file (a JSON object, a line of a CSV or Parquet table) as an article: which of its keys is what, and what its values mean."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from tidings import lexicon
from tidings.errors import Unreadable
from tidings.read.article_ids import article_id_of
from tidings.read.articles import Found, Raw, articles_of
from tidings.read.found import Note, Piece
from tidings.read.options import FIELDS, ReadOptions

# What an object in place of a string holds it under.
_INNER = ("rendered", "name", "full_name", "plaintext", "text", "value", "title", "#text", "$t", "content")


def articles_of_row(piece: Piece, number: int, row: Any, options: ReadOptions) -> Iterator[Found]:
    """The article of one row, or why it is none. `number`: its line, or its place in a file without lines, from 1."""
    if not isinstance(row, Mapping):
        yield Unreadable(piece.path, number, "not an object with the keys id and text")
        return
    row = {str(key): value for key, value in row.items()}
    keys = keys_of(row, options.fields)
    text = plain_text(row.get(keys["text"])) if "text" in keys else None
    if text is None:
        known = ", ".join(repr(key) for key in list(row)[:8])
        yield Unreadable(piece.path, number, f"the key 'text' is missing or not a string; keys are {known}: name yours with --fields text=KEY")
        return
    facts = {name: value for name, value in piece.facts if name != "article_id"}
    for name in FIELDS[2:]:
        if name in keys:
            value = plain_fact(row[keys[name]])
            if value is None:
                yield Note("fact", piece.path, number, f"{name} {_shown(row[keys[name]])}")
            elif value:
                facts[name] = value
    article_id, original = _id(piece, row, keys)
    source_file = piece.name if article_id == original else f"{piece.name}#{_printable(original) or number}"
    yield from articles_of(Raw(article_id, text, source_file, piece.path, number, facts), options)


def keys_of(row: Mapping[str, Any], given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of each of our fields, the key of the row that holds it: the one given, else the first known name that holds something."""
    asked = dict(given)
    by_name = {key.strip().casefold(): key for key in row}
    found = {ours: theirs for ours, theirs in asked.items() if theirs in row}
    for name, ours in _known_names():
        key = by_name.get(name)
        if key is None or ours in asked or ours in found or row[key] in (None, "", [], {}):
            continue
        if name == "source" and _is_address(row[key]) != (ours == "url"):
            continue  # an outlet in some files, a page's address in others
        found[ours] = key
    return found


@cache
def _known_names() -> tuple[tuple[str, str], ...]:
    return tuple((row["name"].casefold(), row["field"]) for row in lexicon.rows("field_names"))


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _id(piece: Piece, row: Mapping[str, Any], keys: Mapping[str, str]) -> tuple[str, str]:
    """The article's id, and the original of it ("" for none). Without one: the file's name and a digest of the row, which outlives a new order."""
    value = row.get(keys.get("id", ""))
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a column of whole numbers with gaps
    original = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if original:
        return article_id_of(original), original
    plain = json.dumps(row, sort_keys=True, ensure_ascii=True, default=str)
    return article_id_of(f"{piece.article_id}-{hashlib.sha256(plain.encode()).hexdigest()[:12]}"), ""


def plain_text(value: Any) -> str | None:
    """A text: a string, paragraphs in a list, or an object that holds one; None where there is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        parts = [part for each in value if (part := plain_text(each))]
        return "\n\n".join(parts) or None
    if isinstance(value, Mapping):
        if "sections" in value:  # fundus: a summary, then sections of a headline and paragraphs
            return plain_text([value.get("summary") or [], *(value["sections"] or [])])
        if "paragraphs" in value:
            return plain_text([value.get("headline") or [], value["paragraphs"]])
        inner = next((value[key] for key in _INNER if key in value), None)
        return plain_text(inner) if inner is not None else None
    return None


def plain_fact(value: Any) -> str | None:
    """A fact as one string ("" for none): a list's items parted by commas, an object's name. None where the value is none that a cell can hold."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split()) if "\n" in value else value
    if isinstance(value, bool | bytes):
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, int | float):
        return f"{value:.0f}" if isinstance(value, int) or value.is_integer() else str(value)
    if isinstance(value, list | tuple):
        parts = [plain_fact(each) for each in value]
        return None if None in parts else ", ".join(part for part in parts if part)
    if isinstance(value, Mapping):
        inner = next((value[key] for key in _INNER if value.get(key)), None)
        return plain_fact(inner) if isinstance(inner, str) else None
    return None


def _shown(value: Any) -> str:
    return repr(value)[:60]


def _printable(words: str) -> str:
    return words.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\0")
