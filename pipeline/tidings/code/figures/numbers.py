"""Read numbers: digits, words, both ("3.2 million"), fractions, and vague quantities ("dozens", "hundreds of thousands").

Source of the grammar of number words: common English usage; of the bounds of vague quantities: the data file `vague_quantities`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from tidings import lexicon
from tidings.code.text.pieces import GREATEST, WORDS_KEPT, Piece, cut


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


@cache
def first_words() -> frozenset[str]:
    """The words that may begin a number written in words or a vague one."""
    starts = {word.split()[0] for word in VAGUE} | {word for word, (_, kind) in WORDS.items() if kind in ("one", "ten", "scale", "fraction sign")}
    return frozenset(starts | {"a", "an", "half", "one", "quarter"})


@cache
def _telling() -> frozenset[str]:
    """Words without which, or digits, there is no number: words of numbers and the last words of vague quantities."""
    return frozenset([*WORDS, *(f"{word}." for word in WORDS), *(phrase.split()[-1] for phrase in VAGUE)])


@lru_cache(WORDS_KEPT)
def may_be_number(text: str) -> bool:
    """Whether a word has a piece without which there is no number in a sentence."""
    return any(number is not None or piece.lower() in _telling() for _, _, piece, number in cut(text))


def number_at(parts: Sequence[Piece], at: int) -> Number | None:
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


def _kind(parts: Sequence[Piece], at: int) -> tuple[float, str]:
    if at >= len(parts):
        return NO_WORD
    word = parts[at].lower
    return WORDS.get(word) or (WORDS.get(word[:-1], NO_WORD) if word[-1] == "." else NO_WORD)


def _touch(parts: Sequence[Piece], at: int) -> bool:
    """Whether piece `at` stands straight after the one before it."""
    return 0 < at < len(parts) and parts[at].start == parts[at - 1].end


def _digits(parts: Sequence[Piece], at: int) -> Number:
    value = parts[at].number or 0.0
    after = at + 1
    kind = "digits"
    if _touch(parts, after) and parts[after].text in "/⁄" and after + 1 < len(parts) and _touch(parts, after + 1) and parts[after + 1].number:
        return Number(at, after + 2, value / (parts[after + 1].number or 1), value / (parts[after + 1].number or 1), "part")
    mixed = after + 1 if after < len(parts) and parts[after].text == "-" and _touch(parts, after) and _touch(parts, after + 1) else after
    if (
        mixed + 2 < len(parts)
        and parts[mixed].number
        and parts[mixed + 1].text in ("/", "⁄")
        and parts[mixed + 2].number
        and _touch(parts, mixed + 1)
        and _touch(parts, mixed + 2)
        and value == int(value)
        and (parts[mixed].number or 0) < (parts[mixed + 2].number or 0) <= 64
    ):
        value += (parts[mixed].number or 0) / (parts[mixed + 2].number or 1)
        after = mixed + 3
    if after < len(parts):
        number, sort = _kind(parts, after)
        if sort == "fraction sign":
            value, after = value + number, after + 1
        elif parts[after].text in "×x" and after + 1 < len(parts) and parts[after + 1].number == 10:
            value, after = _power(parts, value, after)
    scaled, after = _scaled(parts, value, after)
    return Number(at, after, scaled, scaled, kind, scaled / value if value else 1.0)


def _power(parts: Sequence[Piece], value: float, after: int) -> tuple[float, int]:
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


def _scaled(parts: Sequence[Piece], value: float, after: int) -> tuple[float, int]:
    """Multiply by the words of scale that follow: "3 million", "2.5-billion", "5bn", "12 hundred thousand"."""
    while after < len(parts):
        at = after + 1 if parts[after].text == "-" and _touch(parts, after) and _touch(parts, after + 1) else after
        number, sort = _kind(parts, at)
        if sort == "scale" or (sort == "short scale" and _touch(parts, at) and at == after and short_scale(parts, at)):
            value, after = value * number, at + 1
            if sort == "short scale":
                break
        else:
            break
    return value, after


def short_scale(parts: Sequence[Piece], at: int) -> bool:
    """Whether the letter after digits is a scale ("5m people", "£5m") rather than a unit ("5m tall")."""
    text = parts[at].text.rstrip(".")
    if len(text) > 1:
        return text.lower() in ("bn", "mn", "mln", "mil", "mio", "tn", "trn", "bln")
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


def _words_at(parts: Sequence[Piece], at: int) -> Number | None:
    """A number in words: "twenty-one", "two hundred and fifty", "a million", "half a million", "two-thirds", "one and a half"."""
    word = parts[at].lower
    if word in ("half", "quarter"):
        return _half(parts, at)
    total, group = 0.0, 0.0
    last = at
    place = at
    previous = ""
    if word in ("a", "an"):
        value, sort = _kind(parts, at + 1)
        if sort == "scale" or (parts[at + 1].lower == "half" if at + 1 < len(parts) else False):
            if parts[at + 1].lower == "half":
                return _half(parts, at + 1, at)
            group, place, last, previous = 1.0, at + 1, at + 1, "one"
        elif sort == "part" and at + 2 < len(parts) and parts[at + 2].lower in ("of", "the", "more", "less", "to"):
            return Number(at, at + 2, value, value, "part")
        else:
            return None
    while place < len(parts):
        value, sort = _kind(parts, place)
        if (sort == "one" and previous in ("", "ten", "hundred", "thousand", "and") and (previous != "ten" or 0 < value < 10)) or (
            sort == "ten" and previous in ("", "hundred", "thousand", "and")
        ):
            group += value
        elif sort == "scale" and previous not in ("and",):
            if parts[place].lower == "hundred":
                group = (group or 1) * 100
            elif parts[place].lower == "dozen":
                group = (group or 1) * 12
            else:
                total, group = total + (group or 1) * value, 0.0
        elif (
            parts[place].text == "-"
            and _touch(parts, place)
            and _touch(parts, place + 1)
            and _kind(parts, place + 1)[1] in ("one", "scale", "ten")
            and previous
        ):
            if _kind(parts, place + 1)[1] == "one" and previous != "ten":
                break
            place += 1
            continue
        elif parts[place].lower == "and" and previous in ("hundred", "thousand") and _kind(parts, place + 1)[1] in ("one", "ten"):
            previous = "and"
            place += 1
            continue
        else:
            break
        previous = {"scale": "hundred" if parts[place].lower == "hundred" else "thousand"}.get(sort, sort)
        place += 1
        last = place
    if last == at:
        return None
    value = total + group
    hyphen = last < len(parts) and parts[last].text == "-" and _touch(parts, last) and _touch(parts, last + 1)
    share, sort = _kind(parts, last + 1 if hyphen else last)
    if (
        sort in ("parts", "part")
        and value < 20
        and (sort == "parts" or (value == 1 and (hyphen or parts[last].lower in ("third", "quarter", "fifth", "tenth"))))
    ):
        after = last + 1 + hyphen
        low, after = _scaled(parts, value * share, after)
        return Number(at, after, low, low, "part")
    if (
        last + 2 < len(parts)
        and parts[last].lower == "and"
        and parts[last + 1].lower in ("a", "one")
        and parts[last + 2].lower in ("half", "quarter")
    ):
        value, last = _scaled(parts, value + _kind(parts, last + 2)[0], last + 3)
    elif last + 1 < len(parts) and parts[last].lower == "point" and _kind(parts, last + 1)[1] == "one":
        digits, last = "", last + 1
        while last < len(parts) and _kind(parts, last)[1] == "one" and _kind(parts, last)[0] < 10:
            digits, last = digits + str(int(_kind(parts, last)[0])), last + 1
        value, last = _scaled(parts, value + float("0." + digits), last)
    scale = next((_kind(parts, i)[0] for i in range(last - 1, at, -1) if _kind(parts, i)[1] == "scale"), 1.0) if value >= 1000 else 1.0
    return Number(at, last, value, value, "one" if value == 1 and last == at + 1 and word == "one" else "words", scale)


def _half(parts: Sequence[Piece], at: int, first: int | None = None) -> Number | None:
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
    if first < at or (
        place < len(parts) and parts[place].lower in ("of", "the", "a", "an", "its", "their", "his", "her", "all", "those", "my", "our")
    ):
        return Number(first, place, share, share, "part")
    return None


def _vague_at(parts: Sequence[Piece], at: int) -> Number | None:
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
