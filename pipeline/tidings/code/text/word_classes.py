"""Which class each word of a sentence has, as far as finding events needs it: closed classes, a dictionary, and the words beside it.

No trained model: a word's possible classes come from `word_forms`, and the words before and after it decide between them.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from tidings.code.text.bare_words import Word
from tidings.code.text.closed_words import DEPENDS, by_itself, in_time_or_number, of_closed_class, times
from tidings.code.text.open_words import of_open_class, verb_soon, word_before
from tidings.code.text.word_forms import DO, NOMINATIVE, closed_class, noun_lemma, verb_reading


def classify(words: list[Word], named: Container[int] = ()) -> None:
    """Set `tag`, `form` and `lemma` of each word of a sentence. `named`: offsets at which words of names begin."""
    known_times = times()
    finite = False  # whether the clause already has its finite verb
    for at, word in enumerate(words):
        lower = word.lower
        tag = by_itself(lower)
        if tag == DEPENDS or (tag and word.text[0].isupper()):
            before = words[at - 1] if at else None
            after = words[at + 1] if at + 1 < len(words) else None
            tag = in_time_or_number(words, at) or of_closed_class(word, before, after, known_times)
        if not tag:
            tag = "PROPN" if word.start in named else of_open_class(words, at, finite)
        word.tag = tag
        if tag == "VERB":
            word.lemma, forms = verb_reading(lower)
            word.form = _form(forms, words, at, finite)
            finite = finite or word.form in ("VBD", "VBZ", "VBP")
            continue
        word.lemma = noun_lemma(lower) if tag in ("NOUN", "PROPN") else lower
        if tag in ("PUNCT", "SCONJ", "REL", "CCONJ"):
            finite = False
        elif tag in ("AUX", "MODAL"):
            finite = True


def _has_object(after: Word) -> bool:
    """Whether a determiner, possessive or pronoun follows, which a participle that describes a noun seldom has."""
    return closed_class(after.lower) in ("DET", "POSS") or after.lower in ("him", "her", "them", "it")


def _leads_on(words: Sequence[Word], at: int) -> bool:
    """Whether a past form after a noun is a participle that describes it: a preposition follows, and then the clause's own verb."""
    return closed_class(words[at + 1].lower) == "ADP" and verb_soon(words, at + 1)


def _form(forms: frozenset[str], words: Sequence[Word], at: int, finite: bool) -> str:
    """The Penn tag of a verb among those that its ending allows."""
    link = word_before(words, at)
    if link is not None and (link.tag in ("TO", "MODAL", "NOT") or link.lower in DO) and "VB" in forms:
        return "VB"
    if "VBG" in forms:
        return "VBG"
    if link is not None and link.tag == "AUX" and "VBN" in forms:
        return "VBN"
    if "VBZ" in forms:
        return "VBZ"
    if "VBD" in forms and "VBN" in forms:
        if link is not None and link.lower in NOMINATIVE:
            return "VBD"
        if link is not None and link.tag in ("NOUN", "PROPN") and at + 1 < len(words) and _has_object(words[at + 1]):
            return "VBD"
        by = at + 1 < len(words) and words[at + 1].lower == "by"
        if link is not None and link.tag in ("NOUN", "PROPN") and not finite and at + 1 < len(words) and _leads_on(words, at):
            return "VBN"
        if link is None or by or (finite and link.tag in ("NOUN", "PROPN", "PRON")) or link.tag == "ADP":
            return "VBN"
        return "VBD"
    for tag in ("VBD", "VBP", "VBN", "VB"):
        if tag in forms:
            return tag
    return ""
