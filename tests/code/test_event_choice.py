"""What a sentence tells in passing is coded where the article goes on about it. All sentences are invented."""

from __future__ import annotations

import pytest

from tidings.code.coder import code
from tidings.model import Article, Coding, EventReport

PASSING = "Norway praised Anna Holm, who has been fighting the Bolivian army."


def coded(text: str) -> Coding:
    return code(Article("a", text, "a.txt", "", published="2019-04-06"))


def told(text: str) -> dict[str, EventReport]:
    return {report.text: report for report in coded(text).event_reports}


def who(text: str, trigger: str) -> tuple[list[str], list[str]]:
    coding = coded(text)
    report = next(report for report in coding.event_reports if report.text == trigger)
    return [coding.entities[p.entity].name for p in report.actors], [coding.entities[p.entity].name for p in report.recipients]


def test_an_aside_counts_where_another_sentence_names_who_takes_part() -> None:
    assert list(told(PASSING)) == ["praised"]
    assert list(told(PASSING + " Holm lives in Oslo.")) == ["praised", "fighting"]
    assert list(told(PASSING + " Oslo is cold in May.")) == ["praised"]


def test_what_is_vowed_is_told_with_the_vow_as_planned() -> None:
    reports = told("Bolivia vowed to arm the Aymara rebels. The Aymara rebels live in the hills.")
    assert [(r.event_type, r.modality) for r in reports.values()] == [("AGREE", "actual"), ("AID", "planned")]
    assert list(told("Bolivia vowed to arm the Aymara rebels.")) == ["vowed to arm"]


def test_what_is_asked_for_is_only_possible() -> None:
    reports = told("The bishop urged the hill rebels to free the hostages. The hill rebels have not answered.")
    assert (reports["urged"].event_type, reports["free"].event_type, reports["free"].modality) == ("REQUEST", "RETREAT", "hypothetical")


def test_what_somebody_is_condemned_for_is_his_deed_as_alleged() -> None:
    text = "Peru condemned Bolivia for bombing the Aymara rebels. The Aymara rebels live in the hills of Bolivia."
    assert told(text)["bombing"].modality == "alleged"
    assert who(text, "bombing") == (["Bolivia"], ["Aymara rebels"])


def test_what_two_work_for_is_planned_by_both() -> None:
    text = "Iceland is working with Norway to hold talks with the herring rebels. Norway has many rebels."
    assert who(text, "hold talks") == (["Iceland", "Norway"], ["herring rebels"])
    assert told(text)["hold talks"].modality == "planned"


def test_a_noun_that_comes_again_goes_back_to_who_took_part_before() -> None:
    text = "Danish troops launched an offensive on Malmo on Tuesday. The offensive has surprised the neighbours."
    assert who(text, "offensive") == who(text, "launched an offensive")
    assert told(text)["offensive"].method == "told-before"
    assert told(text)["offensive"].date == told(text)["launched an offensive"].date


def test_a_noun_in_a_general_sense_and_speech_without_a_speaker_are_no_events_told_again() -> None:
    assert not told("The bishop writes on war and peace. His book on war and peace is long.")
    assert not told("The book deals with criticism. It is full of criticism.")


def test_a_request_made_at_is_told_whoever_makes_it() -> None:
    assert "request" in told("The council met on Friday at Kenya's request.")


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("The mayor fears a civil war in Chad. Nobody in Chad forgets the last civil war.", "civil war", "hypothetical"),
        ("Chad is on the brink of another civil war. The mayor has seen one civil war.", "civil war", "hypothetical"),
        ("The truce averted a battle in Oslo. The last battle lasted a year.", "battle", "hypothetical"),
        ("Is Denmark making another land grab in Norway?", "making another land grab", "hypothetical"),
        ("The toll could lead to clashes between the rebels and the police. The rebels are many.", "clashes", "hypothetical"),
        ("The upcoming talks between the rebels and the king are in doubt. The rebels left.", "talks", "planned"),
    ],
)
def test_words_around_a_noun_tell_whether_it_has_happened(text: str, trigger: str, modality: str) -> None:
    assert next(report.modality for report in coded(text).event_reports if report.text == trigger) == modality


def test_nouns_take_their_sides_from_the_clause() -> None:
    clash = "Rebels took the town after clashes with the Bolivian army. The Bolivian army fled."
    assert who(clash, "clashes") == (["Rebels"], ["Bolivian army"])
    both = "Anna Holm greeted the Danish king during their talks in Oslo on Monday."
    assert who(both, "talks") == (["Anna Holm", "Danish king"], ["Anna Holm", "Danish king"])
    embargo = "The embargo imposed by Norway has hurt trade. Norway regrets the embargo."
    assert who(embargo, "embargo") == (["Norway"], [])
    ill = "The Norwegian government, plagued by resignations and riots, has to go. The Norwegian government hates riots."
    assert who(ill, "resignations") == (["Norwegian government"], [])
    assert who(ill, "riots") == ([], ["Norwegian government"])


def test_who_receives_help_is_its_recipient() -> None:
    assert who("The Faroese parliament receives aid from Norway, Iceland and Denmark.", "receives aid") == (
        ["Norway", "Iceland", "Denmark"],
        ["Faroese parliament"],
    )


def test_an_attempt_is_its_owners() -> None:
    text = "Guards jailed Anna Holm after her attempt to seize Oslo. Anna Holm is ill."
    assert who(text, "seize")[0] == ["Anna Holm"]
    assert told(text)["seize"].modality == "planned"


def test_a_relative_clause_in_a_denial_is_not_denied() -> None:
    reports = told("Russia denied arming Anna Holm, who marched on Kitwe. Holm is ill.")
    assert (reports["arming"].modality, reports["marched on"].modality) == ("denied", "actual")


def test_who_was_only_asked_about_does_not_take_part_in_what_is_told_again() -> None:
    reports = coded("Asked whether Chad was behind the attack, Brandt said nothing. The attack has shaken the town.").event_reports
    assert [(r.text, r.modality, len(r.actors), r.same_as) for r in reports] == [("attack", "hypothetical", 1, None), ("attack", "actual", 0, None)]


def test_without_denies_the_deed_and_his_country_is_the_speakers() -> None:
    assert told("Witnesses said the rebels walked into Oslo without firing a shot.")["firing a shot"].modality == "denied"
    text = "Sergei Lavrov, the Russian foreign minister, denied that his country had armed the Aymara rebels."
    assert who(text, "armed") == (["Russia"], ["Aymara rebels"])


def test_a_pronoun_before_the_verb_is_its_subject_and_a_headline_needs_no_auxiliary() -> None:
    assert who("Peter Berg dismissed claims he is backing the rebel Anna Holm.", "backing")[0] == ["Peter Berg"]
    assert who("Danish minister accused as strike looms in Oslo", "accused") == ([], ["Danish minister"])


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("Brandt said trade had stopped during the revolt against Anna Holm. Anna Holm is ill.", "revolt", "actual"),
        ("Norway denounced the overthrow of Anna Holm.", "overthrow", "actual"),
        ("Brandt said rebels had launched an attack on Oslo.", "launched an attack", "alleged"),
        ("We will keep on fighting the rebels, Anna Holm said. The rebels are many.", "fighting", "planned"),
        ("There was a push for the two mayors to sign a treaty. The mayors are ill.", "sign a treaty", "hypothetical"),
        ("The talks between Chad and Niger are due Monday.", "talks", "planned"),
        ("The storm did not lead to clashes between the rebels and the police. The rebels are many.", "clashes", "denied"),
        ("Brandt hopes the storm would not lead to clashes between the rebels and the police. The rebels are many.", "clashes", "hypothetical"),
    ],
)
def test_what_is_presupposed_foreseen_or_ruled_out(text: str, trigger: str, modality: str) -> None:
    assert told(text)[trigger].modality == modality
