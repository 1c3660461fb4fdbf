"""What the clause reader reads at once: a sentence without marks and short brackets, speech folded into one word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from tidings.known import bare_cues
from tidings.nlp.analysis import CLOSING_BRACKETS, ENDERS, OPENING_BRACKETS, Word
from tidings.nlp.words import QUOTE_TAGS

LONGEST_TITLE = 8  # words of the title of a work
_SMALL = 3  # letters of a word that has no capital in a title
_STOPS = frozenset(".…")
LONGEST_FRAGMENT = 5  # words in marks that stay words of the reporter's clause
SHORTEST_LINE = 5  # brackets and the words in them that may be a clause
LONGEST_ASIDE = 12  # words in brackets that leave the line


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """The reporter's line, quotations of speech folded into one word; then the lines inside the quotations."""
    line: list[Word] = []
    inner: list[list[Word]] = []
    for number, group in groupby(words, _QUOTATION):
        if number is None:
            line += group
            continue
        held = list(group)
        quoted = [word for word in held if not _is_mark(word)]
        following = words[held[-1].i + 1 - words[0].i : held[-1].i + 2 - words[0].i]
        if _is_speech(quoted, line) or (not line and len(quoted) > 1 and any(word.lower in bare_cues() for word in following)):
            inner += _split(_without_asides(quoted, inner))
            first, last = held[0], held[-1].i
            place = first.i if _is_mark(first) else last  # no word's chunk has it
            line.append(first._replace(i=place, text="“”", lower="“”", tag="SPEECH", lemma=f"{first.i} {last}"))
        else:
            line += quoted
    line = [word for word in _without_asides(line, inner) if not _is_mark(word)]
    if all(word.tag == "SPEECH" or word.lower in ENDERS for word in line):
        return inner
    return [line, *inner]


def is_title(words: Sequence[str]) -> bool:
    """Whether quoted words may be the title of a work: no sentence, its long words with capitals ("The Long Tide,")."""
    words = [word for word in words if word != ","]
    if not 0 < len(words) <= LONGEST_TITLE or not words[0][0].isupper() or words[-1][-1] in _STOPS:
        return False
    return all(not word[0].islower() for word in words if len(word) > _SMALL) and any(len(word) > _SMALL for word in words)


_QUOTATION = attrgetter("quotation")
_SIGNS = frozenset('"“”‘«»')


def _is_speech(quoted: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether words in marks are speech, and no words of the reporter's clause `line` that goes on."""
    if not quoted or (line and quoted[0].text.islower() and line[-1].text[-1].isalnum()):
        return False
    if len(quoted) > LONGEST_FRAGMENT or quoted[-1].lower in ENDERS:
        return True
    return quoted[-1].lower == "," and not (line and line[-1].text[-1].isalnum() and is_title([word.text for word in quoted]))


def _is_mark(word: Word) -> bool:
    return word.tag in QUOTE_TAGS or (word.quotation is not None and word.lower in _SIGNS)


def _split(words: list[Word]) -> list[list[Word]]:
    """The sentences inside a quotation."""
    found: list[list[Word]] = [[]]
    for word in words:
        found[-1].append(word)
        if word.lower in ENDERS:
            found.append([])
    return [line for line in found if line]


def _without_asides(words: list[Word], asides: list[list[Word]]) -> list[Word]:
    """The words without short brackets; those that hold more than a few words are lines of their own, added to `asides`."""
    if not any(word.lower in OPENING_BRACKETS for word in words):
        return words
    found: list[Word] = []
    opened: list[int] = []
    for word in words:
        if word.lower in OPENING_BRACKETS:
            opened.append(len(found))
        found.append(word)
        if word.lower in CLOSING_BRACKETS and opened:
            begin = opened.pop()
            if begin > 0 and len(found) - begin <= LONGEST_ASIDE:
                if len(found) - begin > SHORTEST_LINE:
                    asides.append([word for word in found[begin + 1 : -1] if not _is_mark(word)])
                del found[begin:]
    return found
