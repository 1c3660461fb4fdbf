"""Read numbers: digits, words, both ("3.2 million"), fractions, and vague quantities ("dozens", "hundreds of thousands").

Source of the grammar of number words: common English usage; of the bounds of vague quantities: the data file `vague_quantities`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tidings import lexicon
from tidings.nlp.analysis import Part
from tidings.nlp.parts import GREATEST


class Number(NamedTuple):
    """`first`, `last`: pieces it covers, last not included. `low`, `high`: equal for a number, open (None) or wider for a vague one."""

    first: int
    last: int
    low: float
    high: float | None
    kind: str  # digits, words, vague, one, part (a fraction of a whole)
    scale: float = 1.0  # by which a word of scale multiplied it ("million")

    @property
    def vague(self) -> bool:
        return self.kind == "vague"


WORDS = {row["word"]: (float(row["value"]), row["kind"]) for row in lexicon.rows("number_words")}
VAGUE = {row["word"]: (float(row["low"]), float(row["high"]) if row["high"] else None) for row in lexicon.rows("vague_quantities")}
NO_WORD = (0.0, "")
LARGEST_PART = 64  # "5 1/64 inches"
MAY_PRECEDE = {  # what may stand before a word of a number within one number
    "one": ("", "ten", "hundred", "thousand", "and"),
    "ten": ("", "hundred", "thousand", "and"),
    "scale": ("", "one", "ten", "hundred", "thousand"),
}
AFTER_SHARE = lexicon.words("figure_cues", kind="after a share")
OF_A_WHOLE = lexicon.words("figure_cues", kind="after half")
SINGLE_SHARES = lexicon.words("figure_cues", kind="single share")


@cache
def first_words() -> frozenset[str]:
    """The words that may begin a number written in words or a vague one."""
    starts = {word.split()[0] for word in VAGUE} | {word for word, (_, kind) in WORDS.items() if kind in ("one", "ten", "scale", "fraction sign")}
    return frozenset(starts | {"a", "an", "half", "one", "quarter"})


@cache
def _telling() -> frozenset[str]:
    """Words without which, or digits, there is no number: words of numbers and the last words of vague quantities."""
    words = [word for word, (_, kind) in WORDS.items() if kind not in ("short scale", "fraction sign")]
    return frozenset([*words, *(phrase.split()[-1] for phrase in VAGUE)])


_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"[\d¼-¾⅐-⅞]")


def may_be_number(text: str) -> bool:
    """Whether a sentence holds what no number lacks: a digit, or a word of numbers. Sentences without one are never tagged."""
    return _DIGIT.search(text) is not None or not _telling().isdisjoint(_LETTERS.findall(text.lower()))


def number_at(parts: Sequence[Part], at: int) -> Number | None:
    """The number that begins at piece `at`, as long as it goes; None where none does."""
    piece = parts[at]
    if piece.number is not None:
        digits = _digits(parts, at)
        return digits if digits.low < GREATEST else None
    word = piece.lower
    if word not in first_words():
        return None
    number = _vague_at(parts, at) or _words_at(parts, at)
    return number if number is not None and number.low < GREATEST else None


def _kind(parts: Sequence[Part], at: int) -> tuple[float, str]:
    if at >= len(parts):
        return NO_WORD
    word = parts[at].lower
    return WORDS.get(word) or (WORDS.get(word[:-1], NO_WORD) if word[-1] == "." else NO_WORD)


def _touch(parts: Sequence[Part], at: int) -> bool:
    """Whether piece `at` stands straight after the one before it."""
    return 0 < at < len(parts) and parts[at].start == parts[at - 1].end


def _digits(parts: Sequence[Part], at: int) -> Number:
    value = parts[at].number or 0.0
    after = at + 1
    share = _fraction(parts, after - 1)
    if share is not None:
        return Number(at, after + 2, share, share, "part")
    mixed = after + 1 if after < len(parts) and parts[after].text == "-" and _touch(parts, after) and _touch(parts, after + 1) else after
    share = _fraction(parts, mixed)
    if share is not None and value == int(value) and share < 1 and (parts[mixed + 2].number or 0) <= LARGEST_PART:
        value, after = value + share, mixed + 3  # "5 1/2", "5-1/2"
    if after < len(parts):
        number, sort = _kind(parts, after)
        if sort == "fraction sign":
            value, after = value + number, after + 1
        elif parts[after].text in ("×", "x") and after + 1 < len(parts) and parts[after + 1].number == 10:
            value, after = _power(parts, value, after)
    scaled, after = _scaled(parts, value, after)
    return Number(at, after, scaled, scaled, "digits", scaled / value if value else 1.0)


def _fraction(parts: Sequence[Part], at: int) -> float | None:
    """The value of ``1/2``, written without blanks, at part `at`; None where none stands."""
    if at + 2 >= len(parts) or not _touch(parts, at + 1) or parts[at + 1].text not in ("/", "⁄") or not _touch(parts, at + 2):
        return None
    above, below = parts[at].number, parts[at + 2].number
    return above / below if above is not None and below else None


def _power(parts: Sequence[Part], value: float, after: int) -> tuple[float, int]:
    """``1.99×10−30``, ``3 x 10^8``."""
    at = after + 2
    sign = 1
    while at < len(parts) and _touch(parts, at) and parts[at].text in "^−-–":
        sign = 1 if parts[at].text == "^" else -1
        at += 1
    exponent = parts[at].number if at < len(parts) and _touch(parts, at) else None
    if exponent is None or exponent > 300 or at == after + 2:
        return value, after
    return value * 10.0 ** (sign * exponent), at + 1


def _scaled(parts: Sequence[Part], value: float, after: int) -> tuple[float, int]:
    """Multiply by the words of scale that follow: "3 million", "2.5-billion", "5bn", "30 mln", "12 hundred thousand"."""
    while after < len(parts):
        at = after + 1 if parts[after].text == "-" and _touch(parts, after) and _touch(parts, after + 1) else after
        number, sort = _kind(parts, at)
        if sort == "scale" or (sort == "short scale" and at == after and (_touch(parts, at) or len(parts[at].text) > 1) and short_scale(parts, at)):
            value, after = value * number, at + 1
            if sort == "short scale":
                break
        else:
            break
    return value, after


def short_scale(parts: Sequence[Part], at: int) -> bool:
    """Whether the letter after digits is a scale ("5m people", "£5m") rather than a unit ("5m tall")."""
    text = parts[at].text.rstrip(".")
    if len(text) > 1:
        return True
    if text in "kK":
        return not (at + 1 < len(parts) and parts[at + 1].text == "/")
    money = at >= 2 and (parts[at - 2].text[-1] in "$£€¥₹=" or parts[at - 2].text in _signs())
    if text in "mMbB":
        if money or text in "MB":
            return True
        following = parts[at + 1].lower if at + 1 < len(parts) else ""
        if text == "b":
            return True
        return following == "of" or (following.isalpha() and following not in _not_counted())
    return text in "tT" and money


@cache
def _signs() -> frozenset[str]:
    rows = lexicon.rows("currencies")
    return frozenset(sign for row in rows for sign in [*lexicon.split(row["signs"]), row["code"]] if sign)


@cache
def _not_counted() -> frozenset[str]:
    return lexicon.words("closed_classes") | lexicon.words("figure_cues", kind="after a length")


def _words_at(parts: Sequence[Part], at: int) -> Number | None:
    """A number in words: "twenty-one", "two hundred and fifty", "a million", "half a million", "two-thirds", "one and a half"."""
    word = parts[at].lower
    if word in ("half", "quarter"):
        return _half(parts, at)
    following, sort = _kind(parts, at + 1)
    if word in ("a", "an") and sort != "scale":
        if at + 1 < len(parts) and parts[at + 1].lower == "half":
            return _half(parts, at + 1, at)
        behind = parts[at + 2].lower if at + 2 < len(parts) else ""
        return Number(at, at + 2, following, following, "part") if sort == "part" and behind in AFTER_SHARE else None
    value, last = _spelled(parts, at)
    if last == at:
        return None
    share, after = _share(parts, value, last)
    if share is not None:
        low, after = _scaled(parts, value * share, after)
        return Number(at, after, low, low, "part")
    value, last = _and_a_part(parts, value, last)
    scale = next((_kind(parts, i)[0] for i in range(last - 1, at, -1) if _kind(parts, i)[1] == "scale"), 1.0) if value >= 1000 else 1.0
    return Number(at, last, value, value, "one" if value == 1 and last == at + 1 and word == "one" else "words", scale)


def _spelled(parts: Sequence[Part], at: int) -> tuple[float, int]:
    """The value of the words of numbers from part `at` on, and the part after them."""
    total, group, previous = (0.0, 1.0, "one") if parts[at].lower in ("a", "an") else (0.0, 0.0, "")
    place = at + bool(previous)
    last = at
    while place < len(parts):
        value, sort = _kind(parts, place)
        if parts[place].lower == "and" and previous in ("hundred", "thousand") and _kind(parts, place + 1)[1] in ("one", "ten"):
            previous = "and"
        elif previous and _hyphen(parts, place) and _kind(parts, place + 1)[1] in ("scale", "ten", "one" if previous == "ten" else "ten"):
            pass
        elif previous not in MAY_PRECEDE.get(sort, ()) or (previous == "ten" and sort == "one" and not 0 < value < 10):
            break
        else:
            if sort != "scale":
                group += value
            elif value < 1000:  # hundred, dozen
                group = (group or 1) * value
            else:
                total, group = total + (group or 1) * value, 0.0
            previous = ("hundred" if value == 100 else "thousand") if sort == "scale" else sort
            last = place + 1
        place += 1
    return total + group, last


def _hyphen(parts: Sequence[Part], at: int) -> bool:
    return at < len(parts) and parts[at].text == "-" and _touch(parts, at) and _touch(parts, at + 1)


def _share(parts: Sequence[Part], value: float, last: int) -> tuple[float | None, int]:
    """The share that a word after a number names ("two-thirds", "one third"), and the part after it; None where none does."""
    hyphen = _hyphen(parts, last)
    share, sort = _kind(parts, last + hyphen)
    single = sort == "part" and value == 1 and (hyphen or parts[last].lower in SINGLE_SHARES)
    return (share, last + 1 + hyphen) if value < 20 and (sort == "parts" or single) else (None, last)


def _and_a_part(parts: Sequence[Part], value: float, last: int) -> tuple[float, int]:
    """The number with what goes on after its words: "two and a half million", "three point five"."""
    words = [part.lower for part in parts[last : last + 3]]
    if len(words) == 3 and words[0] == "and" and words[1] in ("a", "one") and words[2] in ("half", "quarter"):
        return _scaled(parts, value + _kind(parts, last + 2)[0], last + 3)
    digits, place = "", last + 1
    while words[:1] == ["point"] and _kind(parts, place)[1] == "one" and _kind(parts, place)[0] < 10:
        digits, place = digits + str(int(_kind(parts, place)[0])), place + 1
    return _scaled(parts, value + float("0." + digits), place) if digits else (value, last)


def _half(parts: Sequence[Part], at: int, first: int | None = None) -> Number | None:
    """ "half a million", "half the members", "a half", "half of": the share, or half of the scale that follows."""
    first = at if first is None else first
    share = _kind(parts, at)[0]
    place = at + 1
    if parts[at].lower == "quarter" and first == at and not (place < len(parts) and parts[place].lower in ("of", "million", "billion")):
        return None
    skip = place
    while skip < len(parts) and skip < place + 2 and parts[skip].lower in ("a", "of", "-"):
        skip += 1
    value, sort = _kind(parts, skip)
    if sort == "scale":
        value, after = _scaled(parts, share, skip)
        return Number(first, after, value, value, "words")
    if first < at or (place < len(parts) and parts[place].lower in OF_A_WHOLE):
        return Number(first, place, share, share, "part")
    return None


def _vague_at(parts: Sequence[Part], at: int) -> Number | None:
    vague = VAGUE
    word = parts[at].lower
    pair = f"{word} {parts[at + 1].lower}" if at + 1 < len(parts) else ""
    if pair in vague:
        (low, high), place = vague[pair], at + 2
    elif word in vague and word not in ("few", "couple", "handful"):
        (low, high), place = vague[word], at + 1
    else:
        return None
    while place < len(parts):
        number, sort = _kind(parts, place)
        if (sort == "scale" and place == at + (2 if pair in vague else 1) and not word.endswith("s")) or (sort == "scale" and word in ("several",)):
            low, high, place = low * number, high * number if high else None, place + 1
        elif parts[place].lower == "of" and place + 1 < len(parts) and parts[place + 1].lower in vague and parts[place + 1].lower.endswith("s"):
            more = vague[parts[place + 1].lower][0] / 2
            low, high, place = low * more, None, place + 2
        else:
            break
    return Number(at, place, low, high, "vague")
