"""Articles with their texts and one coding, or two, brought together for the desk."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tidings.agree.review import as_coded
from tidings.build_report import Report
from tidings.code.coder import code
from tidings.coding.columns import Row, Tables
from tidings.coding.excerpts import shorten
from tidings.coding.files import RawCoding, is_package
from tidings.coding.lay import add, articles_of, empty, of_articles
from tidings.coding.machine import article_row, machine_tables
from tidings.coding.read_any import read_any_coding
from tidings.coding.refusals import RefusedRows
from tidings.errors import TidingsError, Unreadable, UsageError
from tidings.making import checked
from tidings.model import Article
from tidings.read.corpus import read_corpus
from tidings.read.text import text_of

MOST_CODINGS = 2


@dataclass
class Corpus:
    """`texts`: article id -> text. `coding`: what a page begins with. `two`: where two codings were given, the
    tables and columns that each of them has; `names`: what they are called.
    """

    texts: dict[str, str] = field(default_factory=dict)
    coding: Tables = field(default_factory=empty)
    two: tuple[Tables, Tables] | None = None
    names: tuple[str, ...] = ()


def gather(sources: Sequence[Path], codings: Sequence[Path], texts: Path | None, report: Report) -> Corpus:
    """Read, check and code. Articles that no coding holds are coded by the machine. An article whose text is not at hand is told and left out.

    Raises UsageError for more than two codings and for nothing to read, RefusedRows for rows that do not stand, TidingsError where no text is
    at hand.
    """
    packages = [source for source in sources if is_package(source)]
    places = [*packages, *codings]
    if not sources and not places:
        raise UsageError("name a SOURCE of texts, or a --coding whose texts lie in --texts")
    if len(places) > MOST_CODINGS:
        raise UsageError(f"{len(places)} codings; give one to correct, or two to compare and decide")
    raw = [read_any_coding(place) for place in places]
    articles = _articles([source for source in sources if source not in packages], report)
    known = empty()
    known["articles"] = [article_row(article, None, None) for article in articles.values()]
    found = Corpus({name: article.text for name, article in articles.items()}, names=_names(places))
    for each in raw:
        found.texts |= _texts_by_hash(each, texts, found.texts)
    given = checked(raw, known, found.texts, texts, report)
    if report.refused:
        raise RefusedRows(report.refused)
    held: set[str] = set()
    for tables in given:
        add(found.coding, of_articles(tables, articles_of(tables) - held))
        held |= articles_of(tables)
    for name, article in articles.items():
        if name not in held:
            add(found.coding, shorten(machine_tables(article, code(article))))
    for table, key in (("actors", "actor_id"), ("places", "place_id")):  # what several know, as the first knows it
        everybody = [*found.coding[table], *(row for tables in given for row in tables[table])]
        found.coding[table] = list({row[key]: row for row in reversed(everybody)}.values())[::-1]
    found.two = (as_coded(raw[0], given[0]), as_coded(raw[1], given[1])) if len(given) == MOST_CODINGS else None
    _complete(found, known["articles"], report)
    return found


def _texts_by_hash(raw: RawCoding, folder: Path | None, at_hand: Collection[str]) -> dict[str, str]:
    """Texts of articles of which the coding tells the hash and not the file: looked for among the folder's `.txt` files."""
    table = raw.tables.get("articles")
    if folder is None or not folder.is_dir() or table is None or "text_sha256" not in table.cells:
        return {}
    columns = (table.cells["article_id"], table.cells["text_sha256"], table.cells.get("source_file") or [None] * len(table))
    wanted = {digest: name for name, digest, file in zip(*columns, strict=True) if name and digest and not file and name not in at_hand}
    found = {}
    for path in sorted(folder.glob("*.txt")) if wanted else ():
        name = wanted.get(hashlib.sha256(path.read_bytes()).hexdigest())
        if name and (text := text_of(path, None)) is not None:
            found[name] = text
    return found


def _names(places: Sequence[Path]) -> tuple[str, ...]:
    """What to call the codings: their own names, or more of the path where these are the same."""
    short = [place.stem if place.is_file() else place.resolve().name for place in places]
    return tuple(short) if len({*short}) == len(short) else tuple(place.as_posix() for place in places)


def _articles(sources: Sequence[Path], report: Report) -> dict[str, Article]:
    found = {}
    for each in read_corpus(sources):
        if isinstance(each, Unreadable):
            report.unreadable.append(each)
            report.told(f"left out: {each}")
        else:
            found[each.article_id] = each
    return found


def _complete(corpus: Corpus, known: Sequence[Row], report: Report) -> None:
    """One row of facts an article, of the source and of the coding; only articles with a text."""
    rows: dict[str, Row] = {str(row["article_id"]): dict(row) for row in known}
    for row in corpus.coding["articles"]:
        before = rows.get(str(row["article_id"]), {})
        rows[str(row["article_id"])] = {**before, **{name: value for name, value in row.items() if value is not None or name not in before}}
    there = articles_of(corpus.coding) | {*rows}
    for article_id in sorted(there - {*corpus.texts}):
        report.unreadable.append(Unreadable(article_id, None, "the text is not at hand; name its folder with --texts or a SOURCE"))
        report.told(f"left out: {report.unreadable[-1]}")
    if not there & {*corpus.texts}:
        raise TidingsError("no article's text is at hand; nothing was written. Name a SOURCE, or the folder of the texts with --texts")
    corpus.texts = {name: corpus.texts[name] for name in sorted(there & {*corpus.texts})}
    corpus.coding["articles"] = [row for name, row in sorted(rows.items()) if name in corpus.texts]
