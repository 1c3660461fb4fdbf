"""What both the coder and `link` know of words beforehand, read from the lexicon: peoples, given names, nouns for actors."""

from __future__ import annotations

from functools import cache

from tidings import lexicon
from tidings.dictionary import inflections

PRONOUN_GENDERS = {word: gender[0] for gender in ("male", "female") for word in lexicon.words("clause_words", use=gender)}


@cache
def demonyms() -> dict[str, str]:
    """Adjectives and nouns of nationality, as printed -> ISO 3166-1 alpha-3."""
    return {name: row["iso3"] for row in lexicon.rows("countries") for name in lexicon.split(row["adjectives"]) + lexicon.split(row["people"])}


@cache
def given_names() -> dict[str, str]:
    """Given names in lower case -> m, f or empty."""
    return {row["name"]: row["gender"] for row in lexicon.rows("given_names")}


@cache
def may_be_given() -> frozenset[str]:
    """Words in lower case that somebody's given name may be: ours, and the census', which has "june", "chad" and "sunny" too."""
    return (lexicon.lines("census_given") - lexicon.words("name_context", kind="no_given")) | frozenset(given_names())


@cache
def may_be_family() -> frozenset[str]:
    """Words in lower case that are family names: ours, and the commonest of the census, which has "frost", "may" and "london" too."""
    return lexicon.lines("census_family") | lexicon.words("family_names", "name")


@cache
def actor_nouns() -> dict[str, str]:
    """Nouns that name an actor -> PLOVER sector, or empty."""
    return {row["word"]: row["sector"] for row in lexicon.rows("actor_nouns")}


@cache
def frames(use: str) -> frozenset[str]:
    """The frames of words of speech with this use in speech_frames.tsv."""
    return frozenset(row["frame"] for row in lexicon.rows("speech_frames") if use in lexicon.split(row["uses"]))


@cache
def cue_rows() -> dict[str, tuple[dict[str, str], ...]]:
    """Every inflected form of every reporting verb -> its rows of the data file, those with a particle first."""
    table: dict[str, list[dict[str, str]]] = {}
    for row in lexicon.rows("speech_verbs"):
        for form in dict.fromkeys(form for forms in inflections(row["verb"], "VERB").values() for form in forms):
            table.setdefault(form, []).append(row)
    return {form: tuple(sorted(rows, key=lambda row: not row["particle"])) for form, rows in table.items()}


@cache
def bare_cues() -> frozenset[str]:
    """Every inflected form of every reporting verb of the lexicon that needs no particle, in lower case."""
    return frozenset(form for form, rows in cue_rows().items() if not rows[-1]["particle"])


@cache
def is_body_noun(noun: str, before: str, first: str) -> bool:
    """Whether a noun for a person is one for a body behind `before` in a phrase that `first` opens: "the coast guard", not "a coast guard"."""
    return f"{before} {noun}" in lexicon.words("speaker_nouns") and first not in lexicon.words("line_words", group="indefinite")


@cache
def is_person_noun(noun: str) -> bool:
    """Whether a singular noun is one for a person ("fisherman", "governor", "nurse"), not for a body or a people."""
    if noun in lexicon.words("speaker_nouns") or noun in lexicon.words("name_heads", "head", kind="organization"):
        return False
    listed = noun in lexicon.words("titles", "title") or noun in lexicon.words("name_context", kind="one_person")
    return listed or (noun in actor_nouns() and noun.endswith(tuple(sorted(lexicon.words("name_context", kind="person_ending")))))
