"""Which days a date in EDTF covers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.edtf import add_months, bounds, is_after


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("2019-04-06", date(2019, 4, 6), date(2019, 4, 6)),
        ("2019-04-06~", date(2019, 4, 5), date(2019, 4, 7)),
        ("2017-01", date(2017, 1, 1), date(2017, 1, 31)),
        ("2017-01~", date(2016, 12, 1), date(2017, 2, 28)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2019-22", date(2019, 6, 1), date(2019, 8, 31)),
        ("2019-04-14/2019-04-16", date(2019, 4, 14), date(2019, 4, 16)),
        ("../2019-04", None, date(2019, 4, 30)),
        ("2014-05/..", date(2014, 5, 1), None),
        (None, None, None),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("9999-24", date(9999, 12, 1), date(9999, 12, 31)),
        ("9999~", date(9998, 1, 1), date(9999, 12, 31)),
        ("9999-12-31?", date(9999, 12, 30), date(9999, 12, 31)),
        ("0001%", date(1, 1, 1), date(2, 12, 31)),
        ("0001-01-01~", date(1, 1, 1), date(1, 1, 2)),
    ],
)
def test_bounds(expression, first, last):
    assert bounds(expression) == (first, last)


@pytest.mark.parametrize("expression", ["April", "2019-13", "2019-02-30", "19", "2019-04-06T10:00", "0000", "000X"])
def test_what_is_no_date_raises(expression):
    with pytest.raises(ValueError, match=r"\S"):
        bounds(expression)


@given(st.dates(date(1000, 1, 1), date(2999, 1, 1)), st.integers(-600, 600))
def test_months_added_and_taken_away_land_in_the_same_month(day, months):
    there = add_months(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months


@pytest.mark.parametrize(
    ("day", "expression", "after"),
    [
        ("2019-05-01", "2019-04", True),
        ("2019-04-30", "2019-04", False),
        ("2019-04-08", "2019-04-06~", True),
        ("2019-04-07", "2019-04-06~", False),
        ("2019-05-01", "2019-04/..", False),
        ("2019-05-01", None, False),
        (None, "2019-04", False),
    ],
)
def test_day_is_later_only_than_every_day_an_expression_may_mean(day, expression, after):
    assert is_after(day, expression) is after
