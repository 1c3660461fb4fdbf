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
from itertools import accumulate, chain
from operator import add
from pathlib import Path

import numpy
from numpy.typing import NDArray

from tidings.nlp.features import OUTSIDE, Attributes, attributes, manner, pairs, situation

WEIGHTS = Path(__file__).with_name("tagger.npz")
SCALE = 1000  # weights are kept as whole thousandths
ROWS_KEPT = 1 << 18  # rows of summed weights before they are forgotten: 50 MB
ROWS = 7  # rows of sums to a word: its own, of four neighbours, of pairs, of its situation
LONGEST_SENTENCE = 400  # words tagged at once: keeps the table of a "sentence" without any stop small

Ints = NDArray[numpy.int32]


class Tagger:
    """Opened once a process; remembers the words it met."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        with numpy.load(path) as packed:
            self.labels: list[str] = packed["tags"].tolist()
            names = packed["names"].tobytes().decode().split("\n")
            step = packed["transitions"].astype(numpy.int32)
            self._weights = numpy.zeros((len(names), len(self.labels)), dtype=numpy.int16)
            self._weights[numpy.arange(len(names)).repeat(packed["counts"]), packed["tag"]] = packed["weight"]
        self._number = {name: number for number, name in enumerate(names)}
        into = (step[:, None, :] - step[:, :, None]).max(axis=0, initial=0)  # what on tag a may gain tag b from the tag before
        out = (step[None, :, :] - step[:, None, :]).max(axis=2, initial=0)  # ... and from the tag after
        self._gain = into + out
        self.step: list[list[int]] = [*step.tolist(), [0] * len(step)]  # [tag before, or none][tag]
        self._out: list[list[int]] = out.tolist()
        self._forget()

    def _forget(self) -> None:
        self._sums: Ints = numpy.zeros((1024, len(self.labels)), dtype=numpy.int32)  # row 0: nothing known
        self._used = 1
        self._new: list[list[int]] = []  # numbers of attributes, of the rows still to be summed
        self._words: dict[str, tuple[int, int, int, int, int, str, str]] = {}
        self._pairs: dict[tuple[str, str, str], int] = {}
        self._situations: dict[tuple[str, bool, str], int] = {}
        self._outside = self._entered(OUTSIDE)

    def _row(self, names: Sequence[str]) -> int:
        """The row of summed weights of some attributes; 0 where none of them counts."""
        number = self._number
        known = [number[name] for name in names if name in number]
        if not known:
            return 0
        self._new.append(known)
        self._used += 1
        return self._used - 1

    def _entered(self, word: Attributes) -> tuple[int, int, int, int, int, str, str]:
        return (*(self._row(names) for names in word[:5]), word.kind, word.classes)  # type: ignore[return-value]

    def _sum_new(self) -> None:
        while self._used > len(self._sums):
            self._sums = numpy.concatenate([self._sums, numpy.zeros_like(self._sums)])
        starts = [0, *accumulate(map(len, self._new[:-1]))]
        weights = self._weights[list(chain.from_iterable(self._new))]
        self._sums[self._used - len(self._new) : self._used] = numpy.add.reduceat(weights, starts, axis=0, dtype=numpy.int32)
        self._new.clear()

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
        if self._new:
            self._sum_new()
        scores = self._sums[numpy.array(rows).reshape(len(words), ROWS)].sum(axis=1, dtype=numpy.int32)
        best = scores.argmax(axis=1)
        top = scores[numpy.arange(len(words)), best]
        open_tags = scores + self._gain[best] >= top[:, None]
        path = self.best_path(open_tags.sum(axis=1).tolist(), open_tags.nonzero()[1].tolist(), scores[open_tags].tolist())
        return [self.labels[tag] for tag in path]

    def _rows(self, words: Sequence[tuple[str, str]]) -> list[int]:
        """For each word the `ROWS` rows to add up."""
        known, pairs_known, situations = self._words, self._pairs, self._situations
        entered = [self._outside, self._outside]
        for text, lower in words:
            entry = known.get(text)
            if entry is None:
                entry = known[text] = self._entered(attributes(text, lower))
            entered.append(entry)
        entered += (self._outside, self._outside)
        how = manner([text for text, _ in words])
        rows: list[int] = []
        neighbours = zip(words, entered, entered[1:], entered[2:], entered[3:], entered[4:], strict=False)
        for (text, _), second, before, word, after, second_after in neighbours:
            pair = before[5], word[6], after[5]
            pair_row = pairs_known.get(pair)
            if pair_row is None:
                pair_row = pairs_known[pair] = self._row(pairs(*pair))
            row = 0
            if how or not rows:
                key = text, not rows, how
                if key not in situations:
                    situations[key] = self._row(situation(*key))
                row = situations[key]
            rows += (word[0], before[1], after[2], second[3], second_after[4], pair_row, row)
        return rows

    def best_path(self, counts: list[int], tags: list[int], scores: list[int]) -> list[int]:
        """Viterbi's search for the row of tags that is best as a whole; of equals the first in the alphabet.

        `counts`: of each word, how many tags are open; `tags`, `scores`: the open tags of all words in a row, and their scores.
        A tag that nothing after it can make better than the best so far is left behind.
        """
        step, out = self.step, self._out
        before, sums = [len(self.labels)], [0]
        kept: list[list[int]] = []  # of each word the tags that can still win ...
        back: list[list[int]] = []  # ... and for each the place of the tag before it
        end = 0
        for count in counts:
            start, end = end, end + count
            here = tags[start:end]
            if count == len(before) == 1:
                pointers = [0]
            else:
                reached = [[total + weight for weight in map(step[last].__getitem__, here)] for last, total in zip(before, sums, strict=True)]
                highest = list(map(max, *reached)) if len(before) > 1 else reached[0]
                sums = list(map(add, highest, scores[start:end]))
                top = max(sums)
                gain = out[here[sums.index(top)]]
                places = [place for place, total in enumerate(sums) if total + gain[here[place]] >= top]
                pointers = [[row[place] for row in reached].index(highest[place]) for place in places] if len(before) > 1 else [0] * len(places)
                here, sums = [here[place] for place in places], [sums[place] for place in places]
            kept.append(here)
            back.append(pointers)
            before = here
        place = sums.index(max(sums))
        path = []
        for here, pointers in zip(reversed(kept), reversed(back), strict=True):
            path.append(here[place])
            place = pointers[place]
        return path[::-1]


@cache
def default() -> Tagger:
    """The tagger with the weights that come with the package."""
    return Tagger()
