"""Where a row's words stand: a given span held against the text, or a span found for words that have none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tidings.coding.find_words import SHOWN_WORDS, FindWords, Span, Unit
from tidings.coding.refusals import shortened

_NAMED = 5  # places that a message names
_UNITS: dict[Unit, str] = {
    "utf16": "the offsets count UTF-16 units, as JavaScript and Java do",
    "utf8": "the offsets count bytes of UTF-8",
    "lines": "the offsets count a line break of two characters (CRLF) as one",
}
_LOOKED_THROUGH = 2_000_000_000  # characters of other articles in which absent words are looked for, in one check
_INDEXED = 200  # times what it costs to look a text through, to index it
_LEAST_LOOKED_FOR = 8  # characters; shorter words stand in many articles and say nothing
_TYPESET = re.compile("[\"'`´“”„‟«»‹›‘’‚‛′″\n\r\t\u00a0\u00ad\u200b-\u200d\ufeff‐‑‒–—―…-]+")


class Placed(NamedTuple):
    """A row's span, its words as printed, and whether those differ from the row's own."""

    span: Span
    words: str
    folded: bool


class Misplaced(NamedTuple):
    """What is wrong with a row's span or words. `column`: `start`, or None for the column of the words."""

    column: str | None
    problem: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row says of its place: its words (None: withheld), its span, and what tells places apart: an offset, a paragraph from 1."""

    words: str | None
    span: Span | None
    near: int | None = None
    paragraph: int | None = None


class OtherArticles:
    """Looks for words in the articles that a row does not name, up to a total length, so that many such rows cost no more than time."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self._left = _LOOKED_THROUGH

    def holding(self, words: str, but: str) -> str | None:
        """The id of an article other than `but` in which the words stand, typeset in whatever way; None where none is found."""
        key = max((part.strip() for part in _TYPESET.split(words)), key=len, default="")
        if len(key) < _LEAST_LOOKED_FOR or self._left <= 0:
            return None
        for article_id, text in self.texts.items():
            self._left -= len(text)
            if article_id != but and key in text:
                self._left -= _INDEXED * len(text)
                found = FindWords(text).find(words.strip())
                if found and found.how != "inside":
                    return article_id
            if self._left <= 0:
                return None
        return None


def place(finder: FindWords, asked: Asked, article_id: str, others: OtherArticles) -> Placed | Misplaced:
    """Where the row's words stand in the text of `finder`, or why not."""
    return _look_for(finder, asked, article_id, others) if asked.span is None else _hold_against(finder, asked, article_id, others)


def place_unseen(asked: Asked) -> Placed | Misplaced:
    """The row's place by its form alone, where the text is not at hand."""
    if asked.span is None:
        return Misplaced(None, "it has no span, and the article's text is not at hand to look in", "give start and end, or the text (--texts)")
    start, end = asked.span
    if end <= start:
        return Misplaced("start", f"the span {start}-{end} is empty or runs backwards", "give end greater than start")
    if asked.words is not None and len(asked.words) != end - start:
        return Misplaced(
            None, f"it has {len(asked.words)} characters, its span {start}-{end} has {end - start}", "correct start and end (code points, from 0)"
        )
    return Placed(asked.span, asked.words or "", False)


def _hold_against(finder: FindWords, asked: Asked, article_id: str, others: OtherArticles) -> Placed | Misplaced:
    assert asked.span is not None
    start, end = asked.span
    if end <= start:
        return Misplaced("start", f"the span {start}-{end} is empty or runs backwards", "give end greater than start")
    there = finder.text[start:end]
    if there == asked.words and end <= len(finder.text):
        return Placed(asked.span, there, False)
    length = len(finder.text)
    if asked.words is None:
        if end > length:
            return Misplaced("start", f"the span {start}-{end} lies beyond the text, which has {length} characters", "correct start and end")
        return Placed(asked.span, there, False)
    if end <= length and finder.same(asked.span, asked.words):
        return Placed(asked.span, there, True)
    stands = f"at {start}-{end} stands “{_first_words(there)}”" if end <= length else f"{start}-{end} lies beyond the text of {length} characters"
    for unit, says in _UNITS.items():
        span = finder.in_code_points(asked.span, unit)
        if span != asked.span and (finder.text[slice(*span)] == asked.words or finder.same(span, asked.words)):
            return Misplaced(None, f"{stands}; {says}", f"count code points: {span[0]}-{span[1]} (or leave start and end empty)")
    found = finder.find(asked.words.strip())
    if found is None:
        return _absent(finder, asked.words, stands, article_id, others)
    nearest = sorted(found.spans, key=lambda span: abs(span[0] - start))[:_NAMED]
    places = " or ".join(f"{first}-{last}" for first, last in sorted(nearest))
    return Misplaced(None, f"{stands}; the words stand at {places}", "correct start and end, or leave both empty")


def _look_for(finder: FindWords, asked: Asked, article_id: str, others: OtherArticles) -> Placed | Misplaced:
    words = (asked.words or "").strip()
    if not words:
        return Misplaced(None, "the row has neither words nor a span", "give the words as printed, or start and end")
    found = finder.find(words)
    if found is None:
        return _absent(finder, words, "", article_id, others)
    if found.how == "inside":
        places = _places(finder, list(found.spans))
        return Misplaced(None, f"it stands only within longer words: {places}", "give whole words, or start and end if that is meant")
    spans = list(found.spans)
    if asked.paragraph is not None:
        if asked.paragraph > finder.n_paragraphs:
            says = f"the article has {finder.n_paragraphs} paragraphs, not {asked.paragraph}"
            return Misplaced("paragraph", says, f"correct it; the words stand at {_places(finder, spans)}")
        spans = [span for span in spans if finder.paragraph(span[0]) == asked.paragraph]
        if not spans:
            says = f"the words do not stand in paragraph {asked.paragraph}, but at {_places(finder, list(found.spans))}"
            return Misplaced(None, says, "correct the paragraph")
    if asked.near is not None and len(spans) > 1:
        near = asked.near
        spans.sort(key=lambda span: abs(span[0] - near))
        if abs(spans[0][0] - near) != abs(spans[1][0] - near):
            spans = spans[:1]
    if len(spans) > 1:
        says = f"the words stand in {len(spans)} places: {_places(finder, sorted(spans))}"
        return Misplaced(None, says, "say which: give start and end, or paragraph, or near (an offset)")
    span = spans[0]
    printed = finder.text[span[0] : span[1]]
    return Placed(span, printed, printed != asked.words)


def _absent(finder: FindWords, words: str, stands: str, article_id: str, others: OtherArticles) -> Misplaced:
    says = f"{stands}; the words do not stand in the article" if stands else "the words do not stand in the article"
    elsewhere = others.holding(words, article_id)
    if elsewhere is not None:
        return Misplaced(None, f"{says}; they stand in {elsewhere}", "correct article_id")
    likely = finder.likeliest(words)
    if likely is None:
        return Misplaced(None, f"{says}, nor anything like them", "copy the words from the text, or drop the row")
    start, end = likely.span
    shown = likely.differs[:3]
    most = SHOWN_WORDS // max(1, len(shown))
    differs = ", ".join(_difference(here, " ".join(there.split()[:most])) for here, there in shown)
    more = f" and {len(likely.differs) - 3} more" if len(likely.differs) > 3 else ""
    return Misplaced(
        None,
        f"{says}; likeliest is {start}-{end} (paragraph {finder.paragraph(start)}): {differs}{more}",
        "copy the words from the text, or drop the row",
    )


def _difference(here: str, there: str) -> str:
    if not there:
        return f"the text lacks “{shortened(here, 60)}”"
    return f"the text has “{there}”" + (f" for “{shortened(here, 60)}”" if here else " besides")


def _first_words(words: str) -> str:
    shown = words.split()
    return " ".join(shown[:SHOWN_WORDS]) + ("…" if len(shown) > SHOWN_WORDS else "")


def _places(finder: FindWords, spans: list[Span]) -> str:
    named = [f"{start}-{end} (paragraph {finder.paragraph(start)}, “{finder.around((start, end))}”)" for start, end in spans[:_NAMED]]
    more = [f"{len(spans) - _NAMED} more"] if len(spans) > _NAMED else []
    return "; ".join([*named, *more])
