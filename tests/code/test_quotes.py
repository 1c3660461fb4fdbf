"""Quotes: who said what. The examples are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.code.coreference import Coreference
from tidings.code.dates.dates import code_dates
from tidings.code.mentions.mentions import code_mentions
from tidings.code.quotes.quotes import code_quotes
from tidings.model import Article, Coding, Quote
from tidings.nlp import analyse

SECONDS = 30  # of processor time, for paragraphs on which a reader that is not near-linear takes minutes


def coded(text: str) -> tuple[list[Quote], Coding]:
    doc = analyse(Article("a", text, "a.txt", "0", published="2020-05-08"))
    coding = Coding("a")
    coding.dates = code_dates(doc)
    code_mentions(doc, coding)
    refer = Coreference(doc, coding)
    refer.add_mentions()
    coding.quotes = code_quotes(refer)
    return coding.quotes, coding


def rows(text: str) -> list[tuple[str, str | None, str | None]]:
    """Kind, speaker's words and text of every quote."""
    return [(q.quote_type, q.speaker.text if q.speaker else None, q.text) for q in coded(text)[0]]


def who(text: str) -> list[str | None]:
    """The names of the speakers' entities."""
    quotes, coding = coded(text)
    return [coding.entities[q.speaker_entity].name if q.speaker_entity is not None else None for q in quotes]


# Direct speech


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The harbour is closed,” Ada Lum said.", "Ada Lum"),
        ("“The harbour is closed,” said Ada Lum, who runs it.", "Ada Lum"),
        ("Ada Lum said: “The harbour is closed.”", "Ada Lum"),
        ("“The harbour is closed,” Ada Lum, the mayor of Lodi, told reporters on Friday.", "Ada Lum"),
        ("“The harbour is closed,” said a harbour official.", "a harbour official"),
        ("“Is the harbour closed?” he asked.", "he"),
        ("Ada Lum reports:\n“The harbour is closed.”", "Ada Lum"),
        ("“The harbour is closed.” — Ada Lum", "Ada Lum"),
    ],
)
def test_direct_speech_and_its_speaker(text: str, speaker: str) -> None:
    ((kind, words, said),) = rows(text)
    assert (kind, words) == ("direct", speaker)
    assert said is not None
    assert said.startswith(("The harbour is closed", "Is the harbour closed?"))


def test_a_trailing_comma_is_left_out_and_a_question_mark_kept() -> None:
    assert [text for _, _, text in rows("“It is closed,” she said. “Why?” he asked.")] == ["It is closed", "Why?"]


def test_speech_broken_by_its_cue_is_two_rows() -> None:
    assert rows("“If it closes,” Ada Lum said, “we will leave.”") == [
        ("direct", "Ada Lum", "If it closes"),
        ("direct", "Ada Lum", "we will leave."),
    ]


def test_a_floating_quotation_goes_to_the_speaker_in_force() -> None:
    assert rows("“It is closed,” Ada Lum said.\n“Nobody told us.”")[1] == ("direct", "Ada Lum", "Nobody told us.")


def test_speech_over_paragraphs_is_a_row_a_paragraph() -> None:
    assert [(kind, text) for kind, _, text in rows("Ada Lum said: “It is closed.\n“Nobody told us.”")] == [
        ("direct", "It is closed."),
        ("direct", "Nobody told us."),
    ]


def test_a_transcript() -> None:
    text = "LUM: Is it closed?\nRIDER: It is, and has been since Monday.\nLUM: Who closed it?"
    assert rows(text) == [
        ("direct", "LUM", "Is it closed?"),
        ("direct", "RIDER", "It is, and has been since Monday."),
        ("direct", "LUM", "Who closed it?"),
    ]


@pytest.mark.parametrize("text", ["The ferry “Lodi Star” sank off the coast.", "They ate “bread” made of sand."])
def test_marks_around_a_name_or_an_irony_are_no_speech(text: str) -> None:
    assert rows(text) == []


# Fragments and reported clauses


def test_a_fragment_in_marks_is_a_row_beside_its_clause() -> None:
    assert rows("Ada Lum said the harbour was “closed for good”.") == [
        ("indirect", "Ada Lum", "the harbour was “closed for good”"),
        ("mixed", "Ada Lum", "closed for good"),
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("Ada Lum said that the harbour was closed.", "Ada Lum", "the harbour was closed"),
        ("Ada Lum said on Friday that the harbour was closed.", "Ada Lum", "the harbour was closed"),
        ("Ada Lum said the harbour was closed.", "Ada Lum", "the harbour was closed"),
        ("The harbour was closed, Ada Lum said.", "Ada Lum", "The harbour was closed"),
        ("According to Ada Lum, the harbour was closed.", "Ada Lum", "the harbour was closed"),
        ("The harbour, which, according to two officials, was closed, is open.", "two officials", "was closed"),
        ("The harbour was closed, according to two officials.", "two officials", "The harbour was closed"),
        ("Lodi accused Sorna of closing the harbour.", "Lodi", "closing the harbour"),
        ("Lodi has repeatedly denied closing the harbour.", "Lodi", "closing the harbour"),
        ("Fishermen vowed to reopen the harbour.", "Fishermen", "to reopen the harbour"),
        ("She asked whether the harbour was closed.", "She", "whether the harbour was closed"),
        ("Some officials fear that the harbour will close.", "Some officials", "the harbour will close"),
        ("Lodi called for talks on the harbour.", "Lodi", "talks on the harbour"),
        ("Ada Lum urged the council to reopen the harbour.", "Ada Lum", "to reopen the harbour"),
        ("Officials briefed on the matter said the harbour was closed.", "Officials", "the harbour was closed"),
        ("A harbour that Lodi says is closed has burned.", "Lodi", "is closed"),
    ],
)
def test_reported_clauses(text: str, speaker: str, said: str) -> None:
    assert ("indirect", speaker, said) in rows(text)


def test_a_clause_ends_before_the_next_act_of_reporting() -> None:
    assert rows("Ada Lum said the harbour was closed, adding that nobody was told.") == [
        ("indirect", "Ada Lum", "the harbour was closed"),
        ("indirect", "Ada Lum", "nobody was told"),
    ]


def test_nested_attribution_keeps_both() -> None:
    quotes, coding = coded("Ada Lum said that fishermen believe the harbour is closed.")
    inner = next(q for q in quotes if q.text == "the harbour is closed")
    assert inner.speaker is not None
    assert inner.speaker.text == "fishermen"
    assert inner.via is not None
    assert inner.via.text == "Ada Lum"
    assert inner.via_entity is not None
    assert coding.entities[inner.via_entity].name == "Ada Lum"


def test_a_question_before_an_answer_is_asked_by_nobody() -> None:
    quotes, _ = coded("Asked if the harbour was closed, Ada Lum said: “No, it is open.”")
    assert [(q.speaker.text if q.speaker else None, q.stance) for q in quotes] == [(None, "question"), ("Ada Lum", "deny")]


# Speakers


def test_apposition_before_a_name() -> None:
    assert rows("The boats are safe, a fisherman, Ben Rider, told Reuters.") == [("indirect", "a fisherman, Ben Rider", "The boats are safe")]
    assert who("The boats are safe, a fisherman, Ben Rider, told Reuters.") == ["Ben Rider"]


def test_an_agency_that_is_told_relays() -> None:
    (quote,), coding = coded("The boats are safe, Ben Rider told Reuters.")
    assert quote.addressee is not None
    assert quote.via == quote.addressee
    assert quote.via_entity is not None
    assert coding.entities[quote.via_entity].name == "Reuters"


def test_he_is_no_woman() -> None:
    text = "John Rider said the harbour was closed. Mary Lum said it was open. It would stay so, he said."
    assert who(text)[-1] == "John Rider"


def test_a_claim_of_somebody_is_reported_too() -> None:
    assert ("indirect", "the mayor", "the harbour is safe") in rows("Critics mock the mayor’s claim that the harbour is safe.")


def test_a_pronoun_means_the_last_speaker() -> None:
    assert who("Mayor Ada Lum said the harbour was closed. “It will stay closed,” she said.")[1] == "Ada Lum"


def test_a_title_means_the_person_who_bears_it() -> None:
    assert who("General Ben Rider landed on Monday. The general said the harbour was closed.")[-1] == "Ben Rider"


def test_an_unnamed_source_is_an_entity_of_its_own() -> None:
    quotes, coding = coded("“It is closed,” a government insider said. “It stays closed,” another insider said.")
    entities = [coding.entities[q.speaker_entity] for q in quotes if q.speaker_entity is not None]
    assert [(e.name, e.named, e.actor_type) for e in entities] == [
        ("a government insider", False, "person"),
        ("another insider", False, "person"),
    ]
    assert ("a government insider", "nominal") in [(m.text, m.mention_type) for m in coding.mentions]


def test_two_who_are_named_speak_as_no_one_entity() -> None:
    quotes, _ = coded("Ada Lum and the baker Ben Rider said the harbour was closed. Ada Lum and her aides said so too.")
    assert [(q.speaker.text if q.speaker else "", q.speaker_entity) for q in quotes] == [("Ada Lum and the baker Ben Rider", None)]


@pytest.mark.parametrize("speaker", ["The coast guard", "The state broadcaster", "Two men and a woman", "The men and a woman"])
def test_bodies_and_several_persons_are_a_group(speaker: str) -> None:
    quotes, coding = coded(f"{speaker} said the harbour was closed.")
    assert quotes[0].speaker_entity is not None
    assert coding.entities[quotes[0].speaker_entity].actor_type == "group"


# Stance, channel, addressee, date


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Lodi denied closing the harbour.", "deny"),
        ("Lodi accused Sorna of closing the harbour.", "accuse"),
        ("Officials warned that the harbour would close.", "predict"),
        ("Lodi promised to reopen the harbour.", "promise"),
        ("Lodi demanded that the harbour be reopened.", "demand"),
        ("Ada Lum asked whether the harbour was closed.", "question"),
        ("Ada Lum refused to reopen the harbour.", "decline"),
        ("Ada Lum did not say when the harbour would reopen.", "decline"),
        ("Ada Lum insisted the harbour was not closed.", "deny"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert [q.stance for q in coded(text)[0]] == [stance]


def test_channel_addressee_and_date() -> None:
    quotes, coding = coded("Ada Lum told reporters at a briefing on Friday that the harbour was closed.")
    (quote,) = quotes
    assert quote.channel == "briefing"
    assert quote.addressee is not None
    assert quote.addressee.text == "reporters"
    assert quote.said_date == (coding.dates[0].start, coding.dates[0].end)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Ada Lum told fans on social media that the harbour was closed.", "social"),
        ("Ada Lum told the media that the harbour was closed.", None),
        ("Media asked in vain, but Ada Lum said only that the harbour was closed.", None),
    ],
)
def test_media_are_a_channel_only_with_the_word_before(text: str, channel: str | None) -> None:
    assert [quote.channel for quote in coded(text)[0]] == [channel]


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("Crews held a rally in Lodi after Ada Lum said the pier was shut.", [None]),
        ("In a video posted on Telegram, Ada Lum said the pier was shut.", ["social"]),
        ("The firm issued a statement saying the pier was shut.", ["statement"]),
        ("Reporters said the pier was shut.", [None]),
        ("A spokesperson said the pier was shut.", [None]),
        ("“It is late,” Ada Lum wrote on X.", ["social"]),
        ("“It is late,” Ada Lum wrote.", ["document"]),
        ("Edwin Sallow, who wrote the report, said the pier was shut.", [None]),
        ("After a meeting with envoys, Ada Lum said the pier was shut.", [None]),
        ("Ada Lum told debate moderators that the pier was shut.", [None]),
        ("Ada Lum said the pier was shut, in an interview on Friday.", ["interview"]),
        ("Ada Lum denied that the pier was shut after a rally, saying it was open.", [None, None]),
    ],
)
def test_a_channel_is_named_beside_the_cue_for_this_saying(text: str, channels: list[str | None]) -> None:
    assert [quote.channel for quote in coded(text)[0]] == channels


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Ida Lum blamed the council for the fire and demanded a vote before Christmas.", ["", ""]),
        ("Peru, which closed its border with Chile in 1993, has not ruled out reopening it.", [""]),
        ("Ida Lum has rejected such claims, and in February accused Ana Rider of lying.", ["", "February"]),
        ("“It is late,” Ida Lum, the mayor since 2014, said on Friday.", ["Friday"]),
        ("Ida Lum met the press on Monday and said she would leave.", ["Monday"]),
        ("In a statement issued on Monday, Ida Lum said it was late.", ["Monday"]),
        ("Ida Lum told reporters on Friday that she hoped it would not rain, adding that she was tired.", ["Friday", "Friday", "Friday"]),
        ("It may take months, the mayor said; a report on a fire in 2013 took a year.", [""]),
        ("Asked whether it could open before the end of the year, she said: “I doubt it.”", ["", ""]),
        ("Ida Lum denied that a ferry had sunk last week, saying it had run aground.", ["", ""]),
    ],
)
def test_a_saying_is_dated_by_its_own_clause_and_never_after_publication(text: str, dates: list[str]) -> None:
    assert [text[slice(*quote.said_date)] if quote.said_date else "" for quote in coded(text)[0]] == dates


# Whatever the text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "''", "‘", "’", ",", ".", "?", ":", "—", "(", ")", "\n", "said", "that", "Ada", "Lum", "he", "who", "the", "mayor", "to",
             "accused", "of", "denied", "asked", "if", "according", "was", "closing", "and", "but", "Friday", "told", "reporters", "'s"]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_every_row_traces_to_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for quote in coded(text)[0]:
        assert quote.text == text[quote.start : quote.end]
        for cell in (quote.speaker, quote.cue, quote.via, quote.addressee):
            assert cell is None or cell.text == text[cell.start : cell.end]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_arbitrary_text_is_coded(text: str) -> None:
    found = coded(text)[0]
    assert all(quote.text == text[quote.start : quote.end] for quote in found)


@pytest.mark.parametrize("unit", ["he said that ", "“yes,” she said, ", "Ada, ", "a-", "the mayor of ", "and said ", ", who said ", "asked if "])
def test_long_paragraphs_are_read_in_time(unit: str) -> None:
    began = time.process_time()
    found = coded(unit * 1500)[0]
    assert all(quote.end <= len(unit) * 1500 for quote in found)
    assert time.process_time() - began < SECONDS
