"""Where reported words end: before the next act of reporting, or with the clause that holds them."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.quotes.complements import skip_circumstances
from tidings.code.quotes.noun_phrases import DASHES, phrase_after
from tidings.code.quotes.reporter_lines import Unit, without_stops
from tidings.code.quotes.reports import WEAK_FRAMES, Report
from tidings.code.text.word_tags import verb_tags

CIRCUMSTANCES = frozenset({"in", "at", "during", "on", "after", "before", "since", "while"})
TURNS = frozenset({"but", "while", "whereas", "although", "though", "and", "as", "even"})


def clause_end(units: Sequence[Unit], begin: int, report: Report, others: Sequence[Report]) -> int:
    """Where the reported stretch that begins at `begin` ends: before the next act of reporting on the same level, or with the line."""
    end = len(units)
    end = without_stops(units, begin, end)
    for at in range(begin, end):
        if (
            units[at].text == ";"
            or (units[at].text == ":" and report.frame in WEAK_FRAMES)
            or (units[at].text == ")" and not any(u.text == "(" for u in units[begin:at]))
        ):
            end = at
            break
    opened = report.begins
    if opened > 0 and units[opened - 1].text in DASHES:
        end = min(end, next((k for k in range(begin, end) if units[k].text in DASHES), end))
    relative = opened > 0 and (units[opened - 1].tag == "WH" or (units[opened - 1].tag == "THAT" and units[begin].tag in {"FINITE", "AUX"}))
    if relative or (report.speaker and units[report.speaker[0]].tag == "WH"):
        comma_first = _comma_before_relative(units, report)
        end = min(end, next((k for k in range(begin + 1, end) if comma_first and units[k].text == ","), end))
        if relative and not comma_first and units[begin].tag in {"FINITE", "AUX"}:
            end = min(end, _second_verb(units, begin, end))
    elif _subordinate(units, report):
        for k in range(begin + 1, end):
            if units[k].text == ",":
                after = phrase_after(units, k + 1)
                if after > k + 1 and after < len(units) and units[after].tag in {"FINITE", "AUX", "ADV"}:
                    end = k
                    break
    for other in others:
        if other is report or other.first <= report.first or other.group <= begin:
            continue
        if other.group >= end:
            break
        cut = _cut_for(units, begin, report, other)
        if cut is not None and cut < end:
            end = cut
    if report.frame in WEAK_FRAMES:
        end = min(end, _complement_end(units, begin, end, report.frame == "noun"))
    end = without_stops(units, begin, end)
    while end > begin and units[end - 1].tag == "CCONJ":
        end = without_stops(units, begin, end - 1)
    return end


def _comma_before_relative(units: Sequence[Unit], report: Report) -> bool:
    at = report.begins
    while at > 0 and units[at].tag != "WH":
        at -= 1
    return at > 0 and units[at - 1].text == ","


def _second_verb(units: Sequence[Unit], begin: int, end: int) -> int:
    """The verb of the main clause after a relative clause without comma: a finite verb right after a noun."""
    for at in range(begin + 1, end):
        if units[at].tag in {"FINITE", "AUX"} and units[at - 1].tag in {"NOUN", "PROPN", "NUM", "ADJ", "PARTICIPLE"}:
            return at
    return end


def verb_of_noun(units: Sequence[Unit], begin: int, end: int) -> int:
    """In "the claim that it sank | was false": the finite verb after that of the clause itself, right after a noun or adverb."""
    seen = False
    for at in range(begin, end):
        if units[at].tag in {"FINITE", "AUX"} and (at == 0 or units[at - 1].tag not in {"AUX", "ADV"}):
            if seen and units[at - 1].tag in {"NOUN", "PROPN", "NUM", "ADJ", "TIME", "FINITE", "PARTICIPLE", "PUNCT"}:
                return at
            seen = True
    return end


def _subordinate(units: Sequence[Unit], report: Report) -> bool:
    """Whether the act of reporting stands in a clause that opens the line before the main one: "After saying that ..., he left"."""
    first = units[0]
    if report.begins > 3:
        return False
    return first.tag in {"SCONJ", "WH", "ADP", "ING"} or first.lower in {"after", "before", "since", "until", "asked", "told"}


def _cut_for(units: Sequence[Unit], begin: int, report: Report, other: Report) -> int | None:
    """Where the stretch ends because another act of reporting follows on the same level."""
    begins = other.begins
    before = units[begins - 1] if begins > 0 else None
    if before is None or begins <= begin:
        return None
    if other.participial:
        if other.speaker is not None and begin <= other.speaker[0] and other.method != "participle":
            return None
        return begins - 1 if before.text == "," else None
    if other.speaker is not None and other.speaker[0] >= begin and units[other.group - 1].tag != "CCONJ":
        if other.method == "according-to":
            return begins - 1 if before.text == "," else begins
        if before.text in {",", *DASHES} and nothing_after(units, other):
            return begins - 1
        if units[other.speaker[0]].tag == "PRON" and units[other.speaker[0]].lower == units[begin].lower:
            return None  # said he hopes ..., but he knows ...
        if before.lower in TURNS and begins > 1 and units[begins - 2].text in {",", ";", *DASHES} and before.lower != "as":
            return begins - 2
        if before.tag in {"SCONJ"} and before.lower in {"but", "while", "although", "though"}:
            return begins - 1
        return None
    if units[other.group - 1].tag == "CCONJ" and (other.speaker is None or other.speaker[0] < begin):
        return other.group - 1
    return None


def nothing_after(units: Sequence[Unit], other: Report) -> bool:
    """Whether nothing that could be reported follows the cue: ", he said" at the end or before a comma."""
    at = skip_circumstances(units, other.addressee[1] if other.addressee else other.last, other)
    return at >= len(units) or units[at].tag == "PUNCT" or not other.subject_before


def _complement_end(units: Sequence[Unit], begin: int, end: int, noun: bool) -> int:
    """Where a noun, gerund or infinitive ends that is reported: before a comma with a new clause, or a word such as "when"."""
    breaks = {"ING", "CCONJ", "SCONJ", "WH", "PRON"} | ({"DET", "ADV", "ADP", "PARTICIPLE"} if noun else set())
    clausal = False
    for at in range(begin + 1, end):
        unit = units[at]
        if unit.text == "," and at + 1 < end:
            following = units[at + 1]
            if following.tag in breaks and following.lower not in {"and", "or"}:
                return at
            if following.lower in {"and", "but"} and at + 2 < end and units[at + 2].tag in {"FINITE", "AUX", "PRON", "DET", "PROPN"}:
                return at
        clausal = clausal or unit.tag in {"FINITE", "AUX", "ING", "WH"}
        if noun and not clausal and unit.lower in CIRCUMSTANCES and unit.tag in {"ADP", "SCONJ"} and units[at - 1].tag != "ADP":
            return at
        if unit.lower == "as" and at + 1 < end and units[at + 1].tag != "PRON":
            continue
        if unit.lower in {"because", "although", "though", "while", "when", "as", "after"} and unit.tag in {"SCONJ", "WH", "ADP"} and at > begin + 1:
            return at
        goes_on = units[begin].tag == "TO" and at + 1 < end and "VB" in verb_tags(units[at + 1].lower)
        if unit.tag == "CCONJ" and at + 1 < end and units[at + 1].tag in {"FINITE", "AUX"} and not goes_on:
            return at - 1 if units[at - 1].text == "," else at
    return end


def clause_or_quotation(units: Sequence[Unit], first: int, last: int) -> bool:
    return any(unit.tag in {"QUOTE", "FRAGMENT", "FINITE", "AUX"} for unit in units[first:last])
