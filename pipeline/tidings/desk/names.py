"""Names of the desk's files."""

from __future__ import annotations


def file_name(article_id: str) -> str:
    """The page of an article. An id has no character that a file name may not have, but the index needs its own name."""
    return f"{article_id}.html" if article_id.lower() != "index" else "index-.html"
