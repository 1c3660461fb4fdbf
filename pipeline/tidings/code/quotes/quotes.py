"""Who said what: direct speech, fragments in marks, and reported clauses, each with its speaker and cue.

Line by line (see `reporter_lines`): acts of reporting (`reporting`) yield the reported stretches; speech in marks that
no cue claims goes to the speaker in force (`quoted_speech`). Offsets are those of the article's text.
"""

from __future__ import annotations

from bisect import bisect_left

from tidings.code.quotes.quoted_speech import Found, add_turn, attribute_floating, rows_of_report
from tidings.code.quotes.reporter_lines import lines_of
from tidings.code.quotes.reporting import reports_of
from tidings.code.quotes.speakers import Speakers
from tidings.code.quotes.transcripts import transcript_turns
from tidings.code.text.document import Document
from tidings.model import Coding, Quote


def code_quotes(document: Document, coding: Coding) -> list[Quote]:
    """Return the quotes of the document, in order. Adds entities and mentions of unnamed speakers to `coding`."""
    speakers = Speakers(document, coding)
    date_starts = [date.start for date in coding.dates]
    found = Found()
    turns = transcript_turns(document)
    names = {mention.start for mention in coding.mentions if mention.mention_type == "name"}
    for paragraph in document.paragraphs:
        if paragraph.kind == "byline":
            continue
        if paragraph.number in turns:
            add_turn(document, speakers, paragraph, turns[paragraph.number], found)
            continue
        lines = lines_of(document, paragraph, names)
        for line in lines:
            floor = bisect_left(date_starts, line.start)
            reports = reports_of(line)
            for report in reports:
                rows_of_report(document, coding, speakers, line, report, reports, floor, found)
        attribute_floating(document, speakers, paragraph, lines, found)
    return found.in_order()
