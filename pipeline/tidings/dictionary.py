"""What a word may be by its form alone, and its lemma once it has a tag: lemminflect's dictionary and endings, no model.

Its files are read here, a tenth of a second once a process: lemminflect's own functions copy all that they answer.

>>> sorted(tags("left"))
['JJ', 'NN', 'RB', 'VBD', 'VBN']
>>> lemma("left", "VBD"), lemma("left", "JJ"), lemma("found", "VBD"), lemma("found", "VB")
('leave', 'left', 'find', 'found')
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from tidings import lexicon

WORDS_KEPT = 1 << 17  # different words remembered
LONGEST = 40  # characters of a word that a dictionary could know

# The dictionary's classes by Penn tag; tags that are not here have the word itself as their lemma.
_CLASS = {"NNS": "NOUN", "JJR": "ADJ", "JJS": "ADJ", "RBR": "ADV", "RBS": "ADV"} | dict.fromkeys(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"], "VERB")
# Penn tags of a base form, then of the forms in the order in which the dictionary lists them.
_BASES = {"noun": ("NN",), "adj": ("JJ",), "adv": ("RB",), "verb": ("VB", "VBP"), "aux": ("VB",), "modal": ("VB",)}
_FORMS = {"noun": ("NNS",), "adj": ("JJR", "JJS"), "adv": ("RBR", "RBS"), "verb": ("VBD", "VBN", "VBG", "VBZ")}
_TAGS = {"NOUN": ("NN", "NNS"), "ADJ": ("JJ", "JJR", "JJS"), "ADV": ("RB", "RBR", "RBS"), "VERB": ("VB", "VBP", "VBD", "VBN", "VBG", "VBZ")}
# Auxiliaries, which the dictionary's own reader knows instead of its table.
_AUXILIARIES = {"can": "could", "may": "might", "will": "would", "shall": "should", "must": "must", "ought": "ought", "dare": ""}
_BE = {"VB": ("be",), "VBD": ("was", "were"), "VBG": ("being",), "VBN": ("been",), "VBP": ("am", "are"), "VBZ": ("is",)}
# What stands after an apostrophe, and what is left before "n't", is no dictionary's word.
_SHORTENED = {"'m": "be", "'re": "be", "'ve": "have", "'ll": "will", "n't": "not", "wo": "will", "ca": "can", "sha": "shall"}

Forms = dict[str, tuple[str, ...]]


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
        for word in lemmas:
            fitting = [tag for tag, forms in inflections(word, upos).items() if lower in forms]
            found.update(fitting or (_TAGS.get(upos, ("VB",))[:1] if word == lower else ()))
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
    known = _lemmas(lower).get(upos, ())
    if not known and "-" in lower:
        before, _, last = lower.rpartition("-")
        return f"{before}-{lemma(last, tag)}" if last else lower
    if not known:
        return lower if tag in ("VB", "VBP") else _by_ending(lower, upos)
    fitting = [word for word in known if lower in inflections(word, upos).get(tag, ())] or known
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
def _lemmas(lower: str) -> Mapping[str, tuple[str, ...]]:
    """The lemmas that a word in lower case may have, by Universal Dependencies' class."""
    rows = (line.split(",") for line in _table("lemma_lu.csv.gz").get(lower, "").splitlines())
    known = {"AUX" if kind == "modal" else kind.upper(): tuple(words.lower().split("/")) for kind, words in rows}
    return known | _amended(lower, "lemma_overrides.csv")


@lru_cache(WORDS_KEPT)
def inflections(word: str, upos: str) -> Mapping[str, tuple[str, ...]]:
    """The forms of a lemma in this class by Penn tag, as far as the dictionary has them."""
    found = _forms(word) | _amended(word, "infl_overrides.csv")
    forms = {tag: found[tag] for tag in _TAGS.get(upos, ()) if tag in found}
    if "VBD" in forms:
        forms.setdefault("VBN", forms["VBD"])  # the dictionary leaves out what is the same
    return forms


def _forms(word: str) -> Forms:
    if word == "be":
        return _BE
    if word in _AUXILIARIES:
        past = _AUXILIARIES[word]
        return {"VB": (word,), "VBD": (past,)} if past else {"VB": (word,)}
    found: Forms = {}
    for line in _table("infl_lu.csv.gz").get(word, "").splitlines():
        kind, *spelt = line.split(",")
        found |= {tag: tuple(words.lower().split("/")) for tag, words in zip(_FORMS.get(kind, ()), spelt, strict=False) if words}
        found |= dict.fromkeys(_BASES[kind], (word,))
    return found


def _amended(word: str, name: str) -> Forms:
    """What the dictionary's file of amendments has for a word."""
    return {key: (other.lower(),) for key, _, other in (line.partition(",") for line in _table(name).get(word, "").splitlines())}


@cache
def _table(name: str) -> dict[str, str]:
    """One of the dictionary's files: for each word its lines, the word left out."""
    spec = find_spec("lemminflect")
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).parent / "resources" / name
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    found: dict[str, str] = {}
    for line in text.decode().splitlines():
        if "," in line and line[0] != "#":
            word, rest = line.split(",", 1)
            found[word] = f"{found[word]}\n{rest}" if word in found else rest
    return found


@cache
def _closed_classes() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for row in lexicon.rows("closed_classes"):
        table[row["word"]] = table.get(row["word"], frozenset()) | {row["part_of_speech"]}
    return table
