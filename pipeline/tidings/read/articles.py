"""From what a file gives to an `Article`, with a remark on everything about it that a person should know of."""

from __future__ import annotations

import html
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tidings import contract
from tidings.edtf import bounds
from tidings.errors import Unreadable
from tidings.model import Article
from tidings.read.days import AmbiguousDay, day_of
from tidings.read.decoding import UnreadableText
from tidings.read.found import Note
from tidings.read.language import code_of, detect, name_of
from tidings.read.notices import is_cookie_notice, without_offer
from tidings.read.options import ReadOptions
from tidings.read.suspect import suspicions
from tidings.read.text import FACTS, make_article, unfit

_EMPTY = (*(word.casefold() for word in contract.READ_AS_MISSING), "-", "--", "?", "unknown", "not known", "none", "n.a.", "no date", "undated")


@dataclass(frozen=True, slots=True)
class Raw:
    """An article as its file gives it. `file`, `line`: for messages; `data`: the file's bytes, where it is one article in UTF-8."""

    article_id: str
    text: str
    source_file: str
    file: str
    line: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    data: bytes | None = None

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


Found = Article | Unreadable | Note


def articles_of(raw: Raw, options: ReadOptions) -> Iterator[Found]:
    """The article, or why it cannot be one, and remarks on it."""
    text, data, facts = raw.text, raw.data, dict(raw.facts)
    if options.unescape:
        text = html.unescape(text)
        facts = {name: html.unescape(told) for name, told in facts.items()}
        data = data if text == raw.text else None  # no more the file as it stands
    facts, notes = usable(facts, options)
    known = {name: facts.get(name) for name in FACTS}
    if is_cookie_notice(text):
        yield Unreadable(raw.file, raw.line, "a notice about cookies, no article")
        return
    left_out = yield from _language(raw, text, known, options)
    if left_out:
        return
    try:
        article = make_article(raw.article_id, text, raw.source_file, {**known, "published_basis": facts.get("published_basis")}, data)
    except UnreadableText as error:
        yield Unreadable(raw.file, error.line if raw.line is None else raw.line, error.reason)
        return
    for kind, detail in [*notes, *suspicions(text)]:
        yield Note(kind, raw.file, raw.line, detail)
    offered = without_offer(article)
    if offered is not None:
        yield Note("paywall", raw.file, raw.line, "")
    yield replace(offered or article, place=raw.place)


def _language(raw: Raw, text: str, known: dict[str, str | None], options: ReadOptions) -> Generator[Found, None, bool]:
    """Sets the language in `known`; returns whether the text is left out for it. What the text shows beats what its source says."""
    stated = known.get("language")
    shown = detect(text)
    code = shown if shown not in (None, "en") else stated or shown or "en"
    known["language"] = code
    if code is None or code.split("-")[0] == "en":
        return False
    if options.language == "any":
        yield Note("foreign", raw.file, raw.line, name_of(code))
        return False
    how = "reads as" if shown == code else "its source says that it is"
    yield Unreadable(raw.file, raw.line, f"not in English: {how} {name_of(code)}; --language any codes it all the same")
    yield Note("language", raw.file, raw.line, name_of(code))
    return True


def usable(facts: Mapping[str, str], options: ReadOptions) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Facts that a cell can hold, days as EDTF, languages as tags; and of each that is left out the kind of remark and what it was."""
    found: dict[str, str] = {}
    notes: list[tuple[str, str]] = []
    for name, told in facts.items():
        words = told.strip()
        if not words or words.casefold() in _EMPTY:
            continue
        if name == "published":
            try:
                found[name] = _published(words, options)
            except AmbiguousDay:
                notes.append(("order", repr(words)))
            except ValueError:
                notes.append(("published", repr(words[:60])))
        elif name == "language":
            code = code_of(words)
            found |= {name: code} if code else {}
            notes += [] if code else [("fact", f"{name} {words[:60]!r}")]
        elif unfit(name, words):
            notes.append(("fact", f"{name} {words[:60]!r}"))
        else:
            found[name] = words
    return found, notes


def _published(words: str, options: ReadOptions) -> str:
    """The day as the contract writes it. Raises ValueError for one that it cannot hold."""
    day = day_of(words, options.dates)
    first, last = bounds(day)
    if (first and last and first > last) or unfit("published", day):
        raise ValueError(words)
    return day
