"""The names of words' classes and of relations, and the groups of them that rules ask for: each once, unions where they are asked.

What bears each tag is told in ``lexicon/tags.tsv``.

>>> sorted(NOUNS | ADJECTIVES)
['JJ', 'JJR', 'JJS', 'NN', 'NNP', 'NNPS', 'NNS']
>>> UPOS["NNS"]
'NOUN'
"""

from __future__ import annotations

from tidings import lexicon

UPOS = {row["tag"]: row["part_of_speech"] for row in lexicon.rows("tags")}  # Universal Dependencies' classes by Penn tag

# --- Penn tags ---
COMMON_NOUNS = frozenset(["NN", "NNS"])
PROPER_NOUNS = frozenset(["NNP", "NNPS"])
NOUNS = COMMON_NOUNS | PROPER_NOUNS
SINGULARS = frozenset(["NN", "NNP"])
PLURALS = frozenset(["NNS", "NNPS"])
PRONOUNS = frozenset(["PRP", "EX"])  # that stand for a noun
OWNING = frozenset(["PRP$", "WP$"])  # my, whose
ADJECTIVES = frozenset(["JJ", "JJR", "JJS"])
MOST = frozenset(["JJS", "RBS"])
ADVERBS = frozenset(["RB", "RBR", "RBS"])
DETERMINERS = frozenset(["DT", "PDT"])
BEFORE_NOUN = frozenset(["DT", "PRP$", "POS", "JJ", "CD"])  # what a noun phrase is made of beside nouns
BASE_FORMS = frozenset(["VB", "VBP"])  # leave
PAST_FORMS = frozenset(["VBD", "VBN"])  # left, as a past tense or a participle
PARTICIPLES = frozenset(["VBG", "VBN"])
FINITE_VERBS = frozenset(["VBD", "VBP", "VBZ"])
FINITE = FINITE_VERBS | {"MD"}
VERBS = FINITE_VERBS | PARTICIPLES | {"VB"}
RELATIVES = frozenset(["WDT", "WP"])  # who, which
QUESTION_WORDS = RELATIVES | {"WRB"}
WH_WORDS = QUESTION_WORDS | {"WP$"}
PREPOSITIONS = frozenset(["IN", "TO"])
BRACKETS = frozenset(["-LRB-", "-RRB-"])
QUOTE_TAGS = frozenset(["``", "''"])

# --- Universal Dependencies' classes ---
NOMINALS = frozenset(["NOUN", "PROPN"])
VERBALS = frozenset(["VERB", "AUX"])
LEADS_IN = frozenset(["ADP", "SCONJ"])  # prepositions, and conjunctions that subordinate
FILLERS = frozenset(["PUNCT", "CCONJ", "ADV"])  # marks, "and", adverbs: what may stand between two parts of a sentence

# --- Universal Dependencies' relations between clauses ---
MAIN = frozenset(["root", "parataxis"])
ON_NOUN = frozenset(["acl", "acl:relcl"])  # they hang on a noun
ASIDES = ON_NOUN | {"advcl"}
