"""Utterances, speaker by speaker: the quotes of one speaker are compared with each other alone, so no more than one speaker's is in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from tidings.coding.columns import Row
from tidings.link.actors import ActorLinks
from tidings.link.corpus import Coded, Corpus, span
from tidings.link.streamed.runs import Runs
from tidings.link.utterances import WINDOW, Index, day_of, forget_before, speaker_of, utterance_of

NEEDED = ("quote_id", "article_id", "start", "end", "quote_text", "quote_type", "speaker_actor_id", "utterance_id")


class Speech:
    """Gathers the quotes of all articles, and gives their utterances article by article."""

    def __init__(self, folder: Path) -> None:
        self._quotes = Runs(folder, "quotes-by-speaker")
        self._found = Runs(folder, "utterances")
        self._all_dated = True

    def note(self, rank: int, coded: Coded, one: Corpus, links: ActorLinks) -> None:
        """Note the quotes of an article; `rank` is its place in the order in which they are asked for."""
        day = day_of(coded)
        self._all_dated &= day is not None
        for quote in coded.quotes:
            speaker, named = speaker_of(quote, one, links)
            start, end = span(quote)
            key = (speaker, day or date.max, coded.article_id, start, -end)
            self._quotes.put(key, (rank, day, named, {name: quote.get(name) for name in NEEDED}), 900)

    def link(self) -> Iterator[tuple[int, dict[str, str]]]:
        """rank -> the utterances of the article's quotes, for those that have any, in order."""
        for speaker, records in groupby(self._quotes, key=lambda record: record[0][0]):
            index: Index = defaultdict(list)
            before: list[tuple[Row, str]] = []
            article, swept = "", date.min
            for (_, sorted_day, article_id, _, _), (rank, day, named, quote) in records:
                if article_id != article:
                    article, before = article_id, []
                if self._all_dated and (sorted_day - swept).days > WINDOW:
                    forget_before(index, sorted_day)
                    swept = sorted_day
                utterance = utterance_of(quote, article_id, day, speaker, named, before, index)
                self._found.put((rank, quote["quote_id"]), (quote["quote_id"], utterance), 250)
        for rank, pairs in self._found.groups():
            yield rank, dict(pairs)
