"""What a word holds: ``2.4GHz`` is a number and letters, ``UN-backed`` letters, a hyphen and letters.

A part is a number, a run of letters, or one mark. Numbers and dates are read part by part, names ask for those of compounds.

>>> [(part.text, part.number) for part in parts("£1.2bn-a-year")]
[('£', None), ('1.2', 1.2), ('bn', None), ('-', None), ('a', None), ('-', None), ('year', None)]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tidings import lexicon
from tidings.nlp.analysis import Part

if TYPE_CHECKING:
    from tidings.nlp.analysis import Word

_ADDRESS = re.compile(r"://|^www\.|@|[a-z]\.[a-z]{2,8}/")  # an address holds no number
_DIGIT = re.compile(r"\d")
_COMPOUND = re.compile(r"[\w.][-‐‑](?:\w|$)")
_PART = re.compile(
    r"\d+(?:st|nd|rd|th|ST|ND|RD|TH)\b|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)*|(?<!\d)\.\d+|(?:[^\W\d_]\.){2,}|[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*|\S"
)

LONGEST = 60  # characters of a word that is seen inside
GREATEST = 1e30  # longer runs of digits are no number that anybody reports


def parts(word: str) -> tuple[Part, ...]:
    """The parts of a word, their offsets within it; none for a plain word or an address, one for a plain number."""
    if len(word) > LONGEST or not (_DIGIT.search(word) or (len(word) > 2 and _COMPOUND.search(word))) or _ADDRESS.search(word):
        return ()
    seen = visible(word)
    found = [(match.start(), match.end(), match.group()) for match in _PART.finditer(seen)]
    if len(seen) < len(word):  # "81\u00ad6" is one number
        at = [place for place, char in enumerate(word) if unicodedata.category(char) != "Cf"]
        found = [(at[start], at[end - 1] + 1, text) for start, end, text in found]
    return tuple(Part(start, end, text, text.lower(), number(text)) for start, end, text in found)


def visible(word: str) -> str:
    """A word without what nobody sees: soft hyphens, zero-width marks, signs of direction."""
    return word if word.isascii() else "".join(char for char in word if unicodedata.category(char) != "Cf")


def number(text: str) -> float | None:
    """The number that digits write: ``1,200.5`` -> 1200.5; None for letters, marks, ordinals and what has two stops."""
    if not text[-1].isdecimal() or text.count(".") > 1:
        return None
    value = float(text.replace(",", ""))
    return value if value < GREATEST else None


def flat(words: Iterable[Word]) -> list[Part]:
    """Words as one row of parts, in order: a word without parts is one. Numbers that a text parted by blanks are whole."""
    found: list[Part] = []
    parted = False
    new = tuple.__new__
    for word in words:
        if not word.parts:
            found.append(new(Part, (word.start, word.end, word.text, word.lower, None)))
            continue
        if word.parts[0].number is not None and found:
            before = found[-1]
            parted = parted or before.text in (".", ",") or (before.number is not None and before.end + 1 == word.start)
        found += word.parts
    return _rejoined(found) if parted else found


def _rejoined(found: list[Part]) -> list[Part]:
    """Numbers that a text parted: ``6 . 2 %`` and ``10 , 000``, with a blank on either side of the mark, and ``816 000``."""
    joined: list[Part] = []
    for part in found:
        if part.number is not None and len(joined) > 1 and joined[-1].text in (".", ",") and joined[-2].number is not None:
            mark, whole = joined[-1], joined[-2]
            apart = part.start == mark.end + 1 and mark.start == whole.end + 1
            thousands = mark.text == "," and len(part.text) == 3 and len(whole.text) <= 3 and part.text.isdecimal()
            if apart and ((mark.text == "." and whole.text.isdecimal()) or thousands):
                joined[-2:] = [_one(whole, part, mark.text)]
                continue
        if joined and _thousands(joined, part):
            joined[-1] = _one(joined[-1], part, "")
            continue
        joined.append(part)
    return joined


def _thousands(before: list[Part], part: Part) -> bool:
    """Whether three digits after a blank go on with the number before: ``816 000``, ``12 345``; not ``2019 300``, ``101 102``, ``May 12 300``."""
    whole = before[-1]
    if whole.number is None or whole.end + 1 != part.start or len(part.text) != 3 or not part.text.isdecimal() or not whole.text.isdecimal():
        return False
    groups = whole.end - whole.start  # blanks within it counted
    begins = len(whole.text) <= 3 and whole.text[0] != "0" and (len(whole.text) < 3 or part.text[-2:] == "00")
    dated = len(before) > 1 and before[-2].lower.rstrip(".") in lexicon.words("calendar", **{"class": "month"})
    return (begins and not dated) if groups == len(whole.text) else True


def _one(whole: Part, part: Part, mark: str) -> Part:
    text = whole.text + mark + part.text
    return Part(whole.start, part.end, text, text, number(text))
