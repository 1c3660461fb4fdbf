"""When and where an event was, in what circumstances, and who says so."""

from __future__ import annotations

from tidings import edtf, lexicon
from tidings.code.events.codebook import nouns_of
from tidings.code.events.event import BY_SAYING, HOSTILE, SPEECH, Depth, Event
from tidings.code.events.participants import Participants
from tidings.code.events.parties import BESIDE_IN_TIME, party
from tidings.code.events.rules import Modality, by_first_word, event_words, type_rule, types
from tidings.code.reading import Reading, speech_lemmas
from tidings.code.spans import Spans
from tidings.model import Coding, DateExpression, EventReport, Mention, Quote, Words
from tidings.nlp.analysis import Chunk, Clause
from tidings.nlp.words import ASIDES, VERBALS, words_that

WHERE = event_words("where")
FRAMES = event_words("frame")
FACTIVE = event_words("factive")
DOUBT = event_words("doubt")
_HELD_AT = event_words("held-at")
_SAID = types("said") | types("in words")
_TOWARDS = frozenset({"MOBILIZE", "CONSULT"})
_PAST = frozenset(["actual", "alleged", "denied"])
_GOALS = event_words("goal")
_TAKEN = event_words("taken")
_ANNOUNCED = frozenset(["AGREE", "THREATEN", "REJECT"])  # "Norway will send aid, the minister said": what is ahead is the aid, not the promise of it
_STANCES = {"deny": "denied", "predict": "hypothetical", "question": "hypothetical"}
_PACTS = nouns_of("pact")
_APPOINTED = event_words("appointed")
_BELOW = ASIDES | {"xcomp"}
_PARTS = VERBALS | {"SCONJ", "PUNCT"}
NEAR = 12  # words from those that name the event within which a detail must begin
_NEAR_NOUN = 9  # words from a noun that names an event within which its date or place must stand


# --- when ---


def set_date(report: EventReport, reading: Reading, event: Event, dates: Spans[DateExpression]) -> None:
    """The date expression that governs the event: in its own clause, the nearest to its words; its noun's own where a noun names it."""
    sentence = reading.sentence
    governing = [date for date in dates.within(sentence.start, sentence.end) if _governs(reading, event, date)]
    own = [date for date in governing if _may_date(report, reading, date)]
    if own:
        best = min(own, key=lambda d: (d.start - report.end if d.start >= report.end else report.start - d.start, d.start))
        report.date, report.date_basis = (best.start, best.end), best.basis
    elif event.clause is not None and _is_news(event, event.clause, reading) and (report.modality in _PAST or event.method == "order"):
        then = bool(governing) and report.event_type not in _SAID and not event.clause.going_on  # "stormed it the next day", of a day told before
        report.date_basis = "unknown" if then or _goes_on(reading, event.clause, dates) else "publication"


def _goes_on(reading: Reading, clause: Clause, dates: Spans[DateExpression]) -> bool:
    """Whether a past tense goes on with what the paragraph told last of an earlier month, not in a relative clause beside it."""
    told = dates.within(reading.doc.paragraphs[reading.sentence.paragraph].start, reading.word(clause.first).start)[-1:]
    then = any(date.latest and date.latest[:7] < (reading.doc.article.published or "")[:7] for date in told)
    beside = clause_at(reading, reading.doc.index(told[0].start)) if then and told[0].start > reading.sentence.start else None
    then = then and (beside is None or beside.rel != "acl:relcl")
    return then and clause.tense == "past" and not (clause.perfect or clause.modal)


def _may_date(report: EventReport, reading: Reading, date: DateExpression) -> bool:
    """Whether what is told as past may have been then: no day to come is that of a demand or promise ("demanded a vote before May")."""
    return report.modality not in _PAST or not edtf.is_after(date.earliest or date.latest, reading.doc.article.published)


def _is_news(event: Event, clause: Clause, reading: Reading) -> bool:
    """Whether the sentence tells the event as new: in its main clause, as an order, in the perfect ("who has ordered"), or as going on."""
    past_perfect = clause.perfect and reading.at(clause.first) in ("had", "'d")
    return (event.depth <= Depth(0, 1) or event.method == "order" or clause.perfect or clause.going_on) and not past_perfect


def _governs(reading: Reading, event: Event, date: DateExpression) -> bool:
    place = reading.doc.index(date.start)
    if any(reading.at(at) in _APPOINTED for at in (place - 1, max(place - 2, event.last + 1)) if at < place):
        return False  # "postponed elections due in May"
    chunk, clause = reading.chunk_at(place), clause_at(reading, place)
    if event.clause is None:
        return _beside_noun(reading, event, place) or (clause is not None and clause.n in event.used)
    if chunk is not None and chunk.n == event.clause.noun and event.clause.marker == "when":
        return True  # "killed on Monday when planes bombed it"
    first = next((at for at in reading.up(event.clause) if at.rel != "conj"), event.clause)
    shared = place < first.first and clause is first and event.clause.tense == first.tense  # "On Monday they marched and burned cars"
    if clause is None or not (shared or _is_own(event, event.clause, clause)) or _is_of_other(reading, event, event.clause, chunk, place):
        return False
    return not any(chunk.case in BESIDE_IN_TIME and chunk.kind != "time" and chunk.n < place - 1 for chunk in reading.behind(clause))


def _is_of_other(reading: Reading, event: Event, clause: Clause, date: Chunk | None, place: int) -> bool:
    """Whether a date is that of another thing, which the event is about: "withdrew from Friday's vote"; no "were killed in Friday's raid"."""
    if date is None:
        return False
    year = place < date.head and date.kind == "noun" and reading.word(place).tag == "CD" and len(reading.at(place)) == 4  # "a 2007 deal"
    owned = date if year else next((chunk for chunk in reading.chunks if chunk.owner == date.n), None)
    if owned is None or owned.n in clause.subject or event.first <= owned.head <= event.last or owned.head in event.nouns:
        return False
    return owned.case not in FRAMES


def _beside_noun(reading: Reading, event: Event, place: int) -> bool:
    """Whether the date at the word `place` is that of the noun which names the event: just before it, or behind it with no clause between."""
    between = [reading.word(i) for i in range(event.last + 1, place)]
    if any(word.lower in BESIDE_IN_TIME for word in between[:-1]):
        return False  # "two coups since independence in 1960"
    chunk = reading.chunk_at(event.last)
    if place > event.last and chunk is not None and any(reading.word(i).tag == "JJS" for i in range(chunk.first, event.first)):
        return False  # "the deadliest attack this year"
    held = event.first - 4 <= place < event.first
    return held or (0 <= place - event.last <= _NEAR_NOUN and not any(w.pos in _PARTS for w in between))


def clause_at(reading: Reading, place: int) -> Clause | None:
    """The clause to which the phrase at the word `place` belongs."""
    chunk = reading.chunk_at(place)
    clause = reading.clause_of(chunk) if chunk is not None else None
    return clause or reading.clause_before(place) or (reading.clauses[0] if reading.clauses else None)


def is_one_blow(clause: Clause, joined: Clause) -> bool:
    """Whether "and" joins to a clause one that tells of the same attack: "killed ten and wounded 30 in Oslo on Monday"."""
    return joined.rel == "conj" and joined.governor == clause.n and {clause.lemma, joined.lemma} <= words_that("harm")


def _is_own(event: Event, own: Clause, clause: Clause) -> bool:
    """Whether a clause is told as part of the event: its `own`, one whose words it has used, an infinitive or participle under it."""
    said = own.rel == "ccomp" and clause.n == own.governor and clause.lemma in speech_lemmas()
    if said and event.method not in BY_SAYING:
        return False  # "denied on Monday that it had left"; but "said on Monday that it must leave"
    if clause.n == own.n or clause.n in event.used or is_one_blow(own, clause):
        return True
    below = clause.tense in ("inf", "part") and clause.governor == own.n and clause.rel in _BELOW
    beside = own.rel == "advcl" and own.tense == "part" and own.voice == "active" and not own.marker  # "blew up in Oslo on Monday, killing ten"
    bearer = clause.n == own.governor and ((own.rel == "xcomp" and event.depth.parts == 0) or beside)
    return (below and clause.marker not in BESIDE_IN_TIME) or bearer


# --- where ---


def set_place(report: EventReport, reading: Reading, event: Event, people: Participants, coding: Coding) -> None:
    """The place: a place's mention in the event's own clause, taken or marched on as its object, or after a preposition of place."""
    parties = {p.entity for p in (*report.actors, *report.recipients)}
    best: tuple[int, Mention] | None = None
    for at in sorted(reading.names_places):
        mention = next((m for m in people.mentions.overlapping(reading.word(at).start, reading.word(at).end) if m.entity_type == "place"), None)
        entity = coding.entities[mention.entity] if mention is not None and mention.entity is not None else None
        if mention is None or entity is None or entity.entity_type != "place" or not _in_own_clause(reading, event, at):
            continue
        if not _where(reading, report, event, at, reading.doc.index(mention.end) - 1):
            continue
        rank = (entity.entity in parties) * 100 + (entity.actor_type == "state") * 20 + abs(at - event.last)
        if best is None or rank < best[0]:
            best = rank, mention
    if best is not None and best[0] < 100:
        report.place, report.place_words = best[1].entity, Words(best[1].start, best[1].end, best[1].text)


def _where(reading: Reading, report: EventReport, event: Event, at: int, last: int) -> bool:
    """Whether the preposition before the place, the words `at` to `last`, tells where the event was; one that is taken is the object, or of it."""
    chunk = reading.chunk_at(at)
    if chunk is None:
        return False
    case, owner = chunk.case, chunk
    while case == "of" and (outer := reading.chunk_at(owner.first - 2)) is not None:
        case, owner = outer.case, outer  # "in the town of Ostra"
    before = reading.chunk_at(chunk.first - 2) if chunk.case and at < event.first else None
    if owner.last in reading.people or (before is not None and before.about is not None):
        return False  # "attacked Utah senator Ada Lum"; "Ada Lum, a nurse in Oslo, accused him"
    taken = report.event_mode in _TAKEN or report.event_type in ("MOBILIZE", "ASSAULT")
    if case not in WHERE:
        is_subject = owner.role.startswith("nsubj") and owner.head <= last  # no "US soldiers"
        return taken and not case and (at > event.first or is_subject)
    if case == "from":
        return report.event_mode == "withdraw" and (chunk.head == at or reading.noun(chunk.n) not in _PACTS)  # "withdrew from the Paris accord"
    return taken or report.event_type in _TOWARDS or case not in _GOALS


def _in_own_clause(reading: Reading, event: Event, at: int) -> bool:
    if event.clause is None:
        return abs(at - event.last) <= _NEAR_NOUN
    clause = clause_at(reading, at)
    if clause is None or not _is_own(event, event.clause, clause):
        return False
    if event.event_type not in _SAID:
        return True
    chunk = reading.chunk_at(at)  # of whom and what words speak the place is not theirs: "officials in Oslo blamed Peru for unrest in Lima"
    before = reading.chunk_at(chunk.first - 2) if chunk is not None and chunk.case else None
    of_other = before is not None and (
        before.n in event.clause.subject or (before.case != "" and before.case not in _HELD_AT and before.head > event.last)
    )
    return (clause.n == event.clause.n or clause.n in event.used) and not of_other


# --- in what circumstances ---


def set_detail(report: EventReport, reading: Reading, event: Event) -> None:
    """A coded circumstance that stands near the event's words."""
    low, high = max(reading.sentence.first, event.first - NEAR), min(reading.sentence.last + 1, event.last + NEAR)
    for at in range(low, high):
        for words, row in by_first_word("event_details").get(reading.at(at), ()):
            last = at + len(words) - 1
            if report.event_type in lexicon.split(row["applies_to"]) and tuple(map(reading.at, range(at, last + 1))) == words:
                start, end = reading.word(at).start, reading.word(last).end
                report.detail, report.detail_words = row["detail"], Words(start, end, reading.doc.text[start:end])
                return


# --- who says so ---


def set_claim(report: EventReport, reading: Reading, event: Event, people: Participants, quotes: Spans[Quote]) -> None:
    """Who claims or denies the event, and in which quote it stands; an event that its own actor declares is told as a fact."""
    acting = {p.entity for p in report.actors}
    granted = _presupposed(reading, event)
    for quote in quotes.holding(report.start, report.end):
        if quote.quote_type == "indirect" and (granted or _beside(reading, event, quote)):
            continue
        if report.quote is None:
            report.quote = (quote.start, quote.end)
        if not granted and report.claimed_by is None:
            _claim_by_quote(report, event, quote, acting)
    if not granted and report.claimed_by is None:
        _claim(report, reading, event, people, acting)
    if report.modality == "actual":
        report.modality = _doubted(reading, event)


def _claim_by_quote(report: EventReport, event: Event, quote: Quote, acting: set[int]) -> None:
    """Set the speaker of a quote as who claims the event, but where it is his own deed."""
    if quote.speaker_entity is not None:
        clause, rule = event.clause, type_rule(event.event_type)
        past = clause is not None and clause.tense == "past" and not clause.modal  # "they will vote, as troops were sent"
        announced = quote.stance == "predict" and (past or report.event_type in _ANNOUNCED)
        told = "alleged" if announced else _STANCES.get(quote.stance, "alleged")
        if told == "denied" and clause is None and rule.wanted:
            told = "hypothetical"  # "rejected a ceasefire"
        elif told == "denied" and clause is None and report.event_type in HOSTILE & SPEECH | {"REQUEST"}:
            return  # "rejected calls for talks": they were made
        _claim_by(report, quote.speaker_entity, quote.speaker, told, acting)


def _claim_by(report: EventReport, entity: int, words: Words | None, told: Modality, acting: set[int]) -> None:
    """Set who claims the event, and how it is told then, but where it is his own deed."""
    if entity in acting and report.modality == "actual":
        return
    report.claimed_by, report.claimed_by_words = entity, words
    report.modality = told if report.modality == "actual" else report.modality


def _doubted(reading: Reading, event: Event) -> Modality:
    """Hypothetical in a question, alleged by a word of doubt beside it; else actual."""
    if reading.words[-1].text == "?":
        return "hypothetical"
    return "alleged" if any(reading.at(i) in DOUBT for i in range(event.first - 3, event.last + 1)) else "actual"


def _claim(report: EventReport, reading: Reading, event: Event, people: Participants, acting: set[int]) -> None:
    """Set who claims the event by the words of its sentence."""
    for n in _claimants(reading, event):
        span = party(reading, n)
        claimant = people.participant(reading, span, True) if span is not None else None
        if claimant is not None:
            _claim_by(report, claimant.entity, claimant.words, "alleged", acting)
            return


def _claimants(reading: Reading, event: Event) -> list[int]:
    """Chunks of who says so: the subject of the verb of speech above."""
    if event.claimed:
        return [side.chunk for side in event.claimed]
    at = event.clause
    if at is None:
        chunk = reading.chunk_at(event.last)
        if chunk is None or event.depth.parts > 1:
            return []
        at = reading.clause_of(chunk)
    said = reading.reporting(at) if at is not None and at.marker not in ("if", "whether") else None
    return list(reading.real(said.subject)) if said is not None else []


def _beside(reading: Reading, event: Event, quote: Quote) -> bool:
    """Whether a relative clause within reported words tells the event: it is the reporter's ("denied arming the general who marched on the city")."""
    aside = next((at for at in reading.up(event.clause) if at.rel == "acl:relcl"), None)
    before = reading.clause_before(aside.first) if aside is not None else None
    return before is not None and reading.word(before.first).start >= quote.start


def _presupposed(reading: Reading, event: Event) -> bool:
    """Whether a noun names an event that nobody claims but all take for granted: "during the revolt", "denounced the overthrow"."""
    chunk = reading.chunk_at(event.last) if event.clause is None else None
    if chunk is None:
        return False
    clause = reading.clause_of(chunk)
    if clause is not None and clause.verb < chunk.n and clause.lemma in FACTIVE:
        return True
    return chunk.definite not in ("", "a") and (chunk.case in FRAMES or (clause is not None and chunk.n in clause.subject))
