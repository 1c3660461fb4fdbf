"""Speech in transcripts: paragraphs of the form ``NAME: words``.

A speaker's name in capitals is enough; a name in ordinary letters counts where the article has several such paragraphs.
"""

from __future__ import annotations

import re

from tidings.nlp.analysis import Doc, Paragraph

LABEL = re.compile(r"[“\"‘']?((?:[A-Z][\w.’'-]*[ ]){0,4}[A-Z][\w.’'-]+)(?:[ ]\([^()\n]{1,40}\))?:[ ]+(?=\S)")
LONGEST_LABEL = 60  # characters looked at for a label
FEWEST = 3  # paragraphs that must be so labelled where the names are not in capitals
NO_NAMES = frozenset({"source", "photo", "read", "related", "update", "editor", "note", "q", "correction", "video", "watch", "file"})


def transcript_turns(doc: Doc) -> dict[int, tuple[int, int, int, int]]:
    """Paragraph number -> span of the speaker's name and span of the words, for paragraphs that are turns of a transcript."""
    turns: dict[int, tuple[int, int, int, int]] = {}
    labels: dict[str, int] = {}
    for paragraph in doc.paragraphs:
        if paragraph.kind == "byline":
            continue
        match = LABEL.match(doc.text, paragraph.start, min(paragraph.end, paragraph.start + LONGEST_LABEL))
        if match is None or match.group(1).split()[0].lower().rstrip(".") in NO_NAMES:
            continue
        start, end = _words(doc.text, match.end(), paragraph)
        if end > start:
            turns[paragraph.n] = (match.start(1), match.end(1), start, end)
            labels[match.group(1)] = labels.get(match.group(1), 0) + 1
    repeated = sum(count for count in labels.values() if count > 1)
    return {number: turn for number, turn in turns.items() if _counts(doc.text[turn[0] : turn[1]], labels, repeated)}


def _counts(label: str, labels: dict[str, int], repeated: int) -> bool:
    if label.isupper() and len(label) > 2:
        return labels[label] > 1 or sum(count for name, count in labels.items() if name.isupper()) >= FEWEST
    return labels[label] > 1 and repeated >= FEWEST


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
