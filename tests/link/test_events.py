"""Joining reports to events: by key, never by likeness; ids that no later article changes. All matters are invented."""

from __future__ import annotations

from itertools import permutations

import pytest
from codings import tables_of

from tidings import lexicon
from tidings.coding.columns import Tables
from tidings.link.actors import link_actors
from tidings.link.corpus import Corpus
from tidings.link.events import EventLinks, event_type_rows, link_events
from tidings.link.places import link_places
from tidings.link.sources import copies
from tidings.model import Article, Coding, DateExpression, EventReport, Participant, Quote, Words

Sides = tuple[list[int], list[int]]
NO_WORDS = Words(0, 1, "x")


def article(article_id: str, published: str = "2019-04-06", wire: str | None = None) -> Article:
    return Article(article_id, "", f"{article_id}.txt", "", published=published, wire_credit=wire, outlet=f"Outlet {article_id}")


def report(start: int, event_type: str, mode: str | None, modality: str = "actual", **facts: object) -> EventReport:
    actors = [Participant(number, NO_WORDS) for number in facts.pop("actors", ())]  # type: ignore[attr-defined]
    recipients = [Participant(number, NO_WORDS) for number in facts.pop("recipients", ())]  # type: ignore[attr-defined]
    text = str(facts.pop("text", "word"))
    return EventReport(start, start + len(text), text, event_type, mode, modality, "verb", actors=actors, recipients=recipients, **facts)  # type: ignore[arg-type]


def thursday() -> DateExpression:
    return DateExpression(50, 58, "Thursday", "2019-04-04", "2019-04-04", "2019-04-04", "relative", "weekday")


def coded(*pairs: tuple[Article, Coding]) -> Tables:
    """Entity 0 is Norway, 1 Anna Berg (a person), 2 the Northern Army; entity 3 the place Kitwe, in every article."""
    for _, coding in pairs:
        if not coding.entities:
            coding.new_entity("Norway", "organization", actor_type="state", country="NOR")
            coding.new_entity("Anna Berg", "person")
            coding.new_entity("Northern Army", "organization", actor_type="armed_group")
            coding.new_entity("Kitwe", "place")
    return tables_of(*pairs)


def linked(*pairs: tuple[Article, Coding]) -> EventLinks:
    return events_of(coded(*pairs))


def events_of(tables: Tables) -> EventLinks:
    corpus = Corpus(tables)
    return link_events(corpus, link_actors(corpus), link_places(corpus))


def taken(article_id: str, actor: int, detail: str | None) -> tuple[Article, Coding]:
    coding = Coding(article_id, dates=[thursday()])
    coding.event_reports = [report(10, "COERCE", "seize", actors=[actor], date=(50, 58), date_basis="relative", place=3, detail=detail)]
    return article(article_id), coding


def backing(article_id: str, modality: str, published: str = "2019-04-06") -> tuple[Article, Coding]:
    coding = Coding(article_id)
    coding.event_reports = [report(10, "SUPPORT", None, modality, actors=[0], recipients=[1], date_basis="publication")]
    return article(article_id, published), coding


def test_a_town_taken_on_one_day_is_one_event_whoever_is_named() -> None:
    links = linked(taken("one", 2, "after-fighting"), taken("two", 1, "without-resistance"))
    (event,) = links.events
    assert event["event_id"] == "coerce-seize.kitwe.2019-04-04"
    assert (event["n_reports"], event["n_articles"], event["n_sources"]) == (2, 2, 2)
    assert (event["date_edtf"], event["date_precision"], event["place_id"], event["status"]) == ("2019-04-04", "day", "kitwe", "actual")
    assert event["disputed"] is True
    assert event["label"] == "Anna Berg and Northern Army seize Kitwe"
    assert links.event_actors == [
        {"event_id": "coerce-seize.kitwe.2019-04-04", "actor_id": "anna-berg", "role": "actor", "n_reports": 1, "n_articles": 1},
        {"event_id": "coerce-seize.kitwe.2019-04-04", "actor_id": "northern-army", "role": "actor", "n_reports": 1, "n_articles": 1},
    ]


def test_claim_and_denial_meet_in_one_disputed_event() -> None:
    (event,) = linked(backing("one", "alleged"), backing("two", "denied")).events
    assert (event["status"], event["disputed"]) == ("disputed", True)


def test_reports_of_different_years_stay_apart() -> None:
    assert len(linked(backing("one", "alleged", "2017-01"), backing("two", "denied")).events) == 2


def test_a_report_that_says_too_little_is_its_own_event() -> None:
    coding = Coding("one", event_reports=[report(10, "ASSAULT", None, "hypothetical")])
    links = linked((article("one"), coding))
    assert links.event_of == {"one:r:10-14": "e-one:r:10-14", "e-10-14.one": "e-one:r:10-14"}
    assert links.events[0]["status"] == "hypothetical"


def test_ids_do_not_change_when_an_article_comes_in_or_the_order_changes() -> None:
    pairs = [taken("one", 2, None), backing("two", "alleged"), backing("three", "denied")]
    whole = linked(*pairs).event_of
    for order in permutations(pairs):
        for size in range(1, len(order) + 1):
            part = linked(*order[:size]).event_of
            assert part.items() <= whole.items()


def test_one_wire_report_in_two_outlets_is_one_source() -> None:
    (left, coding_left), (right, coding_right) = backing("one", "alleged"), backing("two", "alleged")
    left = article("one", wire="AP")
    right = article("two", wire="AP")
    (event,) = linked((left, coding_left), (right, coding_right)).events
    assert (event["n_articles"], event["n_sources"]) == (2, 1)


def test_outlets_of_which_two_sentences_share_a_run_of_words_are_one_source():
    pairs = [taken("a-one", 2, None), taken("b-two", 2, None), taken("c-three", 2, None)]
    tables = coded(*pairs)
    for row, wording in zip(tables["articles"], ("0:abcdefgh", "0: 5:efgh", "0:ijkl"), strict=True):
        row["wording"] = wording
    (event,) = events_of(tables).events
    assert (event["n_articles"], event["n_sources"]) == (3, 2)
    tables["articles"][1]["wording"] = "0:efgh 12:"  # the report, at 10, stands in a sentence that shares a run; one after it shares none
    assert events_of(tables).events[0]["n_sources"] == 2
    tables["articles"][1]["wording"] = "0:efgh 9:"
    assert events_of(tables).events[0]["n_sources"] == 3


def test_an_event_that_a_coder_meant_stays_with_what_the_coder_says_of_it() -> None:
    tables = coded(backing("one", "alleged"))
    tables["event_reports"][0] |= {"event_id": "norwegian-help", "modality": "denied", "place_id": "kitwe"}
    tables["report_actors"].append({"report_id": tables["event_reports"][0]["report_id"], "actor_id": "northern-army", "role": "actor"})
    links = events_of(tables)
    (event,) = links.events
    assert (event["event_id"], event["status"], event["place_id"]) == ("norwegian-help", "denied", "kitwe")
    assert {"event_id": "norwegian-help", "actor_id": "northern-army", "role": "actor", "n_reports": 1, "n_articles": 1} in links.event_actors


def test_a_report_with_the_key_of_a_report_of_a_meant_event_joins_it() -> None:
    tables = coded(taken("one", 2, None), taken("two", 1, None), backing("three", "alleged"))
    tables["event_reports"][0]["event_id"] = "fall-of-kitwe"
    links = events_of(tables)
    assert [(event["event_id"], event["n_articles"]) for event in links.events] == [("fall-of-kitwe", 2), ("support.norway.anna-berg.2019", 1)]
    assert links.event_of["two:r:10-14"] == links.event_of["e-10-14.two"] == "fall-of-kitwe"


def test_two_events_that_a_coder_told_apart_stay_two_though_their_keys_are_one() -> None:
    tables = coded(taken("one", 2, None), taken("two", 1, None))
    for row, event in zip(tables["event_reports"], ("first-fall", "second-fall"), strict=True):
        row["event_id"] = event
    assert [event["event_id"] for event in events_of(tables).events] == ["first-fall", "second-fall"]


def test_a_report_without_an_event_is_joined_as_if_its_id_were_local() -> None:
    tables = coded(taken("one", 2, None), taken("two", 1, None))
    for row in tables["event_reports"]:
        row["event_id"] = None
    (event,) = events_of(tables).events
    assert (event["event_id"], event["n_articles"]) == ("coerce-seize.kitwe.2019-04-04", 2)


def test_reports_under_one_local_id_are_one_event_of_the_key_of_the_first_that_has_one() -> None:
    coding = taken("one", 2, None)[1]
    coding.event_reports.append(report(30, "COERCE", "seize", text="offensive"))
    tables = coded((article("one"), coding))
    assert len(events_of(tables).events) == 2
    for row in tables["event_reports"]:
        row["event_id"] = "the-offensive.one"
    links = events_of(tables)
    assert [(event["event_id"], event["n_reports"]) for event in links.events] == [("coerce-seize.kitwe.2019-04-04", 2)]
    assert links.event_of["the-offensive.one"] == "coerce-seize.kitwe.2019-04-04"


def test_who_does_it_to_whom_is_told_report_by_report() -> None:
    links = linked(taken("one", 2, None), taken("two", 1, None), backing("three", "alleged"))
    assert links.report_actors == [
        {"report_id": "one:r:10-14", "actor_id": "northern-army", "role": "actor"},
        {"report_id": "two:r:10-14", "actor_id": "anna-berg", "role": "actor"},
        {"report_id": "three:r:10-14", "actor_id": "norway", "role": "actor"},
        {"report_id": "three:r:10-14", "actor_id": "anna-berg", "role": "recipient"},
    ]


def test_the_fall_of_a_person_is_one_event_with_and_without_a_year() -> None:
    year = DateExpression(50, 54, "1998", "1998", "1998-01-01", "1998-12-31", "stated", "year")
    dated = Coding(
        "one", dates=[year], event_reports=[report(10, "COERCE", "seize", text="overthrow", recipients=[1], date=(50, 54), date_basis="stated")]
    )
    bare = Coding("two", event_reports=[report(10, "COERCE", "seize", text="toppled", recipients=[1])])
    (event,) = linked((article("one"), dated), (article("two"), bare)).events
    assert (event["date_edtf"], event["date_precision"], event["n_articles"]) == ("1998", "year", 2)


def test_within_an_article_the_same_sides_and_what_goes_back_are_one_event() -> None:
    fight = report(10, "ASSAULT", None, actors=[0], recipients=[2])
    again = report(30, "ASSAULT", None, actors=[0], recipients=[2])
    back = report(50, "ASSAULT", None, text="battle", same_as=(10, 14))
    (event,) = linked((article("one"), Coding("one", event_reports=[fight, again, back]))).events
    assert (event["event_id"], event["n_reports"]) == ("e-one:r:10-14", 3)
    other = report(10, "ASSAULT", None, actors=[0], recipients=[2])
    assert len(linked((article("one"), Coding("one", event_reports=[fight])), (article("two"), Coding("two", event_reports=[other]))).events) == 2


def test_a_month_that_is_only_about_right_is_as_exact_as_a_month() -> None:
    about = DateExpression(50, 59, "last week", "2017-01~", "2016-12-01", "2017-02-28", "relative", "unit")
    coding = Coding("one", dates=[about], event_reports=[report(10, "CONSULT", None, actors=[0, 1], date=(50, 59), date_basis="relative")])
    (event,) = linked((article("one", "2017-01"), coding)).events
    assert (event["date_edtf"], event["date_precision"]) == ("2017-01~", "month")


def test_what_is_taken_from_a_person_is_not_the_persons_fall() -> None:
    fall = Coding("one", event_reports=[report(10, "COERCE", "seize", text="overthrow", recipients=[1])])
    loss = Coding("two", event_reports=[report(10, "COERCE", "seize", text="captured", recipients=[1])])
    assert len(linked((article("one"), fall), (article("two"), loss)).events) == 2


def speech(article_id: str, words: str) -> Coding:
    """The third actor speaks of what it does itself, in `words`."""
    quote = Quote(5, 5 + len(words), words, "direct", None, 2, None, "assert", "quote")
    return Coding(article_id, quotes=[quote], event_reports=[report(10, "MOBILIZE", "militia", actors=[2], quote=(quote.start, quote.end))])


def test_what_is_told_in_the_same_words_is_one_event_however_they_are_spelt() -> None:
    ours = speech("one", "We are the shepherds of the hills. We declare full mobilisation against the toll.")
    theirs = speech("two", "We are the shepherds of the hills … we declare full mobilization against the toll")
    (event,) = linked((article("one"), ours), (article("two", "2019-04-09"), theirs)).events
    assert (event["n_articles"], event["event_type"]) == (2, "MOBILIZE")


def test_the_same_words_in_another_month_and_short_words_join_nothing() -> None:
    words = "We are the shepherds of the hills. We declare full mobilisation against the toll."
    assert len(linked((article("one"), speech("one", words)), (article("two", "2019-07-09"), speech("two", words))).events) == 2
    assert len(linked((article("one"), speech("one", "We mobilise")), (article("two"), speech("two", "We mobilise"))).events) == 2


def test_the_codelist_has_every_type_as_a_whole_and_no_pair_twice() -> None:
    rows = event_type_rows()
    pairs = [(row["event_type"], row["event_mode"]) for row in rows]
    assert len(pairs) == len(set(pairs))
    assert len([mode for _, mode in pairs if mode == "any"]) == 16
    assert all(isinstance(row["cameo_root"], int) for row in rows)


def dated(
    expression: str, first: str | None, last: str | None, modality: str = "actual", sides: tuple[list[int], list[int]] = ([0], [1])
) -> EventLinks:
    coding = Coding("one", dates=[DateExpression(50, 58, "some day", expression, first, last, "stated", "m")])
    coding.event_reports = [report(10, "AID", None, modality, actors=sides[0], recipients=sides[1], date=(50, 58), date_basis="stated")]
    return linked((article("one"), coding))


@pytest.mark.parametrize(
    ("expression", "first", "last", "modality", "ends", "precision"),
    [
        ("2019-04", "2019-04-01", "2019-04-30", "actual", "2019-04-06", "month"),
        ("2019-04", "2019-04-01", "2019-04-30", "planned", "2019-04-30", "month"),
        ("2018-09/..", "2018-09-01", None, "alleged", "2019-04-06", "interval"),
        ("../2019-02", None, "2019-02-28", "denied", "2019-02-28", "interval"),
        ("2018-09-06/2019-04-06", "2018-09-06", "2019-04-06", "actual", "2019-04-06", "interval"),
        ("2019-04-01/2019-04-03", "2019-04-01", "2019-04-03", "actual", "2019-04-03", "days"),
        ("2019-02-01/2019-02-28", "2019-02-01", "2019-02-28", "actual", "2019-02-28", "month"),
        ("2019-06", "2019-06-01", "2019-06-30", "actual", "2019-06-30", "month"),
    ],
)
def test_what_is_told_as_past_ends_with_the_day_of_publication(expression, first, last, modality, ends, precision) -> None:
    (event,) = dated(expression, first, last, modality).events
    assert (event["date_edtf"], event["date_latest"], event["date_precision"]) == (expression, ends, precision)


def test_nobody_is_on_both_sides_of_a_report() -> None:
    sides = dated("2019", "2019-01-01", "2019-12-31", sides=([0, 1], [1, 2])).report_actors
    assert [(row["actor_id"], row["role"]) for row in sides] == [("anna-berg", "actor"), ("norway", "actor"), ("northern-army", "recipient")]


def test_labels_are_clauses_and_no_two_are_the_same() -> None:
    links = linked(*(backing(name, modality, day) for name, modality, day in (("one", "alleged", "2017-01"), ("two", "denied", "2019-04-06"))))
    assert sorted(str(event["label"]) for event in links.events) == ["Norway backs Anna Berg (alleged)", "Norway backs Anna Berg (denied)"]
    links = linked(*(backing(name, "actual", day) for name, day in (("one", "2017-01"), ("two", "2019-04-06"))))
    assert sorted(str(event["label"]) for event in links.events) == ["Norway backs Anna Berg (Outlet one)", "Norway backs Anna Berg (Outlet two)"]


def test_a_copy_is_no_source_of_its_own() -> None:
    pairs = [backing("one", "alleged"), backing("two", "alleged")]
    tables = coded(*pairs)
    for row in tables["articles"]:
        row["text_sha256"] = "a" * 64
    (event,) = events_of(tables).events
    assert (event["n_articles"], event["n_sources"]) == (2, 1)
    assert copies(tables["articles"]) == {"two": "one"}


def test_every_type_of_event_has_words_for_its_label() -> None:
    assert [(row["event_type"], row["event_mode"]) for row in lexicon.rows("event_labels")] == [
        (row["event_type"], row["event_mode"]) for row in lexicon.rows("event_types")
    ]
