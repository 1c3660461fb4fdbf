"""Event reports: which words name an event, of what type, who does it to whom, and how it is told. All sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.code.coder import code
from tidings.model import Article, Coding, EventReport


def coded(text: str, published: str = "2019-04-06") -> Coding:
    return code(Article("a", text, "a.txt", "", published=published))


def only(text: str) -> tuple[EventReport, Coding]:
    coding = coded(text)
    assert len(coding.event_reports) == 1, [r.text for r in coding.event_reports]
    return coding.event_reports[0], coding


def names(coding: Coding, entities: list[int]) -> list[str]:
    return [coding.entities[entity].name for entity in entities]


def parties(report: EventReport, coding: Coding) -> tuple[list[str], list[str]]:
    return names(coding, [p.entity for p in report.actors]), names(coding, [p.entity for p in report.recipients])


@pytest.mark.parametrize(
    ("text", "event_type", "mode"),
    [
        ("Kenya has promised to reopen talks with Somali elders, the ministry said.", "AGREE", None),
        ("Danish ministers held talks with Polish officials on Tuesday.", "CONSULT", None),
        ("Iceland praised Norway's efforts to save the cod.", "SUPPORT", None),
        ("Greek and Bulgarian troops held joint military exercises.", "COOPERATE", None),
        ("Japan gave Malawi 20 million dollars of aid.", "AID", None),
        ("The junta lifted a ban on political parties.", "CONCEDE", None),
        ("Chad freed 30 Sudanese prisoners on Saturday.", "RETREAT", "release"),
        ("The bishop urged the rebels to free the hostages.", "REQUEST", "yield"),
        ("Norway accused Russia of fishing in its waters.", "ACCUSE", "allege"),
        ("Turkey turned down a Greek request for talks.", "REJECT", None),
        ("Albania threatened to close the border with Greece.", "THREATEN", "restrict"),
        ("Bolivian teachers went on strike on Monday.", "PROTEST", "strike"),
        ("Egypt broke off diplomatic relations with Qatar.", "SANCTION", "discontinue"),
        ("Ecuador sent 2,000 troops to the border with Peru.", "MOBILIZE", "troops"),
        ("Authorities in Gabon imposed a curfew after the riots.", "COERCE", "curfew"),
        ("Turkish jets bombed Kurdish positions in northern Iraq.", "ASSAULT", "aerial"),
    ],
)
def test_every_type_of_plover_has_its_words(text: str, event_type: str, mode: str | None) -> None:
    report, _ = only(text)
    assert (report.event_type, report.event_mode) == (event_type, mode)


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Malta withdrew its troops from Chad.", "RETREAT"),
        ("Malta agreed to withdraw its troops from Chad.", "AGREE"),
        ("Malta refused to withdraw its troops from Chad.", "REJECT"),
        ("Malta urged France to withdraw its troops from Chad.", "REQUEST"),
        ("Malta said France must withdraw its troops from Chad.", "REQUEST"),
        ("Malta said it would attack rebels in Chad.", "THREATEN"),
        ("Malta's foreign minister will visit Chad next week.", "AGREE"),
        ("Malta said it would not accept any refugees.", "REJECT"),
    ],
)
def test_what_governs_an_event_makes_its_type(text: str, event_type: str) -> None:
    report, _ = only(text)
    assert report.event_type == event_type


def test_march_on_is_a_verb_and_march_a_month() -> None:
    report, _ = only("Colonel Anders Holm ordered his troops to march on Lusaka.")
    assert (report.event_type, report.text, report.modality) == ("MOBILIZE", "march on", "planned")
    assert coded("The figures of March on exports were poor.").event_reports == []


def test_active_passive_and_noun_have_the_same_actor_and_recipient() -> None:
    for text in (
        "Zambian soldiers captured the town of Kitwe from the rebels.",
        "The rebels were attacked by Zambian soldiers.",
        "The attack on the rebels by Zambian soldiers went on.",
    ):
        report, coding = only(text)
        actors, recipients = parties(report, coding)
        assert actors == ["Zambian soldiers"]
        assert recipients == ["rebels"]


def test_a_nationality_stands_for_its_state_and_coordinated_actors_are_several() -> None:
    report, coding = only("Norway and Sweden rejected a Danish proposal on herring.")
    assert parties(report, coding) == (["Norway", "Sweden"], ["Denmark"])


def test_a_participant_without_a_name_is_a_group_with_a_nominal_mention() -> None:
    report, coding = only("Militias from Nampula ambushed a convoy of Kenyan peacekeepers.")
    entity = coding.entities[report.actors[0].entity]
    assert (entity.actor_type, entity.named) == ("group", False)
    assert any(m.entity == entity.entity and m.mention_type == "nominal" for m in coding.mentions)


def test_a_denial_is_the_event_denied_and_an_accusation_alleges_it() -> None:
    denial, coding = only("Norway denied supporting General Anna Berg.")
    assert (denial.event_type, denial.modality) == ("SUPPORT", "denied")
    assert denial.claimed_by is not None
    assert coding.entities[denial.claimed_by].name == "Norway"
    accusation, alleged = coded("Sweden accused Norway of supplying Denmark with rifles.").event_reports
    assert (accusation.event_type, accusation.modality) == ("ACCUSE", "actual")
    assert (alleged.event_type, alleged.modality) == ("AID", "alleged")


def test_a_question_answered_with_no_is_a_denial() -> None:
    report, _ = only("Asked if Norway was backing Anna Berg, spokesman Lars Holm said: “No, we take no part in that.”")
    assert (report.event_type, report.modality) == ("SUPPORT", "denied")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Sweden is planning to arm the rebels.", "planned"),
        ("Sweden may arm the rebels.", "hypothetical"),
        ("If Sweden armed the rebels, the war would go on.", "hypothetical"),
        ("Sweden has armed the rebels.", "actual"),
        ("Sweden has armed the rebels, Danish officials said.", "alleged"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    report, _ = only(text)
    assert report.modality == modality


def test_date_place_and_detail_come_from_the_events_own_clause() -> None:
    text = "On Thursday rebels captured the town of Kitwe without a fight, a year after the war of 2011 began."
    coding = coded(text)
    report = coding.event_reports[0]
    assert report.date is not None
    assert text[slice(*report.date)] == "Thursday"
    assert report.date_basis == "relative"
    assert report.place_words is None or report.place_words.text == "Kitwe"
    assert report.detail == "without-resistance"
    assert report.detail_words is not None
    assert report.detail_words.text == "without a fight"


def test_seizing_control_goes_on_about_the_place_just_taken() -> None:
    text = "On Thursday Anna Berg's Northern Liberation Army took Lusaka. They seized control after clashes with the police."
    first, second = coded(text).event_reports
    assert (first.place, first.date) == (second.place, second.date)
    assert second.detail == "after-fighting"


def test_history_told_in_passing_keeps_its_own_date() -> None:
    text = "Quarrels have gone on since the overthrow of Boris Lind in 1998."
    report, coding = only(text)
    assert report.text == "overthrow"
    assert parties(report, coding)[1] == ["Boris Lind"]
    assert report.date is not None
    assert text[slice(*report.date)] == "1998"


def test_news_without_a_date_is_dated_by_publication_only() -> None:
    report, _ = only("Chad freed 30 Sudanese prisoners.")
    assert (report.date, report.date_basis) == (None, "publication")


def test_pronouns_go_back_to_the_subject_before() -> None:
    coding = coded("General Anna Berg held talks in Oslo with Lars Holm. She then attacked the rebels.")
    report = coding.event_reports[-1]
    assert parties(report, coding)[0] == ["Anna Berg"]


def test_words_that_only_look_like_events_are_none() -> None:
    for text in ("The forces of nature are strong.", "Trade talks is a dull word.", "He asked whether it was late.", "The book was a hit."):
        assert [r.text for r in coded(text).event_reports] in ([], ["talks"])


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("abc TUesday ,.;:'“”‘’()-attack killed will not to by of troops Kenya 19\n"), max_size=200))
def test_any_text_is_coded_and_every_span_is_its_text(text: str) -> None:
    coding = coded(text)
    for report in coding.event_reports:
        assert text[report.start : report.end] == report.text
        for words in [*(p.words for p in (*report.actors, *report.recipients)), report.place_words, report.detail_words]:
            assert words is None or text[words.start : words.end] == words.text
    for mention in coding.mentions:
        assert text[mention.start : mention.end] == mention.text
    assert len({(m.start, m.end) for m in coding.mentions if m.method == "event-participant"}) == sum(
        m.method == "event-participant" for m in coding.mentions
    )


def test_a_very_long_paragraph_does_not_hang() -> None:
    text = "Kenya sent troops to Chad and " * 3000
    coding = coded(text)
    assert all(text[r.start : r.end] == r.text for r in coding.event_reports)
