"""Characters that nobody sees: soft hyphens, zero-width blanks and joiners, marks of direction. They part names and words for rules, not for readers.

An article that holds some is coded without them, and every span is moved to where its words stand in the text as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from tidings.model import Article, Coding, Part, Participant, Words

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def as_printed(article: Article, coder: Callable[[Article], Coding]) -> Coding:
    """What `coder` says of the article as a reader sees it, with the spans of its text."""
    if not UNSEEN.search(article.text):
        return coder(article)
    kept = [at for at, letter in enumerate(article.text) if not UNSEEN.match(letter)]
    seen = "".join(article.text[at] for at in kept)
    parts = (Part(part.kind, bisect_left(kept, part.start), bisect_left(kept, part.end)) for part in article.parts)
    coding = coder(replace(article, text=seen, parts=tuple(part for part in parts if part.end > part.start)))
    moved: Coding = _moved(coding, kept, article.text)
    return moved


def _moved(value: Any, kept: Sequence[int], text: str) -> Any:
    """The value with each span in it counted in `text`. `kept`: offset there of each character that was coded."""
    if isinstance(value, Participant):
        return Participant(value.entity, _moved(value.words, kept, text))
    if isinstance(value, Words):
        start, end = _span(value.start, value.end, kept)
        return Words(start, end, text[start:end])
    if isinstance(value, tuple):  # a row that is referred to by its span; a pair of words is none
        return _span(value[0], value[1], kept) if isinstance(value[0], int) else value
    if isinstance(value, list):
        return [_moved(each, kept, text) for each in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {field.name: _moved(getattr(value, field.name), kept, text) for field in fields(value)}
    if "start" in changes:
        changes["start"], changes["end"] = _span(changes["start"], changes["end"], kept)
        if changes["text"] is not None:
            changes["text"] = text[changes["start"] : changes["end"]]
    return replace(value, **changes)


def _span(start: int, end: int, kept: Sequence[int]) -> tuple[int, int]:
    return kept[start], kept[end - 1] + 1
