"""Two mends of a tagged sentence, each for what the words of one sentence do not tell the tagger well. Figures: docs/tagger.md."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.nlp.analysis import BE, DO, HAVE
from tidings.nlp.features import manner
from tidings.nlp.lemmas import tags as dictionary_tags
from tidings.nlp.tokens import Token

_FINITE = {"VBN": "VBD", "VB": "VBP"}
_VERBS = frozenset(["VBD", "VBZ", "VBP", "MD", "TO"])  # what makes a clause finite, or an infinitive
_SUBJECTS = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP"])
_OBJECTS = frozenset(["DT", "PRP$", "PRP", "CD", "NNP", "$"])  # what seldom follows a participle that describes a noun
_INSIDE = frozenset(["DT", "PRP$", "JJ", "NN", "NNP", "NNS", "NNPS", "CD", "POS"])  # what a noun phrase is made of
_PARTS = frozenset([",", ":", "``", "''", "-LRB-", "-RRB-", "."])  # marks between clauses


def mended(tokens: Sequence[Token], tags: list[str], names: frozenset[str]) -> list[str]:
    """The tags, mended. `names`: words that the article prints with a capital in running text, and never without."""
    if "VBN" in tags or "VB" in tags:
        _mend_finite(tokens, tags)
    how = manner([token.text for token in tokens])
    for at in range(len(tags)) if how else (0, 1):
        if at < len(tags) and tags[at] == "NN" and tokens[at].lower in names and (how or at == 0 or tags[0] == "``"):
            tags[at] = "NNP"
    return tags


def _mend_finite(tokens: Sequence[Token], tags: list[str]) -> None:
    """A participle or base form after a subject and before an object is finite where nothing else in its stretch between marks is."""
    start = 0
    for end in [*(at for at, tag in enumerate(tags) if tag in _PARTS), len(tags)]:
        stretch = range(start, end)
        start = end + 1
        found = [at for at in stretch if tags[at] in _FINITE]
        if len(found) != 1 or any(tags[at] in _VERBS or tokens[at].lower in BE | HAVE | DO for at in stretch):
            continue
        at = found[0]
        before = at - 1
        while before > stretch.start and tags[before] == "RB":
            before -= 1
        after = tags[at + 1] if at + 1 < end else ""
        finite = _FINITE[tags[at]]
        if (
            before >= stretch.start
            and tags[before] in _SUBJECTS
            and after in _OBJECTS
            and finite in dictionary_tags(tokens[at].lower)
            and (finite == "VBP" or _is_free(tags, before, stretch.start))
        ):
            tags[at] = finite


def _is_free(tags: Sequence[str], head: int, start: int) -> bool:
    """Whether no preposition governs the noun phrase that ends at `head`: "In a statement issued Monday" has none that is free."""
    while head >= start and tags[head] in _INSIDE | _SUBJECTS:
        head -= 1
    return head < start or tags[head] != "IN"
