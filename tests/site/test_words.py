"""Days, codes and differences in words."""

from __future__ import annotations

import pytest

from tidings.site.differences import Piece, differences
from tidings.site.words import article_name, count, number, stretch


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2031-04-04", "2031-04-04", "4 April 2031"),
        ("2031-04-14", "2031-04-16", "14 to 16 April 2031"),
        ("2031-04-28", "2031-05-02", "28 April to 2 May 2031"),
        ("2030-12-30", "2031-01-02", "30 December 2030 to 2 January 2031"),
        ("2031-04-01", "2031-04-30", "April 2031"),
        ("2031-01-01", "2031-04-30", "January to April 2031"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2029-01-01", "2031-12-31", "2029 to 2031"),
        ("", "2031-12-31", "until 2031"),
        ("", "2031-12-05", "until 5 December 2031"),
        ("2031-05-02", "", "from 2 May 2031 on"),
        ("", "", "no date told"),
    ],
)
def test_a_stretch_of_time_is_said_as_one_would_say_it(earliest, latest, said):
    assert stretch(earliest, latest) == said


def test_an_article_is_named_by_outlet_and_day():
    cells = {"article_id": "post-1", "outlet": "Harbour Post", "published_earliest": "2031-05-02", "published_latest": "2031-05-02"}
    assert article_name(cells) == "Harbour Post, 2 May 2031"
    assert article_name({**cells, "outlet": "", "published_earliest": "", "published_latest": ""}) == "Outlet not named, post-1"


def test_numbers_and_counts():
    assert (number("80467.2"), number("50"), number("")) == ("80,467.2", "50", "")
    assert (count(1, "report"), count(1200, "report"), count(2, "body", "bodies")) == ("1 report", "1,200 reports", "2 bodies")


def test_a_second_wording_shows_what_the_first_lacks():
    assert differences(None, "We lost 40 boats") == [Piece("We lost 40 boats", False)]
    assert differences("We lost 40 boats.", "“We lost” some 40 boats at sea") == [
        Piece("“We lost”", False),
        Piece("some", True),
        Piece("40 boats", False),
        Piece("at sea", True),
    ]
