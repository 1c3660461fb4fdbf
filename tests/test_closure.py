"""A package is a coding: building from it gives it again, byte for byte, and a changed cell changes what follows from it and nothing else."""

import csv
import json
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidings import contract
from tidings.build_report import Report
from tidings.diff import compare
from tidings.making import build_corpus
from tidings.package import open_package
from tidings.read.corpus import read_table
from tidings.shards.run import How


def tables_in(package):
    """Table -> path of its file."""
    return {resource["name"]: package / resource["path"] for resource in json.loads((package / "datapackage.json").read_text())["resources"]}


def again(package, out):
    """The package that is built from a package."""
    build_corpus([package], out, Report(), how=How(full_excerpts=True))
    return out


def assert_same(package, built):
    old, new = tables_in(package), tables_in(built)
    assert list(old) == list(new)
    for name, path in old.items():
        assert new[name].read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), name
    if all(path.parent == package for path in old.values()):
        assert json.loads((built / "datapackage.json").read_text()) == json.loads((package / "datapackage.json").read_text())
        assert (built / "datapackage.json").read_bytes() == (package / "datapackage.json").read_bytes()


# --- the same again ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds(root, tmp_path_factory):
    """The package of the seeds by itself, as a user has it."""
    folder = tmp_path_factory.mktemp("seeds")
    shutil.copytree(root / "data", folder / "data")
    shutil.copy(root / "datapackage.json", folder)
    return folder


@pytest.fixture(scope="module")
def example(root):
    return root / "examples" / "expected"


def test_the_package_of_the_seeds_gives_itself(seeds, tmp_path):
    assert_same(seeds, again(seeds, tmp_path / "out"))


def test_the_package_of_the_example_gives_itself(example, tmp_path):
    assert_same(example, again(example, tmp_path / "out"))


def test_namesakes_stay_two(tmp_path):
    """Nothing in the tables but the judgement says that one is a man and the other a woman."""
    (tmp_path / "texts").mkdir()
    for name, pronoun in (("first", "he"), ("second", "she")):
        text = f"Robin Quellmore left the harbour in Brask on Monday. Robin Quellmore said {pronoun} was ill and that {pronoun} would rest.\n"
        (tmp_path / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    build_corpus([tmp_path / "texts"], tmp_path / "out", Report())
    with (tmp_path / "out" / "actors.csv").open(encoding="utf-8", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)].count("Robin Quellmore") == 2
    assert_same(tmp_path / "out", again(tmp_path / "out", tmp_path / "again"))


def test_it_does_so_with_the_source_beside_it_too(example, root, tmp_path):
    build_corpus([root / "examples" / "corpus"], tmp_path / "out", Report(), codings=[example])
    assert_same(example, tmp_path / "out")


def test_and_with_the_machine_to_fill_what_it_lacks(example, root, tmp_path):
    build_corpus([root / "examples" / "corpus"], tmp_path / "out", Report(), codings=[example], fill=True)
    assert_same(example, tmp_path / "out")


PEOPLE = ("Ada Quill", "Col. Ben Rider", "Minister Ola Strand", "ADA QUILL", "Quill", "Washington Hale", "Paris Vell")
BODIES = ("the Reed Front", "the Harbour Guard", "Vellia", "the River Agency", "REED FRONT", "Ada Quill Foundation", "Norway", "the army of Vellia")
UNNAMED = ("an aide", "two officials", "a spokesman for the Reed Front", "residents", "She", "they")
PLACES = ("Elba", "Port Elba", "Tripoli", "Georgia", "Paris", "ELBA", "Washington")
SENTENCES = (
    "{who} said on Thursday that {many} people were killed in {place}.",
    "“We lost {many} boats,” {who} told reporters in {place}.",
    "{body} seized {place} on May 1, 2031.",
    "{who} denied that {body} had taken {place}: “It was never ours to take, and it never will be.”",
    "{body} accused {body2} of attacking {place}, {many} kilometres from {place2}.",
    "{body} took {place}. The offensive went on for {many} days, {who} said.",
    "{who}, the head of {body}, met {body2} in {place}.",
    "“It was never ours to take, and it never will be,” said {who}.",
    "{PLACE} (AP) — {body} said it would send at least {many} soldiers to {place}.",
    "{who} was killed in {place}, according to {body}.",
)


@st.composite
def articles(draw):
    """Invented articles that share names, places, words and days; some are the same article under another id."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        if found and draw(st.integers(0, 4)) == 0:
            text = found[draw(st.integers(0, len(found) - 1))]["text"]
        else:
            lines = []
            for _ in range(draw(st.integers(1, 5))):
                words = {
                    "who": draw(st.sampled_from((*PEOPLE, *UNNAMED, *BODIES))),
                    "many": draw(st.sampled_from(("12", "at least 40", "about 1,200", "dozens of", "two"))),
                    **{name: draw(st.sampled_from(BODIES)) for name in ("body", "body2")},
                    **{name: draw(st.sampled_from(PLACES)) for name in ("place", "place2")},
                }
                line = draw(st.sampled_from(SENTENCES)).format(**words, PLACE=words["place"].upper())
                lines.append(line[0].upper() + line[1:])
            text = draw(st.sampled_from((" ", "\n\n"))).join(lines)
        day = draw(st.sampled_from(("2031-05-02", "2031-05-03", "2031-06", "2032-01-01", None)))
        outlet = draw(st.sampled_from(("Harbour Post", "River Times", None)))
        fact = {"id": f"{draw(st.sampled_from('abz'))}{number}.{draw(st.sampled_from(('x', '2031')))}", "text": text}
        found.append(fact | {name: value for name, value in (("published", day), ("outlet", outlet)) if value})
    return draw(st.permutations(found))


@given(articles(), st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_package_gives_itself(tmp_path_factory, found, full):
    folder = tmp_path_factory.mktemp("any")
    (folder / "c.jsonl").write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
    build_corpus([folder / "c.jsonl"], folder / "one", Report(), how=How(full_excerpts=full))
    build_corpus([folder / "one"], folder / "two", Report(), how=How(full_excerpts=full))
    assert_same(folder / "one", folder / "two")


# --- what follows from a changed cell -----------------------------------------------------------------------------------------------


def changed(package, out, table, change):
    """The package built from one in which `change` took and gave the rows of a table; and how it differs from the old one."""
    shutil.copytree(package, out / "edited")
    path = tables_in(out / "edited")[table]
    rows = read_table(path)
    header = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))
    built = again(out / "edited", out / "built")
    found = compare(open_package(package), open_package(built))
    return {each.table: each for each in found.tables}, built


def set_cells(key, value, **cells):
    """A change: other cells in the one row whose column `key` is `value`."""

    def change(rows):
        assert sum(row[key] == value for row in rows) == 1
        return [{**row, **cells} if row[key] == value else row for row in rows]

    return change


def cells(table):
    """key -> the columns that changed."""
    return {row.key if len(row.key) > 1 else row.key[0]: set(row.cells) for row in table.changed}


def rows_of(package, table):
    return {row[contract.tables()[table].primary_key[0]]: row for row in read_table(tables_in(package)[table])}


def test_another_speaker_is_that_cell_alone(example, tmp_path):
    quote = next(row for row in rows_of(example, "quotes").values() if row["speaker_actor_id"] == "youssef-karani")
    tables, built = changed(example, tmp_path, "quotes", set_cells("quote_id", quote["quote_id"], speaker_actor_id="tomas-hale"))
    assert set(tables) == {"quotes"}
    assert cells(tables["quotes"]) == {quote["quote_id"]: {"speaker_actor_id"}}
    assert rows_of(built, "quotes")[quote["quote_id"]]["speaker_actor_id"] == "tomas-hale"


def test_another_number_changes_its_claim(example, tmp_path):
    figure = next(row for row in rows_of(example, "figures").values() if row["claim_id"] == "c-distance-tamrit" and row["unit"] == "kilometre")
    change = set_cells("figure_id", figure["figure_id"], value_low="90", value_high="90")
    tables, built = changed(example, tmp_path, "figures", change)
    assert set(tables) == {"figures", "claims"}
    assert cells(tables["figures"]) == {figure["figure_id"]: {"value_low", "value_high", "value_si"}}
    assert set(cells(tables["claims"])) == {"c-distance-tamrit"}
    assert cells(tables["claims"])["c-distance-tamrit"] <= {"low", "high", "conflict"}
    assert rows_of(built, "figures")[figure["figure_id"]]["value_si"] == "90000"
    claim = rows_of(built, "claims")["c-distance-tamrit"]
    assert claim["high"] == {"kilometre": "90", "mile": "55.9234073"}[claim["unit"]]


def test_another_modality_changes_the_events_status(example, tmp_path):
    event = next(row for row in rows_of(example, "events").values() if row["status"] == "actual" and row["n_reports"] == "1")
    report = next(row for row in rows_of(example, "event_reports").values() if row["event_id"] == event["event_id"])
    tables, built = changed(example, tmp_path, "event_reports", set_cells("report_id", report["report_id"], modality="denied"))
    assert set(tables) == {"event_reports", "events"}
    assert cells(tables["event_reports"]) == {report["report_id"]: {"modality"}}
    assert set(cells(tables["events"])) == {event["event_id"]}
    assert rows_of(built, "events")[event["event_id"]]["status"] == "denied"


def test_another_date_changes_the_date_of_the_event_that_it_dates(example, tmp_path):
    events, dates = rows_of(example, "events"), rows_of(example, "dates")

    def dates_its_event(report):
        event = events[report["event_id"]]
        return report["date_id"] and event["n_reports"] == "1" and dates[report["date_id"]]["date_edtf"] == event["date_edtf"]

    report = next(row for row in rows_of(example, "event_reports").values() if dates_its_event(row))
    change = set_cells("date_id", report["date_id"], date_edtf="2020-07", date_earliest="2020-07-01", date_latest="2020-07-31")
    tables, built = changed(example, tmp_path, "dates", change)
    assert set(tables) == {"dates", "events"}
    assert cells(tables["dates"]) == {report["date_id"]: {"date_edtf", "date_earliest", "date_latest"}}
    dated = {row["event_id"] for row in rows_of(example, "event_reports").values() if row["date_id"] == report["date_id"]}
    assert report["event_id"] in set(cells(tables["events"])) <= dated
    event = rows_of(built, "events")[report["event_id"]]
    assert (event["date_edtf"], event["date_precision"]) == ("2020-07", "month")


def test_another_country_of_an_actor_is_that_cell_alone(example, tmp_path):
    tables, built = changed(example, tmp_path, "actors", set_cells("actor_id", "tomas-hale", country="NOR"))
    assert set(tables) == {"actors"}
    assert cells(tables["actors"]) == {"tomas-hale": {"country"}}
    assert rows_of(built, "actors")["tomas-hale"]["country"] == "NOR"


def test_another_name_of_an_actor_is_in_the_labels_of_its_events(example, tmp_path):
    actor = next(row["actor_id"] for row in read_table(example / "event_actors.csv"))
    tables, built = changed(example, tmp_path, "actors", set_cells("actor_id", actor, name="The Renamed Ones"))
    assert set(tables) <= {"actors", "actor_names", "events", "claims"}
    assert cells(tables["actors"]) == {actor: {"name"}}
    assert all(columns == {"label"} for columns in cells(tables["events"]).values())
    assert "The Renamed Ones" in (built / "events.csv").read_text(encoding="utf-8")


def test_another_type_of_an_event_is_that_of_the_event_and_its_label(example, tmp_path):
    event = next(row for row in rows_of(example, "events").values() if row["event_type"] == "ASSAULT")
    tables, built = changed(example, tmp_path, "events", set_cells("event_id", event["event_id"], event_type="PROTEST", event_mode="riot"))
    assert set(tables) == {"events", "claims"}
    assert all(columns == {"about"} for columns in cells(tables["claims"]).values())  # "people killed when ..."
    found = cells(tables["events"])
    assert found.pop(event["event_id"]) <= {"event_type", "event_mode", "label"}
    assert all(columns == {"label"} for columns in found.values())  # of events that had the same clause: less is needed to tell them apart
    assert rows_of(built, "events")[event["event_id"]]["event_type"] == "PROTEST"


def test_a_quote_that_is_dropped_takes_its_evidence_and_nothing_else(example, tmp_path):
    figures, reports, evidence = (read_table(example / f"{name}.csv") for name in ("figures", "event_reports", "evidence"))
    used = {row["quote_id"] for row in (*figures, *reports)}
    quote = next(key for key in rows_of(example, "quotes") if key not in used)
    edited = tmp_path / "without"
    shutil.copytree(example, edited)
    kept = [row for row in evidence if row["row_id"] != quote]
    with (edited / "evidence.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(kept[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    tables, built = changed(edited, tmp_path, "quotes", lambda rows: [row for row in rows if row["quote_id"] != quote])
    assert set(tables) == {"quotes"}
    assert tables["quotes"].removed == ((quote,),)
    assert not tables["quotes"].changed
    assert quote not in (built / "evidence.csv").read_text(encoding="utf-8")


def test_a_quote_that_is_dropped_while_rows_still_name_it_is_refused_with_their_lines(example, tmp_path):
    from tidings.coding.refusals import RefusedRows

    used = next(row["quote_id"] for row in read_table(example / "event_reports.csv") if row["quote_id"])
    with pytest.raises(RefusedRows, match=r"no row of quotes has this quote_id; add the row, correct the id, or empty the cell") as told:
        changed(example, tmp_path, "quotes", lambda rows: [row for row in rows if row["quote_id"] != used])
    assert "event_reports.csv:" in str(told.value)


def test_an_actor_that_no_row_needs_any_more_is_gone_with_its_names(example, tmp_path):
    """Two of three rows name somebody else now; in the last the actor goes, and nothing else does."""
    mentions = read_table(example / "mentions.csv")
    others = {row["speaker_actor_id"] for row in read_table(example / "quotes.csv")}
    others |= {row[name] for row in read_table(example / "figures.csv") for name in ("measured_actor_id", "attributed_to_actor_id")}
    others |= {row["actor_id"] for row in read_table(example / "report_actors.csv")}
    others |= {row["claimed_by_actor_id"] for row in read_table(example / "event_reports.csv")}
    others |= {row["via_actor_id"] for row in read_table(example / "quotes.csv")}
    others |= {row["part_of_actor_id"] for row in read_table(example / "actors.csv")}
    others |= {row["row_id"] for row in read_table(example / "evidence.csv")}
    actor = next(row["actor_id"] for row in mentions if row["actor_id"] and row["actor_id"] not in others)
    tables, built = changed(example, tmp_path, "mentions", lambda rows: [row | {"actor_id": ""} if row["actor_id"] == actor else row for row in rows])
    assert set(tables) == {"mentions", "actors", "actor_names"}
    assert tables["actors"].removed == ((actor,),)
    assert {key[0] for key in tables["actor_names"].removed} == {actor}
    assert actor not in rows_of(built, "actors")


def test_review_and_method_of_a_row_stay_as_they_are_given(example, tmp_path):
    quote = next(iter(rows_of(example, "quotes")))
    tables, _ = changed(example, tmp_path, "quotes", set_cells("quote_id", quote, review="confirmed", method="reader"))
    assert set(tables) == {"quotes"}
    assert cells(tables["quotes"]) == {quote: {"review", "method"}}
