"""What a word may be: closed classes from a data file, inflection from lemminflect's dictionary (no model)."""

from __future__ import annotations

from functools import cache

import lemminflect

from tidings import lexicon


@cache
def classes(word: str) -> frozenset[str]:
    """The parts of speech that a lower-case word may have, in Universal Dependencies' names (NOUN, VERB, ADJ, ADV, ...)."""
    closed = [row["part_of_speech"] for row in lexicon.rows("closed_classes") if row["word"] == word]
    return frozenset(closed or lemminflect.getAllLemmas(word))


@cache
def verb_lemmas(word: str) -> tuple[str, ...]:
    """The verbs that a lower-case word may be a form of: ``left`` -> ``("leave",)``; empty where none."""
    return tuple(lemminflect.getAllLemmas(word, upos="VERB").get("VERB", ()))


@cache
def noun_lemmas(word: str) -> tuple[str, ...]:
    """The nouns that a lower-case word may be a form of: ``forces`` -> ``("force",)``; empty where none."""
    return tuple(lemminflect.getAllLemmas(word, upos="NOUN").get("NOUN", ()))


@cache
def verb_forms(lemma: str) -> dict[str, tuple[str, ...]]:
    """Forms of a verb by Penn tag: VB, VBZ, VBP, VBD, VBN, VBG. Where the dictionary gives one past form it serves for both."""
    forms = dict(lemminflect.getAllInflections(lemma, upos="VERB")) or dict(lemminflect.getAllInflectionsOOV(lemma, upos="VERB"))
    if "VBN" not in forms and "VBD" in forms:
        forms["VBN"] = forms["VBD"]
    return forms


@cache
def noun_forms(lemma: str) -> tuple[str, ...]:
    """Singular and plural of a noun."""
    forms = lemminflect.getAllInflections(lemma, upos="NOUN") or lemminflect.getAllInflectionsOOV(lemma, upos="NOUN")
    return tuple(dict.fromkeys(form for group in forms.values() for form in group))
