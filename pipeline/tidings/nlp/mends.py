"""Three mends of a tagged sentence, for what its words do not tell the tagger well. Figures: docs/tagger.md.

>>> mended(tokens("A spokesman declined to comment."), ["DT", "NN", "VBN", "TO", "VB", "."], frozenset())
['DT', 'NN', 'VBD', 'TO', 'VB', '.']
"""

from __future__ import annotations

from collections.abc import Sequence

from tidings.nlp.analysis import BE, DO, HAVE
from tidings.nlp.features import manner
from tidings.nlp.lemmas import lemma
from tidings.nlp.lemmas import tags as dictionary_tags
from tidings.nlp.tokens import Token

_FINITE = {"VBN": "VBD", "VB": "VBP"}
_OPENS_OBJECT = frozenset(["DT", "CD", "PRP$", "PRP"])
_DESCRIBES = frozenset(["JJ", "NNP", "NNPS", "NN"])
_MISTAKEN = frozenset(["NN", "VB", "VBP", "JJ", "RB"])  # what a name is taken for at the beginning of a sentence
_NO_VERBS = frozenset(["JJ", "NN"])
_VERBS = frozenset(["VBD", "VBZ", "VBP", "MD"])
_HELP = BE | HAVE | DO
_SUBJECTS = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP"])
_INSIDE = _SUBJECTS | {"DT", "PRP$", "JJ", "CD", "POS"}  # what a noun phrase is made of
_NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS", "CD"])
_OBJECTS = frozenset(["DT", "PRP$", "PRP", "CD", "NNP", "$"])  # what seldom follows a participle that describes a noun
_BETWEEN = frozenset([",", ":", "``", "''", "-LRB-", "-RRB-", ".", "WRB"])  # what parts clauses
_WHO = frozenset(["WP", "WDT"])


def mended(tokens: Sequence[Token], tags: list[str], names: frozenset[str]) -> list[str]:
    """The tags, mended. `names`: words that the article prints with a capital in running text, and never without."""
    for at in range(1, len(tags)):
        if tags[at] in _NO_VERBS and tokens[at - 1].lower == "to" and _is_infinitive(tokens, tags, at):
            tags[at - 1], tags[at] = "TO", "VB"
        elif tags[at] in ("VB", "VBP") and tags[at - 1] in _DESCRIBES and _after_article(tokens, tags, at):
            tags[at] = "NN"
    if "VBN" in tags or "VB" in tags:
        _mend_finite(tokens, tags)
    if "CD" in tags:
        _mend_amounts(tokens, tags)
    if names:
        _mend_names(tokens, tags, names)
    return tags


def _is_infinitive(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Whether an adjective or noun after "to" is a verb: "to free 30 men", "to disperse crowds". The tagger calls a preposition IN."""
    known = dictionary_tags(tokens[at].lower)
    following = tags[at + 1] if at + 1 < len(tags) else ""
    surely = tags[at - 1] == "TO" or known == {"VB", "VBP"} or following in _OPENS_OBJECT
    return "VB" in known and surely


def _after_article(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Whether "a" and words that describe stand before: what follows is their noun ("a key Danish ally"), as one thing takes no plural verb."""
    if "NN" not in dictionary_tags(tokens[at].lower):
        return False
    before = at - 1
    while before > 0 and tags[before] in _DESCRIBES:
        before -= 1
    return tokens[before].lower in ("a", "an")


def _mend_names(tokens: Sequence[Token], tags: list[str], names: frozenset[str]) -> None:
    """A noun is a name where a capital says nothing (at the beginning of a sentence, in a headline) if it is one elsewhere."""
    found = [at for at, tag in enumerate(tags) if tag in _MISTAKEN and tokens[at].lower in names and tokens[at].text[0].isupper()]
    if found and not manner([token.text for token in tokens]):
        found = [at for at in found if at < (2 if tags[0] == "``" else 1)]
    for at in found:
        tags[at] = "NNP"


def _mend_amounts(tokens: Sequence[Token], tags: list[str]) -> None:
    """A noun that is also an irregular past is that past between a noun and a number: "the index rose 3%"."""
    for at in range(1, len(tags) - 1):
        if tags[at] != "NN" or tags[at - 1] not in _NOUNS or not _number_follows(tags, at):
            continue
        lower = tokens[at].lower
        if "VBD" in dictionary_tags(lower) and lemma(lower, "VBD") != lower and not lower.endswith("ed"):
            tags[at] = "VBD"


def _number_follows(tags: Sequence[str], at: int) -> bool:
    """Whether a number stands after the word at `at`, a sign of money or one adverb between: "rose about 3"."""
    following = [tag for tag in tags[at + 1 : at + 3] if tag != "$"]
    return following[:1] == ["CD"] or (following[:1] in (["RB"], ["IN"]) and following[1:] == ["CD"])


def _mend_finite(tokens: Sequence[Token], tags: list[str]) -> None:
    """A participle or base form after a free subject is finite where nothing else in its stretch between marks is."""
    start, opener = 0, ""  # the first tag of the stretch before
    for end in [*(at for at, tag in enumerate(tags) if tag in _BETWEEN), len(tags)]:
        place = _lone(tokens, tags, start, end)
        if place is not None and _is_finite(tokens, tags, place, start, end, opener):
            tags[place] = _FINITE[tags[place]]
        start, opener = end + 1, tags[start] if start < len(tags) else ""


def _lone(tokens: Sequence[Token], tags: Sequence[str], start: int, end: int) -> int | None:
    """The only verb of a stretch if it is a participle or base form; infinitives with "to" do not count."""
    if any(tags[at] in _VERBS or tokens[at].lower in _HELP for at in range(start, end)):
        return None
    found = [at for at in range(start, end) if tags[at] in _FINITE and not (at > start and tags[at - 1] in ("TO", "RB") and tags[at] == "VB")]
    return found[0] if len(found) == 1 else None


def _is_finite(tokens: Sequence[Token], tags: Sequence[str], at: int, start: int, end: int, opener: str) -> bool:
    if _FINITE[tags[at]] not in dictionary_tags(tokens[at].lower):
        return False
    object_follows = at + 1 < end and tags[at + 1] in _OBJECTS
    if at == start:  # "Lum, who leads the party, accused Rider"
        return opener in _WHO and object_follows and tags[at] == "VBN" and tags[at - 1] == ","
    before = at - 1
    while before > start and tags[before] == "RB":
        before -= 1
    if tags[before] not in _SUBJECTS:
        return False
    if tags[at] == "VB":
        return object_follows
    closes = end < len(tags) and tags[end] == "."  # "when the bridge collapsed late on Tuesday."
    by = at + 1 < end and tokens[at + 1].lower == "by"
    return (object_follows or (closes and not by)) and _is_free(tags, before, start)


def _is_free(tags: Sequence[str], head: int, start: int) -> bool:
    """Whether no preposition governs the noun phrase that ends at `head`: in "In a statement issued Monday" one does."""
    while head >= start and tags[head] in _INSIDE:
        head -= 1
    return head < start or tags[head] != "IN"
