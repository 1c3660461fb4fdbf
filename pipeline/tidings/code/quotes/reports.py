"""One act of reporting in a line: its cue, its speaker, and the stretches of the line that are reported."""

from __future__ import annotations

from dataclasses import dataclass, field

from tidings.code.quotes.noun_phrases import Stretch

SPEECH = frozenset({"clause", "words", "that", "whether", "object", "object-infinitive", "before"})  # may introduce words in marks
WEAK_FRAMES = frozenset({"noun", "infinitive", "gerund", "preposition"})


@dataclass(slots=True)
class Report:
    """One act of reporting. `regions`: the reported stretches; `row`: the verb's row; `first`, `last`: the cue's own words."""

    row: dict[str, str]
    first: int
    last: int
    group: int
    speaker: Stretch | None
    method: str
    regions: list[Stretch] = field(default_factory=list)
    addressee: Stretch | None = None
    frame: str = ""  # what the cue takes here
    negated: bool = False
    participial: bool = False
    subject_before: bool = True
    shared: bool = False  # whether the speaker is the subject of an earlier verb too: "Lum smiled and said"

    @property
    def begins(self) -> int:
        """The first unit of speaker and cue."""
        own = self.speaker is not None and self.subject_before and not self.participial and not self.shared
        return min(self.group, self.speaker[0]) if own and self.speaker else self.group
