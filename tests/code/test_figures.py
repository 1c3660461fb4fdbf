"""Figures: value, bounds, unit, kind, what is measured and whose number it is. The examples are invented."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.code.dates.dates import code_dates
from tidings.code.figures.figures import code_figures
from tidings.measures import dimension, si
from tidings.model import Article, Coding, Entity, Figure, Mention, Quote, Words
from tidings.nlp import analyse


def coded(text: str) -> list[Figure]:
    doc = analyse(Article("a", text, "a.txt", "0", published="2020-06-17"))
    coding = Coding("a")
    coding.dates = code_dates(doc)
    return code_figures(doc, coding)


def test_a_conversion_in_brackets_is_a_row_of_its_own_that_measures_the_same() -> None:
    reported, converted = coded("They took the town of Orvo, some 50 kilometers (31 miles) south of Corl.")
    assert (reported.unit, reported.bound, converted.unit, converted.method) == ("kilometre", "approximate", "mile", "converted")
    assert reported.measures is not None
    assert reported.measures.text == "town of Orvo"
    assert converted.measures == reported.measures


def test_a_number_inside_a_quote_is_its_speakers() -> None:
    text = "“We counted 40 graves,” Ida Holm said. The town has 900 people."
    doc = analyse(Article("a", text, "a.txt", "0"))
    coding = Coding("a", entities=[Entity(0, "Ida Holm", "person"), Entity(1, "officials", "person", named=False)])
    speaker = Words(text.index("Ida"), text.index(" said"), "Ida Holm")
    coding.quotes = [Quote(1, 21, text[1:21], "direct", speaker, 0, None, "assert", "m")]
    told, reported = code_figures(doc, coding)
    assert (told.quote, told.attributed, told.attributed_entity, told.attribution) == ((1, 21), speaker, 0, "named")
    assert (reported.quote, reported.attributed_entity, reported.attribution) == (None, None, "reporter")
    coding.quotes[0].speaker_entity = 1
    assert code_figures(doc, coding)[0].attribution == "unnamed"


@pytest.mark.parametrize(
    ("text", "known"),
    [("NORSAR has counted over 40 tremors.", "named"), ("NORSAR put the number at 40.", "named"), ("NORSAR put 40 men on the border.", "reporter")],
)
def test_a_number_is_of_who_found_it_out(text: str, known: str) -> None:
    mentions = [Mention(0, 6, "NORSAR", "name", "organization", 0, "m")]
    coding = Coding("a", entities=[Entity(0, "NORSAR", "organization")], mentions=mentions)
    (figure,) = code_figures(analyse(Article("a", text, "a.txt", "0")), coding)
    assert (figure.attribution, figure.attributed_entity) == (known, 0 if known == "named" else None)


def test_the_measured_actor_is_the_one_named_among_the_words_measured() -> None:
    text = "They hold 145 OLA fighters."
    doc = analyse(Article("a", text, "a.txt", "0"))
    coding = Coding("a", entities=[Entity(0, "OLA", "organization")])
    start = text.index("OLA")
    coding.mentions = [Mention(start, start + 3, "OLA", "name", "organization", 0, "m")]
    assert code_figures(doc, coding)[0].measured_entity == 0


def test_the_town_is_the_place_last_named() -> None:
    text = "They left Orvo. They took the town, 20 kilometres east of Corl."
    coding = Coding("a", entities=[Entity(0, "Orvo", "place")], mentions=[Mention(10, 14, "Orvo", "name", "place", 0, "m")])
    assert [one.measured_entity for one in code_figures(analyse(Article("a", text, "a.txt", "0")), coding)] == [0]


def test_units_convert_to_the_international_system() -> None:
    assert si(50, "mile") == (80467.2, "metre")
    assert si(36, "kilometre per hour") == (10.0, "metre per second")
    assert si(5, "US dollar") is None
    assert si(5, None) is None
    assert dimension("mile") == dimension("kilometre") == "metre"
    assert dimension("fighter") == "fighter"


WORDS = st.sampled_from(
    [
        "about", "at", "least", "up", "to", "between", "and", "-", "5", "1,200", "3.2", "million", "two", "hundred", "half", "a", "of",
        "dozens", "several", "$", "%", "miles", "km", "²", "per", "(", ")", "soldiers", "year-old", "old", "one", "minus", "/", "4",
        "feet", "inches", "rose", "from", "Orvo", ",", "×10−30",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=16).map(" ".join)))
def test_any_text_gives_traceable_figures_with_their_ends_in_order(text: str) -> None:
    last = 0
    for one in coded(text):
        assert text[one.start : one.end] == one.text
        assert one.start >= last
        last = one.end
        for words in (one.measures, one.attributed):
            assert words is None or words == Words(words.start, words.end, text[words.start : words.end])
        ends = [end for end in (one.value_low, one.value_high) if end is not None]
        assert ends
        assert ends == sorted(ends)
        assert all(math.isfinite(end) for end in ends)
        assert (one.bound == "exact") <= (one.value_low == one.value_high)


@pytest.mark.parametrize("text", ["9" * 400, "one hundred " * 200, "million " * 200, "1/0 and 5 x 10^999"])
def test_numbers_beyond_all_measure_are_no_figures(text: str) -> None:
    assert all(math.isfinite(one.value_low or 0) for one in coded(text))


def test_time_grows_with_length_only() -> None:
    began = time.perf_counter()
    coded("about 500 men, 3 % of 40 ships (5 km) and from 2 to 3 tonnes " * 2000)
    assert time.perf_counter() - began < 20
