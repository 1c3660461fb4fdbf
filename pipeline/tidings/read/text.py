"""From a text to an `Article`: the checks every text must pass, and the facts that the text itself states."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from tidings import contract
from tidings.edtf import bounds
from tidings.model import Article
from tidings.read.decoding import UnreadableText, decode
from tidings.read.parts import byline_name, dateline_place, find_parts, stated_date, wire_credit

LONGEST = 1_000_000  # code points; the longest reports known run to some 100,000
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")  # controls that make a text show other words than it holds
ARTICLE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_DATE_AND_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.{0,20}")
FACTS = ("outlet", "title", "byline", "wire_credit", "published", "language", "url", "rights")


def check(text: str) -> None:
    """Raise UnreadableText for a text that is empty, too long for one article, or holds characters that no table can carry."""
    if not text.strip():
        raise UnreadableText("the text is empty; leave the article out or fetch it again")
    if len(text) > LONGEST:
        raise UnreadableText(f"the text has {len(text):,} characters, more than one article can have ({LONGEST:,}); split it into articles")
    if "\0" in text:
        raise UnreadableText("the text holds a NUL character, so it is no plain text; fetch it again", _line_of(text, text.index("\0")))
    half = _HALF_PAIR.search(text)
    if half:
        raise UnreadableText("the text holds half of a surrogate pair, which is no character; fetch it again", _line_of(text, half.start()))
    hidden = _HIDDEN.search(text)
    if hidden:
        name = f"U+{ord(hidden[0]):04X}"
        raise UnreadableText(
            f"the text holds the bidirectional control {name}, which makes it show other words than it holds; remove such controls",
            _line_of(text, hidden.start()),
        )


def make_article(article_id: str, text: str, source_file: str, facts: Mapping[str, str | None], data: bytes | None = None) -> Article:
    """An article from its text and what the source says of it. Facts that the source leaves out are read from the text where it prints them.

    `data`: the file's bytes, where the file is one article (else the text's UTF-8 is hashed). Raises UnreadableText.
    """
    check(text)
    if not ARTICLE_ID.fullmatch(article_id):
        raise UnreadableText(f"the id {article_id!r} must begin with a letter or digit and hold only letters, digits, '.', '_' and '-'")
    known = {name: value for name in FACTS if (value := (facts.get(name) or "").strip()) and value not in contract.READ_AS_MISSING}
    parts = find_parts(text, known.get("title"))
    if all(part.kind == "boilerplate" for part in parts):
        raise UnreadableText("the text is all page furniture (menus, comment forms, credits), with no article in it")
    published, basis = known.get("published"), facts.get("published_basis") or "metadata"
    if published is None:
        published, basis = stated_date(text), "stated"
    elif _DATE_AND_TIME.fullmatch(published):
        published = published[:10]  # the day is all that EDTF level 1 of this package keeps
    _check_facts({"source_file": source_file, **known}, published)
    title = next((text[p.start : p.end] for p in parts if p.kind == "title"), None)
    byline = next((byline_name(text[p.start : p.end]) for p in parts if p.kind == "byline"), None)
    return Article(
        article_id=article_id,
        text=text,
        source_file=source_file,
        text_sha256=hashlib.sha256(text.encode("utf-8") if data is None else data).hexdigest(),
        char_count=len(text),
        word_count=len(text.split()),
        parts=parts,
        outlet=known.get("outlet"),
        title=known.get("title") or title,
        byline=known.get("byline") or byline,
        wire_credit=known.get("wire_credit") or wire_credit(text),
        published=published,
        published_basis=basis if published else "unknown",
        dateline=dateline_place(text, parts),
        language=known.get("language", "en"),
        url=known.get("url"),
        rights=known.get("rights"),
    )


def _check_facts(known: Mapping[str, str], published: str | None) -> None:
    """Raise UnreadableText for a fact that no cell can hold, or that has not the form that its column asks for."""
    for name, told in known.items():
        if _holds_no_text(told):
            raise UnreadableText(f"{name}: {told!r} holds a character that no text should hold; correct it or leave it out")
    try:
        first, last = bounds(published)
    except ValueError as error:
        raise UnreadableText(f"published: {error}") from None
    if first and last and first > last:
        raise UnreadableText(f"published: {published!r} ends before it begins; exchange the two dates")
    for name, told in {**known, "published": published or ""}.items():
        if told and unfit(name, told):
            example = contract.tables()["articles"].field(name).example
            raise UnreadableText(f"{name}: {told!r} is not of the form {example!r}; correct it or leave it out")


def unfit(name: str, told: str) -> bool:
    """Whether no cell of the column `name` can hold a fact: characters that no text should hold, or not the form of the column."""
    pattern = _patterns().get(name)
    return _holds_no_text(told) or bool(pattern and not re.fullmatch(pattern, told))


def _holds_no_text(told: str) -> bool:
    return bool("\0" in told or _HALF_PAIR.search(told) or _HIDDEN.search(told))


@cache
def _patterns() -> dict[str, str]:
    return {field.name: field.constraints.pattern for field in contract.tables()["articles"].fields if field.constraints.pattern}


def _line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def text_of(path: Path, digest: str | None) -> str | None:
    """The text of a file, None where it is not there or is another than the SHA-256 `digest` names. Raises UnreadableText."""
    if not path.is_file():
        return None
    told = path.stat()
    if digest not in (None, _digest(path, told.st_size, told.st_mtime_ns)):
        return None
    return decode(path.read_bytes())


@lru_cache(maxsize=64)
def _digest(path: Path, size: int, changed: int) -> str:
    """SHA-256 of a file, without holding it: one of many articles may be large, and is asked for by each of them."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
