"""The Penn tag of each word of a sentence: a linear-chain CRF, its weights whole numbers, so tags are equal everywhere.

`train` learns the weights and packs them into `tagger.npz` (its licence and figures are in `tagger.json`). The weights
of a word's attributes are summed once and kept; the best row of tags is found by Viterbi's algorithm over the tags that
can still win: a tag is left out where no neighbour's tags could make up for what it lacks, so the answer is exact.

>>> default().tags([("They", "they"), ("left", "left"), (".", ".")])
['PRP', 'VBD', '.']
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

import numpy
from numpy.typing import NDArray

from tidings.nlp.features import OUTSIDE, Attributes, attributes, manner, pairs, situation

WEIGHTS = Path(__file__).with_name("tagger.npz")
SCALE = 1000  # weights are kept as whole thousandths
ROWS_KEPT = 1 << 18  # rows of summed weights before they are forgotten: 50 MB
LONGEST_SENTENCE = 400  # words tagged at once: keeps the table of a "sentence" without any stop small

Ints = NDArray[numpy.int32]


class Tagger:
    """Opened once a process; remembers the words it met."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        with numpy.load(path) as packed:
            self.labels: list[str] = packed["tags"].tolist()
            names = packed["names"].tobytes().decode().split("\n")
            counts = packed["counts"].tolist()
            learnt = list(zip(packed["tag"].tolist(), packed["weight"].tolist(), strict=True))
            transitions = packed["transitions"].astype(numpy.int64)
        ends = list(accumulate(counts))
        self._learnt = {name: learnt[end - count : end] for name, count, end in zip(names, counts, ends, strict=True)}
        self._step: list[list[int]] = transitions.T.tolist()  # [tag][tag before]
        into = (transitions[:, :, None] - transitions[:, None, :]).max(axis=0)  # what tag a may gain on tag b from the tag before
        out = (transitions[:, None, :] - transitions[None, :, :]).max(axis=2)  # ... and from the tag after
        self._gain = (numpy.maximum(into, 0) + numpy.maximum(out, 0)).astype(numpy.int32)
        self._forget()

    def _forget(self) -> None:
        self._sums: Ints = numpy.zeros((1024, len(self.labels)), dtype=numpy.int32)  # row 0: nothing known
        self._used = 1
        self._words: dict[str, tuple[int, int, int, int, int, str, str]] = {}
        self._pairs: dict[tuple[str, str, str], int] = {}
        self._situations: dict[tuple[str, bool, str], int] = {}
        self._outside = self._entered(OUTSIDE)

    def _row(self, names: Sequence[str]) -> int:
        """The row of summed weights of some attributes; 0 where none of them counts."""
        known = [pairs for name in names if (pairs := self._learnt.get(name))]
        if not known:
            return 0
        if self._used == len(self._sums):
            self._sums = numpy.concatenate([self._sums, numpy.zeros_like(self._sums)])
        row = [0] * len(self.labels)
        for pairs in known:
            for tag, weight in pairs:
                row[tag] += weight
        self._sums[self._used] = row
        self._used += 1
        return self._used - 1

    def _entered(self, word: Attributes) -> tuple[int, int, int, int, int, str, str]:
        return (*(self._row(names) for names in word[:5]), word.kind, word.classes)  # type: ignore[return-value]

    def tags(self, words: Sequence[tuple[str, str]]) -> list[str]:
        """The Penn tags of a sentence's words, of pairs (text, form to look up). Very long ones are tagged piece by piece."""
        found: list[str] = []
        for start in range(0, len(words), LONGEST_SENTENCE):
            found += self._tags(words[start : start + LONGEST_SENTENCE])
        return found

    def _tags(self, words: Sequence[tuple[str, str]]) -> list[str]:
        if self._used > ROWS_KEPT:
            self._forget()
        rows = self._rows(words)
        scores = self._sums[rows].sum(axis=1, dtype=numpy.int32)
        best = scores.argmax(axis=1)
        top = scores[numpy.arange(len(words)), best]
        open_tags = scores + self._gain[:, best].T >= top[:, None]
        open_tags_of = open_tags.nonzero()[1].tolist()
        open_scores = scores[open_tags].tolist()
        ends = list(accumulate(open_tags.sum(axis=1).tolist()))
        spans = list(zip([0, *ends], ends, strict=False))
        path = self._best_path([open_tags_of[a:b] for a, b in spans], [open_scores[a:b] for a, b in spans])
        return [self.labels[tag] for tag in path]

    def _rows(self, words: Sequence[tuple[str, str]]) -> list[list[int]]:
        """For each word the rows to add up."""
        known, pairs_known, situations = self._words, self._pairs, self._situations
        entered = [self._outside, self._outside]
        for text, lower in words:
            entry = known.get(text)
            if entry is None:
                entry = known[text] = self._entered(attributes(text, lower))
            entered.append(entry)
        entered += (self._outside, self._outside)
        how = manner([text for text, _ in words])
        rows = []
        for at, (text, _) in enumerate(words, start=2):
            before, word, after = entered[at - 1], entered[at], entered[at + 1]
            pair = before[5], word[6], after[5]
            pair_row = pairs_known.get(pair)
            if pair_row is None:
                pair_row = pairs_known[pair] = self._row(pairs(*pair))
            rows.append([word[0], before[1], after[2], entered[at - 2][3], entered[at + 2][4], pair_row, 0])
            if at == 2 or how:
                key = text, at == 2, how
                row = situations.get(key)
                if row is None:
                    row = situations[key] = self._row(situation(*key))
                rows[-1][6] = row
        return rows

    def _best_path(self, tags: list[list[int]], scores: list[list[int]]) -> list[int]:
        """Viterbi: of each word's open tags, with their scores, the best given all others. Of equals the first in the alphabet."""
        step = self._step
        before, sums = tags[0], scores[0]
        back: list[list[int]] = []
        for here, score in zip(tags[1:], scores[1:], strict=True):
            if len(before) == 1:
                last, total = before[0], sums[0]
                sums = [total + step[tag][last] + own for tag, own in zip(here, score, strict=True)]
                back.append([0] * len(here))
            else:
                reached = [[total + step[tag][last] for last, total in zip(before, sums, strict=True)] for tag in here]
                highest = [max(row) for row in reached]
                back.append([row.index(high) for row, high in zip(reached, highest, strict=True)])
                sums = [high + own for high, own in zip(highest, score, strict=True)]
            before = here
        place = sums.index(max(sums))
        path = []
        for here, pointers in zip(tags[:0:-1], back[::-1], strict=True):
            path.append(here[place])
            place = pointers[place]
        path.append(tags[0][place])
        return path[::-1]


@cache
def default() -> Tagger:
    """The tagger with the weights that come with the package."""
    return Tagger()
