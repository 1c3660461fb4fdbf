"""A report that leaves out what the article has told before takes it over: "the offensive" is the offensive told of last, and of a toll without
circumstances ("39 were killed") the attack told before is the event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tidings.code.events.event import Event
from tidings.code.events.rules import event_words
from tidings.code.events.when_where import clause_at, is_one_blow
from tidings.code.reading import Reading, noun_lemma, speech_lemmas
from tidings.model import Coding, Entity, EventReport
from tidings.nlp.analysis import Chunk

_ATTACKERS = event_words("attacker")
_LASTING = event_words("lasting")
_TOLD = frozenset({"actual", "alleged"})
_BOMB = {"suicide-attack": "explosives"}  # what one report calls a bombing another calls a suicide attack
LOOK_BACK = 100  # reports among which a noun finds the event it goes back to


def take_up(report: EventReport, reading: Reading, event: Event, reports: Sequence[EventReport], coding: Coding) -> None:
    """Take over what earlier reports of the article tell of the event, where this one leaves it out."""
    if not report.actors and not report.recipients and event.clause is None:
        _told_before(report, reading, event, reports)
    if report.same_as is None and reports and _is_one_blow(reports[-1], reading, event):
        report.same_as, report.method = reports[-1].same_as or (reports[-1].start, reports[-1].end), "attack-told-before"
    if report.same_as is None and _is_toll(report, reading, event, coding):
        _join_attack(report, reports, reading, event, coding)
    if reports:
        _go_on(report, reports[-1], reading)


def _told_before(report: EventReport, reading: Reading, event: Event, reports: Sequence[EventReport]) -> None:
    """ "The offensive" that names nobody: the same take part as in the one told last, at the same place and time.

    What is only feared or hoped for is the same each time that its noun comes again ("a civil war", "another civil war").
    """
    chunk = reading.chunk_at(event.last)
    back = chunk is not None and (chunk.definite in ("the", "this") or reading.at(chunk.first) == "such")
    named = _lemmas(report.text)
    for before in reversed(reports[-LOOK_BACK:]):
        if before.event_type != report.event_type or not named <= _lemmas(before.text):
            continue
        if not back and {before.modality, report.modality} != {"hypothetical"}:
            return
        if report.modality in ("actual", "alleged") and before.modality not in ("actual", report.modality):
            continue  # who was only asked about, or is said to plan it, has not done it
        report.same_as, report.method = (before.start, before.end), "told-before"
        report.actors, report.recipients = list(before.actors), list(before.recipients)
        report.event_mode = report.event_mode or before.event_mode
        if report.place is None:
            report.place, report.place_words = before.place, before.place_words
        if report.date is None:
            report.date, report.date_basis = before.date, before.date_basis
        return


def _lemmas(words: str) -> set[str]:
    return {noun_lemma(word) for word in words.lower().split()}


def _go_on(report: EventReport, before: EventReport, reading: Reading) -> None:
    """ "They seized control" names neither place nor holder: it goes on about what the same actor took in the sentence just before."""
    bare = report.place is None and not report.recipients and report.date is None and bool(report.actors)
    same = (report.event_type, report.event_mode) == (before.event_type, before.event_mode) == ("COERCE", "seize")
    said = reading.doc.sentence_at(before.start)
    if not (bare and same) or said is None or said.n != reading.sentence.n - 1 or said.paragraph != reading.sentence.paragraph:
        return
    if {p.entity for p in report.actors} == {p.entity for p in before.actors}:
        report.place, report.place_words = before.place, before.place_words
        report.date, report.date_basis = before.date, before.date_basis


def _is_one_blow(before: EventReport, reading: Reading, event: Event) -> bool:
    """ "Ten were killed and 30 others were wounded": of two verbs that "and" joins, the second tells of the attack that the first does."""
    above = reading.governor(event.clause) if event.clause is not None else None
    if event.clause is None or above is None or before.start != reading.word(above.verb).start:
        return False
    return is_one_blow(above, event.clause)


def _noun_of(reading: Reading, event: Event) -> Chunk | None:
    """The chunk whose noun names an event: "the blast", "carried out the attack"."""
    return reading.chunk_at(max(event.nouns, default=event.last))


def _is_toll(report: EventReport, reading: Reading, event: Event, coding: Coding) -> bool:
    """Whether a report goes back to an attack: "the blast", "the gunman fired"; or only what came of it: who was killed, not by whom, where, when."""
    if report.event_type != "ASSAULT" or report.modality not in _TOLD:
        return False
    named = _noun_of(reading, event)
    if (event.clause is None or event.nouns) and named is not None and named.definite in ("the", "this"):
        return reading.noun(named.n) not in _LASTING
    if any(reading.chunk(side.chunk).definite == "the" and reading.noun(side.chunk) in _ATTACKERS for side in event.actors):
        return True  # "the gunman opened fire"
    told = bool(report.actors) or report.event_mode is not None or report.place is not None or event.clause is None or event.clause.voice != "passive"
    told = told and report.event_mode != "suicide-attack"  # "a suicide attack in Oslo ... A bomber killed ten"
    if told or any(coding.entities[p.entity].named for p in report.recipients):
        return False
    return not _is_dated(reading, coding)


def _is_dated(reading: Reading, coding: Coding) -> bool:
    """Whether a sentence tells a day, not only that on which something was said: "90 have been killed since August"."""
    dates = [date for date in coding.dates if reading.sentence.start <= date.start < reading.sentence.end]
    dated = [clause_at(reading, reading.doc.index(date.start)) for date in dates]
    return any(clause is None or clause.lemma not in speech_lemmas() for clause in dated)


def _join_attack(report: EventReport, reports: Sequence[EventReport], reading: Reading, event: Event, coding: Coding) -> None:
    """The attack is the only one that the paragraph has told of, or else the article; of several there the one that its first lines tell. "That
    attack" is the last.
    """
    days = {(date.start, date.end): date.edtf for date in coding.dates}
    told = [r for r in reports if r.event_type == "ASSAULT" and r.modality in _TOLD and _may_be_one(r, report, days, coding.entities)]
    paragraphs = reading.doc.paragraphs
    lead = next((p.end for p in paragraphs if p.kind == "body"), 0)
    named = _noun_of(reading, event)
    that = named is not None and reading.at(named.first) == "that"
    here = told[-1:] if that else [r for r in told if r.start >= paragraphs[reading.sentence.paragraph].start]
    for some in (here, told, [r for r in told if r.start < lead]):
        attacks = {r.same_as or (r.start, r.end) for r in some}
        if len(attacks) == 1:
            report.same_as, report.method = attacks.pop(), "attack-told-before"
            return


def _may_be_one(before: EventReport, report: EventReport, days: Mapping[tuple[int, int], str | None], entities: Sequence[Entity]) -> bool:
    """Whether nothing that two reports tell parts them: another day, place, weapon, somebody else by name."""
    towns = [None if r.place is None or entities[r.place].actor_type == "state" else r.place for r in (before, report)]
    modes = [_BOMB.get(r.event_mode or "", r.event_mode) for r in (before, report)]
    when = [days.get(r.date) if r.date else None for r in (before, report)]
    named = [{p.entity for p in r.actors if entities[p.entity].named} for r in (before, report)]
    apart = all(named) and named[0].isdisjoint(named[1])
    return not apart and all(None in told or told[0] == told[1] for told in (towns, modes, when))
