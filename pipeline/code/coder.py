"""The coder: one article in, its coding out. A pure function of the article, the code and the lexicons."""

from __future__ import annotations

from pipeline.code.dates import code_dates
from pipeline.code.document import Document
from pipeline.code.event_reports import code_event_reports
from pipeline.code.figures import code_figures
from pipeline.code.mentions import code_mentions
from pipeline.code.quotes import code_quotes
from pipeline.model import Article, Coding


def code(article: Article) -> Coding:
    """Code one article. Later coders read what earlier ones found."""
    document = Document(article)
    coding = Coding(article.article_id)
    coding.dates = code_dates(document)
    code_mentions(document, coding)
    coding.quotes = code_quotes(document, coding)
    coding.figures = code_figures(document, coding)
    coding.event_reports = code_event_reports(document, coding)
    return coding
