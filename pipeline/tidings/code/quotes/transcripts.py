"""Speech in transcripts and interviews: paragraphs of the form ``NAME, ROLE: words``, ``Q: words``.

A label in capitals counts where it, or another of them, comes again (``LUM`` is ``ADA LUM`` again); one in ordinary letters where the
article has several such paragraphs; ``Q`` and ``A`` where both are there or one comes again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tidings.nlp.analysis import Doc, Paragraph
from tidings.nlp.words import line_words

_NAME = r"((?:[A-Z][\w.’'-]*[ ]){0,4}[A-Z][\w.’'-]*)"
LABEL = re.compile(rf"[“\"‘']?{_NAME}(?:,[ ][^:\n“”\"]{{1,60}})?(?:[ ]\([^()\n]{{1,40}}\))?:[ ]+(?=\S)")
LONGEST_LABEL = 120  # characters looked at for a label
FEWEST = 3  # paragraphs that must be so labelled
ASKS = line_words("label that asks")
ANSWERS = line_words("label that answers")
NO_NAMES = line_words("label of no speech")


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn: span of the speaker's label, span of the words."""

    label: tuple[int, int]
    words: tuple[int, int]


def transcript_turns(doc: Doc) -> dict[int, Turn]:
    """Paragraph number -> its turn, for paragraphs that are turns of a transcript."""
    turns: dict[int, Turn] = {}
    for paragraph in doc.paragraphs:
        match = LABEL.match(doc.text, paragraph.start, min(paragraph.end, paragraph.start + LONGEST_LABEL))
        if paragraph.kind == "byline" or match is None or match[1].split()[0].lower().rstrip(".") in NO_NAMES:
            continue
        words = _words(doc.text, match.end(), paragraph)
        if words[1] > words[0]:
            turns[paragraph.n] = Turn(match.span(1), words)
    labels = {number: doc.text[slice(*turn.label)] for number, turn in turns.items()}
    counts = Counter(_key(label) for label in labels.values())
    return {number: turns[number] for number, label in labels.items() if _counts(label, list(labels.values()), counts)}


def _key(label: str) -> str:
    """What a label has in common with its shorter forms: its last word."""
    return label.split()[-1]


def _counts(label: str, labels: list[str], counts: Counter[str]) -> bool:
    """Whether a label is that of a turn, by the other labels."""
    if label.lower() in ASKS | ANSWERS:
        return len({other for other in labels if other.lower() in ASKS | ANSWERS}) > 1 or counts[_key(label)] > 1
    alike = [other for other in labels if other.isupper() == label.isupper()]
    again = sum(counts[key] for key in {_key(other) for other in alike} if counts[key] > 1)
    if label.isupper() and len(label) > 2:
        return again > 0 and (counts[_key(label)] > 1 or len(alike) >= FEWEST)
    return counts[_key(label)] > 1 and again >= FEWEST


def _words(text: str, start: int, paragraph: Paragraph) -> tuple[int, int]:
    """The words of a turn, a closing mark at the paragraph's end left out."""
    end = paragraph.end
    if text[start] in '“"‘' and text[end - 1] in '”"’':
        start += 1
    if text[end - 1] in '”"' and not any(mark in text[start : end - 1] for mark in '“"'):
        end -= 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
