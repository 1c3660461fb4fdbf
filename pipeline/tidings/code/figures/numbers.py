"""Read numbers: digits, words, both ("3.2 million"), shares of a whole, and vague quantities ("dozens", "hundreds of thousands").

A number is a whole ("two hundred and fifty", "2.5"), a share ("½", "two-thirds", "a quarter", "one in five"), or a whole with a share
("one and one-half", "5 1/2"), each with the words of scale that follow ("half a million"). Source of the grammar: common English usage; of the
bounds of vague quantities: the data file `vague_quantities`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tidings import lexicon
from tidings.code.figures.units import cues, currency_before, unit_at, word_at, words
from tidings.nlp.analysis import Part
from tidings.nlp.parts import GREATEST


class Number(NamedTuple):
    """`first`, `last`: pieces it covers, last not included. `low`, `high`: equal for a number, open (None) or wider for a vague one."""

    first: int
    last: int
    low: float
    high: float | None
    kind: str  # digits, words, vague, one, part (a share of a whole)
    scale: float = 1.0  # by which a word of scale multiplied it ("million")


WORDS = {row["word"]: (float(row["value"]), row["kind"]) for row in lexicon.rows("number_words")}
VAGUE = {row["word"]: (float(row["low"]), float(row["high"]) if row["high"] else None) for row in lexicon.rows("vague_quantities")}
NO_WORD = (0.0, "")
LARGEST_PART = 64  # "5 1/64 inches"
LARGE = frozenset(["", "hundred", "thousand"])
MAY_PRECEDE = {
    "one": LARGE | {"ten", "and"},
    "ten": LARGE | {"and"},
    "scale": LARGE | {"one", "ten"},
}  # what may stand before a word within one number
GREATEST_POWER = 300  # of ten
ARTICLES = frozenset(["a", "an"])
NOT_COUNTED = lexicon.words("closed_classes") | cues("after a length")  # behind "5m" in metres
EVEN = frozenset([10.0, 100.0, 1000.0])  # "3 in 10 voters"


@cache
def first_words() -> frozenset[str]:
    """The words that may begin a number written in words or a vague one."""
    begins = {word for word, (_, kind) in WORDS.items() if kind not in ("part", "parts", "short scale")}
    return frozenset({word.split()[0] for word in VAGUE} | begins | ARTICLES | cues("share by itself"))


@cache
def telling() -> frozenset[str]:
    """Words without which, or digits, there is no number: words of numbers and the last words of vague quantities."""
    words = [word for word, (_, kind) in WORDS.items() if kind not in ("short scale", "fraction sign")]
    return frozenset([*words, *(phrase.split()[-1] for phrase in VAGUE)])


def number_at(parts: Sequence[Part], at: int) -> Number | None:
    """The number that begins at piece `at`, as long as it goes; None where none does."""
    if parts[at].number is None and parts[at].lower not in first_words():
        return None
    number = _vague_at(parts, at) or _shared_at(parts, at) or _whole_at(parts, at)
    return number if number is not None and number.low < GREATEST else None


def _kind(parts: Sequence[Part], at: int) -> tuple[float, str]:
    word = word_at(parts, at)
    return WORDS.get(word) or (WORDS.get(word[:-1], NO_WORD) if word[-1:] == "." else NO_WORD)


def _touch(parts: Sequence[Part], at: int) -> bool:
    """Whether piece `at` stands straight after the one before it."""
    return 0 < at < len(parts) and parts[at].start == parts[at - 1].end


def _hyphen(parts: Sequence[Part], at: int) -> bool:
    return word_at(parts, at) == "-" and _touch(parts, at) and _touch(parts, at + 1)


def _whole_at(parts: Sequence[Part], at: int) -> Number | None:
    """A whole with its share and scale: "2.5", "twenty-one", "a million", "one and one-half million"."""
    digits = parts[at].number
    value, last = _plain(parts, at)
    if last == at:
        return None
    value, last = _power(parts, value, last) if digits is not None else (value, last)
    value, last = _with_share(parts, value, last, digits is not None)
    scaled, last = _scaled(parts, value, last)
    if digits is not None:
        return Number(at, last, scaled, scaled, "digits", exact(scaled / value) if value else 1.0)
    scale = next((_kind(parts, i)[0] for i in range(last - 1, at, -1) if _kind(parts, i)[1] == "scale"), 1.0) if scaled >= 1000 else 1.0
    return Number(at, last, scaled, scaled, "one" if last == at + 1 and parts[at].lower == "one" else "words", scale)


def _plain(parts: Sequence[Part], at: int) -> tuple[float, int]:
    """The value of the digits or words of numbers from part `at` on, and the part after them; `at` where there are none."""
    digits = parts[at].number if at < len(parts) else None
    return (digits, at + 1) if digits is not None else _spelled(parts, at)


def _spelled(parts: Sequence[Part], at: int) -> tuple[float, int]:
    """The value of the words of numbers from part `at` on, and the part after them."""
    total, group, previous = (0.0, 1.0, "one") if word_at(parts, at) in ARTICLES else (0.0, 0.0, "")
    place = at + bool(previous)
    last = at
    while place < len(parts):
        value, sort = _kind(parts, place)
        if _links(parts, place, previous):
            previous = "and" if parts[place].lower == "and" else previous
            place += 1
            continue
        if previous not in MAY_PRECEDE.get(sort, ()) or (previous == "ten" and sort == "one" and not 0 < value < 10):
            break
        if sort != "scale":
            group += value
        elif value < 1000:  # hundred, dozen
            group = (group or 1) * value
        else:
            total, group = total + (group or 1) * value, 0.0
        previous = ("hundred" if value == 100 else "thousand") if sort == "scale" else sort
        place = last = place + 1
    return total + group, last


def _links(parts: Sequence[Part], at: int, previous: str) -> bool:
    """Whether "and" or a hyphen at `at` joins two words of one number: "two hundred and six", "twenty-one", "two-million"."""
    following = _kind(parts, at + 1)[1]
    if parts[at].lower == "and":
        return previous in ("hundred", "thousand") and following in ("one", "ten")
    return bool(previous) and _hyphen(parts, at) and (following in ("scale", "ten") or (following == "one" and previous == "ten"))


def _share(parts: Sequence[Part], at: int) -> tuple[float, int]:
    """The share that begins at piece `at`, and the piece after it ("½", "1/2", "half", "three-quarters", "a third"); `at` where none does."""
    value, sort = _kind(parts, at)
    if sort == "fraction sign" or (sort == "part" and parts[at].lower in cues("share by itself")):
        return value, at + 1
    if at < len(parts) and parts[at].number is not None:
        slash = word_at(parts, at + 1) in ("/", "⁄") and _touch(parts, at + 1) and _touch(parts, at + 2)
        below = parts[at + 2].number if slash else None
        return ((parts[at].number or 0.0) / below, at + 3) if below else (0.0, at)
    above, last = (1.0, at + 1) if word_at(parts, at) in ARTICLES else _spelled(parts, at)
    joined = _hyphen(parts, last)
    value, sort = _kind(parts, last + joined)
    one = above == 1 or joined  # "a third", "three-quarter"
    fits = 0 < above * value < 1 and sort in (("part", "parts") if one else ("parts",))
    return (above * value, last + joined + 1) if fits else (0.0, at)


def _shared_at(parts: Sequence[Part], at: int) -> Number | None:
    """A share, or the share of a scale: "two-thirds", "a third of", "half a million", "a quarter of a billion"; or a ratio."""
    share, last = _share(parts, at)
    if last == at:
        return _ratio(parts, at)
    place = last
    while place < last + 2 and word_at(parts, place) in cues("between share and scale"):
        place += 1
    if _kind(parts, place)[1] == "scale":
        value, last = _scaled(parts, share, place)
        return Number(at, last, value, value, "words")
    named = _kind(parts, last - 1)[1] == "part" and last - at < 3  # "half", "a third"; not "one-third", "½"
    return Number(at, last, share, share, "part") if not named or _is_share(parts, at, last) else None


def _is_share(parts: Sequence[Part], at: int, last: int) -> bool:
    """Whether "half", "a third" is a share by what follows: "half the fleet", "a third of"; no "half-empty", "quarter final"."""
    word, behind = parts[last - 1].lower, word_at(parts, last)
    if _hyphen(parts, last) and unit_at(parts, last + 1) is None:
        return False
    if last == at + 1:
        return behind in (cues("after half") if word == "half" else cues("of"))
    return word == "half" or behind in cues("after a share") or (parts[at].lower == "one" and word in cues("single share"))


def _ratio(parts: Sequence[Part], at: int) -> Number | None:
    """ "one in five homes", "nine out of ten voters", "3 in 10"; no "one in May", "two in five days"."""
    above, link = _plain(parts, at)
    sure = words(parts, link, link + 2) in ("out of", "in every")
    below, after = _plain(parts, link + 1 + sure)
    whole = link > at and (sure or word_at(parts, link) == "in") and not above % 1 and not below % 1
    dated = len(word_at(parts, after - 1)) == 4 and word_at(parts, after - 1).isdecimal()
    usual = sure or above == 1 or below in EVEN
    fits = whole and 0 < above < below and usual and not dated and unit_at(parts, after) is None and word_at(parts, at) not in ARTICLES
    return Number(at, after, above / below, above / below, "part") if fits else None


def _with_share(parts: Sequence[Part], value: float, last: int, digits: bool) -> tuple[float, int]:
    """A whole with the share that goes on with it: "2½", "5 1/2", "5-1/2", "two and a half", "three and three-quarters"."""
    joined = word_at(parts, last) == "and"
    place = last + (joined or (digits and _hyphen(parts, last)))
    share, after = _share(parts, place)
    if after == place or not 0 < share < 1 or value % 1:
        return value, last
    sort = _kind(parts, after - 1)[1]
    if joined:
        fits = word_at(parts, after) != "of" and (sort != "part" or after - place == 3 or parts[after - 1].lower in cues("share by itself"))
    else:
        fits = digits and (sort == "fraction sign" or (after - place == 3 and (parts[after - 1].number or LARGEST_PART + 1) <= LARGEST_PART))
    return (value + share, after) if fits else (value, last)


def _power(parts: Sequence[Part], value: float, last: int) -> tuple[float, int]:
    """ "3 x 10^8", ``1.99×10−30``."""
    times, ten, sign = (word_at(parts, at) for at in (last, last + 1, last + 2))
    exponent = parts[last + 3].number if last + 3 < len(parts) and _touch(parts, last + 3) else None
    if times not in ("×", "x") or ten != "10" or sign not in cues("sign of a power") or exponent is None or exponent > GREATEST_POWER:
        return value, last
    return value * 10.0 ** (exponent if sign == "^" else -exponent), last + 4


def exact(value: float) -> float:
    """A product without the error of floating point: 8.2 times a million is no 8199999.999999999."""
    return float(f"{value:.12g}")


def _scaled(parts: Sequence[Part], value: float, after: int) -> tuple[float, int]:
    """Multiply by the words of scale that follow: "3 million", "2.5-billion", "5bn", "30 mln", "12 hundred thousand"."""
    while after < len(parts):
        at = after + _hyphen(parts, after)
        number, sort = _kind(parts, at)
        short = sort == "short scale" and at == after and short_scale(parts, at)
        if sort != "scale" and not short:
            break
        value, after = exact(value * number), at + 1
        if short:
            break
    return value, after


def short_scale(parts: Sequence[Part], at: int) -> bool:
    """Whether the letters after digits are a scale ("5m people", "£5m", "30 mln") rather than a unit ("5m tall")."""
    text = parts[at].text.rstrip(".")
    if len(text) > 1 or not _touch(parts, at):
        return len(text) > 1
    money = currency_before(parts, at - 1) is not None
    following = word_at(parts, at + 1)
    counted = following == "of" or (following.isalpha() and following not in NOT_COUNTED)
    return text in "kKMBb" or money or (text == "m" and counted)


def _vague_at(parts: Sequence[Part], at: int) -> Number | None:
    """ "dozens", "a few", "several hundred", "tens of thousands"."""
    first = parts[at].lower
    pair = f"{first} {word_at(parts, at + 1)}"
    phrase, last = (pair, at + 2) if pair in VAGUE else (first, at + 1)
    if phrase not in VAGUE or phrase in cues("vague behind a"):
        return None
    low, high = VAGUE[phrase]
    scale, sort = _kind(parts, last)
    while sort == "scale" and not first.endswith("s"):
        low, high, last = low * scale, high * scale if high else None, last + 1
        scale, sort = _kind(parts, last) if first == "several" else NO_WORD
    while word_at(parts, last) == "of" and word_at(parts, last + 1) in VAGUE and word_at(parts, last + 1).endswith("s"):
        low, high, last = low * VAGUE[word_at(parts, last + 1)][0] / 2, None, last + 2
    return Number(at, last, low, high, "vague")
