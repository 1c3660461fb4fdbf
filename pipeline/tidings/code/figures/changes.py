"""Whether a number is a reported change, and which way it went: "rose 5 %", "down 19 cents", "raised rents by 5%"."""

from __future__ import annotations

from functools import cache

from tidings import lexicon
from tidings.code.figures.units import cues
from tidings.nlp.strips import Strip
from tidings.nlp.words import NOUNS

SKIP = cues("between change and number")
REACH = 5
BEHIND = frozenset(["JJR", "RBR"])


@cache
def directions(kind: str) -> dict[str, str]:
    """The words of one kind that report a change, and which way it goes."""
    return {row["word"]: row["direction"] for row in lexicon.rows("change_words") if row["kind"] == kind}


def direction(line: Strip, core: int, first: int, last: int) -> str | None:
    """up, down or None for the figure whose number or currency begins at part `core`, its span at `first`, and ends before `last`."""
    if core and line[core - 1].text == "+" and not (core > 1 and line[core - 2].end == line[core - 1].start):
        return "up"
    if line[core].text in ("-", "−"):
        return "down"
    particles = directions("particle")
    if last + 1 < len(line) and line[last].lower in particles and line.word(last).tag in BEHIND and line.word(last + 1).tag not in NOUNS:
        return particles[line[last].lower]  # "closed 3% lower"
    at = first - 1
    while at >= max(0, first - REACH) and line[at].lower in SKIP:
        at -= 1
    if at >= 0 and line[at].lower in particles and not _belongs_to_verb(line, at):
        return particles[line[at].lower]
    return _by_verb(line, core, at)


def _belongs_to_verb(line: Strip, at: int) -> bool:
    """Whether "up" or "down" makes one verb with the word before it, which tells no change: "gave up"."""
    before = line.word(at - 1) if at else None
    return before is not None and before.pos == "VERB" and before.lemma not in directions("verb") and before.lemma != "be"


def _by_verb(line: Strip, core: int, before: int) -> str | None:
    """By the verb of the clause of which the figure is object, or tells by how much. `before`: the part before the figure and its bounds."""
    verbs, gathers = directions("verb"), directions("verb of gathering")
    word = line.word(max(0, before))
    if word.pos == "VERB" and word.lemma in verbs:
        return verbs[word.lemma] if word.lemma not in gathers else None
    clause, chunk = line.clause(core), line.chunk(core)
    if clause is None or chunk is None or clause.lemma not in verbs or clause.verb > chunk.first:
        return None
    found = chunk.n in clause.objects and not (clause.lemma in gathers and chunk.n == clause.objects[0])
    return verbs[clause.lemma] if chunk.case == "by" or found else None
