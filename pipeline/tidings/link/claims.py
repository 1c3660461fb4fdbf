"""Which figures are about one quantity, and do they agree.

A claim's id is made from its figures alone, never from the other articles, so an article that is added later renames nothing:
kind of figure, what is measured, event or period, and the unit where units cannot be compared. What is measured counts as the same
quantity in several articles only if it is named there (an actor, a place, a name's adjective) or bound to an event; else the claim
stays within its article. One voice does not contradict itself: where an article gives, in one voice, two numbers that cannot both be right
for one such key, the key says too little, and each number is a claim of its own.

Two figures conflict if no number fits both. The tolerance: "about" widens a number by a tenth; a measure, and a count that ends in
two zeros, by half of its last digit that is not zero (the usual reading of a rounded number); other counts are exact.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tidings import edtf
from tidings.code.figures.measures import is_plural, singular
from tidings.code.figures.units import dimension, si
from tidings.code.text.grammar import classes
from tidings.ids import row_id, slug
from tidings.link.actors import ActorLinks
from tidings.link.events import EventLinks
from tidings.link.sources import independent_sources
from tidings.model import Article, Coding, Figure, Mention

Row = dict[str, object]

NO_UNIT = "count"
CONVERTED = "converted"  # the method of a figure in brackets that repeats the one before it in another unit
ABOUT = 0.1  # by which share "about" widens a number
TIMELESS = frozenset({"distance", "area"})  # what does not change from year to year
HEAD_IMPLIED = frozenset({"killed", "wounded", "casualties", "detained", "displaced", "fighters", "troops", "people", "age", "votes"})
# Kinds of figure that say by themselves what is counted, so that two voices with two numbers do disagree ("20 killed", "50 killed").
TELLING = HEAD_IMPLIED - {"people", "age"} | TIMELESS
MEASURES = frozenset({"distance", "area", "money", "percent", "duration", "rate", "other"})
LONGEST = 4  # words of a quantity's description


@dataclass(slots=True)
class ClaimLinks:
    """`claim_of`: figure_id -> claim_id. `claims`: rows of the published table."""

    claim_of: dict[str, str] = field(default_factory=dict)
    claims: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class _Member:
    """A figure with what the claim needs of it; values are the curator's where he decided them."""

    article_id: str
    figure_type: str
    about: str
    generic: bool  # the words say no more than the kind of figure does ("lives")
    unit: str
    low: float | None
    high: float | None
    bound: str


def link_claims(articles: Sequence[Article], codings: Sequence[Coding], actors: ActorLinks, events: EventLinks) -> ClaimLinks:
    """Give every figure a claim, and make the rows of the claims. A decided `claim_id` of a figure wins."""
    links = ClaimLinks()
    members: dict[str, list[_Member]] = {}
    years = {article.article_id: _year(article.published) for article in articles}
    for coding in codings:
        for figure, member, claim_id in _claims_of_article(coding, actors, events, years.get(coding.article_id)):
            links.claim_of[row_id("figures", coding.article_id, figure.start, figure.end)] = claim_id
            members.setdefault(claim_id, []).append(member)
    sources = independent_sources(articles)
    links.claims = [_row(claim_id, members[claim_id], sources) for claim_id in sorted(members)]
    return links


def _claims_of_article(coding: Coding, actors: ActorLinks, events: EventLinks, year: str | None) -> Iterator[tuple[Figure, _Member, str]]:
    """The figures of one article with their claims. A conversion in brackets belongs to the figure before it."""
    names = _Names(coding, actors)
    told = []
    for figure in coding.figures:
        member = _member(coding.article_id, figure, names)
        event_id = figure.decided.get("event_id") or _event(coding, figure, events)
        key = _claim_id(member, names.known(figure), event_id, year, coding.article_id)
        teller = (figure.attributed_entity, figure.attribution) if member.figure_type in TELLING else None
        told.append((figure, member, key, (key, teller)))
    voices: dict[tuple[str, tuple[int | None, str] | None], list[_Member]] = {}
    for figure, member, _, voice in told:
        if figure.method != CONVERTED and "claim_id" not in figure.decided:
            voices.setdefault(voice, []).append(member)
    vague = {voice for voice, members in voices.items() if _contradict(members)}
    before: str | None = None
    for figure, member, key, voice in told:
        own = f"{key}-{slug(coding.article_id).removeprefix('x-')}-{figure.start}" if voice in vague else key
        before = figure.decided.get("claim_id") or (before if figure.method == CONVERTED and before else own)
        yield figure, member, before


def _contradict(members: Sequence[_Member]) -> bool:
    unit = members[0].unit
    return disagree(interval for member in members if (interval := _interval(member, unit)) is not None)


def _event(coding: Coding, figure: Figure, events: EventLinks) -> str | None:
    return events.event_of.get(row_id("event_reports", coding.article_id, *figure.event)) if figure.event else None


def _year(published: str | None) -> str | None:
    try:
        first, last = edtf.bounds(published)
    except ValueError:
        return None
    return str((first + (last - first) // 2).year) if first and last else None


def _member(article_id: str, figure: Figure, names: _Names) -> _Member:
    decided = figure.decided
    return _Member(
        article_id,
        decided.get("figure_type") or figure.figure_type,
        names.about(figure),
        names.generic(figure),
        decided.get("unit") or figure.unit or NO_UNIT,
        _decided_number(decided, "value_low", figure.value_low),
        _decided_number(decided, "value_high", figure.value_high),
        decided.get("bound") or figure.bound,
    )


def _decided_number(decided: Mapping[str, str], column: str, value: float | None) -> float | None:
    if column not in decided:
        return value
    return float(decided[column]) if decided[column] else None


def _claim_id(member: _Member, known: bool, event_id: str | None, year: str | None, article_id: str) -> str:
    """The id: readable, and the same whatever other articles there are."""
    words = [member.figure_type, "" if event_id and member.generic else member.about]
    if member.figure_type not in HEAD_IMPLIED and member.figure_type not in ("distance", "area", "percent", "duration"):
        words.append(dimension(member.unit))
    if event_id:
        words.append(event_id)
    elif not known:
        words.append(article_id)
    elif member.figure_type not in TIMELESS and year:
        words.append(year)
    return "c-" + "-".join(dict.fromkeys(slug(word).removeprefix("x-") for word in words if word))


class _Names:
    """Names within one article: what the words for a thing measured stand for."""

    def __init__(self, coding: Coding, actors: ActorLinks) -> None:
        self.coding, self.actors = coding, actors
        self.mentions = sorted((m for m in coding.mentions if m.entity is not None), key=lambda mention: mention.start)
        self.starts = [mention.start for mention in self.mentions]

    def _within(self, figure: Figure) -> list[Mention]:
        words = figure.measures
        if words is None:
            return []
        inside = self.mentions[bisect_left(self.starts, words.start) : bisect_left(self.starts, words.end)]
        return [mention for mention in inside if mention.end <= words.end and self._named(mention)]

    def _named(self, mention: Mention) -> bool:
        return mention.entity is not None and mention.entity < len(self.coding.entities) and self.coding.entities[mention.entity].named

    def _name(self, entity: int) -> str:
        return self.actors.actor_of.get((self.coding.article_id, entity)) or slug(self.coding.entities[entity].name)

    def known(self, figure: Figure) -> bool:
        """Whether what is measured has a name, so that another article can mean the same."""
        told = figure.decided.get("figure_type") or figure.figure_type
        if told not in TELLING | {"age"} and not self._described(figure):
            return False
        entity = figure.measured_entity
        if entity is not None and entity < len(self.coding.entities) and self.coding.entities[entity].named:
            return True
        return bool(self._within(figure)) or bool(figure.measures and any(word[:1].isupper() for word in figure.measures.text.split()[-LONGEST:]))

    def _described(self, figure: Figure) -> bool:
        """Whether the words say what of the named one is measured, and not only whose it is ("90 minutes" of a candidate: of what?)."""
        text = figure.measures.text if figure.measures else ""
        for mention in self._within(figure):
            text = text.replace(mention.text, " ")
        return any(not _implied(word, figure) for word in _words(text))

    def generic(self, figure: Figure) -> bool:
        """Whether the words for what is measured only repeat the kind of figure."""
        told = figure.decided.get("figure_type") or figure.figure_type
        words = _words(figure.measures.text) if figure.measures else []
        return told in HEAD_IMPLIED and not self._within(figure) and all(_implied(word, figure) for word in words)

    def about(self, figure: Figure) -> str:
        """What is measured, in a few words: names as ids, then the words of the noun phrase that matter."""
        decided = figure.decided.get("measures")
        text = decided if decided is not None else figure.measures.text if figure.measures else ""
        named = self._within(figure)
        entities = [mention.entity for mention in named if mention.entity is not None]
        if figure.measured_entity is not None and figure.measured_entity < len(self.coding.entities) and figure.measured_entity not in entities:
            entities.insert(0, figure.measured_entity)
        found = [self._name(entity).replace("-", " ") for entity in entities]
        for mention in named:
            text = text.replace(mention.text, " ")
        told = figure.decided.get("figure_type") or figure.figure_type
        if not (found and told in TIMELESS):
            found += [word for word in _words(text) if not (told in HEAD_IMPLIED and _implied(word, figure))]
        kept = list(dict.fromkeys(" ".join(found[:LONGEST]).split()))
        return " ".join(kept) or " ".join(_words(text)[:LONGEST]) or (figure.unit or NO_UNIT)


def _implied(word: str, figure: Figure) -> bool:
    """Whether a word only repeats what the kind of figure says: the counted noun itself."""
    return bool(figure.unit) and word in (figure.unit or "").split()


def _words(text: str) -> list[str]:
    """Words that matter, in lower case, nouns in the singular."""
    found = []
    for word in text.replace("’", "'").split():
        word = word.removesuffix("'s").strip("\"'“”‘’.,;:()[]").lower()
        if not word or not any(mark.isalpha() for mark in word):
            continue
        if classes(word) & {"DET", "POSS", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART"}:
            continue
        found.append(singular(word) if is_plural(word) else word)
    return found


def _row(claim_id: str, members: Sequence[_Member], sources: Mapping[str, str]) -> Row:
    counts = Counter(member.unit for member in members)
    unit = min(counts, key=lambda name: (-counts[name], name))
    ends = [(_convert(m.low, m.unit, unit, m.figure_type), _convert(m.high, m.unit, unit, m.figure_type)) for m in members]
    lows = [low for low, _ in ends if low is not None]
    highs = [high for _, high in ends if high is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    if low is not None and high is not None and low > high:  # "at least 20" against "at most 10": the numbers given run from 10 to 20
        low, high = high, low
    articles = sorted({member.article_id for member in members})
    first = members[0]
    return {
        "claim_id": claim_id,
        "figure_type": first.figure_type,
        "about": first.about,
        "unit": unit,
        "low": low,
        "high": high,
        "n_figures": len(members),
        "n_articles": len(articles),
        "n_sources": len({sources.get(article, article) for article in articles}),
        "conflict": disagree(interval for member in members if (interval := _interval(member, unit)) is not None),
    }


def _convert(value: float | None, unit: str, wanted: str, figure_type: str = "") -> float | None:
    """`value` in the `wanted` unit; None where there is none or it does not convert. People are people, whatever noun counts them."""
    if value is None or unit == wanted or figure_type in HEAD_IMPLIED - {"age"}:
        return value
    have, one = si(value, unit), si(1.0, wanted)
    if have is None or one is None or have[1] != one[1]:
        return None
    return float(f"{have[0] / one[0]:.9g}")


def _interval(member: _Member, wanted: str) -> tuple[float, float] | None:
    """The numbers that a figure allows, in the `wanted` unit, with the tolerance of its wording."""
    low, high = member.low, member.high
    if low is None and high is None:
        return None
    if member.bound in ("exact", "approximate", "range"):
        low = low - _tolerance(low, member) if low is not None else None
        high = high + _tolerance(high, member) if high is not None else None
    bottom, top = (_convert(end, member.unit, wanted, member.figure_type) for end in (low, high))
    if (low is not None and bottom is None) or (high is not None and top is None):
        return None
    return (-math.inf if bottom is None else bottom, math.inf if top is None else top)


def _tolerance(value: float, member: _Member) -> float:
    rounding = _last_digit(value) / 2
    if member.figure_type not in MEASURES and rounding < 50:
        rounding = 0.0
    return max(rounding, abs(value) * ABOUT if member.bound == "approximate" else 0.0)


def _last_digit(value: float) -> float:
    """The place of the last digit that is not zero: 10 of 50, 1 of 31, 0.1 of 2.5."""
    if not value or not math.isfinite(value):
        return 0.0
    text = f"{abs(value):.6f}".rstrip("0")
    whole, _, part = text.partition(".")
    if part:
        return float(10 ** -len(part))
    return float(10 ** (len(whole) - len(whole.rstrip("0"))))


def disagree(intervals: Iterable[tuple[float, float]]) -> bool:
    """Whether no number lies in all the intervals. On a line this is so exactly if two of them are apart."""
    pairs = list(intervals)
    return bool(pairs) and max(low for low, _ in pairs) > min(high for _, high in pairs) + 1e-9
