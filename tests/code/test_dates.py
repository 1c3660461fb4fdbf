"""Dates: expressions found, and resolved against the day of publication. The examples are invented; they appear on Wednesday, 17 June 2020."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings import edtf
from tidings.code.dates.calendar import a_day, easter, holiday
from tidings.code.dates.dates import code_dates
from tidings.model import Article, DateExpression
from tidings.nlp import analyse

WEDNESDAY = "2020-06-17"


def coded(text: str, published: str | None = WEDNESDAY) -> list[DateExpression]:
    return code_dates(analyse(Article("a", text, "a.txt", "0", published=published)))


def found(text: str, published: str | None = WEDNESDAY) -> list[tuple[str, str | None]]:
    """Text and EDTF of every date."""
    return [(one.text, one.edtf) for one in coded(text, published)]


def test_on_thursday_in_an_article_of_saturday_is_two_days_before() -> None:
    assert found("On Thursday, rebels took the town.", "2020-06-20") == [("Thursday", "2020-06-18")]


def test_the_two_ends_of_a_span_of_time_are_two_dates() -> None:
    assert found("Yields fell from 2004 to 2009.") == [("2004", "2004"), ("2009", "2009")]
    assert found("It ran between July 2003 and December 2004.") == [("July 2003", "2003-07"), ("December 2004", "2004-12")]


def test_later_days_are_counted_from_the_day_last_told_of() -> None:
    assert found("The ship sank on 3 May 2019. Two days later its crew was found.")[1] == ("Two days later", "2019-05-05")
    assert found("Polls closed on Sunday. The next day the count began.")[1] == ("The next day", "2020-06-15")
    assert found("He fled three days after 12 May 2019.") == [("three days after 12 May 2019", "2019-05-15")]


def test_the_part_of_the_day_is_no_part_of_the_expression() -> None:
    assert found("The council met on Monday afternoon and early on Tuesday.") == [("Monday", "2020-06-15"), ("Tuesday", "2020-06-16")]


def test_uncertainty_of_the_day_of_publication_carries_over() -> None:
    assert found("The dam burst today.", "2020-06-17~") == [("today", "2020-06-17~")]
    assert found("It broke on Monday.", "2020-06-17~") == [("Monday", "2020-06-15")]  # the same Monday for all three days
    assert found("It broke last month.", "2020-06~") == [("last month", "2020-05~")]
    assert found("It broke last week.", "2020-06~") == [("last week", "2020-06~")]
    assert found("It broke last March.", "2020-06") == [("last March", "2020-03")]
    assert coded("It broke yesterday.", None)[0].edtf is None


@pytest.mark.parametrize(
    "text", ["February 30, 2019 was given.", "On 31/31/2019 it closed.", "In 0000 and 9999 years ago.", "9000 years ago people lived here."]
)
def test_days_that_no_calendar_has_do_not_stop_the_coder(text: str) -> None:
    for one in coded(text):
        assert one.edtf is None or edtf.bounds(one.edtf)


def test_easter_and_the_holidays_that_hang_on_weekdays() -> None:
    assert [easter(year) for year in (2018, 2019, 2020)] == [date(2018, 4, 1), date(2019, 4, 21), date(2020, 4, 12)]
    thanksgiving = holiday("11-3-4", 2020)
    assert thanksgiving == a_day(date(2020, 11, 26))
    last_monday_of_may = holiday("05-0--1", 2020)
    assert last_monday_of_may == a_day(date(2020, 5, 25))


WORDS = st.sampled_from(
    [
        "the", "last", "next", "past", "this", "two", "3", "14", "2019", "May", "march", "Monday", ",", "-", "of", "in", "to", "week",
        "years", "ago", "later", "early", "end", "before", "after", "Christmas", "30th", "12/31", "1990s", "'",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_gives_traceable_dates_with_their_days_in_order(text: str) -> None:
    last = 0
    for one in coded(text):
        assert text[one.start : one.end] == one.text
        assert one.start >= last
        last = one.end
        first_day, last_day = edtf.bounds(one.edtf)
        assert (one.earliest, one.latest) == (first_day and first_day.isoformat(), last_day and last_day.isoformat())
        if first_day and last_day:
            assert first_day <= last_day


def test_time_grows_with_length_only() -> None:
    began = time.perf_counter()
    coded("in May 2014, after Monday and before the end of last year, " * 3000)
    assert time.perf_counter() - began < 20
