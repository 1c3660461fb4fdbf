"""How the verb groups of a sentence hang together: which governs which, what is its subject, how deep it stands.

A shallow reading from left to right: marks, conjunctions and relative pronouns between two verb groups tell their relation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings.code.events.clause_subjects import after_colon, first_subject, nearest_phrase
from tidings.code.events.readings import Clause, Reading
from tidings.code.events.verb_groups import VerbGroup, noun_phrases, verb_groups
from tidings.code.quotes.cues import cue_forms
from tidings.code.text.bare_words import Word
from tidings.code.text.word_forms import NOMINATIVE

NEVER_GOVERN = frozenset({"than", "as"})
TAIL = 10  # words after a speech verb within which an attribution at the end of a sentence closes


def read_clauses(words: list[Word]) -> Reading:
    """Read a sentence's words."""
    phrases = noun_phrases(words)
    reading = Reading(words, phrases, [], [p.first for p in phrases])
    groups = verb_groups(words)
    for number, group in enumerate(groups):
        clause = _place(reading, groups, number)
        clause.end = len(words)
        if number:
            before = reading.clauses[-1]
            before.end = min(before.end, group.first)
        reading.clauses.append(clause)
    return reading


def _place(reading: Reading, groups: Sequence[VerbGroup], number: int) -> Clause:
    words, clauses = reading.words, reading.clauses
    group = groups[number]
    before = clauses[-1] if clauses else None
    start = before.group.last + 1 if before else 0
    link = _link(words, group.first, start)
    clause = Clause(number, group, "main")
    if link is not None and link.tag in ("NOUN", "PROPN"):
        clause.noun = words.index(link, start)
    if group.infinitive:
        clause.relation = "infinitive"
        if before is not None:
            clause.governor, clause.depth = before.number, before.depth + 0.3
        return clause
    if not group.finite:
        return _not_finite(reading, clause, before, link, start)
    clause = _finite(reading, clause, before, link, start)
    if link is not None and link.lower in NOMINATIVE and (own := reading.phrases_between(words.index(link, start), group.first)):
        clause.subject = own[:1]  # "denied claims she had fled": whatever stands before, the pronoun is the subject
    return clause


def _link(words: Sequence[Word], first: int, start: int) -> Word | None:
    """The word before the group, adverbs and times left out."""
    place = first - 1
    while place >= start and words[place].tag in ("ADV", "TIME"):
        place -= 1
    return words[place] if place >= start else None


def _not_finite(reading: Reading, clause: Clause, before: Clause | None, link: Word | None, start: int) -> Clause:
    if link is None and before is not None and before.group.last + 1 >= clause.group.first - 2 and clause.group.form == "VBG":
        clause.relation, clause.governor, clause.depth = "gerund", before.number, before.depth + 0.3
        return clause
    if link is not None and link.tag in ("ADP", "SCONJ", "TO"):
        clause.relation, clause.marker = "gerund", link.lower
        if before is not None:
            adverbial = link.lower in ("after", "before", "since", "while", "when", "by")
            clause.governor, clause.depth = before.number, before.depth + (0.8 if adverbial else 0.3)
            at = reading.words.index(link, start)
            if at - 2 >= start and reading.words[at - 1].tag == "ADJ" and reading.words[at - 2].tag in ("NOUN", "PROPN"):
                clause.subject = nearest_phrase(reading, start, at - 1)  # "the company responsible for sending arms"
        else:
            clause.depth = 0.8
        return clause
    if link is not None and link.tag in ("NOUN", "PROPN", "PRON", "NUM") and before is None:
        clause.relation, clause.depth = "reduced", 1
        clause.subject = nearest_phrase(reading, 0, clause.group.first)
        return clause
    main = _resumed(reading, finite_only=True) if link is not None and link.tag == "PUNCT" else before
    if link is not None and link.tag == "CCONJ" and before is not None and not before.group.finite:
        clause.relation, clause.governor, clause.depth, clause.marker = before.relation, before.governor, before.depth, before.marker
        clause.subject = list(before.subject)
        return clause
    clause.relation = "reduced" if link is not None and link.tag in ("NOUN", "PROPN", "NUM") else "participle"
    if clause.relation == "reduced":
        clause.subject = nearest_phrase(reading, start, clause.group.first)
    if clause.relation == "participle" and clause.group.form == "VBN" and link is not None and link.lower == ",":
        clause.subject = nearest_phrase(reading, 0, clause.group.first)
    if before is None and link is None and clause.group.form in ("VBD", "VBN", "VBG"):
        clause.depth = 0.8
    if main is not None:
        clause.governor, clause.depth = main.number, main.depth + (1 if clause.relation == "reduced" else 0.6)
    return clause


def _finite(reading: Reading, clause: Clause, before: Clause | None, link: Word | None, start: int) -> Clause:
    words, first = reading.words, clause.group.first
    marker = _marker(words, start, first)
    if before is None:
        return _opening(reading, clause, marker, start)
    if marker is not None and not _closed_off(words, marker, first, reading):
        return _marked(reading, clause, before, marker)
    comma = next((at for at in range(first - 1, start - 1, -1) if words[at].lower in (",", ";", ":", "—", "–", "-")), None)
    conjunction = next((at for at in range(first - 1, start - 1, -1) if words[at].lower in ("and", "but", "or")), None)
    if comma is not None and _attribution(reading, clause, comma):
        clause.relation, clause.depth, clause.governor = "attribution", 3, 0
        clause.subject = first_subject(reading, comma + 1, first)
        return clause
    if link is not None and link.tag in ("CCONJ", "PUNCT") and _joined(reading, clause, before, link, start):
        return clause
    if conjunction is not None or comma is not None:
        return _after_break(reading, clause, before, start, comma, conjunction)
    about = _relative_above(reading, before)
    if about is not None and not _speech(before):
        return _after_relative(reading, clause, about)
    describes = before.relation == "reduced" and before.group.form in ("VBN", "VBD")  # "a bomb blamed on rebels exploded"
    if before.group.finite or before.group.infinitive or (_speech(before) and not describes):
        return _complement(reading, clause, before, start)
    return _after_participle(reading, clause, before, start)


def _opening(reading: Reading, clause: Clause, marker: int | None, start: int) -> Clause:
    """The first finite clause of the sentence."""
    words, first = reading.words, clause.group.first
    region = start if marker is None else marker + 1
    if marker is not None and words[marker].tag == "REL":
        clause.relation, clause.depth, clause.marker = "relative", 1, words[marker].lower
        clause.antecedent = nearest_phrase(reading, 0, marker)
        clause.subject = first_subject(reading, marker + 1, first) or clause.antecedent
        return clause
    if marker is not None and words[marker].tag == "SCONJ":
        fronted = words[marker].lower in ("that", "after", "before", "since", "until")
        if not fronted or (marker == 0 and words[marker].lower != "that" and not _comma(words, marker, first)):
            clause.relation, clause.depth, clause.marker = "adverbial", 1, words[marker].lower
        else:
            region = start
    clause.subject = first_subject(reading, max(region, after_colon(words, first)), first)
    return clause


def _joined(reading: Reading, clause: Clause, before: Clause, link: Word, start: int) -> bool:
    """Read a clause whose verb a conjunction or a mark joins to the one before; False where nothing is found that it is joined to."""
    words, group = reading.words, clause.group
    if link.tag == "CCONJ" and group.form in ("VB", "VBP") and (before.group.infinitive or before.group.modal) and not group.modal:
        clause.relation, clause.governor, clause.depth = before.relation, before.governor, before.depth
        clause.subject = list(before.subject)
        return True
    partner = _resumed(reading, finite_only=True) if link.tag == "PUNCT" or _comma(words, start, group.first) else _last_finite(reading, before)
    if partner is None:
        return False
    if not partner.group.finite:
        clause.subject = first_subject(reading, 0, reading.clauses[0].group.first)
        return True
    if link.tag == "PUNCT" and partner.relation in ("relative", "reduced", "adverbial"):
        clause.subject = first_subject(reading, _after_fronted(reading, partner), partner.group.first) or list(partner.subject)
        return True
    clause.relation, clause.governor, clause.depth = "coordinate", partner.number, partner.depth
    clause.subject = list(partner.subject)
    return True


def _after_break(reading: Reading, clause: Clause, before: Clause, start: int, comma: int | None, conjunction: int | None) -> Clause:
    """Read a clause with a subject of its own after a comma or conjunction."""
    first = clause.group.first
    partner = _resumed(reading, finite_only=True)
    cut = max(place for place in (conjunction, comma) if place is not None) + 1
    subject = first_subject(reading, cut, first)
    if not subject and comma is not None and conjunction is not None:
        subject = first_subject(reading, min(comma, conjunction) + 1, first)
    clause.subject = subject
    if partner is not None and partner.relation in ("main", "coordinate", "complement"):
        clause.relation, clause.governor, clause.depth = "coordinate", partner.number, partner.depth + (0 if conjunction is not None else 0.2)
    if _speech(before) and comma is None:
        clause.relation, clause.governor, clause.depth = "complement", before.number, before.depth
        clause.subject = first_subject(reading, start, first)
    return clause


def _after_relative(reading: Reading, clause: Clause, about: Clause) -> Clause:
    """The relative clause is over: what it described is the subject ("the general who fled ordered ...")."""
    words = reading.words
    clause.subject = list(about.antecedent)
    above = reading.clauses[about.governor] if about.governor is not None else None
    if above is not None:
        between = words[above.group.last + 1 : about.group.first]
        adverbial = any(word.tag == "SCONJ" and word.lower != "that" for word in between)
        clause.relation, clause.governor, clause.depth = (
            ("adverbial", above.number, above.depth + 1) if adverbial else ("coordinate", above.number, above.depth + 0.2)
        )
    return clause


def _complement(reading: Reading, clause: Clause, before: Clause, start: int) -> Clause:
    """Read a clause right after another's verb and object: what that says, unless no main clause came before."""
    first = clause.group.first
    no_main = before.relation in ("relative", "adverbial") and not any(c.relation in ("main", "coordinate") for c in reading.clauses)
    if no_main and not _speech(before):
        clause.subject = first_subject(reading, 0, reading.clauses[0].group.first) or first_subject(reading, start, first)
        return clause
    clause.relation, clause.governor = "complement", before.number
    clause.depth = before.depth if _speech(before) else before.depth + 0.8
    clause.subject = first_subject(reading, start, first) or list(before.antecedent)
    return clause


def _after_participle(reading: Reading, clause: Clause, before: Clause, start: int) -> Clause:
    """What came before was a participle that belongs to the subject: "guerrillas operating in the hills have disarmed"."""
    first = clause.group.first
    opener = reading.clauses[0] if before.governor is None else before
    clause.subject = first_subject(reading, 0, opener.group.first) or list(before.subject) or first_subject(reading, start, first)
    if before.governor is not None and before.relation in ("reduced", "gerund", "participle"):
        governor = reading.clauses[before.governor]
        clause.governor, clause.depth = governor.number, governor.depth
        if _speech(governor):
            clause.relation = "complement"
            clause.subject = first_subject(reading, governor.group.last + 1, opener.group.first) or clause.subject
        else:
            clause.relation = "coordinate"
    return clause


def _relative_above(reading: Reading, clause: Clause) -> Clause | None:
    """The relative clause in which a clause stands, itself included, if it was opened by who, which or that."""
    while True:
        if clause.relation == "relative" or (clause.relation == "complement" and clause.antecedent and clause.noun is not None):
            return clause
        if clause.governor is None or clause.relation in ("main", "coordinate", "adverbial"):
            return None
        clause = reading.clauses[clause.governor]


def _marked(reading: Reading, clause: Clause, before: Clause, marker: int) -> Clause:
    """A clause that a conjunction or relative pronoun opens."""
    words = reading.words
    word = words[marker]
    clause.marker = word.lower
    own = first_subject(reading, marker + 1, clause.group.first)
    if word.tag == "REL":
        clause.relation, clause.governor, clause.depth = "relative", before.number, before.depth + 1
        clause.antecedent = nearest_phrase(reading, before.group.last + 1, marker) or nearest_phrase(reading, 0, marker)
        clause.subject = (
            own or nearest_phrase(reading, before.group.last + 1 if word.lower != "whom" else 0, marker) or nearest_phrase(reading, 0, marker)
        )
        return clause
    clause.subject = own
    clause.governor = before.number
    if word.lower in ("that", "whether", "how", "why"):
        clause.relation, clause.depth = "complement", before.depth
        previous = words[marker - 1] if marker else None
        if previous is not None and previous.tag in ("NOUN", "PROPN"):
            clause.noun = marker - 1
            clause.antecedent = nearest_phrase(reading, 0, marker)
            clause.depth += 0 if _speech(before) else 0.5
        if not own:
            clause.subject = nearest_phrase(reading, 0, marker)
        return clause
    clause.relation, clause.depth = "adverbial", before.depth + 1
    if not own:
        clause.subject = list(before.subject)
    return clause


def _marker(words: Sequence[Word], start: int, first: int) -> int | None:
    """The last conjunction or relative pronoun before the group."""
    for place in range(first - 1, start - 1, -1):
        word = words[place]
        if word.tag == "REL" or (word.tag == "SCONJ" and word.lower not in NEVER_GOVERN):
            return place
        if word.lower == "as" and place + 1 < len(words) and words[place + 1].tag in ("PRON", "DET", "PROPN", "NOUN", "ADJ", "POSS", "NUM"):
            if place and words[place - 1].lower in ("well", "such", "far", "long"):
                continue
            return place
    return None


def _closed_off(words: Sequence[Word], marker: int, first: int, reading: Reading) -> bool:
    """Whether the marker's own phrase ended at a comma before the subject: "after two days of talks, the envoy left"."""
    word = words[marker]
    if word.lower not in ("after", "before", "since", "until", "as", "while", "when"):
        return False
    comma = next((place for place in range(marker + 1, first) if words[place].lower in (",", "but")), None)
    if comma is None:
        return False
    if words[first - 1].lower == ",":
        return True
    return bool(first_subject(reading, comma + 1, first)) and bool(reading.phrases_between(marker + 1, comma))


def _comma(words: Sequence[Word], start: int, end: int) -> bool:
    return any(words[place].lower in (",", ";", "—", "–", "-") for place in range(start, end))


def _speech(clause: Clause | None) -> bool:
    return clause is not None and clause.group.lemma in speech_lemmas()


@cache
def speech_lemmas() -> frozenset[str]:
    return frozenset(row["verb"] for row in cue_forms().values())


def _attribution(reading: Reading, clause: Clause, comma: int) -> bool:
    """Whether the clause is an attribution at the end: a comma, a speaker, a reporting verb and little more."""
    words = reading.words
    if not _speech(clause) or clause.group.modal or clause.group.infinitive:
        return False
    if not reading.phrases_between(comma + 1, clause.group.first) or not any(other.group.finite for other in reading.clauses):
        return False
    rest = words[clause.group.last + 1 :]
    stop = next((place for place, word in enumerate(rest) if word.lower in (".", ",", ";")), len(rest))
    if any(word.lower == "that" for word in rest[:stop]):
        return False
    return stop <= TAIL and not any(word.tag in ("MODAL", "AUX") for word in rest[:stop])


def _resumed(reading: Reading, finite_only: bool) -> Clause | None:
    """The clause that goes on after a comma: the last main or coordinate one, else the last finite one that depends on none."""
    for clause in reversed(reading.clauses):
        if clause.relation in ("main", "coordinate", "complement") and clause.group.finite:
            return clause
    for clause in reversed(reading.clauses):
        if not finite_only or clause.group.finite:
            return clause
    return None


def _last_finite(reading: Reading, before: Clause) -> Clause | None:
    for clause in reversed(reading.clauses):
        if clause.group.finite:
            return clause
    return before


def _after_fronted(reading: Reading, partner: Clause) -> int:
    """Where the main clause began whose subject a relative clause follows."""
    return 0 if partner.relation != "adverbial" else partner.group.last + 1
