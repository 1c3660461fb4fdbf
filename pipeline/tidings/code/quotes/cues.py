"""Reporting words: the verbs and nouns that mark reported speech, from the data files `speech_verbs` and `speech_nouns`."""

from __future__ import annotations

from functools import cache

from tidings import lexicon
from tidings.dictionary import inflections
from tidings.known import cue_rows


@cache
def cue_nouns() -> dict[str, dict[str, str]]:
    """Singular and plural of every noun for what is said -> its row of `speech_nouns`, in the columns of `speech_verbs`."""
    return {
        form: {"verb": row["word"], "particle": "", "stance": row["stance"], "takes": row["takes"]}
        for row in lexicon.rows("speech_nouns")
        for form in (row["word"], *(form for forms in inflections(row["word"], "NOUN").values() for form in forms))
    }


@cache
def reporting_words() -> frozenset[str]:
    """Every word that may be part of a cue, in lower case."""
    return frozenset({*cue_rows(), *cue_nouns(), "according"})
