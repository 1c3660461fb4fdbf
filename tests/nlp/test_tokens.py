"""Words: cut as treebanks cut, compounds whole and seen inside, offsets exact, in time that grows with the text and no faster."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.nlp.parts import visible
from tidings.nlp.tokens import LONGEST_KEPT, cut_stretch, lookup, tokens


def cut(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We don't know (yet).", ["We", "do", "n't", "know", "(", "yet", ")", "."]),
        ("Lum’s crew can’t.", ["Lum", "’s", "crew", "ca", "n’t", "."]),
        ("I'd've said O'Dell cannot", ["I", "'d", "'ve", "said", "O'Dell", "can", "not"]),
        ("the UN-backed, U.S.-led force", ["the", "UN-backed", ",", "U.S.-led", "force"]),
        ("Gen. Lum said no.", ["Gen.", "Lum", "said", "no", "."]),
        ("J. R. Rider, Ph.D., at 8 a.m.", ["J.", "R.", "Rider", ",", "Ph.D.", ",", "at", "8", "a.m."]),
        ("$5m or US$1,200.50 (up 3%)", ["$", "5m", "or", "US$1,200.50", "(", "up", "3", "%", ")"]),
        ("It sank.Nobody drowned…", ["It", "sank", ".", "Nobody", "drowned", "…"]),
        ("from 2017–19—or -5 and/or 9/11", ["from", "2017–19", "—", "or", "-5", "and", "/", "or", "9/11"]),
        ("“[W]e left,” she said -- twice...", ["“", "[W]e", "left", ",", "”", "she", "said", "--", "twice", "..."]),
        ("see https://a.example/b?c=1, or ask@a.example.", ["see", "https://a.example/b?c=1", ",", "or", "ask@a.example", "."]),
        ("AT&T f**k @ada #tide ‘So’", ["AT&T", "f**k", "@ada", "#", "tide", "‘", "So", "’"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert cut(text) == words


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("UN-backed", ["UN", "-", "backed"]),
        ("U.S.-led", ["U.S.", "-", "led"]),
        ("5m-euro", ["5", "m", "-", "euro"]),
        ("10:30", ["10", ":", "30"]),
        ("1,200", ["1,200"]),
        ("pro-", ["pro", "-"]),
        ("harbour", []),
    ],
)
def test_what_a_word_holds(word: str, parts: list[str]) -> None:
    (only,) = cut_stretch(word)
    assert [part.text for part in only.parts] == parts


def test_numbers_are_read() -> None:
    (only,) = cut_stretch("1,200.5bn")
    assert [part.number for part in only.parts] == [1200.5, None]


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u200e", "\u2060", "\ufe0f"])
def test_what_nobody_sees_parts_no_word(unseen: str) -> None:
    text = f"The har{unseen}bour{unseen}, they do{unseen}n't say"
    found = tokens(text)
    assert [token.lower for token in found] == ["the", "harbour", ",", "they", "do", "n't", "say"]
    assert "".join(token.text for token in found) == text.replace(" ", "")


def test_an_accent_by_itself_parts_no_word() -> None:
    assert cut("the e\u0301le\u0300ve left") == ["the", "e\u0301le\u0300ve", "left"]


@pytest.mark.parametrize(("word", "form"), [("DON’T", "don't"), ("[W]e", "we"), ("Har\u00adbour", "harbour")])
def test_what_to_look_up(word: str, form: str) -> None:
    assert lookup(word) == form


@given(st.text(max_size=80))
def test_offsets_are_exact_and_no_character_is_in_two_words(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(st.text(alphabet="ab1 .,'’“-–()$%U", max_size=80))
def test_every_visible_character_is_in_a_word(text: str) -> None:
    assert "".join(cut(text)) == "".join(text.split())


@given(st.text(alphabet="ab1.,'’“-–()$%U\u200b", min_size=1, max_size=40))
def test_parts_cover_their_word(word: str) -> None:
    for each in cut_stretch(word):
        if each.parts:
            assert "".join(part.text for part in each.parts) == visible(each.text)


@pytest.mark.parametrize("bit", [*"(['\"’“-.,@&*/:1a\u200b\u0301", "a.", "a-", "1,", "a'", "[a]", "n't", "'s", "--a", "1.", "://"])
def test_twice_the_text_takes_about_twice_the_time(bit: str) -> None:
    def seconds(times: int) -> float:
        text = bit * times
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            tokens(text)
            best = min(best, time.process_time() - begun)
        return best

    size = 20 * LONGEST_KEPT * 10
    assert seconds(2 * size) < 4 * seconds(size) + 0.1
