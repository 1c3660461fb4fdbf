"""Who said what: direct speech, fragments in marks, and reported clauses, each with its speaker and cue.

Sentence by sentence: `attributions` finds the acts of reporting, `content` what they report, `rows` makes the rows;
speech in marks that no cue claims goes to the speaker in force (`floating`). Offsets are those of the article's text.
"""

from __future__ import annotations

from tidings.code.coreference import Coreference
from tidings.code.quotes.attributions import attributions, may_report, only_told_of
from tidings.code.quotes.content import find_content
from tidings.code.quotes.floating import add_turn, attribute_floating
from tidings.code.quotes.lines import Line, lines_of
from tidings.code.quotes.rows import Found, add_rows
from tidings.code.quotes.transcripts import transcript_turns
from tidings.model import Quote


def code_quotes(refer: Coreference) -> list[Quote]:
    """The quotes of the article that `refer` knows, in order. Its dates are known by then."""
    doc, found = refer.doc, Found()
    turns = transcript_turns(doc)
    lines: list[list[Line]] = [[] for _ in doc.paragraphs]
    for sentence in doc.sentences:
        lines[sentence.paragraph] += lines_of(doc, sentence)
    for paragraph in doc.paragraphs:
        if paragraph.kind == "byline":
            continue
        if paragraph.n in turns:
            add_turn(refer, paragraph.n, turns[paragraph.n], found)
            continue
        for line in lines[paragraph.n]:
            if may_report(line.sentence.spelt):
                _code_line(line, refer, found)
        below = lines[paragraph.n + 1] if paragraph.n + 1 < len(lines) else []
        attribute_floating(paragraph, lines[paragraph.n], below, refer, found)
    return found.in_order()


def _code_line(line: Line, refer: Coreference, found: Found) -> None:
    """Add the rows of one sentence."""
    acts = attributions(line)
    for a in acts:
        find_content(line, a, acts)
    acts = [a for a in acts if a.content and not only_told_of(line, a, acts)]
    for a in acts:
        add_rows(line, a, acts, refer, found)
