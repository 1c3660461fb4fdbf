"""Rows of speech: what an act of reporting yields, and which speaker stays in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tidings.code.coreference import Coreference
from tidings.code.quotes.attributions import WEAK_FRAMES, Attribution
from tidings.code.quotes.lines import Line
from tidings.code.quotes.stance import channel_of, said_date_of, stance_of
from tidings.model import Quote, Words
from tidings.nlp.analysis import ENDERS, Quotation
from tidings.nlp.lines import is_title
from tidings.nlp.words import NOMINALS

Speaker = tuple[Words, int | None]  # the words that name somebody, and the entity
TRAILING = " ,\t\u00a0"
ENDS_SENTENCE = tuple(ENDERS)


@dataclass(slots=True)
class Found:
    """The rows so far, by span, and the speaker in force."""

    rows: dict[tuple[int, int], Quote] = field(default_factory=dict)
    of_paragraph: list[tuple[int, Words, int | None]] = field(default_factory=list)  # where a cue stands in the paragraph being read, and whose
    aloud: set[int] = field(default_factory=set)  # where cues of direct speech stand
    claimed: set[int] = field(default_factory=set)  # where quotations open that have a row
    in_force: tuple[int, Words, int | None] | None = None  # paragraph, words, entity
    running: bool = False

    def add(self, quote: Quote) -> None:
        """Add a row, unless there is one of that span; remember it as this paragraph's where it has speaker and cue."""
        words = (quote.text or "").strip()
        if words and words != quote.text:  # a lone separator of lines at its end
            quote.start += str(quote.text).index(words)
            quote.end, quote.text = quote.start + len(words), words
        if self.rows.setdefault((quote.start, quote.end), quote) is quote and quote.cue is not None and quote.speaker is not None:
            self.of_paragraph.append((quote.cue.start, quote.speaker, quote.speaker_entity))
            self.aloud.update([quote.cue.start] if quote.quote_type == "direct" else [])

    def in_order(self) -> list[Quote]:
        return [self.rows[key] for key in sorted(self.rows)]


def add_rows(line: Line, a: Attribution, others: Sequence[Attribution], refer: Coreference, found: Found) -> None:
    """Add the rows of one act of reporting."""
    words, entity = _speaker(line, a, refer, found)
    addressee = line.text(a.addressee) if a.addressee is not None else None
    if a.method == "question-before-answer":
        addressee = next((line.text(other.speaker) for other in others if other.speaker is not None and other.first > a.first), None)
    via, via_entity = _via(line, a, others, refer, addressee, entity)
    cue = line.text((a.group if a.negated else a.first, a.last))  # "did not say"
    channel, date = channel_of(line, a, others), said_date_of(line, a, others, refer.coding.dates)
    method = f"{a.method}:{a.frame}" if a.frame else a.method
    for start, end, kind, quotation in stretches(line, a):
        if quotation is not None:
            if quotation.open in found.claimed or _is_inner(line, a, others, quotation):
                continue
            found.claimed.add(quotation.open)
        text = line.doc.text[start:end]
        row = Quote(start, end, text, kind, words, entity, cue, stance_of(line, a, start, end), method)
        row.channel, row.via_entity, row.via, row.addressee, row.said_date = channel, via_entity, via, addressee, date
        found.add(row)
    if words is not None and a.frame not in WEAK_FRAMES:
        found.in_force = (line.sentence.paragraph, words, entity)


def _is_inner(line: Line, a: Attribution, others: Sequence[Attribution], quotation: Quotation) -> bool:
    """Whether words in marks are reported by another act that this one reports: said he had ordered them to “leave”."""
    at = line.doc.index(quotation.start)
    inner = [stretch for other in others if other.first > a.first for stretch in other.content]
    return any(begin < first <= at < last <= end for begin, end in a.content for first, last in inner)


def _speaker(line: Line, a: Attribution, refer: Coreference, found: Found) -> tuple[Words | None, int | None]:
    """The speaker's words and entity; "he" at the end of speech that began in an earlier paragraph is who speaks there."""
    if a.speaker is None:
        return None, None
    speaks = a.frame not in WEAK_FRAMES or a.own  # who demands or blames may be the next "he" too
    words = line.between(*(a.antecedent or a.speaker))
    _, entity = refer.speaker(words, line.sentence.paragraph, speaks)
    goes_on = words[0].tag == "PRP" and any((q := line.quotation(first)) is not None and q.mended == "opening" for first, _ in a.content)
    return line.text(a.speaker), found.in_force[2] if goes_on and found.in_force is not None else entity


def _via(
    line: Line, a: Attribution, others: Sequence[Attribution], refer: Coreference, addressee: Words | None, entity: int | None
) -> tuple[Words | None, int | None]:
    """Through whom it was said: an outlet that was told, or whoever reports the act of reporting."""
    if addressee is not None and refer.is_outlet(addressee):
        return addressee, refer.entity_of(addressee)
    holding = [other for other in others if other is not a and other.holds(a.first)]
    outer = min(holding, key=lambda other: min(last - first for first, last in other.content), default=None)
    if outer is None or outer.speaker is None:
        return None, None
    via, via_entity = refer.speaker(line.between(*outer.speaker), line.sentence.paragraph, speaks=False)
    return (None, None) if via_entity is None or via_entity == entity else (via, via_entity)


def stretches(line: Line, a: Attribution) -> list[tuple[int, int, str, Quotation | None]]:
    """Spans and kinds of the rows of one act of reporting; those in marks with their quotation."""
    rows: list[tuple[int, int, str, Quotation | None]] = []
    for first, last in a.content:
        numbers = dict.fromkeys(word.quotation for word in line.between(first, last) if word.quotation is not None)
        quoted = [line.doc.quotations[number] for number in numbers]
        others = [word.pos for word in line.between(first, last) if word.quotation is None and word.pos != "PUNCT"]
        if quoted and others in ([], ["CCONJ"]):
            kind = "direct" if any(_is_whole(line, first, q) for q in quoted) else "mixed"
            rows += [(*inside(line.doc.text, q), kind, q) for q in quoted]
            continue
        start, end = line[first].start, line[last - 1].end
        start = min(start, quoted[0].open) if line[first].quotation is not None else start
        end = max(end, quoted[-1].close) if line[last - 1].quotation is not None else end
        rows.append((start, end, "indirect", None))
        rows += [(*inside(line.doc.text, q), "mixed", q) for q in quoted if not _names_work(line, q)]
    return rows


def _names_work(line: Line, quotation: Quotation) -> bool:
    """Whether words in marks within a reporter's phrase are no fragment of speech but a title: the film “Salt and Smoke”."""
    before = line[line.doc.index(quotation.open) - 1]
    words = line.doc.text[quotation.start : quotation.end].rstrip(",").split()
    return before.pos in NOMINALS | {"ADP"} and len(words) > 1 and is_title(words)


def _is_whole(line: Line, first: int, quotation: Quotation) -> bool:
    """Whether the marks hold whole sentences, not a fragment of the reporter's."""
    text = line.doc.text[quotation.start : quotation.end]
    words = text.split()
    if text[:1].isupper() and (len(words) > 2 or text.endswith((*ENDS_SENTENCE, ","))):
        return True
    if line[first - 1].text in (":", ",") and len(words) > 2:
        return True
    return text.endswith((",", *ENDS_SENTENCE)) and len(words) > 4


def inside(text: str, quotation: Quotation) -> tuple[int, int]:
    """The span of the words inside the marks, a trailing comma left out."""
    start, end = quotation.start, quotation.end
    while end > start + 1 and text[end - 1] in TRAILING:
        end -= 1
    return start, end
