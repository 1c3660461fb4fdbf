"""What people call from Python: `code`, `build`, `validate`, `agree`, all of them as ``tidings.NAME`` (and `load`, in `tidings.frames`).

Thin: each takes plain values, imports the step that it stands for, and gives back frames or that step's report.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from tidings import contract
from tidings.errors import TidingsError

if TYPE_CHECKING:
    import pandas as pd

    from tidings.agree.agreement import Agreement
    from tidings.build_report import Report as BuildReport
    from tidings.coding.columns import Tables
    from tidings.model import Article
    from tidings.validate.package import Report

Place = str | Path


class UnknownTable(TidingsError, KeyError):
    """There is no table of that name."""

    def __str__(self) -> str:
        return str(self.args[0])


class Frames(Mapping[str, "pd.DataFrame"]):
    """The tables of a coding by name, as data frames typed by the schemas. A frame is made when it is asked for, once.

    tables = tidings.code(text, published="2019-04-06")
    print(tables)
    tables["quotes"][["speaker_text", "quote_text"]]
    """

    def __init__(self, tables: Tables) -> None:
        self._rows = tables
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            if name not in self._rows:
                raise UnknownTable(f"no table {name!r}; there are {', '.join(self._rows)}")
            from tidings.frames import frame_of

            self._frames[name] = frame_of(contract.tables()[name], self._rows[name])
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        width = max(map(len, self._rows))
        return "\n".join(["table".ljust(width) + "  rows", *(f"{name:{width}}  {len(rows)}" for name, rows in self._rows.items())])


def code(
    text: str | Iterable[Mapping[str, object]],
    *,
    published: str | date | None = None,
    article_id: str = "article",
    title: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    wire_credit: str | None = None,
    url: str | None = None,
    language: str | None = None,
    rights: str | None = None,
) -> Frames:
    """Code a text, or several, and give the tables of the package that they make.

        tables = tidings.code("Rebels took the town, a spokesman said.", published="2019-04-06")
        print(tables["quotes"])
        tables = tidings.code([{"id": "a", "text": "…", "published": "2019-04-06"}, {"id": "b", "text": "…"}])

    `text`: an article's text, or one mapping an article with `id`, `text` and what is known of it, under the names of the other arguments.
    `published`: the day (EDTF level 1), against which "on Monday" is resolved; where it is left out, the text may state it. The other
    arguments are facts about the article; with several articles they hold for each that does not say otherwise. Spans count code points of
    the text from 0, end not included. Nothing is shortened: what may be published of others' texts is for `build` to see to.

    Raises TidingsError for a text that is empty or cannot be coded, an unknown fact, or an id that is given twice.
    """
    given = {"published": published, "title": title, "outlet": outlet, "byline": byline, "wire_credit": wire_credit, "url": url}
    given |= {"language": language, "rights": rights}
    facts = {name: str(value) for name, value in given.items() if value is not None}
    articles = [_article(article_id, text, facts)] if isinstance(text, str) else _articles(text, facts)
    from tidings.link.tables import link

    return Frames(link(_machine_coding(articles)))


def build(
    source: Place | Iterable[Place],
    out: Place,
    *,
    coding: Place | Iterable[Place] = (),
    excerpts: Literal["short", "full"] = "short",
    formats: Iterable[str] = ("csv",),
    workers: int | None = None,
    engine: Literal["local", "dask"] = "local",
    scheduler: str | None = None,
    article_timeout: float | None = 60.0,
    force: bool = False,
    fresh: bool = False,
    fields: Mapping[str, str] = MappingProxyType({}),
    encoding: str = "utf-8",
    dates: Literal["day-first", "month-first"] | None = None,
    unescape: bool = False,
    language: Literal["en", "any"] = "en",
) -> BuildReport:
    """Make a validated data package in the folder `out` of a corpus: files or folders, as ``tidings build SOURCE --out DIR`` does.

        report = tidings.build("my-articles", "my-package")
        print(report.rows, report.unreadable)
        quotes = tidings.load("quotes", "my-package")

    `coding`: folders of codings to be used in the machine's place; of several, the last that holds an article speaks. `excerpts`: "short"
    writes at most 12 words in a row of a reporter's own prose. `formats`: csv, and others of `publish.companions.FORMATS`. `workers`: processes
    that code (from a script, call this under ``if __name__ == "__main__":``). `engine`: "local", or "dask" with the address of its `scheduler`.
    `article_timeout`: seconds that an article may take before it is left out. Codings are kept in a folder beside `out`, so that the next build codes
    what is new; `fresh` codes everything anew. `out` may be absent, empty, or a package that Tidings wrote and nobody changed; `force` writes over
    whatever it holds. How sources are read (docs/sources.md): `fields`: of ours, the name that rows use (``{"text": "body"}``); `encoding`: of files
    that are no UTF-8, or "detect"; `dates`: what 03/04/2024 means; `unescape`: read entities left in texts; `language`: "any" codes what is not
    English, too. The report says how many rows there are, what was left out, and in `warnings` what looks wrong.

    Raises TidingsError where nothing could be written, UsageError for a source that is not there, or an `out` that may not be written over.
    """
    from tidings.build_report import Report
    from tidings.making import build_corpus
    from tidings.read.options import read_options
    from tidings.shards.run import How

    report = Report()
    build_corpus(
        _paths(source),
        Path(out),
        report,
        codings=_paths(coding),
        how=How(
            engine,
            workers,
            scheduler or os.environ.get("DASK_SCHEDULER_ADDRESS"),
            article_timeout,
            excerpts == "full",
            read_options(fields, encoding, dates, unescape, language),
        ),
        formats=list(formats),
        force=force,
        fresh=fresh,
    )
    return report


def validate(
    folder: Place = ".", *, texts: Place | Mapping[str, str] | None = None, engines: str | Iterable[str] = "fast", previous: Place | None = None
) -> Report:
    """Check the package in `folder`: schemas, keys, sums, spans, descriptor.

        report = tidings.validate("my-package")
        print(report)
        assert report.valid

    `texts`: the folder of the texts, or article id -> text, to hold every span against. `engines`: "fast" (always run), "frictionless",
    "pandas", "pandera", "great_expectations", several of them, or "all"; all but fast and pandas come with ``tidings[validate]``.
    `previous`: the folder of the last release, to measure drift against.

    Raises UsageError where there is no package, for an unknown engine, or for one that is not installed.
    """
    from tidings.validate.package import chosen_engines, validate_package

    wanted = chosen_engines([engines] if isinstance(engines, str) else engines)
    at_hand = Path(texts) if isinstance(texts, str | Path) else texts
    return validate_package(Path(folder), at_hand, wanted, Path(previous) if previous is not None else None)


def agree(a: Place, b: Place, *, texts: Place | None = None) -> Agreement:
    """How far two codings of the same articles agree: rows joined by their words, F1, Krippendorff's alpha or kappa of each column.

        result = tidings.agree("coding-of-ada", "coding-of-ben")
        for score in result.scores:
            print(score)

    `a`, `b`: a folder or zip of coding tables, or a finished package. `texts`: folder of the texts, for codings without spans.

    Raises UsageError where nothing is there or the package krippendorff
    is not installed, TidingsError for a coding that cannot be read.
    """
    from tidings.agree.agreement import agreement
    from tidings.agree.reading import coding_at

    folder = Path(texts) if texts is not None else None
    return agreement(coding_at(Path(a), folder), coding_at(Path(b), folder), names=(Path(a).name, Path(b).name))


def _article(article_id: str, text: object, facts: Mapping[str, str]) -> Article:
    from tidings.read.text import make_article

    if not isinstance(text, str):
        raise TidingsError(f"a text is a string, not {type(text).__name__}; for files use tidings.build(SOURCE, OUT)")
    return make_article(article_id, text, article_id, facts)  # no file holds it, so its id names the source


def _articles(rows: Iterable[Mapping[str, object]], facts: Mapping[str, str]) -> list[Article]:
    from tidings.read.text import FACTS

    if isinstance(rows, Mapping | bytes) or not isinstance(rows, Iterable):
        raise TidingsError(f"code takes a text, or a list of mappings with id and text, not {type(rows).__name__}; for files use tidings.build")
    articles: dict[str, Article] = {}
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            raise TidingsError(f"article {number}: not a mapping with id and text, but {type(row).__name__}")
        unknown = [str(name) for name in row if name not in ("id", "text", *FACTS)]
        if unknown:
            raise TidingsError(f"article {number}: no fact is called {unknown[0]!r}; there are id, text, {', '.join(FACTS)}")
        if row.get("id") is None or row.get("text") is None:
            raise TidingsError(f"article {number}: it has no {'id' if row.get('id') is None else 'text'}")
        article_id = str(row["id"])
        if article_id in articles:
            raise TidingsError(f"article {number}: the id {article_id!r} is given twice; ids must differ")
        # What is not equal to itself is how pandas writes an empty cell.
        own = {name: str(value) for name in FACTS if (value := row.get(name)) is not None and value == value}
        try:
            articles[article_id] = _article(article_id, row["text"], {**facts, **own})
        except TidingsError as error:
            raise TidingsError(f"article {number} ({article_id}): {error}") from None
    if not articles:
        raise TidingsError("there is no article to code")
    return list(articles.values())


def _machine_coding(articles: Iterable[Article]) -> Tables:
    from tidings.code.coder import code as code_article
    from tidings.coding.columns import coding_tables
    from tidings.coding.machine import machine_tables

    coding: Tables = {name: [] for name in coding_tables()}
    for article in articles:
        for name, rows in machine_tables(article, code_article(article)).items():
            coding[name] += rows
    return coding


def _paths(places: Place | Iterable[Place]) -> list[Path]:
    return [Path(places)] if isinstance(places, str | Path) else [Path(place) for place in places]
