"""What an act of reporting reports: behind the cue (`content_begin`, `content_end`), before it, or around it.

`find_content` fills `content` and `frame`. What the cue may take is a cell of its row ("clause|object"); what it takes
here, the analysis tells: quotations beside it, clauses under it, objects, phrases with a preposition.
"""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.quotes.attributions import SPEECH, Attribution, follows_mark
from tidings.code.quotes.content_begin import begin_behind, nothing_behind
from tidings.code.quotes.content_end import content_end
from tidings.code.quotes.lines import Line, Stretch
from tidings.nlp.lines import is_title
from tidings.nlp.words import FILLERS, LEADS_IN, QUESTION_WORDS, RELATIVES, line_words


def find_content(line: Line, a: Attribution, others: Sequence[Attribution]) -> None:
    """Set `content` and `frame`: behind the cue where its row allows what stands there, else before it."""
    if a.content:
        return
    if a.method == "according-to":
        _around_according_to(line, a)
    elif a.method == "noun-cue":
        _after_noun(line, a, others)
    elif a.speaker is not None:
        _of_verb(line, a, others)
        if a.row["verb"] in line_words("makes works") and a.content and _is_work(line, a):
            a.content.clear()


def _of_verb(line: Line, a: Attribution, others: Sequence[Attribution]) -> None:
    if a.subject_before and _behind_cue(line, a, others) and (a.participial or not _inserted(line, a)):
        return
    if not a.subject_before and line[a.ends].text == ":" and a.ends + 1 < line.end:
        a.frame = "quotation"  # Said Lum: “...”
        _append(line, a, a.ends + 1, content_end(line, a.ends + 1, a, others))
        return
    if a.participial or a.method == "agent" or not a.takes & SPEECH:
        return
    if line[a.begins - 1].lower != "as" or line[a.begins - 1].quotation is not None:
        _before(line, a)
    elif a.takes & {"clause", "before"} and nothing_behind(line, a):
        _around_as(line, a)


def _behind_cue(line: Line, a: Attribution, others: Sequence[Attribution]) -> bool:
    """Add what stands behind the cue; whether there is anything."""
    found = begin_behind(line, a)
    if found is None:
        return False
    begin, a.frame = found
    a.content.append((begin, content_end(line, begin, a, others)))
    return True


def _is_work(line: Line, a: Attribution) -> bool:
    """Whether the first words in marks behind the cue are the title of a work, not introduced as speech: wrote the play “Nobody Waits”."""
    first, last = a.last, max(a.content[-1][1] + 2, a.last + 2)
    at = next((word.i for word in line.between(first, last) if word.quotation is not None), None)
    quotation = line.quotation(at) if at is not None else None
    if at is None or quotation is None:
        return False
    before = line.ending.get(at - 1) if line[at - 1].text in (",", ":") else None
    introduced = line[at - 1].text in (",", ":") and (before is None or before.role != "obj")
    return not introduced and is_title(line.doc.text[quotation.start : quotation.end].rstrip(",").split())


def _inserted(line: Line, a: Attribution) -> bool:
    """Whether speaker and cue stand between commas or behind quoted words, so that what comes before is reported too."""
    if a.begins <= line.first:
        return False
    before = line[a.begins - 1]
    opens = _opens_circumstance(line)
    return before.quotation is not None or (follows_mark(line, a.begins) and line[a.last].text == "," and not opens)


def _opens_circumstance(line: Line) -> bool:
    """Whether a line begins with when, where or how, so that a comma behind the speaker's verb does not tell that the line is reported."""
    word, chunk = line[line.first], line.starting.get(line.first)
    return word.pos in LEADS_IN | {"ADV"} or word.tag in QUESTION_WORDS | {"VBG"} or (chunk is not None and chunk.kind == "time")


def region_start(line: Line, end: int) -> int:
    """Where the clause before a cue begins: with the sentence, behind opening marks, or behind a semicolon."""
    first = line.first
    for at in range(end - 1, first, -1):
        if line[at].text == ";" and line[at].quotation is None:
            first = at + 1
            break
    while first < end and line[first].quotation is None and (line[first].pos == "PUNCT" or _joins(line, first)):
        first += 1
    return first


def _joins(line: Line, first: int) -> bool:
    """Whether an adverb before a comma is the reporter's, who joins what is said to what he told before: [However,] the pier was shut."""
    return line[first + 1].text == "," and line[first].lower in line_words("joins sentences")


def _before(line: Line, a: Attribution) -> None:
    """The clause before ", he said" or the quotation before "he said"."""
    begins = a.begins
    end = line.without_stops(line.first, begins)
    if end <= line.first:
        return
    quoted = line[end - 1].quotation is not None
    if not quoted and (end == begins or not a.takes & {"clause", "before"} or not follows_mark(line, begins) or not nothing_behind(line, a)):
        return
    first = end if line[end - 1].tag in QUESTION_WORDS else region_start(line, end)  # which, Lum said, is closed
    verbless = not _says_something(line, first, end) and line[a.ends].text == ","
    if not _may_be_reported(line, first, end) or (
        verbless and a.ends + 1 not in line.finite and line[a.ends + 1].pos not in ("AUX", "ADV") and line[a.ends + 1].tag != "VBN"
    ):
        _behind_insertion(line, a, first, end)
        return
    a.content.insert(0, (first, end))
    a.frame = "clause-before"
    if len(a.content) == 1:
        _rest(line, a)


def _says_something(line: Line, first: int, end: int) -> bool:
    """Whether the stretch holds quoted words or a finite verb."""
    return line.has_finite(first, end) or line.has_quoted(first, end)


def _may_be_reported(line: Line, first: int, end: int) -> bool:
    """Whether the stretch is more than a circumstance: quoted words, or a clause that is not a subordinate one alone."""
    opening = line[first]
    if line[end - 1].quotation is not None and all(w.quotation is not None or w.pos in FILLERS for w in line.between(first, end)):
        return True
    if opening.quotation is not None:
        return True
    if opening.pos == "ADP" or opening.tag == "VBG":
        return line.has_finite(first, end)
    if opening.pos == "SCONJ" or opening.tag in QUESTION_WORDS:
        comma = line.find(first, end, (",",))
        return comma is not None and end - comma > 4
    return end - first >= 3 or _says_something(line, first, end)


def _behind_insertion(line: Line, a: Attribution, first: int, end: int) -> None:
    """ "Too often, Lum said, ferries sink": what follows, and what comes before where it is a clause too."""
    begin = a.ends + 1
    if line[a.ends].text != "," or not a.subject_before or line[begin].tag in QUESTION_WORDS | {"VBG", "CC"}:
        return
    if line.has_finite(begin, line.end) and not a.content:
        if line.has_finite(first, end):
            _append(line, a, first, end)
        _append(line, a, begin, line.end)
        a.frame = "clause-around"


def _rest(line: Line, a: Attribution) -> None:
    """What goes on behind ", he said, ...": the rest of the reported clause or the next quotation."""
    at = a.ends
    while at < line.end and line[at].text not in (",", ":") and line[at].quotation is None:
        if at in line.finite:
            return
        at += 1
    if at >= line.end:
        return
    begin = at + (line[at].quotation is None)
    if line[begin].quotation is None and not _goes_on(line, begin, *a.content[0]):
        begin = _next_quotation(line, begin)
    _append(line, a, begin, line.end)


def _goes_on(line: Line, begin: int, first: int, last: int) -> bool:
    """Whether the reported clause, of which `first` to `last` stand before ", he said", goes on at `begin`."""
    opening = line[begin]
    if line[last - 1].quotation is not None:
        return False
    if opening.lower in line_words("reason") or (begin in line.finite and opening.pos == "AUX"):
        return True
    return (begin in line.finite or opening.pos in ("ADV", "NOUN")) and not line.has_finite(first, last)


def _next_quotation(line: Line, begin: int) -> int:
    """The next word in marks that stands behind a comma, a colon or "and", where no cue stands before it; else the end."""
    for at in range(begin, line.end):
        if line[at].quotation is not None:
            before = line[at - 1]
            return at if before.text in (",", ":") or before.pos in ("CCONJ", "ADV") else line.end
    return line.end


def _around_as(line: Line, a: Attribution) -> None:
    """The clause that "as Lum said" belongs to: behind the next comma where it opens the sentence, else before it."""
    opening = a.begins - 1
    if all(word.pos in FILLERS for word in line.between(line.first, opening)):
        if line[a.last].text != ",":
            return
        first, last = a.last + 1, line.end
    elif line[opening - 1].text == ",":
        first, last = region_start(line, opening - 1), opening - 1
    else:
        return
    a.frame = "as-clause"
    _append(line, a, first, last, 3)


def _after_noun(line: Line, a: Attribution, others: Sequence[Attribution]) -> None:
    """The clause that the noun takes: to its end, or to the verb that the noun is the subject of."""
    begin = a.last + (line[a.last].lower == "that")
    end = content_end(line, begin, a, others)
    own = {chunk.n for chunk in line.chunks.values() if chunk.head == a.first}
    main = next((c.first for c in line.clauses if c.first > begin and c.finite and own.intersection(c.subject)), end)
    _append(line, a, begin, min(end, main))


def _around_according_to(line: Line, a: Attribution) -> None:
    """The clause that "according to" belongs to: behind the comma where it opens the sentence or a clause, else before it, or both."""
    assert a.speaker is not None
    end, stop = a.speaker[1], line.without_stops(line.first, a.group)
    opens = line[stop - 1].tag == "CC" or line[stop - 1].lower == "that"  # the ferry sank and, according to Lum, two drowned
    if opens or all(word.pos in FILLERS and word.quotation is None for word in line.between(line.first, a.group)):
        comma = _comma_behind(line, a.speaker)
        _append(line, a, line.end if comma is None else comma + 1, line.end)
        return
    if line[stop - 1].tag in RELATIVES:  # a ferry which, according to Lum, sank
        begin = end + (line[end].text == ",")
        _append(line, a, begin, line.find(begin, line.end, (",",)) or line.end)
        return
    _append(line, a, region_start(line, stop), stop)
    if line[a.group - 1].text == "," and line[end].text == "," and end + 1 in line.finite:
        _append(line, a, end + 1, line.end)


def _append(line: Line, a: Attribution, first: int, last: int, fewest: int = 1) -> None:
    """Add a stretch to the content, if without stops `fewest` words are left of it."""
    if (last := line.without_stops(first, last)) - first >= fewest:
        a.content.append((first, last))


def _comma_behind(line: Line, speaker: Stretch) -> int | None:
    """The comma behind a speaker that opens the sentence, an apposition stepped over: "According to Lum, the mayor, ..."."""
    comma = line.find(speaker[1], line.end, (",",))
    opens = min((c.opens for c in line.clauses if c.finite and c.rel != "acl:relcl" and c.opens > speaker[1]), default=line.end)
    renamed = next((line.names_of[c.n] for c in line.chunks.values() if c.n in line.names_of and speaker[0] <= c.head < speaker[1]), None)
    if comma is not None and renamed is not None and comma < renamed.first < opens:
        return line.find(renamed.last, opens, (",",)) or comma
    return comma
