"""Who is who across articles. All people and bodies here are made up, but for states of the shipped authority file."""

from __future__ import annotations

from itertools import permutations

import pytest
from codings import rename, tables_of

from tidings.coding.columns import Tables
from tidings.link.actor_names import Tally, name_of
from tidings.link.actors import ActorLinks, link_actors
from tidings.link.corpus import Corpus
from tidings.link.groups import Group, Sets
from tidings.model import Article, Coding, Entity, EventReport, Mention, Participant, Quote, Words
from tidings.spelling import fold, likeness, skeleton


def article(article_id: str, *named: str | tuple[str, dict[str, object]], published: str = "2020-01-01") -> tuple[Article, Coding]:
    """An article that names these, each "person:Name" or "organization:Name", with facts of the entity."""
    coding = Coding(article_id)
    at = 0
    for item in named:
        words, facts = (item, {}) if isinstance(item, str) else item
        kind, name = words.split(":")
        entity = coding.new_entity(name, kind, **facts)
        coding.mentions.append(Mention(at, at + len(name), name, "name" if entity.named else "nominal", kind, entity.entity, "test"))
        at += len(name) + 1
    return Article(article_id, "", "", "", published=published), coding


def link(*pairs: tuple[Article, Coding], authority: list[dict[str, str]] | None = None, judged: list[dict[str, str]] | None = None) -> ActorLinks:
    return link_tables(tables_of(*pairs), authority, judged)


def link_tables(tables: Tables, authority: list[dict[str, str]] | None = None, judged: list[dict[str, str]] | None = None) -> ActorLinks:
    return link_actors(Corpus(tables), authority or [], judged or [])


def fact(actor_id: str, name: str, name_type: str = "primary", **facts: str) -> dict[str, str]:
    row = dict.fromkeys(("actor_type", "sector", "country", "part_of_actor_id", "role", "wikidata_id", "valid_from", "valid_to"), "")
    return {**row, "actor_id": actor_id, "name": name, "name_type": name_type, "source": "made up", "actor_type": "person", **facts}


def ids(links: ActorLinks) -> list[str]:
    return [str(row["actor_id"]) for row in links.actors]


def test_the_authority_knows_every_spelling() -> None:
    known = [fact("omar-saleh", "Omar Saleh", country="EGY", wikidata_id="Q1"), fact("omar-saleh", "Umar Salih", "variant")]
    links = link(article("a", "person:Umar Salih"), article("b", "person:Omar Saleh"), authority=known)
    (row,) = links.actors
    assert (row["actor_id"], row["name"], row["country"], row["wikidata_id"], row["n_mentions"], row["n_articles"]) == (
        "omar-saleh",
        "Omar Saleh",
        "EGY",
        "Q1",
        2,
        2,
    )
    assert [(n["name"], n["name_type"]) for n in links.actor_names] == [("Omar Saleh", "primary"), ("Umar Salih", "variant")]
    assert links.judgements == []


def test_a_name_that_was_valid_in_other_years_is_not_meant() -> None:
    known = [fact("old-guard", "Harbour Guard", actor_type="organization", valid_to="1999")]
    assert ids(link(article("a", "organization:Harbour Guard"), authority=known)) == ["harbour-guard"]
    assert ids(link(article("a", "organization:Harbour Guard", published="1998-05"), authority=known)) == ["old-guard"]


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        ("Yusuf Hadari", "Youssef al-Haddari", "link.transliteration"),
        ("Sergei Malenkov", "Sergey Malenkov", "link.transliteration"),
        ("José Ibárruri", "Jose Ibarruri", None),
        ("Anna Lindqvist", "Anna B. Lindqvist", "link.middle-name"),
        ("Khaled al Mestari", "Khalid al-Mistari", "link.transliteration"),
    ],
)
def test_spellings_of_one_name_are_one_person_and_the_merge_is_on_record(left: str, right: str, rule: str | None) -> None:
    links = link(article("a", f"person:{left}"), article("b", f"person:{right}"))
    assert len(links.actors) == 1
    assert [(j["rule"], j["decision"], j["decided_by"]) for j in links.judgements] == ([(rule, "same", "machine")] if rule else [])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Karin Holt", "Peter Holt"),
        ("Jan Marten", "Jon Marten"),
        ("Maria Lopez", "Mario Lopez"),
        ("John A. Berg", "John C. Berg"),
        ("Omar Saleh", "Omar Salman"),
    ],
)
def test_different_people_stay_different(left: str, right: str) -> None:
    assert len(link(article("a", f"person:{left}"), article("b", f"person:{right}")).actors) == 2


def test_people_of_different_countries_are_not_merged_by_likeness() -> None:
    links = link(article("a", ("person:Sergei Malenkov", {"country": "RUS"})), article("b", ("person:Sergey Malenkov", {"country": "UKR"})))
    assert ids(links) == ["sergei-malenkov", "sergey-malenkov"]
    assert [j["decision"] for j in links.judgements] == ["different"]


def test_a_surname_alone_is_a_person_of_its_article() -> None:
    assert ids(link(article("a", "person:Holt"), article("b", "person:Holt"))) == ["holt.a", "holt.b"]


def test_an_acronym_finds_the_one_body_printed_with_it() -> None:
    left = article("a", "organization:Northern Ports Authority")
    left[1].mentions.append(Mention(90, 93, "NPA", "name", "organization", 0, "test"))
    links = link(left, article("b", "organization:NPA"))
    assert ids(links) == ["northern-ports-authority"]
    assert [(j["left_name"], j["rule"]) for j in links.judgements] == [("NPA", "link.acronym")]


def test_nationality_and_country_in_a_name_are_one() -> None:
    links = link(article("a", "organization:Norwegian Coastal Patrol"), article("b", "organization:Norway Coastal Patrol"))
    assert len(links.actors) == 1
    assert links.judgements[0]["rule"] == "link.nationality"


def test_states_are_known_by_their_code_whatever_their_name() -> None:
    state = {"actor_type": "state", "country": "NOR"}
    assert ids(link(article("a", ("organization:Oslo", state)), article("b", ("organization:Norway", state)))) == ["norway"]


def test_the_curator_overrules_for_good() -> None:
    pairs = (article("a", "person:Sergei Malenkov"), article("b", "person:Sergey Malenkov"), article("c", "person:S. Malenkov Junior"))
    rows = [
        {
            "left": "Sergei Malenkov",
            "right": "Sergey Malenkov",
            "score": "",
            "rule": "curator",
            "decision": "different",
            "decided_by": "curator",
            "reason": "cousins",
        },
        {
            "left": "S. Malenkov Junior",
            "right": "Sergey Malenkov",
            "score": "",
            "rule": "curator",
            "decision": "same",
            "decided_by": "curator",
            "reason": "his card",
        },
    ]
    links = link(*pairs, judged=rows)
    assert links.actor_of["sergey-malenkov.b"] == links.actor_of["s-malenkov-junior.c"] != links.actor_of["sergei-malenkov.a"]
    assert {(j["decision"], j["decided_by"], j["reason"]) for j in links.judgements} >= {
        ("different", "curator", "cousins"),
        ("same", "curator", "his card"),
    }


def test_unnamed_groups_are_actors_of_their_article() -> None:
    links = link(article("a", ("organization:port officials", {"named": False})), article("b", ("organization:port officials", {"named": False})))
    assert [(row["actor_id"], row["actor_type"]) for row in links.actors] == [("port-officials.a", "group"), ("port-officials.b", "group")]


def test_ids_do_not_depend_on_the_order_of_articles_nor_on_new_ones() -> None:
    pairs = [
        article("a", "person:Sergei Malenkov", published="2020-01-02"),
        article("b", "person:Sergey Malenkov"),
        article("c", "person:Karin Holt"),
    ]
    results = [link(*order) for order in permutations(pairs)]
    assert all(result.actors == results[0].actors and result.judgements == results[0].judgements for result in results)
    later = link(*pairs, article("d", "organization:Karin Holt", published="2021-01-01"))
    assert set(ids(results[0])) < set(ids(later))
    assert "karin-holt.d" in ids(later)


def test_an_id_that_a_coder_meant_stays_whatever_the_name_is_like() -> None:
    tables = tables_of(article("a", "person:Sergei Malenkov"), article("b", "person:Sergey Malenkov"))
    rename(tables, "sergei-malenkov.a", "the-elder-malenkov")
    rename(tables, "sergey-malenkov.b", "the-younger-malenkov")
    assert ids(link_tables(tables)) == ["the-elder-malenkov", "the-younger-malenkov"]


def test_an_id_of_one_article_that_another_names_is_meant() -> None:
    """As in a package that is built anew: linked once, it is filed as it was, whatever else has its name."""
    tables = tables_of(*(article(each, "person:Ada Quill") for each in "abc"))
    rename(tables, "ada-quill.b", "ada-quill.a")
    links = link_tables(tables)
    assert ids(links) == ["ada-quill.a"]
    assert links.actor_of["ada-quill.c"] == "ada-quill.a"


def test_a_local_actor_joins_the_fixed_one_of_the_same_full_name() -> None:
    tables = tables_of(article("a", "person:Karin Holt"), article("b", "person:Karin Holt"), article("c", "person:Holt"))
    rename(tables, "karin-holt.a", "the-harbour-master")
    links = link_tables(tables)
    assert links.actor_of["karin-holt.b"] == "the-harbour-master"
    assert ids(links) == ["holt.c", "the-harbour-master"]
    assert [(row["name"], row["n_mentions"], row["n_articles"]) for row in links.actors] == [("Holt", 1, 1), ("Karin Holt", 2, 2)]


def test_a_local_actor_of_the_name_of_two_fixed_ones_leaves_them_two_and_the_choice_on_record() -> None:
    tables = tables_of(*(article(each, "person:Karin Holt") for each in "abc"))
    rename(tables, "karin-holt.a", "holt-the-pilot")
    rename(tables, "karin-holt.b", "holt-the-mayor")
    links = link_tables(tables)
    assert ids(links) == ["holt-the-mayor", "holt-the-pilot"]
    assert ("holt-the-mayor", "holt-the-pilot", "different") in {(j["left_actor_id"], j["right_actor_id"], j["decision"]) for j in links.judgements}


def test_a_fixed_person_is_not_a_body_of_the_same_name() -> None:
    tables = tables_of(article("a", "person:Karin Holt"), article("b", "organization:Karin Holt"))
    rename(tables, "karin-holt.a", "the-harbour-master")
    assert ids(link_tables(tables)) == ["karin-holt", "the-harbour-master"]


def test_what_the_coder_says_of_a_fixed_actor_stands_above_what_is_known() -> None:
    tables = tables_of(article("a", ("organization:Norway", {"actor_type": "state", "country": "NOR"})))
    rename(tables, "norway.a", "norway")
    tables["actors"][0] |= {"name": "Kingdom of Norway", "sector": "SPY"}
    (row,) = link_tables(tables).actors
    assert (row["actor_id"], row["sector"], row["country"]) == ("norway", "SPY", "NOR")


def test_an_actor_is_filed_under_a_name_that_is_printed() -> None:
    """The one given in the spelling printed, else the fullest printed in its commonest spelling; the one given only where none is printed."""

    def filed(given: str, *printed: str, kind: str = "name") -> object:
        tally = Tally()
        for name in printed:
            tally.count_article([{"mention_text": name, "mention_type": kind}])
        return name_of("an-actor", tally, given)

    assert filed("Karin Holt", "Holt", "Karin Holt", "Karin Anna Holt") == "Karin Holt"
    assert filed("António Holt", "Holt", "Antonio Holt") == "Antonio Holt"
    assert filed("Kingdom of Norway", "Norway", "Oslo", "Oslo") == "Oslo"
    assert filed("Norwegian soldiers in Libya", "Norwegians", "Norwegian") == "Norwegian soldiers in Libya"
    assert filed("Aides of Karin Holt", "the aides", kind="nominal") == "Aides of Karin Holt"
    assert filed("Holt", "KARIN HOLT", "Karin Holt") == "Karin Holt"


def test_an_id_that_some_cell_names_is_an_actor_with_a_name_made_from_it() -> None:
    pair = article("a", "person:Karin Holt", "person:Ben Rider")
    pair[1].quotes.append(Quote(0, 1, "x", "direct", None, 0, None, "assert", "test"))
    pair[1].event_reports.append(EventReport(0, 1, "x", "CONSULT", None, "actual", "test", actors=[Participant(1, Words(0, 1, "x"))]))
    tables = tables_of(pair)
    tables["mentions"] = [row for row in tables["mentions"] if row["actor_id"] != "ben-rider.a"]
    tables["quotes"][0]["speaker_actor_id"] = "norway"
    tables["report_actors"][0]["actor_id"] = "port-guards"
    names = {str(row["actor_id"]): row["name"] for row in link_tables(tables).actors}
    assert names == {"karin-holt": "Karin Holt", "norway": "Norway", "port-guards": "Port Guards"}


def test_kinds_of_names_are_those_that_the_coding_gives() -> None:
    tables = tables_of(article("a", "organization:Northern Ports Authority", "person:Karin Holt"))
    tables["mentions"] += [{**tables["mentions"][0], "start": at, "end": at + 6, "mention_text": "Norpor"} for at in (80, 90)]
    rename(tables, "northern-ports-authority.a", "ports-authority")
    tables["actor_names"] = [{"actor_id": "ports-authority", "name": "Norpor", "name_type": "acronym"}]
    told = {str(row["name"]): (row["name_type"], row["n_mentions"]) for row in link_tables(tables).actor_names}
    assert told["Norpor"] == ("acronym", 2)
    assert told["Northern Ports Authority"] == ("primary", 1)


def test_judgements_of_the_coding_are_carried_over_and_those_of_actors_that_are_gone_are_not() -> None:
    tables = tables_of(article("a", "person:Sergei Malenkov"), article("b", "person:Sergey Malenkov"))
    first = link_tables(tables)
    (judgement,) = first.judgements
    for row, local in zip(tables["mentions"], ("sergei-malenkov.a", "sergey-malenkov.b"), strict=True):
        row["actor_id"] = first.actor_of[local]
    tables["actors"] = [{name: value for name, value in row.items() if not name.startswith("n_")} for row in first.actors]
    gone = {**judgement, "left_actor_id": "nobody", "right_actor_id": "nobody"}
    tables["judgements"] = [judgement, gone]
    assert link_tables(tables).judgements == [judgement]


def test_an_entity_that_is_neither_mentioned_nor_pointed_at_is_no_actor() -> None:
    pair = article("a", "person:Karin Holt")
    pair[1].new_entity("Nobody", "person")
    assert ids(link(pair)) == ["karin-holt"]


def test_the_body_someone_belongs_to_is_an_actor_too() -> None:
    pair = article("a", "person:Karin Holt", "organization:Ports Authority")
    pair[1].entities[0].part_of = 1
    pair[1].entities[0].role = Words(0, 4, "head")
    rows = {str(row["actor_id"]): row for row in link(pair).actors}
    assert (rows["karin-holt"]["part_of_actor_id"], rows["karin-holt"]["role"]) == ("ports-authority", "head")


def test_counts_are_those_of_the_rows() -> None:
    links = link(article("a", "person:Karin Holt", "person:Karin Holt"), article("b", "person:Karin Holt"))
    assert [(r["n_mentions"], r["n_articles"]) for r in links.actors] == [(3, 2)]
    assert [(r["n_mentions"], r["n_articles"]) for r in links.actor_names] == [(3, 2)]


def test_sets_never_join_what_must_stay_apart() -> None:
    groups = [Group((str(n),), "person") for n in range(4)]
    sets = Sets.of(groups)
    sets.keep_apart(0, 1)
    sets.join(1, 2)
    assert not sets.may_join(0, 2)
    assert sets.may_join(0, 3)


def test_folding_and_skeletons() -> None:
    assert fold("Fayez al-Sérraj’s") == "fayez serrajs"
    assert fold("the Ministry of Defence") == fold("Ministry of Defense")
    assert skeleton("qaddafi") == skeleton("gadhafi") == skeleton("kadafi")
    assert skeleton("mesmari") == skeleton("mismari")
    assert likeness("Anna Berg", "Anna Berg") == 1


def test_every_local_id_has_its_actor() -> None:
    coding = Coding("a", entities=[Entity(0, "Karin Holt", "person")])
    coding.mentions.append(Mention(0, 10, "Karin Holt", "name", "person", 0, "test"))
    assert link((Article("a", "", "", ""), coding)).actor_of == {"karin-holt.a": "karin-holt"}


@pytest.mark.parametrize(
    ("left", "right", "decision", "reason"),
    [
        ({"role": "general", "country": "NOR"}, {"role": "general", "country": "NOR"}, "same", "near names; same role; same country"),
        ({"role": "general"}, {"role": "general"}, "undecided", "near names; same role"),
        ({}, {}, "undecided", "near names; nothing else speaks for it"),
        ({"country": "NOR"}, {"country": "PER"}, "different", "two countries"),
        ({"role": "nurse", "sector": "HLH"}, {"role": "minister", "sector": "GOV"}, "different", "two roles"),
    ],
)
def test_near_names_need_evidence_and_the_reason_is_on_record(left: dict[str, str], right: dict[str, str], decision: str, reason: str) -> None:
    def facts(given: dict[str, str]) -> dict[str, object]:
        return {key: Words(0, len(value), value) if key == "role" else value for key, value in given.items()}

    links = link(article("a", ("person:Khalil Haftan", facts(left))), article("b", ("person:Khalil Hiftan", facts(right))))
    assert [(j["decision"], j["reason"]) for j in links.judgements] == [(decision, reason)]
    assert len(links.actors) == (1 if decision == "same" else 2)


def test_a_sure_spelling_is_refused_where_one_article_names_both() -> None:
    links = link(article("a", "person:Sergei Malenkov", "person:Sergey Malenkov"))
    assert [(j["decision"], j["reason"]) for j in links.judgements] == [("different", "both in one article")]


def test_namesakes_of_two_countries_and_two_roles_are_two() -> None:
    nurse = {"country": "NOR", "role": Words(0, 5, "nurse")}
    links = link(article("a", ("person:Karin Holt", nurse)), article("b", ("person:Karin Holt", {"country": "PER", "role": Words(0, 7, "general")})))
    assert [(j["rule"], j["decision"], j["reason"]) for j in links.judgements] == [("link.namesake", "different", "two countries")]
    assert len(links.actors) == 2


def test_what_is_joined_does_not_depend_on_other_articles() -> None:
    pair = (article("a", "person:Musa Dialla"), article("b", "person:Moussa Dialla"))
    others = [article(f"c{n}", f"person:{name}") for n, name in enumerate(("Mosa Dialla", "Musa Dialle", "Misa Dialla"))]
    assert link(*pair).actor_of["moussa-dialla.b"] == "musa-dialla"
    many = link(*pair, *others)
    assert many.actor_of["moussa-dialla.b"] == many.actor_of["musa-dialla.a"]
