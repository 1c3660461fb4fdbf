"""The machine's coding as tables: local ids, references by id, evidence. The sentences are invented."""

from tidings.code.coder import code
from tidings.coding.check import check_coding
from tidings.coding.columns import coding_tables
from tidings.coding.files import read_coding, write_coding
from tidings.coding.machine import article_row, machine_tables
from tidings.ids import home
from tidings.model import Article, Coding, EventReport, Figure, Mention, Quote, Words
from tidings.read.text import make_article

TEXT = (
    "Mayor Ada Quill said on Thursday that rebels of the Reed Front had seized Elba. “We lost 40 boats,” Quill told reporters.\n\n"
    "The Reed Front denied it. An aide said the offensive went on in Norway."
)


def tables_of(text=TEXT, article_id="post-1"):
    article = make_article(article_id, text, "post.txt", {"published": "2031-05-03", "outlet": "Harbour Post"})
    return machine_tables(article, code(article))


def small(**tables):
    coding = Coding("post-1")
    for name, rows in tables.items():
        getattr(coding, name).extend(rows)
    return coding


ARTICLE = Article("post-1", "", "post.txt", "0" * 64)


def test_every_table_and_column_of_a_coding_is_there():
    tables = tables_of()
    assert list(tables) == list(coding_tables())
    for name, rows in tables.items():
        assert all(list(row) == list(coding_tables()[name].table.columns) for row in rows) or name == "event_reports", name
        assert all(set(row) <= set(coding_tables()[name].table.columns) for row in rows), name


def test_actors_and_places_are_local_to_the_article():
    tables = tables_of()
    actors = {row["name"]: row["actor_id"] for row in tables["actors"]}
    assert actors["Ada Quill"] == "ada-quill.post-1"
    assert all(home(row["actor_id"], {"post-1"}) == "post-1" for row in tables["actors"])
    assert {row["place_id"] for row in tables["mentions"] if row["mention_text"] == "Norway"} == {"norway.post-1"}
    assert all(home(row["place_id"], {"post-1"}) == "post-1" for row in tables["places"])


def test_two_of_one_name_are_told_apart_by_where_the_later_is_met_first():
    coding = small()
    for start in (0, 40):
        entity = coding.new_entity("Ada Quill", "person")
        coding.mentions.append(Mention(start, start + 9, "Ada Quill", "name", "person", entity.entity, "test"))
    ids = [row["actor_id"] for row in machine_tables(ARTICLE, coding)["actors"]]
    assert ids == ["ada-quill.post-1", "ada-quill-40.post-1"]


def test_an_unnamed_group_has_the_first_six_words_of_its_description_and_is_a_group():
    coding = small()
    coding.new_entity("several of the older pilots of the harbour ferries", "person", named=False)
    coding.mentions.append(Mention(0, 50, "several of the older pilots of the harbour ferries", "nominal", "person", 0, "test"))
    (row,) = machine_tables(ARTICLE, coding)["actors"]
    assert (row["actor_id"], row["actor_type"]) == ("several-of-the-older-pilots-of.post-1", "group")


def test_two_who_are_named_together_are_a_group_without_an_actor():
    (quote,) = tables_of("Ada Quill and Bo Reth said the harbour was closed.")["quotes"]
    assert (quote["speaker_kind"], quote["speaker_actor_id"]) == ("group", None)


def test_reports_that_go_back_to_one_share_its_local_event():
    reports = [
        EventReport(at, at + 4, "word", "COERCE", "seize", "actual", "test", same_as=same) for at, same in ((0, None), (20, (0, 4)), (40, None))
    ]
    rows = machine_tables(ARTICLE, small(event_reports=reports))["event_reports"]
    assert [row["event_id"] for row in rows] == ["e-0-4.post-1", "e-0-4.post-1", "e-40-44.post-1"]


def test_a_row_refers_to_others_by_their_ids():
    quote = Quote(10, 20, "x" * 10, "direct", None, None, None, "assert", "test")
    report = EventReport(12, 16, "word", "COERCE", None, "actual", "test", quote=(10, 20))
    figure = Figure(13, 15, "40", 40, 40, "exact", None, "count", "test", measures=Words(16, 21, "boats"), quote=(10, 20), event=(12, 16))
    tables = machine_tables(ARTICLE, small(quotes=[quote], event_reports=[report], figures=[figure]))
    (row,) = tables["figures"]
    assert (row["figure_id"], row["quote_id"], row["event_id"], row["unit"]) == ("post-1:f:13-15", "post-1:q:10-20", "e-12-16.post-1", "count")
    assert [(each["row_id"], each["field"], each["evidence_text"]) for each in tables["evidence"]] == [("post-1:f:13-15", "measures", "boats")]


def test_nothing_is_decided_that_linking_decides_and_every_row_is_the_machines():
    tables = tables_of()
    assert {row["utterance_id"] for row in tables["quotes"]} == {None}
    assert {row["claim_id"] for row in tables["figures"]} == {None}
    assert {row["review"] for name in ("quotes", "figures", "event_reports") for row in tables[name]} == {"machine"}


def test_an_article_that_a_reader_codes_has_its_facts_and_no_coder():
    row = article_row(make_article("post-1", TEXT, "post.txt", {}), None, None)
    assert (row["article_id"], row["coder"], row["char_count"]) == ("post-1", None, len(TEXT))


def test_the_machines_coding_stands_up_to_the_check_of_codings_and_comes_back_the_same(tmp_path):
    tables = tables_of()
    write_coding(tmp_path, tables)
    checked = check_coding(read_coding(tmp_path), {"post-1": TEXT})
    assert checked.refused == []
    for name, rows in tables.items():
        if rows:
            assert sorted(map(str, rows)) == sorted(str({column: row[column] for column in rows[0]}) for row in checked.tables[name]), name
