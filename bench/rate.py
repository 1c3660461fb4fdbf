"""How many articles a second one process codes: now, compiled, and at other commits, by turns on the same articles in one run.

    python bench/rate.py [COMMIT ...] [--compiled] [--articles 400] [--turns 4]

Machines are noisy, and noise only adds: of each ten articles the quickest turn counts. The articles are those of `scale_corpus.py`, each coded once a
turn, after twenty that fill the tables of words. Prints the table of docs/scale.md; the last column tells that the same was coded.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scale_corpus import write

ROOT = Path(__file__).resolve().parent.parent
CODE = """
import gc, json, sys, time
from tidings.code.coder import code
from tidings.read.text import make_article
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
articles = [make_article(row["id"], row["text"], "", {"published": row["published"]}) for row in rows]
gc.collect(), gc.freeze(), gc.set_threshold(50_000, 20, 50)  # as the workers of a build do
quotes = sum(len(code(each).quotes) for each in articles[:20])
seconds = []
for first in range(20, len(articles), 10):
    start = time.process_time()
    quotes += sum(len(code(each).quotes) for each in articles[first : first + 10])
    seconds.append(time.process_time() - start)
print(json.dumps([seconds, quotes]))
"""


@contextmanager
def checkouts(commits: list[str], compiled: bool) -> Iterator[dict[str, Path]]:
    """What is measured -> the folder that holds its package."""
    with tempfile.TemporaryDirectory() as place:
        found = {"now": ROOT / "pipeline"}
        if compiled:
            found["now, compiled"] = Path(place) / "compiled"
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(found["now, compiled"]), str(ROOT)]
            subprocess.run(command, env={**os.environ, "TIDINGS_COMPILE": "1"}, check=True)
        try:
            for commit in commits:
                subprocess.run(["git", "worktree", "add", "--quiet", "--detach", f"{place}/{commit}", commit], cwd=ROOT, check=True)
                found[commit] = Path(place) / commit / "pipeline"
            yield found
        finally:
            for commit in commits:
                subprocess.run(["git", "worktree", "remove", "--force", f"{place}/{commit}"], cwd=ROOT, check=False)


def turn(package: Path, texts: Path) -> tuple[list[float], int]:
    """Seconds of each ten articles in a fresh process, and how many quotes were found."""
    env = {**os.environ, "PYTHONPATH": str(package), "PYTHONHASHSEED": "0"}
    done = subprocess.run([sys.executable, "-c", CODE, str(texts)], env=env, capture_output=True, text=True, check=True)
    seconds, quotes = json.loads(done.stdout)
    return seconds, quotes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("commits", nargs="*")
    parser.add_argument("--compiled", action="store_true", help="compile the coder, which takes minutes, and measure that too")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--turns", type=int, default=4)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, checkouts(args.commits, args.compiled) as found:
        write(args.articles + 20, Path(folder))
        texts = next(Path(folder).iterdir())
        best: dict[str, list[float]] = {}
        quotes: dict[str, int] = {}
        for _ in range(args.turns):
            for name, package in found.items():
                seconds, quotes[name] = turn(package, texts)
                best[name] = [min(pair) for pair in zip(seconds, best.get(name, seconds), strict=True)]
    print("| one process | articles a second | times now | quotes |\n| --- | ---: | ---: | ---: |")
    for name, seconds in best.items():
        print(f"| {name} | {args.articles / sum(seconds):.1f} | {sum(best['now']) / sum(seconds):.2f} | {quotes[name]:,} |")


if __name__ == "__main__":
    main()
