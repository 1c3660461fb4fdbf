"""How something was said: stance, channel, addressee, date; each told by a rule from the words beside the cue."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.code.quotes.reporter_lines import Unit
from tidings.code.quotes.reports import Report
from tidings.model import Coding

TELLING_NOTHING = frozenset({"say", "comment", "elaborate", "respond", "answer", "specify", "disclose", "discuss", "tell", "reply", "explain"})
NAMES_OF_PAPERS = frozenset({"post", "report", "document", "statement", "letter", "column", "media", "journalists", "reporters", "online"})
WORDS_OF_NO = frozenset({"no", "never", "nope", "false", "untrue"})


def stance_of(report: Report, said: str, asked: bool) -> str:
    """The stance of what is said. `said`: the reported words; `asked`: whether it answers a question."""
    stance = report.row["stance"]
    verb = report.row["verb"]
    if report.negated:
        if stance == "deny":
            return "assert"
        if verb in TELLING_NOTHING:
            return "decline"
    if report.frame == "description" and stance == "demand":
        return "assert"  # "called it a joke"
    if stance != "assert":
        return stance
    if said.rstrip("”’\"' ").endswith("?"):
        return "question"
    words = said.lower().split()
    opening = words[0].strip("“‘\"'.,!:;") if words else ""
    if opening in WORDS_OF_NO and (asked or said[2:3] in ",."):
        return "deny"
    if verb == "insist" and any(word in {"not", "never", "no"} or word.endswith(("n't", "n’t")) for word in words[:8]):
        return "deny"
    return "assert"


@cache
def _channels() -> dict[str, str]:
    return {row["word"]: row["channel"] for row in lexicon.rows("speech_channels")}


def channel_of(units: Sequence[Unit], report: Report) -> str | None:
    """The channel that the words outside the reported stretches name, the nearest to the cue."""
    table = _channels()
    best: tuple[int, str] | None = None
    for at, unit in enumerate(units):
        channel = table.get(unit.lower)
        if channel is None or (unit.tag == "PROPN" and unit.lower in NAMES_OF_PAPERS):
            continue
        if any(first <= at < last for first, last in report.regions):
            continue
        distance = abs(at - report.first)
        if distance > 14:
            continue
        if best is None or distance < best[0]:
            best = (distance, channel)
    return best[1] if best else None


def said_date_of(units: Sequence[Unit], report: Report, coding: Coding, floor: int) -> tuple[int, int] | None:
    """The span of the date expression of this line that stands outside the reported stretches, nearest to the cue."""
    if not units:
        return None
    end = units[-1].end
    cue = units[report.first].start
    best: tuple[int, tuple[int, int]] | None = None
    for number in range(floor, len(coding.dates)):
        date = coding.dates[number]
        if date.start >= end:
            break
        if any(units[first].start <= date.start < units[last - 1].end for first, last in report.regions):
            continue
        distance = abs(date.start - cue)
        if distance <= 120 and (best is None or distance < best[0]):
            best = (distance, (date.start, date.end))
    return best[1] if best else None
