"""Characters that nobody sees change nothing of what is coded, and spans count in the text as it stands."""

import pytest

from tidings.code.coder import code
from tidings.read.text import make_article

TEXT = """Ferry quay shut after storm

"We will not open it before May," said the harbour master Piet Oram on Sunday. At least 20 people were hurt in the storm, Oram told reporters.
"""


def coded(text):
    coding = code(make_article("quay", text, "quay.txt", {"published": "2031-05-04"}))
    names = {entity.entity: entity.name for entity in coding.entities}
    return coding, [(quote.quote_type, names.get(quote.speaker_entity), quote.stance) for quote in coding.quotes]


@pytest.mark.parametrize(
    ("plain", "hidden"),
    [
        ("Piet Oram", "Piet\u200b Oram"),
        ("Piet Oram", "\u200ePiet Oram\u200e"),
        ('," said', ',"\u200b said'),
        ("harbour", "har\u00adbour"),
        ("Ferry", "\ufeffFerry"),
        ("20 people", "20\u2060 people\u200f"),
    ],
)
def test_what_is_coded_is_the_same(plain, hidden):
    _, expected = coded(TEXT)
    text = TEXT.replace(plain, hidden)
    coding, found = coded(text)
    assert found == expected
    assert "Piet Oram" in {entity.name for entity in coding.entities}
    rows = [*coding.mentions, *coding.quotes, *coding.figures, *coding.dates, *coding.event_reports]
    assert rows
    assert all(row.text == text[row.start : row.end] for row in rows)
    assert all(quote.cue == (quote.cue.start, quote.cue.end, text[quote.cue.start : quote.cue.end]) for quote in coding.quotes if quote.cue)
