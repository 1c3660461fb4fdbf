"""Which reports tell of one event.

Two reports are one event if and only if they have the same key, and a report's key is made from that report and its article's day
of publication alone: type, mode, who, to whom or where, and when. So joining is one pass, no article that is added later renames or
moves anything, and nothing is joined by likeness. A report that says too little for a key is an event of its own, or of its article: with the
reports there that have the same sides, place and date, and with the one that it goes back to ("the offensive").

The day in a key is the day that the text gives. Where it gives none and the article tells of it as news, the key holds the month of
publication (for lasting support and help the year). What can happen but once, the overthrow or the killing of a person, needs no day.
What somebody says of himself in the same words, in articles of one month, is one event as well, whoever the articles take the speaker for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from tidings import lexicon
from tidings.code.text.word_forms import noun_lemma, verb_reading
from tidings.edtf import bounds
from tidings.ids import row_id
from tidings.link.actors import ActorLinks
from tidings.link.places import PlaceLinks
from tidings.link.sources import independent_sources
from tidings.link.utterances import stems_of
from tidings.model import Article, Coding, DateExpression, EventReport, Quote

Row = dict[str, object]

LASTING = frozenset({"SUPPORT", "AID"})  # told of again and again while it goes on
AT_A_PLACE = frozenset(
    {("COERCE", "seize"), ("COERCE", "curfew"), ("COERCE", "martial-law")}
)  # one place and one day are one event, whoever is named
ONCE = frozenset({("ASSAULT", "targeted")})  # done to a person: once
UNSEATED = ("COERCE", "seize")  # so is this, where the words say that it is the person who is brought down, not something of his that is taken
TWO_SIDED = frozenset({"CONSULT", "COOPERATE"})  # who is named first does not matter
MONTHLY = frozenset({"MOBILIZE", "COERCE", "RETREAT", "SANCTION", "AGREE", "THREATEN"})
FEWEST_STEMS = 5  # words that carry meaning which quotes must have, and have in common to the last, to tell of one event
MOST_NAMES = 3  # names of each side in a label


@dataclass(slots=True)
class EventLinks:
    """`event_of`: report_id -> event_id. Rows are of the published tables."""

    event_of: dict[str, str] = field(default_factory=dict)
    events: list[Row] = field(default_factory=list)
    event_actors: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Told:
    """A report with its ids resolved and the curator's decisions laid over it."""

    report_id: str
    article_id: str
    event_type: str
    event_mode: str | None
    modality: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    edtf: str | None
    earliest: date | None
    latest: date | None
    published: date | None
    detail: str | None
    said: tuple[str, ...]
    unseats: bool
    event_id: str


def event_type_rows() -> list[Row]:
    """Rows of the codelist of event types."""
    return [{**row, "cameo_root": int(row["cameo_root"]), "acled_event_type": row["acled_event_type"] or None} for row in lexicon.rows("event_types")]


def link_events(articles: Sequence[Article], codings: Sequence[Coding], actors: ActorLinks, places: PlaceLinks) -> EventLinks:
    """Join the event reports of all codings. `articles` and `codings` go side by side."""
    links = EventLinks()
    kinds = {str(row["actor_id"]): str(row["actor_type"]) for row in actors.actors}
    told: dict[str, list[_Told]] = {}
    for article, coding in zip(articles, codings, strict=True):
        dates = {(d.start, d.end): d for d in coding.dates}
        speech = {(q.start, q.end): q for q in coding.quotes if q.quote_type == "direct"}
        published = bounds(article.published)[0]
        alike: dict[tuple[object, ...], str] = {}
        for report in coding.event_reports:
            one = _resolve(report, coding, dates, speech, published, actors, places, kinds)
            one = replace(one, event_id=one.event_id or _in_article(one, report, links.event_of, alike))
            links.event_of[one.report_id] = one.event_id
            told.setdefault(one.event_id, []).append(one)
    names = {str(row["actor_id"]): str(row["name"]) for row in actors.actors} | {str(row["place_id"]): str(row["name"]) for row in places.places}
    sources = independent_sources(articles)
    for event_id in sorted(told):
        reports = told[event_id]
        links.events.append(_event(event_id, reports, names, sources))
        for role, ids in (("actor", {a for r in reports for a in r.actors}), ("recipient", {a for r in reports for a in r.recipients})):
            links.event_actors.extend({"event_id": event_id, "actor_id": actor, "role": role} for actor in sorted(ids))
    return links


def _resolve(
    report: EventReport,
    coding: Coding,
    dates: Mapping[tuple[int, int], DateExpression],
    speech: Mapping[tuple[int, int], Quote],
    published: date | None,
    actors: ActorLinks,
    places: PlaceLinks,
    kinds: Mapping[str, str],
) -> _Told:
    decided = report.decided
    article_id = coding.article_id
    found = dates.get(report.date) if report.date else None
    if "date_id" in decided:
        found = next((d for d in dates.values() if row_id("dates", article_id, d.start, d.end) == decided["date_id"]), None)
    first, last, expression = _days(found)
    basis = decided.get("date_basis", report.date_basis)
    told = _Told(
        report_id=row_id("event_reports", article_id, report.start, report.end),
        article_id=article_id,
        event_type=decided.get("event_type") or report.event_type,
        event_mode=(decided["event_mode"] or None) if "event_mode" in decided else report.event_mode,
        modality=decided.get("modality") or report.modality,
        actors=_ids(decided.get("actor"), article_id, (p.entity for p in report.actors), actors),
        recipients=_ids(decided.get("recipient"), article_id, (p.entity for p in report.recipients), actors),
        place=(decided["place_id"] or None) if "place_id" in decided else _place(article_id, report.place, places),
        edtf=expression,
        earliest=first,
        latest=last,
        published=published if basis == "publication" or (basis == "unknown" and report.event_type in LASTING) else None,
        detail=(decided["detail"] or None) if "detail" in decided else report.detail,
        said=_said(speech.get(report.quote) if report.quote else None, published),
        unseats=_unseats(report.text),
        event_id="",
    )
    return replace(told, event_id=decided.get("event_id") or _key(told, kinds) or _key_of_speech(told) or "")


def _in_article(told: _Told, report: EventReport, event_of: Mapping[str, str], alike: dict[tuple[object, ...], str]) -> str:
    """The id of an event that only its own article tells: that of the report it goes back to, or of the first with the same sides, else its own.

    `alike`: what reports of this article without a key tell -> event_id; filled here.
    """
    if report.same_as is not None and (before := event_of.get(row_id("event_reports", told.article_id, *report.same_as))):
        return before
    own = f"e-{told.report_id}"
    if not told.actors or not told.recipients:
        return own
    return alike.setdefault((told.event_type, told.event_mode, told.actors, told.recipients, told.place, told.edtf), own)


def _days(found: DateExpression | None) -> tuple[date | None, date | None, str | None]:
    if found is None:
        return None, None, None
    expression = found.decided.get("date_edtf", found.edtf or "") or None
    first = found.decided.get("date_earliest", found.earliest or "")
    last = found.decided.get("date_latest", found.latest or "")
    return (date.fromisoformat(first) if first else None), (date.fromisoformat(last) if last else None), expression


def _ids(decided: str | None, article_id: str, entities: Iterable[int], actors: ActorLinks) -> tuple[str, ...]:
    if decided is not None:
        return tuple(sorted(set(decided.split())))
    return tuple(sorted({actor for entity in entities if (actor := actors.actor_of.get((article_id, entity)))}))


def _place(article_id: str, entity: int | None, places: PlaceLinks) -> str | None:
    return None if entity is None else places.place_of.get((article_id, entity))


def _name(told: _Told) -> str:
    return "-".join(part for part in (told.event_type.lower(), told.event_mode) if part)


def _unseats(trigger: str) -> bool:
    """Whether the words of a report say that somebody is brought down."""
    lemmas = {lemma for word in trigger.lower().split() for lemma in (verb_reading(word)[0], noun_lemma(word))}
    return not lemmas.isdisjoint(lexicon.words("event_words", group="unseating"))


def _said(quote: Quote | None, published: date | None) -> tuple[str, ...]:
    """What tells one utterance from others: its month of publication and the stems of its words; empty where it is too short to tell."""
    stems = stems_of(quote.text or "") if quote is not None and published is not None else ()
    return (f"{published:%Y-%m}", *stems) if len(stems) >= FEWEST_STEMS else ()


def _key(told: _Told, kinds: Mapping[str, str]) -> str | None:
    """The id of the event that the report tells of, from the report alone; None where it says too little to be joined."""
    what = (told.event_type, told.event_mode)
    name = _name(told)
    if (what in ONCE or (what == UNSEATED and told.unseats)) and len(told.recipients) == 1 and kinds.get(told.recipients[0]) == "person":
        return f"{name}.{told.recipients[0]}"
    when = _when(told)
    if when is None:
        return None
    if what in AT_A_PLACE and told.place is not None and len(when) == len("2019-04-04"):
        return f"{name}.{told.place}.{when}"
    if not told.actors:
        return None
    if told.event_type in TWO_SIDED:
        parties = sorted({*told.actors, *told.recipients})
        return f"{name}.{'.'.join(parties)}.{when}" if len(parties) > 1 else None
    target = ".".join(told.recipients) or told.place
    if told.event_type == "MOBILIZE" and told.place is not None:
        target = told.place
    return f"{name}.{'.'.join(told.actors)}.{target}.{when}" if target else None


def _key_of_speech(told: _Told) -> str | None:
    """The id of an event that somebody tells in words of which the key is made; None where the report stands in no such speech."""
    if not told.said or not told.actors:
        return None
    return f"{_name(told)}.said.{hashlib.sha256(' '.join(told.said).encode()).hexdigest()[:12]}"


def _when(told: _Told) -> str | None:
    """The part of the key that says when: a day, month or year that the text gives, else the month of publication where that is safe."""
    first, last = told.earliest, told.latest
    if first is not None and last is not None:
        if first == last:
            return first.isoformat()
        if (first.year, first.month) == (last.year, last.month) and told.edtf == f"{first:%Y-%m}":
            return told.edtf
        return f"{first.year}" if told.edtf == f"{first.year}" else None
    if told.edtf is not None or told.published is None:
        return None
    if told.event_type in LASTING:
        return f"{told.published.year}"
    if told.event_type in MONTHLY:
        return f"{told.published:%Y-%m}"
    return None


def _event(event_id: str, reports: Sequence[_Told], names: Mapping[str, str], sources: Mapping[str, str]) -> Row:
    first = reports[0]
    expression, earliest, latest = _date(reports)
    articles = {report.article_id for report in reports}
    places = [report.place for report in reports if report.place]
    place = max(sorted(set(places)), key=places.count) if places else None
    status = _status({report.modality for report in reports})
    return {
        "event_id": event_id,
        "label": _label(first, reports, place, names),
        "event_type": first.event_type,
        "event_mode": first.event_mode,
        "date_edtf": expression,
        "date_earliest": earliest.isoformat() if earliest else None,
        "date_latest": latest.isoformat() if latest else None,
        "date_precision": _precision(expression, earliest, latest),
        "place_id": place,
        "status": status,
        "n_reports": len(reports),
        "n_articles": len(articles),
        "n_sources": len({sources[article_id] for article_id in articles}),
        "disputed": status == "disputed" or _contradict({report.detail for report in reports if report.detail}) or _apart(reports),
    }


def _date(reports: Sequence[_Told]) -> tuple[str | None, date | None, date | None]:
    """The most exact date that a report gives; of equally exact ones the earliest."""
    given = [r for r in reports if r.edtf or r.earliest or r.latest]
    if not given:
        return None, None, None
    best = min(given, key=lambda r: (_width(r), r.earliest or date.max, r.edtf or ""))
    return best.edtf, best.earliest, best.latest


def _width(told: _Told) -> int:
    return (told.latest - told.earliest).days if told.earliest and told.latest else 10**6


def _precision(expression: str | None, earliest: date | None, latest: date | None) -> str:
    """How wide the date is; one month or year that is only about right (``2019-04~``) is as exact as its own unit."""
    if earliest is None or latest is None:
        return "unknown"
    unit = (expression or "").rstrip("~?%")
    if unit != expression and len(unit) in (len("2019"), len("2019-04")):
        return "month" if "-" in unit else "year"
    days = (latest - earliest).days + 1
    return "day" if days == 1 else "week" if days == 7 else "days" if days < 14 else "month" if days <= 31 else "year"


def _status(modalities: set[str]) -> str:
    """What is claimed or reported by some and denied by others is disputed; what is only possible counts as planned."""
    if "denied" in modalities:
        return "disputed" if modalities & {"actual", "alleged"} else "denied"
    for status in ("actual", "alleged"):
        if status in modalities:
            return status
    return "planned"


@cache
def _contradictions() -> frozenset[tuple[str, str]]:
    pairs = {(row["detail"], row["contradicts"]) for row in lexicon.rows("event_details") if row["contradicts"]}
    return frozenset(pairs | {(right, left) for left, right in pairs})


def _contradict(details: set[str]) -> bool:
    return any((left, right) in _contradictions() for left in details for right in details)


def _apart(reports: Sequence[_Told]) -> bool:
    """Whether two reports give days that cannot be one."""
    spans = [(r.earliest, r.latest) for r in reports if r.earliest and r.latest]
    latest_start = max((first for first, _ in spans if first), default=None)
    earliest_end = min((last for _, last in spans if last), default=None)
    return latest_start is not None and earliest_end is not None and latest_start > earliest_end


def _label(first: _Told, reports: Sequence[_Told], place: str | None, names: Mapping[str, str]) -> str:
    """Actors: TYPE mode, recipients, place."""
    actors = _listed({a for r in reports for a in r.actors}, names)
    recipients = _listed({a for r in reports for a in r.recipients} - {a for r in reports for a in r.actors}, names)
    what = " ".join(part for part in (first.event_type, first.event_mode) if part)
    rest = [part for part in (recipients, names.get(place, place) if place else None) if part]
    return (f"{actors}: " if actors else "") + ", ".join(dict.fromkeys([what, *rest]))


def _listed(ids: set[str], names: Mapping[str, str]) -> str:
    shown = [names.get(actor, actor) for actor in sorted(ids)]
    more = [f"{len(shown) - MOST_NAMES} more"] if len(shown) > MOST_NAMES else []
    shown = shown[:MOST_NAMES] + more
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""
