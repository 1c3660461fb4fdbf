"""Words of open classes: which of the classes that the dictionary allows the words beside a word leave it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.code.text.bare_words import Word
from tidings.code.text.grammar import classes
from tidings.code.text.word_forms import (
    AUXILIARIES,
    BE,
    DO,
    HAVE,
    MODALS,
    biases,
    closed_class,
    noun_lemma,
    number_words,
    possible_classes,
    verb_reading,
)

SUBJECT_PRONOUNS = frozenset(["i", "he", "she", "it", "we", "they", "who", "which", "that"])


@cache
def _country_words() -> frozenset[str]:
    """Names of countries that are one word, some of them common nouns as well."""
    return frozenset(row["name"] for row in lexicon.rows("countries") if " " not in row["name"])


def of_open_class(words: Sequence[Word], at: int, finite: bool) -> str:
    """The class of an open-class word at `at`; the words before it have theirs."""
    word = words[at]
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    possible = possible_classes(word.lower)
    capital = word.text[0].isupper()
    if capital and (at > 0 and (before is None or before.tag != "PUNCT" or before.text in ",-–—")):
        if possible == {"NOUN"} or not classes(word.lower) or not (before and before.text in ":;"):
            return "PROPN"
    elif capital and at == 0 and (not classes(word.lower) or word.text in _country_words()):
        return "PROPN"
    _, forms = verb_reading(word.lower)
    bias = biases().get(word.lower)
    acts = (
        not finite and before is not None and before.tag == "PROPN" and after is not None and after.text[0].isupper()
    )  # "if Chad armed General Holm"
    if word.lower == "set" and after is not None and after.lower in _SET_WITH and not finite:
        return "VERB"
    if bias == "ADJ" and _nominal_follows(after) and not acts:
        return "ADJ"
    if bias == "NOUN":
        return "NOUN"
    if bias == "VERB" and forms and not finite:
        near = word_before(words, at)
        if near is not None and (near.tag in ("NOUN", "PROPN", "PRON") or near.lower in ("to", "that", "and", "not")):
            return "VERB"
    if "VERB" not in possible:
        return _of_noun_and_adjective(possible, after)
    if possible == {"VERB"} and not forms & {"VBN", "VBG", "VBD"}:
        return "VERB"
    link = word_before(words, at)
    tag = link.tag if link else ""
    if tag in ("TO",):
        return "VERB" if "VB" in forms and not _noun_after_to(words, at, possible) else _participle_or_noun(possible, forms, after)
    if tag == "MODAL" or (link and link.lower in DO):
        return "VERB" if "VB" in forms else _of_noun_and_adjective(possible - {"VERB"} or possible, after)
    if tag == "NOT" and "VB" in forms:
        return "VERB"
    if tag == "AUX":
        return "VERB" if forms & {"VBN", "VBG"} else _of_noun_and_adjective(possible - {"VERB"}, after)
    if tag in ("DET", "POSS", "ADJ", "GEN", "NUM"):
        if tag in ("ADJ",) and not (link and link.lower.endswith("ing")) and forms & {"VBD"} and "NOUN" not in possible and _object_follows(after):
            return "VERB"
        return _participle_or_noun(possible, forms, after)
    if tag == "REL" or (tag == "PRON" and link and link.lower in SUBJECT_PRONOUNS):
        return "VERB"
    if tag in ("ADP", "SCONJ"):
        if "VBG" in forms and not (after and after.tag == "" and after.lower == "of"):
            return "VERB"
        if possible == {"VERB"} or (tag == "SCONJ" and "NOUN" not in possible):
            return "VERB" if tag == "SCONJ" else _participle_or_noun(possible, forms, after)
        return _of_noun_and_adjective(possible - {"VERB"}, after)
    if tag in ("NOUN", "PROPN", "TIME", "PRON"):
        return _after_noun(words, at, possible, forms, finite, link)
    if tag == "CCONJ":
        return _after_conjunction(words, at, possible, forms, after)
    if tag == "PUNCT":
        if forms & {"VBG", "VBD", "VBN"} and ("NOUN" not in possible or "VBG" in forms):
            return "VERB"
        if forms & {"VBD"}:
            return "VERB"
        return _of_noun_and_adjective(possible - {"VERB"} or {"VERB"}, after)
    if tag == "VERB":
        if "VBG" in forms and "NOUN" not in possible:
            return "ADJ" if _nominal_follows(after) and verb_soon(words, at + 1) else "VERB"  # "said retreating rebels had"
        if possible == {"VERB"} and not _nominal_follows(after):
            return "VERB"
        return _participle_or_noun(possible, forms, after)
    if not tag:
        return _first_word(words, at, possible, forms)
    return "VERB" if possible == {"VERB"} else _of_noun_and_adjective(possible - {"VERB"}, after)


def _first_word(words: Sequence[Word], at: int, possible: frozenset[str], forms: frozenset[str]) -> str:
    """The class of the first word of a sentence, which no word before tells, and whose capital tells nothing."""
    word, after = words[at], words[at + 1] if at + 1 < len(words) else None
    if after is not None:
        capital = word.text[0].isupper()
        joined = after.lower == "and" and at + 2 < len(words) and words[at + 2].text[0].isupper()
        if capital and (after.text[0].isupper() or joined):
            return "PROPN"
        past_forms = verb_reading(after.lower)[1] & {"VBD", "VBN"}
        past = possible_classes(after.lower) == {"VERB"} and "VBD" in past_forms
        if "VBG" in forms:
            heads = past or past_forms == {"VBD"} or after.lower in BE | HAVE | MODALS
            return "NOUN" if heads or (after.lower in ("in", "between", "of") and "NOUN" in possible) else "VERB"  # "Fighting broke out"
        if capital and past and not word.lower.endswith("s"):
            return "PROPN"  # "Brown resigned": a name that is a common word as well
    if "VBG" in forms or (forms & {"VBN", "VBD"} and "NOUN" not in possible and not _nominal_follows(after)):
        return "VERB"
    return _of_noun_and_adjective(possible - {"VERB"} or {"VERB"}, after)


def word_before(words: Sequence[Word], at: int) -> Word | None:
    """The nearest word before `at` that is no adverb."""
    place = at - 1
    while place >= 0 and words[place].tag == "ADV":
        place -= 1
    if place >= 0 and words[place].tag == "NOT" and place > 0:
        before = words[place - 1]
        return before if before.tag in ("MODAL", "AUX") else words[place]
    return words[place] if place >= 0 else None


def _noun_after_to(words: Sequence[Word], at: int, possible: frozenset[str]) -> bool:
    """Whether a word after "to" is a noun: a plural or compound ("to peace talks") or the object of a verb that takes "to" ("agreed to aid")."""
    if "NOUN" not in possible:
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    return (after is not None and after.lower in ("of", ".", "between")) or after is None


@cache
def _cannot_be_nominal(lower: str) -> bool:
    return bool(closed_class(lower)) or lower in AUXILIARIES or lower in ("to", "not", "that") or not lower[0].isalpha()


def _nominal_follows(after: Word | None) -> bool:
    if after is None or _cannot_be_nominal(after.lower):
        return False
    return "NOUN" in possible_classes(after.lower) or after.text[0].isupper()


@cache
def _begins_object(lower: str) -> bool:
    return closed_class(lower) in ("DET", "POSS", "PRON", "ADP") or lower in ("to", "that") or lower[0].isdigit() or lower in number_words()


def _object_follows(after: Word | None) -> bool:
    """Whether what follows reads like an object or complement: a determiner, pronoun, name, number, "to", "that" or a preposition."""
    return after is not None and (_begins_object(after.lower) or after.text[0].isupper())


def _of_noun_and_adjective(possible: frozenset[str] | set[str], after: Word | None) -> str:
    if not possible:
        return "NOUN"
    if "ADJ" in possible and (
        "NOUN" not in possible
        or _nominal_follows(after)
        or (after is not None and "ADJ" in possible_classes(after.lower) and not closed_class(after.lower))
    ):
        return "ADJ"
    if "NOUN" in possible:
        return "NOUN"
    return "ADV" if "ADV" in possible else "ADJ" if "ADJ" in possible else "VERB"


def _participle_or_noun(possible: frozenset[str], forms: frozenset[str], after: Word | None) -> str:
    """Within a noun phrase: a participle before a noun is an adjective, one that nothing follows a noun."""
    if forms & {"VBN", "VBG"} and _nominal_follows(after) and ("NOUN" not in possible or "VBG" not in forms):
        return "ADJ"
    rest = possible - {"VERB"}
    if not rest:
        return "NOUN" if "VBG" in forms else "ADJ" if forms & {"VBN"} else "VERB"
    return _of_noun_and_adjective(rest, after)


def _after_noun(words: Sequence[Word], at: int, possible: frozenset[str], forms: frozenset[str], finite: bool, link: Word | None) -> str:
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else None
    if "VBG" in forms:
        if "NOUN" not in possible:
            return "VERB"
        plural = link is not None and (link.lower.endswith("s") or link.lower in _PLURALS)
        determined = after is not None and (
            closed_class(after.lower) in ("DET", "POSS", "PRON") or after.text[0].isupper() or after.lower in ("to", "that")
        )
        return "VERB" if plural or determined else "NOUN"
    if "VBN" in forms and "VB" not in forms and _nominal_follows(after) and not _is_name(after) and verb_soon(words, at + 1):
        return "ADJ"
    if possible == {"VERB"} or (forms & {"VBD"} and "VB" not in forms and "NOUN" not in possible):
        return "VERB"
    if "ADV" in possible and after is not None and after.lower in (",", "."):
        return "ADV"
    if word.lower.endswith("s") and noun_lemma(word.lower) in lexicon.words("actor_nouns"):
        return "NOUN"
    if finite:
        return _of_noun_and_adjective(possible - {"VERB"}, after)
    if forms & {"VBD"} and "VB" not in forms:
        return "VERB"
    plural = link is not None and ((link.lower.endswith("s") and link.tag == "NOUN") or link.lower in _PLURALS)
    agrees = ("VBZ" in forms and not plural) or (forms & {"VB", "VBP", "VBD"} and (plural or "VBD" in forms))
    if agrees and after is not None and after.lower == "of":
        agrees = False
    describing = after is not None and bool(possible_classes(after.lower) & {"ADJ", "ADV"}) and not closed_class(after.lower)
    if plural and forms & {"VBP", "VBD"} and (_nominal_follows(after) or describing) and "ADJ" not in possible and not verb_soon(words, at + 1):
        return "VERB"
    if agrees and (_object_follows(after) or after is None or after.lower == ".") and not verb_soon(words, at + 1):
        return "VERB"
    return _of_noun_and_adjective(possible - {"VERB"}, after)


def _is_name(after: Word | None) -> bool:
    return after is not None and after.text[0].isupper()


_PLURALS = frozenset(["people", "police", "they", "we", "militia", "men", "women", "children"])
SOON = 9


@cache
def _tells_verb(lower: str) -> str:
    """What a word on the way tells: "end" of the clause, a "verb", a "past" form unless it is a name, or nothing."""
    if not lower[0].isalnum() or lower in _CLAUSE_ENDS:
        return "end"
    if lower in MODALS or lower in _FINITE_AUXILIARIES:
        return "verb"
    return "past" if "VBD" in verb_reading(lower)[1] and possible_classes(lower) == {"VERB"} else ""


_SET_WITH = frozenset(["free", "fire", "ablaze", "alight", "aside"])  # "set free the hostages"
_CLAUSE_ENDS = frozenset(
    [
        "that",
        "who",
        "whom",
        "whose",
        "which",
        "where",
        "and",
        "but",
        "to",
        "as",
        "when",
        "while",
        "because",
        "if",
        "by",
        "they",
        "he",
        "she",
        "we",
        "it",
    ]
)
_FINITE_AUXILIARIES = frozenset(["is", "are", "was", "were", "has", "have", "had"])


def verb_soon(words: Sequence[Word], at: int) -> bool:
    """Whether an unmistakable finite verb follows before the clause ends: then the word before it is no verb."""
    before = ""
    for word in words[at : at + SOON]:
        told = _tells_verb(word.lower)
        if told == "end":
            return False
        describes = closed_class(before) in ("DET", "POSS") or before in number_words() or before[:1].isdigit()
        if told == "verb" or (told == "past" and not word.text[0].isupper() and not describes):
            return True  # but "the disputed border" and "15 suspected thieves" have no verb
        before = word.lower
    return False


def _after_conjunction(words: Sequence[Word], at: int, possible: frozenset[str], forms: frozenset[str], after: Word | None) -> str:
    """After "and": the class of what is coordinated: a verb where a verb of the same form stands before in the sentence."""
    earlier = next((w for w in reversed(words[max(0, at - 14) : at - 1]) if w.tag == "VERB"), None)
    if "VBG" in forms:
        return "VERB" if (earlier and earlier.form == "VBG") or "NOUN" not in possible else "NOUN"
    if earlier and forms & {earlier.form} and (_object_follows(after) or "NOUN" not in possible):
        return "VERB"
    if possible == {"VERB"} and not _nominal_follows(after):
        return "VERB"
    if forms & {"VBD"} and "VB" not in forms and earlier and not (_nominal_follows(after) and "ADJ" in possible):
        return "VERB"
    return _participle_or_noun(possible, forms, after)
