"""The Penn tag of each word of a sentence: a linear-chain CRF, decoded here with whole numbers, so that tags are equal on every machine.

`train` learns the weights and packs them into `tagger.npz` (its licence and figures are in `tagger.json`). The weights of a
word's attributes are summed once and kept; the best row of tags is found by Viterbi's algorithm over the tags that can still win:
a tag is left out where no neighbour's tags could make up for what it lacks, so that the answer is exact.

>>> default().tags([("They", "they"), ("left", "left"), (".", ".")])
['PRP', 'VBD', '.']
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
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
            ends = numpy.cumsum(packed["counts"].astype(numpy.int64)).tolist()
            self._tag_of, self._weight_of = packed["tag"].astype(numpy.int64), packed["weight"].astype(numpy.int64)
            transitions = packed["transitions"].astype(numpy.int64)
        self._spans = {name: (start, end) for name, start, end in zip(names, [0, *ends], ends, strict=False)}
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
        spans = [span for name in names if (span := self._spans.get(name))]
        if not spans:
            return 0
        if self._used == len(self._sums):
            self._sums = numpy.concatenate([self._sums, numpy.zeros_like(self._sums)])
        places = numpy.concatenate([self._tag_of[start:end] for start, end in spans])
        weights = numpy.concatenate([self._weight_of[start:end] for start, end in spans])
        numpy.add.at(self._sums[self._used], places, weights.astype(numpy.int32))
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
        candidates: list[list[int]] = [[] for _ in words]
        for at, tag in zip(*(places.tolist() for places in open_tags.nonzero()), strict=True):
            candidates[at].append(tag)
        return [self.labels[tag] for tag in self._best_path(scores.tolist(), candidates)]

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

    def _best_path(self, scores: list[list[int]], candidates: list[list[int]]) -> list[int]:
        """Viterbi: the best tag of each word given all others. Of equals the first in the alphabet wins."""
        step = self._step
        before = candidates[0]
        sums = [scores[0][tag] for tag in before]
        back: list[list[int]] = []
        for score, open_tags in zip(scores[1:], candidates[1:], strict=True):
            new_sums: list[int] = []
            pointers: list[int] = []
            for tag in open_tags:
                row = step[tag]
                if len(before) == 1:
                    new_sums.append(sums[0] + row[before[0]] + score[tag])
                    pointers.append(0)
                    continue
                reached = [total + row[last] for total, last in zip(sums, before, strict=True)]
                highest = max(reached)
                new_sums.append(highest + score[tag])
                pointers.append(reached.index(highest))
            back.append(pointers)
            before, sums = open_tags, new_sums
        place = sums.index(max(sums))
        path = []
        for open_tags, pointers in zip(candidates[:0:-1], back[::-1], strict=True):
            path.append(open_tags[place])
            place = pointers[place]
        path.append(candidates[0][place])
        return path[::-1]


@cache
def default() -> Tagger:
    """The tagger with the weights that come with the package."""
    return Tagger()
