"""Read the seed corpus: pointers that name each text by its hash, the texts where they are at hand, and the kept codings.

A text is looked for in the folder given, else in ``$TIDINGS_TEXTS``, else in ``seeds/texts/``. A text whose hash is wrong is an
error; one that is absent is replaced by its kept coding.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from tidings import contract
from tidings.errors import TidingsError
from tidings.model import Article
from tidings.read.decoding import UnreadableText, decode
from tidings.read.facts import read_table
from tidings.read.text import make_article

POINTERS = "pointers.csv"


@dataclass(frozen=True, slots=True)
class Pointer:
    """The facts about one text that the repository holds: the row of ``pointers.csv`` as it stands."""

    facts: dict[str, str]

    @property
    def article_id(self) -> str:
        return self.facts["article_id"]


def read_pointers(seeds: Path) -> list[Pointer]:
    """The pointers in the order of their file. Raises TidingsError where the file is absent or an id comes twice."""
    path = seeds / POINTERS
    if not path.is_file():
        raise TidingsError(f"{path}: no such file; a seed corpus needs one row an article in it")
    pointers = [Pointer(row) for row in read_table(path, contract.seed_tables()["pointers"].columns)]
    ids = [pointer.article_id for pointer in pointers]
    twice = sorted({article_id for article_id in ids if ids.count(article_id) > 1})
    if twice:
        raise TidingsError(f"{path}: article_id {', '.join(twice)} comes more than once; ids must differ")
    return pointers


def texts_folder(given: Path | None, seeds: Path) -> Path | None:
    """Where the texts are: the folder given, else ``$TIDINGS_TEXTS``, else ``seeds/texts``; None where none of them is there.

    Raises TidingsError for a folder that was named and is not there.
    """
    named = given or (Path(os.environ["TIDINGS_TEXTS"]) if os.environ.get("TIDINGS_TEXTS") else None)
    if named is not None:
        if not named.is_dir():
            raise TidingsError(f"{named}: no such folder; name the folder of the texts with --texts or TIDINGS_TEXTS, or leave both out")
        return named
    kept = seeds / "texts"
    return kept if kept.is_dir() else None


def read_seed(pointer: Pointer, texts: Path | None) -> Article | None:
    """The article that a pointer names, or None where its text is not at hand. Raises TidingsError for a wrong hash or an unreadable text."""
    facts = pointer.facts
    path = texts / facts["source_file"] if texts else None
    if path is None or not path.is_file():
        return None
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != facts["text_sha256"]:
        raise TidingsError(
            f"{path}: this is not the text that {POINTERS} names for {pointer.article_id}.\n"
            f"  sha256 of the file     {digest}\n  sha256 in the pointer  {facts['text_sha256']}\n"
            "  Restore the file, or, if the new text is meant, put its hash into the pointer and review the article again."
        )
    try:
        return make_article(pointer.article_id, decode(data), facts["source_file"], facts, data)
    except UnreadableText as error:
        raise TidingsError(f"{path}:{error.line or 1}: {error.reason}") from None
