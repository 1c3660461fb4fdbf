# ruff: noqa: E501, N802
"""Doubled input takes about twice as long: reading, coding and linking are near-linear in a text, a paragraph and a sentence, whatever stands in it.

`pytest -s` prints the times of 1x, 2x and 4x; `nox -s faults` also runs one sentence of 100 kB of each.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import contextmanager

import pytest

import tidings

LONG = bool(os.environ.get("TIDINGS_LONG"))
ONE = 1_000  # characters of 1x
LIMIT = 6  # seconds that one text may take
STEEP = 3.2  # what twice the text may take, times the time of once; quadratic is 4, and small texts are noisy
BUSY = 0.05  # seconds below which nothing is measured but noise
LARGE = 100_000

KINDS = {
    "brackets": "(", "closed brackets": "(a) ", "apostrophes": "'", "curly apostrophes": "’", "quote marks": '"', "curly marks": "“”", "open marks": "“",
    "hyphens": "-", "words and hyphens": "a-", "capitals": "A", "capital words": "Ada ", "digits": "7", "numbers": "40 ", "said": "said ",
    "names and said": "Ada said ", "one sentence": "the boats of the town and ", "one long quote": "we lost the boats and ", "sentences": "Ada left. ",
    "paragraphs": "Ada left.\n\n", "commas": "boats, ", "names in a row": "Ada Quill, ", "deeds": "killed rebels and ", "days": "on Monday and ",
}  # fmt: skip


class TooLong(Exception):
    """The time is over."""


@contextmanager
def at_most(seconds: float):
    def over(*_):
        raise TooLong

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def text_of(kind: str, length: int) -> str:
    body = (KINDS[kind] * (length // len(KINDS[kind]) + 1))[:length]
    return f"“{body},” Ada Quill said." if kind == "one long quote" else f"{body}."


def seconds(kind: str, length: int, limit: float = LIMIT) -> float:
    text, taken = text_of(kind, length), []
    for _ in range(3):
        started = time.process_time()
        with at_most(limit):
            tidings.code(text, published="2019-04-06")
        taken.append(time.process_time() - started)
        if taken[-1] > 1:
            break
    return min(taken)


@pytest.fixture(autouse=True, scope="module")
def warm():
    tidings.code("Ada Quill said on Monday that 40 boats were lost.", published="2019-04-06")


CASES = list(KINDS)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers")
@pytest.mark.parametrize("kind", CASES)
def test_twice_the_text_takes_twice_the_time(kind):
    taken = []
    try:
        for times in (1, 2, 4):
            taken.append(seconds(kind, ONE * times))
    except TooLong:
        pytest.fail(f"{kind}: {len(taken)} of 3 sizes done ({', '.join(f'{each:.2f} s' for each in taken)}), the next takes more than {LIMIT} s")
    print(f"{kind}: {' / '.join(f'{each:.3f}' for each in taken)} s")
    assert taken[2] < max(STEEP * taken[1], BUSY)
    assert taken[1] < max(STEEP * taken[0], BUSY)


@pytest.mark.skipif(not LONG, reason="long: nox -s faults")
@pytest.mark.parametrize("kind", CASES)
def test_one_sentence_of_100_kB(kind):
    taken = seconds(kind, LARGE, 60)
    print(f"{kind}: {taken:.1f} s")
    assert taken < 60
