"""How many articles and MB a second the coder does, on one process and on all, and what a user would take instead on the same texts in the same run.

    python bench/coder_speed.py [ARTICLES]

Texts: the open half of a public set beside the project, where it is there, else the example corpus again and again. A peer reads whole articles,
as the coder does, and does one thing alone; one that is not installed is left out, and said so. Prints a table for docs/scale.md.
"""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import figures_speed
from figures_speed import seconds

from tidings.code.coder import code
from tidings.code.dates.dates import code_dates
from tidings.code.figures.figures import code_figures
from tidings.code.mentions.mentions import code_mentions
from tidings.model import Article, Coding
from tidings.nlp import analyse
from tidings.read.corpus import read_corpus
from tidings.read.text import make_article
from tidings.shards.engines import collect_garbage_seldom

ROOT = Path(__file__).parent.parent
PUBLIC = ROOT.parent / "shared" / "benchmarks" / "data" / "quotes_polnear" / "docs.jsonl"
REPEATED = 20
ROUNDS = 3  # of which the best counts, for us; peers, which take long, go once after a warm-up
PEERS_GET = 10  # articles

Read = Callable[[Article], Any]


def articles() -> list[Article]:
    """What is coded, each article once."""
    if PUBLIC.is_file():
        rows = [json.loads(line) for line in PUBLIC.open(encoding="utf-8")]
        return [make_article(row["doc_id"], row["text"], PUBLIC.name, {"published": row["date"]}) for row in rows]
    return [article for article in read_corpus([ROOT / "examples" / "corpus"]) if isinstance(article, Article)] * REPEATED


def code_all(shard: list[Article]) -> int:
    collect_garbage_seldom()
    return sum(len(code(article).quotes) for article in shard)


def dates_alone(article: Article) -> object:
    return code_dates(analyse(article))


def figures_alone(article: Article) -> object:
    doc, coding = analyse(article), Coding(article.article_id)
    coding.dates = code_dates(doc)
    return code_figures(doc, coding)


def names_alone(article: Article) -> None:
    doc, coding = analyse(article), Coding(article.article_id)
    coding.dates = code_dates(doc)
    code_mentions(doc, coding)


def quantulum3() -> Read:
    read = figures_speed.quantulum3()
    return lambda article: read(article.text)


def recognizers() -> Read:
    units, dates = import_module("recognizers_number_with_unit"), import_module("recognizers_date_time")
    kinds = [units.recognize_currency, units.recognize_dimension, units.recognize_age, dates.recognize_datetime]
    return lambda article: [kind(article.text, "en-us") for kind in kinds]


def dateparser() -> Read:
    search = import_module("dateparser.search")
    return lambda article: search.search_dates(article.text, languages=["en"])


def textacy() -> Read:
    extract, spacy = import_module("textacy.extract"), import_module("spacy")
    model = spacy.load("en_core_web_sm")
    return lambda article: list(extract.direct_quotations(model(article.text)))


OURS: list[tuple[str, Read]] = [
    ("Tidings: everything", code),
    ("Tidings: names alone", names_alone),
    ("Tidings: figures and dates alone", figures_alone),
    ("Tidings: dates alone", dates_alone),
]
PEERS: list[tuple[str, Callable[[], Read]]] = [
    ("quantulum3: figures", quantulum3),
    ("recognizers-text: amounts, dates", recognizers),
    ("dateparser: dates", dateparser),
    ("textacy: direct quotes (spaCy's small model)", textacy),
]


def line(name: str, read: Read, corpus: list[Article], rounds: int) -> str:
    """A row of the table: articles and MB a second of processor time."""
    analyse.cache_clear()
    read(corpus[0])
    best = seconds(read, corpus, rounds)
    return f"| {name} | {len(corpus) / best:,.1f} | {sum(len(a.text) for a in corpus) / best / 1e6:.3f} |"


def several(corpus: list[Article]) -> str:
    """A row for all processors at once, by the clock."""
    workers = os.cpu_count() or 1
    shards = [corpus] * (2 * workers)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(code_all, shards[:workers]))
        begun = time.perf_counter()
        list(pool.map(code_all, shards))
        took = time.perf_counter() - begun
    size = len(shards) * sum(len(a.text) for a in corpus)
    return f"| Tidings: everything, {workers} processes | {len(shards) * len(corpus) / took:,.1f} | {size / took / 1e6:.3f} |"


def main() -> None:
    warnings.simplefilter("ignore")
    corpus = articles()[: int(sys.argv[1]) if len(sys.argv) > 1 else None]
    code_all(corpus)  # the first round fills the dictionary's caches
    print(f"{len(corpus)} articles of {sum(len(article.text) for article in corpus) / len(corpus) / 1000:.1f} kB on average\n")
    print("| on the same articles | articles a second | MB a second |\n| --- | ---: | ---: |")
    for name, read in OURS:
        print(line(name, read, corpus, ROUNDS), flush=True)
    print(several(corpus), flush=True)
    for name, peer in PEERS:
        try:
            print(line(name, peer(), corpus[:PEERS_GET], 1), flush=True)
        except (ImportError, OSError) as error:
            print(f"| {name} | not measured: {str(error).splitlines()[0]} | |")


if __name__ == "__main__":
    main()
