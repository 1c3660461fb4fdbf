"""What kind of figure a number is: by its unit, by the noun it counts, and by what befell those counted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.code.text.grammar import verb_forms
from tidings.code.text.pieces import Piece

NEAR = 7  # words on either side among which a fate is looked for
HUMAN = frozenset({"people", "troops", "fighters"})


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["figure_type"] for row in reversed(lexicon.rows("figure_types"))}


@cache
def _fates() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in lexicon.rows("fates"):
        for form in {f for forms in verb_forms(row["word"]).values() for f in forms} if row["kind"] == "verb" else {row["word"]}:
            found.setdefault(form, row["figure_type"])
    return found


def figure_type(parts: Sequence[Piece], first: int, last: int, unit: str | None, kind: str) -> str:
    """The codelist value for a figure of pieces `first` to `last` with `unit`; `kind` is what a unit of measure says, else empty."""
    if kind:
        return kind
    if unit is None:
        return "other"
    unit = unit.lower()
    noun = unit if unit in _nouns() else unit.rpartition(" ")[2]
    told = _nouns().get(noun, "count")
    if told in HUMAN or (told == "count" and noun in ("other",)):
        for step in range(1, NEAR + 1):
            for at in (last + step - 1, first - step):
                if 0 <= at < len(parts) and parts[at].lower in _fates():
                    return _fates()[parts[at].lower]
    return told
