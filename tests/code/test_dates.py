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
from tidings.code.text.document import Document
from tidings.model import Article, DateExpression

WEDNESDAY = "2020-06-17"


def coded(text: str, published: str | None = WEDNESDAY) -> list[DateExpression]:
    return code_dates(Document(Article("a", text, "a.txt", "0", published=published)))


def found(text: str, published: str | None = WEDNESDAY) -> list[tuple[str, str | None]]:
    """Text and EDTF of every date."""
    return [(one.text, one.edtf) for one in coded(text, published)]


@pytest.mark.parametrize(
    ("text", "date_text", "expected"),
    [
        ("The dam opened on 6 April 2019.", "6 April 2019", "2019-04-06"),
        ("The dam opened on Saturday, April 6, 2019, at noon.", "Saturday, April 6, 2019", "2019-04-06"),
        ("The dam opened on the 6th of April, 2019.", "the 6th of April, 2019", "2019-04-06"),
        ("It was signed on 2019-04-06.", "2019-04-06", "2019-04-06"),
        ("It was signed on 25/04/2019.", "25/04/2019", "2019-04-25"),
        ("It was signed on 25.4.2019.", "25.4.2019", "2019-04-25"),
        ("The strike began in May 2014.", "May 2014", "2014-05"),
        ("The strike began in 2011.", "2011", "2011"),
        ("She grew up in the 1990s.", "1990s", "1990/1999"),
        ("The summer 2018 drought was worse.", "summer 2018", "2018-22"),
        ("The mayor served from 2014-2018.", "2014-2018", "2014/2018"),
        ("They met at Easter 2019.", "Easter 2019", "2019-04-21"),
        ("The plant closed in the third quarter of 2019.", "third quarter of 2019", "2019-07/2019-09"),
    ],
)
def test_stated_dates(text: str, date_text: str, expected: str) -> None:
    dates = coded(text)
    assert [(one.text.removeprefix("the ") if not date_text.startswith("the ") else one.text, one.edtf) for one in dates] == [(date_text, expected)]
    assert dates[0].basis == "stated"


@pytest.mark.parametrize(
    ("text", "date_text", "expected"),
    [
        ("The dam burst yesterday.", "yesterday", "2020-06-16"),
        ("The dam burst on Monday.", "Monday", "2020-06-15"),
        ("The dam burst on Friday.", "Friday", "2020-06-12"),
        ("The dam burst on Wednesday.", "Wednesday", "2020-06-17"),
        ("Voters will choose a mayor on Friday.", "Friday", "2020-06-19"),
        ("The dam burst last night.", "last night", "2020-06-16"),
        ("The dam burst last week.", "last week", "2020-06-08/2020-06-14"),
        ("The dam burst last month.", "Last month", "2020-05"),
        ("The dam burst last March.", "last March", "2020-03"),
        ("The minister resigned in July.", "July", "2019-07"),
        ("The vote will be held in July.", "July", "2020-07"),
        ("Talks are to be held on November 20.", "November 20", "2020-11-20"),
        ("He was arrested on November 20.", "November 20", "2019-11-20"),
        ("Talks are due September 14-16.", "September 14-16", "2020-09-14/2020-09-16"),
        ("Two years ago the bridge fell.", "Two years ago", "2018"),
        ("Three weeks ago the bridge fell.", "Three weeks ago", "2020-05-27"),
        ("Prices rose in the past seven months.", "the past seven months", "2019-11-17/2020-06-17"),
        ("The bridge opens by early 2021.", "early 2021", "2021-01/2021-04"),
        ("The bridge opens in late August.", "late August", "2020-08-21/2020-08-31"),
        ("The bridge opens by the end of the year.", "the end of the year", "2020-12-31"),
        ("This week the bridge opened.", "This week", "2020-06-15/2020-06-21"),
        ("Next year the bridge opens.", "Next year", "2021"),
        ("They meet on Tuesday next week.", "Tuesday next week", "2020-06-23"),
        ("The feast was on Christmas Eve.", "Christmas Eve", "2019-12-24"),
        ("Fighting has stalled in recent weeks.", "recent weeks", "/2020-06-17"),
        ("The law applies to cars built in 2018 or later.", "2018 or later", "2018/.."),
        ("The law applies to cars built before 2018.", "before 2018", "../2017"),
    ],
)
def test_dates_seen_from_the_day_of_publication(text: str, date_text: str, expected: str) -> None:
    assert [(one.lower(), resolved) for one, resolved in found(text)] == [(date_text.lower(), expected)]


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
    "text",
    [
        "He may go, and they march on the city.",
        "About 2000 people fled.",
        "A survey of 1709 children was made.",
        "It cost $2019 in all.",
        "It measured 1500 metres.",
        "The model BX-2011 was sold.",
        "He sat down for a minute.",
        "The sun rose over the hills.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


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
