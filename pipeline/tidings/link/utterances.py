"""Which quotes are one utterance, told by several outlets: the same words of the same speaker, trimmed or translated differently.

Quotes are read in the order of publication. Each joins the utterance of the most alike earlier quote of its speaker
within a window of days, else begins one of its own, named after itself. So a later article never renames an utterance,
nor makes two of them one. Only quotes that share several words are compared (an index from words to the latest quotes
that hold them, capped), so that the work grows with the number of quotes, not with that of pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from anyascii import anyascii

from tidings import edtf
from tidings.coding.columns import Row
from tidings.link.actors import ActorLinks
from tidings.link.corpus import Coded, Corpus, span, text

WINDOW = 10  # days between the publication of two reports of one utterance
ALIKE = 0.5  # share of all words of two quotes that they have in common
ALIKE_TRANSLATED = 0.34  # the same for words that carry meaning, cut to their stems, of long quotes
ALIKE_TRIMMED = 0.85  # share of the shorter quote's words that the longer one holds
ALIKE_UNNAMED = 0.75  # where the speakers have no name, or the days are unknown
FEWEST_SHARED = 4  # words that two quotes must share
ENOUGH_SHARED = 6  # words, empty ones counted, that make a short quote part of a longer one
LATEST = 25  # quotes kept for a word: bounds the comparisons
STEM = 4  # letters of a word that tell it from others, whatever its ending
EMPTY_WORDS = frozenset(
    [
        *("a", "an", "the", "and", "or", "but", "of", "to", "in", "on", "at", "for", "from", "by", "with", "as", "that", "this", "these", "those"),
        *("it", "its", "is", "are", "was", "were", "be", "been", "am", "do", "does", "did", "has", "have", "had", "will", "would", "we", "i", "you"),
        *("he", "she", "they", "them", "us", "our", "their", "his", "her", "my", "me", "there", "so", "any", "all", "every", "some", "what", "who"),
    ]
)
CONTRACTIONS = (("can't", "can not"), ("won't", "will not"), ("n't", " not"), ("'re", " are"), ("'ll", " will"), ("'ve", " have"), ("'m", " am"))
WORD = re.compile(r"[a-z0-9]+")


@dataclass(slots=True)
class _Told:
    """A quote made ready for comparison."""

    utterance: str
    article_id: str
    day: date | None
    named: bool
    words: Counter[str]
    stems: frozenset[str]
    start: int
    end: int


Index = dict[tuple[str, str], list[_Told]]


def link_utterances(corpus: Corpus, actors: ActorLinks) -> dict[str, str]:
    """quote_id -> utterance_id. A quote's own utterance, where the coder meant one, wins; quotes that join it take the same id."""
    ordered = sorted(corpus.articles, key=lambda coded: (day_of(coded) or date.max, coded.article_id))
    index: Index = defaultdict(list)
    found: dict[str, str] = {}
    for coded in ordered:
        day = day_of(coded)
        before: list[tuple[Row, str]] = []
        for quote in sorted(coded.quotes, key=lambda q: (span(q)[0], -span(q)[1])):
            speaker, named = speaker_of(quote, corpus, actors)
            found[str(quote["quote_id"])] = utterance_of(quote, coded.article_id, day, speaker, named, before, index)
    return found


def utterance_of(quote: Row, article_id: str, day: date | None, speaker: str, named: bool, before: list[tuple[Row, str]], index: Index) -> str:
    """The utterance of a quote; `before` (quotes of the same article with theirs) and `index` (quotes told so far) are added to."""
    key = str(quote["quote_id"])
    if not speaker:  # compared with none
        utterance = text(quote, "utterance_id") or _of_clause(quote, before) or "u-" + key.lower()
        before.append((quote, utterance))
        return utterance
    told = _Told("", article_id, day, named, Counter(_words(text(quote, "quote_text") or "")), frozenset(), *span(quote))
    told.stems = frozenset(_stems(told.words))
    told.utterance = text(quote, "utterance_id") or _of_clause(quote, before) or _most_alike(told, speaker, index) or "u-" + key.lower()
    before.append((quote, told.utterance))
    for stem in sorted(told.stems):
        held = index[speaker, stem]
        held.append(told)
        if len(held) > LATEST:
            del held[0]
    return told.utterance


def forget_before(index: Index, day: date) -> None:
    """Forget quotes told so long before `day` that none told then or later can be the same utterance, where all have a day."""
    first = day - timedelta(days=WINDOW)
    for key in [key for key, held in index.items() if held[-1].day is not None and held[-1].day < first]:
        del index[key]


def stems_of(text: str) -> tuple[str, ...]:
    """The words of speech that carry meaning, cut to stems, each once, in order of the alphabet: the same for two spellings of a word."""
    return tuple(sorted(set(_stems(_words(text)))))


def _stems(words: Iterable[str]) -> Iterator[str]:
    return (word[:STEM] for word in words if word not in EMPTY_WORDS)


def day_of(coded: Coded) -> date | None:
    """The first day on which the article may have been published."""
    return edtf.bounds(coded.published)[0]


def speaker_of(quote: Row, corpus: Corpus, actors: ActorLinks) -> tuple[str, bool]:
    """What a quote's speaker is compared by: the actor; nothing in particular for one without a name."""
    given = text(quote, "speaker_actor_id")
    if given is None:
        return "", False
    return (actors.actor_of.get(given, given), True) if given in corpus.named else ("unnamed", False)


def _of_clause(quote: Row, before: Sequence[tuple[Row, str]]) -> str | None:
    """The utterance of the clause that holds a fragment of the same speaker."""
    if quote["quote_type"] != "mixed":
        return None
    start, end = span(quote)
    for other, utterance in reversed(before):
        first, last = span(other)
        if last > start and first <= start and end <= last and other["speaker_actor_id"] == quote["speaker_actor_id"]:
            return utterance
    return None


def _most_alike(told: _Told, speaker: str, index: Index) -> str | None:
    """The utterance of the most alike earlier quote of the speaker, if alike enough; the earlier one where two are as alike."""
    if sum(told.words.values()) < FEWEST_SHARED:
        return None
    shared: dict[int, tuple[int, _Told]] = {}
    for stem in sorted(told.stems):
        for other in index.get((speaker, stem), ()):
            number = shared[id(other)][0] + 1 if id(other) in shared else 1
            shared[id(other)] = (number, other)
    best: tuple[float, str] | None = None
    for number, other in shared.values():
        if number < min(FEWEST_SHARED - 1, len(told.stems), len(other.stems)):
            continue
        likeness = _likeness(told, other)
        if likeness and (best is None or likeness > best[0]):
            best = (likeness, other.utterance)
    return best[1] if best else None


def _likeness(one: _Told, other: _Told) -> float:
    """How alike two quotes are, 0 where they are not one utterance."""
    if one.article_id == other.article_id:
        return 1.0 if one.words == other.words and one.named else 0.0
    near = one.day is not None and other.day is not None and abs((one.day - other.day).days) <= WINDOW
    if one.day is not None and other.day is not None and not near:
        return 0.0
    common = sum((one.words & other.words).values())
    if common < FEWEST_SHARED:
        return 0.0
    sizes = sorted((sum(one.words.values()), sum(other.words.values())))
    jaccard = common / (sizes[0] + sizes[1] - common)
    trimmed = common / sizes[0]
    if not near or not one.named:
        return jaccard if jaccard >= ALIKE_UNNAMED else 0.0
    stems = len(one.stems & other.stems)
    translated = stems / max(1, len(one.stems | other.stems))
    whole = trimmed >= ALIKE_TRIMMED and (stems >= FEWEST_SHARED or common >= ENOUGH_SHARED)
    if jaccard >= ALIKE or whole or (translated >= ALIKE_TRANSLATED and stems > FEWEST_SHARED):
        return max(jaccard, translated, trimmed * ALIKE_TRIMMED)
    return 0.0


@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[str, ...]:
    """The words of a quote in lower-case ASCII, contractions written out."""
    plain = anyascii(text).lower()
    for short, full in CONTRACTIONS:
        plain = plain.replace(short, full)
    return tuple(WORD.findall(plain))
