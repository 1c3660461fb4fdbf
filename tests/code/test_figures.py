"""Figures: value, bounds, unit, kind, what is measured and whose number it is. The examples are invented."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.code.dates.dates import code_dates
from tidings.code.figures.figures import code_figures
from tidings.code.figures.units import dimension, si
from tidings.code.text.document import Document
from tidings.model import Article, Coding, Entity, Figure, Mention, Quote, Words


def coded(text: str) -> list[Figure]:
    document = Document(Article("a", text, "a.txt", "0", published="2020-06-17"))
    coding = Coding("a")
    coding.dates = code_dates(document)
    return code_figures(document, coding)


def rows(text: str) -> list[tuple[str, float | None, float | None, str, str | None]]:
    """Text, low, high, bound and unit of every figure."""
    return [(one.text, one.value_low, one.value_high, one.bound, one.unit) for one in coded(text)]


@pytest.mark.parametrize(
    ("text", "figure_text", "value", "unit"),
    [
        ("The wall is 12.5 metres high.", "12.5 metres", 12.5, "metre"),
        ("Twenty-one sailors drowned.", "Twenty-one", 21, "sailor"),
        ("The fund holds 3.2 million shares.", "3.2 million", 3_200_000, "share"),
        ("Some said two hundred and fifty boats sank.", "two hundred and fifty", 250, "boat"),
        ("It sold half a million tickets.", "half a million", 500_000, "ticket"),
        ("The bill came to $4.5bn.", "$4.5bn", 4_500_000_000, "US dollar"),
        ("The bill came to 40,000 euros.", "40,000 euros", 40_000, "euro"),
        ("The ring was bought for HK$900.", "HK$900", 900, "Hong Kong dollar"),
        ("Output fell by 4 per cent.", "4 per cent", 4, "percent"),
        ("Support is 3 percentage points lower.", "3 percentage points", 3, "percentage point"),
        ("Oil costs $60 a barrel.", "$60 a barrel", 60, "US dollar per barrel"),
        ("The train goes at 300 km/h.", "300 km/h", 300, "kilometre per hour"),
        ("It yields 20 barrels per day.", "20 barrels per day", 20, "barrel per day"),
        ("A four-day siege followed.", "four-day", 4, "day"),
        ("A 73-year-old judge presided.", "73-year-old", 73, "year of age"),
        ("Ida Holm, 73, presided.", "73", 73, "year"),
        ("He is 5 feet 6 inches tall.", "5 feet 6 inches", 5.5, "foot"),
        ("Two-thirds of the voters stayed at home.", "Two-thirds", 2 / 3, None),
        ("They hired 145 Corlian fighters.", "145", 145, "fighter"),
        ("The blast took 21 lives.", "21", 21, "life"),
        ("It employs 600 people.", "600", 600, "person"),
        ("They hold 12 police officers.", "12", 12, "police officer"),
        ("It is 12 C outside.", "12 C", 12, "degree Celsius"),
        ("The lake covers 40 sq km.", "40 sq km", 40, "square kilometre"),
        ("It lost -3.5% in May.", "-3.5%", -3.5, "percent"),
    ],
)
def test_value_and_unit(text: str, figure_text: str, value: float, unit: str | None) -> None:
    figures = coded(text)
    assert [(one.text, one.unit) for one in figures] == [(figure_text, unit)]
    assert figures[0].value_low == pytest.approx(value)
    assert figures[0].value_high == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 50 miles of track were lost.", ("About 50 miles", 50, 50, "approximate", "mile")),
        ("At least 30 ships sank.", ("At least 30", 30, None, "at_least", "ship")),
        ("More than 140 ships sank.", ("More than 140", 140, None, "at_least", "ship")),
        ("It may take up to 9 months.", ("up to 9 months", None, 9, "at_most", "month")),
        ("Fewer than 40 ships sank.", ("Fewer than 40", None, 40, "at_most", "ship")),
        ("Nearly 70 kg of gold was found.", ("Nearly 70 kg", 70, 70, "approximate", "kilogram")),
        ("They lost 20 ships or more.", ("20", 20, 20, "exact", "ship")),
        ("It weighs 20 tonnes or more.", ("20 tonnes or more", 20, None, "at_least", "tonne")),
        ("Between 600 to 800 guards came.", ("Between 600 to 800", 600, 800, "range", "guard")),
        ("It lasted one to two years.", ("one to two years", 1, 2, "range", "year")),
        ("Some 10-15 ships sank.", ("Some 10-15", 10, 15, "range", "ship")),
        ("It costs from $2 to $3 million.", ("from $2 to $3 million", 2e6, 3e6, "range", "US dollar")),
        ("Dozens of ships sank.", ("Dozens", 24, None, "vague", "ship")),
        ("Hundreds of hired guards came.", ("Hundreds", 200, None, "vague", "guard")),
        ("Tens of thousands of homes burned.", ("Tens of thousands", 20_000, None, "vague", "home")),
        ("Several ships sank.", ("Several", 3, None, "vague", "ship")),
    ],
)
def test_bounds(text: str, expected: tuple[str, float | None, float | None, str, str]) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "She was born in 1984.",
        "The talks are due April 14-16.",
        "He woke at 10.45pm and left at 22:30.",
        "The fourth ship and the 22nd sank.",
        "Leaders of the G-7 flew there in an F-16 along Route 66.",
        "One of the ships sank, and they blamed one another.",
        "Take Section 427, Row 21.",
        "The Harbour 500 fell.",
        "They won 3-1.",
        "The office is at 16-18 Mill Road.",
        "In the past seven months it rained.",
        "They met at Point Zero after the 9/11 attacks.",
        "It was one among the rest.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert rows(text) == []


def test_a_change_and_its_result_are_two_figures() -> None:
    figures = coded("Sales rose by 5 % to 40 million euros, and costs fell 2 %.")
    assert [(one.value_low, one.unit, one.direction) for one in figures] == [(5, "percent", "up"), (4e7, "euro", None), (2, "percent", "down")]


def test_a_conversion_in_brackets_is_a_row_of_its_own_that_measures_the_same() -> None:
    reported, converted = coded("They took the town of Orvo, some 50 kilometers (31 miles) south of Corl.")
    assert (reported.unit, reported.bound, converted.unit, converted.method) == ("kilometre", "approximate", "mile", "converted")
    assert reported.measures is not None
    assert reported.measures.text == "town of Orvo"
    assert converted.measures == reported.measures


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("They took Orvo, about 50 miles south of Corl.", "Orvo"),
        ("They hold 145 Corlian fighters.", "Corlian fighters"),
        ("The price of bread rose 5%.", "price of bread"),
        ("Some 60% of revenue comes from rent.", "revenue"),
        ("The factory uses a 5kW solar panel.", "solar panel"),
        ("The car reached a speed of 200 km/h.", "speed"),
        ("A four-day siege followed.", "siege"),
        ("They drew up a 12 page report.", "report"),
        ("Shares in the bank, which was founded in Orvo, gained 3%.", "Shares in the bank"),
    ],
)
def test_what_is_measured(text: str, measures: str) -> None:
    assert [one.measures.text if one.measures else None for one in coded(text)] == [measures]


@pytest.mark.parametrize(
    ("text", "figure_type"),
    [
        ("The blast killed 21 people.", "killed"),
        ("The siege has claimed 21 lives.", "killed"),
        ("Doctors put the death toll of the week at 55.", "killed"),
        ("Another 40 people were wounded.", "wounded"),
        ("Police arrested 12 protesters.", "detained"),
        ("They took 145 fighters prisoner.", "detained"),
        ("About 3,000 people fled.", "displaced"),
        ("It sent 600 mercenaries.", "fighters"),
        ("It sent 600 troops.", "troops"),
        ("An 85,000 strong force marched north.", "troops"),
        ("They captured 20 tanks.", "equipment"),
        ("It employs 600 people.", "people"),
        ("The town is 30 miles off.", "distance"),
        ("The lake covers 40 sq km.", "area"),
        ("It paid $5.", "money"),
        ("She won 5,000 votes.", "votes"),
        ("They built 40 houses.", "count"),
        ("It yields 20 barrels per day.", "rate"),
    ],
)
def test_kind_of_figure(text: str, figure_type: str) -> None:
    assert [one.figure_type for one in coded(text)] == [figure_type]


def test_a_number_inside_a_quote_is_its_speakers() -> None:
    text = "“We counted 40 graves,” Ida Holm said. The town has 900 people."
    document = Document(Article("a", text, "a.txt", "0"))
    coding = Coding("a", entities=[Entity(0, "Ida Holm", "person"), Entity(1, "officials", "person", named=False)])
    speaker = document.words(text.index("Ida"), text.index(" said"))
    coding.quotes = [Quote(1, 21, text[1:21], "direct", speaker, 0, None, "assert", "m")]
    told, reported = code_figures(document, coding)
    assert (told.quote, told.attributed, told.attributed_entity, told.attribution) == ((1, 21), speaker, 0, "named")
    assert (reported.quote, reported.attributed_entity, reported.attribution) == (None, None, "reporter")
    coding.quotes[0].speaker_entity = 1
    assert code_figures(document, coding)[0].attribution == "unnamed"


def test_the_measured_actor_is_the_one_named_among_the_words_measured() -> None:
    text = "They hold 145 OLA fighters."
    document = Document(Article("a", text, "a.txt", "0"))
    coding = Coding("a", entities=[Entity(0, "OLA", "organization")])
    start = text.index("OLA")
    coding.mentions = [Mention(start, start + 3, "OLA", "name", "organization", 0, "m")]
    assert code_figures(document, coding)[0].measured_entity == 0


def test_the_town_is_the_place_last_named() -> None:
    text = "They left Orvo. They took the town, 20 kilometres east of Corl."
    coding = Coding("a", entities=[Entity(0, "Orvo", "place")], mentions=[Mention(10, 14, "Orvo", "name", "place", 0, "m")])
    assert [one.measured_entity for one in code_figures(Document(Article("a", text, "a.txt", "0")), coding)] == [0]


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
