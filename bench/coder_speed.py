"""How many articles a second the coder does on one core, step by step, and with all processors.

Texts: the open half of a public set beside the project, where it is there, else the example corpus again and again.
"""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tidings.code.coder import code
from tidings.model import Article
from tidings.read.corpus import read_corpus
from tidings.read.text import make_article

ROOT = Path(__file__).parent.parent
PUBLIC = ROOT.parent / "shared" / "benchmarks" / "data" / "quotes_polnear" / "docs.jsonl"
REPEATED = 20


def articles() -> list[Article]:
    """What is coded, each article once."""
    if PUBLIC.is_file():
        rows = [json.loads(line) for line in PUBLIC.open(encoding="utf-8")]
        return [make_article(row["doc_id"], row["text"], PUBLIC.name, {"published": row["date"]}) for row in rows]
    return [article for article in read_corpus([ROOT / "examples" / "corpus"]) if isinstance(article, Article)] * REPEATED


def code_all(shard: list[Article]) -> int:
    return sum(len(code(article).quotes) for article in shard)


def main() -> None:
    corpus = articles()
    size = sum(len(article.text) for article in corpus) / len(corpus) / 1000
    print(f"{len(corpus)} articles of {size:.1f} kB on average")
    code_all(corpus)  # the first round fills the dictionary's caches
    start = time.perf_counter()
    code_all(corpus)
    one = len(corpus) / (time.perf_counter() - start)
    print(f"one process   {one:7.1f} articles a second")
    workers = os.cpu_count() or 1
    shards = [corpus] * (2 * workers)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(code_all, shards[:workers]))
        start = time.perf_counter()
        list(pool.map(code_all, shards))
        many = len(shards) * len(corpus) / (time.perf_counter() - start)
    print(f"{workers} processes   {many:7.1f} articles a second ({many / one:.1f} times)")


if __name__ == "__main__":
    main()
