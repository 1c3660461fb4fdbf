"""Utterances, speaker by speaker: the quotes of one speaker are compared with each other alone, so no more than one speaker's is in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from tidings.coding.columns import Row
from tidings.link.actors import ActorLinks
from tidings.link.corpus import Coded, Corpus, span
from tidings.link.streamed.dealt import Dealt, read_dealt
from tidings.link.streamed.runs import Parted, merged
from tidings.link.utterances import WINDOW, Index, day_of, forget_before, speaker_of, utterance_of

NEEDED = ("quote_id", "article_id", "start", "end", "quote_text", "quote_type", "speaker_actor_id", "utterance_id")
UTTERANCES = "utterances"


class Speech:
    """Gathers the quotes of a chunk. `all_dated`: each article says on which day it appeared."""

    def __init__(self, folder: Path, chunk: int, parts: int) -> None:
        self.all_dated = True
        self._chunk = chunk
        self._quotes = Parted(folder, f"quotes-{chunk:05d}", parts)

    def note(self, coded: Coded, one: Corpus, links: ActorLinks) -> None:
        """Note the quotes of an article."""
        day = day_of(coded)
        self.all_dated &= day is not None
        for quote in coded.quotes:
            speaker, named = speaker_of(quote, one, links)
            start, end = span(quote)
            key = (speaker, day or date.max, coded.article_id, start, -end)
            self._quotes.put(key, (self._chunk, day, named, tuple(quote.get(name) for name in NEEDED)), 900)

    def close(self) -> list[list[Path]]:
        """All articles of the chunk are noted. Returns where the quotes of each part lie."""
        return self._quotes.close()


def find_utterances(folder: Path, part: int, runs: Sequence[Path], all_dated: bool) -> None:
    """Find the utterances of one part of the speakers. `all_dated`: of all chunks."""
    found = Dealt(folder, UTTERANCES, part)
    for _, records in groupby(merged(runs), key=lambda record: record[0][0]):
        index: Index = defaultdict(list)
        before: list[tuple[Row, str]] = []
        article, swept = "", date.min
        for (speaker, sorted_day, article_id, _, _), (chunk, day, named, cells) in records:
            quote = dict(zip(NEEDED, cells, strict=True))
            if article_id != article:
                article, before = article_id, []
            if all_dated and (sorted_day - swept).days > WINDOW:
                forget_before(index, sorted_day)
                swept = sorted_day
            found.put(chunk, (quote["quote_id"], utterance_of(quote, article_id, day, speaker, named, before, index)))
    found.close()


def utterances_of_chunk(folder: Path, parts: int, chunk: int) -> dict[str, str]:
    """The utterance of each quote of a chunk."""
    return dict(read_dealt(folder, UTTERANCES, parts, chunk))
