"""Pronouns and definite nouns that stand for someone the article has named: "he", "the general", "the party".

Rules, in the order of trial, each named in `method`:

* ``nominal.title``: "the general", where a person of the article bears that title: the one last so called, or the only one;
* ``nominal.head``: "the party", "the ministry", where the name of a body before ends in that word: the one last named;
* ``pronoun.subject``: "he" and "she" mean the person who is the subject of the sentence so far or of the sentence before, else
  ``pronoun.recent``: the person last named in this paragraph or the one before. Gender must not speak against it.

Inside quotation marks nothing is resolved: whom a speaker means cannot be told by these rules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from tidings.code.mentions.candidates import POSSESSIVE
from tidings.code.mentions.clusters import Cluster
from tidings.code.mentions.known_names import heads, titles
from tidings.code.quotes.cues import cue_forms
from tidings.code.text.document import Document, Sentence
from tidings.code.text.grammar import classes
from tidings.known import given_names
from tidings.model import Entity, Mention

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
CLOSERS = frozenset({",", "”", "’", '"', "'", "''", "?", "!", "…"})
_LOOK_BACK = 2  # paragraphs


def genders(clusters: Sequence[Cluster], entities: Sequence[Entity]) -> dict[int, str]:
    """entity -> m or f, where a title or the given name tells it."""
    found: dict[int, str] = {}
    for cluster, entity in zip(clusters, entities, strict=True):
        if cluster.kind != "person":
            continue
        told = {titles()[m.title_key].gender for m in cluster.members if m.title_key in titles()} - {""}
        given = given_names().get(entity.name.split()[0].lower(), "") if " " in entity.name else ""
        gender = told.pop() if len(told) == 1 else given
        if gender:
            found[entity.entity] = gender
    return found


def resolve(document: Document, names: Sequence[Mention], clusters: Sequence[Cluster], entities: Sequence[Entity]) -> list[Mention]:
    """Mentions of pronouns and definite nouns. `names`: the named mentions, in the order of the text."""
    gender = genders(clusters, entities)
    persons = [m for m in names if m.entity is not None and entities[m.entity].entity_type == "person" and entities[m.entity].actor_type == "person"]
    starts = [m.start for m in persons]
    bearers = _bearers(clusters, entities)
    bodies = _bodies(clusters, entities)
    taken = {token.start for m in names for token in document.between(m.start, m.end)}
    found: list[Mention] = []
    subject: int | None = None  # who the sentence before was about
    for sentence in document.sentences:
        paragraph = document.paragraphs[sentence.paragraph]
        quoted = [(q.open, q.close) for q in paragraph.quotations if q.depth == 0]
        floor = document.paragraphs[max(0, sentence.paragraph - _LOOK_BACK + 1)].start
        about = _subject(document, sentence, persons, starts, quoted)
        for place, token in enumerate(sentence.tokens):
            if token.lower not in _GENDER and token.lower != "the":
                continue
            if _inside(quoted, token.start):
                continue
            if token.lower == "the":
                mention = _definite(document, sentence, place, bearers, bodies, taken)
                if mention:
                    found.append(mention)
                continue
            if _attributes(sentence, place):
                continue
            answer = _who(document, token.start, sentence, about, subject, persons, starts, floor, gender, _GENDER[token.lower])
            if answer is not None:
                entity, method = answer
                gender.setdefault(entity, _GENDER[token.lower])
                found.append(Mention(token.start, token.end, token.text, "pronoun", "person", entity, method))
                about = entity if about is None and token.lower in ("he", "she") and place < 3 else about
        subject = about
    return found


def _inside(quoted: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether the offset lies in one of the stretches, which are in order and do not overlap."""
    at = bisect_right(quoted, (offset, 1 << 60)) - 1
    return at >= 0 and offset < quoted[at][1]


def _relative_follows(document: Document, end: int) -> bool:
    at = document.position(end)
    return at < len(document.tokens) and document.tokens[at].lower == "who"


def _attributes(sentence: Sentence, place: int) -> bool:
    """Whether the pronoun ends reported speech ("…,” he said"): whose speech it is, the coder of quotes tells better."""
    tokens = sentence.tokens
    if place == 0 or place + 1 >= len(tokens):
        return False
    after, before = tokens[place + 1].lower, tokens[place - 1]
    return (after in cue_forms() and before.text in CLOSERS) or (before.lower in cue_forms() and place > 1 and tokens[place - 2].text in CLOSERS)


def _subject(
    document: Document, sentence: Sentence, persons: Sequence[Mention], starts: Sequence[int], quoted: Sequence[tuple[int, int]]
) -> int | None:
    """The first person named in the sentence outside quotation marks and not as an owner."""
    at = bisect_right(starts, sentence.start - 1)
    while at < len(persons) and persons[at].start < sentence.end:
        mention = persons[at]
        after = document.position(mention.end)
        owner = after < len(document.tokens) and document.tokens[after].start == mention.end and document.tokens[after].text in POSSESSIVE
        if not owner and not _inside(quoted, mention.start):
            return mention.entity
        at += 1
    return None


def _who(
    document: Document,
    offset: int,
    sentence: Sentence,
    about: int | None,
    before: int | None,
    persons: Sequence[Mention],
    starts: Sequence[int],
    floor: int,
    gender: dict[int, str],
    wanted: str,
) -> tuple[int, str] | None:
    def fits(entity: int | None) -> bool:
        return entity is not None and gender.get(entity, wanted) == wanted

    at = bisect_right(starts, offset) - 1
    if at >= 0 and persons[at].start >= sentence.start and fits(persons[at].entity) and _relative_follows(document, persons[at].end):
        return persons[at].entity, "pronoun.subject"  # type: ignore[return-value]
    named_here = at >= 0 and persons[at].start >= sentence.start
    if named_here and fits(about):
        return about, "pronoun.subject"  # type: ignore[return-value]
    if fits(before):
        return before, "pronoun.subject"  # type: ignore[return-value]
    while at >= 0 and persons[at].start >= floor:
        if fits(persons[at].entity):
            return persons[at].entity, "pronoun.recent"  # type: ignore[return-value]
        at -= 1
    return None


def _bearers(clusters: Sequence[Cluster], entities: Sequence[Entity]) -> dict[str, list[tuple[int, int]]]:
    """Head word of a title ("secretary" of "secretary of state") -> (where, entity) of those who bear it, in the order of the text."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for cluster, entity in zip(clusters, entities, strict=True):
        if cluster.kind != "person":
            continue
        for member in cluster.members:
            keys = {member.title_key, member.role.key if member.role else ""}
            for key in sorted(keys - {""}):
                if titles()[key].kind != "courtesy":
                    found[key.split(" of ")[0].split(" for ")[0].split()[-1]].append((member.start, entity.entity))
    return {word: sorted(set(places)) for word, places in found.items()}


def _bodies(clusters: Sequence[Cluster], entities: Sequence[Entity]) -> dict[str, list[tuple[int, int]]]:
    """Word that tells what a body is -> (where, entity) of the bodies whose names end in it."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for cluster, entity in zip(clusters, entities, strict=True):
        if cluster.kind != "organization":
            continue
        words = entity.name.lower().split()
        link = next((place for place, word in enumerate(words) if place and word in ("of", "for", "on")), len(words))
        head = words[link - 1]
        if head in heads() and heads()[head].kind == "organization":
            found[head].extend((member.start, entity.entity) for member in cluster.members)
    return {word: sorted(places) for word, places in found.items()}


def _definite(
    document: Document,
    sentence: Sentence,
    place: int,
    bearers: dict[str, list[tuple[int, int]]],
    bodies: dict[str, list[tuple[int, int]]],
    taken: set[int],
) -> Mention | None:
    """The noun phrase after "the" at `place`, if it is a title or the kind of a body and its bearer was named before."""
    tokens = sentence.tokens
    end = place + 1
    while (
        end < len(tokens)
        and end - place < 4
        and tokens[end].start not in taken
        and tokens[end].text.isalpha()
        and "ADJ" in classes(tokens[end].lower)
        and tokens[end].lower not in bearers
        and tokens[end].lower not in bodies
    ):
        end += 1
    if end >= len(tokens) or tokens[end].start in taken:
        return None
    word = tokens[end].lower
    following = tokens[end + 1] if end + 1 < len(tokens) else None
    if following is not None and (
        following.start in taken
        or following.lower in ("of", "for", "-")
        or (
            following.text[0].isalpha()
            and "NOUN" in classes(following.lower)
            and not classes(following.lower) & {"VERB", "ADP", "ADV", "SCONJ", "CCONJ", "PRON"}
        )
    ):
        return None
    for table, method, kind in ((bearers, "nominal.title", "person"), (bodies, "nominal.head", "organization")):
        places = table.get(word, [])
        before = [entity for at, entity in places if at < tokens[place].start]
        if before and (kind == "organization" or len(set(before)) == 1 or before[-1] == before[0]):
            start = tokens[place + 1].start
            return Mention(start, tokens[end].end, document.text[start : tokens[end].end], "nominal", kind, before[-1], method)
    return None
