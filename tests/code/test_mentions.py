"""Names, and what later words go back to them. Every text here is made up."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.code.coder import code
from tidings.code.coreference import Coreference
from tidings.code.mentions.mentions import code_mentions
from tidings.model import Article, Coding, Entity, Part
from tidings.nlp import analyse


def coded(text: str, *parts: Part) -> Coding:
    coding = Coding("a")
    doc = analyse(Article("a", text, "a.txt", "", parts=parts))
    code_mentions(doc, coding)
    Coreference(doc, coding).add_mentions()
    return coding


def names(text: str, kind: str) -> list[str]:
    """Texts of the named mentions of one entity type."""
    return [m.text for m in coded(text).mentions if m.mention_type == "name" and m.entity_type == kind]


def entity(coding: Coding, name: str) -> Entity:
    return next(e for e in coding.entities if e.name == name)


def mentions_of(text: str, name: str) -> list[str]:
    coding = coded(text)
    return [m.text for m in coding.mentions if m.entity == entity(coding, name).entity]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("General Omar al-Fasi met Col. Jane Q. Public on the quay.", ["Omar al-Fasi", "Jane Q. Public"]),
        ("Prime Minister Ludwig van der Meer flew in.", ["Ludwig van der Meer"]),
        ("Norwegian Foreign Minister Kari Lund’s aides left.", ["Kari Lund"]),
        ("The spokesman, Abu Bakr bin Tarif, was late.", ["Abu Bakr bin Tarif"]),
        ("Minister of Education Clara Benetti resigned.", ["Clara Benetti"]),
        ("It was signed by J. R. Holloway, 52, of Dover.", ["J. R. Holloway"]),
        ("Voters backed Wong Ka-ming in the harbour ward.", ["Wong Ka-ming"]),
        ("Senator Ruth Adeyemi (R-Ky.) agreed.", ["Ruth Adeyemi"]),
        ("Mark Rivers of Iceland sang.", ["Mark Rivers"]),
        ("Hey, Ruth Adeyemi. As Adeyemi knows, lest Adeyemi forget.", ["Ruth Adeyemi", "Adeyemi", "Adeyemi"]),
    ],
)
def test_a_person_is_named_without_title_rank_or_possessive(text: str, found: list[str]) -> None:
    assert names(text, "person") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Talks at the Ministry of Fisheries and Ports went on.", ["Ministry of Fisheries and Ports"]),
        ("The Harbour Workers Union struck on Monday.", ["Harbour Workers Union"]),
        ("The U.S. Department of Agriculture agreed.", ["U.S. Department of Agriculture"]),
        ("She wrote to the Food and Drink Inspection Board.", ["Food and Drink Inspection Board"]),
        ("Shares of Brightwater & Sons fell.", ["Brightwater & Sons"]),
        ("The NATO-backed force left.", ["NATO"]),
    ],
)
def test_a_body_keeps_the_words_of_its_name(text: str, found: list[str]) -> None:
    assert names(text, "organization") == found


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday was calm. Recent storms had passed. However, Monday may differ.",
        "French cheese and German bread were served.",
        "The CEO showed a PDF on his TV.",
        "I saw US$ 40 and a GPS in May.",
    ],
)
def test_a_capital_alone_makes_no_name(text: str) -> None:
    assert names(text, "person") == names(text, "organization") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She studied at Queen Edith University of Marlport.", ["Queen Edith University of Marlport"]),
        ("They were taken to St. Olave's Hospital.", ["St. Olave's Hospital"]),
        ("West Marlshire Police are looking for him.", ["West Marlshire Police"]),
        ("He left Marl College and Orrin College.", ["Marl College", "Orrin College"]),
        ("A filing with the S.E.C. is due.", ["S.E.C."]),
        ("Save the Children sent blankets.", ["Save the Children"]),
        ("Google unveiled a lamp.", ["Google"]),
        ("The Ministry of Fish, Ports and Harbours spoke.", ["Ministry of Fish, Ports and Harbours"]),
        ("The Orrish Marl Tribunal for the former Yugoslavia (OMTY) met.", ["Orrish Marl Tribunal", "OMTY"]),
        ("Congress must act, and the Senate will.", ["Congress", "Senate"]),
        ("Air Marlland cut its flights.", ["Air Marlland"]),
        ("The QED and the XYW, ABQ and LMT met.", ["QED", "XYW", "ABQ", "LMT"]),
    ],
)
def test_a_body_by_the_shape_of_its_name(text: str, found: list[str]) -> None:
    assert names(text, "organization") == found


@pytest.mark.parametrize(
    "text",
    [
        "Forty-three people queued.",
        "It is a Franco-German plan.",
        "They spoke of World War II again.",
        "He bought a Galaxy S4 there.",
        "The Qelper telescope saw it.",
        "It was called the first of Round Two matters.",
        "He read of The Long Journey in class.",
        "The Deputy Foreign Minister left.",
        "The MV Princess Edith sank near HMS Orrin.",
    ],
)
def test_numbers_works_products_and_offices_are_nobody(text: str) -> None:
    assert names(text, "organization") + names(text, "person") == []


def test_a_surname_that_is_a_word_counts_at_the_beginning_of_a_sentence() -> None:
    text = "Doug Brown resigned. Brown said he was tired. Brown cows grazed nearby."
    assert mentions_of(text, "Doug Brown") == ["Doug Brown", "Brown", "he"]


def test_a_bare_surname_is_the_person_whom_the_article_is_about() -> None:
    far = "It rained on the harbour and on the hills behind it for the whole of the day. " * 2
    text = f"Rita Orrin won. Rita Orrin thanked voters. Her brother Paul Orrin clapped. {far}Orrin will take her seat."
    assert mentions_of(text, "Rita Orrin")[-2] == "Orrin"


def test_a_country_whose_name_is_a_word_acts_at_the_beginning_of_a_sentence() -> None:
    assert mentions_of("It rained. Turkey arrested three men.", "Turkey") == ["Turkey"]


def test_a_town_that_plays_is_a_club() -> None:
    text = "The football season ended. Barcelona beat Norwich City. A striker scored. Fans met in Barcelona."
    assert names(text, "organization") == ["Barcelona", "Norwich City"]
    assert names(text, "place") == ["Barcelona"]


def test_a_word_that_only_begins_a_sentence_is_no_name_of_its_own() -> None:
    assert names("Former Chancellor Petra Hahn left. Police followed Hahn.", "person") == ["Petra Hahn", "Hahn"]


def test_a_headline_in_capitals_names_only_whom_the_article_names() -> None:
    text = "Storm Over Harbour Plan As Lindqvist Quits Talks\nAnna Lindqvist left the talks on Monday."
    coding = coded(text, Part("title", 0, 48), Part("body", 49, len(text)))
    assert [m.text for m in coding.mentions] == ["Lindqvist", "Anna Lindqvist"]


def test_full_name_surname_and_other_spelling_are_one_person() -> None:
    text = "General Yusuf al-Haddari spoke. Haddari’s men left. Al-Haddari stayed, and Haddery smiled."
    assert mentions_of(text, "Yusuf al-Haddari") == ["Yusuf al-Haddari", "Haddari", "Al-Haddari", "Haddery"]


def test_two_people_with_one_surname_stay_two() -> None:
    text = "Karin Holt met Peter Holt. Mrs Holt smiled. Mr Holt did not."
    assert mentions_of(text, "Karin Holt") == ["Karin Holt", "Holt"]
    assert mentions_of(text, "Peter Holt") == ["Peter Holt", "Holt"]


def test_an_acronym_is_the_body_it_stands_beside() -> None:
    text = "The Northern Ports Authority (NPA) objected. The NPA will sue. The authority is small."
    assert mentions_of(text, "Northern Ports Authority") == ["Northern Ports Authority", "NPA", "NPA", "authority"]


def test_an_acronym_of_a_thing_is_no_body() -> None:
    assert names("Many have iron poverty disorder (IPD). IPD is rare.", "organization") == []


@pytest.mark.parametrize(
    "text",
    [
        "Norway denied the claim.",
        "Oslo has repeatedly denied it.",
        "The minister accused Norway of spying.",
        "The force is backed by Norway.",
        "The Norway-backed force left.",
        "Norway’s foreign minister called.",
        "They held talks with Norway.",
    ],
)
def test_a_country_that_acts_is_a_state(text: str) -> None:
    state = next(e for e in coded(text).entities if e.country == "NOR")
    assert (state.entity_type, state.actor_type) == ("organization", "state")


@pytest.mark.parametrize(
    "text", ["It rained in Norway.", "Norway lies north of Denmark.", "A ship from Norway came.", "Oslo is cold.", "Norway’s fjords are deep."]
)
def test_a_country_that_locates_is_a_place(text: str) -> None:
    assert {e.entity_type for e in coded(text).entities if e.country == "NOR"} == {"place"}


def test_capital_building_and_country_are_one_state() -> None:
    coding = coded("Moscow denied it. The Kremlin said Russia had promised nothing.")
    (state,) = (e for e in coding.entities if e.actor_type == "state")
    assert state.name == "Russia"
    assert [(m.text, m.entity_type) for m in coding.mentions if m.entity == state.entity] == [
        ("Moscow", "place"),
        ("Kremlin", "organization"),
        ("Russia", "place"),
    ]


def test_role_country_and_body_of_a_person_are_told() -> None:
    text = "Omar Saleh, a former Egyptian trade minister, met NATO spokeswoman Else Dahl."
    coding = coded(text)
    saleh, dahl = entity(coding, "Omar Saleh"), entity(coding, "Else Dahl")
    assert saleh.role is not None
    assert (saleh.role.text, saleh.country, saleh.sector) == ("former Egyptian trade minister", "EGY", "GOV")
    assert dahl.part_of == entity(coding, "NATO").entity
    assert text[saleh.role.start : saleh.role.end] == saleh.role.text


@pytest.mark.parametrize(
    ("text", "role", "sector"),
    [
        ("Prime Minister Sheikh Orlan left.", "Prime Minister", "GOV"),
        ("Col. Major Bo Reth left.", "Col. Major", "MIL"),
        ("Water Minister Bo Reth left.", "Water Minister", "GOV"),
        ("The mayor of Lodi, Bo Reth, left.", "mayor of Lodi", "GOV"),
        ("The head of the Orlan mercenary group, Bo Reth, left.", "head of the Orlan mercenary group", None),
        ("Its secretary general, Bo Reth, left.", "secretary general", None),
        ("The club president, Bo Reth, left.", "club president", None),
        ("The alliance's president, Bo Reth, left.", "president", None),
        ("Chad's president, Bo Reth, left.", "Chad's president", "GOV"),
        ("UN secretary general Bo Reth left.", "UN secretary general", "IGO"),
        ("In the office of the mayor of Lodi, Bo Reth waited.", None, None),
        ("Chad's emir, Sheikh Bo Reth, left.", "Chad's emir", "GOV"),
        ("Bo Reth, the harbour board's director for Asia, left.", "harbour board's director for Asia", None),
        ("Bo Reth, one of the mayor's friends, left.", None, None),
        ("Its secretary, Bo Reth, left.", "secretary", None),
        ("Bo Reth, the secretary of the academy, left.", "secretary", None),
        ("Bo Reth, the president of the Lodi Weavers Union (LWU), left.", "president of the Lodi Weavers Union", None),
        ("Bo Reth, the president of the European Commission, left.", "president of the European Commission", "IGO"),
        ("The chief of staff, Bo Reth, left.", "chief of staff", None),
        ("South Korean President Bo Reth left.", "South Korean President", "GOV"),
        ("Ports Ministry spokesman Bo Reth left.", "Ports Ministry spokesman", "GOV"),
        ("The chess commentator Bo Reth left.", "chess commentator", None),
        ("The shipping minister, Bo Reth, left.", "shipping minister", "GOV"),
        ("They heard last week Mayor Bo Reth left.", "Mayor", "GOV"),
        ("When Deputy Mayor Bo Reth left, it rained.", "Deputy Mayor", "GOV"),
        ("Bo Reth, Peru's mayor Ada Lum and two others left.", None, None),
        ("Captain Bo Reth of the ferry left.", "Captain", None),
        ("The travel agent Bo Reth left.", "travel agent", None),
        ("Kremlin spokesman Bo Reth left.", "Kremlin spokesman", "GOV"),
        ("Bo Reth, Ada Lum and his wife left.", None, None),
        ("President Bo Reth left. Reth, a former baker at the Lodi Mill, wept.", "President", "GOV"),
        ("Gen. Bo Reth, a commander of the Lodi Guard, left.", "commander of the Lodi Guard", "MIL"),
    ],
)
def test_the_words_before_a_name_tell_the_role(text: str, role: str | None, sector: str | None) -> None:
    coding = coded(text)
    person = next(entity for entity in coding.entities if entity.entity_type == "person")
    assert (person.role.text if person.role else None, person.sector) == (role, sector)


def test_a_body_is_what_its_last_word_says() -> None:
    coding = coded("The Lodi Police Department, Orvo University and the Daily Lodi Tribune moved. The Orvo Forces left.")
    told = {entity.name: (entity.actor_type, entity.sector) for entity in coding.entities}
    assert told == {
        "Lodi Police Department": ("government", "COP"),
        "Orvo University": ("organization", "EDU"),
        "Daily Lodi Tribune": ("media", "JRN"),
        "Orvo Forces": ("organization", None),
    }


def test_a_role_tells_the_body_unless_it_is_over_and_no_country_that_an_envoy_goes_to() -> None:
    coding = coded("Ada Holm, the head of the Lodi Club, met Bo Reth, the ambassador to Chad, and Orla Finn, a former head of the Lodi Club.")
    holm, reth, finn = (entity(coding, name) for name in ("Ada Holm", "Bo Reth", "Orla Finn"))
    assert holm.part_of == entity(coding, "Lodi Club").entity
    assert (reth.role.text if reth.role else None, reth.country, finn.part_of) == ("ambassador to Chad", None, None)


def test_a_noun_with_the_adjective_of_others_means_nobody_named_before() -> None:
    assert [m.text for m in coded("Opposition leader Bo Reth spoke. The Green leader left.").mentions if m.mention_type == "nominal"] == []


def test_pronouns_and_titles_go_back_to_the_person_named() -> None:
    coding = coded("General Omar Saleh left the port. He took his men along, and the general sang. Anna Berg stayed; she slept.")
    told = [(m.text, coding.entities[m.entity or 0].name, m.method) for m in coding.mentions if m.mention_type != "name"]
    assert told == [
        ("He", "Omar Saleh", "pronoun.subject"),
        ("his", "Omar Saleh", "pronoun.subject"),
        ("general", "Omar Saleh", "nominal.title"),
        ("she", "Anna Berg", "pronoun.subject"),
    ]


def test_a_pronoun_of_the_other_gender_is_left_open() -> None:
    assert [m.text for m in coded("Mr Holt left. She stayed.").mentions] == ["Holt"]


def meant(text: str, pronoun: str) -> str | None:
    """Whom the last pronoun of this form in a text means."""
    found = [m for m in coded(text).mentions if m.text == pronoun]
    return coded(text).entities[found[-1].entity or 0].name if found else None


@pytest.mark.parametrize(
    ("text", "pronoun", "whom"),
    [
        ("Judge Omar Saleh found Karim Fasi guilty, clearing him of fraud.", "him", "Karim Fasi"),  # not whom the verb's subject names
        ("Omar Saleh hurt himself.", "himself", "Omar Saleh"),
        ("Karim Fasi wept. Omar Saleh said that he was ashamed of him.", "him", "Karim Fasi"),
        ("Omar Saleh wept. A rebel who calls himself a king left.", "himself", None),
        ("Omar Saleh said that Karim Fasi himself was ill.", "himself", "Karim Fasi"),
        ("Omar Saleh met Karim Fasi and his friends praised him.", "him", "Omar Saleh"),
        ("Karim Fasi was cleared. Police stopped the minister as he left.", "he", None),  # who stands between is meant
        ("Karim Fasi wept. Fasi left. ¶ Police stopped a shepherd. The shepherd smiled as he left.", "he", None),
        ("Anna Berg wept. The party's leader, Karla Fasi, demanded that she resign.", "she", "Anna Berg"),
        ("Karim Fasi was cleared. Karim Fasi wept. The minister smiled as he left.", "he", "Karim Fasi"),
    ],
)
def test_a_pronoun_is_not_given_to_whom_it_cannot_mean(text: str, pronoun: str, whom: str | None) -> None:
    assert meant(text.replace(" ¶ ", "\n\n"), pronoun) == whom


def test_boilerplate_names_nobody() -> None:
    text = "Anna Berg left.\nRead Omar Saleh next"
    assert [m.text for m in coded(text, Part("body", 0, 15), Part("boilerplate", 16, len(text))).mentions] == ["Anna Berg"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("AbcXyz éÉ-’'\"“”.,()&\n\u00a01$aeo"), max_size=120))
def test_every_mention_is_a_slice_of_any_text_and_none_comes_twice(text: str) -> None:
    coding = coded(text)
    assert all(text[m.start : m.end] == m.text and m.text.strip() for m in coding.mentions)
    spans = [(m.start, m.end) for m in coding.mentions]
    assert spans == sorted(set(spans))


@pytest.mark.parametrize("piece", ["Anna Berg met Omar Saleh, ", "UN ", "The General ", "of the ", "Berg and ", "“He said ", "Qx"])
def test_a_long_paragraph_is_read_in_time(piece: str) -> None:
    begun = time.process_time()
    coded(piece * (20_000 // len(piece)))
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Union officials accused the mayor.", "LAB"),
        ("UN officials accused the mayor.", "IGO"),
        ("Officials accused the mayor.", "GOV"),
        ("A company spokesman accused the mayor.", "BUS"),
        ("A spokesman accused the mayor.", None),
        ("Officers seized two computers.", None),
        ("Police officers seized two computers.", "COP"),
    ],
)
def test_officials_are_of_the_body_named_before_them(text: str, sector: str | None) -> None:
    coding = code(Article("a", text, "a.txt", ""))
    assert next(entity.sector for entity in coding.entities if not entity.named and "mayor" not in entity.name) == sector
