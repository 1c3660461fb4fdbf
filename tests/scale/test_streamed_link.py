"""Linking article by article from disk gives the very rows that linking in memory gives, and holds no more than what articles share."""

from __future__ import annotations

import pytest
from small import text

from tidings import contract
from tidings.code.coder import code
from tidings.coding.lay import add, empty
from tidings.coding.machine import machine_tables
from tidings.link.actors import add_known
from tidings.link.authority import read_authority
from tidings.link.corpus import Corpus
from tidings.link.event_labels import unlike as unlike_in_memory
from tidings.link.streamed.actors import ActorIndex
from tidings.link.streamed.articles import by_article
from tidings.link.streamed.labels import Labelled, unlike
from tidings.link.streamed.runs import Runs
from tidings.link.tables import link
from tidings.model import Article
from tidings.publish.csv_files import table_bytes
from tidings.read.corpus import read_corpus
from tidings.read.text import make_article
from tidings.shards.tables import of_tables

DAYS = ("2021-03-10", "2021-03", None, "2021-03-12", "2021-02~", "2021-03-12", None, "2021-03-01")


@pytest.fixture(scope="module")
def coding(root):
    """The machine's coding of the example, and of articles that share people, places and quarrels, some without a day."""
    articles = [each for each in read_corpus([root / "examples" / "corpus"]) if isinstance(each, Article)]
    for number, day in enumerate(DAYS):
        facts = {"published": day, "outlet": f"Outlet {number % 3}"} if day else {"outlet": "Post"}
        articles.append(make_article(f"s{9 - number}", text(number % 3) + text(number), f"s{number}.txt", facts))
    tables = empty()
    for each in articles:
        add(tables, machine_tables(each, code(each)))
    return tables


def test_the_files_are_those_of_linking_in_memory_byte_for_byte(coding, tmp_path, monkeypatch):
    monkeypatch.setattr("tidings.link.streamed.runs.IN_MEMORY", 3000)
    ids = {str(row["article_id"]) for row in coding["articles"]}
    making = of_tables(tmp_path, reversed(list(by_article(coding, ids))), {})
    files, linked = making.make(), link(coding)
    for name, table in contract.tables().items():
        assert files[name].path.read_bytes() == table_bytes(table, linked[name]), name
        assert files[name].rows == len(linked[name])
    disputed = sum(bool(row["conflict"]) for row in linked["claims"]) + sum(bool(row["disputed"]) for row in linked["events"])
    assert making.told.n_conflicts == disputed > 0


def test_records_come_back_in_order_and_no_more_of_them_are_held_than_allowed(tmp_path, monkeypatch):
    monkeypatch.setattr("tidings.link.streamed.runs.AT_ONCE", 3)
    runs = Runs(tmp_path, "numbers", in_memory=50)
    for number in range(1000):
        runs.put((number * 7919 % 1000,), number, weight=5)
        assert len(runs._held) <= 10
    assert [key for (key,), _ in runs] == list(range(1000))
    assert not list(tmp_path.iterdir())


def test_an_actor_of_one_article_alone_takes_no_room(coding):
    known = read_authority()
    index = ActorIndex(known)
    ids = {str(row["article_id"]) for row in coding["articles"]}
    for rank, tables in enumerate(by_article(coding, ids)):
        one = Corpus(tables)
        add_known(one, known)
        index.see(rank, one)
    groups = [group for namesakes in index._groups.values() for group in namesakes]
    assert all(len(group.members) == 1 for group in groups)
    assert not {"unnamed", "surname"} & {group.kind for group in groups}
    assert len(groups) < len(coding["actors"]) / 2


def test_labels_told_apart_from_disk_are_those_told_apart_in_memory():
    words = {"a": "Talks", "b": "Talks", "c": "Talks", "d": "Talks (2021)", "e": "Strike", "f": "Talks"}
    always = {"c": ["denied"]}
    first = {"a": "2021", "b": "2021", "f": "2022", "e": "2020"}
    second = {"a": "Post", "b": "Times"}
    things = [Labelled(words[key], always.get(key, ()), (first.get(key), second.get(key), key)) for key in words]
    assert list(unlike(lambda: things, len(things), 3)) == list(unlike_in_memory(words, always, [first, second]).values())
