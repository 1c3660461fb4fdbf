"""Which figures are about one quantity, and do they agree.

A claim's id is made from its figures alone, never from the other articles, so an article that is added later renames nothing:
kind of figure, what is measured, event or year (that which stands beside the figure, else of publication), and the unit where
units cannot be compared. What is measured counts as the same quantity in several articles only if it is named there (an actor,
a place, a name's adjective) or bound to an event; else the claim stays within its article. One voice does not contradict itself:
where an article gives, in one voice, two numbers that cannot both be right for one such key, the key says too little, and each
number is a claim of its own.

Two figures conflict if no number fits both. The tolerance: "about" widens a number by a tenth; a measure, and a count that ends in
two zeros, by half of its last digit that is not zero (the usual reading of a rounded number); other counts are exact.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from tidings import edtf, lexicon
from tidings.coding.columns import Row
from tidings.dictionary import closed
from tidings.ids import slug
from tidings.link.about import NEAR, Phrases
from tidings.link.actors import ActorLinks
from tidings.link.corpus import Coded, Corpus, number, span, text
from tidings.link.event_labels import unlike, with_brackets
from tidings.link.events import EventLinks
from tidings.link.places import PlaceLinks
from tidings.link.sources import independent_sources, number_of_sources
from tidings.measures import dimension, is_plural, si, singular
from tidings.wording import Wordings

NO_UNIT = "count"  # the unit of a figure that counts what the words beside it do not name
CONVERTED = "converted"  # the method of a figure in brackets that repeats the one before it in another unit
ABOUT = 0.1  # by which share "about" widens a number
TIMELESS = frozenset({"distance", "area"})  # what does not change from year to year
OF_NO_YEAR = TIMELESS | {"age"}  # what no year beside it tells more of
HEAD_IMPLIED = frozenset({"killed", "wounded", "casualties", "detained", "displaced", "fighters", "troops", "people", "age", "votes"})
# Kinds of figure that say by themselves what is counted, so that two voices with two numbers do disagree ("20 killed", "50 killed").
HARM = frozenset({"killed", "wounded", "casualties"})
ARMED = frozenset({"MIL", "COP", "UAF", "REB"})  # sectors
TELLING = HEAD_IMPLIED - {"people", "age"} | TIMELESS
MEASURES = frozenset({"distance", "area", "money", "percent", "duration", "rate", "other"})
LONGEST = 4  # words of a quantity's description
_YEAR = re.compile(r"\d{4}")


@dataclass(slots=True)
class ClaimLinks:
    """`claim_of`: figure_id -> claim_id. `claims`: rows of the published table."""

    claim_of: dict[str, str] = field(default_factory=dict)
    claims: list[Row] = field(default_factory=list)


class Member(NamedTuple):
    """A figure with what the claim needs of it."""

    article_id: str
    figure_type: str
    about: str  # the words that tell the quantity from others, for its id
    phrase: str  # the same for people
    generic: bool  # the words say no more than the kind of figure does ("lives")
    unit: str
    low: float | None
    high: float | None
    bound: str
    wording: str  # of its sentence


def link_claims(corpus: Corpus, actors: ActorLinks, places: PlaceLinks, events: EventLinks) -> ClaimLinks:
    """Give every figure a claim, and make the rows of the claims. A claim that the coder meant stays."""
    links = ClaimLinks()
    members: dict[str, list[Member]] = {}
    named = {str(row["actor_id"]): str(row["name"]) for row in actors.actors}
    of_places = {str(row["place_id"]): str(row["name"]) for row in places.places}
    acted = frozenset(str(row["event_id"]) for row in events.event_actors if row["role"] == "actor")
    articles: dict[str, Coded] = {}
    all_named = of_places | named
    for coded in corpus.articles:
        phrases_of = Phrases(coded, all_named, events.clause_of, acted)
        for figure_id, member, claim_id in claims_of_article(coded, Names(coded, corpus, actors, places, of_places, phrases_of), actors, events):
            links.claim_of[figure_id] = claim_id
            members.setdefault(claim_id, []).append(member)
            articles.setdefault(claim_id, coded)
    sources = independent_sources(corpus.tables["articles"], corpus.copy_of)
    phrases = {claim_id: phrase_of(members[claim_id]) for claim_id in sorted(members)}
    outlets = {claim_id: outlet for claim_id, coded in articles.items() if (outlet := text(coded.article, "outlet"))}
    days = {claim_id: coded.published for claim_id, coded in articles.items() if coded.published}
    about = unlike(phrases, {}, [days, outlets])
    links.claims = [claim_row(claim_id, members[claim_id], sources, about[claim_id]) for claim_id in phrases]
    return links


def phrase_of(members: Sequence[Member]) -> str:
    """The phrase that most figures of a claim have; of several the first in the order of the articles."""
    counts = Counter(member.phrase for member in members)
    return max(counts, key=lambda phrase: counts[phrase])


def claims_of_article(coded: Coded, names: Names, actors: ActorLinks, events: EventLinks) -> Iterator[tuple[str, Member, str]]:
    """The figures of one article with their claims. A conversion in brackets belongs to the figure before it."""
    year = _year(coded.published)
    told = []
    wordings = Wordings(text(coded.article, "wording"))
    for figure in coded.figures:
        event = text(figure, "event_id")
        event = events.event_of.get(event, event) if event else None
        other = names.year_told(figure) if event is None and figure["figure_type"] not in OF_NO_YEAR else None
        other = other if other != year else None
        member = _member(coded.article_id, figure, names, event, other, wordings)
        key = _claim_id(member, names.known(figure), event, year, other, coded.article_id)
        teller = (actors.of(figure, "attributed_to_actor_id"), str(figure["attribution"])) if member.figure_type in TELLING else None
        told.append((figure, member, key, (key, teller)))
    voices: dict[tuple[str, tuple[str | None, str] | None], list[Member]] = {}
    for figure, member, _, voice in told:
        if figure["method"] != CONVERTED and text(figure, "claim_id") is None:
            voices.setdefault(voice, []).append(member)
    vague = {voice for voice, members in voices.items() if _contradict(members)}
    before: str | None = None
    for figure, member, key, voice in told:
        own = f"{key}-{slug(coded.article_id).removeprefix('x-')}-{figure['start']}" if voice in vague else key
        before = text(figure, "claim_id") or (before if figure["method"] == CONVERTED and before else own)
        yield str(figure["figure_id"]), member, before


def _contradict(members: Sequence[Member]) -> bool:
    unit = members[0].unit
    return disagree(interval for member in members if (interval := _interval(member, unit)) is not None)


def _year(published: str | None) -> str | None:
    try:
        first, last = edtf.bounds(published)
    except ValueError:
        return None
    return str((first + (last - first) // 2).year) if first and last else None


def _member(article_id: str, figure: Row, names: Names, event: str | None, other: str | None, wordings: Wordings) -> Member:
    return Member(
        article_id,
        str(figure["figure_type"]),
        names.about(figure),
        with_brackets(names.phrase(figure, event), [other] if other else ()),
        names.generic(figure),
        text(figure, "unit") or NO_UNIT,
        number(figure, "value_low"),
        number(figure, "value_high"),
        str(figure["bound"]),
        wordings.at(span(figure)[0]),
    )


def _claim_id(member: Member, known: bool, event_id: str | None, year: str | None, other: str | None, article_id: str) -> str:
    """The id: readable, and the same whatever other articles there are. `year`: of publication; `other`: another that the figure is of."""
    words = [member.figure_type, "" if event_id and member.generic else member.about]
    if member.figure_type not in HEAD_IMPLIED and member.figure_type not in ("distance", "area", "percent", "duration"):
        words.append(dimension(member.unit))
    if event_id:
        words.append(event_id)
    elif not known:
        words += [article_id, other or ""]
    elif member.figure_type not in TIMELESS:
        words.append(other or year or "")
    return "c-" + "-".join(dict.fromkeys(slug(word).removeprefix("x-") for word in words if word))


class Names:
    """Names within one article: what the words for a thing measured stand for."""

    def __init__(
        self, coded: Coded, corpus: Corpus, actors: ActorLinks, places: PlaceLinks, place_names: Mapping[str, str], phrases: Phrases
    ) -> None:
        self.phrases, self.place_names = phrases, place_names
        self.coded, self.corpus, self.actors, self.places = coded, corpus, actors, places
        self.mentions = [mention for mention in coded.mentions if self._name(mention)]
        self.starts = [span(mention)[0] for mention in self.mentions]
        self.dates = [(span(date), text(date, "date_edtf") or "") for date in coded.dates]

    def year_told(self, figure: Row) -> str | None:
        """The year that a figure is of ("90 died in 2017"): where the date expression nearest to it is one."""
        start, end = span(figure)
        place = bisect_left(self.dates, ((start, end), ""))
        beside = self.dates[max(0, place - 1) : place + 1]
        distance, nearest = min(((max(first - end, start - last), told) for (first, last), told in beside), default=(NEAR, ""))
        return nearest if distance < NEAR and _YEAR.fullmatch(nearest) else None

    def phrase(self, figure: Row, event: str | None) -> str:
        """What is measured, as a phrase that stands by itself."""
        within = [(mention, self._thing(mention)) for mention in self._within(figure)]
        start = span(figure)[0]
        wanted = self.coded.mentions if figure["figure_type"] == "distance" else []
        before = [mention for mention in wanted if text(mention, "place_id") and start - NEAR <= span(mention)[1] <= start]
        before = [mention | {"place_id": self.places.of(mention, "place_id")} for mention in before]
        return self.phrases.phrase(figure, within, self.actors.of(figure, "measured_actor_id"), event, before)

    def _thing(self, mention: Row) -> str | None:
        """The actor or place of a mention."""
        return self.actors.of(mention, "actor_id") or self.places.of(mention, "place_id")

    def _name(self, mention: Row) -> str | None:
        """The name of what a mention stands for: an actor's id, a place's name as an id; None where it has no name."""
        if actor := text(mention, "actor_id"):
            return self.actors.of(mention, "actor_id") if actor in self.corpus.named else None
        place = self.places.of(mention, "place_id")
        return slug(self.place_names.get(place, place)) if place else None

    def _within(self, figure: Row) -> list[Row]:
        words = self.coded.words.get((str(figure["figure_id"]), "measures"))
        if words is None:
            return []
        inside = self.mentions[bisect_left(self.starts, words[0]) : bisect_left(self.starts, words[1])]
        return [mention for mention in inside if span(mention)[1] <= words[1]]

    def known(self, figure: Row) -> bool:
        """Whether what is measured has a name, so that another article can mean the same."""
        if figure["figure_type"] not in TELLING | {"age"} and not self._described(figure):
            return False
        if text(figure, "measured_actor_id") in self.corpus.named:
            return True
        words = (text(figure, "measures") or "").split()[-LONGEST:]
        return bool(self._within(figure)) or any(word[:1].isupper() for word in words)

    def _described(self, figure: Row) -> bool:
        """Whether the words say what of the named one is measured, and not only whose it is ("90 minutes" of a candidate: of what?)."""
        return any(not _implied(word, figure) for word in _words(self._without_names(figure)))

    def _without_names(self, figure: Row) -> str:
        words = text(figure, "measures") or ""
        for mention in self._within(figure):
            words = words.replace(str(mention["mention_text"]), " ")
        return words

    def generic(self, figure: Row) -> bool:
        """Whether the words for what is measured only repeat the kind of figure."""
        words = _words(text(figure, "measures") or "")
        return figure["figure_type"] in HEAD_IMPLIED and not self._within(figure) and all(_implied(word, figure) for word in words)

    def about(self, figure: Row) -> str:
        """What is measured, in a few words: names as ids, then the words of the noun phrase that matter."""
        kind = str(figure["figure_type"])
        found = [name for mention in self._within(figure) if (name := self._name(mention))]
        measured = self.actors.of(figure, "measured_actor_id")
        if measured is not None and measured not in found:
            found.insert(0, measured)
        found = [name.replace("-", " ") for name in found]
        rest = self._without_names(figure)
        if not (found and kind in TIMELESS):
            found += [word for word in _words(rest) if not (kind in HEAD_IMPLIED and _implied(word, figure))]
        kept = list(dict.fromkeys(" ".join(found[:LONGEST]).split()))
        return " ".join(kept) or " ".join(_words(rest)[:LONGEST]) or text(figure, "unit") or NO_UNIT


def _implied(word: str, figure: Row) -> bool:
    """Whether a word only repeats what the kind of figure says: the counted noun itself; but gunmen who died are not counted with their victims."""
    return word in (text(figure, "unit") or "").split() and not (figure["figure_type"] in HARM and word in _armed())


@cache
def _armed() -> frozenset[str]:
    """Nouns for those who fight."""
    return frozenset(row["word"] for row in lexicon.rows("actor_nouns") if row["sector"] in ARMED)


def _words(phrase: str) -> list[str]:
    """Words that matter, in lower case, nouns in the singular."""
    found = []
    for word in phrase.replace("’", "'").split():
        word = word.removesuffix("'s").strip("\"'“”‘’.,;:()[]").lower()
        if not word or not any(mark.isalpha() for mark in word):
            continue
        if closed(word) & {"DET", "POSS", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART"}:
            continue
        found.append(singular(word) if is_plural(word) else word)
    return found


def claim_row(claim_id: str, members: Sequence[Member], sources: Mapping[str, str], about: str) -> Row:
    counts = Counter(member.unit for member in members)
    unit = min(counts, key=lambda name: (-counts[name], name))
    ends = [(_convert(m.low, m.unit, unit, m.figure_type), _convert(m.high, m.unit, unit, m.figure_type)) for m in members]
    lows = [low for low, _ in ends if low is not None]
    highs = [high for _, high in ends if high is not None]
    given = [*lows, *highs]  # of "40" and "at least 52" the numbers run from 40 to 52
    low, high = min(given) if lows else None, max(given) if highs else None
    articles = sorted({member.article_id for member in members})
    first = members[0]
    return {
        "claim_id": claim_id,
        "figure_type": first.figure_type,
        "about": about,
        "unit": unit,
        "low": low,
        "high": high,
        "n_figures": len(members),
        "n_articles": len(articles),
        "n_sources": number_of_sources((sources[member.article_id], member.wording) for member in members),
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


def _interval(member: Member, wanted: str) -> tuple[float, float] | None:
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


def _tolerance(value: float, member: Member) -> float:
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
