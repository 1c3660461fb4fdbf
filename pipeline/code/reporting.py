"""Who reports what in one line: each cue with its speaker and the stretches of the line that are reported.

Rules over words: the verb's row in `speech_verbs` tells what it may take; the words beside it tell what it takes here.
`method` names the rule. Stretches are ``(first, last)`` in units of the line, last not included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.code.cues import cue_rows, takes
from pipeline.code.noun_phrases import DASHES, Stretch, main_subject, phrase_after, phrase_before, subject_of, verb_group_start
from pipeline.code.reporter_lines import Line, Unit
from pipeline.code.word_tags import BE, IN_NOUN_PHRASE, verb_tags

QUESTIONS = frozenset({"whether", "if", "how", "why", "what", "who", "when", "where", "which"})
SPEECH = frozenset({"clause", "words", "that", "whether", "object", "object-infinitive", "before"})  # may introduce words in marks
CLOSERS_OF_CLAUSE = frozenset({";", ".", "!", "?"})
OF_PLACE_AND_MEANS = frozenset("on at in during to via by through from after before with of about over under as for".split())
TURNS = frozenset({"but", "while", "whereas", "although", "though", "and", "as", "even"})
WEAK_FRAMES = frozenset({"noun", "infinitive", "gerund", "preposition"})
FUTURE = frozenset("will would could may might shall should can must 'll ’ll 'd ’d".split())
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})


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

    @property
    def begins(self) -> int:
        """The first unit of speaker and cue."""
        return min(self.group, self.speaker[0]) if self.speaker and self.subject_before and not self.participial else self.group


def reports_of(line: Line) -> list[Report]:
    """The acts of reporting of a line, in the order of their cues."""
    units = line.units
    found = [report for place in range(len(units)) if (report := _verb_report(units, place)) or (report := _according_to(units, place))]
    found.extend(_asked(units))
    for report in found:
        _find_regions(units, report, found)
    return [report for report in found if report.regions and not _only_told_of(units, report, found)]


def _only_told_of(units: Sequence[Unit], report: Report, others: Sequence[Report]) -> bool:
    """Whether a wish, plan or verdict is not reported as such, but is part of what somebody else says, or of what may come."""
    if report.frame not in WEAK_FRAMES:
        return False
    if report.method == "infinitive" and report.row["stance"] == "assert":
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
    report = Report(row, place, last, group, speaker, "subject-before-cue", negated=negated)
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
        if first > 0 and units[first - 1].lower == "with":
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
    if group > 1 and units[group - 1].text == "," and not _clause_or_quotation(units, 0, group - 1):
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


def _clause_or_quotation(units: Sequence[Unit], first: int, last: int) -> bool:
    return any(unit.tag in {"QUOTE", "FRAGMENT", "FINITE", "AUX"} for unit in units[first:last])


ASKED = {"verb": "ask", "particle": "", "stance": "question", "takes": "whether"}


def _asked(units: Sequence[Unit]) -> list[Report]:
    """ "Asked whether ..., Lum said": the question that opens the line, asked by nobody in particular."""
    at = 1 if units[0].lower == "when" and len(units) > 1 else 0
    if len(units) < at + 4 or units[at].lower not in {"asked", "questioned"} or units[at + 1].lower not in {"if", "whether", "why", "how", "what"}:
        return []
    comma = next((k for k in range(at + 3, len(units)) if units[k].text == ","), None)
    if comma is None:
        return []
    return [Report(ASKED, at, at + 1, at, None, "question-before-answer", regions=[(at + 1, comma)])]


ACCORDING = {"verb": "according to", "particle": "", "stance": "assert", "takes": "clause"}


def _according_to(units: Sequence[Unit], place: int) -> Report | None:
    """ "according to aides, ...": the cue, and the noun phrase after it as speaker."""
    if units[place].lower != "according" or place + 2 >= len(units) or units[place + 1].lower != "to":
        return None
    start = place + 2
    end = phrase_after(units, start)
    if end == start:
        return None
    return Report(ACCORDING, place, start, place, (start, end), "according-to", subject_before=False)


def _find_regions(units: Sequence[Unit], report: Report, others: Sequence[Report]) -> None:
    """Set `regions`: after the cue where the verb's row allows what stands there, else before it."""
    if report.method == "according-to":
        _around_according_to(units, report, others)
        return
    if report.speaker is None:
        return
    what = takes(report.row["takes"])
    if report.subject_before:
        begin = _after_cue(units, report, what)
        if begin is not None:
            report.frame = _frame(units, begin, what, report)
            end = _clause_end(units, begin, report, others)
            if end > begin:
                report.regions.append((begin, end))
                if report.participial or not _parenthetical(units, report):
                    return
    if not report.participial and what & SPEECH and units[report.speaker[0]].tag != "WH":
        _before_cue(units, report, what)


def _frame(units: Sequence[Unit], begin: int, what: frozenset[str], report: Report) -> str:
    """What the reported stretch that begins at `begin` is: quotation, that-clause, question, infinitive, gerund, preposition, clause or noun."""
    unit = units[begin]
    before = units[begin - 1]
    if before.tag == "THAT" or before.lower == "that" or (before.text == "," and units[begin - 2].tag == "THAT"):
        return "that-clause"
    if unit.quotation is not None and unit.tag == "QUOTE":
        return "quotation"
    if unit.lower in QUESTIONS:
        return "question"
    if unit.tag == "TO":
        return "infinitive"
    if before.tag == "ADP" and before.lower in what:
        return "preposition"
    if "object-as" in what and unit.tag not in {"ING"}:
        return "description"
    if unit.tag == "ING" and "clause" not in what - {"gerund"} or (unit.tag == "ING" and "gerund" in what):
        return "gerund"
    return "clause" if "clause" in what and _is_clause(units, begin, report) else "noun"


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
    while end > 0 and units[end - 1].tag == "PUNCT":
        end -= 1
    if end == 0:
        return
    quoted = units[end - 1].quotation is not None
    if end == begins and not quoted:
        return
    if not quoted and not what & {"clause", "before"}:
        return
    first = _region_start(units, end)
    if not quoted and (units[begins - 1].text not in {",", *DASHES} or not _nothing_after(units, report)):
        return
    if not _may_be_reported(units, first, end):
        return
    report.regions.insert(0, (first, end))
    report.frame = "clause-before"
    after = report.speaker[1] if report.speaker and not report.subject_before else report.last
    if len(report.regions) == 1:
        _rest(units, report, max(after, report.last))


def _may_be_reported(units: Sequence[Unit], first: int, end: int) -> bool:
    """Whether ``units[first:end]`` is more than a circumstance: quoted words, or a clause that is not a subordinate one alone."""
    if units[end - 1].tag == "QUOTE" and all(unit.tag in {"QUOTE", "PUNCT", "CCONJ", "ADV"} for unit in units[first:end]):
        return True
    if units[first].tag in {"ADP", "ING"} and units[first].lower not in {"after", "before", "since", "until"}:
        return any(unit.tag in {"FINITE", "AUX"} for unit in units[first:end])
    if units[first].tag in {"SCONJ", "WH", "ADP"}:
        comma = next((k for k in range(first, end) if units[k].text == ","), None)
        return comma is not None and end - comma > 4
    return end - first >= 3 or _clause_or_quotation(units, first, end)


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
        if any(unit.tag in {"FINITE", "AUX"} for unit in units[report.regions[0][0] : report.regions[0][1]]) and units[begin].tag == "FINITE":
            return
        if last_before.quotation is not None or units[begin].tag in {"ING", "CCONJ", "SCONJ", "WH", "DET", "ADP", "PRON", "PARTICIPLE", "PROPN"}:
            quotation = next((k for k in range(begin, len(units)) if units[k].quotation is not None), None)
            if quotation is None or (units[quotation - 1].text not in {",", ":"} and units[quotation - 1].tag not in {"CCONJ", "ADV"}) or any(u.lower in cue_rows() for u in units[begin:quotation]):
                return
            begin = quotation
        if units[begin].tag not in {"QUOTE", "FRAGMENT", "AUX", "FINITE", "ADV", "NOUN"}:
            return
    end = len(units)
    while end > begin and units[end - 1].tag == "PUNCT":
        end -= 1
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


def _after_cue(units: Sequence[Unit], report: Report, what: frozenset[str]) -> int | None:
    """Where the reported stretch after the cue begins; None where the verb takes nothing that stands there."""
    count = len(units)
    at = report.last
    if at >= count:
        return None
    speech = bool(what & SPEECH)
    if "object" in what or "object-infinitive" in what or "object-of" in what or "object-as" in what:
        begin = _after_object(units, report, what, at)
        if begin is not None:
            return begin
        if "object" in what and "clause" in what:
            at = max(at, report.addressee[1] if report.addressee else at)
    for preposition in ("for", "about", "against", "of", "on"):
        if preposition in what and units[at].lower == preposition:
            return at + 1 if at + 1 < count and units[at + 1].tag != "PUNCT" else None
    if "on-infinitive" in what or "to-infinitive" in what:
        if units[at].lower in {"on", "to"}:
            end = phrase_after(units, at + 1)
            if end < count and units[end].tag == "TO":
                report.addressee = (at + 1, end)
                return end
        if "clause" not in what:
            return None
    at = _skip_circumstances(units, at, report)
    if at >= count:
        return None
    unit = units[at]
    if unit.quotation is not None:
        if at > report.last and "clause" not in what and units[at - 1].tag in IN_NOUN_PHRASE:
            return None
        return at if speech or "that" in what or "noun" in what else None
    if unit.text in {":", ","}:
        if at + 1 < count and units[at + 1].quotation is not None and (speech or "that" in what):
            return at + 1
        if unit.text == ":" and "clause" in what and at + 3 < count:
            return at + 1
        if unit.text == "," and speech:
            later = _quotation_after_insertion(units, at)
            if later is not None:
                return later
        return None
    if unit.tag == "THAT" or unit.lower == "that":
        if ("clause" in what or "that" in what or "gerund" in what or "whether" in what) and at + 1 < count:
            return at + 2 if units[at + 1].text == "," else at + 1
        return None
    if unit.lower in QUESTIONS and what & {"clause", "that", "whether"}:
        return at
    if unit.tag == "TO":
        return at if "infinitive" in what else None
    if unit.tag == "ING" and not ("clause" in what and _is_clause(units, at + 1, report)):
        return at if what & {"gerund", "noun"} else None
    if "clause" in what and _is_clause(units, at, report):
        return at
    if unit.tag in IN_NOUN_PHRASE | {"PRON"} and ("noun" in what or (speech and _quotes_a_phrase(units, at))):
        return at
    return None


def _quotes_a_phrase(units: Sequence[Unit], at: int) -> bool:
    """Whether the noun phrase at `at` holds words in marks: "proclaimed a goal of “...”"."""
    end = phrase_after(units, at)
    return any(unit.quotation is not None for unit in units[at : end + 1])


def _quotation_after_insertion(units: Sequence[Unit], comma: int) -> int | None:
    """ "said, pointing at the map, “...”": the quotation after an insertion between commas."""
    for at in range(comma + 1, min(len(units), comma + 15)):
        if units[at].tag in {"FINITE"}:
            return None
        if units[at].quotation is not None:
            return at if units[at - 1].text in {",", ":"} else None
    return None


def _after_object(units: Sequence[Unit], report: Report, what: frozenset[str], at: int) -> int | None:
    """Where the reported stretch begins after somebody who is told, urged, accused or described."""
    count = len(units)
    if units[at].tag not in IN_NOUN_PHRASE | {"PRON"} or units[at].quotation is not None:
        return None
    end = phrase_after(units, at, hanging=False)
    while end < count and units[end].lower in {"in", "for", "at", "from", "of", "with"} and not ("object-of" in what and units[end].lower == "of"):
        further = phrase_after(units, end + 1, hanging=False)
        if further == end + 1:
            break
        end = further
    if "object" in what:
        person = phrase_after(units, at, hanging=False)
        report.addressee = (at, person if person > at else end)
        return None
    while end < count and units[end].text == "," and not ("object-of" in what and units[end].lower == "of"):
        inserted = next((k for k in range(end + 1, min(count, end + 20)) if units[k].text == ","), None)
        if inserted is None or inserted + 1 >= count or units[inserted + 1].lower not in {"of", "to", "as"}:
            break
        end = inserted + 1
    if end >= count:
        return None
    if "object-infinitive" in what and units[end].tag == "TO":
        report.addressee = (at, end)
        return end
    if "object-infinitive" in what and units[end].lower in {"whether", "if", "how", "why", "what", "about", "that"} and end + 1 < count:
        report.addressee = (at, end)
        return end + 1 if units[end].lower in {"about", "that"} else end
    if "object-of" in what and units[end].lower == "of" and end + 1 < count:
        report.addressee = None
        return end + 1
    if "object-as" in what:
        if units[end].lower == "as" and end + 1 < count:
            return at
        if report.row["verb"] in {"call", "brand", "dub", "label"} and units[end].tag in {"DET", "QUOTE", "FRAGMENT", "ADJ", "ADV"}:
            return at
    return None


def _skip_circumstances(units: Sequence[Unit], at: int, report: Report) -> int:
    """Step over when, where, to whom and how: "said | on Friday in a statement | that"."""
    count = len(units)
    while at < count:
        unit = units[at]
        if unit.lower in {"earlier", "later", "early", "late"} and at + 1 < count and units[at + 1].tag in {"TIME", "ADP"}:
            at += 1
            continue
        if unit.tag == "TIME" or (unit.tag == "ADV" and unit.lower not in {"not", "there", "only", "even", "just"}):
            at += 1
            continue
        if unit.tag == "ADP" and unit.lower in OF_PLACE_AND_MEANS and at + 1 < count:
            if units[at + 1].tag == "TIME":
                at += 2
                continue
            if units[at + 1].tag == "ING" and unit.lower in {"after", "before", "in"}:
                break
            end = phrase_after(units, at + 1)
            hanging = end + 1 < count and "VBN" in verb_tags(units[end].lower) and units[end + 1].tag in {"ADV", "ADP", "ADJ", "TIME"}
            if not hanging:
                end = _cut_before_clause(units, at + 1, end)
            if end == at + 1:
                break
            if unit.lower == "to" and report.addressee is None:
                report.addressee = (at + 1, end)
            if hanging:
                end += 2 if units[end + 1].tag in {"ADV", "ADJ"} else 1  # in a recording posted online
            at = end
            continue
        if unit.text == "," and at + 2 < count and (units[at + 1].tag == "TIME"):
            break
        break
    return at


def _cut_before_clause(units: Sequence[Unit], start: int, end: int) -> int:
    """In "said in a statement | the firm would close" the circumstance ends where a new noun phrase begins before a verb."""
    if end >= len(units) or units[end].tag not in {"FINITE", "AUX", "ADV"}:
        return end
    for at in range(end - 1, start, -1):
        if units[at].tag in {"DET", "POSS", "PRON"} and units[at - 1].tag in {"NOUN", "PROPN", "NUM"}:
            return at
    for at in range(end - 1, start, -1):
        if units[at].tag == "PROPN" and units[at - 1].tag == "NOUN":
            return at
        if units[at].tag in {"ADJ", "NOUN"} and units[at - 1].tag == "PROPN":
            return at
    return start


def _is_clause(units: Sequence[Unit], at: int, report: Report) -> bool:
    """Whether a bare clause begins at `at`: a noun phrase and then a verb, before any mark that ends the stretch."""
    relative = report.speaker is not None and report.speaker[0] > 0 and units[report.speaker[0] - 1].tag in {"WH", "THAT"}
    if units[at].tag in {"FINITE", "AUX"}:
        return relative
    if units[at].tag in {"PUNCT", "CCONJ", "TO", "SCONJ", "THAT", "ADP"} and units[at].lower not in {"although", "though", "while", "unless", "because"}:
        return False
    if units[at].tag == "SCONJ":
        return any(unit.text == "," for unit in units[at:]) or units[at].lower == "because"
    start = at
    at = phrase_after(units, at)
    while at < len(units) and units[at].tag in {"ADV", "TIME"}:
        at += 1
    if any(units[k].quotation is not None for k in range(start + 1, at)):
        return True
    if at >= len(units) or units[at].text in CLOSERS_OF_CLAUSE:
        return False
    unit = units[at]
    if unit.tag in {"FINITE", "AUX"} or unit.quotation is not None:
        return True
    wanted = 2 if unit.tag in {"WH", "THAT"} else 1
    if unit.text in {",", "("} or unit.text in DASHES or unit.tag in {"WH", "THAT", "PARTICIPLE", "ING", "TO", "ADP", "ADJ"}:
        return _finite_verbs(units, at, wanted)
    return False


def _finite_verbs(units: Sequence[Unit], at: int, wanted: int) -> bool:
    """Whether `wanted` finite verbs that a noun may be the subject of follow before the stretch ends."""
    for k in range(at + 1, min(len(units), at + 40)):
        if units[k].text in CLOSERS_OF_CLAUSE or (units[k].text == "," and k + 1 < len(units) and units[k + 1].tag in {"ING", "CCONJ"}):
            return False
        if (units[k].tag in {"FINITE", "AUX"} and units[k - 1].tag != "AUX") or units[k].quotation is not None:
            wanted -= 1
            if not wanted:
                return True
    return False


def _clause_end(units: Sequence[Unit], begin: int, report: Report, others: Sequence[Report]) -> int:
    """Where the reported stretch that begins at `begin` ends: before the next act of reporting on the same level, or with the line."""
    end = len(units)
    while end > begin and units[end - 1].tag == "PUNCT":
        end -= 1
    for at in range(begin, end):
        if units[at].text == ";" or (units[at].text == ")" and not any(u.text == "(" for u in units[begin:at])):
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
    while end > begin and (units[end - 1].tag == "PUNCT" and units[end - 1].text not in {")", "]"} or units[end - 1].tag == "CCONJ"):
        end -= 1
    return end


def _comma_before_relative(units: Sequence[Unit], report: Report) -> bool:
    at = report.begins
    while at > 0 and units[at].tag != "WH":
        at -= 1
    return at > 0 and units[at - 1].text == ","


def _second_verb(units: Sequence[Unit], begin: int, end: int) -> int:
    """The verb of the main clause after a relative clause without comma: a finite verb right after a noun."""
    seen_other = False
    for at in range(begin, end):
        if units[at].tag not in {"FINITE", "AUX", "PARTICIPLE", "ADV", "BASE", "ING"}:
            seen_other = True
        elif seen_other and units[at].tag in {"FINITE", "AUX"} and units[at - 1].tag in {"NOUN", "PROPN"}:
            return at
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
        if before.text in {",", *DASHES} and _nothing_after(units, other):
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


def _nothing_after(units: Sequence[Unit], other: Report) -> bool:
    """Whether nothing that could be reported follows the cue: ", he said" at the end or before a comma."""
    at = _skip_circumstances(units, other.addressee[1] if other.addressee else other.last, other)
    return at >= len(units) or units[at].tag == "PUNCT" or not other.subject_before


def _complement_end(units: Sequence[Unit], begin: int, end: int, noun: bool) -> int:
    """Where a noun, gerund or infinitive ends that is reported: before a comma with a new clause, or a word such as "when"."""
    breaks = {"ING", "CCONJ", "SCONJ", "WH", "PRON"} | ({"DET", "ADV", "ADP", "PARTICIPLE"} if noun else set())
    for at in range(begin + 1, end):
        unit = units[at]
        if unit.text == "," and at + 1 < end:
            following = units[at + 1]
            if following.tag in breaks and following.lower not in {"and", "or"}:
                return at
            if following.lower in {"and", "but"} and at + 2 < end and units[at + 2].tag in {"FINITE", "AUX", "PRON", "DET", "PROPN"}:
                return at
        if unit.lower == "as" and at + 1 < end and units[at + 1].tag != "PRON":
            continue
        if unit.lower in {"because", "although", "though", "while", "when", "as", "after"} and unit.tag in {"SCONJ", "WH", "ADP"} and at > begin + 1:
            return at
        if unit.tag == "CCONJ" and at + 1 < end and units[at + 1].tag in {"FINITE", "AUX"}:
            return at - 1 if units[at - 1].text == "," else at
    return end


def _around_according_to(units: Sequence[Unit], report: Report, others: Sequence[Report]) -> None:
    """The clause that "according to" belongs to: after the comma where it opens the line, else before it, or both."""
    assert report.speaker is not None
    start, end = report.speaker
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
        while last > comma and units[last - 1].tag == "PUNCT":
            last -= 1
        if last > comma + 1:
            report.regions.append((comma + 1, last))
        return
    stop = begins
    while stop > 0 and units[stop - 1].tag == "PUNCT":
        stop -= 1
    first = _region_start(units, stop)
    for other in others:
        if other.first < begins and other.speaker is not None and other.regions and other.regions[0][0] > other.first and other.regions[0][1] > begins:
            first = max(first, other.regions[0][0]) if units[other.group - 1].quotation is None else first
    if stop > first:
        report.regions.append((first, stop))
    if units[begins - 1].text == "," and end < count and units[end].text == ",":
        rest = end + 1
        if rest < count and units[rest].tag in {"FINITE", "AUX"}:
            last = count
            while last > rest and units[last - 1].tag == "PUNCT":
                last -= 1
            report.regions.append((rest, last))


