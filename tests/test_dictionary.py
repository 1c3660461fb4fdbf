"""Lemmas: the dictionary's, chosen by the tag; endings where it knows none."""

from __future__ import annotations

import lemminflect
import pytest

from tidings.dictionary import classes, inflections, lemma, tags


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("left", "VBD", "leave"),
        ("left", "JJ", "left"),
        ("found", "VBD", "find"),
        ("found", "VB", "found"),
        ("lay", "VBD", "lie"),
        ("was", "VBD", "be"),
        ("'re", "VBP", "be"),
        ("'s", "VBZ", "be"),
        ("'s", "POS", "'s"),
        ("n't", "RB", "not"),
        ("wo", "MD", "will"),
        ("forces", "NNS", "force"),
        ("forces", "VBZ", "force"),
        ("better", "JJR", "good"),
        ("torched", "VBD", "torch"),
        ("re-elected", "VBD", "re-elect"),
        ("ceasefires", "NNS", "ceasefire"),
        ("livestreaming", "VBG", "livestream"),
        ("she", "PRP", "she"),
    ],
)
def test_the_lemma_for_a_tag(word: str, tag: str, expected: str) -> None:
    assert lemma(word, tag) == expected


def test_what_a_word_may_be() -> None:
    assert tags("left") >= {"VBD", "VBN", "JJ"}
    assert classes("forces") == {"NOUN", "VERB"}
    assert classes("that") >= {"DET"}
    assert not classes("haftarite")


@pytest.mark.parametrize("word", ["leave", "can", "be", "dare", "bless", "data", "good", "well", "unheardof"])
def test_the_dictionary_is_read_as_its_makers_read_it(word: str) -> None:
    for upos in ("NOUN", "VERB", "ADJ", "ADV"):
        told = lemminflect.getAllInflections(word, upos=upos)
        assert {tag: forms for tag, forms in inflections(word, upos).items() if tag in told} == told
