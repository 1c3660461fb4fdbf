"""Events that nouns name: who takes part, and whether the words around the noun tell them as done, feared, hoped for or yet to come."""

from __future__ import annotations

from tidings import lexicon
from tidings.code.events.actor_words import is_actor_noun
from tidings.code.events.clauses import speech_lemmas
from tidings.code.events.event_parts import MAYBE, MUTUAL, WILL, Found, Group, alike, effect_of, subject_of, with_those_above
from tidings.code.events.phrase_relations import direct_object, joined, prepositional
from tidings.code.events.readings import Clause, Reading
from tidings.code.events.triggers import PLACE, Match, Trigger, match_noun
from tidings.code.text.word_forms import BE

_OF_VICTIM = lexicon.words("event_words", group="of-victim")
_LOOMING = lexicon.words("event_words", group="looming")
_AVERTED = lexicon.words("event_words", group="averted")
_STRICKEN = lexicon.words("event_words", group="stricken")
_HAPPENS = lexicon.words("event_words", group="happen")
_FORETOLD = {
    **dict.fromkeys(["upcoming", "planned", "scheduled", "forthcoming", "impending", "future", "expected", "next", "intended"], "planned"),
    **dict.fromkeys(["possible", "potential", "proposed", "feared", "likely", "hypothetical"], "hypothetical"),
    **dict.fromkeys(["alleged", "reported", "supposed", "claimed", "suspected"], "alleged"),
}
_GROUND = frozenset({"country", "nation", "region", "city", "town", "province", "world", "capital"})
_STATE = frozenset({"", "on", "in", "at", "under", "behind"})  # who is in a state, or behind a deed
_WHILE = frozenset({"after", "amid", "amidst", "during", "in", "following", "through", "at"})


def object_event(reading: Reading, clause: Clause) -> Found | None:
    """The event that the clause's object names ("launched an attack")."""
    words = reading.words
    numbers = direct_object(reading, clause.group.last, clause.end)
    if clause.group.passive:
        numbers = list(clause.subject)
    if not numbers:
        numbers = prepositional(reading, ("to", "on", "for", "from", "in"), clause.group.last, clause.end)[:1]
    for number in numbers[:2]:
        phrase = reading.phrases[number]
        match = match_noun(words, phrase.head, phrase.first)
        if match is not None:
            return nominal_event(reading, match, number)
    return None


def nominal_event(reading: Reading, match: Match, number: int) -> Found:
    """An event that a noun names: its actors by by-phrase, possessor or nationality, its recipients by preposition."""
    words, phrase = reading.words, reading.phrases[number]
    clause = _clause_at(reading, phrase.head)
    depth = (clause.depth if clause is not None else 0.0) + (0.7 if _preposition(reading, number) else 0.4)
    event = Found(match.trigger.event_type, match.trigger.event_mode, list(match.places), None, depth, method="noun")
    event.nouns = set(match.places)
    end = min(len(words), phrase.last + 12)
    stop = next((at for at in range(phrase.last + 1, end) if words[at].tag in ("PUNCT", "SCONJ", "REL", "VERB", "AUX", "MODAL")), end)
    holder = next((other for other in reading.clauses if number in other.subject), None)
    if holder is not None and holder.group.lemma in _HAPPENS:
        stop = max(stop, holder.end)  # "fighting broke out between the two"
    event.modality = _modality(reading, number, holder or clause, holder is not None)
    if holder is not None and effect_of(reading, holder) == "plan":
        event.modality = "planned"
        event.used.add(holder.number)
    event.recipients = _recipients(reading, match, number, stop)
    event.actors = prepositional(reading, ("by",), phrase.last, _by_whom(reading, number, stop))
    if not event.actors and holder is None and clause is not None and clause.group.lemma in BE:
        first = reading.phrases_between(clause.group.last + 1, clause.end)[:1] == [number] and phrase.preposition in _STATE
        event.actors = list(clause.subject) if first else []  # "they are on full alert", but not "they are on the brink of war"
    if not event.actors and not _of_both(reading, clause, number, event):
        _owners(reading, match, number, event, stop)
    if not event.actors and holder is None and clause is not None:
        _of_the_clause(reading, clause, number, event)
    if event.actors and event.actors[0] < 0 and not event.recipients and _befalls(match.trigger):
        event.recipients, event.actors = [[("owner", number)]], []
    return event


def _befalls(trigger: Trigger) -> bool:
    """Whether the noun's owner suffers it ("the president's arrest")."""
    return trigger.recipient[:1] == ("of",) and trigger.event_type in ("COERCE", "ASSAULT", "RETREAT") and trigger.words[-1] in _OF_VICTIM


def _recipients(reading: Reading, match: Match, number: int, stop: int) -> list[Group]:
    """Whom the prepositions of the noun's row name, likeliest first; of a request for somebody to act, the one who is to act before all."""
    phrase, trigger = reading.phrases[number], match.trigger
    asked = [
        [("whole", n) for n in child.subject]
        for child in reading.clauses
        if child.noun == phrase.head and child.relation == "complement" and child.subject and trigger.event_type == "REQUEST"
    ]
    ways = [way for way in (*trigger.recipient, "against", "on", "of") if way not in ("owner", "by")]
    named = [prepositional(reading, alike(way), phrase.last, stop) for way in ways]
    return [*reversed(asked), *([("whole", n) for n in numbers] for numbers in named if numbers)]


def _by_whom(reading: Reading, number: int, stop: int) -> int:
    """Where a by-phrase may end: one participle may stand before it ("an embargo imposed by the council")."""
    words, after = reading.words, reading.phrases[number].last + 1
    if after + 1 < len(words) and words[after].tag == "VERB" and words[after].form in ("VBN", "VBD") and words[after + 1].lower == "by":
        return min(len(words), after + 8)
    return stop


def _preposition(reading: Reading, number: int) -> str:
    """The preposition that governs a phrase, or the phrase that it is joined to ("plagued by resignations and boycotts")."""
    phrase = reading.phrases[number]
    if phrase.preposition or not number or number not in joined(reading, [number - 1, number]):
        return phrase.preposition
    return reading.phrases[number - 1].preposition


def _of_both(reading: Reading, clause: Clause | None, number: int, event: Found) -> bool:
    """Set both sides of what "they" share: "the envoy greeted the king before their talks" is about the talks of the two."""
    first = reading.phrases[number].first
    if event.event_type != "CONSULT" or clause is None or reading.words[first].lower not in ("their", "our") or clause.group.first > first:
        return False
    others = direct_object(reading, clause.group.last, first) or prepositional(reading, ("with", "to"), clause.group.last, first)
    if not others or not clause.subject:
        return False
    event.actors, event.recipients, event.mutual = [*clause.subject, *others], [], True
    return True


def _owners(reading: Reading, match: Match, number: int, event: Found, stop: int) -> None:
    """Set the actors by the words before the noun ("the rebels' attack", "Bolivian police raid"), else by "between"."""
    words, phrase = reading.words, reading.phrases[number]
    before = range(phrase.first, match.places[0])
    fight = event.event_type == "ASSAULT" and match.trigger.recipient[:1] == ("between",)
    if fight and any(words[at].lemma == PLACE or words[at].lemma in _GROUND for at in before):
        event.actors = prepositional(reading, ("between",), phrase.last, stop)  # "the country's civil war": where it is fought
    elif words[phrase.first].tag == "POSS" or any(words[at].tag in ("GEN", "PROPN") or is_actor_noun(words[at]) for at in before):
        event.actors = [-number - 1]  # the owner of the phrase, not the phrase
        return
    elif event.event_type in MUTUAL | {"ASSAULT"}:
        event.actors = prepositional(reading, ("between",), phrase.last, stop)
    event.mutual = bool(event.actors)


def _of_the_clause(reading: Reading, clause: Clause, number: int, event: Found) -> None:
    """Who takes part where only the clause tells: "they advanced after clashes with the guard", "a port hit by strikes"."""
    phrase = reading.phrases[number]
    if not clause.group.first < phrase.first:
        return
    preposition = _preposition(reading, number)
    if preposition in ("by", "with") and clause.group.lemma in _STRICKEN and clause.group.form in ("VBN", "VBD"):
        struck = clause.subject or subject_of(reading, clause)
        if event.event_mode == "resign":
            event.actors = list(struck)
        else:
            event.recipients.append([("whole", n) for n in struck])
    elif preposition == "in" and event.event_type in ("SUPPORT", "PROTEST", "COOPERATE"):
        event.actors = subject_of(reading, clause)  # "rallied in support of", "in a joint operation"
    elif preposition in _WHILE and (event.event_type == "CONSULT" or (event.event_type == "ASSAULT" and event.recipients)):
        objects = reading.phrases_between(clause.group.last + 1, phrase.first)
        if objects and event.event_type == "CONSULT" and clause.group.lemma not in speech_lemmas():
            return  # "hit the post during talks" does not tell whose talks
        event.actors = subject_of(reading, clause)
        if not event.recipients:  # talks: who is spoken to
            event.recipients.append([("whole", n) for n in objects[:1]])  # "thanked the donors in a phone call"


def _modality(reading: Reading, number: int, clause: Clause | None, is_subject: bool) -> str:
    """How the words around the noun tell the event: as done, unless something says that it is feared, averted, hoped for, foretold or claimed."""
    words, phrase = reading.words, reading.phrases[number]
    if phrase.preposition == "without":
        return "denied"
    for at in range(phrase.first, phrase.head):
        if words[at].lower in _FORETOLD:
            return _FORETOLD[words[at].lower]
    if phrase.preposition in ("of", "for", "about", "over", "against") and any(
        words[at].lemma in _LOOMING for at in range(max(0, phrase.first - 3), phrase.first)
    ):
        return "hypothetical"
    if clause is None:
        return "actual"
    group = clause.group
    near = is_subject or number in reading.phrases_between(group.last + 1, group.last + 7)
    if (is_subject and group.lemma in _LOOMING) or (near and not phrase.preposition and not is_subject and group.lemma in _AVERTED):
        return "hypothetical"
    if near and not is_subject and group.negated:
        return "hypothetical" if group.infinitive or group.modal else "denied"
    for above in with_those_above(reading, clause):
        if above.group.modal in MAYBE | {"would"} or effect_of(reading, above) == "hypothesis" or above.marker in ("if", "unless", "whether"):
            return "hypothetical" if near else "actual"
        if above.group.modal in WILL and near:
            return "planned"
    return "actual"


def _clause_at(reading: Reading, place: int) -> Clause | None:
    """The clause whose verb stands nearest before the word, or governs what stands before it."""
    best = None
    for clause in reading.clauses:
        if clause.group.first > place:
            return best if best is not None else clause
        best = clause
    return best
