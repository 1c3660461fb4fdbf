"""When and where an event was, in what circumstances, who says so, and whether it is told as a fact."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tidings import lexicon
from tidings.code.events.clauses import speech_lemmas
from tidings.code.events.event_parts import Found
from tidings.code.events.participants import Participants
from tidings.code.events.parties import Span, party
from tidings.code.events.phrase_relations import phrase_at
from tidings.code.events.readings import Clause, Reading
from tidings.code.events.spans import Spans
from tidings.code.text.bare_words import Word
from tidings.code.text.document import Document
from tidings.model import Coding, DateExpression, EventReport, Mention, Quote, Words

WHERE = lexicon.words("event_words", group="where")
TOWARDS = frozenset({"MOBILIZE", "CONSULT"})
FRAMES = frozenset({"during", "since", "after", "before", "under", "in", "amid", "despite", "until"})
FACTIVE = lexicon.words("event_words", group="factive")
NEAR = 12  # words from the trigger within which a detail must begin
DOUBT = frozenset({"allegedly", "reportedly", "apparently", "purportedly", "supposedly", "suspected", "alleged"})


@dataclass(frozen=True, slots=True)
class Detail:
    words: tuple[str, ...]
    code: str
    applies_to: frozenset[str]


@cache
def details() -> dict[str, tuple[Detail, ...]]:
    """Rows of `event_details` by their first word, longest first."""
    found: dict[str, list[Detail]] = {}
    for row in lexicon.rows("event_details"):
        words = tuple(row["words"].split())
        found.setdefault(words[0], []).append(Detail(words, row["detail"], frozenset(lexicon.split(row["applies_to"]))))
    return {word: tuple(sorted(rows, key=lambda row: -len(row.words))) for word, rows in found.items()}


def set_date(report: EventReport, reading: Reading, found: Found, dates: Spans[DateExpression]) -> None:
    """The date expression that governs the event: in its own clause, the nearest to its words; its noun's own where a noun names it."""
    best: tuple[int, int, DateExpression] | None = None
    for date in dates.within(reading.words[0].start, reading.words[-1].end):
        if not _governs(reading, found, date):
            continue
        distance = date.start - report.end if date.start >= report.end else report.start - date.end
        rank = (distance, date.start)
        if best is None or rank < best[:2]:
            best = (*rank, date)
    if best is not None:
        report.date = (best[2].start, best[2].end)
        report.date_basis = best[2].basis
    elif found.clause is not None and report.modality != "hypothetical" and _is_news(reading, found):
        report.date_basis = "publication"


def _is_news(reading: Reading, found: Found) -> bool:
    """Whether the sentence tells the event as new: in its main clause, as an order, in the perfect ("who has ordered"), or as going on."""
    assert found.clause is not None
    group = reading.clauses[found.clause].group
    past_perfect = any(word.lower == "had" for word in reading.words[group.first : group.head])
    going_on = group.form == "VBG" and any(word.lower in ("is", "are") for word in reading.words[group.first : group.head])
    return (found.depth <= 0.3 or found.method == "order" or group.perfect or going_on) and not past_perfect


def _governs(reading: Reading, found: Found, date: DateExpression) -> bool:
    words = reading.words
    place = bisect_left([word.start for word in words], date.start)
    before = [clause for clause in reading.clauses if clause.group.first < place]
    if found.clause is None:
        noun = found.places[-1]
        own = range(noun + 1, place)
        held = any(found.places[0] - 4 <= at < found.places[0] for at in range(place, place + 1))
        return held or (
            0 <= place - noun <= 9
            and not any(words[at].tag in ("VERB", "AUX", "MODAL", "SCONJ", "REL") or words[at].lower in (",", ";") for at in own)
        )
    if not before:
        first = next((c for c in reading.clauses if c.relation in ("main", "complement", "coordinate")), reading.clauses[0])
        return found.clause == first.number or first.number in found.used
    nearest = before[-1]
    if any(
        words[at].tag in ("SCONJ", "REL") and words[at].lower not in ("than", "as", "since", "until", "before", "after")
        for at in range(nearest.group.last + 1, min(place, len(words)))
    ):
        return False
    if nearest.relation == "attribution":
        return False
    if nearest.number == found.clause or nearest.number in found.used:
        return not _noun_event_between(reading, found, nearest, place)
    own_part = (
        nearest.relation in ("infinitive", "gerund", "reduced", "participle")
        and nearest.governor == found.clause
        and nearest.relation == "infinitive"
    )
    return own_part and not _noun_event_between(reading, found, nearest, place)


def _noun_event_between(reading: Reading, found: Found, clause: Clause, place: int) -> bool:
    """Whether "since", "after" or "during" and a noun stand between the verb and the date, so that the date is the noun's."""
    return any(
        reading.words[at].lower in ("since", "after", "before", "during", "following")
        for at in range(clause.group.last + 1, max(clause.group.last + 1, place - 1))
    )


def set_place(report: EventReport, reading: Reading, found: Found, people: Participants, coding: Coding) -> None:
    """The place: a place's mention in the event's own clause, taken or marched on as its object, or after a preposition of place."""
    words = reading.words
    parties = {p.entity for p in (*report.actors, *report.recipients)}
    best: tuple[int, Mention] | None = None
    for at, word in enumerate(words):
        if word.tag != "PROPN" or (at and words[at - 1].tag == "PROPN"):
            continue
        for mention in people.mentions.overlapping(word.start, word.end):
            if mention.entity_type != "place" or mention.entity is None or mention.start != word.start:
                continue
            entity = coding.entities[mention.entity]
            if entity.entity_type != "place" or not _in_own_clause(reading, found, at):
                continue
            before = _before_phrase(words, at)
            taken = report.event_mode in ("seize", "withdraw", "visit") or report.event_type in ("MOBILIZE", "ASSAULT")
            if before not in WHERE and not (taken and (before == "" or before == "on") and at > found.places[0]):
                continue
            if before in ("of", "for", "on", "to", "from", "toward", "towards", "into", "over") and not (taken or report.event_type in TOWARDS):
                continue
            if before == "from" and report.event_mode != "withdraw":
                continue
            rank = (entity.entity in parties) * 100 + (entity.actor_type == "state") * 20 + abs(at - found.places[-1])
            if best is None or rank < best[0]:
                best = rank, mention
    if best is None and report.event_type in ("MOBILIZE", "COERCE", "ASSAULT", "RETREAT"):
        capital = _the_capital(reading, found, people)
        if capital is not None:
            report.place, report.place_words = capital
            return
    if best is not None and best[0] < 100:
        report.place = best[1].entity
        report.place_words = Words(best[1].start, best[1].end, best[1].text)


def _the_capital(reading: Reading, found: Found, people: Participants) -> tuple[int, Words] | None:
    """The words "the capital" after the event's words: the capital city that the article names most often."""
    words = reading.words
    if people.capital is None:
        return None
    for at in range(found.places[0], min(len(words), found.places[-1] + 7)):
        if words[at].lower == "capital" and words[at].tag in ("NOUN", "ADJ") and _in_own_clause(reading, found, at):
            return people.capital, Words(words[at].start, words[at].end, words[at].text)
    return None


def _before_phrase(words: Sequence[Word], at: int) -> str:
    """The preposition that governs the phrase in which the name at `at` stands; "" where the verb stands before."""
    place = at - 1
    while (place >= 0 and words[place].tag in ("DET", "ADJ", "NOUN", "GEN", "PROPN", "POSS", "NUM")) or (
        place >= 0 and words[place].lower == "of" and place and words[place - 1].tag == "NOUN"
    ):
        place -= 1
    if place < 0:
        return "none"
    return (
        words[place].lower
        if words[place].tag in ("ADP", "TO") or words[place].lower in ("after", "before")
        else ""
        if words[place].tag == "VERB"
        else "none"
    )


def _in_own_clause(reading: Reading, found: Found, at: int) -> bool:
    before = [clause for clause in reading.clauses if clause.group.first < at]
    if not before:
        return (found.clause is None and at - found.places[-1] in range(-6, 7)) or (found.clause is not None and found.depth <= 0.3)
    nearest = before[-1]
    if found.clause is None:
        return abs(at - found.places[-1]) <= 9
    return (
        nearest.number == found.clause
        or nearest.number in found.used
        or (nearest.governor == found.clause and nearest.relation in ("infinitive", "reduced", "gerund"))
    )


def set_detail(report: EventReport, document: Document, reading: Reading, found: Found) -> None:
    """A coded circumstance that stands near the event's words."""
    words = reading.words
    low, high = max(0, found.places[0] - NEAR), min(len(words), found.places[-1] + NEAR)
    for at in range(low, high):
        for row in details().get(words[at].lower, ()):
            size = len(row.words)
            if report.event_type in row.applies_to and tuple(w.lower for w in words[at : at + size]) == row.words:
                report.detail = row.code
                report.detail_words = document.words(words[at].start, words[at + size - 1].end)
                return


def set_claim(report: EventReport, document: Document, reading: Reading, found: Found, people: Participants, quotes: Spans[Quote]) -> None:
    """Who claims or denies the event, and in which quote it stands; an event that its own actor declares is told as a fact."""
    acting = {p.entity for p in report.actors}
    granted = _presupposed(reading, found)
    for quote in quotes.holding(report.start, report.end):
        if quote.quote_type == "indirect" and (granted or _beside(reading, found, quote)):
            continue
        if report.quote is None:
            report.quote = (quote.start, quote.end)
        if granted or quote.speaker_entity is None or report.claimed_by is not None:
            continue
        if quote.speaker_entity in acting and report.modality == "actual":
            continue
        report.claimed_by, report.claimed_by_words = quote.speaker_entity, quote.speaker
        if report.modality == "actual":
            report.modality = {"deny": "denied", "predict": "hypothetical", "question": "hypothetical"}.get(quote.stance, "alleged")
    span = _claimant(reading, found) if not granted else None
    if span is not None and report.claimed_by is None:
        claimant = people.participant(reading, span, True)
        if claimant is not None and not (claimant.entity in acting and report.modality == "actual"):
            report.claimed_by, report.claimed_by_words = claimant.entity, claimant.words
            if report.modality == "actual":
                report.modality = "alleged"
    first, last = found.places[0], found.places[-1]
    if report.modality == "actual" and reading.words[-1].text == "?":
        report.modality = "hypothetical"
    if report.modality == "actual" and any(word.lower in DOUBT for word in reading.words[max(0, first - 3) : last + 1]):
        report.modality = "alleged"


def _beside(reading: Reading, found: Found, quote: Quote) -> bool:
    """Whether a relative clause within reported words tells the event: it is the reporter's ("denied arming the general who marched on the city")."""
    clause = reading.clauses[found.clause] if found.clause is not None else None
    while clause is not None:
        if clause.relation == "relative":
            return reading.words[clause.group.first].start > quote.start and any(
                other.number < clause.number and reading.words[other.group.first].start >= quote.start for other in reading.clauses
            )
        clause = reading.clauses[clause.governor] if clause.governor is not None else None
    return False


def _presupposed(reading: Reading, found: Found) -> bool:
    """Whether a noun names an event that nobody claims but all take for granted: "during the revolt", "denounced the overthrow"."""
    number = phrase_at(reading, found.places[-1]) if found.clause is None else None
    if number is None:
        return False
    words, phrase = reading.words, reading.phrases[number]
    inside = words[phrase.first : found.places[0]]
    if not any(word.lower in ("the", "those") or word.tag in ("GEN", "POSS") for word in inside):
        return False
    governing = [clause for clause in reading.clauses if clause.group.last < phrase.first]
    return phrase.preposition in FRAMES or (bool(governing) and governing[-1].group.lemma in FACTIVE)


def _claimant(reading: Reading, found: Found) -> Span | None:
    """The phrase of who says so: the subject of the reporting verb, of an attribution at the end, or what "according to" names."""
    words = reading.words
    for number in found.claimed:
        span = party(reading, number)
        if span is not None:
            return span
    if found.depth > 0.7 and found.clause is None:
        return None
    for clause in reading.clauses:
        if clause.relation == "attribution" and clause.group.lemma in speech_lemmas():
            for number in clause.subject:
                span = party(reading, number)
                if span is not None:
                    return span
    for number, phrase in enumerate(reading.phrases):
        if phrase.preposition == "to" and phrase.first >= 2 and words[phrase.first - 2].lower == "according":
            return party(reading, number)
    return None
