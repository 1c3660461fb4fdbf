"""Rows of speech: what an act of reporting yields, and whose the quotations are that no cue claims."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from tidings.code.quotes.noun_phrases import DASHES, Stretch, main_subject, phrase_after
from tidings.code.quotes.reporter_lines import ENDS_SENTENCE, Line, Unit
from tidings.code.quotes.reports import WEAK_FRAMES, Report
from tidings.code.quotes.speakers import Speakers
from tidings.code.quotes.stance import channel_of, said_date_of, stance_of
from tidings.code.text.document import Document, Paragraph
from tidings.model import Coding, Quote, Words
from tidings.nlp.analysis import Quotation

LOOK_BACK = 2  # paragraphs over which a speaker stays in force
LONGEST_SIGNATURE = 6  # words
TRAILING = " ,\t\u00a0"


@dataclass(slots=True)
class Found:
    """The rows so far, by span, and the speaker in force."""

    rows: dict[tuple[int, int], Quote] = field(default_factory=dict)
    of_paragraph: list[Quote] = field(default_factory=list)  # rows of the paragraph that is being read
    claimed: set[int] = field(default_factory=set)  # where quotations open that have a row
    in_force: tuple[int, Words, int | None] | None = None  # paragraph, words, entity
    running: bool = False
    introduced: tuple[int, Words, int | None] | None = None  # the paragraph before ended in a colon: number, words, entity

    def add(self, quote: Quote) -> None:
        """Add a row, unless there is one of that span; remember it as this paragraph's where it has speaker and cue."""
        words = (quote.text or "").strip()
        if words and words != quote.text:  # a lone separator of lines at its end
            quote.start += str(quote.text).index(words)
            quote.end, quote.text = quote.start + len(words), words
        if self.rows.setdefault((quote.start, quote.end), quote) is quote and quote.cue is not None and quote.speaker is not None:
            self.of_paragraph.append(quote)

    def in_order(self) -> list[Quote]:
        return [self.rows[key] for key in sorted(self.rows)]


def rows_of_report(
    document: Document,
    coding: Coding,
    speakers: Speakers,
    line: Line,
    report: Report,
    reports: Sequence[Report],
    floor: int,
    found: Found,
) -> None:
    """Add the rows of one act of reporting."""
    units = line.units
    words: Words | None = None
    entity: int | None = None
    strong = report.frame not in WEAK_FRAMES
    if report.speaker is not None:
        words, entity = speakers.resolve(units, report.speaker, line.paragraph.number, strong)
        if found.in_force is not None and _goes_on_from_before(units, report):
            entity = found.in_force[2]
    cue = document.words(units[report.first].start, units[report.last - 1].end)
    channel = channel_of(units, report)
    date = said_date_of(units, report, coding, floor)
    addressee = None
    via: Words | None = None
    via_entity: int | None = None
    if report.addressee is not None:
        first, last = report.addressee
        addressee = document.words(units[first].start, units[last - 1].end)
    if addressee is not None and speakers.is_outlet(addressee):
        via, via_entity = addressee, speakers.entity_of(addressee)
    outer = _outer(report, reports)
    if via is None and outer is not None and outer.speaker is not None:
        via = document.words(units[outer.speaker[0]].start, units[outer.speaker[1] - 1].end)
        via_entity = speakers.entity_of(via)
        if via_entity is None or via_entity == entity:
            via, via_entity = None, None
    asked = units[0].lower == "asked"
    for first, last in report.regions:
        for start, end, kind, quotation in _stretches(document, units, first, last, report):
            if quotation is not None:
                if quotation.open in found.claimed:
                    continue
                found.claimed.add(quotation.open)
            text = document.text[start:end]
            found.add(
                Quote(
                    start,
                    end,
                    text,
                    kind,
                    words,
                    entity,
                    cue,
                    stance_of(report, text, asked),
                    f"{report.method}:{report.frame}" if report.frame else report.method,
                    channel=channel,
                    via_entity=via_entity,
                    via=via,
                    addressee=addressee,
                    said_date=date,
                )
            )
    if words is not None and strong:
        found.in_force = (line.paragraph.number, words, entity)


def _goes_on_from_before(units: Sequence[Unit], report: Report) -> bool:
    """Whether "he said" ends speech that began in an earlier paragraph: its opening mark is not in this one."""
    if report.speaker is None or units[report.speaker[0]].tag != "PRON":
        return False
    return any(
        quotation is not None and quotation.mended == "opening"
        for first, last in report.regions
        for quotation in (u.quotation for u in units[first:last])
    )


def _outer(report: Report, reports: Sequence[Report]) -> Report | None:
    """The nearest act of reporting whose reported stretch holds the cue of this one."""
    holding = [other for other in reports if other is not report and any(first <= report.first < last for first, last in other.regions)]
    return min(holding, key=lambda other: min(last - first for first, last in other.regions)) if holding else None


def _stretches(document: Document, units: Sequence[Unit], first: int, last: int, report: Report) -> list[tuple[int, int, str, Quotation | None]]:
    """Spans and kinds of the rows of one reported stretch."""
    quoted = [unit.quotation for unit in units[first:last] if unit.quotation is not None]
    others = [unit for unit in units[first:last] if unit.quotation is None and unit.tag != "PUNCT"]
    rows: list[tuple[int, int, str, Quotation | None]] = []
    if quoted and (not others or (len(others) == 1 and others[0].tag in {"CCONJ"})):
        kind = "direct" if any(_is_whole(document, units, first, q) for q in quoted) else "mixed"
        return [(*inside(document, q), kind, q) for q in quoted]
    start, end = units[first].start, units[last - 1].end
    rows.append((start, end, "indirect", None))
    rows.extend((*inside(document, q), "mixed", q) for q in quoted)
    return rows


def _is_whole(document: Document, units: Sequence[Unit], first: int, quotation: Quotation) -> bool:
    """Whether the marks hold whole sentences, not a fragment of the reporter's."""
    text = document.text[quotation.start : quotation.end]
    words = text.split()
    if text[:1].isupper() and (len(words) > 2 or text.endswith((*ENDS_SENTENCE, ","))):
        return True
    if first > 0 and units[first - 1].text in {":", ","} and len(words) > 2:
        return True
    return text.endswith((",", *ENDS_SENTENCE)) and len(words) > 4


def inside(document: Document, quotation: Quotation) -> tuple[int, int]:
    """The span of the words inside the marks, a trailing comma left out."""
    start, end = quotation.start, quotation.end
    while end > start + 1 and document.text[end - 1] in TRAILING:
        end -= 1
    return start, end


def attribute_floating(document: Document, speakers: Speakers, paragraph: Paragraph, lines: Sequence[Line], found: Found) -> None:
    """Give the quotations of a paragraph that no cue claims to the speaker in force, where they are speech at all."""
    if paragraph.quotations:
        own = sorted(found.of_paragraph, key=lambda quote: quote.cue.start if quote.cue else 0)
        for number, line in enumerate(lines):
            for place, unit in enumerate(line.units):
                quotation = unit.quotation
                if quotation is None or quotation.open in found.claimed:
                    continue
                signed = _signature(line.units, place)
                if signed is not None:
                    words, entity = speakers.resolve(line.units, signed, paragraph.number)
                    _add_floating(document, paragraph, quotation, words, entity, "name-after-dash", found)
                elif _is_floating_speech(document, line, place):
                    speaker = _speaker_for(speakers, paragraph, lines, number, place, own, found)
                    if speaker is not None:
                        _add_floating(document, paragraph, quotation, *speaker, "speaker-in-force", found)
    found.of_paragraph = []
    found.running = any(q.mended == "running" for q in paragraph.quotations)
    found.introduced = _introduction(document, speakers, paragraph, lines)


def add_turn(document: Document, speakers: Speakers, paragraph: Paragraph, turn: tuple[int, int, int, int], found: Found) -> None:
    """Add the row of one turn of a transcript: NAME: words."""
    words, entity = speakers.resolve_name(turn[0], turn[1], paragraph.number)
    start, end = turn[2], turn[3]
    text = document.text[start:end]
    found.add(Quote(start, end, text, "direct", words, entity, None, "question" if text.endswith("?") else "assert", "transcript"))
    found.in_force = (paragraph.number, words, entity)


def _add_floating(
    document: Document, paragraph: Paragraph, quotation: Quotation, words: Words, entity: int | None, method: str, found: Found
) -> None:
    found.claimed.add(quotation.open)
    start, end = inside(document, quotation)
    text = document.text[start:end]
    found.add(Quote(start, end, text, "direct", words, entity, None, "question" if text.endswith("?") else "assert", method))
    found.in_force = (paragraph.number, words, entity)


def _signature(units: Sequence[Unit], place: int) -> Stretch | None:
    """The name that signs a quotation: “...” — Ada Lum, at the end of its line."""
    first = place + 2
    if place > 0 or len(units) <= first or units[place + 1].text not in DASHES or units[first].tag not in {"PROPN", "NOUN", "ADJ"}:
        return None
    end = phrase_after(units, first, hanging=False)
    if end == first or not units[first].text[:1].isupper() or end - first > LONGEST_SIGNATURE:
        return None
    return (first, end) if end == len(units) or units[end].tag == "PUNCT" else None


def _introduction(document: Document, speakers: Speakers, paragraph: Paragraph, lines: Sequence[Line]) -> tuple[int, Words, int | None] | None:
    """Whose speech the next paragraph holds, where this one ends in a colon ("He said:")."""
    if not lines or document.text[paragraph.end - 1] != ":":
        return None
    units = lines[-1].units
    subject = main_subject(units, len(units))
    if subject is None:
        return None
    return (paragraph.number, *speakers.resolve(units, subject, paragraph.number))


def _is_floating_speech(document: Document, line: Line, place: int) -> bool:
    """Whether a quotation without cue is speech: it fills its line, or ends it after a colon, in whole sentences."""
    units = line.units
    quotation = units[place].quotation
    assert quotation is not None
    text = document.text[quotation.start : quotation.end]
    outside = [unit for unit in units if unit.quotation is None and unit.tag != "PUNCT"]
    if not outside:
        return len(text.split()) > 1 and (text.rstrip("’'”\"").endswith(ENDS_SENTENCE) or text[-1:] in {",", "-", "—"} or bool(quotation.mended))
    before = units[place - 1].text if place else ""
    return before == ":" and text[:1].isupper() and len(text.split()) > 2


def _speaker_for(
    speakers: Speakers,
    paragraph: Paragraph,
    lines: Sequence[Line],
    number: int,
    place: int,
    own: Sequence[Quote],
    found: Found,
) -> tuple[Words, int | None] | None:
    """The speaker in force for a floating quotation: of this paragraph's cues the nearest before, then after; the line before; earlier paragraphs."""
    offset = lines[number].units[place].start
    if found.introduced is not None and number == 0 and place == 0 and found.introduced[0] == paragraph.number - 1:
        return found.introduced[1], found.introduced[2]
    before = bisect_left(own, offset, key=lambda row: row.cue.start if row.cue else 0)
    nearest = own[before - 1] if before else None
    if nearest is not None and nearest.speaker is not None:
        return nearest.speaker, nearest.speaker_entity
    subject = _subject_before(lines, number, place)
    if subject is not None:
        units, stretch = subject
        return speakers.resolve(units, stretch, paragraph.number)
    if own and own[0].speaker is not None:
        return own[0].speaker, own[0].speaker_entity
    if found.in_force is not None and (found.running or paragraph.number - found.in_force[0] <= LOOK_BACK):
        return found.in_force[1], found.in_force[2]
    return None


def _subject_before(lines: Sequence[Line], number: int, place: int) -> tuple[Sequence[Unit], Stretch] | None:
    """The subject of this line before a colon, or of the line before in the same paragraph."""
    if place > 0:
        subject = main_subject(lines[number].units, place)
        return (lines[number].units, subject) if subject else None
    if number > 0:
        units = lines[number - 1].units
        subject = main_subject(units, len(units))
        if subject and units[subject[0]].lower not in {"it", "this", "that", "there"}:
            return units, subject
    return None
