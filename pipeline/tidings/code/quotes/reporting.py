"""Who reports what in one line: each cue with its speaker and the stretches of the line that are reported.

Rules over words: the verb's row in `speech_verbs` tells what it may take; the words beside it tell what it takes here.
`method` names the rule that found the speaker. Stretches are ``(first, last)`` in units of the line, last not included.
"""

from __future__ import annotations

from collections.abc import Sequence

from tidings import lexicon
from tidings.code.quotes.clause_ends import clause_or_quotation
from tidings.code.quotes.cues import cue_nouns, cue_rows, reporting_words, takes
from tidings.code.quotes.noun_phrases import DASHES, Stretch, main_subject, phrase_after, phrase_before, subject_of, verb_group_start
from tidings.code.quotes.reported_stretches import find_regions
from tidings.code.quotes.reporter_lines import Line, Unit
from tidings.code.quotes.reports import SPEECH, WEAK_FRAMES, Report
from tidings.code.text.word_tags import BE, IN_NOUN_PHRASE

FUTURE = lexicon.words("line_words", group="future")
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})


def _noun_report(units: Sequence[Unit], place: int) -> Report | None:
    """ "Lum's claim that ...": the noun as cue, whose it is as speaker."""
    row = cue_nouns().get(units[place].lower)
    if row is None or units[place].tag not in {"NOUN", "ADJ"} or place + 2 >= len(units) or place == 0:
        return None
    if units[place + 1].tag != "THAT":
        return None
    at = place - 1
    while at > 0 and units[at].tag in {"ADJ", "NOUN", "NUM", "PROPN", "PARTICIPLE"}:
        at -= 1
    if units[at].tag == "POSS":
        speaker = (at, at + 1)
    elif units[at].tag == "GENITIVE":
        first = phrase_before(units, at)
        if first == at:
            return None
        speaker = (first, at)
    else:
        return None
    return Report(row, place, place + 1, place, speaker, "noun-cue", frame="that-clause", regions=[(place + 2, place + 2)])


ASKED = {"verb": "ask", "particle": "", "stance": "question", "takes": "whether"}
ACCORDING = {"verb": "according to", "particle": "", "stance": "assert", "takes": "clause"}


def reports_of(line: Line) -> list[Report]:
    """The acts of reporting of a line, in the order of their cues."""
    triggers = reporting_words()
    if not line.holds(triggers):
        return []
    units = line.units
    found = [
        report
        for place, unit in enumerate(units)
        if unit.lower in triggers
        and ((report := _verb_report(units, place)) or (report := _according_to(units, place)) or (report := _noun_report(units, place)))
    ]
    found.extend(_asked(units))
    for report in found:
        find_regions(units, report, found)
    return [report for report in found if report.regions and not _only_told_of(units, report, found)]


def _only_told_of(units: Sequence[Unit], report: Report, others: Sequence[Report]) -> bool:
    """Whether a wish, plan or verdict is not reported as such, but is part of what somebody else says, or of what may come."""
    if report.frame == "question" and report.participial and "clause" not in takes(report.row["takes"]):
        return True  # "without knowing how it works"
    if report.frame not in WEAK_FRAMES:
        return False
    if report.row["stance"] == "assert" and (report.method == "infinitive" or report.negated):
        return True
    (begin, end), *_ = report.regions
    if end - begin == 1 and units[begin].tag == "PRON":
        return True
    if any(units[k].lower in FUTURE for k in range(report.group, report.first)):
        return True
    return any(first <= report.first < last for other in others if other is not report for first, last in other.regions)


def _verb_report(units: Sequence[Unit], place: int) -> Report | None:
    """The act of reporting of the verb at `place`, with its speaker, where it is a reporting verb in a place for one."""
    unit = units[place]
    rows = cue_rows().get(unit.lower)
    if rows is None or unit.tag not in {"FINITE", "BASE", "ING", "PARTICIPLE"}:
        return None
    following = units[place + 1].lower if place + 1 < len(units) else ""
    row = next((r for r in rows if not r["particle"] or r["particle"] == following), None)
    if row is None:
        return None
    group = verb_group_start(units, place)
    auxiliaries = [u.lower for u in units[group:place]]
    last = place + (2 if row["particle"] else 1)
    negated = any(word in NEGATIONS for word in auxiliaries)
    if unit.tag == "PARTICIPLE" and (any(word in BE for word in auxiliaries if word not in {"'s", "’s"}) or not auxiliaries):
        return _passive(units, row, place, last, group)
    if unit.tag == "BASE" and not any(units[k].tag == "AUX" for k in range(group, place)):
        return _infinitive(units, row, place, last)
    if unit.tag == "ING" and not any(units[k].tag == "AUX" for k in range(group, place)):
        speaker = _participle_speaker(units, group)
        return Report(row, place, last, group, speaker, "participle", negated=negated, participial=True)
    speaker = subject_of(units, group)
    if speaker is not None and _is_nobody(units, speaker):
        speaker = None
    report = Report(row, place, last, group, speaker, "subject-before-cue", negated=negated, shared=group > 0 and units[group - 1].tag == "CCONJ")
    if takes(row["takes"]) & SPEECH and "object" not in takes(row["takes"]):
        inverted = _inverted_speaker(units, group, last)
        if inverted is not None:
            report.speaker, report.subject_before, report.method = inverted, False, "subject-after-cue"
    return report


def _is_nobody(units: Sequence[Unit], speaker: Stretch) -> bool:
    """Whether the subject reports nothing: "let's say", "you know", "what they say it would do"."""
    first, last = speaker
    if units[last - 1].lower in {"let", "lets", "let's", "let’s", "us", "you"} or (last - first > 1 and units[last - 1].tag == "GENITIVE"):
        return True
    return first > 0 and units[first - 1].tag == "WH" and units[first - 1].lower in {"what", "how", "why", "where"}


def _passive(units: Sequence[Unit], row: dict[str, str], place: int, last: int, group: int) -> Report | None:
    return None


def _infinitive(units: Sequence[Unit], row: dict[str, str], place: int, last: int) -> Report | None:
    """ "went on to say": the subject of the verb before "to", where nobody else is the one to say it."""
    to = place - 1
    while to > 0 and units[to].tag == "ADV":
        to -= 1
    if units[to].tag != "TO":
        return None
    return Report(row, place, last, to, main_subject(units, to), "infinitive", participial=True)


def _participle_speaker(units: Sequence[Unit], group: int) -> Stretch | None:
    """Whose "saying" it is: the noun directly before it ("with aides saying"), else the subject of the line."""
    if group > 0 and units[group - 1].tag in {"NOUN", "PROPN", "PRON"}:
        first = phrase_before(units, group)
        if first > 0 and units[first - 1].lower in {"with", "of"}:
            return (first, group)
        if first == 0 or units[first - 1].text in {","}:
            return (first, group)
    found = main_subject(units, group)
    if found is None and group <= 1:
        for at in range(group + 1, len(units)):
            if units[at].text == "," and at + 1 < len(units):
                end = phrase_after(units, at + 1)
                if end > at + 1 and end < len(units) and units[end].tag in {"FINITE", "AUX", "ADV"}:
                    return (at + 1, end)
    return found


def _inverted_speaker(units: Sequence[Unit], group: int, last: int) -> Stretch | None:
    """The subject after the cue: “...”, said Ada Lum, who ..."""
    if last >= len(units):
        return None
    if group == 0:
        end = phrase_after(units, last)
        return (last, end) if end > last and end < len(units) and units[end].text == ":" else None
    if units[group - 1].quotation is None and units[group - 1].text not in {",", *DASHES}:
        return None
    if units[group].tag == "AUX" or units[group].lower in {"adding", "saying"}:
        return None
    if group > 1 and units[group - 1].text == "," and not clause_or_quotation(units, 0, group - 1):
        return None
    start = last
    if units[start].tag not in IN_NOUN_PHRASE | {"PRON"} or units[start].quotation is not None:
        return None
    end = phrase_after(units, start)
    if end == start or (end < len(units) and units[end].tag in {"FINITE", "AUX", "THAT"}):
        return None
    if units[start].lower in {"me", "us", "him", "them", "it", "this", "that"}:
        return None
    if units[group - 1].text == "," and _insertion_before(units, group - 1):
        return None
    return (start, end)


def _insertion_before(units: Sequence[Unit], comma: int) -> bool:
    """Whether the comma closes an apposition to a subject: then the subject stands before the cue."""
    return units[comma - 1].quotation is None and subject_of(units, comma + 1) is not None


def _asked(units: Sequence[Unit]) -> list[Report]:
    """ "Asked whether ..., Lum said": the question that opens the line, asked by nobody in particular."""
    at = 1 if units[0].lower == "when" and len(units) > 1 else 0
    if len(units) < at + 4 or units[at].lower not in {"asked", "questioned"} or units[at + 1].lower not in {"if", "whether", "why", "how", "what"}:
        return []
    comma = next((k for k in range(at + 3, len(units)) if units[k].text == ","), None)
    if comma is None:
        return []
    return [Report(ASKED, at, at + 1, at, None, "question-before-answer", regions=[(at + 1, comma)])]


def _according_to(units: Sequence[Unit], place: int) -> Report | None:
    """ "according to aides, ...": the cue, and the noun phrase after it as speaker."""
    if units[place].lower != "according" or place + 2 >= len(units) or units[place + 1].lower != "to":
        return None
    start = place + 2
    end = phrase_after(units, start)
    if end == start:
        return None
    return Report(ACCORDING, place, start, place, (start, end), "according-to", subject_before=False)
