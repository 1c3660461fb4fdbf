"""Exports of Nexis and Nexis Uni as text: many articles a file, each with outlet, day, headline, labelled lines and body.

Two forms: the older one parts articles by "3 of 10 DOCUMENTS" and wraps lines, the newer one ends each with "End of Document".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tidings.read.days import day_of

_OLD = re.compile(r"[ \t\f]*(?:Document )?\d+ of \d+ DOCUMENTS?[ \t]*", re.I)
_END = re.compile(r"[ \t\f]*End of Document[ \t]*", re.I)
_IS_OLD = re.compile(r"^[ \t\f]*\d+ of \d+ DOCUMENTS?[ \t]*\r?$", re.M)
_IS_NEW = re.compile(r"^[ \t\f]*(?:Length|Byline|Section|Load-Date):\s.*^[ \t\f]*End of Document[ \t]*\r?$", re.M | re.S | re.I)
_LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z]+(?:[ -][A-Z][A-Za-z]+)?):[\s\xa0]*(?P<words>.*)", re.S)
_HEAD = ("BYLINE", "SECTION", "LENGTH", "DATELINE", "HEADLINE", "HIGHLIGHT", "SERIES", "COLUMN")
_TAIL = (
    *("LOAD-DATE", "LANGUAGE", "GRAPHIC", "PUBLICATION-TYPE", "JOURNAL-CODE", "JOURNAL CODE", "SUBJECT", "ORGANIZATION", "PERSON", "COUNTRY"),
    *("CITY", "STATE", "COMPANY", "TICKER", "INDUSTRY", "GEOGRAPHIC", "DOCUMENT-TYPE", "NOTES", "CORRECTION-DATE", "ACC-NO", "DISTRIBUTION"),
)
_COPYRIGHT = re.compile(r"Copyright\b|All Rights Reserved|©", re.I)
_BY = re.compile(r"by\s+", re.I)


@dataclass(slots=True)
class NexisArticle:
    """One article of an export. `line`: where it begins in its file. `facts`: title, outlet, published (as printed), byline, language."""

    line: int
    paragraphs: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Headline and body, a blank line between paragraphs."""
        return "\n\n".join([*filter(None, [self.facts.get("title")]), *self.paragraphs])


@dataclass(frozen=True, slots=True)
class _Paragraph:
    words: str
    line: int
    centred: bool = False


def is_nexis(head: str) -> bool:
    """Whether a text that begins so is an export of Nexis."""
    return bool(_IS_OLD.search(head) or _IS_NEW.search(head))


def old_articles(lines: Iterable[tuple[int, str]]) -> Iterator[NexisArticle]:
    """Articles of the older form from numbered lines, held one at a time."""
    held: list[tuple[int, str]] | None = None
    for number, line in lines:
        if _OLD.fullmatch(line):
            if held is not None:
                yield _old_article(held)
            held = [(number, "")]
        elif held is not None:
            held.append((number, line))
    if held is not None:
        yield _old_article(held)


def new_articles(paragraphs: Iterable[tuple[int, str]]) -> Iterator[NexisArticle]:
    """Articles of the newer form from numbered paragraphs, held one at a time. What follows the last one's end is no article."""
    held: list[_Paragraph] = []
    for number, words in paragraphs:
        if _END.fullmatch(words.strip()):
            yield _new_article(held)
            held = []
        elif words.strip():
            held.append(_Paragraph(" ".join(words.split()), number))
    if any(_label(each, _HEAD) for each in held):
        yield _new_article(held)  # the end of the file is lost


def articles(lines: Sequence[tuple[int, str]] | Iterable[tuple[int, str]], old: bool) -> Iterator[NexisArticle]:
    """Articles of an export of either form."""
    return old_articles(lines) if old else new_articles(lines)


def is_old(head: str) -> bool:
    """Whether an export that begins so is of the older form."""
    return bool(_IS_OLD.search(head))


def _old_article(lines: list[tuple[int, str]]) -> NexisArticle:
    paragraphs = list(_paragraphs(lines))
    article = NexisArticle(lines[0][0])
    outlet = [each for each in paragraphs if each.centred and not _COPYRIGHT.match(each.words)][:1]
    if outlet:
        article.facts["outlet"] = outlet[0].words
    headline: list[str] = []
    at = 0
    for at, each in enumerate(paragraphs):
        if each.centred:
            _take_day(article, each)
        elif not _take_label(article, each, _HEAD):
            if _label(each, _TAIL) or any(_label(earlier, _HEAD) for earlier in paragraphs[:at] if not earlier.centred):
                break
            headline.append(each.words)
    else:
        at = len(paragraphs)
    if headline:
        article.facts.setdefault("title", " ".join(headline))
    _take_body(article, paragraphs[at:])
    return article


def _new_article(paragraphs: list[_Paragraph]) -> NexisArticle:
    labelled = next((at for at, each in enumerate(paragraphs) if _label(each, _HEAD) or each.words == "Body"), len(paragraphs))
    days = [at for at in range(labelled) if _day(paragraphs[at].words)]
    at = days[-1] if days else -1
    article = NexisArticle(paragraphs[max(at - 2, 0)].line if paragraphs else 1)
    if at >= 0:
        article.facts["published"] = _day(paragraphs[at].words) or ""
    if at >= 1:
        article.facts["outlet"] = paragraphs[at - 1].words
    if at >= 2:
        article.facts["title"] = paragraphs[at - 2].words
    body = labelled
    for number in range(labelled, len(paragraphs)):
        if paragraphs[number].words == "Body":
            body = number + 1
            break
        if not _take_label(article, paragraphs[number], _HEAD):
            body = number
            if not any(each.words == "Body" for each in paragraphs[number:]):
                break
    _take_body(article, paragraphs[body:])
    return article


def _paragraphs(lines: list[tuple[int, str]]) -> Iterator[_Paragraph]:
    """Lines between blank lines, joined: the older form wraps them. Centred lines stand by themselves, as outlet, day and edition do."""
    held: list[tuple[int, str]] = []
    for number, line in [*lines, (0, "")]:
        centred = line.startswith("     ")
        if held and (not line.strip() or centred):
            yield _Paragraph(" ".join(" ".join(words for _, words in held).split()), held[0][0])
            held = []
        if centred and line.strip():
            yield _Paragraph(" ".join(line.split()), number, centred=True)
        elif line.strip():
            held.append((number, line))


def _label(paragraph: _Paragraph, labels: Sequence[str]) -> re.Match[str] | None:
    match = _LABEL.fullmatch(paragraph.words)
    return match if match and match["label"].upper() in labels else None


def _take_label(article: NexisArticle, paragraph: _Paragraph, labels: Sequence[str]) -> bool:
    """Whether a paragraph is a labelled line; what it tells is kept."""
    match = _label(paragraph, labels)
    if match is None:
        return False
    name = {"BYLINE": "byline", "HEADLINE": "title", "LANGUAGE": "language"}.get(match["label"].upper())
    words = match["words"].strip()
    if name and words:
        article.facts[name] = _BY.sub("", words, count=1) if name == "byline" and _BY.match(words) else words
    return True


def _take_day(article: NexisArticle, paragraph: _Paragraph) -> None:
    if "published" not in article.facts and (day := _day(paragraph.words)):
        article.facts["published"] = day


def _day(words: str) -> str | None:
    if len(words) > 60 or not words[:1].isalnum():
        return None
    try:
        return day_of(words)
    except ValueError:
        return None


def _take_body(article: NexisArticle, paragraphs: Sequence[_Paragraph]) -> None:
    """Paragraphs up to the labels at the article's end, then these."""
    tail = False
    for each in paragraphs:
        if _take_label(article, each, _TAIL) or each.words == "Classification":
            tail = True
        elif not tail and not (each.centred and _COPYRIGHT.match(each.words)):
            article.paragraphs.append(each.words)
