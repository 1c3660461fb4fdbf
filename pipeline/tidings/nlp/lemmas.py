"""What a word may be by its form alone, and its lemma once it has a tag: lemminflect's dictionary and endings, no model.

>>> sorted(tags("left"))
['JJ', 'NN', 'RB', 'VBD', 'VBN']
>>> lemma("left", "VBD"), lemma("left", "JJ"), lemma("found", "VBD"), lemma("found", "VB")
('leave', 'left', 'find', 'found')
"""

from __future__ import annotations

from functools import cache, lru_cache

import lemminflect

from tidings import lexicon

WORDS_KEPT = 1 << 17  # different words remembered
LONGEST = 40  # characters of a word that a dictionary could know

# The dictionary's classes by Penn tag; tags that are not here have the word itself as their lemma.
_CLASS = {"NNS": "NOUN", "JJR": "ADJ", "JJS": "ADJ", "RBR": "ADV", "RBS": "ADV"} | dict.fromkeys(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"], "VERB")
_BASE = {"NOUN": "NN", "VERB": "VB", "ADJ": "JJ", "ADV": "RB", "AUX": "VB"}
# What stands after an apostrophe, and what is left before "n't", is no dictionary's word.
_SHORTENED = {"'m": "be", "'re": "be", "'ve": "have", "'ll": "will", "n't": "not", "wo": "will", "ca": "can", "sha": "shall"}


@lru_cache(WORDS_KEPT)
def classes(lower: str) -> frozenset[str]:
    """The parts of speech that a word in lower case may have (Universal Dependencies): ``forces`` -> NOUN, VERB. Empty where unknown."""
    return closed(lower) | frozenset(_lemmas(lower)) if len(lower) <= LONGEST else closed(lower)


def closed(lower: str) -> frozenset[str]:
    """The closed classes of a word in lower case: ``that`` -> DET. Empty for others."""
    return _closed_classes().get(lower, frozenset())


@lru_cache(WORDS_KEPT)
def tags(lower: str) -> frozenset[str]:
    """The Penn tags that the dictionary has for a word in lower case; empty for closed classes and unknown words."""
    found: set[str] = set()
    for upos, lemmas in _lemmas(lower).items() if len(lower) <= LONGEST else ():
        base = _BASE.get(upos)
        for word in lemmas:
            forms = {tag for tag, forms in _inflections(word, upos).items() if lower in forms}
            found.update(forms or ({base} if base and word == lower else ()))
    return frozenset(found)


@lru_cache(WORDS_KEPT)
def lemma(lower: str, tag: str) -> str:
    """The lemma of a word in lower case (with straight apostrophes) that has this Penn tag."""
    if tag in ("VBZ", "MD") and lower in ("'s", "'d"):
        return "be" if lower == "'s" else "would"
    if lower in _SHORTENED:
        return _SHORTENED[lower]
    upos = _CLASS.get(tag)
    if upos is None or len(lower) > LONGEST:
        return lower
    known = [word.lower() for word in _lemmas(lower).get(upos, ())]
    if not known and "-" in lower:
        before, _, last = lower.rpartition("-")
        return f"{before}-{lemma(last, tag)}" if last else lower
    if not known:
        return _by_ending(lower, upos)
    fitting = [word for word in known if lower in _inflections(word, upos).get(tag, ())] or known
    return next((word for word in fitting if (word == lower) == (tag in ("VB", "VBP"))), fitting[0])


def _by_ending(lower: str, upos: str) -> str:
    """The lemma of a word the dictionary lacks: the longest stem it knows in any class, else the stem that English spells most."""
    if upos not in ("NOUN", "VERB"):
        return lower
    for ending, stems in _ENDINGS:
        if lower.endswith(ending) and len(lower) > len(ending) + 2 and (upos == "VERB" or ending.endswith("s")):
            kept = lower[: -len(ending)]
            tried = [kept + stem for stem in stems]
            if len(kept) > 3 and kept[-1] == kept[-2] and not ending.endswith("s"):
                tried.append(kept[:-1])
            return next((word for word in tried if _lemmas(word)), tried[0])
    return lower


_ENDINGS = (
    ("ies", ("y", "ie")),
    ("sses", ("ss",)),
    ("ches", ("ch", "che")),
    ("shes", ("sh",)),
    ("xes", ("x",)),
    ("ss", ("ss",)),
    ("us", ("us",)),
    ("s", ("",)),
    ("ied", ("y", "ie")),
    ("ated", ("ate",)),
    ("ized", ("ize",)),
    ("ised", ("ise",)),
    ("ed", ("", "e")),
    ("ating", ("ate",)),
    ("izing", ("ize",)),
    ("ising", ("ise",)),
    ("ing", ("", "e")),
)


@lru_cache(WORDS_KEPT)
def _lemmas(lower: str) -> dict[str, tuple[str, ...]]:
    return dict(lemminflect.getAllLemmas(lower))


@lru_cache(WORDS_KEPT)
def _inflections(word: str, upos: str) -> dict[str, tuple[str, ...]]:
    forms = dict(lemminflect.getAllInflections(word, upos=upos)) if upos != "AUX" else {}
    if "VBD" in forms:
        forms.setdefault("VBN", forms["VBD"])  # the dictionary leaves out what is the same
    return forms


@cache
def _closed_classes() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for row in lexicon.rows("closed_classes"):
        table[row["word"]] = table.get(row["word"], frozenset()) | {row["part_of_speech"]}
    return table
