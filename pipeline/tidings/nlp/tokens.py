"""Text -> words with exact offsets. A small tokenizer of our own, as the treebanks cut but for compounds, which stay whole.

Stretches between blanks are cut one by one and remembered. "n't", "'s" and the like are words of their own; "UN-backed",
"2017-19", "5m" and "U.S.-led" are one word each, seen inside by `parts`. What nobody sees (zero-width marks, soft hyphens,
signs of direction, variation selectors) belongs to the word it stands in or after and parts none; so do combining accents.

>>> [cut.text for cut in cut_stretch("“UN-backed”,")]
['“', 'UN-backed', '”', ',']
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from tidings import lexicon
from tidings.nlp.analysis import Part
from tidings.nlp.kept import Kept
from tidings.nlp.parts import parts

LONGEST_KEPT = 60  # characters of one that is remembered
LONGEST_SHORTENED = 7  # characters of a word of which an apostrophe stands for a part
LONGEST_ADDRESS = 300  # characters of a stretch in which an address of the web is looked for

_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"""
    \.{{2,}} | -{{2,}} | `` | ''                                     # an ellipsis, a dash typed, marks typed twice
  | @\w+                                                             # @account
  | \[\w{{1,3}}\](?=\w)\w+                                           # "[W]e", a letter changed by the writer
  | Ph\.D\. | \d[\d:.]{{0,4}}[ap]\.m\. | (?:{_LETTER}\.){{2,}}(?:-\w+)*                                   # U.S., a.m., U.S.-led
  | [A-Z]\.(?=[A-Z][a-z]|\W*$)                                       # an initial
  | (?:[-−+](?=\.?\d))? (?:\.(?=\d))? \w+                            # a word or number, and what joins on to it:
    (?: [-‐‑](?=\w)                                                  #   UN-backed
      | (?<=\d)–(?=\d)                                               #   1914–18
      | \.(?=[a-z\d]) | (?<![a-z])\.(?=\w)                           #   1.5, reuters.com; no stop that lacks its blank
      | (?<=\d)[,:/](?=\d)                                           #   1,200, 10:30, 9/11
      | ['’](?={_LETTER}) | &(?=\w) | \*+(?=\w) | (?<=[A-Z])[$£](?=\d|$)   #   O'Brien, AT&T, f**k, US$5
      | \w+ )*
    (?:-$)?                                                          #   "pro- and anti-war"
  | .""",
    re.VERBOSE | re.DOTALL,
)
_ADDRESS = re.compile(r"(?:https?://|www\.|(?:[\w-]+\.)*[\w-]*[a-z]\.[a-z]{2,8}/(?=\w))[^\s<>“”\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_AFTER_ADDRESS = ".,:;!?)]}'’\"”"
_SHORTENED = re.compile(r"(?:(?<=\w)n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_WHOLE = re.compile(r"['’](?:em|til|cause|n)$", re.IGNORECASE)  # apostrophe for a left-out beginning


class Token(NamedTuple):
    """A word not yet tagged: its span in the text or in a stretch, its text, what to look it up by, what it holds (offsets within the word)."""

    start: int
    end: int
    text: str
    lower: str
    parts: tuple[Part, ...]


_STRETCH = re.compile(r"\S+")
_SPELT = re.compile(r"[^\W\d_]+")


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words and marks of ``text[start:end]``, in order. Blanks are none, and neither is what holds nothing visible."""
    found: list[Token] = []
    new = tuple.__new__
    for stretch in _STRETCH.finditer(text, start, len(text) if end is None else end):
        at = stretch.start()
        chars = stretch.group()
        cuts = (_remembered.get(chars) or _remembered[chars]) if len(chars) <= LONGEST_KEPT else cut_stretch(chars)
        for left, right, word, lower, inner in cuts:
            found.append(new(Token, (at + left, at + right, word, lower, inner)))
    return found


def spelt(text: str) -> frozenset[str]:
    """The runs of letters of a text, in lower case."""
    return frozenset(_SPELT.findall(text.lower()))


def cut_stretch(stretch: str) -> tuple[Token, ...]:
    """The words of a stretch without blanks."""
    seen = [] if stretch.isascii() else [at for at, char in enumerate(stretch) if _is_seen(char)]
    if stretch.isascii() or len(seen) == len(stretch):
        return tuple(_cut(left, right, stretch[left:right]) for left, right in _spans(stretch))
    spans = _spans("".join(stretch[at] for at in seen))
    lefts = [0, *(seen[left] for left, _ in spans[1:])]  # what is unseen goes with the word before it, at the very beginning with the first
    rights = [*lefts[1:], len(stretch)]
    return tuple(_cut(left, right, stretch[left:right]) for left, right in zip(lefts, rights, strict=True) if spans)


def _is_seen(char: str) -> bool:
    """Whether a character is neither a mark on another nor one of format, which part no word."""
    category = unicodedata.category(char)
    return category != "Cf" and category[0] != "M"


_remembered = Kept(cut_stretch)


def lookup(word: str) -> str:
    """A word as dictionaries have it: in lower case, apostrophes straight, nothing unseen, ``[W]e`` as ``we``."""
    lower = word.lower()
    if not lower.isascii():
        lower = "".join(char for char in lower.replace("’", "'") if unicodedata.category(char) != "Cf" and not "︀" <= char <= "️")
    return lower[1:].replace("]", "", 1) if len(lower) > 3 and lower[0] == "[" else lower


def _cut(left: int, right: int, word: str) -> Token:
    return Token(left, right, word, lookup(word), parts(word))


def _spans(stretch: str) -> list[tuple[int, int]]:
    """Spans of the words of a stretch that holds nothing unseen. One walk from left to right."""
    addresses = _addresses(stretch)
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(stretch):
        end = addresses[at] if at in addresses else _end(stretch, at)
        found += [(at, end)] if at in addresses or end - at > LONGEST_KEPT else _parted(stretch, at, end)
        at = end
    return found


def _addresses(stretch: str) -> dict[int, int]:
    """Where addresses of the web or of mail begin and end."""
    if len(stretch) > LONGEST_ADDRESS or not ("@" in stretch or "www." in stretch or ("/" in stretch and ("://" in stretch or "." in stretch))):
        return {}
    return {match.start(): match.start() + len(match.group().rstrip(_AFTER_ADDRESS)) for match in _ADDRESS.finditer(stretch)}


def _end(stretch: str, at: int) -> int:
    """Where the word that begins at `at` ends, the stop of an abbreviation, or what an apostrophe shortened, included."""
    match = _WORD.match(stretch, at)
    assert match is not None  # any character matches
    end = match.end()
    if end - at > 1 or stretch[at].isalnum():
        stopped = end - at <= LONGEST_KEPT and stretch[end : end + 1] == "." and stretch[at : end + 1].lower() in _abbreviations()
        return end + stopped
    rest = stretch[at:].rstrip(".,;:!?") if stretch[at] in "'’" else ""
    return at + len(rest) if 0 < len(rest) <= LONGEST_SHORTENED and _left_out(rest) else end


def _left_out(rest: str) -> bool:
    """Whether an apostrophe and what follows are one word: "'s" by itself in a text with blanks between all words, "'em"."""
    return bool(_SHORTENED.fullmatch(rest) or _WHOLE.fullmatch(rest))


def _parted(stretch: str, at: int, end: int) -> list[tuple[int, int]]:
    """The word in two where it ends in a shortened word: do|n't, he|'s, can|not, and "you|'d|'ve" in three."""
    word = stretch[at:end]
    if word.lower() == "cannot":
        return [(at, at + 3), (at + 3, end)]
    match = _SHORTENED.search(word) if "'" in word or "’" in word else None
    if match is None or match.start() == 0:
        return [(at, end)]
    return [*_parted(stretch, at, at + match.start()), (at + match.start(), end)]


@cache
def _abbreviations() -> frozenset[str]:
    """Abbreviations whose stop belongs to them; those that are common words too ("no.", "sun.") keep it apart."""
    return frozenset(row["word"] for row in lexicon.rows("abbreviations") if row["word"] not in _COMMON_WORDS)


_COMMON_WORDS = frozenset({"no.", "miss."})
