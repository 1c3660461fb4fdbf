"""The names of words' classes and of relations, in the groups that rules ask for: each once, unions where they are asked.

What bears each tag is told in ``lexicon/tags.tsv``.

>>> sorted(NOUNS | ADJECTIVES)
['JJ', 'JJR', 'JJS', 'NN', 'NNP', 'NNPS', 'NNS']
>>> UPOS["NNS"]
'NOUN'
"""

from __future__ import annotations

from functools import cache

from tidings import lexicon

UPOS = {row["tag"]: row["part_of_speech"] for row in lexicon.rows("tags")}  # Universal Dependencies' classes by Penn tag


@cache
def words_that(use: str) -> frozenset[str]:
    """The words of this use in clause_words.tsv. Raises KeyError where none has it."""
    return _some(lexicon.words("clause_words", use=use), use)


@cache
def line_words(group: str) -> frozenset[str]:
    """The words of this group in line_words.tsv. Raises KeyError where none has it."""
    return _some(lexicon.words("line_words", group=group), group)


@cache
def person_endings() -> tuple[str, ...]:
    """What nouns for persons end in."""
    return tuple(sorted(line_words("ending of person")))


def _some(words: frozenset[str], asked: str) -> frozenset[str]:
    if not words:
        raise KeyError(asked)
    return words


def _tags(**where: str) -> frozenset[str]:
    return lexicon.words("tags", "tag", **where)


# --- Penn tags ---
COMMON_NOUNS = _tags(part_of_speech="NOUN")  # NN, NNS
PROPER_NOUNS = _tags(part_of_speech="PROPN")  # NNP, NNPS
NOUNS = COMMON_NOUNS | PROPER_NOUNS
SINGULARS = frozenset(["NN", "NNP"])
PLURALS = frozenset(["NNS", "NNPS"])
PRONOUNS = frozenset(["PRP", "EX"])  # that stand for a noun
OWNING = frozenset(["PRP$", "WP$"])  # my, whose
ADJECTIVES = _tags(part_of_speech="ADJ")  # JJ, JJR, JJS
MOST = frozenset(["JJS", "RBS"])
DETERMINERS = frozenset(["DT", "PDT"])
BEFORE_NOUN = frozenset(["DT", "PRP$", "POS", "JJ", "CD"])  # what a noun phrase is made of beside nouns
BASE_FORMS = frozenset(["VB", "VBP"])  # leave
PAST_FORMS = frozenset(["VBD", "VBN"])  # left, as a past tense or a participle
PARTICIPLES = frozenset(["VBG", "VBN"])
FINITE_VERBS = _tags(letter="V")  # VBD, VBP, VBZ
FINITE = FINITE_VERBS | {"MD"}
VERBS = _tags(part_of_speech="VERB")
RELATIVES = frozenset(["WDT", "WP"])  # who, which
QUESTION_WORDS = RELATIVES | {"WRB"}
WH_WORDS = QUESTION_WORDS | {"WP$"}
PREPOSITIONS = frozenset(["IN", "TO"])
QUOTE_TAGS = frozenset(["``", "''"])
MARKS = QUOTE_TAGS | {",", ":", ".", "-LRB-", "-RRB-"}

# --- Universal Dependencies' classes ---
NOMINALS = frozenset(["NOUN", "PROPN"])
VERBALS = frozenset(["VERB", "AUX"])
LEADS_IN = frozenset(["ADP", "SCONJ"])  # prepositions, and conjunctions that subordinate
FILLERS = frozenset(["PUNCT", "CCONJ", "ADV"])  # marks, "and", adverbs: what may stand between two parts of a sentence

# --- Universal Dependencies' relations between clauses ---
MAIN = frozenset(["root", "parataxis"])
COMPLEMENTS = frozenset(["ccomp", "xcomp"])
ON_NOUN = frozenset(["acl", "acl:relcl"])  # they hang on a noun
ASIDES = ON_NOUN | {"advcl"}
