"""The Penn tag of each word of a sentence: a linear-chain CRF, its weights whole numbers, so tags are equal everywhere.

`train` learns the weights and packs them into `tagger.npz` (its licence and figures are in `tagger.json`). The weights
of a word's attributes are summed once and kept. All sentences of an article are tagged as one row of words, with the
outside between them. A tag is left out where no neighbour's tags could make up for what it lacks; where more than one
is left, the best are found by Viterbi's algorithm. The answer is exact.

>>> default().tags(["They", "left", "."])
['PRP', 'VBD', '.']
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, chain, islice
from operator import add
from pathlib import Path
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

from tidings.nlp.features import OUTSIDE, Attributes, attributes, manner, pairs, situation
from tidings.nlp.kept import Kept
from tidings.nlp.tokens import lookup

WEIGHTS = Path(__file__).with_name("tagger.npz")
SCALE = 1000  # weights are kept as whole thousandths
ROWS_KEPT = 1 << 18  # rows of summed weights before they are forgotten: 50 MB
LONGEST_SENTENCE = 400  # words tagged as one sentence: a "sentence" without any stop is parted
ROUNDS = 4  # over the words, to leave out tags
AT_ONCE = 4000  # words of sentences tagged at once: keeps the table of a long article small

Ints: TypeAlias = NDArray[numpy.int32]
Entry = tuple[int, int, int, int, int, str, str]  # of a word: rows for itself, the word after, before, two after, two before; its kinds


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
        self._into: Ints = (step[:, None, :] - step[:, :, None]).max(axis=0, initial=0)  # what on tag a may gain tag b from the tag before
        self._out: Ints = (step[None, :, :] - step[:, None, :]).max(axis=2, initial=0)  # ... and from the tag after
        self._outside = len(self.labels)  # the number of what stands beside a sentence, as a tag
        self._step: Ints = numpy.pad(step, (0, 1))
        self.step: list[list[int]] = self._step.tolist()  # [tag before][tag]
        self._forget()

    def _forget(self) -> None:
        self._sums: Ints = numpy.zeros((1024, len(self.labels)), dtype=numpy.int32)  # row 0: nothing known
        self._used = 1
        self._new: list[list[int]] = []  # numbers of attributes, of the rows still to be summed
        self._words: Kept[str, Entry] = Kept(lambda text: self._entered(attributes(text, lookup(text))))
        self._pairs: Kept[tuple[str, str, str], int] = Kept(lambda kinds: self._row(pairs(*kinds)))
        self._situations: Kept[tuple[str, bool, str], int] = Kept(lambda how: self._row(situation(*how)))
        self._beside = [self._entered(OUTSIDE)] * 2

    def _row(self, names: Sequence[str]) -> int:
        """The row of summed weights of some attributes; 0 where none of them counts."""
        number = self._number
        known = [number[name] for name in names if name in number]
        if not known:
            return 0
        self._new.append(known)
        self._used += 1
        return self._used - 1

    def _entered(self, word: Attributes) -> Entry:
        return (*(self._row(names) for names in word[:5]), word.kind, word.classes)  # type: ignore[return-value]

    def _sum_new(self) -> None:
        while self._used > len(self._sums):
            self._sums = numpy.concatenate([self._sums, numpy.zeros_like(self._sums)])
        starts = [0, *accumulate(map(len, self._new[:-1]))]
        weights = self._weights[list(chain.from_iterable(self._new))]
        self._sums[self._used - len(self._new) : self._used] = numpy.add.reduceat(weights, starts, axis=0, dtype=numpy.int32)
        self._new.clear()

    def tags(self, words: Sequence[str]) -> list[str]:
        """The Penn tags of a sentence's words, given as printed."""
        return next(iter(self.tags_of([words])), [])

    def tags_of(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """The Penn tags of the words of each sentence. Very long ones are tagged piece by piece."""
        pieces = [words[at : at + LONGEST_SENTENCE] for words in sentences for at in range(0, len(words), LONGEST_SENTENCE)]
        found: list[str] = []
        first = size = 0
        for last, piece in enumerate(pieces, start=1):
            size += len(piece)
            if size >= AT_ONCE or last == len(pieces):
                found += self._tags(pieces[first:last])
                first, size = last, 0
        tags = iter(found)
        return [list(islice(tags, len(words))) for words in sentences]

    def _tags(self, sentences: Sequence[Sequence[str]]) -> list[str]:
        """The tags of all words of some sentences, in a row."""
        if self._used > ROWS_KEPT:
            self._forget()
        rows, inside = self._rows(sentences)
        if self._new:
            self._sum_new()
        scores = self._sums.take(rows[0], axis=0)
        for row in rows[1:]:
            scores += self._sums.take(row, axis=0)
        best = scores.argmax(axis=1)
        best[~inside] = self._outside
        open_tags = self._open(scores, best, inside)
        path = best.tolist()
        self.choose(path, open_tags.sum(axis=1).tolist(), open_tags.nonzero()[1].tolist(), scores[open_tags].tolist())
        return [self.labels[tag] for tag in path if tag != self._outside]

    def _open(self, scores: Ints, best: NDArray[numpy.intp], inside: NDArray[numpy.bool_]) -> NDArray[numpy.bool_]:
        """For each word the tags that may be right: what they lack beside its best one, their neighbours could make up for. A neighbour that has but
        one such tag tells exactly how much, so the words are gone through again.
        """
        found = numpy.repeat(inside[:, None], scores.shape[1], axis=1)
        sure = ~inside
        for _ in range(ROUNDS):
            at = numpy.flatnonzero(~sure)
            before, here, after = best[at - 1], best[at], best[at + 1]
            left = numpy.where(sure[at - 1, None], self._step[before, :-1] - self._step[before, here][:, None], self._into[here])
            right = numpy.where(sure[at + 1, None], self._step.T[after, :-1] - self._step[here, after][:, None], self._out[here])
            found[at] &= scores[at] + left + right >= scores[at, here][:, None]
            sure[at] = found[at].sum(axis=1) == 1
        return found

    def _rows(self, sentences: Sequence[Sequence[str]]) -> tuple[list[Sequence[int]], NDArray[numpy.bool_]]:
        """Rows to add up for each word of the row of all sentences, and which of these words are inside one. Two of the outside stand between."""
        known, situations, together = self._words, self._situations, self._pairs
        entered = [*self._beside]
        manners: list[int] = []
        inside: list[bool] = []
        for words in sentences:
            how = manner(words)
            manners.append(situations[words[0], True, how])
            manners += [situations[text, False, how] for text in islice(words, 1, None)] if how else [0] * (len(words) - 1)
            manners += (0, 0)
            inside += [True] * len(words)
            inside += (False, False)
            entered += [known.get(text) or known[text] for text in words]
            entered += self._beside
        own, to_next, to_previous, to_second_next, to_second_previous, kinds, classes = zip(*entered, *self._beside, strict=True)
        pair = [together.get(key) or together[key] for key in zip(kinds[1:-3], classes[2:-2], kinds[3:-1], strict=True)]
        rows = [own[2:-2], to_next[1:-3], to_previous[3:-1], to_second_next[:-4], to_second_previous[4:], pair, manners]
        return rows, numpy.array(inside)

    def choose(self, path: list[int], counts: Sequence[int], tags: Sequence[int], scores: Sequence[int]) -> None:
        """Put into `path` the tags that are best as a whole; of equals the first in the alphabet.

        `path`: for each word that has one open tag, or none, the tag; the last one has. `counts`: of each word, how many tags are open; `tags`,
        `scores`: the open tags of all words in a row, and their scores. Where several words in a row have more than one, Viterbi's search runs
        from the tag before them to the tag after.
        """
        step = self.step
        kept: list[Sequence[int]] = []  # of each word of the run its tags ...
        back: list[list[int]] = []  # ... and, but for the first, the place of the tag before each
        sums: list[int] = []  # of the rows of tags that end in each tag of the last word
        end = 0
        for at, count in enumerate(counts):
            start, end = end, end + count
            if count > 1:
                here = tags[start:end]
                if not kept:
                    sums = [score + weight for score, weight in zip(scores[start:end], map(step[path[at - 1]].__getitem__, here), strict=True)]
                else:
                    reached = [[total + step[last][tag] for last, total in zip(kept[-1], sums, strict=True)] for tag in here]
                    highest = list(map(max, reached))
                    back.append([row.index(most) for row, most in zip(reached, highest, strict=True)])
                    sums = list(map(add, highest, scores[start:end]))
                kept.append(here)
            elif kept:
                after = path[at]
                totals = [total + step[last][after] for last, total in zip(kept[-1], sums, strict=True)]
                path[at - len(kept) : at] = _followed(totals.index(max(totals)), kept, back)
                kept, back = [], []


def _followed(place: int, kept: Sequence[Sequence[int]], back: Sequence[Sequence[int]]) -> list[int]:
    """The tags of a run of words, the last of which is at `place` among those that are open."""
    found = [kept[-1][place]]
    for tags, places in zip(reversed(kept[:-1]), reversed(back), strict=True):
        place = places[place]
        found.append(tags[place])
    return found[::-1]


@cache
def default() -> Tagger:
    """The tagger with the weights that come with the package."""
    return Tagger()
