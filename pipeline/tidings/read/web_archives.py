"""Web archives (WARC): pages that a server gave with status 200."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tidings.errors import Unreadable
from tidings.extras import pip_line
from tidings.read.article_ids import article_id_of
from tidings.read.articles import Found, Raw, articles_of
from tidings.read.decoding import UnreadableText
from tidings.read.found import Note, Piece
from tidings.read.options import ReadOptions
from tidings.read.pages import decode_page, optional, page_to_text
from tidings.read.row_files import unreadable

_UNPACKED = ("", "gzip", "x-gzip", "deflate", "identity", "chunked", "utf-8", "none")  # by warcio; the last ones are mistakes of servers
_GROUP = 16  # records in a run that goes to one part of a file


def articles_of_archive(piece: Piece, options: ReadOptions) -> Iterator[Found]:
    """Articles of the pages; the id is that of the WARC record. `line` of a message is the record's number."""
    warcio = optional("warcio.archiveiterator", "warc", "a web archive")
    with Path(piece.path).open("rb") as file:
        try:
            for number, record in enumerate(warcio.ArchiveIterator(file), start=1):
                if piece.parts == 1 or (number - 1) // _GROUP % piece.parts == piece.part:
                    yield from _record(piece, number, record, options)
                elif _rest(record) and piece.part == 0:
                    yield Unreadable(piece.path, number, "the record breaks off: the file is cut")
        except (warcio.ArchiveLoadFailed, EOFError, OSError, zlib.error) as error:
            if piece.part == 0:
                yield Unreadable(piece.path, None, f"cannot be read to its end: {error}")


def _record(piece: Piece, number: int, record: Any, options: ReadOptions) -> Iterator[Found]:
    headers = record.http_headers
    kind = (headers.get_header("Content-Type", "") if headers else "").lower()
    status = headers.get_statuscode() if headers else ""
    page = record.rec_type == "response" and "html" in kind
    if record.rec_type == "response" and (status != "200" or not page):
        yield Note("response", piece.path, number, f"status {status}" if status != "200" else kind.partition(";")[0] or "no kind")
    if not page or status != "200":
        if _rest(record):
            yield Unreadable(piece.path, number, "the record breaks off: the file is cut")
        return
    coding = (headers.get_header("Content-Encoding", "") or "").lower().strip()
    try:
        data = _content(record, coding)
    except UnreadableText as error:
        yield Unreadable(piece.path, number, error.reason)
        return
    if _rest(record):
        yield Unreadable(piece.path, number, "the record breaks off: the file is cut")
        return
    original = (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>").rsplit(":", 1)[-1]
    article_id = article_id_of(original) if original else f"{piece.article_id}-{number}"
    url = record.rec_headers.get_header("WARC-Target-URI")
    try:
        text, encoding = decode_page(data, kind, options.encoding)
        text, facts = page_to_text(text, url)
    except UnreadableText as error:
        yield from unreadable(piece.path, number, error)
        return
    if encoding != "utf-8":
        yield Note("decoded", piece.path, number, encoding)
    facts = {**facts, **({"url": url} if url else {}), **dict(piece.facts)}
    source_file = piece.name if article_id == original else f"{piece.name}#{original or number}"
    yield from articles_of(Raw(article_id, text, source_file, piece.path, number, facts), options)


def _content(record: Any, coding: str) -> bytes:
    """The page's bytes, unpacked. Raises UnreadableText for one that was sent packed in a way that cannot be undone."""
    if coding not in ("br", "brotli"):
        if coding not in _UNPACKED:
            raise UnreadableText(f"the page is packed by {coding}, which cannot be read")
        return bytes(record.content_stream().read())
    if not find_spec("brotli"):
        raise UnreadableText(f"the page is packed by brotli, which needs the package brotli: {pip_line('warc')}")
    import brotli

    record.http_headers.remove_header("Content-Encoding")  # warcio's own way with brotli fails on its releases from 1.1
    try:
        return bytes(brotli.decompress(record.content_stream().read()))
    except brotli.error as error:
        raise UnreadableText(f"the page is not the brotli that it says to be: {error}") from None


def _rest(record: Any) -> int:
    """Bytes that a record announces and does not hold: what is left of it when it has been read to its end."""
    stream = record.raw_stream
    while stream.read(1 << 16):
        pass
    return int(getattr(stream, "limit", 0) or 0)
