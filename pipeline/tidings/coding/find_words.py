"""Find words in a text: where they stand as they are, where they stand typeset otherwise, and what comes nearest where they do not stand.

An index of the text's words is made once; words are then looked for from their rarest word, so that time grows with the text and with
what is asked, not with their product.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from tidings.coding.folding import Folded, fold, folded_words

Span = tuple[int, int]  # start and end in code points, end not included
How = Literal["exact", "folded", "inside"]
Unit = Literal["utf16", "utf8", "lines"]

SHOWN_WORDS = 12  # of an article's words, in any message: what may be published of a reporter's prose
_VOTERS, _MOST_VOTES = 6, 100  # words of a row, its rarest, and places of each that are looked at when the likeliest place is sought
_CANDIDATES = 12  # places with most votes that are weighed
_MOST_LOOKS = 200  # through the whole vocabulary of one text, for words that share none with it
_MOST_COMPARED = 200  # words of one row
_LEAST_SHARED = 0.4  # of a row's words, for a place to be likely
_LEAST_LIKENESS = 70.0  # of a single word to one of the text's, 0 to 100
_UNSPACED = "\u0e00"  # scripts from here on (Thai, Chinese, Japanese) do not part words by blanks, so words are not told from their parts
_WORD = re.compile(r"[^\W_\u0e00-\U0010ffff]+")


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand. `how`: `exact`; `folded` (typeset otherwise); `inside` (only within longer words: "art" in "party")."""

    spans: tuple[Span, ...]
    how: How


@dataclass(frozen=True, slots=True)
class Likeliest:
    """The place that comes nearest to words that do not stand in the text, and what differs: (words of the row, words of the text)."""

    span: Span
    differs: tuple[tuple[str, str], ...]


class FindWords:
    """The words of one text, to be found again and again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._met: dict[str, Found | None] = {}
        self._looks_left = _MOST_LOOKS

    def find(self, words: str) -> Found | None:
        """Where the words stand, in the order of the text; None where they do not. Whole words go before parts of words, and words as they
        are before words typeset otherwise."""
        if words not in self._met:
            self._met[words] = self._find(words)
        return self._met[words]

    def same(self, span: Span, words: str) -> bool:
        """Whether what stands at the span is the words, typeset otherwise."""
        start, end = span
        return 0 <= start < end <= len(self.text) and folded_words(self.text[start:end]) == folded_words(words) != ""

    def paragraph(self, offset: int) -> int:
        """Number of the paragraph, from 1, in which the offset lies. A paragraph is a line that is not blank."""
        return max(1, bisect_right(self._paragraphs, offset))

    @cached_property
    def n_paragraphs(self) -> int:
        """How many paragraphs the text has."""
        return len(self._paragraphs)

    def around(self, span: Span) -> str:
        """The words at a span and a few to either side, at most 12, blanks evened out, with … where something is left out."""
        inside = len(self.text[span[0] : span[1]].split())
        more = max(0, (SHOWN_WORDS - inside) // 2)
        first = max(0, bisect_right(self._word_starts, span[0]) - 1 - more)
        last = bisect_left(self._word_starts, span[1]) + more
        begin = min(self._word_starts[first], span[0]) if self._word_starts else span[0]
        end = self._word_starts[last] if last < len(self._word_starts) else len(self.text)
        shown = self.text[begin:end].split()[:SHOWN_WORDS]
        cut = self.text[begin:end].split()[SHOWN_WORDS:] or self.text[end:].strip()
        return ("…" if self.text[:begin].strip() else "") + " ".join(shown) + ("…" if cut else "")

    def in_code_points(self, span: Span, unit: Unit) -> Span:
        """The span in code points of one that counts `utf16` code units, `utf8` bytes, or characters with CRLF as one (`lines`)."""
        ends = self._unit_ends[unit]
        if ends is None:
            return span
        start, end = np.searchsorted(ends, np.array(span), side="left")
        return int(start), int(end)

    def likeliest(self, words: str) -> Likeliest | None:
        """The place that shares most words with these; for words that share none, the word that is most like the longest of them."""
        asked = [match[0] for match in _WORD.finditer(folded_words(words))][:_MOST_COMPARED]
        if not asked:
            return None
        votes: Counter[int] = Counter()
        numbers = self._folded_words.numbers
        known = [(len(numbers[word]), place, word) for place, word in enumerate(asked) if word in numbers]
        for count, place, word in sorted(known)[:_VOTERS]:
            if count <= _MOST_VOTES:
                votes.update(number - place for number in numbers[word])
        if not votes:
            return self._most_like(max(asked, key=len), words)
        # An omitted or added word moves the rest by one, so neighbours support each other.
        best = min((at for at, _ in votes.most_common(_CANDIDATES)), key=lambda at: (-(2 * votes[at] + votes[at - 1] + votes[at + 1]), at))
        return self._compared(max(0, best), len(asked), words)

    def _find(self, words: str) -> Found | None:
        if not words.strip():
            return None
        exact = self._words.whole(words)
        if exact:
            return Found(tuple(exact), "exact")
        bare = folded_words(words)
        folded = self._printed(self._folded_words.whole(bare))
        if folded:
            return Found(tuple(folded), "folded")
        every = self._words.every(words)
        whole = [span for span in every if not _within_word(self.text, span)]
        if whole or every:
            return Found(tuple(whole or every), "exact" if whole else "inside")
        loose = [span for span in self._printed(self._folded_words.every(bare)) if not _within_word(self.text, span)]
        return Found(tuple(loose), "folded") if loose else None

    def _printed(self, spans: list[Span]) -> list[Span]:
        return [printed for start, end in spans if (printed := self._folded.span(start, end)) is not None]

    def _compared(self, first: int, length: int, words: str, alike: bool = False) -> Likeliest | None:
        places = self._folded_words.places
        last = min(len(places) - 1, first + length - 1)
        start = self._folded.span(*places[first])
        end = self._folded.span(*places[last])
        span = (start[0] if start else 0, end[1] if end else len(self.text))
        there, here = self.text[span[0] : span[1]].split(), words.split()[:_MOST_COMPARED]
        shared, differs = _differences([word for word in here if _bare(word)], [word for word in there if _bare(word)], _bare)
        if not differs:  # in marks and the like alone
            _, differs = _differences(here, there, folded_words)
        if shared < _LEAST_SHARED * len(here) and not alike:
            return None
        return Likeliest(span, tuple(differs))

    def _most_like(self, word: str, words: str) -> Likeliest | None:
        if not self._looks_left:
            return None
        self._looks_left -= 1
        found = process.extractOne(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
        if not found or len(words.split()) > 1:
            return None
        return self._compared(self._folded_words.numbers[found[0]][0], 1, words, alike=True)

    @cached_property
    def _words(self) -> _Words:
        return _Words(self.text)

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def _folded_words(self) -> _Words:
        return _Words(self._folded.text)

    @cached_property
    def _vocabulary(self) -> list[str]:
        return list(self._folded_words.numbers)

    @cached_property
    def _paragraphs(self) -> list[int]:
        return [match.start() for match in re.finditer(r"(?m)^[^\n]*\S[^\n]*$", self.text)]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [match.start() for match in re.finditer(r"\S+", self.text)]

    @cached_property
    def _unit_ends(self) -> dict[Unit, npt.NDArray[np.int64] | None]:
        """Of each code point where it begins, in each unit; None where that is its own number throughout."""
        codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        before_feed = np.zeros(len(codes), dtype=bool)
        before_feed[:-1] = (codes[:-1] == ord("\r")) & (codes[1:] == ord("\n"))
        wider = {
            "utf16": (codes > 0xFFFF).astype(np.int64),
            "utf8": (codes > 0x7F).astype(np.int64) + (codes > 0x7FF) + (codes > 0xFFFF),
            "lines": -before_feed.astype(np.int64),
        }
        return {unit: np.concatenate([[0], np.cumsum(1 + more)]) if more.any() else None for unit, more in wider.items()}  # type: ignore[misc]


class _Words:
    """The places of a text's words, in order, and by word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: list[Span] = []
        self.numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, match in enumerate(_WORD.finditer(text)):
            self.places.append(match.span())
            self.numbers[match[0]].append(number)

    def whole(self, words: str) -> list[Span]:
        """Where the words stand and are not cut out of longer ones."""
        rarest: tuple[int, int, str] | None = None
        for match in _WORD.finditer(words):
            count = len(self.numbers.get(match[0], ()))
            if not count:
                return []
            if rarest is None or count < rarest[0]:
                rarest = count, match.start(), match[0]
        if rarest is None:
            return _every(self.text, words)
        found = []
        for number in self.numbers[rarest[2]]:
            start = self.places[number][0] - rarest[1]
            span = start, start + len(words)
            if start >= 0 and self.text.startswith(words, start) and not _within_word(self.text, span):
                found.append(span)
        if len(words) > 1 and len(found) > 1:  # a word that is asked for twice leads to one place twice
            found = sorted(set(found))
        return found

    def every(self, words: str) -> list[Span]:
        """Where the words stand, within longer ones or not. Words of theirs that touch neither end are whole in the text, too."""
        inner = [match for match in _WORD.finditer(words) if match.start() and match.end() < len(words)]
        if not inner:
            return _every(self.text, words)
        rarest = min(inner, key=lambda match: len(self.numbers.get(match[0], ())))
        starts = [self.places[number][0] - rarest.start() for number in self.numbers.get(rarest[0], ())]
        return [(start, start + len(words)) for start in starts if start >= 0 and self.text.startswith(words, start)]


def _differences(here: list[str], there: list[str], key: Callable[[str], str]) -> tuple[int, list[tuple[str, str]]]:
    """How many words are shared, and what differs. What the text has before or after them is none of the row's."""
    matcher = difflib.SequenceMatcher(None, [key(word) for word in here], [key(word) for word in there], autojunk=False)
    differs = [
        (" ".join(here[a:b]), " ".join(there[c:d])) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal" and (0 < a < len(here) or b > a)
    ]
    return sum(block.size for block in matcher.get_matching_blocks()), differs


@lru_cache(maxsize=100_000)
def _bare(word: str) -> str:
    return "".join(char for char in folded_words(word) if char.isalnum())


def _every(text: str, words: str) -> list[Span]:
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def _within_word(text: str, span: Span) -> bool:
    """Whether the span begins or ends within a word or a number ("50" in "1950" or "50,000")."""
    start, end = span
    return (start > 0 and _joined(text, start)) or (end < len(text) and _joined(text, end))


def _joined(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if (_letter(before) and _letter(after)) or unicodedata.combining(after):
        return True
    if before in ".," and after.isdigit():
        return at > 1 and text[at - 2].isdigit()
    return after in ".," and before.isdigit() and at + 1 < len(text) and text[at + 1].isdigit()


def _letter(char: str) -> bool:
    return char.isalnum() and char < _UNSPACED
