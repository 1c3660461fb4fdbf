"""How a corpus is to be read, as the command line says it: one value that goes to every process."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass

from tidings.errors import UsageError
from tidings.read.text import FACTS

FIELDS = ("id", "text", *FACTS)
DATES = ("day-first", "month-first")
DETECT = "detect"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`fields`: of ours, the name that rows use (``("text", "body")``). `encoding`: of files that are no UTF-8, or "detect".

    `dates`: what 03/04/2024 means, "day-first" or "month-first"; None: what the corpus itself shows (`days.settle`). `unescape`: entities
    left in a text (``&amp;``) are read. `language`: "en" leaves other languages out, "any" codes them with a warning.
    """

    fields: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    dates: str | None = None
    unescape: bool = False
    language: str = "en"


def read_options(
    fields: str | Mapping[str, str] | None = None, encoding: str = "utf-8", dates: str | None = None, unescape: bool = False, language: str = "en"
) -> ReadOptions:
    """Options from what a person typed. Raises UsageError for a field, an encoding, an order of dates or a language that is none."""
    if encoding != DETECT:
        try:
            codecs.lookup(encoding)
        except LookupError:
            raise UsageError(f"--encoding {encoding}: no encoding of that name; try cp1252, latin-1, utf-16 or {DETECT}") from None
    if dates not in (None, *DATES):
        raise UsageError(f"--dates {dates}: not one of {', '.join(DATES)}")
    if language not in ("en", "any"):
        raise UsageError(f"--language {language}: not one of en, any (the coder reads English)")
    return ReadOptions(_fields(fields or ""), encoding, dates, unescape, language)


def _fields(told: str | Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """``text=body,published=date`` as pairs."""
    given = told.items() if isinstance(told, Mapping) else [_pair(each) for each in told.split(",") if each.strip()]
    for ours, theirs in given:
        if ours not in FIELDS or not theirs:
            raise UsageError(f"--fields {ours}={theirs}: write OURS=THEIRS, such as text=body; ours are {', '.join(FIELDS)}")
    return tuple(given)


def _pair(words: str) -> tuple[str, str]:
    ours, _, theirs = words.partition("=")
    return ours.strip(), theirs.strip()
