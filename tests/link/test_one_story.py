"""Several outlets on one story, read and linked: one event each, and the numbers on which they disagree side by side. All matters are invented."""

from __future__ import annotations

from collections import Counter

import pytest

import tidings

BLAST = {
    "herald": "A suicide bomber killed 40 people in an attack on a market in Oslo late on Saturday, police said. The blast, which took place "
    "as shops were closing, left 110 wounded.",
    "courier": "OSLO - The death toll is feared to rise after a suicide bomber struck a crowded market, officials said on Sunday.\n\n"
    "At least 52 people were killed and 120 others were wounded, a doctor said.\n\n"
    "The attack, which took place on Saturday in Oslo, was claimed by nobody.",
    "gazette": "Mourners gathered in Lima on Sunday.\n\nTen people were killed in the port of Callao on Friday, when a bomb exploded.",
}


def frames(texts: dict[str, str], published: str = "2019-04-07"):
    return tidings.code([{"id": name, "text": text, "published": published, "outlet": name.title()} for name, text in texts.items()])


def events_of(tables, event_type: str) -> dict[str, set[str]]:
    """event -> the articles that tell of it."""
    wanted = set(tables["events"].query("event_type == @event_type")["event_id"])
    found: dict[str, set[str]] = {}
    for row in tables["event_reports"].itertuples():
        if row.event_id in wanted:
            found.setdefault(row.event_id, set()).add(row.article_id)
    return found


def test_two_outlets_on_one_bombing_tell_one_event_and_where_they_disagree() -> None:
    tables = frames(BLAST)
    found = events_of(tables, "ASSAULT")
    assert found["assault-explosives.oslo.2019-04-06"] == {"herald", "courier"}
    assert sum("gazette" in articles for articles in found.values()) == 1
    claims = tables["claims"].query("figure_type == 'killed' and n_articles == 2")
    assert claims[["low", "high", "conflict"]].values.tolist() == [[40.0, 52.0, True]]


def test_what_an_article_tells_of_its_attack_is_one_event() -> None:
    tables = frames({"herald": BLAST["herald"]})
    assert len(events_of(tables, "ASSAULT")) == 1


@pytest.mark.parametrize(
    "background",
    [
        "In May 2015, 90 people were killed in Callao.",
        "Some 200 people have been killed since March.",
        "Chadian warplanes bombed a camp in Callao on Friday, killing ten men.",
        "The war has left the land poor.",
    ],
)
def test_other_attacks_in_the_article_are_events_of_their_own(background: str) -> None:
    tables = frames({"herald": f"{BLAST['herald']}\n\n{background}"})
    events = tables["event_reports"].query("start > 190")["event_id"]
    assert "assault-explosives.oslo.2019-04-06" not in set(events)


def test_gunmen_who_died_are_not_counted_with_their_victims() -> None:
    tables = frames(
        {"herald": "Gunmen attacked a school in Oslo on Saturday, police said.\n\nNine people were killed. Three gunmen were also killed."}
    )
    told = tables["figures"].query("figure_type == 'killed'")
    assert len(set(told["claim_id"])) == 2
    assert not tables["claims"]["conflict"].any()


def test_the_arrest_of_a_person_is_one_event_whoever_is_said_to_have_made_it() -> None:
    tables = frames(
        {
            "herald": "Soldiers arrested Prime Minister Anna Holm on Monday, her party said.",
            "courier": "The army has detained Prime Minister Anna Holm and other ministers, the ministry of information said.",
            "gazette": "Protests followed the arrest of Prime Minister Anna Holm.",
        },
        published="2019-04-02",
    )
    assert events_of(tables, "COERCE") == {"coerce-arrest.anna-holm.2019-04": {"herald", "courier", "gazette"}}


def test_two_romanizations_of_one_minister_in_one_article_are_one_actor() -> None:
    tables = frames(
        {
            "herald": "Prime Minister Abdalla Saleh met the king. Foreign envoys greeted Prime Minister Abdella Saleh.",
            "courier": "Abdalla Saleh left.",
        }
    )
    assert Counter(tables["actors"].query("actor_type == 'person'")["name"])["Abdella Saleh"] == 0


def test_a_body_of_which_a_state_has_one_is_one_actor_of_all_articles() -> None:
    tables = frames({"herald": "Rain fell, the Peruvian interior ministry said.", "courier": "The Peruvian interior ministry said snow fell."})
    (row,) = tables["actors"].query("sector == 'GOV'").itertuples()
    assert (row.actor_id, row.n_articles) == ("peruvian-interior-ministry", 2)


def test_a_protest_of_nobody_in_particular_is_one_in_its_town_and_day() -> None:
    tables = frames(
        {
            "herald": "Thousands of teachers marched in Oslo on Saturday to demand higher pay.",
            "courier": "On Saturday tens of thousands demonstrated in Oslo.",
            "gazette": "Students marched in Lima on Saturday.",
        }
    )
    assert events_of(tables, "PROTEST") == {"protest-demo.oslo.2019-04-06": {"herald", "courier"}, "protest-demo.lima.2019-04-06": {"gazette"}}
