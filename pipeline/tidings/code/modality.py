"""Whether a thing is told as done, claimed, denied, meant or only thought of: of a clause, and of an event noun.

Modal verbs, negation, the conjunction that opens a clause, and the words that govern it decide, in this order; each clause
above adds to what stands below. Who claims a thing (and that it is then alleged) is told by quotes and reporting verbs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from tidings.code.events.rules import Modality, by_first_word, effects, effects_of, event_words, modes_by_noun
from tidings.code.reading import PARTS, Reading, is_governed, noun_of, speech_lemmas
from tidings.nlp.analysis import BE, HAVE, QUOTES, Chunk, Clause
from tidings.nlp.words import ADJECTIVES, BEFORE_NOUN, DETERMINERS, line_words, words_that

WILL, WOULD, MUST = words_that("will"), words_that("would"), words_that("must")
CONDITIONS = words_that("condition")
_BELOW: dict[str, Modality] = {effect: rule.below for effect, rule in effects().items() if rule.below}
_LOOMING = event_words("looming")
_FEARED_OF = event_words("feared-of")
_AVERTED = event_words("averted")
_NOBODY = line_words("nobody at all")
_NEAR = 7  # words behind a verb within which its negation means the noun
_INSIDE = BEFORE_NOUN | ADJECTIVES | DETERMINERS
_PARTING = _INSIDE | {","}  # what may stand between a verb and its particle beside its object
_PARTED = event_words("parted")
_STATES = event_words("into-state")
_CASES = event_words("where") | event_words("case")


def operators(kind: str, word: str) -> list[tuple[tuple[str, ...], str]]:
    """Words that begin with this one and govern events, of a kind (verb, adjective, noun), longest first, with their effect on what they govern."""
    return [(words, row["effect"]) for words, row in by_first_word("event_operators", kind=kind).get(word, ())]


def follow(reading: Reading, verb: int, rest: tuple[str, ...], end: int) -> tuple[int, ...] | None:
    """Numbers of the words that must follow `verb`, in order; None where one is missing. An object may part a particle from its verb."""
    places: list[int] = []
    at = verb + 1
    for number, wanted in enumerate(rest):
        parted = number == 0 and (wanted in _PARTED or (len(rest) > 1 and wanted in _STATES))
        place = _find(reading, wanted, at, min(end, at + (9 if parted else 4)), parted)
        if place is None:
            return None
        places.append(place)
        at = place + 1
    return tuple(places)


def _find(reading: Reading, wanted: str, at: int, end: int, parted: bool) -> int | None:
    for place in range(at, end):
        word = reading.word(place)
        if word.text in QUOTES:
            continue
        if wanted in (word.lower, word.lemma):
            return place
        chunk = reading.chunk_at(place)
        passed = word.pos == "ADV" or (chunk is not None and chunk.kind == "time") or (word.tag in _INSIDE and wanted not in _CASES)
        if not passed and not (parted and (chunk is not None or word.tag in _PARTING)):
            return None
    return None


def adjective_of(reading: Reading, clause: Clause) -> int | None:
    """Number of the adjective after "be" ("is ready to leave")."""
    if clause.lemma != "be":
        return None
    at = reading.next(clause.last)
    while reading.at(at) and reading.word(at).pos == "ADV":
        at += 1
    return at if reading.at(at) and reading.word(at).tag in ("JJ", "VBN") else None


def operator_of(reading: Reading, clause: Clause) -> tuple[str, tuple[int, ...]] | None:
    """The effect of a clause's verb, or of the adjective after its "be", on what it governs, with the numbers of the words."""
    adjective = adjective_of(reading, clause)
    at, rows = clause.verb, operators("verb", clause.lemma)
    if adjective is not None:
        at, rows = adjective, operators("adjective", reading.at(adjective))
    elif clause.voice == "passive" and (states := operators("adjective", reading.at(at))):
        rows = states
    for words, effect in rows:
        places = follow(reading, at, words[1:], reading.end(clause))
        if places is not None and (len(words) > 1 or not clause.particle):
            return effect, (at, *places)
    return None


def effect_of(reading: Reading, clause: Clause) -> str:
    operator = operator_of(reading, clause)
    return operator[0] if operator else ""


@cache
def noun_effect(noun: str) -> str:
    """The effect of a noun on the verb that it governs ("an attempt to leave"); "" for others."""
    return next((effect for _, effect in operators("noun", noun)), "")


def above(reading: Reading, clause: Clause) -> Iterator[Clause]:
    """The clauses that `clause` is a part of, nearest first. What "and" joins shares what stands above the first."""
    for child, governor in pairwise(reading.up(clause)):
        if not (child.rel in PARTS or child.rel == "acl" or is_governed(child, governor)):
            return
        if child.rel != "conj":
            yield governor


def modal_of(reading: Reading, clause: Clause) -> str:
    """ "will", "must", "would", "may" or "": the clause's modal; "must" and "due" of "have to", "be to", "be going to" above an infinitive."""
    if clause.modal:
        modal = clause.modal
        return "will" if modal in WILL else "must" if modal in MUST else "would" if modal in WOULD else "may"
    bearer = reading.governor(clause) if clause.rel == "xcomp" and clause.tense == "inf" else None
    if bearer is None or reading.real(bearer.objects) or bearer.predicate is not None or adjective_of(reading, bearer) is not None:
        return ""
    if bearer.lemma == "go" and bearer.going_on:
        return "due"
    word = reading.at(bearer.verb)
    return "must" if word in HAVE and bearer.lemma == "have" else "due" if word in BE and bearer.lemma == "be" else ""


def is_subjunctive(clause: Clause) -> bool:
    """Whether a clause with a subject tells what is to be: "that the army leave", "that they should leave"."""
    return (clause.tense == "base" and not clause.modal) or clause.modal in MUST


def _is_demanded(reading: Reading, clause: Clause) -> bool:
    """Whether a clause tells what is demanded: "insisted that the army leave", no "say that they leave"."""
    governor = reading.governor(clause) if clause.rel == "ccomp" and clause.subject and is_subjunctive(clause) else None
    if governor is None:
        return False
    single = all(reading.chunk(n).number == "sing" for n in reading.real(clause.subject))  # one thing takes no plural verb
    return single or governor.lemma not in speech_lemmas() or effect_of(reading, governor) in effects_of("demanded clause")


def is_negated(reading: Reading, clause: Clause) -> bool:
    return clause.negated or reading.at(clause.verb - 1) in ("no", "nor") or any(_is_none(reading, n) for n in reading.real(clause.subject)[:1])


def _is_none(reading: Reading, n: int) -> bool:
    """Whether a chunk is nobody: "no soldiers", "neither Peru nor Chad"; but "no fewer than ten"."""
    first = reading.chunk(n).first
    at = first if reading.at(first) in _NOBODY else first - 1
    return reading.at(at) in _NOBODY and reading.word(at + 1).tag not in ("JJR", "RBR")


def of_clause(reading: Reading, clause: Clause, told: frozenset[int] | set[int] = frozenset()) -> Modality:
    """How a clause tells its event. Governing clauses in `told` have told theirs with it, and add nothing."""
    if clause.marker == "without":
        return "denied"
    if clause.marker in CONDITIONS or _is_demanded(reading, clause) or _is_bidden(reading, clause):
        return "hypothetical"
    if clause.marker == "from" and clause.tense == "part" and (above_it := reading.governor(clause)) is not None and above_it.objects:
        return "hypothetical"  # "kept the rebels from leaving"
    if modal := modal_of(reading, clause):
        planned = _reported(reading, clause) if modal == "would" else modal in _TO_COME
        return "planned" if planned else "hypothetical"
    if is_negated(reading, clause):
        return "denied"
    if clause.tense == "inf" and _is_too_much(reading, clause):
        return "denied"
    if clause.tense == "inf" and (meant := _of_infinitive(reading, clause)) is not None:
        return meant
    found = _from_above(reading, clause, told)
    purpose = clause.rel == "advcl" and clause.tense == "inf" and clause.marker in ("", "in order")
    return "planned" if purpose and found == "actual" else found  # "took action to save them"


def _is_bidden(reading: Reading, clause: Clause) -> bool:
    """Whether speech bids somebody to do it: “Stop bombing us,” she said."""
    return clause.tense == "base" and not clause.subject and clause.rel != "xcomp" and reading.word(clause.verb).quotation is not None


def _is_too_much(reading: Reading, clause: Clause) -> bool:
    """Whether an infinitive tells what is too much so: "too late to promise it"."""
    return reading.at(clause.first - 2) == "too" and reading.at(clause.first) == "to" and reading.word(clause.first - 1).tag in ("JJ", "RB")


_TO_COME = ("will", "due")


def _of_infinitive(reading: Reading, clause: Clause) -> Modality | None:
    """How an infinitive is told that hangs on a noun ("a plan to leave"), or has a subject behind "for" ("a push for both sides to sign")."""
    if clause.rel == "acl" and clause.noun is not None:
        chunk, effect = reading.chunk(clause.noun), noun_effect(reading.noun(clause.noun))
        if effect in _BELOW:
            return "denied" if reading.at(chunk.first) == "no" else "planned"
        return None if effect or chunk.kind == "time" else "hypothetical"  # "the request to leave"
    return "hypothetical" if clause.rel == "advcl" and clause.marker == "for" else None


def _from_above(reading: Reading, clause: Clause, told: frozenset[int] | set[int]) -> Modality:
    for governor in above(reading, clause):
        rule = effects().get(effect_of(reading, governor))
        if governor.n in told and clause.rel == "conj" and clause.tense == "inf" and rule is not None and rule.becomes:
            return rule.governed  # "refused to issue visas or assist them"
        if governor.n in told:
            return "planned" if clause.tense == "inf" and modal_of(reading, governor) in _TO_COME else "actual"  # "will fly there to meet"
        effect = _BELOW.get(effect_of(reading, governor))
        if governor.marker in CONDITIONS:
            return "hypothetical"
        if effect is not None:
            return "denied" if effect == "planned" and is_negated(reading, governor) else effect
        if modal := modal_of(reading, governor):
            return "planned" if modal in _TO_COME else "hypothetical"
    return "actual"


def _reported(reading: Reading, clause: Clause) -> bool:
    """Whether "would" is a future told in the past ("said it would leave"), not a hope or a condition."""
    governor = next(above(reading, clause), None)
    return governor is not None and clause.marker not in CONDITIONS and effect_of(reading, governor) != "hypothesis"


def of_noun(reading: Reading, chunk: Chunk, clause: Clause | None, is_subject: bool) -> Modality:
    """How the words around an event noun tell it: as done, unless they say that it is feared, averted, hoped for or yet to come."""
    if chunk.case == "without":
        return "denied"
    beside = _by_own_phrase(reading, chunk)
    if beside is not None or clause is None:
        return beside or "actual"
    near = is_subject or 0 < chunk.first - clause.last < _NEAR
    own = _of_subject(reading, clause) if is_subject else _of_object(chunk, clause) if near else None
    return own or _by_clauses(reading, clause, near)


def _by_own_phrase(reading: Reading, chunk: Chunk) -> Modality | None:
    """How an adjective before an event noun, or the noun whose phrase it is, tells it: "planned talks", "fears of a raid"."""
    for at in range(chunk.first, chunk.head):
        if (told := modes_by_noun("told-").get(reading.at(at))) is not None:
            return told
    first = chunk.first if chunk.owner is None else reading.chunk(chunk.owner).first  # "doubts over the king's visit"
    before = range(max(reading.sentence.first, first - 3), first) if chunk.case in _FEARED_OF else ()
    return "hypothetical" if any(noun_of(reading.word(at)) in _LOOMING for at in before) else None


def _of_subject(reading: Reading, clause: Clause) -> Modality | None:
    """How a verb tells the event that is its subject: "talks are planned"."""
    return "planned" if effect_of(reading, clause) == "plan" else None


def _of_object(chunk: Chunk, clause: Clause) -> Modality | None:
    """How a verb tells the event right behind it: "averted a raid", "did not carry out a raid"."""
    if not chunk.case and clause.lemma in _AVERTED:
        return "hypothetical"
    if not clause.negated:
        return None
    return "hypothetical" if clause.tense == "inf" or clause.modal else "denied"


def _by_clauses(reading: Reading, clause: Clause, near: bool) -> Modality:
    """How the clause of an event noun, and those above, tell it; `near`: whether the noun is subject, or stands right behind the verb."""
    for governor in (clause, *above(reading, clause)):
        modal = modal_of(reading, governor)
        if modal in ("may", "would") or effect_of(reading, governor) == "hypothesis" or governor.marker in CONDITIONS - {"until"}:
            return "hypothetical" if near else "actual"
        if modal == "will" and near:
            return "planned"
    return "actual"
