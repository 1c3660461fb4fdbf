"""How fast and how well figures are read beside quantulum3 and recognizers-text, on the same sentences in the same run.

Run: ``python bench/figures_speed.py [REPEATS]``. The sentences are those of the NewsQuant open half in ``../shared/benchmarks`` where it is
at hand, with its gold; else the invented ones below. Every reader gets them twice: as news come, 30 to an article, and each alone. Prints
milliseconds of processor time a sentence for both, and F1 of the values (sentence by sentence). Says where quantulum3 takes less than
20 times as long as we do, or recognizers-text less than 100 times. A peer that is not installed is left out,
and said so. A value counts as found where a number is equal to one part in 100,000, one to one; a range by its two ends.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from tidings.code.dates.dates import code_dates
from tidings.code.figures.figures import code_figures
from tidings.model import Article, Coding
from tidings.nlp import analyse

OPEN_HALF = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "data" / "figures_newsquant"
SENTENCES_OF_AN_ARTICLE = 30  # about 4,000 characters
RATIOS = {"quantulum3": 20, "recognizers-text": 100}
Values = list[tuple[float, ...]]
Text = TypeVar("Text")

INVENTED: list[tuple[str, Values]] = [
    ("The ferry sank about 12.5 miles off Orvo with 340 people on board.", [(12.5,), (340,)]),
    ("Shares in the mill rose 3.2% to $41.50 after it sold 1.4 million tonnes of grain.", [(3.2,), (41.5,), (1_400_000,)]),
    ("Between 600 and 800 hired guards came in March 2019, the council said.", [(600, 800)]),
    ("A 73-year-old pilot flew twenty-one times over the lake, which covers 40 sq km.", [(73,), (21,), (40,)]),
    ("At least five ships were lost in the four-day storm.", [(5,), (4,)]),
    ("The tax would take half a million euros a year from the richest.", [(500_000,)]),
    ("On Thursday the army took the town without a fight.", []),
    ("Prices fell by 4 percentage points in 2018, the bank wrote.", [(4,)]),
]


def sentences() -> tuple[str, list[tuple[str, Values]]]:
    """Where the sentences come from, and each with the values of its gold."""
    if not (OPEN_HALF / "docs.jsonl").exists():
        return "invented sentences", INVENTED * 20
    gold: dict[str, Values] = {}
    for row in _lines("gold.jsonl"):
        value = row["value"]
        gold.setdefault(row["doc_id"], []).append(tuple(sorted(value)) if isinstance(value, list) else (value,))
    return "NewsQuant, open half", [(row["text"], gold.get(row["doc_id"], [])) for row in _lines("docs.jsonl")]


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (OPEN_HALF / name).read_text(encoding="utf-8").splitlines() if line]


def ours(text: str) -> Values:
    """Our own reading."""
    doc = analyse(Article("a", text, "", "", published="2019-01-01"))
    coding = Coding("a")
    coding.dates = code_dates(doc)
    found = []
    for figure in code_figures(doc, coding):
        ends = {end for end in (figure.value_low, figure.value_high) if end is not None}
        found.append(tuple(sorted(ends)))
    return found


def quantulum3() -> Callable[[str], Values]:
    """quantulum3's reading; raises ImportError where it is not installed."""
    from quantulum3 import parser  # type: ignore[import-not-found, import-untyped, unused-ignore]

    def read(text: str) -> Values:
        return [(float(quantity.value),) for quantity in parser.parse(text)]

    return read


def recognizers_text() -> Callable[[str], Values]:
    """recognizers-text's reading: its kinds of number, the longest where they overlap. Raises ImportError where it is not installed."""
    import recognizers_number  # type: ignore[import-not-found, import-untyped, unused-ignore]
    import recognizers_number_with_unit  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from recognizers_text import Culture  # type: ignore[import-not-found, import-untyped, unused-ignore]

    kinds = [recognizers_number.recognize_number, recognizers_number.recognize_percentage]
    kinds += [getattr(recognizers_number_with_unit, f"recognize_{kind}") for kind in ("currency", "dimension", "age", "temperature")]

    def read(text: str) -> Values:
        results = [result for kind in kinds for result in kind(text, Culture.English)]
        results.sort(key=lambda result: (result.start - result.end, result.start))
        taken: list[tuple[int, int]] = []
        found: Values = []
        for result in results:
            if any(result.start <= end and start <= result.end for start, end in taken):
                continue
            taken.append((result.start, result.end))
            value = str((result.resolution or {}).get("value") or "").rstrip("%")
            try:
                found.append((float(value),))
            except ValueError:
                continue
        return found

    return read


def score(found: Sequence[Values], gold: Sequence[Values]) -> float:
    """F1 of the values over all sentences."""
    right = 0
    for values, wanted in zip(found, gold, strict=True):
        left = list(wanted)
        for value in values:
            match = next((one for one in left if len(one) == len(value) and all(_near(a, b) for a, b in zip(one, value, strict=True))), None)
            if match is not None:
                left.remove(match)
                right += 1
    total = sum(len(values) for values in found) + sum(len(wanted) for wanted in gold)
    return 2 * right / total if total else 0.0


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-5 * max(1e-9, abs(one), abs(other))


def articles(texts: Sequence[str]) -> list[str]:
    """The sentences as articles, one sentence a line."""
    return ["\n".join(texts[at : at + SENTENCES_OF_AN_ARTICLE]) for at in range(0, len(texts), SENTENCES_OF_AN_ARTICLE)]


def seconds(read: Callable[[Text], object], texts: Sequence[Text], repeats: int) -> float:
    """Processor seconds for all texts (or articles), best of `repeats` runs."""
    best = float("inf")
    for _ in range(repeats):
        began = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    """Measure all, and say where we are less far ahead than we aim to be."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    source, rows = sentences()
    texts, gold = [text for text, _ in rows], [wanted for _, wanted in rows]
    print(f"{len(texts)} sentences: {source}; milliseconds of processor time a sentence, in articles of {SENTENCES_OF_AN_ARTICLE} and alone")
    own = (1.0, 1.0)
    for name, reader in (("tidings", lambda: ours), ("quantulum3", quantulum3), ("recognizers-text", recognizers_text)):
        try:
            read = reader()
        except ImportError as error:
            print(f"{name:18} not installed ({error})")
            continue
        value_f1 = 100 * score([read(text) for text in texts], gold)  # also warms up
        times = repeats if name == "tidings" else 1
        took = (seconds(read, articles(texts), times) / len(texts), seconds(read, texts, times) / len(texts))
        line = f"{name:18} {took[0] * 1000:9.3f} {took[1] * 1000:9.3f}   value F1 {value_f1:5.1f}"
        if name == "tidings":
            own = took
            print(line)
            continue
        ratios = [theirs / ours_ for theirs, ours_ in zip(took, own, strict=True)]
        missed = [way for way, ratio in zip(("in articles", "alone"), ratios, strict=True) if ratio < RATIOS[name]]
        aim = f"; short of the {RATIOS[name]} we aim at {' and '.join(missed)}" if missed else ""
        print(f"{line}   {ratios[0]:.0f} and {ratios[1]:.0f} times as long{aim}")


if __name__ == "__main__":
    main()
