"""How an article words its sentences, without what stands in quotation marks (`tidings.wording`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tidings.model import Article
from tidings.nlp import analyse
from tidings.nlp.analysis import Quotation, Sentence
from tidings.wording import cell_of

_WORD = re.compile(r"[\w']+")


def wording(article: Article) -> str:
    """The cell of an article whose text is at hand."""
    doc = analyse(article)
    outer = [quotation for quotation in doc.quotations if quotation.depth == 0]
    closes = [quotation.close for quotation in outer]
    text = article.text.replace("’", "'")
    found: list[tuple[int, list[list[str]]]] = []
    paragraph = -1
    for sentence in doc.sentences:
        stretches = list(_stretches(text, sentence, outer[bisect_right(closes, sentence.start) :]))
        if not any(stretches) and sentence.paragraph == paragraph:
            stretches = found[-1][1]  # a sentence of speech is worded as the reporter's that introduces it
        found.append((sentence.start, stretches))
        paragraph = sentence.paragraph
    return cell_of(found)


def _stretches(text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> Iterator[list[str]]:
    """The words before, between and behind the sentence's outer quotations. `quotations`: those that close behind its beginning."""
    at = sentence.start
    for quotation in quotations:
        if quotation.open >= sentence.end:
            break
        yield _WORD.findall(text[at : max(at, quotation.open)].lower())
        at = quotation.close + 1
    yield _WORD.findall(text[at : max(at, sentence.end)].lower())
