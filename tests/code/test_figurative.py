"""Words of violence that mean none are no assaults. All sentences are invented."""

from __future__ import annotations

import pytest

from tidings.code.coder import code
from tidings.model import Article


def kinds(text: str) -> list[str]:
    return [report.event_type for report in code(Article("a", text, "a.txt", "", published="2019-04-06")).event_reports]


@pytest.mark.parametrize(
    "text",
    [
        "The company is fighting to protect its business.",
        "The mayor fought for a new school.",
        "The tax could hurt trade in Oslo.",
        "The clerk fired every question at the panel.",
        "Ten clerks were fired in May.",
        "The plan was executed without haste.",
        "The vote is hanging in the balance.",
        "The judge had a conflict of interest.",
        "The senator wants a war on poverty.",
    ],
)
def test_figures_of_speech_are_no_events(text: str) -> None:
    assert "ASSAULT" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The rebels are fighting the Bolivian army.",
        "Ten guards were hurt in Oslo.",
        "Soldiers fired on a crowd in Oslo.",
        "The rebels executed two villagers.",
        "Rockets hit a hospital in Oslo.",
        "The army attacked the town of Lisk.",
    ],
)
def test_blows_that_fall_on_somebody_are_assaults(text: str) -> None:
    assert kinds(text)[0] == "ASSAULT"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor will not release her tax returns.",
        "A ruling released on Monday bars the sale.",
        "Loretta Lynch, the mayor, left. Mrs. Lynch is ill.",
    ],
)
def test_papers_are_not_set_free_and_names_are_names(text: str) -> None:
    assert not {"RETREAT", "ASSAULT"} & set(kinds(text))


def test_captives_are_released() -> None:
    assert kinds("Chad released ten hostages on Monday.") == ["RETREAT"]
    assert kinds("Anna Berg was released on Monday.") == ["RETREAT"]


def test_an_attack_by_a_politician_on_another_is_in_words() -> None:
    text = "Senator Anna Berg attacked President Peter Holm over the toll."
    report = code(Article("a", text, "a.txt", "", published="2019-04-06")).event_reports[0]
    assert (report.event_type, report.event_mode, report.method) == ("ACCUSE", "disapprove", "attack-in-words")
    assert kinds("General Anna Berg attacked the army of Peter Holm near Oslo.")[0] == "ASSAULT"
