"""Ids: readable, stable, and always beginning with a letter or the article's own id."""

from __future__ import annotations

import re
from collections.abc import Collection

from anyascii import anyascii

from tidings.contract import READ_AS_MISSING

LETTERS = {"quotes": "q", "figures": "f", "event_reports": "r", "mentions": "m", "dates": "d"}


def row_id(table: str, article_id: str, start: int, end: int) -> str:
    """The id of a row that has a span: ``daily-mail-2019-04-06:q:310-327``."""
    return f"{article_id}:{LETTERS[table]}:{start}-{end}"


def slug(words: str) -> str:
    """Letters and digits in lower-case ASCII, parted by hyphens: ``Fayez al-Serraj`` -> ``fayez-al-serraj``.

    Never empty, never a digit first, never a word that pandas or R reads as missing.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’ʼ`]", "", anyascii(words).lower())).strip("-")
    return plain if plain[:1].isalpha() and plain not in READ_AS_MISSING else f"x-{plain}".rstrip("-")


def home(row_id: str, article_ids: Collection[str]) -> str | None:
    """The article whose id a local id ends in, None for an id that is meant as it is."""
    at = row_id.find(".")
    while at >= 0:
        if row_id[at + 1 :] in article_ids:
            return row_id[at + 1 :]
        at = row_id.find(".", at + 1)
    return None
