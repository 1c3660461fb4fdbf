"""Two codings held against one another: the two readers of `two_readers`, small cases, and what holds for any codings."""

import copy
import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from two_readers import HARBOUR, WIRE, reader_a, reader_b

from tidings.agree import agreement, score_rows
from tidings.agree.columns import columns_of, key_of
from tidings.ids import row_id

pytest.importorskip("krippendorff")


@pytest.fixture(scope="module")
def readers():
    return agreement(reader_a(), reader_b(), names=("Ada", "Ben"))


def listed(found, table, column):
    return [(each.article_id, each.words, each.a, each.b) for each in found.disagreements if (each.table, each.column) == (table, column)]


def test_rows_and_cells_are_counted(readers):
    assert [(s.made, s.true, s.right) for s in (readers.score("quotes"), readers.score("quotes", "stance"))] == [(4, 5, 4), (4, 5, 3)]
    assert round(readers.score("quotes").f1, 3) == 0.889


def test_only_articles_that_both_hold_are_compared_and_the_others_named(readers):
    assert readers.articles.compared == (HARBOUR, WIRE)
    assert readers.articles.only_a == ("valley-radio-2021-03-15",)


def test_an_article_of_two_texts_is_not_compared():
    a, b = reader_a(), reader_b()
    a["articles"][0]["text_sha256"], b["articles"][0]["text_sha256"] = "1" * 64, "2" * 64
    found = agreement(a, b)
    assert found.articles.compared == (HARBOUR,)
    assert found.articles.other_text == (WIRE,)


def test_what_one_coding_lacks_is_named_and_not_compared(readers):
    assert readers.not_compared == ("dates: not in Ada nor in Ben",)
    b = reader_b()
    for row in b["quotes"]:
        del row["channel"]
    found = agreement(reader_a(), b, names=("Ada", "Ben"))
    assert "quotes.channel: not in Ben" in found.not_compared
    with pytest.raises(KeyError, match=r"quotes\.channel"):
        found.score("quotes", "channel")


def test_ids_that_group_rows_are_not_compared_where_one_coder_gave_none():
    b = reader_b()
    for row in b["event_reports"]:
        row["event_id"] = None
    found = agreement(reader_a(), b, names=("Ada", "Ben"))
    assert "event_reports.event_id: none given in Ben" in found.not_compared
    assert {score.table for score in found.scores} == {"quotes", "figures", "mentions", "event_reports"}


def test_a_man_under_two_ids_is_no_disagreement(readers):
    assert readers.score("quotes", "speaker_actor_id").alpha == 1
    assert listed(readers, "quotes", "speaker_actor_id") == []


def test_disagreements_stand_beside_their_words(readers):
    assert listed(readers, "quotes", "stance") == [(HARBOUR, "We will take back every street, and we will do it soon,", "promise", "demand")]
    assert [(words, a is None, b is None) for _, words, a, b in listed(readers, "quotes", "*")] == [("a fairy tale for bedtime", True, False)]
    assert listed(readers, "event_reports", "recipient") == [(HARBOUR, "lost the border town", ("army-of-marovia",), None)]


def test_a_measure_that_is_not_defined_says_why(readers):
    score = readers.score("quotes", "quote_type")
    assert (score.alpha, score.kappa, score.why, score.share, score.n) == (None, None, "one category only", 1.0, 4)


def test_an_empty_code_is_an_answer_and_an_empty_number_is_not(readers):
    assert readers.score("quotes", "channel").n == 4  # empty by Ada, a statement by Ben: they differ
    a, b = reader_a(), reader_b()
    a["figures"][0]["value_high"] = None
    assert agreement(a, b).score("figures", "value_high").n == readers.score("figures", "value_high").n - 1
    assert len(listed(agreement(a, b), "figures", "value_high")) == 1


def test_an_empty_cell_that_the_table_needs_was_not_coded():
    a, b = reader_a(), reader_b()
    a["quotes"][0]["stance"] = None
    score = agreement(a, b).score("quotes", "stance")
    assert (score.made, score.n) == (3, 3)


def test_ids_that_group_rows_are_compared_as_pairs_whatever_their_names():
    a, b = reader_a(), reader_a()
    for row in b["quotes"]:
        row["utterance_id"] = {"hale-denial": "u9"}.get(row["utterance_id"])
    score = agreement(a, b).score("quotes", "utterance_id")
    assert (score.made, score.true, score.right) == (1, 1, 1)
    assert listed(agreement(a, b), "quotes", "utterance_id") == []
    assert listed(agreement(a, reader_b()), "quotes", "utterance_id") == [
        (HARBOUR, "Our hands are clean and our border is closed,", "hale-denial", "u2")
    ]


def told(event_id, event_type, start, actor, named=None):
    """One event with one report and one who takes part, named by the words before the report."""
    report_id = row_id("event_reports", "a", start, start + 5)
    cells = {"report_id": report_id, "event_id": event_id, "article_id": "a", "start": start, "end": start + 5, "event_type": event_type}
    return {
        "event_reports": [cells],
        "report_actors": [{"report_id": report_id, "actor_id": actor, "role": "actor"}],
        "mentions": [{"mention_id": "a:m:0-6", "article_id": "a", "start": 0, "end": 6, "actor_id": named or actor}],
    }


@pytest.mark.parametrize(
    ("machine", "found"),
    [
        (told("e-a:r:10-15", "ASSAULT", 10, "rebels.a"), [1, 1, 1]),
        (told("e-a:r:10-15", "MOBILIZE", 10, "rebels.a"), [1, 0, 0]),
        (told("e-a:r:10-15", "ASSAULT", 10, "army.a", named="rebels.a"), [1, 1, 0]),
        (told("e-a:r:40-45", "ASSAULT", 40, "rebels.a"), [0, 0, 0]),
    ],
)
def test_an_event_is_found_typed_and_has_its_actors_whatever_the_id_of_a_group(machine, found):
    rows = score_rows(machine, told("battle-of-the-ford", "ASSAULT", 10, "ford-rebels"))
    assert [row["right"] for row in rows if row["table"] == "events"] == found


def test_a_finished_package_has_the_types_of_its_reports_among_its_events():
    coding = reader_a()
    package = copy.deepcopy(coding)
    package["events"] = [
        {"event_id": row["event_id"], "event_type": row.pop("event_type"), "event_mode": row.pop("event_mode")} for row in package["event_reports"]
    ]
    found = agreement(package, coding)
    assert found.score("event_reports", "event_type").share == found.score("event_reports", "event_mode").share == 1
    assert found.disagreements == []


def test_dates_are_one_by_their_place_or_by_what_they_mean():
    def coding(said, start, edtf):
        quote = {"quote_id": "q1", "article_id": "a", "start": 50, "end": 60, "said_date_id": said}
        return {"quotes": [quote], "dates": [{"date_id": said, "article_id": "a", "start": start, "end": start + 6, "date_edtf": edtf}]}

    def share(a, b):
        return agreement(a, b).score("quotes", "said_date_id").share

    assert share(coding("d1", 0, "2021-03"), coding("x", 0, "2021-04")) == 1
    assert share(coding("d1", 0, "2021-03"), coding("x", 20, "2021-03")) == 1
    assert share(coding("d1", 0, "2021-03"), coding("d1", 20, "2021-04")) == 0


def test_rows_for_the_descriptor_need_no_further_package(monkeypatch, readers):
    monkeypatch.setitem(__import__("sys").modules, "krippendorff", None)
    rows = score_rows(reader_a(), reader_b())
    assert rows[0] == {"table": "quotes", "column": "*", "made": 4, "true": 5, "right": 4, "precision": 1.0, "recall": 0.8, "f1": 0.889}
    assert [(row["table"], row["column"]) for row in rows] == [(score.table, score.column) for score in readers.scores]


# --- what holds for any two codings ---------------------------------------------------------------------------------------

IDS = ("karani", "hale", "officials.a", "officials.b", "un")
CELLS = {
    "stance": ("assert", "deny"),
    "channel": (None, "briefing"),
    "event_type": ("ASSAULT", "RETREAT"),
    "event_mode": (None, "release"),
    "modality": ("actual", "denied"),
    "mention_type": ("name", "pronoun"),
    "unit": ("person", "mile"),
    "date_edtf": (None, "2021-03", "2021-03-13"),
    "date_earliest": (None, "2021-03-01", "2021-03-13"),
    "value_low": (None, 0.0, 1.0, 20.0, 40.0),
    "value_high": (None, 1.0, 20.0, 30.5),
    "speaker_text": (None, "he", "Mr Hale"),
    "utterance_id": (None, "u1", "u2"),
    "claim_id": ("c1", "c2"),
    "event_id": (None, "e1", "e2", "e3"),
    **dict.fromkeys(("speaker_actor_id", "measured_actor_id", "claimed_by_actor_id", "actor_id"), (None, *IDS)),
    "place_id": (None, "tamrit", "lisk"),
    "date_id": (None, "a:d:0-4", "a:d:4-8"),
    "quote_id": (None, "a:q:0-8"),
}


@st.composite
def codings(draw):
    """Tables of a coding of up to two articles, with rows that may share spans and ids that may mean anything."""
    numbers = draw(st.randoms(use_true_random=False))
    tables = {"articles": [], "report_actors": [], "actors": [{"actor_id": id_, "name": id_.split(".")[0]} for id_ in IDS]}
    for table in ("quotes", "figures", "event_reports", "mentions", "dates"):
        names = {column.name for column in columns_of(table)} | {"utterance_id", "claim_id", "event_id"}
        tables[table] = []
        for number in range(numbers.randrange(6)):
            start = 4 * numbers.randrange(4)
            cells = {name: numbers.choice(values) for name, values in CELLS.items() if name in names and name != key_of(table)}
            article, end = numbers.choice("ab"), start + numbers.choice([2, 4, 8])
            tables[table].append({key_of(table): f"{table}-{number}", "article_id": article, "start": start, "end": end, **cells})
    for row in tables["event_reports"]:
        for role in ("actor", "recipient"):
            tables["report_actors"] += [
                {"report_id": row["report_id"], "actor_id": id_, "role": role} for id_ in sorted(numbers.sample(IDS, numbers.randrange(3)))
            ]
    return tables


@settings(deadline=None, max_examples=80)
@given(codings())
def test_a_coding_agrees_with_itself_everywhere(coding):
    found = agreement(coding, copy.deepcopy(coding))
    assert found.disagreements == []
    for score in found.scores:
        assert score.made == score.true == score.right
        assert score.share in (None, 1.0)
        assert score.alpha in (None, 1.0)
        assert score.kappa in (None, 1.0)


def _spans_differ(coding):
    tables = [rows for rows in coding.values() if rows and "start" in rows[0]]
    return all(len({(row["article_id"], row["start"], row["end"]) for row in rows}) == len(rows) for rows in tables)


@settings(deadline=None, max_examples=80)
@given(codings(), codings())
def test_whoever_is_called_a_f1_and_the_measures_stay_and_precision_and_recall_change_places(a, b):
    assume(all(_spans_differ(coding) for coding in (a, b)))  # a row's id is its span
    one, other = agreement(a, b), agreement(b, a)
    for left, right in zip(one.scores, other.scores, strict=True):
        assert (left.precision, left.recall, left.f1) == (right.recall, right.precision, right.f1)
        assert (left.n, left.share, left.measure) == (right.n, right.share, right.measure)
        assert (left.alpha, left.kappa) == (pytest.approx(right.alpha), pytest.approx(right.kappa))
    assert len(one.disagreements) == len(other.disagreements)


@settings(deadline=None, max_examples=80)
@given(codings(), codings(), st.integers(0, 9))
def test_the_order_of_the_rows_plays_no_part(a, b, seed):
    shuffled = copy.deepcopy(a)
    for rows in shuffled.values():
        random.Random(seed).shuffle(rows)
    assert agreement(shuffled, b) == agreement(a, b)
