"""The analysis: lazy, with exact offsets and numbers that count the article's words."""

from __future__ import annotations

import gc
import time
import weakref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.model import Article, Part
from tidings.nlp import analyse
from tidings.nlp.analysis import Doc
from tidings.nlp.parts import flat

TEXT = "Ferry sinks\n“We don't know why,” Ada Lum said. The U.N.-led team found 1,200 bags."


def doc_of(text: str) -> Doc:
    return analyse(Article("a", text, "a.txt", "0"))


def test_words_have_tags_lemmas_and_classes() -> None:
    found = {word.text: (word.tag, word.pos, word.lemma) for word in doc_of(TEXT).words(0, len(TEXT))}
    assert found["said"] == ("VBD", "VERB", "say")
    assert found["n't"] == ("RB", "ADV", "not")
    assert found["bags"] == ("NNS", "NOUN", "bag")
    assert found["Lum"][1] == "PROPN"


def test_numbers_count_words_from_the_first() -> None:
    doc = doc_of(TEXT)
    words = doc.words(0, len(TEXT))
    assert [word.i for word in words] == list(range(len(words)))
    assert all(doc.word(word.i) == word and doc.index(word.start) == word.i for word in words)
    assert [sentence.paragraph for sentence in doc.sentences] == [0, 1, 1]


def test_a_word_knows_the_marks_that_hold_it() -> None:
    doc = doc_of(TEXT)
    assert [word.text for word in doc.words(0, len(TEXT)) if word.quotation == 0] == ["“", "We", "do", "n't", "know", "why", ",", "”"]


def test_only_what_is_asked_for_is_tagged() -> None:
    analyse.cache_clear()  # the analysis made last is kept, and another test may have read it
    doc = doc_of(TEXT)
    doc.words(TEXT.index("The"), len(TEXT))
    assert [sentence._words is not None for sentence in doc.sentences] == [False, False, True]


def test_an_article_is_forgotten_with_its_last_holder() -> None:
    """Nothing points round in a circle, so what coding needs of memory does not wait for a collection of garbage."""
    doc = analyse(Article("a", "Ann Berg left. The mayor stayed.", "a.txt", "0"))
    assert doc.sentences[1].words
    reader = weakref.ref(doc.sentences[1]._reader)
    analyse.cache_clear()
    gc.disable()
    try:
        del doc
        assert reader() is None
    finally:
        gc.enable()


def test_boilerplate_has_no_words() -> None:
    parts = (Part("body", 0, 8), Part("boilerplate", 8, 20))
    doc = analyse(Article("a", "It sank. Read more now.", "a.txt", "0", parts=parts))
    assert [word.text for sentence in doc.sentences for word in sentence.words] == ["It", "sank", "."]
    assert doc.sentence_at(12) is None


def test_parts_in_a_row() -> None:
    row = flat(doc_of("About 6 . 2 % of 5m-euro loans").words(0, 40))
    assert [part.text for part in row] == ["About", "6 . 2".replace(" ", ""), "%", "of", "5", "m", "-", "euro", "loans"]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_analysed(text: str) -> None:
    doc = doc_of(text)
    for sentence in doc.sentences:
        assert [text[word.start : word.end] for word in sentence.words] == [word.text for word in sentence.words]
        assert (sentence.words[0].i, sentence.words[-1].i) == (sentence.first, sentence.last)


BITS = [
    "(",
    "a) ",
    "'",
    " ’",
    '" ',
    "“",
    "- ",
    "A ",
    "1 ",
    ", ",
    "said ",
    "he said, ",
    "“No, not at all now,” he said, ",
    "he left and ",
    "which left, ",
]


@pytest.mark.parametrize("bit", BITS)
def test_twice_the_text_takes_about_twice_the_time(bit: str) -> None:
    """One sentence that goes on and on, read to its clauses."""

    def once(size: int) -> float:
        begun = time.process_time()
        for sentence in doc_of(bit * (size // len(bit))).sentences:
            assert sentence.clauses is not None
        return time.process_time() - begun

    def seconds(size: int) -> float:
        """The quickest of five: what else the process does (a collection of garbage, say) only ever adds."""
        return min(once(size) for _ in range(5))

    once(500)  # words met for the first time
    assert seconds(24000) < 10 * max(seconds(6000), 0.02)  # four times the text; 16 would be quadratic


def test_a_sentence_of_a_hundred_kilobytes_is_read() -> None:
    (sentence,) = doc_of("the man of the town who left and " * 3000).sentences
    assert len(sentence.clauses) == 3000
