"""How long linking takes: `python bench/link_actors.py [MENTIONS ...]`, by default 10,000, 100,000 and 1,000,000 mentions.

The names are made up from syllables by a fixed rule, in three spellings each, so that blocks, merges and judgements all occur.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from tidings.link.actors import link_actors
from tidings.model import Article, Coding, Mention

MENTIONS_AN_ARTICLE = 20
ENTITIES_AN_ARTICLE = 8
_GIVEN = [
    "Sergei",
    "Anna",
    "Omar",
    "Khalid",
    "Maria",
    "Yusuf",
    "Petra",
    "Dmitri",
    "Fatima",
    "Lars",
    "Ingrid",
    "Hassan",
    "Elena",
    "Tomas",
    "Aisha",
    "Viktor",
]
_OTHER = {"Sergei": "Sergey", "Khalid": "Khaled", "Yusuf": "Youssef", "Dmitri": "Dmitry", "Hassan": "Hasan", "Tomas": "Thomas"}
_BEGIN = ["Bar", "Kor", "Len", "Mis", "Tar", "Vol", "Ger", "Hal", "Ned", "Pir", "Rus", "Sol", "Dav", "Fen", "Zel", "Yan"]
_MIDDLE = ["a", "e", "i", "o", "u", "an", "en", "in", "on", "ar", "er", "or", "ist", "esk", "ov", "al"]
_END = ["berg", "kov", "lund", "mari", "dar", "son", "ti", "nik", "ren", "sky", "tov", "vich", "gard", "mont", "pur", "zad"]


def name_of(number: int, spelling: int) -> str:
    """The name of person or body `number` in one of three spellings. Every seventh is a body."""
    parts = [_BEGIN[number % 16], _MIDDLE[number // 16 % 16], _END[number // 256 % 16], _MIDDLE[number // 4096 % 16]]
    last = "".join([parts[0], parts[1], parts[3] if number >= 4096 else "", parts[2]])
    if number % 7 == 0:
        return f"{last} {'Organisation' if spelling == 2 else 'Organization'} of Ports"
    given = _GIVEN[number // 3 % len(_GIVEN)]
    if spelling == 1:
        given = _OTHER.get(given, given)
    if spelling == 2:
        last = last.replace("i", "y").replace("k", "c")
    return f"{given} {last}"


def corpus(mentions: int) -> Iterator[tuple[Article, Coding]]:
    people = max(50, mentions // 25)
    for number in range(mentions // MENTIONS_AN_ARTICLE):
        coding = Coding(f"a{number}")
        for entity in range(ENTITIES_AN_ARTICLE):
            who = (number * 7919 + entity * entity * 104729) % people
            name = name_of(who, (number + entity) % 3 if entity % 3 == 0 else 0)
            kind = "organization" if name.endswith("Ports") else "person"
            coding.new_entity(name, kind, actor_type=kind)
        for at in range(MENTIONS_AN_ARTICLE):
            entity = coding.entities[at % ENTITIES_AN_ARTICLE].entity
            name = coding.entities[entity].name
            coding.mentions.append(Mention(at * 100, at * 100 + len(name), name, "name", coding.entities[entity].entity_type, entity, "bench"))
        yield Article(coding.article_id, "", "", "", published=f"20{number % 20:02d}-01-01"), coding


def main() -> None:
    for mentions in [int(word) for word in sys.argv[1:]] or [10_000, 100_000, 1_000_000]:
        pairs = list(corpus(mentions))
        begun, used = time.perf_counter(), time.process_time()
        links = link_actors([a for a, _ in pairs], [c for _, c in pairs])
        took, core = time.perf_counter() - begun, time.process_time() - used
        print(
            f"{mentions:>9,} mentions, {len(pairs):>7,} articles: {took:7.1f} s ({core:.1f} s of one core), "
            f"{len(links.actors):,} actors, {len(links.actor_names):,} names, {len(links.judgements):,} judgements"
        )


if __name__ == "__main__":
    main()
