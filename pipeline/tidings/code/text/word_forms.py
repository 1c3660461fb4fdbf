"""What a word may be by its form alone: the verb or noun that it is a form of, and its closed class. No neighbour is looked at."""

from __future__ import annotations

from functools import cache

from tidings import lexicon
from tidings.code.text.grammar import classes, noun_lemmas, verb_forms, verb_lemmas

MODALS = frozenset(["will", "would", "shall", "should", "can", "could", "may", "might", "must", "'ll", "’ll", "wo", "ca"])
NOMINATIVE = frozenset(["i", "he", "she", "we", "they"])  # pronouns that are subjects and nothing else
BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "'re", "’re"])
HAVE = frozenset(["has", "have", "had", "having", "'ve", "’ve"])
DO = frozenset(["do", "does", "did"])
AUXILIARIES = MODALS | BE | HAVE | DO


@cache
def verb_reading(word: str) -> tuple[str, frozenset[str]]:
    """The likeliest verb that `word` is a form of, and the Penn tags of that form; ("", empty) where it is none."""
    for lemma in sorted(verb_lemmas(word), key=lambda lemma: ((lemma == word) == (word in _PAST_OF_OTHERS), lemma)):
        tags = frozenset(tag for tag, forms in verb_forms(lemma).items() if word in forms)
        if tags:
            return lemma, tags
    if word in _unlisted_verbs():
        return _unlisted_verbs()[word]
    if word.startswith("re") and len(word) > 5:
        lemma, tags = verb_reading(word[2:].lstrip("-"))
        if lemma:
            return lemma, tags
    prefix, _, last = word.rpartition("-")
    if prefix and last:
        lemma, tags = verb_reading(last)
        if f"{prefix}-{lemma}" in _hyphened_verbs():
            return f"{prefix}-{lemma}", tags
    return "", frozenset()


@cache
def _unlisted_verbs() -> dict[str, tuple[str, frozenset[str]]]:
    """Forms of the codebook's verbs that the dictionary does not know as verbs ("torched") -> the verb and the tags of the form."""
    verbs = {row["trigger"].split()[0] for row in lexicon.rows("event_triggers") if row["kind"] == "verb"}
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for verb in sorted(verb for verb in verbs if verb.isalpha() and not verb_lemmas(verb)):
        for tag, forms in verb_forms(verb).items():
            for form in forms:
                found[form] = verb, found.get(form, (verb, frozenset()))[1] | {tag}
    return found


@cache
def _hyphened_verbs() -> frozenset[str]:
    """Verbs of the codebook that are written with a hyphen."""
    return frozenset(word for row in lexicon.rows("event_triggers") if row["kind"] == "verb" and "-" in (word := row["trigger"].split()[0]))


_PAST_OF_OTHERS = frozenset({"found", "saw", "ground", "wound", "felt", "left", "bound", "fell", "lay"})


@cache
def possible_classes(word: str) -> frozenset[str]:
    found = set(classes(word) & {"NOUN", "VERB", "ADJ", "ADV"})
    if verb_reading(word)[0]:
        found.add("VERB")
    elif "VERB" in found:
        found.discard("VERB")
    if "-" in word:
        last = word.rsplit("-", 1)[1]
        found = (
            {"ADJ"} if last.endswith("ed") or last.endswith("ing") or last in _ADJECTIVE_ENDS else set(possible_classes(last) if last else ()) | found
        )
        if verb_reading(word)[0]:
            found.add("VERB")
    if not found and word.endswith("ly"):
        found.add("ADV")
    return frozenset(found or {"NOUN"})


_ADJECTIVE_ENDS = lexicon.words("event_words", group="adjective-end")


@cache
def noun_lemma(word: str) -> str:
    """The noun that `word` is a form of, the word itself where the dictionary has none."""
    lemmas = noun_lemmas(word)
    if lemmas:
        return lemmas[0]
    if "-" in word:
        head, _, last = word.rpartition("-")
        return f"{head}-{noun_lemma(last)}" if last else word
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word


@cache
def closed_classes() -> dict[str, str]:
    """Lower-case word -> its part of speech, for words of closed classes; the first row of a word counts."""
    table: dict[str, str] = {}
    for row in lexicon.rows("closed_classes"):
        table.setdefault(row["word"], row["part_of_speech"])
    return table


def closed_class(lower: str) -> str:
    """The closed class of a word in lower case; "" for others."""
    return closed_classes().get(lower, "")


@cache
def biases() -> dict[str, str]:
    """Words that news uses in one class nearly always -> that class."""
    return {row["word"]: row["part_of_speech"] for row in lexicon.rows("word_biases")}


@cache
def number_words() -> frozenset[str]:
    return lexicon.words("number_words", kind="one") | lexicon.words("number_words", kind="ten") | lexicon.words("number_words", kind="scale")
