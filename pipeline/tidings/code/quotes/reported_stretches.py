"""Which stretches of a line an act of reporting reports: after the cue, before it, or around it."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.quotes.clause_ends import clause_end, clause_or_quotation, nothing_after, verb_of_noun
from tidings.code.quotes.complements import after_cue, frame_of
from tidings.code.quotes.cues import cue_rows, takes
from tidings.code.quotes.noun_phrases import DASHES, phrase_after
from tidings.code.quotes.reporter_lines import Unit, without_stops
from tidings.code.quotes.reports import SPEECH, Report

REASONS = frozenset({"because", "since", "if", "unless"})  # what goes on after ", he said," as his own words


def find_regions(units: Sequence[Unit], report: Report, others: Sequence[Report]) -> None:
    """Set `regions`: after the cue where the verb's row allows what stands there, else before it."""
    if report.method == "according-to":
        _around_according_to(units, report, others)
        return
    if report.method == "noun-cue":
        _after_noun(units, report, others)
        return
    if report.speaker is None:
        return
    what = takes(report.row["takes"])
    if report.subject_before:
        begin = after_cue(units, report, what)
        if begin is not None:
            report.frame = frame_of(units, begin, what, report)
            end = clause_end(units, begin, report, others)
            if end > begin:
                report.regions.append((begin, end))
                if end + 1 < len(units) and units[end].text == ":" and units[end + 1].quotation is not None:
                    report.regions.append((end + 1, without_stops(units, end + 1, len(units))))  # warned of panic: “...”
                if report.participial or not _parenthetical(units, report):
                    return
    if report.group == 0 and not report.subject_before and report.speaker[1] < len(units) and units[report.speaker[1]].text == ":":
        begin = report.speaker[1] + 1  # Said Lum: “...”
        if begin < len(units):
            report.frame = "quotation"
            report.regions.append((begin, clause_end(units, begin, report, others)))
        return
    if report.participial or not what & SPEECH or units[report.speaker[0]].tag == "WH":
        return
    if report.subject_before and report.begins > 0 and units[report.begins - 1].lower == "as":
        if what & {"clause", "before"} and nothing_after(units, report):
            _around_as(units, report)
        return
    _before_cue(units, report, what)


def _after_noun(units: Sequence[Unit], report: Report, others: Sequence[Report]) -> None:
    """The clause or infinitive that the noun takes: to its end, or to the verb that the noun is the subject of."""
    ((begin, _),) = report.regions
    report.regions.clear()
    end = clause_end(units, begin, report, others)
    if not any(unit.tag in {"FINITE", "AUX"} for unit in units[: report.first]):
        end = min(end, verb_of_noun(units, begin, end))
    if end > begin:
        report.regions.append((begin, end))


def _around_as(units: Sequence[Unit], report: Report) -> None:
    """The clause that "as Lum said" belongs to: after the next comma where it opens the line, else before it."""
    opening = report.begins - 1
    if opening == 0 or all(unit.tag in {"PUNCT", "CCONJ", "ADV"} for unit in units[:opening]):
        if report.last >= len(units) or units[report.last].text != ",":
            return
        first, last = report.last + 1, len(units)
    elif units[opening - 1].text == ",":
        first, last = _region_start(units, opening - 1), opening - 1
    else:
        return
    last = without_stops(units, first, last)
    if last - first > 2:
        report.frame = "as-clause"
        report.regions.append((first, last))


def _parenthetical(units: Sequence[Unit], report: Report) -> bool:
    """Whether speaker and cue stand between commas or after quoted words, so that what comes before is reported too."""
    begins = report.begins
    if begins == 0:
        return False
    before = units[begins - 1]
    ended = report.last < len(units) and units[report.last].text == ","
    opens = units[0].tag in {"ADP", "SCONJ", "WH", "ING", "ADV", "TIME"}
    return before.tag == "QUOTE" or (before.text in {",", *DASHES} and ended and not opens)


def _before_cue(units: Sequence[Unit], report: Report, what: frozenset[str]) -> None:
    """The clause before ", he said" or the quotation before "he said"."""
    begins = report.begins
    if begins == 0:
        return
    end = begins
    end = without_stops(units, 0, end)
    if end == 0:
        return
    quoted = units[end - 1].quotation is not None
    if end == begins and not quoted:
        return
    if not quoted and not what & {"clause", "before"}:
        return
    first = _region_start(units, end)
    if not quoted and (units[begins - 1].text not in {",", *DASHES} or not nothing_after(units, report)):
        return
    verbless = not clause_or_quotation(units, first, end) and report.last + 1 < len(units) and units[report.last].text == ","
    if not _may_be_reported(units, first, end) or (verbless and units[report.last + 1].tag not in {"AUX", "FINITE", "ADV"}):
        _clause_after_insertion(units, report, first, end)
        return
    report.regions.insert(0, (first, end))
    report.frame = "clause-before"
    after = report.speaker[1] if report.speaker and not report.subject_before else report.last
    if len(report.regions) == 1:
        _rest(units, report, max(after, report.last))


def _clause_after_insertion(units: Sequence[Unit], report: Report, first: int, end: int) -> None:
    """ "Too often, Lum said, ferries sink": what follows, and what comes before where it is a clause too."""
    if report.last >= len(units) or units[report.last].text != "," or not report.subject_before:
        return
    begin = report.last + 1
    last = len(units)
    last = without_stops(units, begin, last)
    if any(unit.tag in {"FINITE", "AUX"} for unit in units[begin:last]) and units[begin].tag not in {"ING", "WH", "CCONJ"}:
        if any(unit.tag in {"FINITE", "AUX"} for unit in units[first:end]):
            report.regions.append((first, end))
        report.regions.append((begin, last))
        report.frame = "clause-around"


def _may_be_reported(units: Sequence[Unit], first: int, end: int) -> bool:
    """Whether ``units[first:end]`` is more than a circumstance: quoted words, or a clause that is not a subordinate one alone."""
    if units[end - 1].tag == "QUOTE" and all(unit.tag in {"QUOTE", "PUNCT", "CCONJ", "ADV"} for unit in units[first:end]):
        return True
    if units[first].tag in {"ADP", "ING"} and units[first].lower not in {"after", "before", "since", "until"}:
        return any(unit.tag in {"FINITE", "AUX"} for unit in units[first:end])
    if units[first].tag in {"SCONJ", "WH", "ADP"}:
        comma = next((k for k in range(first, end) if units[k].text == ","), None)
        return comma is not None and end - comma > 4
    return end - first >= 3 or clause_or_quotation(units, first, end)


def _rest(units: Sequence[Unit], report: Report, after: int) -> None:
    """What goes on after ", he said, ...": the rest of the reported clause or the next quotation."""
    at = after
    while at < len(units) and units[at].text != "," and units[at].quotation is None and units[at].text != ":":
        if units[at].tag in {"FINITE", "AUX"}:
            return
        at += 1
    if at >= len(units):
        return
    begin = at if units[at].quotation is not None else at + 1
    if begin >= len(units):
        return
    if units[begin].quotation is None:
        last_before = units[report.regions[0][1] - 1]
        left = units[report.regions[0][0] : report.regions[0][1]]
        finite = any(unit.tag in {"FINITE", "AUX"} for unit in left)
        if finite and units[begin].tag == "FINITE":
            return
        reason = units[begin].lower in REASONS and last_before.quotation is None
        if not reason and (
            last_before.quotation is not None or units[begin].tag in {"ING", "CCONJ", "SCONJ", "WH", "DET", "ADP", "PRON", "PARTICIPLE", "PROPN"}
        ):
            quotation = next((k for k in range(begin, len(units)) if units[k].quotation is not None), None)
            if (
                quotation is None
                or (units[quotation - 1].text not in {",", ":"} and units[quotation - 1].tag not in {"CCONJ", "ADV"})
                or any(u.lower in cue_rows() for u in units[begin:quotation])
            ):
                return
            begin = quotation
        if not reason and units[begin].tag not in {"QUOTE", "FRAGMENT", "AUX", "FINITE", "ADV", "NOUN"}:
            return
    end = len(units)
    end = without_stops(units, begin, end)
    if end > begin:
        report.regions.append((begin, end))


def _region_start(units: Sequence[Unit], end: int) -> int:
    """Where the clause before a cue begins: at the start of the line, after opening marks."""
    first = 0
    for at in range(end - 1, -1, -1):
        if units[at].text == ";":
            first = at + 1
            break
    while first < end and units[first].tag == "PUNCT":
        first += 1
    return first


def _around_according_to(units: Sequence[Unit], report: Report, others: Sequence[Report]) -> None:
    """The clause that "according to" belongs to: after the comma where it opens the line, else before it, or both."""
    assert report.speaker is not None
    _, end = report.speaker
    count = len(units)
    begins = report.group
    if begins == 0 or all(u.tag in {"PUNCT", "CCONJ", "ADV"} for u in units[:begins]):
        comma = next((k for k in range(end, count) if units[k].text == ","), None)
        while comma is not None and comma + 1 < count:
            after = phrase_after(units, comma + 1)
            closes = after < count and units[after].text == ","
            if not closes or units[comma + 1].tag in {"PRON"}:
                break
            comma = after
        if comma is None or comma + 1 >= count:
            return
        last = count
        last = without_stops(units, comma, last)
        if last > comma + 1:
            report.regions.append((comma + 1, last))
        return
    stop = without_stops(units, 0, begins)
    if stop > 0 and units[stop - 1].tag == "WH":  # a ferry which, according to Lum, sank
        begin = end + 1 if end < count and units[end].text == "," else end
        last = next((k for k in range(begin, count) if units[k].text == ","), count)
        last = without_stops(units, begin, last)
        if last > begin:
            report.regions.append((begin, last))
        return
    while stop > 0 and units[stop - 1].tag in {"THAT", "CCONJ"}:
        stop = without_stops(units, 0, stop - 1)
    first = _region_start(units, stop)
    for other in others:
        if (
            other.first < begins
            and other.speaker is not None
            and other.regions
            and other.regions[0][0] > other.first
            and other.regions[0][1] > begins
        ):
            first = max(first, other.regions[0][0]) if units[other.group - 1].quotation is None else first
    if stop > first:
        report.regions.append((first, stop))
    if units[begins - 1].text == "," and end < count and units[end].text == ",":
        rest = end + 1
        if rest < count and units[rest].tag in {"FINITE", "AUX"}:
            last = count
            last = without_stops(units, rest, last)
            report.regions.append((rest, last))
