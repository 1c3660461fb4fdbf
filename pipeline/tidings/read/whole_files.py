"""Files that are one article, or an export of several: text, pages, Nexis, Word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tidings.read.articles import Found, Raw, articles_of
from tidings.read.decoding import UnreadableText, decoded
from tidings.read.found import Note, Piece
from tidings.read.nexis import NexisArticle, is_nexis, is_old, new_articles, old_articles
from tidings.read.opened import UnreadableFile, lines_of, opened
from tidings.read.options import ReadOptions
from tidings.read.pages import decode_page, optional, page_to_text
from tidings.read.row_files import unreadable
from tidings.read.text import LONGEST

_LONGEST_FILE = 16 * LONGEST  # bytes of one article or page; more is not even read


def text_article(piece: Piece, options: ReadOptions) -> Iterator[Found]:
    """The article of a text file. Its hash is that of the file where that is UTF-8, else that of its text in UTF-8."""
    data = _whole(piece)
    try:
        text, encoding = decoded(data, options.encoding)
    except UnreadableText as error:
        yield from unreadable(piece.path, error.line, error)
        return
    as_it_stands = encoding == "utf-8" and not piece.compression
    if encoding != "utf-8":
        yield Note("decoded", piece.path, None, encoding)
    yield from articles_of(_raw(piece, text, {}, data if as_it_stands else None), options)


def page_article(piece: Piece, options: ReadOptions) -> Iterator[Found]:
    """The article of a web page."""
    try:
        page, encoding = decode_page(_whole(piece), "", options.encoding)
        text, facts = page_to_text(page)
    except UnreadableText as error:
        yield from unreadable(piece.path, error.line, error)
        return
    if encoding != "utf-8":
        yield Note("decoded", piece.path, None, encoding)
    yield from articles_of(_raw(piece, text, facts, None), options)


def nexis_articles(piece: Piece, options: ReadOptions) -> Iterator[Found]:
    """The articles of a Nexis export in text, one held at a time."""
    bad: list[Found] = []
    with opened(Path(piece.path), piece.compression) as stream:
        old = is_old(stream.read(1 << 16).decode("latin-1"))
    with opened(Path(piece.path), piece.compression) as stream:
        lines = _decoded_lines(piece, lines_of(stream), options, bad)
        for number, article in enumerate(old_articles(lines) if old else new_articles(lines), start=1):
            yield from bad
            bad.clear()
            yield from _nexis_article(piece, number, article, options, lines=True)
    yield from bad


def _decoded_lines(piece: Piece, lines: Iterable[tuple[int, bytes | None]], options: ReadOptions, bad: list[Found]) -> Iterator[tuple[int, str]]:
    for number, line in lines:
        try:
            text, encoding = decoded(line or b"", options.encoding)
        except UnreadableText as error:
            bad.extend(unreadable(piece.path, number, error))
            continue
        if encoding != "utf-8" and not any(isinstance(each, Note) for each in bad):
            bad.append(Note("decoded", piece.path, number, encoding))
        yield number, text.rstrip("\r\n")


def word_articles(piece: Piece, options: ReadOptions) -> Iterator[Found]:
    """The articles of a Word file: those of a Nexis Uni export, else the one that the file is."""
    docx: Any = optional("docx", "docx", "a Word file")
    try:
        document = docx.Document(piece.path)
    except Exception as error:
        raise UnreadableFile(f"not a Word file that can be read: {error}") from error
    paragraphs = [(number, each.text) for number, each in enumerate(document.paragraphs, start=1)]
    parted = [(number, line) for number, words in paragraphs for line in re.split(r"\n", words)]
    if is_nexis("\n".join(line for _, line in parted)):
        for number, article in enumerate(new_articles(parted), start=1):
            yield from _nexis_article(piece, number, article, options, lines=False)
        return
    text = "\n\n".join(" ".join(words.split()) for _, words in paragraphs if words.strip())
    yield from articles_of(_raw(piece, text, {}, None), options)


def _nexis_article(piece: Piece, number: int, article: NexisArticle, options: ReadOptions, lines: bool) -> Iterator[Found]:
    facts = {**article.facts, **{name: told for name, told in piece.facts if name != "article_id"}}
    line = article.line if lines else number
    yield from articles_of(Raw(f"{piece.article_id}-{number}", article.text, f"{piece.name}#{number}", piece.path, line, facts), options)


def _raw(piece: Piece, text: str, facts: dict[str, str], data: bytes | None) -> Raw:
    return Raw(piece.article_id, text, piece.name, piece.path, None, {**facts, **dict(piece.facts)}, data)


def _whole(piece: Piece) -> bytes:
    """All bytes of a file that is one article. Raises UnreadableFile for one that no article is as long as."""
    with opened(Path(piece.path), piece.compression) as stream:
        data = stream.read(_LONGEST_FILE + 1)
    if len(data) > _LONGEST_FILE:
        raise UnreadableFile(f"the file has more than {_LONGEST_FILE:,} bytes, more than one article can have; split it into articles")
    return data
