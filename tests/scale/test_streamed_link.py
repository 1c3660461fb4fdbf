"""Linking article by article from disk gives the very rows that linking in memory gives, and holds no more than what articles share."""

from __future__ import annotations

import os

import pytest
from small import text

from tidings import contract
from tidings.code.coder import code
from tidings.coding.files import part_files
from tidings.coding.lay import add, empty
from tidings.coding.machine import machine_tables
from tidings.errors import TidingsError
from tidings.link.actors import add_known
from tidings.link.authority import read_authority
from tidings.link.corpus import Corpus
from tidings.link.event_labels import unlike as unlike_in_memory
from tidings.link.streamed.articles import by_article
from tidings.link.streamed.labels import Labelled, read_labelled, write_labelled
from tidings.link.streamed.runs import Parted, Runs, merged
from tidings.link.streamed.seen import Sightings, wholes
from tidings.link.streamed.strings import Strings, write_strings
from tidings.link.tables import link
from tidings.model import Article
from tidings.publish.csv_files import table_bytes
from tidings.read.corpus import read_corpus
from tidings.read.text import make_article
from tidings.shards import tables
from tidings.shards.cache import Cache
from tidings.shards.engines import Processes
from tidings.shards.linking import run_step
from tidings.shards.tables import Making, chunks_of, linking_engine

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


@pytest.fixture(scope="module")
def kept(coding, tmp_path_factory):
    """The same as a build keeps it, three articles a part, in the order of no day; and article -> key."""
    cache = Cache(tmp_path_factory.mktemp("work"))
    ids = {str(row["article_id"]) for row in coding["articles"]}
    each = list(reversed(list(by_article(coding, ids))))
    keys = {str(one["articles"][0]["article_id"]): f"k{number}" for number, one in enumerate(each)}
    for start in range(0, len(each), 3):
        part = empty()
        for one in each[start : start + 3]:
            add(part, one)
        some = {keys[str(row["article_id"])]: str(row["article_id"]) for row in part["articles"]}
        cache.put(some, part_files(part))
    return cache, keys


@pytest.mark.parametrize(("workers", "chunk"), [(1, 100), (1, 3), (2, 3)])
def test_the_files_are_those_of_linking_in_memory_byte_for_byte(coding, kept, tmp_path, monkeypatch, workers, chunk):
    monkeypatch.setattr("tidings.link.streamed.runs.IN_MEMORY", 3000)
    monkeypatch.setattr("tidings.link.streamed.runs.SMALL", 3000)
    monkeypatch.setattr(tables, "MOST_IN_CHUNK", chunk)
    cache, keys = kept
    with linking_engine(None, workers, len(keys)) as (engine, _):
        making = Making(tmp_path, chunks_of(cache, keys, frozenset(), workers), engine, 2)
        files, linked = making.make({}), link(coding)
    for name, table in contract.tables().items():
        assert files[name].path.read_bytes() == table_bytes(table, linked[name]), name
        assert files[name].rows == len(linked[name])
    disputed = sum(bool(row["conflict"]) for row in linked["claims"]) + sum(bool(row["disputed"]) for row in linked["events"])
    assert making.told.n_conflicts == disputed > 0


def test_records_come_back_in_order_and_no_more_of_them_are_held_than_allowed(tmp_path, monkeypatch):
    monkeypatch.setattr("tidings.link.streamed.runs.AT_ONCE", 3)
    monkeypatch.setattr("tidings.link.streamed.runs.SMALL", 0)
    runs = Runs(tmp_path, "numbers", in_memory=50)
    for number in range(1000):
        runs.put((number * 7919 % 1000,), number, weight=5)
        assert len(runs._held) <= 10
    assert [key for (key,), _ in runs] == list(range(1000))
    assert not list(tmp_path.iterdir())


def test_records_of_one_thing_are_in_one_part_and_each_part_is_in_order(tmp_path):
    here, there = Parted(tmp_path, "here", 3), Parted(tmp_path, "there", 3)
    for number in range(100):
        (here if number % 2 else there).put((f"thing {number % 10}", number), number)
    parts = [[key for key, _ in merged([*left, *right])] for left, right in zip(here.close(), there.close(), strict=True)]
    assert all(keys == sorted(keys) for keys in parts)
    assert sorted(number for keys in parts for _, number in keys) == list(range(100))
    things = [{thing for thing, _ in keys} for keys in parts]
    assert sum(map(len, things)) == 10


def test_texts_on_disk_are_there_by_number(tmp_path):
    texts = ["Ada", "", "Çelik", "\ud800", ""]
    write_strings(tmp_path / "texts", texts)
    assert list(Strings(tmp_path / "texts")) == texts
    write_strings(tmp_path / "none", [])
    assert len(Strings(tmp_path / "none")) == 0


def test_an_actor_of_one_article_alone_takes_no_room(coding, tmp_path):
    known = read_authority()
    sightings = Sightings(tmp_path, 0, known)
    ids = {str(row["article_id"]) for row in coding["articles"]}
    for rank, each in enumerate(by_article(coding, ids)):
        one = Corpus(each)
        add_known(one, known)
        sightings.see(rank, one)
    groups = [whole.group for some, _ in wholes(sightings.close()) for whole in some]
    assert all(len(group.members) == 1 for group in groups)
    assert not {"unnamed", "surname"} & {group.kind for group in groups}
    assert len(groups) < len(coding["actors"]) / 2


def died(step, known=frozenset()):
    """A worker's function: of the step that counts the actors of one part its process dies, as often as the file says."""
    mark = step.place.folder.parent / "died"
    if step.function.__name__ == "count" and step.number == 1 and mark.read_text() != "0":
        mark.write_text(str(int(mark.read_text()) - 1))
        os._exit(9)
    return run_step(step, known)


@pytest.mark.parametrize("times", [1, 9])
def test_the_steps_of_a_worker_that_dies_are_done_again_and_one_that_it_dies_of_again_is_told_in_a_line(coding, kept, tmp_path, times):
    cache, keys = kept
    (tmp_path / "died").write_text(str(times))
    (tmp_path / "linking").mkdir()
    engine = Processes(died, frozenset(), 2)
    try:
        making = Making(tmp_path / "linking", chunks_of(cache, keys, frozenset(), 2), engine, 2)
        if times == 9:
            with pytest.raises(TidingsError, match=r"a process that linked the articles died, again .* \(step count, 1\)"):
                making.make({})
            return
        files = making.make({})
    finally:
        engine.close(at_once=True)
    linked = link(coding)
    assert all(files[name].path.read_bytes() == table_bytes(table, linked[name]) for name, table in contract.tables().items())


def test_labels_told_apart_from_disk_are_those_told_apart_in_memory(tmp_path):
    words = {"a": "Talks", "b": "Talks", "c": "Talks", "d": "Talks (2021)", "e": "Strike", "f": "Talks"}
    always = {"c": ["denied"]}
    first = {"a": "2021", "b": "2021", "f": "2022", "e": "2020"}
    second = {"a": "Post", "b": "Times"}
    things = [(key, {}, Labelled(words[key], always.get(key, ()), (first.get(key), second.get(key), key))) for key in words]
    write_labelled(tmp_path, "things", 0, things[::2])
    write_labelled(tmp_path, "things", 1, things[1::2])
    assert [label for _, label in read_labelled(tmp_path, "things", 2, 3)] == list(unlike_in_memory(words, always, [first, second]).values())
