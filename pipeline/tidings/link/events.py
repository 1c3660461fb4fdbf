"""Which reports tell of one event.

Two reports are one event if and only if they have the same key (`link.event_keys`), and a report's key is made from that report and its article's
day of publication alone: type, mode, who, to whom or where, and when. So joining is one pass, no article that is added later renames or
moves anything, and nothing is joined by likeness. A report that says too little for a key is an event of its own, or of its article: with the
reports there that have the same sides, place and date, and with the one that it goes back to ("the offensive").

The day in a key is the day that the text gives. Where it gives none and the article tells of it as news, the key holds the month of
publication (for lasting support and help the year). What can happen but once, the overthrow or the killing of a person, needs no day; a person's
arrest, sentence or resignation, and a ruler's martial law, the month. An attack from afar, or by nobody knows whom, and a protest is one event with
others of its mode in that town on that day, as ACLED codes them; there the reports that an article tells of as one make the key together, for one
says where and another when.
What somebody says of himself in the same words, in articles of one month, is one event as well, whoever the articles take the speaker for.
An event whose id the coder meant stays, and reports with the key of one of its reports belong to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from tidings import lexicon
from tidings.coding.columns import Row
from tidings.edtf import bounds
from tidings.link.actors import ActorLinks
from tidings.link.corpus import Coded, Corpus, span, text
from tidings.link.event_dates import PAST_STATUS, last_day, precision
from tidings.link.event_keys import LASTING, Told, key_of, key_of_attack, said_in, unseats
from tidings.link.event_labels import Named, clause, unlike
from tidings.link.places import PlaceLinks
from tidings.link.sources import independent_sources, number_of_sources
from tidings.wording import Wordings


@dataclass(slots=True)
class EventLinks:
    """`event_of`: report id -> event, and local event id -> event. `clause_of`: event -> its label without what stands in brackets.

    Rows are of the published tables.
    """

    event_of: dict[str, str] = field(default_factory=dict)
    events: list[Row] = field(default_factory=list)
    event_actors: list[Row] = field(default_factory=list)
    report_actors: list[Row] = field(default_factory=list)
    clause_of: dict[str, str] = field(default_factory=dict)


def event_type_rows() -> list[Row]:
    """Rows of the codelist of event types."""
    return [{**row, "cameo_root": int(row["cameo_root"]), "acled_event_type": row["acled_event_type"] or None} for row in lexicon.rows("event_types")]


def link_events(corpus: Corpus, actors: ActorLinks, places: PlaceLinks) -> EventLinks:
    """Join the event reports of all articles."""
    links = EventLinks()
    kinds = {str(row["actor_id"]): str(row["actor_type"]) for row in actors.actors}
    by_article = [(coded, reports_of(coded, actors, places, kinds)) for coded in corpus.articles]
    meant: dict[str, str] = {}
    for _, reports in by_article:
        for one in reports:
            if one.given and not corpus.is_local(one.given) and one.key:
                meant.setdefault(one.key, one.given)
    told: dict[str, list[Told]] = {}
    for _, reports in by_article:
        for one, event_id in in_article(reports, corpus, meant):
            links.event_of[one.report_id] = event_id
            if one.given:
                links.event_of.setdefault(one.given, event_id)
            told.setdefault(event_id, []).append(one)
    named = {str(row["actor_id"]): Named(str(row["name"]), str(row["actor_type"])) for row in actors.actors}
    place_names = {str(row["place_id"]): str(row["name"]) for row in places.places}
    sources = independent_sources(corpus.tables["articles"], corpus.copy_of)
    for event_id in sorted(told):
        links.events.append(event_row(event_id, told[event_id], sources))
        links.event_actors.extend(parts_of(event_id, told[event_id]))
        links.clause_of[event_id] = clause_of_event(links.events[-1], told[event_id], named, place_names)
        for one in told[event_id]:
            for role, parts in (("actor", one.actors), ("recipient", one.recipients)):
                links.report_actors.extend({"report_id": one.report_id, "actor_id": actor, "role": role} for actor in parts)
    labels = _labels(links, told, corpus)
    for event in links.events:
        event["label"] = labels[str(event["event_id"])]
    return links


def parts_of(event_id: str, reports: Sequence[Told]) -> Iterator[Row]:
    """The event's actors and recipients over all its reports, each with how many reports and articles say so."""
    for role, sides in (("actor", [(r, r.actors) for r in reports]), ("recipient", [(r, r.recipients) for r in reports])):
        for actor in sorted({actor for _, side in sides for actor in side}):
            saying = [report for report, side in sides if actor in side]
            articles = {report.article_id for report in saying}
            yield {"event_id": event_id, "actor_id": actor, "role": role, "n_reports": len(saying), "n_articles": len(articles)}


def clause_of_event(event: Row, reports: Sequence[Told], named: Mapping[str, Named], place_names: Mapping[str, str]) -> str:
    """What the event's label says without its brackets. Of both sides those come first of whom most reports tell."""
    does, undergoes = (Counter(a for side in sides for a in side) for sides in ([r.actors for r in reports], [r.recipients for r in reports]))
    for actor in does:
        undergoes.pop(actor, None)
    who, whom = ([named[a] for _, a in sorted((-number, a) for a, number in side.items())] for side in (does, undergoes))
    place = text(event, "place_id")
    return clause(str(event["event_type"]), text(event, "event_mode"), who, whom, place_names.get(place, place) if place else None)


def brackets(event: Row, reports: Sequence[Told]) -> list[str]:
    """What an event's label says in brackets anyhow: its status, unless it is a fact, and a circumstance that its clause hides: it failed."""
    status = str(event["status"])
    told = dict.fromkeys(label for report in reports if (label := _detail_labels().get(report.detail or "")))
    return [*([] if status == "actual" else [status]), *told]


@cache
def _detail_labels() -> dict[str, str]:
    return {row["detail"]: row["label"] for row in lexicon.rows("event_details") if row["label"]}


def _labels(links: EventLinks, told: Mapping[str, Sequence[Told]], corpus: Corpus) -> dict[str, str]:
    """event -> its label. Events of one clause and status are told apart by their dates, then by who reported them first and when."""
    always = {str(event["event_id"]): brackets(event, told[str(event["event_id"])]) for event in links.events}
    dates = {str(event["event_id"]): str(event["date_edtf"]) for event in links.events if event["date_edtf"]}
    first = {event_id: corpus.by_id[reports[0].article_id] for event_id, reports in told.items()}
    outlets = {event_id: outlet for event_id, coded in first.items() if (outlet := text(coded.article, "outlet"))}
    days = {event_id: coded.published for event_id, coded in first.items() if coded.published}
    return unlike(links.clause_of, always, [dates, outlets, days])


def reports_of(coded: Coded, actors: ActorLinks, places: PlaceLinks, kinds: Mapping[str, str]) -> list[Told]:
    """The event reports of one article, in the order of the text."""
    dates = {str(row["date_id"]): row for row in coded.dates}
    speech = {str(row["quote_id"]): row for row in coded.quotes if row["quote_type"] == "direct"}
    published = bounds(coded.published)
    wordings = Wordings(text(coded.article, "wording"))
    return [_resolve(row, coded, dates, speech, published, actors, places, kinds, wordings) for row in coded.event_reports]


def _resolve(
    row: Row,
    coded: Coded,
    dates: Mapping[str, Row],
    speech: Mapping[str, Row],
    appeared: tuple[date | None, date | None],
    actors: ActorLinks,
    places: PlaceLinks,
    kinds: Mapping[str, str],
    wordings: Wordings,
) -> Told:
    first, last, expression = _days(dates.get(text(row, "date_id") or ""))
    published, latest = appeared
    basis, report_id = text(row, "date_basis"), str(row["report_id"])
    sides = [(actors.actor_of.get(actor, actor), role) for actor, role in coded.sides.get(report_id, ())]
    doing = {actor for actor, role in sides if role == "actor"}  # nobody is on both sides of a report
    told = Told(
        report_id=report_id,
        article_id=coded.article_id,
        given=text(row, "event_id"),
        event_type=str(row["event_type"]),
        event_mode=text(row, "event_mode"),
        modality=str(row["modality"]),
        actors=tuple(sorted(doing)),
        recipients=tuple(sorted({actor for actor, role in sides if role == "recipient"} - doing)),
        place=places.of(row, "place_id"),
        edtf=expression,
        earliest=first,
        latest=last,
        published=published if basis == "publication" or (basis == "unknown" and row["event_type"] in LASTING) else None,
        appeared=latest,
        detail=text(row, "detail"),
        said=said_in(speech.get(text(row, "quote_id") or ""), published),
        unseats=unseats(str(row["trigger_text"])),
        town=places.town_of(row, coded.mentions),
        wording=wordings.at(span(row)[0]),
    )
    return told._replace(key=key_of(told, kinds))


def in_article(reports: Sequence[Told], corpus: Corpus, meant: Mapping[str, str]) -> Iterator[tuple[Told, str]]:
    """Each report of one article with its event: the one that the coder meant, else that of its key, else one of the article alone.

    Reports under one local id are one event; so are reports without a key that have the same sides, place and date.
    `meant`: key -> the event whose id a coder meant and one of whose reports has that key.
    """
    of_local: dict[str, str] = {}
    alike: dict[tuple[object, ...], str] = {}
    together: dict[str, list[Told]] = {}
    for one in reports:
        if one.given and corpus.is_local(one.given):
            together.setdefault(one.given, []).append(one)
    for given, some in together.items():
        key = key_of_attack(some) or next((one.key for one in some if one.key), None)
        if key:
            of_local[given] = meant.get(key, key)
    for one in reports:
        if one.given and not corpus.is_local(one.given):
            yield one, one.given
            continue
        event_id = of_local.get(one.given) if one.given else meant.get(one.key, one.key) if one.key else None
        if event_id is None:
            event_id = f"e-{one.report_id}"
            if one.actors and one.recipients:
                event_id = alike.setdefault((one.event_type, one.event_mode, one.actors, one.recipients, one.place, one.edtf), event_id)
            if one.given:
                of_local[one.given] = event_id
        yield one, event_id


def _days(found: Row | None) -> tuple[date | None, date | None, str | None]:
    if found is None:
        return None, None, None
    first, last = text(found, "date_earliest"), text(found, "date_latest")
    return (date.fromisoformat(first) if first else None), (date.fromisoformat(last) if last else None), text(found, "date_edtf")


def event_row(event_id: str, reports: Sequence[Told], sources: Mapping[str, str]) -> Row:
    first = reports[0]
    expression, earliest, latest = _date(reports)
    articles = {report.article_id for report in reports}
    places = [report.place for report in reports if report.place]
    place = max(sorted(set(places)), key=places.count) if places else None
    status = event_status({report.modality for report in reports})
    appeared = [report.appeared for report in reports]
    if expression:
        latest = last_day(earliest, latest, status in PAST_STATUS, None if None in appeared else max(day for day in appeared if day))
    return {
        "event_id": event_id,
        "label": None,
        "event_type": first.event_type,
        "event_mode": first.event_mode,
        "date_edtf": expression,
        "date_earliest": earliest.isoformat() if earliest else None,
        "date_latest": latest.isoformat() if latest else None,
        "date_precision": precision(expression),
        "place_id": place,
        "status": status,
        "n_reports": len(reports),
        "n_articles": len(articles),
        "n_sources": number_of_sources((sources[report.article_id], report.wording) for report in reports),
        "disputed": status == "disputed" or _contradict({report.detail for report in reports if report.detail}) or _apart(reports),
    }


def _date(reports: Sequence[Told]) -> tuple[str | None, date | None, date | None]:
    """The most exact date that a report gives; of equally exact ones the earliest."""
    given = [r for r in reports if r.edtf or r.earliest or r.latest]
    if not given:
        return None, None, None
    best = min(given, key=lambda r: (_width(r), r.earliest or date.max, r.edtf or ""))
    return best.edtf, best.earliest, best.latest


def _width(told: Told) -> int:
    return (told.latest - told.earliest).days if told.earliest and told.latest else 10**6


def event_status(modalities: set[str]) -> str:
    """What is claimed or reported by some and denied by others is disputed; else the modality that says most decides."""
    if "denied" in modalities:
        return "disputed" if modalities & {"actual", "alleged"} else "denied"
    return next(status for status in ("actual", "alleged", "planned", "hypothetical") if status in modalities)


@cache
def _contradictions() -> frozenset[tuple[str, str]]:
    pairs = {(row["detail"], row["contradicts"]) for row in lexicon.rows("event_details") if row["contradicts"]}
    return frozenset(pairs | {(right, left) for left, right in pairs})


def _contradict(details: set[str]) -> bool:
    return any((left, right) in _contradictions() for left in details for right in details)


def _apart(reports: Sequence[Told]) -> bool:
    """Whether two reports give days that cannot be one."""
    spans = [(r.earliest, r.latest) for r in reports if r.earliest and r.latest]
    latest_start = max((first for first, _ in spans if first), default=None)
    earliest_end = min((last for _, last in spans if last), default=None)
    return latest_start is not None and earliest_end is not None and latest_start > earliest_end
