"""Codings for tests, made of what the coder's own values say (`tidings.model`): as tables, and as the corpus that linkers read."""

from __future__ import annotations

from tidings.coding.columns import Tables
from tidings.coding.lay import add, empty
from tidings.coding.machine import machine_tables
from tidings.link.corpus import Corpus
from tidings.model import Article, Coding

Pair = tuple[Article, Coding]


def tables_of(*pairs: Pair) -> Tables:
    """One coding of all these articles, in the order given: a test changes its rows as a reader would."""
    tables = empty()
    for article, coding in pairs:
        add(tables, machine_tables(article, coding))
    return tables


def corpus_of(*pairs: Pair) -> Corpus:
    """What the linkers read."""
    return Corpus(tables_of(*pairs))


def rename(tables: Tables, old: str, new: str) -> None:
    """Another id wherever a cell holds it: what a reader does who knows who is meant."""
    for rows in tables.values():
        for row in rows:
            for column, value in row.items():
                if value == old:
                    row[column] = new
