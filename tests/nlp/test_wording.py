"""The wording of sentences: what is kept of it, and when two sentences share some. All matters are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.model import Article
from tidings.nlp.wording import wording
from tidings.wording import RUN, Wordings, runs

COPIED = "the ferry ran aground off Benna late on Friday night"  # ten words


def wordings(text: str) -> Wordings:
    return Wordings(wording(Article("a", text, "a.txt", "")))


def shared(one: str, other: str) -> set[str]:
    """Runs that the sentences in which the word "ferry" stands have in common."""
    left, right = (set(runs(wordings(text).at(text.index("ferry")))) for text in (one, other))
    return left & right


def test_two_sentences_share_a_run_of_eight_words_whatever_stands_around():
    one = f"Nobody was hurt. According to the coast guard {COPIED}, with 40 people on board."
    other = f"“We heard it,” said Ada Lum. {COPIED.capitalize()}."
    assert len(shared(one, other)) == 10 - RUN + 1
    assert shared(one, "A ferry ran aground off Benna late on Saturday.") == set()


@pytest.mark.parametrize("mark", ["“{}”", '"{}"'])
def test_words_in_quotation_marks_are_no_wording(mark):
    quoted = mark.format(COPIED)
    assert shared(f"Ada Lum said {quoted}.", f"Peter Holm, a fisherman, said {quoted}.") == set()


def test_a_run_does_not_go_on_behind_a_quotation():
    assert wordings("The ferry ran aground “off Benna” late on Friday night.").at(0) == ""


def test_case_and_the_form_of_an_apostrophe_do_not_count():
    assert (
        len(
            shared(
                "The ferry's master didn't say why she ran aground.", "THE FERRY’S MASTER didn’t say why she ran aground.".replace("FERRY", "ferry")
            )
        )
        == 2
    )


def test_offsets_before_the_first_sentence_and_cells_that_are_none_have_no_wording():
    assert wordings("").at(0) == ""
    assert Wordings(None).at(3) == ""
    assert Wordings("not a wording: at all").at(3) == ""
    assert Wordings("20:abcd").at(3) == ""


@given(st.text(alphabet="ab .\n“”'\u200b", max_size=80))
def test_any_text_has_a_wording_that_reads_back(text):
    found = wordings(text)
    for offset in range(len(text)):
        assert len(found.at(offset)) % 4 == 0
