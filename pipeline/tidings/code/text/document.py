"""An article with its analysis: what the coders are called with."""

from __future__ import annotations

from functools import cached_property

from tidings.model import Article
from tidings.nlp import analyse
from tidings.nlp.analysis import Doc


class Document:
    """An article; its analysis is made when first asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text

    @cached_property
    def analysis(self) -> Doc:
        """The one analysis that every coder reads (docs/analysis.md)."""
        return analyse(self.article)
