"""Which sentences may tell an event: a sign is never missed, and the subjects of sentences passed over are still known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.code.coder import code
from tidings.code.events.codebook import may_tell_event
from tidings.code.events.sentence_events import find_events
from tidings.code.reading import Reading
from tidings.model import Article
from tidings.nlp import analyse
from tidings.nlp.tokens import spelt

PLAIN = ["The river was cold in winter.", "Her garden is full of old trees.", "It rained."]
TELLING = [
    "Rebels attacked the harbour of Lomar.",
    "The minister refused to sign the paper.",
    "The mayor said the union must leave the square.",
    "The envoy said he will not come back.",
    "The strike on the depot lasted an hour.",
    "Teachers want the council to act.",
    "The mayor said that Lomar is to have.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_sentences_need_no_reading(text: str) -> None:
    assert not may_tell_event(text, spelt(text))


@pytest.mark.parametrize("text", TELLING)
def test_sentences_that_may_tell_an_event_are_read(text: str) -> None:
    assert may_tell_event(text, spelt(text))


def test_pronoun_goes_back_over_a_sentence_that_was_passed_over() -> None:
    text = "President Ada Lum took the back seat and was tired. She attacked the rebels of Lomar."
    coding = code(Article("a", text, "x", ""))
    (report,) = [report for report in coding.event_reports if report.event_type == "ASSAULT"]
    assert [coding.entities[actor.entity].name for actor in report.actors] == ["Ada Lum"]


VOCABULARY = [
    "rebels",
    "troops",
    "the",
    "a",
    "mayor",
    "said",
    "that",
    "he",
    "she",
    "will",
    "not",
    "must",
    "has",
    "to",
    "attack",
    "attacked",
    "meet",
    "talks",
    "with",
    "ask",
    "asked",
    "deny",
    "denied",
    "threatened",
    "called",
    "on",
    "for",
    "agreed",
    "army",
    "in",
    "Lomar",
    ",",
    "and",
    "strike",
    "back",
    "home",
    "was",
    "been",
    "ordered",
    "plan",
]


@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=25))
def test_no_event_without_a_sign(chosen: list[str]) -> None:
    text = " ".join(chosen)
    doc = analyse(Article("a", text, "x", ""))
    assert may_tell_event(text, spelt(text)) or not any(find_events(Reading(doc, sentence)) for sentence in doc.sentences)
