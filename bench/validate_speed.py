"""How fast `tidings validate` checks a big package beside `frictionless validate`, in the same run, on generated data.

Run: ``python bench/validate_speed.py [ROWS ...] [--no-frictionless]``. Prints seconds, rows a second, the ratio, and the memory at its
highest, and fails (status 1) when the fast path is less than 30 times as fast at the first size, or takes 1 GB or more.
Frictionless is run on a tenth of the rows where there are more than 200,000, and its time multiplied by ten: it goes row by row,
keys of other tables included, so its time grows in proportion.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tidings.contract import tables
from tidings.publish.descriptor import descriptor, descriptor_bytes

QUOTES_OF_AN_ARTICLE = 20
RATIO, MEGABYTES = 30, 1000


def generate(folder: Path, rows: int) -> None:
    """A package of `rows` quotes, with the articles, actors and dates that they refer to; right in all that is checked."""
    articles = range(max(1, rows // QUOTES_OF_AN_ARTICLE))
    some = ("articles", "actors", "quotes", "dates", "places")
    counts = {}
    for name in some:
        table = tables()[name]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.columns)
            counts[name] = 0
            for cells in _rows(name, articles, rows):
                writer.writerow([cells.get(column, "") for column in table.columns])
                counts[name] += 1
    facts = {"name": "bench", "title": "Bench", "description": "Generated.", "version": "1.0.0", "contributors": [{"title": "Nobody"}]}
    package = descriptor(facts, [(tables()[name], f"{name}.csv", b"", counts[name]) for name in some], None)
    for resource_ in package["resources"]:
        path = folder / resource_["path"]
        resource_["bytes"] = path.stat().st_size
        resource_["hash"] = "sha256:" + _sha256(path)
    (folder / "datapackage.json").write_bytes(descriptor_bytes(package))


def _sha256(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rows(name: str, articles: range, rows: int):  # type: ignore[no-untyped-def]
    day = "2031-05-02"
    if name == "articles":
        for number in articles:
            yield {
                "article_id": f"post-{number:08d}",
                "source_file": f"{number:08d}.txt",
                "outlet": "Harbour Post",
                "published": day,
                "published_earliest": day,
                "published_latest": day,
                "published_basis": "stated",
                "language": "en",
                "rights": "CC-BY-4.0",
                "word_count": 700,
                "char_count": 4000,
                "text_sha256": f"{number:064x}",
            }
    elif name == "actors":
        for number in range(1000):
            yield {"actor_id": f"actor-{number:04d}", "name": f"Actor {number}", "actor_type": "person", "n_mentions": 0, "n_articles": 0}
    elif name == "dates":
        for number in articles:
            yield {
                "date_id": f"post-{number:08d}:d:4-12",
                "article_id": f"post-{number:08d}",
                "start": 4,
                "end": 12,
                "date_text": "Thursday",
                "date_edtf": day,
                "date_earliest": day,
                "date_latest": day,
                "date_basis": "relative",
            }
    elif name == "quotes":
        for number in range(rows):
            article, place = f"post-{number // QUOTES_OF_AN_ARTICLE:08d}", number % QUOTES_OF_AN_ARTICLE
            words = f"We lost {number} boats, and more are to be lost"
            start = 20 + place * 150
            yield {
                "quote_id": f"{article}:q:{start}-{start + len(words)}",
                "article_id": article,
                "start": start,
                "end": start + len(words),
                "quote_text": words,
                "quote_type": "direct",
                "speaker_text": "the mayor",
                "speaker_actor_id": f"actor-{number % 1000:04d}",
                "speaker_kind": "named",
                "cue": "said",
                "stance": "assert",
                "said_date_id": f"{article}:d:4-12",
                "utterance_id": f"utterance-{number}",
                "method": "quote.direct",
                "reviewed": "FALSE",
            }


def measure(code: str, folder: Path) -> tuple[float, float]:
    """Seconds and megabytes of a fresh Python that runs `code` with the folder as its argument, imports included."""
    report = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", f"{code}\n{report}", str(folder)], capture_output=True, text=True, check=True)
    return time.perf_counter() - begin, float(done.stdout.split()[-1])


FAST = (
    "import sys, pathlib; from tidings.validate import validate_package; "
    "report = validate_package(pathlib.Path(sys.argv[1])); assert report.valid, report"
)
REFERENCE = (
    "import sys, frictionless; frictionless.system.trusted = True; assert frictionless.Package(sys.argv[1] + '/datapackage.json').validate().valid"
)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("rows", type=int, nargs="*", default=[1_000_000, 10_000_000])
    arguments.add_argument("--no-frictionless", action="store_true")
    options = arguments.parse_args()
    fine, results = True, []
    for number, rows in enumerate(options.rows):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            generate(folder, rows)
            seconds, megabytes = measure(FAST, folder)
            result = {"rows": rows, "seconds": round(seconds, 2), "rows_a_second": round(rows / seconds), "megabytes": round(megabytes)}
            fine = fine and megabytes < MEGABYTES
        if number == 0 and not options.no_frictionless:
            share = 10 if rows > 200_000 else 1
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                generate(folder, rows // share)
                reference, _ = measure(REFERENCE, folder)
            result |= {"frictionless_seconds": round(reference * share, 2), "times_as_fast": round(reference * share / seconds, 1)}
            fine = fine and reference * share / seconds >= RATIO
        results.append(result)
        print(json.dumps(result))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
