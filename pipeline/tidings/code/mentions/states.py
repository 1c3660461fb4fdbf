"""When the name of a country or of its capital stands for the state: "Moscow denied it", but "shops in Moscow".

A country's name stands for the state where it is the subject of a verb of doing, not merely of being or lying ("Russia promised", "Egypt was
urged"); the object of a verb of reporting or of dealing with bodies ("accused Russia"); the agent of a participle ("backed by Egypt",
"Russia-backed"), or partner or opponent ("talks with Iran"); the owner of a body, an office or a policy ("Britain's request"). Else it is a place.
A capital stands for the state of its country in all of these but the last. Names joined by "and" or commas go together.
Buildings that always stand for a government (the Kremlin) are in the lexicon `metonyms`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from tidings import lexicon
from tidings.code.mentions.candidates import Candidate
from tidings.code.mentions.known_names import Known
from tidings.code.reading import noun_of, speech_lemmas
from tidings.nlp.analysis import Chunk, Clause, Doc, Sentence


@cache
def _words(kind: str) -> frozenset[str]:
    return lexicon.words("state_words", kind=kind)


@cache
def _object_verbs() -> frozenset[str]:
    return _words("object_verb") | {row["verb"] for row in lexicon.rows("speech_verbs") if row["stance"] in _words("object_stance")}


@cache
def capitals() -> dict[str, str]:
    """Capital as printed -> ISO 3166-1 alpha-3 of its country."""
    return {row["capital"]: row["iso3"] for row in lexicon.rows("countries") if row["capital"] and row["capital"] != row["name"]}


def mark_states(candidates: Sequence[Candidate], doc: Doc, sentence: Sentence) -> None:
    """Set `acts` of the countries and capitals of a sentence."""
    lands = [c for c in candidates if c.known and (c.known.kind == "country" or c.known.name in capitals())]
    for candidate in lands:
        candidate.acts = candidate.known is not None and _acts(candidate, candidate.known, doc, sentence)
    countries = [c for c in lands if c.known and c.known.kind == "country"]
    for ordered in (list(pairwise(countries)), list(pairwise(countries[::-1]))):
        for left, right in ordered:
            between = doc.text[min(left.end, right.end) : max(left.start, right.start)].strip()
            if left.acts and between in _words("joint") and not right.possessive:
                right.acts = True


def _acts(candidate: Candidate, known: Known, doc: Doc, sentence: Sentence) -> bool:
    last = doc.index(candidate.end) - 1
    word = doc.word(last)
    if word.end > candidate.end:  # a part of a compound
        return word.text[candidate.end - word.start + 1 :].lower() in _words("tail")
    chunk = next((c for c in reversed(sentence.chunks) if c.first <= last <= c.last and c.kind != "speech"), None)
    if chunk is None or (chunk.head != last and not candidate.possessive):
        return False
    if candidate.possessive:
        owned = next((c for c in sentence.chunks if c.owner == chunk.n), None)
        return known.kind == "country" and owned is not None and _is_possessed(owned, sentence)
    if chunk.role == "obl:agent" or (chunk.case in ("with", "against") and known.kind == "country"):
        return True
    return any(_takes_part(chunk, clause) for clause in sentence.clauses if chunk.n in clause.subject + clause.objects)


def _takes_part(chunk: Chunk, clause: Clause) -> bool:
    """Whether a clause has the chunk as somebody who acts or is addressed."""
    if chunk.n in clause.objects:
        return clause.lemma in _object_verbs() | speech_lemmas()
    if chunk.case or clause.lemma == "be" or clause.lemma in _words("place_verb") or not (clause.tense in ("past", "pres") or clause.modal):
        return False
    return clause.voice == "active" or clause.lemma in speech_lemmas()


def _is_possessed(owned: Chunk, sentence: Sentence) -> bool:
    """Whether a body, an office or a policy is owned: some word of the chunk up to its head says so ("defence minister")."""
    words: Iterable[str] = (noun_of(word) for word in sentence.words[owned.first - sentence.first : owned.head - sentence.first + 1])
    return any(word in _words("possessed") for word in words)
