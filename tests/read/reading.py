"""Shared by the tests of reading: a small article, and what reading a folder gives."""

from pathlib import Path

from tidings.errors import Unreadable
from tidings.model import Article
from tidings.read.corpus import read_found
from tidings.read.found import Remarks
from tidings.read.options import read_options

BODY = """Ferry quay shut after storm

By Ilse Marr

The ferry quay in Aldmouth was shut on Sunday after a storm tore off its rail, the harbour office said. At least nine people were hurt.

"We will not open it before the rail is mended," said the harbour master, Piet Oram. The town said that it would pay for the works.
"""


class Read:
    """What a source gave: articles by id, reasons of what was left out, remarks as the report tells them."""

    def __init__(self, *sources: Path, **options) -> None:
        self.articles: list[Article] = []
        self.bad: list[str] = []
        remarks = Remarks()
        for found in read_found(sources, read_options(**options)):
            if isinstance(found, Article):
                self.articles.append(found)
            elif isinstance(found, Unreadable):
                self.bad.append(str(found))
            else:
                remarks.add(found)
        self.remarks = remarks.lines()

    @property
    def ids(self) -> list[str]:
        return [article.article_id for article in self.articles]

    @property
    def one(self) -> Article:
        (article,) = self.articles
        return article

    def remark(self, words: str) -> str:
        (line,) = (line for line in self.remarks if words in line)
        return line
