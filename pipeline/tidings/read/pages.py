"""Web pages: decoded as they declare, told from their menus by trafilatura, with the facts that they state."""

from __future__ import annotations

import codecs
import importlib
import re
from types import ModuleType

from tidings.extras import needs_extra
from tidings.read.decoding import UnreadableText, decoded

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)"""
    rb"""|<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]+)""",
    re.I,
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]+)", re.I)
_HEAD = 4096
_AS_BROWSERS_DO = ("iso8859-1", "ascii")  # what pages that say so are in truth in: Windows-1252
_NAMES = {"title": "title", "author": "byline", "date": "published", "sitename": "outlet", "url": "url"}


def decode_page(data: bytes, content_type: str = "", encoding: str = "utf-8") -> tuple[str, str]:
    """A page's text and its encoding: UTF-8 where it is, else as the server or the page declares, else `encoding`. Raises UnreadableText."""
    try:
        return decoded(data)
    except UnreadableText:
        named = _HEADER.search(content_type)
        match = _DECLARED.search(data[:_HEAD])
        declared = named[1] if named else (match[1] or match[2]).decode("ascii") if match else ""
        try:
            name = codecs.lookup(declared).name
        except LookupError:
            return decoded(data, encoding)
        name = "cp1252" if name in _AS_BROWSERS_DO else name
        if name == "utf-8":
            return decoded(data, encoding)
        return data.decode(name, "replace"), name


def page_to_text(page: str, url: str | None = None) -> tuple[str, dict[str, str]]:
    """The article's text in an HTML page, and the facts that the page states. Spans of such an article count in this text.

    A day of publication counts where the page's own data state it; one guessed from its words does not.
    Raises UnreadableText where the page holds no article.
    """
    trafilatura = optional("trafilatura", "html", "a web page")
    asked = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}  # else the clock would have a say
    try:
        document = trafilatura.bare_extraction(page, url=url, with_metadata=True, include_comments=False, date_extraction_params=asked)
    except Exception as error:  # whatever broken markup does to its parsers costs that page, not the corpus
        raise UnreadableText(f"the page cannot be taken apart: {type(error).__name__}: {error}") from error
    body = (getattr(document, "text", None) or "") if document is not None else ""
    if not body.strip():
        raise UnreadableText("the page holds no article that can be told from its menus")
    return body, {ours: value for theirs, ours in _NAMES.items() if (value := getattr(document, theirs, None))}


def optional(module: str, extra: str, what: str) -> ModuleType:
    """A module that comes with an extra. Raises MissingExtra."""
    with needs_extra(extra, what):
        return importlib.import_module(module)
