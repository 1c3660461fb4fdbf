"""Ids of articles: the source's own where it is an id, else a readable slug that no other original shares.

No state: the same original gives the same id in any process, and two originals give two, so that a corpus can be read in pieces.
"""

from __future__ import annotations

import hashlib
import unicodedata

from tidings.contract import READ_AS_MISSING
from tidings.ids import slug
from tidings.read.text import ARTICLE_ID

LONGEST_ID = 100
_SLUG = 60


def article_id_of(original: str) -> str:
    """`original` itself where it is an id, else a slug of it and eight digits of its SHA-256: ``Norwell (1)`` -> ``norwell-1-9d0c61f2``.

    The original counts in Unicode form C, so that a file name has one id whichever system wrote it.
    """
    if ARTICLE_ID.fullmatch(original) and len(original) <= LONGEST_ID and original not in READ_AS_MISSING:
        return original
    same = unicodedata.normalize("NFC", original)
    digest = hashlib.sha256(same.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    return f"{slug(same)[:_SLUG].strip('-')}-{digest}"


def id_of_path(name: str, suffixes: tuple[str, ...]) -> str:
    """The id of a file from its path below the source, without its suffix: ``2024/03/001.txt`` -> ``2024-03-001``."""
    lower = name.lower()
    suffix = next((each for each in suffixes if lower.endswith(each)), "")
    stem = name[: len(name) - len(suffix)] or name
    return article_id_of(stem.replace("/", "-"))
