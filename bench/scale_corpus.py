"""Corpora of any size for the bench: open texts mixed by a fixed seed, names and numbers varied, so that no two articles are alike but for copies.

    python bench/scale_corpus.py 1000 FOLDER

The texts stand beside the project (``../shared/benchmarks``, or ``$TIDINGS_BENCHMARKS``) and are never committed; neither is what is made of them.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

BENCHMARKS = Path(os.environ.get("TIDINGS_BENCHMARKS") or Path(__file__).resolve().parents[2] / "shared" / "benchmarks")
SETS = ("quotes_polnear", "actors_gum")
A_FILE = 1000  # articles of one file
WANTED = 3300  # characters of an article, as those of the seeds have
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,} [A-Z][a-z]{2,}(?= [a-z])")  # two capitals in a row inside a sentence
NUMBER = re.compile(r"(?<![\d.,$/:-])[1-9]\d{0,3}(?![\d.,/:%-]|st|nd|rd|th)")
GIVEN = ("Ada", "Boris", "Carla", "Daud", "Elena", "Farid", "Greta", "Hamid", "Ines", "Jonas", "Khalil", "Lena", "Marco", "Nadia", "Omar", "Petra")
BEGIN = ("Bar", "Cal", "Dor", "Fen", "Gar", "Hol", "Kar", "Lin", "Mar", "Nor", "Pel", "Ros", "Sal", "Tor", "Var", "Wes", "Zel", "Ald", "Bren", "Cor")
MIDDLE = ("a", "e", "i", "o", "an", "en", "in", "on", "ar", "er", "or", "al", "el", "il")
END = ("ko", "ni", "mann", "sen", "ley", "ton", "wick", "berg", "ski", "dez", "idi", "oui", "ran", "vic", "ford", "well", "stein", "ard")
OUTLETS = ("Morning Post", "Daily Ledger", "Evening Courier", "The Observer of Brask", "Northern Times", "City Herald")
COPIED = 0.03  # share of articles that are near copies of an earlier one, as of a wire report


def open_texts() -> list[list[str]]:
    """The paragraphs of each open text. Raises SystemExit where none is at hand."""
    found = []
    for name in SETS:
        path = BENCHMARKS / "data" / name / "docs.jsonl"
        if path.is_file():
            found += [json.loads(line)["text"].split("\n\n") for line in path.open(encoding="utf-8")]
    if not found:
        raise SystemExit(f"{BENCHMARKS}: no open texts; name their folder in TIDINGS_BENCHMARKS")
    return [[part for part in parts if part.strip()] for parts in found]


def articles(count: int) -> Iterator[dict[str, str]]:
    """The first `count` articles: each depends on its number alone, so a smaller corpus is the beginning of a larger one."""
    texts = open_texts()
    for number in range(count):
        yield article(number, texts)


def article(number: int, texts: Sequence[Sequence[str]]) -> dict[str, str]:
    """One article; a copy takes the text of one of the fifty before it, with another first line, from another outlet."""
    dice = random.Random(f"tidings {number}")
    day = date(2019, 1, 1) + timedelta(days=number * 7 % 1800 // 5)
    outlet = OUTLETS[dice.randrange(len(OUTLETS))]
    if number > 50 and dice.random() < COPIED:
        text = "As told by an agency.\n\n" + article(number - 1 - dice.randrange(50), texts)["text"]
    else:
        text = _mixed(dice, texts)
    return {"id": f"n{number:07d}", "text": text, "published": day.isoformat(), "outlet": outlet}


def _mixed(dice: random.Random, texts: Sequence[Sequence[str]]) -> str:
    parts: list[str] = []
    while sum(map(len, parts)) < WANTED:
        source = texts[dice.randrange(len(texts))]
        first = dice.randrange(max(1, len(source) - 4))
        parts += source[first : first + 4]
    text = "\n\n".join(parts)
    for name in sorted(set(NAME.findall(text))):
        if dice.random() < 0.7:
            text = text.replace(name, _name(dice))
    return NUMBER.sub(lambda match: str(max(1, int(int(match[0]) * dice.uniform(0.5, 1.9)))), text)


def _name(dice: random.Random) -> str:
    return f"{dice.choice(GIVEN)} {dice.choice(BEGIN)}{dice.choice(MIDDLE)}{dice.choice(END)}"


def write(count: int, folder: Path) -> int:
    """JSON lines, a thousand articles a file; how many characters they hold. Files that are there already stay."""
    folder.mkdir(parents=True, exist_ok=True)
    size, rows = 0, articles(count)
    for start in range(0, count, A_FILE):
        path = folder / f"articles-{start // A_FILE:05d}.jsonl"
        lines = [json.dumps(row, ensure_ascii=False) for _, row in zip(range(A_FILE), rows, strict=False)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        size += sum(map(len, lines))
    return size


if __name__ == "__main__" and len(sys.argv) == 3:
    print(write(int(sys.argv[1]), Path(sys.argv[2])), "characters")
