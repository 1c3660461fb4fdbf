"""Claims: figures of several articles about one quantity, and whether they can all be right. The examples are invented."""

from __future__ import annotations

import math

import pytest
from codings import tables_of
from hypothesis import given
from hypothesis import strategies as st

from tidings.coding.columns import Tables
from tidings.link.actors import link_actors
from tidings.link.claims import ClaimLinks, disagree, link_claims
from tidings.link.corpus import Corpus
from tidings.link.events import EventLinks
from tidings.link.places import link_places
from tidings.model import Article, Coding, DateExpression, Entity, Figure, Mention, Words


def figure(
    low: float | None,
    high: float | None,
    unit: str | None,
    figure_type: str,
    measures: str,
    bound: str = "exact",
    method: str = "m",
    start: int = 0,
) -> Figure:
    words = Words(start + 10, start + 10 + len(measures), measures)
    return Figure(start, start + 5, "x" * 5, low, high, bound, unit, figure_type, method, measures=words)


def linked(*figures: tuple[str, Figure], wire: bool = False, years: tuple[str, ...] = ()) -> ClaimLinks:
    """Claims of figures given with their article; the name Orvo, where it is measured, is a place."""
    return claims_of(coded(*figures, wire=wire, years=years))


def claims_of(tables: Tables, events: EventLinks | None = None) -> ClaimLinks:
    corpus = Corpus(tables)
    return link_claims(corpus, link_actors(corpus), link_places(corpus), events or EventLinks())


def coded(*figures: tuple[str, Figure], wire: bool = False, years: tuple[str, ...] = ()) -> Tables:
    """The coding behind `linked`."""
    articles: list[Article] = []
    codings: list[Coding] = []
    for place, (article_id, one) in enumerate(figures):
        if article_id not in [article.article_id for article in articles]:
            published = years[place] if place < len(years) else "2020-06-17"
            articles.append(Article(article_id, "", article_id, "", outlet=article_id, wire_credit="AP" if wire else None, published=published))
            codings.append(Coding(article_id, entities=[Entity(0, "Orvo", "place")]))
        coding = next(coding for coding in codings if coding.article_id == article_id)
        if one.measures and "Orvo" in one.measures.text:
            at = one.measures.start + one.measures.text.index("Orvo")
            coding.mentions.append(Mention(at, at + 4, "Orvo", "name", "place", 0, "m"))
        coding.figures.append(one)
    return tables_of(*zip(articles, codings, strict=True))


MILES = figure(50, 50, "mile", "distance", "Orvo", "approximate")


def test_fifty_miles_and_fifty_kilometres_conflict() -> None:
    (claim,) = linked(("a", MILES), ("b", figure(50, 50, "kilometre", "distance", "town of Orvo", "approximate"))).claims
    assert claim["claim_id"] == "c-distance-orvo"
    assert (claim["n_figures"], claim["n_articles"], claim["n_sources"], claim["conflict"]) == (2, 2, 2, True)
    assert (claim["unit"], claim["low"], claim["high"]) == ("kilometre", 50, pytest.approx(80.4672))


def with_year(tables: Tables, article_id: str, start: int, year: str) -> Tables:
    """The coding with a year that is printed at `start`."""
    (date,) = tables_of((Article(article_id, "", "", ""), dated(article_id, start, year)))["dates"]
    tables["dates"].append(date)
    return tables


def dated(article_id: str, start: int, year: str) -> Coding:
    return Coding(article_id, dates=[DateExpression(start, start + 4, year, year, f"{year}-01-01", f"{year}-12-31", "stated", "year")])


def test_the_toll_of_another_year_is_another_claim() -> None:
    """ "15 died on Tuesday. In 2017, 90 died.": two voices, and no contradiction."""
    tables = coded(("a", figure(15, 15, "person", "killed", "people")), ("a", figure(90, 90, "person", "killed", "people", start=100)))
    assert [claim["conflict"] for claim in claims_of(tables).claims] == [False, False]  # of one voice: each by itself
    claims = claims_of(with_year(tables, "a", 90, "2017")).claims
    assert [claim["claim_id"] for claim in claims] == ["c-killed-person-a", "c-killed-person-a-2017"]
    assert claims[1]["about"].endswith("(2017)")


def test_one_year_told_in_two_years_is_one_claim() -> None:
    """Of 2018 both tell, though one was printed a year later; what is told without a year is of the year of publication."""
    orvo = [("a", figure(5, 5, "percent", "percent", "unemployment in Orvo")), ("b", figure(7, 7, "percent", "percent", "unemployment in Orvo"))]
    tables = with_year(with_year(coded(*orvo, years=("2019-01-05", "2020-01-05")), "a", 40, "2018"), "b", 40, "2018")
    (claim,) = claims_of(tables).claims
    assert (claim["claim_id"], claim["conflict"]) == ("c-percent-orvo-unemployment-2018", True)
    assert len(claims_of(coded(*orvo, years=("2019-01-05", "2020-01-05"))).claims) == 2


def test_a_conversion_agrees_with_what_it_converts() -> None:
    fifty = figure(50, 50, "kilometre", "distance", "Orvo")
    (claim,) = linked(("a", fifty), ("a", figure(31, 31, "mile", "distance", "Orvo", method="converted", start=40))).claims
    assert (claim["n_figures"], claim["n_articles"], claim["conflict"]) == (2, 1, False)


@pytest.mark.parametrize(
    ("second", "conflict"),
    [
        (figure(140, None, "fighter", "detained", "Orvo fighters", "at_least"), False),
        (figure(150, 150, "fighter", "detained", "Orvo fighters", "approximate"), False),
        (figure(100, None, "fighter", "detained", "Orvo fighters", "vague"), False),
        (figure(146, 146, "fighter", "detained", "Orvo fighters"), True),
        (figure(200, None, "mercenary", "detained", "Orvo mercenaries", "at_least"), True),
        (figure(None, 120, "fighter", "detained", "Orvo fighters", "at_most"), True),
        (figure(100, 160, "fighter", "detained", "Orvo fighters", "range"), False),
    ],
)
def test_what_contradicts_145(second: Figure, conflict: bool) -> None:
    (claim,) = linked(("a", figure(145, 145, "fighter", "detained", "Orvo fighters")), ("b", second)).claims
    assert claim["conflict"] is conflict


def test_round_thousands_are_rounded() -> None:
    people = [figure(value, value, "person", "people", "Orvo people") for value in (85_000, 85_300)]
    assert linked(("a", people[0]), ("b", people[1])).claims[0]["conflict"] is False


def test_one_wire_report_in_two_outlets_is_one_source() -> None:
    (claim,) = linked(("a", MILES), ("b", MILES), wire=True).claims
    assert (claim["n_articles"], claim["n_sources"]) == (2, 1)


def test_what_has_no_name_stays_within_its_article() -> None:
    lives = [figure(21, 21, "life", "killed", "lives"), figure(40, 40, "life", "killed", "lives")]
    assert len(linked(("a", lives[0]), ("b", lives[1])).claims) == 2


def test_one_event_binds_figures_without_a_name() -> None:
    lives = [figure(21, 21, "life", "killed", "lives"), figure(40, 40, "person", "killed", "people")]
    tables = coded(("a", lives[0]), ("b", lives[1]))
    for row, local in zip(tables["figures"], ("e-7-9.a", "e-7-9.b"), strict=True):
        row["event_id"] = local
    events = EventLinks(event_of={"e-7-9.a": "assault-orvo", "e-7-9.b": "assault-orvo"})
    (claim,) = claims_of(tables, events).claims
    assert (claim["claim_id"], claim["low"], claim["high"], claim["conflict"]) == ("c-killed-assault-orvo", 21, 40, True)


def test_what_changes_with_the_years_is_another_claim_each_year() -> None:
    shares = [figure(value, value, "percent", "percent", "Orvo revenue") for value in (5, 9)]
    assert len(linked(("a", shares[0]), ("b", shares[1]), years=("2018-05", "2019-05")).claims) == 2
    assert len(linked(("a", MILES), ("b", MILES), years=("2018-05", "2019-05")).claims) == 1


def test_a_claim_that_a_coder_meant_stays_and_the_coders_values_count() -> None:
    tables = coded(("a", figure(50, 50, "mile", "distance", "Orvo")), ("b", figure(7, 7, "ship", "count", "ships")))
    tables["figures"][1] |= {"claim_id": "c-distance-orvo", "unit": "mile", "value_low": 30.0, "value_high": 30.0}
    (claim,) = claims_of(tables).claims
    assert (claim["claim_id"], claim["low"], claim["high"], claim["conflict"]) == ("c-distance-orvo", 30, 50, True)


def test_another_article_renames_nothing() -> None:
    few = linked(("a", MILES), ("b", figure(5, 5, "ship", "count", "ships")))
    more = linked(("z", MILES), ("a", MILES), ("b", figure(5, 5, "ship", "count", "ships")), ("c", figure(6, 6, "ship", "count", "ships")))
    assert few.claim_of.items() <= more.claim_of.items()


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)).map(lambda pair: (min(pair), max(pair))), max_size=6))
def test_figures_conflict_exactly_if_two_of_them_do(intervals: list[tuple[float, float]]) -> None:
    pairwise = any(low > high + 1e-9 for low, _ in intervals for _, high in intervals)
    assert disagree(intervals) == pairwise
    assert not disagree([*intervals[:1], (-math.inf, math.inf)])


def test_one_voice_does_not_contradict_itself() -> None:
    """Two numbers for one noun in one article are two quantities; two voices may well disagree on one."""
    forty, seventy = (figure(n, n, "soldier", "troops", "soldiers", start=at) for n, at in ((40, 0), (70, 100)))
    assert [claim["conflict"] for claim in linked(("a", forty), ("a", seventy)).claims] == [False, False]
    forty.attributed_entity, forty.attribution = 0, "named"
    assert [claim["conflict"] for claim in linked(("a", forty), ("a", seventy)).claims] == [True]


def test_whose_it_is_does_not_say_what_was_measured() -> None:
    """Ninety minutes of Orvo's and thirty years of Orvo's are not one duration."""
    minutes, years = figure(90, 90, "minute", "duration", "Orvo"), figure(30, 30, "year", "duration", "Orvo")
    assert [claim["conflict"] for claim in linked(("a", minutes), ("b", years)).claims] == [False, False]


def test_where_the_lower_end_of_one_lies_above_the_upper_end_of_another_they_are_put_in_order() -> None:
    least = figure(20, None, "person", "killed", "people in Orvo", "at_least")
    most = figure(None, 10, "person", "killed", "people in Orvo", "at_most")
    (claim,) = linked(("a", least), ("b", most)).claims
    assert (claim["low"], claim["high"], claim["conflict"]) == (10, 20, True)


def test_a_claim_is_about_a_phrase_that_stands_by_itself() -> None:
    from_orvo, lives = figure(50, 50, "mile", "distance", "north of Orvo"), figure(20, 20, "person", "killed", "people")
    phrases = [claim["about"] for claim in linked(("a", from_orvo), ("b", lives), ("c", lives)).claims]
    assert phrases == ["distance from Orvo", "people killed, as told by b on 2020-06-17", "people killed, as told by c on 2020-06-17"]
