"""How verbs and their subjects are read: what decides who did a thing. All sentences are invented."""

from __future__ import annotations

import pytest

from tidings.code.coder import code
from tidings.model import Article


def first(text: str) -> tuple[str, list[str], list[str]]:
    """Type, actors and recipients of the first event of a sentence."""
    coding = code(Article("a", text, "a.txt", "", published="2019-04-06"))
    report = coding.event_reports[0]
    actors, recipients = ([coding.entities[p.entity].name for p in side] for side in (report.actors, report.recipients))
    return report.event_type, actors, recipients


@pytest.mark.parametrize(
    ("text", "event_type", "actors", "recipients"),
    [
        ("The envoy of Malawi flew to Lusaka where he was to rest.", "CONSULT", ["envoy of Malawi"], ["Zambia"]),
        ("Hill rebels released two Danish hostages they had held for a year.", "RETREAT", ["Hill rebels"], ["Danish hostages"]),
        ("Israel and Jordan exchanged maps of the disputed border.", "COOPERATE", ["Israel", "Jordan"], ["Israel", "Jordan"]),
        ("Anna Berg, the mayor, and Peter Holm met in Oslo.", "CONSULT", ["Anna Berg", "Peter Holm"], ["Anna Berg", "Peter Holm"]),
        ("Clinton said he stood firmly behind the Danish king.", "SUPPORT", ["Clinton"], ["Danish king"]),
        ("Bowing to protests, Togo's president agreed to hold a vote.", "AGREE", ["Togo's president"], []),
        ("Island snipers have shot dead a Danish guard in Oslo.", "ASSAULT", ["Island snipers"], ["Danish guard in Oslo"]),
        ("Police rounded up 15 suspected smugglers near Oslo.", "COERCE", ["Police"], ["suspected smugglers near Oslo"]),
        (
            "Fighting broke out between the hill rebels and Danish soldiers.",
            "ASSAULT",
            ["hill rebels", "Danish soldiers"],
            ["hill rebels", "Danish soldiers"],
        ),
        ("Norway moved two brigades to its border with Finland.", "MOBILIZE", ["Norway"], ["Finland"]),
        ("Norway sent hundreds of tanks towards Finland.", "MOBILIZE", ["Norway"], ["Finland"]),
        ("Bonn might expel the Chadian envoy, it said.", "SANCTION", [], ["Chadian envoy"]),
        ("Chad should send troops to Niger, Norway's president said on Sunday.", "REQUEST", ["Norway's president"], ["Chad"]),
        ("The bishop appealed to Chad to free the hostages.", "REQUEST", ["The bishop"], ["Chad"]),
        ("Iran said it would not allow Danish monitors into the country.", "REJECT", ["Iran"], ["Danish monitors"]),
        ("Chad said it might cut ties with Niger unless the raids stopped.", "THREATEN", ["Chad"], ["Niger"]),
        ("Hill rebels torched a mosque in Oslo.", "ASSAULT", ["Hill rebels"], []),
        ("Norway has bankrolled the hill rebels.", "AID", ["Norway"], ["hill rebels"]),
        ("Nurses feed the Danish refugees.", "AID", ["Nurses"], ["Danish refugees"]),
        ("Iceland ended its trade embargo against Norway.", "CONCEDE", ["Iceland"], ["Norway"]),
        ("Iceland and Norway held joint naval drills.", "COOPERATE", ["Iceland", "Norway"], ["Iceland", "Norway"]),
    ],
)
def test_who_does_what_to_whom(text: str, event_type: str, actors: list[str], recipients: list[str]) -> None:
    assert first(text) == (event_type, actors, recipients)
