"""Reporting words: the verbs and phrases that mark reported speech, from the data file `speech_verbs`."""

from __future__ import annotations

from functools import cache

from pipeline import lexicon
from pipeline.code.grammar import verb_forms


@cache
def cue_forms() -> dict[str, dict[str, str]]:
    """Every inflected form of every reporting verb, in lower case -> its row of the data file."""
    return {form: row for row in reversed(lexicon.rows("speech_verbs")) for group in verb_forms(row["verb"]).values() for form in group}
