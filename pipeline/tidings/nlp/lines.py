"""What the clause reader reads at once: a sentence without marks and short brackets, speech folded into one word."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.nlp.analysis import CLOSING_BRACKETS, ENDERS, OPENING_BRACKETS, Word

LONGEST_FRAGMENT = 5  # words in marks that stay words of the reporter's clause
LONGEST_ASIDE = 12  # words in brackets that leave the line


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """The reporter's line, quotations of speech folded into one word; then the lines inside the quotations."""
    line: list[Word] = []
    inner: list[list[Word]] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word.quotation is not None:
            end = at
            while end < len(words) and words[end].quotation == word.quotation:
                end += 1
            quoted = [w for w in words[at:end] if not _is_mark(w)]
            goes_on = bool(line and quoted) and quoted[0].text.islower() and line[-1].text[-1].isalnum()
            ended = bool(quoted) and (quoted[-1].lower in ENDERS or quoted[-1].lower == ",")
            if not goes_on and (ended or len(quoted) > LONGEST_FRAGMENT):
                inner += _split(_without_asides(quoted))
                last = words[end - 1].i
                number = word.i if _is_mark(word) else last  # no word's chunk has it
                line.append(word._replace(i=number, text="“”", lower="“”", tag="SPEECH", lemma=f"{word.i} {last}"))
            else:
                line += quoted
            at = end
        else:
            line.append(word)
            at += 1
    line = [w for w in _without_asides(line) if not _is_mark(w)]
    if all(w.tag == "SPEECH" or w.lower in ENDERS for w in line):
        line = []
    return [line, *inner] if line else inner


def _is_mark(word: Word) -> bool:
    return word.tag in ("``", "''") or (word.quotation is not None and word.lower in ('"', "“", "”", "‘", "«", "»"))


def _split(words: list[Word]) -> list[list[Word]]:
    """The sentences inside a quotation."""
    found: list[list[Word]] = [[]]
    for word in words:
        found[-1].append(word)
        if word.lower in ENDERS:
            found.append([])
    return [line for line in found if line]


def _without_asides(words: Sequence[Word]) -> list[Word]:
    """The words without short brackets."""
    found: list[Word] = []
    opened: list[int] = []
    for word in words:
        if word.lower in OPENING_BRACKETS:
            opened.append(len(found))
        found.append(word)
        if word.lower in CLOSING_BRACKETS and opened:
            begin = opened.pop()
            if begin > 0 and len(found) - begin <= LONGEST_ASIDE:
                del found[begin:]
    return found
