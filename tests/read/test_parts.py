"""Which lines are title, byline, body, caption and page furniture. All texts are invented."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.read.parts import dateline_place, find_parts, stated_date, wire_credit


def kinds(text, title=None):
    return [(part.kind, text[part.start : part.end]) for part in find_parts(text, title)]


def test_masthead_title_byline_and_body():
    text = "The Evening Bell\n\nBridge closed after storm\n\n- By Ada Pell Transport Editor ada@bell.example\n\nThe bridge was closed on Monday."
    assert kinds(text) == [
        ("boilerplate", "The Evening Bell"),
        ("title", "Bridge closed after storm"),
        ("byline", "- By Ada Pell Transport Editor ada@bell.example"),
        ("body", "The bridge was closed on Monday."),
    ]


def test_comment_form_and_all_after_it_is_furniture():
    text = "Ships left the port.\n\nLeave a Reply\n\nYour email address will not be published.\nThe ships came back."
    assert [kind for kind, _ in kinds(text)] == ["body", "boilerplate"]


def test_a_caption_printed_twice_is_kept_once():
    text = "Rain fell.\n ??  ?? Wet: Mayor Lin on the quay\nWet: Mayor Lin on the quay\n"
    assert kinds(text) == [
        ("body", "Rain fell."),
        ("boilerplate", "??  ?? "),
        ("caption", "Wet: Mayor Lin on the quay"),
        ("boilerplate", "Wet: Mayor Lin on the quay"),
    ]


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Men carry sandbags in the port of LuneMARIE DOE/GETTY IMAGES", "Men carry sandbags in the port of Lune"),
        ("FILE PHOTO: Mayor Lin opens the quay. (Jo March / AP)", "FILE PHOTO: Mayor Lin opens the quay. "),
    ],
)
def test_picture_credit_is_no_part_of_the_caption(line, caption):
    assert kinds(f"Rain fell all day.\n{line}\nIt stopped.")[1:3] == [("caption", caption), ("boilerplate", line[len(caption) :])]


def test_note_about_the_author_below_the_body_is_byline():
    assert kinds("By Ada Pell\nRain fell.\nAda PellPort correspondent of The Bell.")[-1] == ("byline", "Ada PellPort correspondent of The Bell.")


def test_a_date_line_is_told_from_furniture_that_holds_a_date():
    assert kinds("Rain stops\n\nFriday, July 2, 2021\n\nIt was dry.")[1] == ("dateline", "Friday, July 2, 2021")
    assert kinds(" date 2021-07-02 Fast News\n\nIt was dry.")[0][0] == "boilerplate"
    assert stated_date(" date 2021-07-02 Fast News\n\nIt was dry.") == "2021-07-02"
    assert stated_date("Rain stops\n\nFriday, July 2, 2021\n\nIt was dry.") == "2021-07-02"
    assert stated_date("It rained on July 2, 2021 in Lune.") is None
    assert stated_date("Rain stops\n\nFebruary 30, 2021\n\nIt was dry.") is None
    assert stated_date("Rain stops\n\n0000-00-00\n\nIt was dry.") is None


def test_agency_credit_and_place_of_the_date_line():
    text = "Rain stops\n\nLUNE, France (AP) — It was dry."
    assert wire_credit(text) == "AP"
    assert dateline_place(text, find_parts(text)) == "LUNE"
    assert wire_credit("It was dry.\n\nSource: Reuters") == "Reuters"
    assert wire_credit("It was dry, a source said.") is None


def test_the_title_that_the_source_gives_is_found_though_it_ends_like_a_sentence():
    assert kinds("Rain stops.\nIt was dry.", "Rain stops")[0] == ("title", "Rain stops.")


@given(st.text(max_size=300))
def test_parts_are_in_order_do_not_overlap_and_cover_every_line(text):
    parts = find_parts(text)
    assert all(a.end <= b.start for a, b in pairwise(parts))
    covered = set().union(*(range(part.start, part.end) for part in parts))
    assert all(char.isspace() for at, char in enumerate(text) if at not in covered)
