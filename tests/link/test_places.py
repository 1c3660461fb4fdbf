"""Which place is meant, or none. The sentences behind these codings are made up; the places are of the shipped gazetteer."""

from __future__ import annotations

from codings import corpus_of, rename, tables_of

from tidings import lexicon
from tidings.link.corpus import Corpus
from tidings.link.places import PlaceLinks, link_places
from tidings.model import Article, Coding, EventReport, Mention


def link(*names: str, countries: dict[str, str] | None = None) -> PlaceLinks:
    coding = Coding("a")
    for number, name in enumerate(names):
        coding.new_entity(name, "place", country=(countries or {}).get(name))
        coding.mentions.append(Mention(number * 50, number * 50 + len(name), name, "name", "place", number, "test"))
    return link_places(corpus_of((Article("a", "", "", ""), coding)))


def test_one_name_one_place() -> None:
    links = link("Benghazi")
    (row,) = links.places
    assert (row["place_id"], row["country"], row["geo_precision"]) == ("benghazi", "LBY", 1)
    assert links.place_of == {"benghazi.a": "benghazi"}


def test_the_other_places_tell_which_of_two_is_meant() -> None:
    assert link("Tripoli", "Beirut").place_of["tripoli.a"] == "tripoli-north-governorate"
    assert link("Tripoli", "Benghazi").place_of["tripoli.a"] == "tripoli"
    assert link("Georgia", "Atlanta").place_of["georgia.a"] == "georgia-united-states"
    assert link("Georgia", "Tbilisi").place_of["georgia.a"] == "georgia"


def test_nothing_rather_than_a_wrong_place() -> None:
    links = link("Alexandria")
    assert links.place_of == {"alexandria.a": None}
    assert links.places == []


def test_a_place_that_the_gazetteer_does_not_know_is_a_name_without_a_position() -> None:
    (row,) = link("Nowhere-on-Sea").places
    assert (row["place_id"], row["name"], row["lat"], row["country"], row["geo_precision"]) == ("nowhere-on-sea", "Nowhere-on-Sea", None, None, 7)


def test_spellings_of_a_place_are_one() -> None:
    links = link("Misurata", "Zawiyah")
    assert sorted(str(row["place_id"]) for row in links.places) == ["misrata", "zawiya"]


def test_an_id_that_a_coder_meant_stays_and_needs_no_row() -> None:
    coding = Coding("a")
    coding.new_entity("Tripoli", "place")
    coding.mentions.append(Mention(0, 7, "Tripoli", "name", "place", 0, "test"))
    coding.event_reports.append(EventReport(0, 7, "x", "CONSULT", None, "actual", "test"))
    tables = tables_of((Article("a", "", "", ""), coding))
    rename(tables, "tripoli.a", "beirut")
    tables["event_reports"][0]["place_id"] = "hill-of-crows"
    rows = {str(row["place_id"]): row for row in link_places(Corpus(tables)).places}
    assert set(rows) == {"beirut", "hill-of-crows"}
    assert (rows["hill-of-crows"]["name"], rows["hill-of-crows"]["lat"]) == ("Hill Of Crows", None)


def test_what_the_coder_says_of_a_place_stands_above_the_gazetteer() -> None:
    coding = Coding("a")
    coding.new_entity("Benghazi", "place")
    coding.mentions.append(Mention(0, 8, "Benghazi", "name", "place", 0, "test"))
    tables = tables_of((Article("a", "", "", ""), coding))
    rename(tables, "benghazi.a", "benghazi")
    tables["places"][0] |= {"name": "Benghazi harbour", "geo_precision": 2}
    (row,) = link_places(Corpus(tables)).places
    assert (row["place_id"], row["name"], row["geo_precision"], row["country"]) == ("benghazi", "Benghazi harbour", 2, "LBY")


def test_the_gazetteer_is_in_order() -> None:
    rows = lexicon.rows("gazetteer")
    codes = {row["iso3"] for row in lexicon.rows("countries")}
    assert len({row["place_id"] for row in rows}) == len(rows)
    ids = [row["geonames_id"] for row in rows if row["geonames_id"]]
    assert len(ids) == len(set(ids))
    for row in rows:
        assert bool(row["lat"]) == bool(row["lon"])
        assert row["geo_precision"] in "1234567"
        assert not row["lat"] or (-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180)
        assert row["country"] in codes | {"", "BMU", "CYM", "GIB", "FLK", "GUM"}
