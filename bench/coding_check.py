"""How fast a given coding is checked against its texts: read from CSV, every row placed, typed and completed, on generated data.

Run: ``python bench/coding_check.py [ROWS] [--articles N ...]``. For each number of articles (20 long ones and 20,000 short ones) and each
kind of coding it prints seconds, rows a second, rows refused and the memory at its highest; it fails (status 1) where one takes a minute
or more. Kinds: `spans` (start and end given), `words` (words alone, to be found), `folded` (words alone, with other quotation marks, dashes
and blanks), `made-up` (words that stand nowhere, so that the likeliest place is sought for each), `shifted` (offsets off by three).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tidings.coding.check import check_coding
from tidings.coding.files import read_coding

CODE_POINTS = 20_000_000  # of all texts together, whatever the number of articles
SECONDS = 60
KINDS = ("spans", "words", "folded", "made-up", "shifted")
SYLLABLES = ["ba", "co", "di", "fu", "ga", "he", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "ve", "wa", "xi", "yo", "zu", "sha", "tre", "plo"]


def generate(folder: Path, articles: int, rows: int, kind: str) -> None:
    """Texts of invented words (``texts/N.txt``) and a coding of their quotes, shared out evenly."""
    chance = random.Random(7)  # the same texts at each run
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(30_000)]
    weights = [1 / (rank + 1) for rank in range(len(vocabulary))]  # words are as unequal as in a language
    (folder / "texts").mkdir()
    (folder / "coding").mkdir()
    with (folder / "coding" / "quotes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["article_id", "start", "end", "quote_text", "speaker_text"])
        for number in range(articles):
            words = chance.choices(vocabulary, weights, k=CODE_POINTS // articles // 7)
            for place in range(0, len(words) - 12, 12):
                words[place] = "“" + words[place]
                words[place + 6] += "”" if place % 24 else " – it’s"
                words[place + 11] += ".\n\n" if place % 60 == 0 else "."
            text = " ".join(words)
            (folder / "texts" / f"a{number}.txt").write_text(text, encoding="utf-8", newline="")
            starts = [0]
            for word in words:
                starts.append(starts[-1] + len(word) + 1)
            for _ in range(rows // articles):
                first = chance.randrange(len(words) - 13)
                start, end = starts[first], starts[first + 12] - 1
                writer.writerow([f"a{number}", *_row(text, start, end, kind, chance), "somebody"])


def _row(text: str, start: int, end: int, kind: str, chance: random.Random) -> list[object]:
    words = text[start:end]
    if kind == "spans":
        return [start, end, words]
    if kind == "folded":
        words = "  ".join(words.replace("“", '"').replace("”", '"').replace("–", "-").replace("’", "'").upper().split())
    if kind == "made-up":
        parts = words.split()
        parts[chance.randrange(12)] = "neverprinted"
        words = " ".join(parts)
    return [start + 3, end + 3, words] if kind == "shifted" else ["", "", words]


def measure(folder: Path) -> dict[str, float]:
    """Check the folder's coding in this process; seconds (reading included) and what came of it."""
    texts = {path.stem: path.read_bytes().decode() for path in (folder / "texts").iterdir()}
    begin, work = time.perf_counter(), time.process_time()
    raw = read_coding(folder / "coding")
    read = time.perf_counter()
    checked = check_coding(raw, texts)
    end = time.perf_counter()
    rows = len(raw.tables["quotes"])
    return {
        "rows": rows,
        "seconds": round(end - begin, 2),
        "processor_seconds": round(time.process_time() - work, 2),  # less than the seconds where the machine is shared
        "of_these_reading": round(read - begin, 2),
        "rows_a_second": round(rows / (end - begin)),
        "refused": len(checked.refused),
        "folded": checked.folded["quotes"],
        "megabytes_of_texts": round(sum(map(len, texts.values())) / 1e6),
    }


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("rows", type=int, nargs="?", default=100_000)
    arguments.add_argument("--articles", type=int, nargs="*", default=[20, 20_000])
    arguments.add_argument("--kinds", nargs="*", default=KINDS)
    arguments.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.measure:
        import resource

        megabytes = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        print(json.dumps(measure(options.measure) | {"megabytes_before": megabytes, "megabytes": _megabytes()}))
        return 0
    fine = True
    for articles in options.articles:
        for kind in options.kinds:
            with tempfile.TemporaryDirectory() as name:
                generate(Path(name), articles, options.rows, kind)
                command = [sys.executable, __file__, "--measure", name]
                result = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            fine = fine and result["processor_seconds"] < SECONDS
            print(json.dumps({"articles": articles, "kind": kind, **result}), flush=True)
    return 0 if fine else 1


def _megabytes() -> int:
    import resource

    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    sys.exit(main())
