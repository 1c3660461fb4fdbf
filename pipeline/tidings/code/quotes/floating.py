"""Speech in marks that no cue in its sentence claims: whose it is, where it is speech at all; and turns of transcripts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter

from tidings.code.coreference import Coreference
from tidings.code.quotes.lines import Line, Stretch
from tidings.code.quotes.rows import ENDS_SENTENCE, Found, Speaker, inside
from tidings.code.quotes.transcripts import ANSWERS, ASKS, Turn
from tidings.model import Quote, Words
from tidings.nlp.analysis import DASHES, Paragraph, Quotation
from tidings.nlp.lines import is_title
from tidings.nlp.words import line_words

LOOK_BACK = 2  # paragraphs over which a speaker stays in force
LONGEST_SIGNATURE = 6  # words


def attribute_floating(paragraph: Paragraph, lines: Sequence[Line], below: Sequence[Line], refer: Coreference, found: Found) -> None:
    """Give the quotations of a paragraph that no cue claims to the speaker in force, where they are speech at all. `below`: the next paragraph."""
    found.of_paragraph.sort(key=itemgetter(0))
    for quotation in paragraph.quotations:
        if quotation.depth or quotation.open in found.claimed or not lines:
            continue
        number = max(0, bisect_left(lines, quotation.open + 1, key=attrgetter("start")) - 1)
        last = max(number, bisect_left(lines, quotation.close, key=attrgetter("start")) - 1)
        around = lines[number : last + 1]
        signed = _signature(around, quotation) or _signed_behind(around, (lines[last + 1 : last + 2] or below)[:1], quotation)
        if signed is None and not _is_speech(around, quotation):
            continue
        speaker = _resolve(refer, *signed) if signed is not None else _speaker_for(paragraph, lines, number, quotation, refer, found)
        method = "name-after-dash" if signed is not None else "speaker-in-force"
        if speaker is None:
            if _outside(around) or quotation.mended == "closing":
                continue
            method = "speech-of-nobody-told"
        found.claimed.add(quotation.open)
        _add(refer.doc.text, inside(refer.doc.text, quotation), speaker, paragraph.n, method, found)
    found.of_paragraph = []
    found.running = any(q.mended == "running" for q in paragraph.quotations)
    found.in_force = _introduction(paragraph, lines, refer) or found.in_force


def add_turn(refer: Coreference, paragraph: int, turn: Turn, found: Found) -> None:
    """Add the row of one turn of a transcript: NAME: words. Who asks in "Q:" is not told; "A:" is the one person named before."""
    label = refer.doc.text[slice(*turn.label)]
    words, entity = Words(*turn.label, label), None
    if label.lower() in ANSWERS:
        entity = refer.only_person(turn.label[0])
    elif label.lower() not in ASKS:
        words, entity = refer.label(*turn.label, paragraph)
    _add(refer.doc.text, turn.words, (words, entity), paragraph, "transcript", found)


def _resolve(refer: Coreference, line: Line, stretch: Stretch) -> Speaker:
    return refer.speaker(line.between(*stretch), line.sentence.paragraph)


def _add(text: str, span: tuple[int, int], speaker: Speaker | None, paragraph: int, method: str, found: Found) -> None:
    words, entity = speaker or (None, None)
    said = text[slice(*span)]
    found.add(Quote(*span, said, "direct", words, entity, None, "question" if said.endswith("?") else "assert", method))
    if words is not None:
        found.in_force = (paragraph, words, entity)


def _signature(around: Sequence[Line], quotation: Quotation) -> tuple[Line, Stretch] | None:
    """The name that signs a quotation: “...” — Ada Lum, “...” (Ada Lum), at the end of its sentence or on the next line."""
    line = around[-1]
    dash = next((w.i for w in line.words if w.start >= quotation.close), None)
    if dash is None or line[dash].text not in DASHES | {"("} or any(w.quotation is None and w.start < quotation.open for w in around[0].words):
        return None
    phrase = line.phrase_at(dash + 1)
    if phrase is None or not line[phrase[0]].text[:1].isupper() or phrase[1] - phrase[0] > LONGEST_SIGNATURE:
        return None
    return (line, phrase) if phrase[1] >= line.end or line[phrase[1]].pos == "PUNCT" else None


def _signed_behind(around: Sequence[Line], behind: Sequence[Line], quotation: Quotation) -> tuple[Line, Stretch] | None:
    """The name that signs a quotation of its own in the sentence behind it."""
    return _signature([*around, behind[0]], quotation) if behind and not _outside(around) else None


def _introduction(paragraph: Paragraph, lines: Sequence[Line], refer: Coreference) -> tuple[int, Words, int | None] | None:
    """Whose speech the next paragraph holds, where this one ends in a colon ("He said:")."""
    if not lines or lines[-1].doc.text[paragraph.end - 1] != ":":
        return None
    speaker = _announced(lines[-1], lines[-1].end, refer)
    return None if speaker is None else (paragraph.n, *_resolve(refer, lines[-1], speaker))


def _announced(line: Line, end: int, refer: Coreference) -> Stretch | None:
    """Who is to speak by the words before a colon: the subject of their clause, else the first who may ("Statement by Lum:")."""
    if any(clause.verb < end for clause in line.clauses):
        return line.main_subject(end)
    owners = {chunk.owner for chunk in line.chunks.values()}
    for chunk in sorted(line.chunks.values()):
        if chunk.n < end and chunk.kind in ("noun", "name") and chunk.n not in owners and refer.may_speak(line.between(chunk.first, chunk.last + 1)):
            joined = [line.phrase(line.chunks[n])[1] for n in chunk.joined if n in line.chunks]
            first, last = line.phrase(chunk, names=True)
            return first, min(end, max([last, *joined]))
    return None


def _is_speech(around: Sequence[Line], quotation: Quotation) -> bool:
    """Whether a quotation without cue is speech: it fills its sentences, or ends them after a colon, in whole sentences."""
    text = around[0].doc.text[quotation.start : quotation.end]
    if not _outside(around):
        return len(text.split()) > 1 and (text.rstrip("’'”\"").endswith(ENDS_SENTENCE) or text[-1] in ",-—" or bool(quotation.mended))
    colon = any(w.text == ":" and v.start >= quotation.open and w.end <= quotation.open for w, v in pairwise(around[0].words))
    return colon and text[:1].isupper() and len(text.split()) > 2 and not is_title(text.split())


def _outside(around: Sequence[Line]) -> bool:
    """Whether words of the reporter's stand in the lines."""
    return any(word.quotation is None and word.pos != "PUNCT" for line in around for word in line.words)


def _speaker_for(paragraph: Paragraph, lines: Sequence[Line], number: int, quotation: Quotation, refer: Coreference, found: Found) -> Speaker | None:
    """The speaker in force for a quotation: of this paragraph's cues the nearest before, then after; the sentence before; earlier paragraphs."""
    own = found.of_paragraph
    before = bisect_left(own, quotation.open, key=itemgetter(0))
    if before:
        near = lines[number - 1].start if number else 0  # "...," she said after Lum announced the sale. "...": hers
        return next((cue[1:] for cue in reversed(own[:before]) if cue[0] in found.aloud and cue[0] >= near), own[before - 1][1:])
    subject = _subject_before(lines, number, quotation, refer)
    if subject is not None:
        return _resolve(refer, *subject)
    if found.in_force is not None and (found.running or paragraph.n - found.in_force[0] <= LOOK_BACK):
        return found.in_force[1:]
    return None


def _subject_before(lines: Sequence[Line], number: int, quotation: Quotation, refer: Coreference) -> tuple[Line, Stretch] | None:
    """The subject of this sentence before a colon, or of the sentence before in the same paragraph."""
    line = lines[number]
    if quotation.open > line.start:
        subject = _announced(line, line.doc.index(quotation.open), refer)
        return (line, subject) if subject else None
    if number > 0:
        line = lines[number - 1]
        subject = line.main_subject(line.end)
        if subject and line[subject[0]].lower not in line_words("no person"):
            return line, subject
    return None
