"""Words for nationalities: adjectives where they describe, be they joined ("the Czech and Slovak ministers") or first in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.known import demonyms
from tidings.nlp.tokens import Token
from tidings.nlp.words import COMMON_NOUNS

_DESCRIBED = COMMON_NOUNS | {"JJ"}


def mend_nations(tokens: Sequence[Token], tags: list[str]) -> None:
    """Retag nationalities that describe a noun, in place."""
    if tags[0] == "UH" and tokens[0].text in demonyms():
        tags[0] = "JJ"
    for at in range(1, len(tags) - 2):
        if tags[at] != "CC" or tags[at + 2] not in _DESCRIBED or not tokens[at + 2].text.islower():
            continue
        if tokens[at - 1].text in demonyms() and tokens[at + 1].text in demonyms() and tags[at - 1] != "NNS":
            tags[at - 1] = tags[at + 1] = "JJ"
