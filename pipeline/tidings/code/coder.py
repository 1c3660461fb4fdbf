"""The coder: one article in, its coding out. A pure function of the article, the code and the lexicons."""

from __future__ import annotations

from typing import TypeVar

from tidings.code.coreference import Coreference
from tidings.code.dates.dates import code_dates
from tidings.code.events.event_reports import code_event_reports
from tidings.code.figures.figure_events import attach
from tidings.code.figures.figures import code_figures
from tidings.code.mentions.mentions import code_mentions
from tidings.code.quotes.quotes import code_quotes
from tidings.code.unseen import as_printed
from tidings.model import Article, Coding, DateExpression, EventReport, Figure, Mention, Quote
from tidings.nlp import analyse


def code(article: Article) -> Coding:
    """Code one article."""
    return as_printed(article, _code)


def _code(article: Article) -> Coding:
    """Later coders read what earlier ones found."""
    doc = analyse(article)
    coding = Coding(article.article_id)
    coding.dates = code_dates(doc)
    code_mentions(doc, coding)
    refer = Coreference(doc, coding)
    refer.add_mentions()
    coding.quotes = code_quotes(refer)
    refer.within(coding.quotes)
    coding.figures = code_figures(doc, coding)
    coding.event_reports = code_event_reports(doc, coding, refer)
    coding.dates, coding.mentions, coding.quotes = _one_a_span(coding.dates), _one_a_span(coding.mentions), _one_a_span(coding.quotes)
    coding.figures, coding.event_reports = _one_a_span(coding.figures), _one_a_span(coding.event_reports)
    attach(doc, coding.figures, coding.event_reports)
    return coding


Row = TypeVar("Row", bound=DateExpression | Mention | Quote | Figure | EventReport)


def _one_a_span(rows: list[Row]) -> list[Row]:
    """Rows in the order of the text. A row's id is its span, so of two rules that made a row of one span the first to speak is kept."""
    found: dict[tuple[int, int], Row] = {}
    for row in rows:
        found.setdefault((row.start, row.end), row)
    return [found[span] for span in sorted(found)]
