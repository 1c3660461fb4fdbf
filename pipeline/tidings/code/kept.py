"""A coding as a file: kept beside its pointer so that a clone without the texts builds the same tables.

What may not be published of a text (`shorten`) is cut before a coding is kept or linked, so both ways give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from tidings.errors import TidingsError
from tidings.model import Article, Coding, Participant, Words

_WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12  # of a reporter's own prose in a row, where a text is reserved (docs/design: rights)


class Kept(msgspec.Struct):
    """What is kept of one article: its facts without its text, and its coding."""

    article: Article
    coding: Coding


@cache
def coder_version() -> str:
    """A digest of the coder's code and lexicons: two codings of one text by one version are the same."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted(
        [*(package / "code").rglob("*.py"), *(package / "read").glob("*.py"), *(package / "lexicon").glob("*.tsv"), package / "model.py"]
    ):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def shorten(coding: Coding) -> Coding:
    """The coding with no stretch of a reporter's own prose longer than `MOST_WORDS`: indirect quotes lose their text and keep their span."""
    quotes = [
        replace(quote, text=None) if quote.quote_type == "indirect" and quote.text and count_words(quote.text) > MOST_WORDS else quote
        for quote in coding.quotes
    ]
    clipped: Coding = _clip(replace(coding, quotes=quotes))
    return clipped


def _clip(value: Any) -> Any:
    """The same value with every `Words` cut to its first `MOST_WORDS` words."""
    if isinstance(value, Words):
        return _first_words(value)
    if isinstance(value, list):
        return [_clip(item) for item in value]
    if isinstance(value, Participant):
        return value._replace(words=_clip(value.words))
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            setattr(value, field.name, _clip(getattr(value, field.name)))
    return value


def count_words(text: str) -> int:
    """Runs of letters and digits: "the country’s" counts as three, as those who look for a publisher's prose may count."""
    return sum(1 for _ in _WORD.finditer(text))


def _first_words(words: Words) -> Words:
    found = list(islice(_WORD.finditer(words.text), MOST_WORDS + 1))
    if len(found) <= MOST_WORDS:
        return words
    end = found[MOST_WORDS - 1].end()
    return Words(words.start, words.start + end, words.text[:end])


def write_kept(path: Path, article: Article, coding: Coding) -> None:
    """Write the coding, without the article's text."""
    kept = Kept(replace(article, text=""), coding)
    data = msgspec.json.format(msgspec.json.encode(kept), indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data + b"\n")


def read_kept(path: Path) -> Kept:
    """Read a kept coding. Raises TidingsError where it is absent or broken."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except FileNotFoundError:
        raise TidingsError(f"{path}: no kept coding, and the text is not at hand; name the folder of the texts with --texts") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TidingsError(f"{path}: not a coding that can be read ({error}); build once with the texts at hand to make it anew") from None
