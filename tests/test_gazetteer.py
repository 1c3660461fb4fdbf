"""The gazetteer of towns and regions, and names of two spellings."""

from __future__ import annotations

import pytest

from tidings import gazetteer, lexicon
from tidings.romanized import same_name


def test_the_file_is_in_order_and_says_whose_it_is() -> None:
    lines = (lexicon.FOLDER / "towns.tsv").read_bytes().split(b"\n")
    head = [line for line in lines if line.startswith(b"#")]
    rows = [line for line in lines[len(head) + 1 :] if line]
    assert rows == sorted(rows)
    assert any(b"CC BY 4.0" in line for line in head)
    assert any(b"GeoNames" in line for line in head)


def test_a_town_is_found_by_any_spelling_the_largest_first() -> None:
    assert [(place.country, place.admin1) for place in gazetteer.towns_called("Athens")][:2] == [("GRC", "Attica"), ("USA", "Georgia")]
    assert gazetteer.towns_called("Kiev")[0].name == "Kyiv"
    assert gazetteer.towns_called("wuppertal") == gazetteer.towns_called("Wuppertal")
    assert gazetteer.places_called("Nowhere-on-Sea") == gazetteer.places_called("") == ()


def test_a_region_is_found_by_name_abbreviation_and_code() -> None:
    names = {gazetteer.regions_called(name)[0].name for name in ("California", "Calif.", "CA")}
    assert names == {"California"}
    assert [place.country for place in gazetteer.regions_called("Ont.")] == ["CAN"]


@pytest.mark.parametrize(
    ("left", "right"),
    [("Musa", "Moussa"), ("Sergei", "Sergey"), ("Khaled", "Khalid"), ("Yusuf", "Youssef"), ("Mohammed", "Muhammad"), ("Erik", "Eric")],
)
def test_known_romanizations_are_one_name(left: str, right: str) -> None:
    assert same_name(left, right, given=True)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Hassan", "Hussein"), ("Karim", "Karima"), ("Karl", "Karla"), ("Jan", "Jon"), ("Maria", "Mario"), ("Anna", "Anne"), ("Weizhen", "Weifeng")],
)
def test_names_of_two_are_not(left: str, right: str) -> None:
    assert not same_name(left, right, given=True)
