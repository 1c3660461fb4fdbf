"""Whether a number is a reported change, and which way it went: "rose 5 %", "down 19 cents", "+0.2%"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.code.text.grammar import classes, verb_forms
from tidings.code.text.pieces import Piece

SKIP = lexicon.words("figure_cues", kind="between change and number")
REACH = 5


@cache
def change_words() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in lexicon.rows("change_words"):
        if row["kind"] == "verb":
            for forms in verb_forms(row["word"]).values():
                for form in forms:
                    found.setdefault(form, row["direction"])
        else:
            found[row["word"]] = row["direction"]
    return found


def direction(parts: Sequence[Piece], core: int, first: int) -> str | None:
    """up, down or None for the figure whose number or currency begins at piece `core`, its span at `first`."""
    if core and parts[core - 1].text in "+" and not (core > 1 and parts[core - 2].end == parts[core - 1].start):
        return "up"
    if parts[core].text in "-−":
        return "down"
    at = first - 1
    for _ in range(REACH):
        if at < 0:
            break
        word = parts[at].lower
        if word in change_words() and not (word in PARTICLES and not _free(parts, at)):
            return change_words()[word]
        if word not in SKIP:
            break
        at -= 1
    return None


PARTICLES = frozenset({"up", "down"})


def _free(parts: Sequence[Piece], at: int) -> bool:
    """Whether "up" or "down" at piece `at` tells a change rather than belonging to a verb ("gave up") or a bound ("up to")."""
    if parts[at + 1].lower == "to" or at == 0:
        return at + 1 < len(parts) and parts[at + 1].lower != "to"
    before = parts[at - 1]
    if not before.text[-1].isalpha() or before.text[0].isupper():
        return True
    kinds = classes(before.lower)
    return bool(kinds & {"AUX", "ADV"}) or ("NOUN" in kinds and "VERB" not in kinds) or before.lower in change_words()
