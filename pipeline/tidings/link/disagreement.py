"""Where the reports disagree, in a line each, for the report of a build."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN = 8  # figures of one claim that its line names


def said_of_claim(claim_id: str, said: Sequence[tuple[str, str]]) -> str:
    """The line of a claim. `said`: words of each figure and its article, in the order of the table."""
    named = "; ".join(f"{words!r} in {article_id}" for words, article_id in said[:SHOWN])
    return f"{claim_id}: {named}" + (f"; and {len(said) - SHOWN} more" if len(said) > SHOWN else "")
