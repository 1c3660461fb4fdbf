"""Spans against the texts themselves, wherever a text is at hand: the words of every row are those of the article at that place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from tidings.link.sources import number_of_sources
from tidings.model import Article
from tidings.nlp.wording import wording
from tidings.validate.cross_check import whole
from tidings.validate.cross_checks import counted_by_source, sources_of
from tidings.validate.findings import Check, Finding, Findings
from tidings.validate.row_checks import SPAN_TEXT
from tidings.validate.sources import ROW, Source
from tidings.wording import Wordings

CODE_AGAIN = "correct start and end, or code the article again"
SPAN = "the words of the article from start to end are those of the row"
WHOLE_WORDS = "evidence neither begins nor ends inside a word"
COPIED, SENTENCES = "independent-sources", "articles of which two sentences share a run of eight words are one source"
TEXT = "the facts of the article are those of its text"


def run(sources: Mapping[str, Source], texts: Mapping[str, str]) -> Findings:
    """Compare every row of an article whose text is in `texts` (article_id -> text)."""
    findings = Findings()
    if not texts:
        return findings
    for name, column in SPAN_TEXT.items():
        if name in sources:
            _check(findings, sources[name], column, "span-text", SPAN, _spans(sources[name], column, texts))
    if "evidence" in sources:
        _check(
            findings,
            sources["evidence"],
            "evidence_text",
            "evidence-whole-words",
            WHOLE_WORDS,
            _cut_words(sources["evidence"], texts),
            "correct start and end",
        )
    if "articles" in sources:
        for column in ("text_sha256", "char_count", "word_count"):
            _check(findings, sources["articles"], column, "text-facts", TEXT, _facts(sources["articles"], column, texts))
    for table, key, _, children in counted_by_source(sources):
        _check(findings, sources[table], "n_sources", COPIED, SENTENCES, _sources(sources, table, key, children, texts), "count again")
    return findings


def texts_of(sources: Mapping[str, Source], folder: Path) -> tuple[dict[str, str], list[str]]:
    """Texts of the articles from the files of `folder`, found by `source_file`, and the ids of those that are not there. Not UTF-8: as if absent."""
    texts, absent = {}, []
    if "articles" not in sources:
        return {}, []
    for article_id, file in sources["articles"].lazy.select("article_id", "source_file").collect().iter_rows():
        path = folder / Path(file or "").name
        if path.suffix != ".txt":  # a corpus file holds many texts
            absent.append(str(article_id))
            continue
        try:
            texts[article_id] = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            absent.append(str(article_id))
    return texts, absent


Fault = tuple[int, str | None, str]


def _check(findings: Findings, source: Source, column: str, rule: str, says: str, faults: Iterator[Fault], todo: str = CODE_AGAIN) -> None:
    refused = 0
    for row, value, expected in faults:
        refused += 1
        findings.add(Finding(source.table.name, source.file, row, column, value, rule, f"{says}; the text has {expected}", todo))
    findings.checks.append(Check("fast", source.table.name, column, rule, says, refused))


def _spans(source: Source, column: str, texts: Mapping[str, str]) -> Iterator[Fault]:
    for row, text, start, end, words in _placed(source, column, texts):
        found = text[start:end] if 0 <= start <= end else ""
        if found != words:
            yield row, words, repr(found if len(found) <= 80 else found[:79] + "…")


def _cut_words(source: Source, texts: Mapping[str, str]) -> Iterator[Fault]:
    """Rows with a word at either edge that goes on in small letters outside: "he" of "the"; pages run "Oslo" and "PHOTO" together."""
    for row, text, start, end, words in _placed(source, "evidence_text", texts):
        first, last = start, end
        while 0 < first < len(text) and text[first - 1].isalpha() and text[first].islower():
            first -= 1
        while 0 < last < len(text) and text[last - 1].isalpha() and text[last].islower():
            last += 1
        if (first, last) != (start, end):
            yield row, words, repr(text[first:last])


def _placed(source: Source, column: str, texts: Mapping[str, str]) -> Iterator[tuple[int, str, int, int, str]]:
    """Rows with words and offsets of an article at hand: number of the row, text of the article, start, end, words."""
    known = pl.Series(sorted(texts)).implode()
    rows = source.lazy.filter(pl.col("article_id").is_in(known) & pl.col(column).is_not_null())
    placed = rows.select(ROW, "article_id", whole("start"), whole("end"), column).collect(engine="streaming").sort(ROW)
    for row, article_id, start, end, words in placed.iter_rows():
        if start is not None and end is not None:
            yield row, texts[article_id], start, end, words


def _facts(source: Source, column: str, texts: Mapping[str, str]) -> Iterator[Fault]:
    for row, article_id, value in source.lazy.select(ROW, "article_id", column).collect().iter_rows():
        if article_id in texts:
            text = texts[article_id]
            facts = {"char_count": str(len(text)), "word_count": str(len(text.split()))}
            fact = facts.get(column) or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            if value is not None and value != fact:
                yield row, value, fact


def _sources(sources: Mapping[str, Source], table: str, key: str, children: str, texts: Mapping[str, str]) -> Iterator[Fault]:
    """Of rows whose articles' texts are all at hand, those that count another number of sources than the wording of the sentences tells."""
    of, wordings = sources_of(sources), dict[str, Wordings]()
    told: dict[str, list[tuple[str, int]]] = {}
    for of_row, article_id, start in sources[children].lazy.select(key, "article_id", whole("start")).collect().iter_rows():
        if of_row and article_id and start is not None:
            told.setdefault(of_row, []).append((article_id, start))
    for row, of_row, value in sources[table].lazy.select(ROW, key, "n_sources").collect().iter_rows():
        articles = {article_id for article_id, _ in told.get(of_row, ())}
        if len(articles) < 2 or not articles <= texts.keys() & of.keys():
            continue
        for article_id in articles - wordings.keys():
            wordings[article_id] = Wordings(wording(Article(article_id, texts[article_id], "", "")))
        expected = str(number_of_sources((of[article_id], wordings[article_id].at(start)) for article_id, start in told[of_row]))
        if value is not None and value != expected:
            yield row, value, expected
