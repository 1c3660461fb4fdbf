"""What each word of a reporter's line most likely is, told from its form and its neighbours (no trained model).

The tags are those of Universal Dependencies for names, nouns and closed classes; verbs are parted by form, because
what matters to the readers of reported speech is which word can be the verb of a clause:

FINITE (said, says), BASE (after "to" and modals), ING (saying), PARTICIPLE (said after have or be), AUX, TO ("to" before
a verb), THAT ("that" before a clause), WH (who, which, what, whether, how), GENITIVE ('s after a noun), TIME (Friday,
yesterday, the noun of "last week"), QUOTE (a whole quotation folded into one word), FRAGMENT (the same where it may stand as
a noun: a few words that end in no mark).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import lemminflect

from tidings import lexicon
from tidings.code.quotes.cues import cue_rows, takes
from tidings.code.text.grammar import verb_forms
from tidings.code.text.word_forms import closed_class, closed_classes

NOUN_LIKE = frozenset({"NOUN", "PROPN", "PRON", "NUM", "FRAGMENT"})
IN_NOUN_PHRASE = frozenset({"NOUN", "PROPN", "DET", "POSS", "ADJ", "NUM", "GENITIVE", "FRAGMENT"})
VERBAL = frozenset({"FINITE", "BASE", "ING", "PARTICIPLE", "AUX"})

SUBJECT_PRONOUNS = lexicon.words("line_words", group="subject pronoun")
OBJECT_PRONOUNS = lexicon.words("line_words", group="object pronoun")
BE = lexicon.words("line_words", group="be")
HAVE = lexicon.words("line_words", group="have")
MODAL = lexicon.words("line_words", group="modal")
CONTRACTED = frozenset({"'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m"})
QUESTION_WORDS = lexicon.words("line_words", group="question")
DAYS = lexicon.words("line_words", group="day")
SPANS_OF_TIME = lexicon.words("line_words", group="span of time")
POINTING_IN_TIME = lexicon.words("line_words", group="pointing in time")
MOSTLY_VERBS = lexicon.words("line_words", group="mostly verb")
ING_NOUNS = lexicon.words("line_words", group="noun in -ing")
CLAUSE_BOUNDS = frozenset({"THAT", "WH", "PUNCT", "CCONJ", "SCONJ", "QUOTE"})
ADVERBS = lexicon.words("line_words", group="adverb too")
PLURAL_NOUNS = lexicon.words("line_words", group="plural")


@cache
def verb_tags(word: str) -> frozenset[str]:
    """The Penn tags of verb that a lower-case word may be: ``said`` -> {VBD, VBN}."""
    found = set()
    for lemma in lemminflect.getAllLemmas(word, upos="VERB").get("VERB", ()):
        found |= {tag for tag, forms in verb_forms(lemma).items() if word in forms}
    return frozenset(found)


@cache
def _mostly_verb(word: str) -> bool:
    """Whether a lower-case word that a dictionary also calls a noun is nearly always a verb in running text: says."""
    return any(lemma in MOSTLY_VERBS for lemma in lemminflect.getAllLemmas(word, upos="VERB").get("VERB", ()))


@cache
def open_classes(word: str) -> frozenset[str]:
    """NOUN, VERB, ADJ, ADV: what an open-class word may be by the dictionary; NOUN for an unknown one."""
    found = frozenset(lemminflect.getAllLemmas(word))
    if not found:
        found = frozenset({"ADV"}) if word.endswith("ly") else frozenset({"NOUN"})
    return found


class _Look(NamedTuple):
    """What a word alone tells: its lower case, its tag where that is sure, and what else its form shows."""

    lower: str
    sure: str  # its tag wherever it stands; "" where the neighbours decide
    capital: bool
    letter: bool
    special: str  # contraction, acronym, day, span, pointing, compound; "" for others
    closed: str | None  # its closed class


@lru_cache(maxsize=200_000)
def _look(word: str) -> _Look:
    lower = word.lower()
    first = word[0]
    sure = special = ""
    if word == "“”":
        sure = "QUOTE"
    elif lower in CONTRACTED:
        special = "contraction"
    elif not first.isalnum() and not (first in "'’" and len(word) > 1):
        sure = "NUM" if first in "$£€" else "PUNCT"
    elif first.isdigit():
        sure = "NUM"
    elif lower in DAYS:
        sure = "TIME"
    elif lower in SPANS_OF_TIME:
        special = "span"
    elif lower in POINTING_IN_TIME and lower != "that":
        special = "pointing"
    elif len(word) > 1 and word.isupper() and lower in {"us", "it", "who", "un"}:
        special = "acronym"
    elif "-" in word:
        special = "compound"
    return _Look(lower, sure, first.isupper(), first.isalpha(), special, closed_classes().get(lower))


NUMBER_SIGNS = frozenset("$£€0123456789")
NO_WORD = _Look("", "", False, False, "", None)


def tag(words: Sequence[str], name_first: bool = False) -> list[str]:
    """One tag for each word of one sentence. A quotation folded into one word is given as ``“”``. `name_first`: the first is known to be a name."""
    looks = [_look(word) for word in words]
    lowers = [look.lower for look in looks]
    letters = sum([look.letter for look in looks])
    capitals = sum([look.capital for look in looks])
    headline = letters > 4 and capitals * 10 >= letters * 7
    tags: list[str] = []
    following = iter([*looks[1:], NO_WORD])
    for at, look in enumerate(looks):
        after = next(following)
        if name_first and not at and not look.sure:
            tags.append("PROPN")
            continue
        kind = look.sure or _tag(words[at], look, at, tags, lowers, after, headline)
        if not at and kind == "FINITE" and look.capital and after.lower in _before_bare_clauses():
            kind = "PROPN"  # Lynch said
        tags.append(kind)
    return tags


def _tag(word: str, look: _Look, at: int, tags: list[str], lowers: Sequence[str], after: _Look, headline: bool) -> str:
    before = tags[-1] if tags else ""
    previous = lowers[at - 1] if at else ""
    lower, closed, special = look.lower, look.closed, look.special
    if special:
        if special == "acronym" and not headline:
            return "PROPN"
        if special == "contraction":
            return _contraction(lower, before, previous, after.lower)
        if special == "span" and (previous in POINTING_IN_TIME or previous in DAYS):
            return "TIME"
        if special == "pointing" and after.special == "span":
            return "TIME"
        if special == "compound" and closed is None:
            return _compound(word)
    if closed is not None and not (look.capital and not headline and closed not in {"PRON", "DET", "POSS"} and _in_name(before, at, after.capital)):
        return _closed_class(lower, closed, before, previous, after.lower, after.capital)
    if lower in QUESTION_WORDS:
        return "WH"
    if look.capital and not headline and ((at and before != "PUNCT") or _is_name(lower, after.capital, at)):
        return "PROPN"
    return _open_class(lower, before, previous, after.lower, after.capital, tags, lowers, at)


def _is_name(lower: str, capital_follows: bool, at: int) -> bool:
    """Whether a capitalised word at the beginning, or after a mark, is a name: no dictionary word, or a name goes on after it."""
    if at:
        return True
    return not lemminflect.getAllLemmas(lower) or (capital_follows and open_classes(lower).isdisjoint({"ADV", "ADJ"}) and not verb_tags(lower))


def _in_name(before: str, at: int, capital_follows: bool) -> bool:
    """Whether a capitalised closed-class word goes on a name: the Bureau for Near East Affairs."""
    return before == "PROPN" or (at > 0 and before != "PUNCT" and capital_follows)


def _compound(word: str) -> str:
    """A word with a hyphen: a name where its last part is capitalised or a number, else an adjective or noun by its last part."""
    last = word.rpartition("-")[2]
    if last[:1].isupper() or last.isdigit():
        return "PROPN"
    lower = last.lower()
    return "NOUN" if "NOUN" in open_classes(lower) and not verb_tags(lower) & {"VBN", "VBG"} else "ADJ"


def _contraction(lower: str, before: str, previous: str, following: str) -> str:
    if lower[1:] != "s":
        return "AUX"
    if before in {"PRON", "WH"} or previous in {"that", "there", "here"}:
        return "AUX"
    if following in {"not", "been", "being", "the", "a", "an", "still", "also", "just", "never", "no"}:
        return "AUX"
    return "GENITIVE"


def _closed_class(lower: str, closed: str, before: str, previous: str, following: str, capital_follows: bool) -> str:
    if lower == "to":
        return "TO" if (_may_be_base(following) or following.endswith("ly") or following == "“”") and not capital_follows else "ADP"
    if lower == "that":
        after = closed_class(following)
        if before in {"NOUN", "PROPN"} and (after == "AUX" or (not after and "VBD" in verb_tags(following))):
            return "WH"
        if following == "," and before in {"FINITE", "BASE", "ING", "PARTICIPLE", "TIME"}:
            return "THAT"
        if after in {"AUX"} or not following or (not following[0].isalnum() and following != "“”"):
            return "PRON"
        if before in {"ADP", "TO"} or (before in {"", "PUNCT"} and not after and previous != ","):
            return "DET"
        return "THAT"
    if lower == "her":
        return "POSS" if _may_be_noun(following) else "PRON"
    if lower in QUESTION_WORDS:
        return "WH"
    if lower in {"before", "after", "since", "until"} and following in SUBJECT_PRONOUNS:
        return "SCONJ"
    if lower in {"up", "out", "off", "down"}:
        return "ADV"
    if lower in {"no", "all", "both", "some", "any", "these", "those", "this", "each", "another", "such", "many", "most"} and (
        not _may_be_noun(following) or closed_class(following) in {"AUX", "PRON"} or ("VBD" in verb_tags(following) and lower not in {"no", "such"})
    ):
        return "PRON"
    if closed == "ADV" and before == "DET":
        return "ADJ"  # the only way
    return "ADV" if closed == "PART" else closed


@cache
def _may_be_base(word: str) -> bool:
    return word in {"be", "have", "do"} or (bool(word) and "VB" in verb_tags(word) and word not in closed_classes())


@cache
def _may_be_noun(word: str) -> bool:
    if not word or (not word[0].isalnum() and word != "“”"):
        return False
    closed = closed_class(word)
    if closed:
        return closed in {"DET", "POSS"}
    return word == "“”" or bool(open_classes(word) & {"NOUN", "ADJ"}) or bool(verb_tags(word) & {"VBN", "VBG"})


@cache
def _is_noun(word: str) -> bool:
    """Whether a lower-case word is a noun or adjective and no past form of a verb: what an adjective stands before."""
    if not word or not word[0].isalnum() or word in closed_classes():
        return False
    return bool(open_classes(word) & {"NOUN", "ADJ"}) and "VBD" not in verb_tags(word)


@cache
def _begins_object(word: str) -> bool:
    """Whether a lower-case word after a doubtful verb makes it one: an article, a pronoun, "that", "to" begins what it takes."""
    return word in {"that", "to", "“”", "if", "whether", "how", "why", "what", "it", "there", "not"} or closed_class(word) in {
        "DET",
        "POSS",
        "PRON",
    }


def _plural(previous: str, before: str) -> bool:
    return previous in PLURAL_NOUNS or (before in {"NOUN", "PROPN"} and previous.endswith("s") and not previous.endswith("ss"))


def _governor(tags: Sequence[str], lowers: Sequence[str], at: int) -> str:
    """The auxiliary verb, or "to", that governs the word at `at` across adverbs; "" where none."""
    place = at - 1
    while place >= 0 and tags[place] == "ADV":
        place -= 1
    if place >= 0 and tags[place] in {"AUX", "TO"}:
        return lowers[place]
    if place >= 1 and tags[place] == "PRON" and tags[place - 1] == "AUX":  # a question: did he say
        return lowers[place - 1]
    return ""


def _open_class(
    lower: str, before: str, previous: str, following: str, capital_follows: bool, tags: Sequence[str], lowers: Sequence[str], at: int
) -> str:
    classes = open_classes(lower)
    forms = verb_tags(lower)
    if not forms:
        return _no_verb(lower, classes, following)
    governor = _governor(tags, lowers, at)
    if governor:
        if governor in BE:
            if "VBN" in forms or "VBG" in forms:
                return "ING" if "VBG" in forms else "PARTICIPLE"
        elif governor in HAVE and "VBN" in forms:
            return "PARTICIPLE"
        elif (governor in MODAL or governor == "to") and "VB" in forms:
            return "BASE"
    noun = bool(classes & {"NOUN", "ADJ"}) and not _mostly_verb(lower)
    if "VBG" in forms:
        if lower in ING_NOUNS and before in {"NOUN", "PROPN", "ADJ", "NUM"}:
            return "NOUN"
        return "NOUN" if before in {"DET", "POSS", "GENITIVE"} and "NOUN" in classes else "ADJ" if before in {"DET", "POSS"} else "ING"
    if "ADV" in classes and not forms & {"VBD"} and "VBD" in verb_tags(following) and before in {"PRON", "NOUN", "PROPN"}:
        return "ADV"  # it further wrote
    if "ADV" in classes and before == "AUX" and verb_tags(following) & {"VBN", "VBG"} and not forms & {"VBN", "VBG"}:
        return "ADV"  # has long said
    if before == "DET":
        return "NOUN" if "NOUN" in classes and forms & {"VB", "VBZ", "VBG"} else "ADJ"
    if before == "PRON" and previous not in OBJECT_PRONOUNS and forms & {"VBD", "VBZ", "VBP"}:
        return "FINITE"
    if before == "WH" and forms & {"VBD", "VBZ", "VBP"} and not (noun and previous in {"whose", "which", "what"}):
        return "FINITE"
    if forms & {"VBD", "VBN"} and "VB" not in forms:
        if before == "ADV" and len(tags) > 1 and tags[-2] in {"DET", "POSS", "GENITIVE"}:
            return "ADJ"  # the newly elected mayor
        return _past(lower, forms, before, following, capital_follows)
    if noun and "VBD" not in forms and _clause_has_verb(tags, lowers):
        return "ADJ" if "ADJ" in classes and _is_noun(following) else "NOUN" if "NOUN" in classes else "ADJ"
    return _noun_or_verb(lower, classes, forms, noun, before, previous, following, capital_follows)


def _clause_has_verb(tags: Sequence[str], lowers: Sequence[str]) -> bool:
    """Whether the clause so far has its finite verb, close by: then the next doubtful word is a noun. After "said" a new clause may begin."""
    for place in range(len(tags) - 1, max(-1, len(tags) - 8), -1):
        if tags[place] in CLAUSE_BOUNDS:
            return False
        if tags[place] == "FINITE":
            return lowers[place] not in _before_bare_clauses()
    return False


@cache
def _before_bare_clauses() -> frozenset[str]:
    """Forms of verbs that a clause may follow without "that": said."""
    return frozenset(form for form, rows in cue_rows().items() if any(_takes_bare_clause(row["takes"]) for row in rows))


@cache
def _takes_bare_clause(cell: str) -> bool:
    return "clause" in takes(cell) and "object" not in takes(cell)


def _no_verb(lower: str, classes: frozenset[str], following: str) -> str:
    for kind in ("NOUN", "ADJ", "ADV"):
        if kind in classes and not (kind == "NOUN" and "ADV" in classes and lower.endswith("ly")):
            if kind == "ADJ" and lower in ADVERBS and not _is_noun(following):
                return "ADV"
            return "ADJ" if kind == "NOUN" and "ADJ" in classes and _is_noun(following) else kind
    return "NOUN"


def _noun_or_verb(
    lower: str, classes: frozenset[str], forms: frozenset[str], noun: bool, before: str, previous: str, following: str, capital_follows: bool
) -> str:
    """A word that may be a noun or a present form: plans, report, fear."""
    object_follows = _begins_object(following) or following[:1] in NUMBER_SIGNS or capital_follows
    if before in {"DET", "POSS", "ADJ", "GENITIVE", "NUM", "BASE", "FINITE", "ING", "PARTICIPLE"} or (before == "ADP" and noun):
        return ("NOUN" if "NOUN" in classes else "ADJ") if noun else "FINITE"
    if "VBZ" in forms:
        if (not previous or lower == "shows") and object_follows and before not in {"DET", "ADJ"}:
            return "FINITE"
        if before == "PROPN" or (before in {"NOUN", "ADV", "QUOTE", "FRAGMENT", "TIME"} and not _plural(previous, before)):
            return "FINITE" if not noun or object_follows or following == ":" else "NOUN"
        return "NOUN" if noun else "FINITE"
    if lower == "show" and following in {"that", "how"} and before in {"NOUN", "PROPN"}:
        return "FINITE"
    if _plural(previous, before) and (not noun or object_follows or following == "."):
        return "FINITE"
    if "VBD" in forms and before in {"NOUN", "PROPN", "PUNCT"} and (_begins_object(following) or following in {".", ",", ":"}):
        return "FINITE"
    if not noun:
        return "FINITE"
    if "ADJ" in classes and _is_noun(following):
        return "ADJ"
    return "NOUN" if "NOUN" in classes else "ADJ" if "ADJ" in classes else "ADV" if "ADV" in classes else "FINITE"


def _past(lower: str, forms: frozenset[str], before: str, following: str, capital_follows: bool) -> str:
    """A past form: the verb of its clause, or a participle beside a noun (the alleged plan; men accused by him)."""
    if before in {"DET", "POSS", "GENITIVE", "ADJ", "NUM"} and (_may_be_noun(following) or capital_follows):
        return "ADJ"
    if before in {"ADP"} and "VBN" in forms:
        return "ADJ"
    if following == "by" and "VBN" in forms:
        return "PARTICIPLE"
    if "VBD" not in forms or ("VBN" in forms and before in {"FINITE", "PARTICIPLE", "BASE"} and lower not in _before_bare_clauses()):
        return "PARTICIPLE"
    return "FINITE"
