"""A given coding is checked row by row. Each fault has a message that says what, where and what to do."""

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidings.coding.check import Checked, check_coding, write_refused
from tidings.coding.columns import coding_tables
from tidings.coding.files import read_coding
from tidings.errors import TidingsError

# Invented for these tests.
CANAL = (
    "The “Blue Canal” opened on Monday, said mayor Ada Quill.\n\n"
    "“We waited forty years for water,” Quill told the Marsh Gazette. 🎉\n\n"
    "Some 1,500 people came; Quill counted 200 boats.\n"
)
FERRY = "The ferry to Otter Isle will not sail this winter, its owner said."
TEXTS = {"canal": CANAL, "ferry": FERRY}
HEADS = {"quotes.csv": "article_id,start,end,quote_text,speaker_text\n", "mentions.csv": "article_id,mention_text\n"}


def check(folder: Path, files: dict[str, str | bytes], texts: dict[str, str] = TEXTS, **options: object) -> Checked:
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return check_coding(read_coding(folder), texts, **options)  # type: ignore[arg-type]


WRONG: dict[str, tuple[dict[str, str | bytes], str]] = {
    "made-up quotation": (
        {"quotes.csv": "article_id,quote_text\ncanal,We waited sixty years for water\n"},
        'quotes.csv:2: quote_text: "We waited sixty years for water": the words do not stand in the article; likeliest is 59-90 (paragraph 2): '
        "the text has “forty” for “sixty”; copy the words from the text, or drop the row",
    ),
    "nothing like it": (
        {"quotes.csv": "article_id,quote_text\ncanal,Dragons burnt our harbour\n"},
        'quotes.csv:2: quote_text: "Dragons burnt our harbour": the words do not stand in the article, nor anything like them; '
        "copy the words from the text, or drop the row",
    ),
    "shifted offsets": (
        {"quotes.csv": HEADS["quotes.csv"] + "canal,62,83,We waited forty years,Quill\n"},
        'quotes.csv:2: quote_text: "We waited forty years": at 62-83 stands “waited forty years fo”; the words stand at 59-80; '
        "correct start and end, or leave both empty",
    ),
    "UTF-16 offsets": (
        {"figures.csv": "article_id,start,end,figure_text\ncanal,165,174,200 boats\n"},
        'figures.csv:2: figure_text: "200 boats": at 165-174 stands “00 boats.”; the offsets count UTF-16 units, as JavaScript and Java do; '
        "count code points: 164-173 (or leave start and end empty)",
    ),
    "byte offsets": (
        {"figures.csv": "article_id,start,end,figure_text\ncanal,175,184,200 boats\n"},
        'figures.csv:2: figure_text: "200 boats": 175-184 lies beyond the text of 175 characters; the offsets count bytes of UTF-8; '
        "count code points: 164-173 (or leave start and end empty)",
    ),
    "beyond the text": (
        {"quotes.csv": "article_id,start,end\ncanal,10,9000\n"},
        'quotes.csv:2: start: "10-9000": the span 10-9000 lies beyond the text, which has 175 characters; correct start and end',
    ),
    "ambiguous": (
        {"mentions.csv": HEADS["mentions.csv"] + "canal,Quill\n"},
        'mentions.csv:2: mention_text: "Quill": the words stand in 3 places: '
        "50-55 (paragraph 1, “…on Monday, said mayor Ada Quill. “We waited forty years for…”); "
        "93-98 (paragraph 2, “…waited forty years for water,” Quill told the Marsh Gazette. 🎉…”); "
        "150-155 (paragraph 3, “…🎉 Some 1,500 people came; Quill counted 200 boats.”); "
        "say which: give start and end, or paragraph, or near (an offset)",
    ),
    "part of a number": (
        {"figures.csv": "article_id,figure_text\ncanal,500\n"},
        'figures.csv:2: figure_text: "500": it stands only within longer words: '
        "133-136 (paragraph 3, “…the Marsh Gazette. 🎉 Some 1,500 people came; Quill counted 200…”); "
        "give whole words, or start and end if that is meant",
    ),
    "wrong code": (
        {"quotes.csv": "article_id,quote_text,stance\ncanal,We waited forty years,denies\n"},
        'quotes.csv:2: stance: "denies": not in the codelist: assert, deny, accuse, predict, promise, demand, question, decline; did you mean deny?',
    ),
    "swapped columns": (
        {"quotes.csv": "article_id,quote_text,stance,quote_type\ncanal,We waited forty years,direct,indirect\n"},
        'quotes.csv:2: stance: "direct": not in the codelist: assert, deny, accuse, predict, promise, demand, question, decline; '
        "it is a code of quote_type: were the columns swapped?",
    ),
    "wrong reference": (
        {
            "quotes.csv": "article_id,quote_text,speaker_actor_id\ncanal,We waited forty years,ada-quil\n",
            "actors.csv": "actor_id,name\nada-quill,Ada Quill\n",
        },
        'quotes.csv:2: speaker_actor_id: "ada-quil": no row of actors has this actor_id; add the row, correct the id, or empty the cell',
    ),
    "other article's text": (
        {"quotes.csv": "article_id,quote_text\ncanal,will not sail this winter\n"},
        'quotes.csv:2: quote_text: "will not sail this winter": the words do not stand in the article; they stand in ferry; correct article_id',
    ),
    "unknown article": (
        {"quotes.csv": "article_id,quote_text\ncannal,We waited forty years\n"},
        'quotes.csv:2: article_id: "cannal": no such article; did you mean canal?',
    ),
    "duplicate span": (
        {"quotes.csv": "article_id,start,end,quote_text\ncanal,59,80,We waited forty years\ncanal,,,we waited forty years\n"},
        'quotes.csv:3: start: "59-80": the same span of the article stands in quotes.csv:2 already; drop one of the rows, or make them one',
    ),
    "bad EDTF": (
        {"dates.csv": "article_id,date_text,date_edtf\ncanal,Monday,2031-02-30\n"},
        'dates.csv:2: date_edtf: "2031-02-30": no day of the calendar; '
        "write it in EDTF, such as 2019-04-06, 2019-04, 2017-01~ or 2019-04-14/2019-04-16",
    ),
    "no EDTF": (
        {"dates.csv": "article_id,date_text,date_edtf\ncanal,Monday,3 May 2031\n"},
        'dates.csv:2: date_edtf: "3 May 2031": no date in EDTF; write it in EDTF, such as 2019-04-06, 2019-04, 2017-01~ or 2019-04-14/2019-04-16',
    ),
    "id against span": (
        {"quotes.csv": "quote_id,article_id,start,end,quote_text\ncanal:q:1-22,canal,59,80,We waited forty years\n"},
        'quotes.csv:2: quote_id: "canal:q:1-22": the id contradicts the row\'s article and span 59-80; '
        "write canal:q:59-80, or leave it empty: it is made from article and span",
    ),
    "ragged row": (
        {"mentions.csv": HEADS["mentions.csv"] + "canal,Quill, the mayor\n"},
        'mentions.csv:2: "canal,Quill, the mayor": the row has 3 cells, the header 2; '
        "look for a comma that stands in no quotation marks, or a mark that is not doubled",
    ),
    "number that is none": (
        {"figures.csv": 'article_id,figure_text,value_low\ncanal,"1,500 people","1,500"\n'},
        'figures.csv:2: value_low: "1,500": no number; write digits alone, with a point: 1500 or 1.5, without units or thousands separators',
    ),
    "NA": (
        {"quotes.csv": "article_id,quote_text,speaker_actor_id\ncanal,We waited forty years,NA\n"},
        'quotes.csv:2: speaker_actor_id: "NA": it stands for a missing value; leave the cell empty where nothing is reported',
    ),
    "NUL": (
        {"mentions.csv": HEADS["mentions.csv"] + "canal,Qu\0ill\n"},
        'mentions.csv:2: mention_text: "Qu\0ill": the cell holds a NUL character; remove it; the file may have been cut or is no text',
    ),
    "start without end": (
        {"quotes.csv": HEADS["quotes.csv"] + "canal,59,,We waited forty years,Quill\n"},
        'quotes.csv:2: end: "": empty, while start is given; give both or neither',
    ),
    "neither words nor span": (
        {"quotes.csv": "article_id,speaker_text\ncanal,Quill\n"},
        'quotes.csv:2: quote_text: "": the row has neither words nor a span; give the words as printed, or start and end',
    ),
    "another text": (
        {"articles.csv": f"article_id,text_sha256\ncanal,{'0' * 64}\n"},
        f'articles.csv:2: text_sha256: "{"0" * 64}": the text at hand has another SHA-256 '
        "(00cabba9e); code the article again, or give the text that was coded",
    ),
    "evidence of no column": (
        {
            "dates.csv": "article_id,date_text\ncanal,Monday\n",
            "evidence.csv": "table,row_id,field,article_id,evidence_text\ndates,canal:d:27-33,date_etdf,canal,Monday\n",
        },
        'evidence.csv:2: field: "date_etdf": dates has no such column; did you mean date_edtf?',
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_row_is_refused_with_a_message(tmp_path: Path, name: str) -> None:
    files, message = WRONG[name]
    checked = check(tmp_path, files)
    if name == "another text":
        message = message.replace("00cabba9e", str(checked.refused[0]).split("(")[1].split(")")[0])
    assert [str(each) for each in checked.refused] == [message]


# Faults of whole files: nothing of the coding is read.
UNREADABLE: dict[str, tuple[dict[str, str | bytes], str]] = {
    "cp1252": (
        {"quotes.csv": "article_id,quote_text\ncanal,caf\xe9 closed\n".encode("cp1252")},
        'quotes.csv:2: byte 31 (0xe9, in "canal,café closed" if read as Windows-1252) is not UTF-8; save the file as UTF-8',
    ),
    "UTF-16": ({"quotes.csv": "article_id\n".encode("utf-16")}, "quotes.csv: the file is UTF-16; save it as CSV in UTF-8"),
    "semicolons": (
        {"quotes.csv": "article_id;quote_text\ncanal;x\n"},
        "quotes.csv:1: the cells are parted by semicolons; save the file as CSV with commas",
    ),
    "tabs": (
        {"quotes.csv": "article_id\tquote_text\ncanal\tx\n"},
        "quotes.csv:1: the cells are parted by tabs; save the file as CSV with commas",
    ),
    "no header": (
        {"quotes.csv": "canal,We waited forty years\n"},
        'quotes.csv:1: "canal,We waited forty years" is no header; write the names of the columns in the first line, such as article_id, quote_text',
    ),
    "unknown column": (
        {"quotes.csv": "article_id,quote_txt\ncanal,x\n"},
        "quotes.csv:1: no column is called quote_txt; did you mean quote_text?",
    ),
    "a column twice": ({"quotes.csv": "article_id,article_id\ncanal,x\n"}, "quotes.csv:1: the column article_id stands twice; keep one"),
    "unknown file": ({"quots.csv": "article_id\n"}, "quots.csv: no table of a coding is called quots; did you mean quotes?"),
    "spreadsheet": (
        {"quotes.xlsx": b"PK"},
        "quotes.xlsx: a table is a .csv or .parquet file; save it as quotes.csv (CSV, UTF-8, parted by commas)",
    ),
    "empty file": (
        {"mentions.csv": ""},
        "mentions.csv: the file is empty; give a header (actor_id, article_id, end, entity_type …), or leave the file out",
    ),
    "open quotation mark": (
        {"quotes.csv": 'article_id,quote_text\ncanal,"We waited\ncanal,x\n'},
        "quotes.csv:2: not CSV (unexpected end of data); look for a quotation mark that is not closed or not doubled",
    ),
    "huge cell": (
        {"quotes.csv": f"article_id,quote_text\ncanal,{'x' * 100_001}\n"},
        "quotes.csv:2: a cell has more than 100,000 characters; look for a quotation mark that is not closed or not doubled",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_is_no_table_is_named(tmp_path: Path, name: str) -> None:
    files, message = UNREADABLE[name]
    with pytest.raises(TidingsError) as error:
        check(tmp_path, files)
    assert str(error.value) == message


def test_a_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    checked = check(tmp_path, {"quotes.csv": "\ufeffarticle_id,quote_text\r\ncanal,We waited forty years\r\n"})
    assert not checked.refused
    assert checked.tables["quotes"][0]["quote_id"] == "canal:q:59-80"


def test_a_row_of_a_spreadsheet_is_placed_typed_and_completed(tmp_path: Path) -> None:
    checked = check(tmp_path, {"quotes.csv": 'article_id,quote_text,speaker_text\ncanal,"""we waited forty years for water,""",Quill\n'})
    assert not checked.refused
    assert checked.folded == {"quotes": 1}
    [row] = checked.tables["quotes"]
    assert tuple(row) == coding_tables()["quotes"].table.columns
    assert {name: value for name, value in row.items() if value is not None} == {
        "quote_id": "canal:q:58-92",
        "article_id": "canal",
        "start": 58,
        "end": 92,
        "quote_text": "“We waited forty years for water,”",
        "quote_type": "direct",
        "speaker_text": "Quill",
        "speaker_kind": "role",
        "stance": "assert",
        "method": "reader",
    }


def test_near_and_paragraph_tell_places_apart(tmp_path: Path) -> None:
    rows = "article_id,mention_text,near,paragraph\ncanal,Quill,100,\ncanal,Quill,,3\n"
    checked = check(tmp_path, {"mentions.csv": rows})
    assert not checked.refused
    assert [row["start"] for row in checked.tables["mentions"]] == [93, 150]


def test_a_paragraph_without_the_words_is_refused(tmp_path: Path) -> None:
    checked = check(tmp_path, {"mentions.csv": "article_id,mention_text,paragraph\ncanal,boats,1\ncanal,boats,9\n"})
    assert [each.problem.split(",")[0] for each in checked.refused] == [
        "the words do not stand in paragraph 1",
        "the article has 3 paragraphs",
    ]


def test_an_id_alone_gives_the_span(tmp_path: Path) -> None:
    start = CANAL.index("Quill counted")
    row = f"canal:m:{start}-{start + 5},canal,Quill"
    checked = check(tmp_path, {"mentions.csv": f"mention_id,article_id,mention_text\n{row}\n"})
    assert not checked.refused
    assert checked.tables["mentions"][0]["start"] == start


def test_words_may_be_withheld_where_the_span_is_given(tmp_path: Path) -> None:
    checked = check(tmp_path, {"quotes.csv": HEADS["quotes.csv"] + "canal,59,80,,\n"})
    assert not checked.refused
    assert checked.tables["quotes"][0]["quote_text"] is None
    assert checked.tables["quotes"][0]["quote_type"] == "direct"


def test_without_the_text_a_span_is_needed_and_its_length_checked(tmp_path: Path) -> None:
    rows = "away,0,5,Quill,\naway,0,9,Quill,\naway,,,Quill,\n"
    checked = check(tmp_path, {"quotes.csv": HEADS["quotes.csv"] + rows}, articles={"away"})
    assert [str(each) for each in checked.refused] == [
        'quotes.csv:3: quote_text: "Quill": it has 5 characters, its span 0-9 has 9; correct start and end (code points, from 0)',
        'quotes.csv:4: quote_text: "Quill": it has no span, and the article\'s text is not at hand to look in; '
        "give start and end, or the text (--texts)",
    ]
    assert len(checked.tables["quotes"]) == 1
    assert checked.notes == ["checked for form only, as the text is not at hand, 1 of the articles: away"]


def test_a_reference_to_a_refused_row_is_refused(tmp_path: Path) -> None:
    quotes = "quote_id,article_id,start,end,quote_text\ncanal:q:0-4,canal,0,4,Nope\n"
    checked = check(tmp_path, {"quotes.csv": quotes, "figures.csv": "article_id,figure_text,quote_id\ncanal,200 boats,canal:q:0-4\n"})
    assert str(checked.refused[0]) == (
        'figures.csv:2: quote_id: "canal:q:0-4": the row that it refers to was refused (quotes.csv:2); mend that row first'
    )
    assert checked.tables["figures"] == []


def test_evidence_may_be_of_a_role(tmp_path: Path) -> None:
    start = CANAL.index("opened")
    files: dict[str, str | bytes] = {
        "event_reports.csv": "article_id,trigger_text,event_type\ncanal,opened,AGREE\n",
        "evidence.csv": "table,row_id,field,article_id,evidence_text\n"
        f"event_reports,canal:r:{start}-{start + 6},actor,canal,Ada Quill\nevent_reports,canal:r:0-3,actor,canal,Ada Quill\n",
    }
    assert [str(each) for each in check(tmp_path, files).refused] == [
        'evidence.csv:3: row_id: "canal:r:0-3": no row of event_reports has this report_id; add the row, correct the id, or empty the cell'
    ]


def test_actors_of_the_authority_need_no_row(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"quotes.csv": "article_id,quote_text,speaker_actor_id\ncanal,We waited forty years,ada-quill\n"}
    assert check(tmp_path, files).refused[0].problem == "the coding has no table actors"
    checked = check(tmp_path, files, known_actors={"ada-quill"})
    assert not checked.refused


def test_what_a_coder_left_out_is_settled_by_the_rest(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "actors.csv": "actor_id,name,actor_type\nada-quill,Ada Quill,person\nboaters,boaters,group\n",
        "mentions.csv": "article_id,mention_text,actor_id\ncanal,Ada Quill,ada-quill\ncanal,boats,boaters\ncanal,Monday,\n",
        "quotes.csv": "article_id,quote_text,speaker_actor_id\ncanal,opened on Monday,ada-quill\n",
        "figures.csv": 'article_id,figure_text,attributed_to_actor_id\ncanal,200 boats,ada-quill\ncanal,"1,500 people",\n',
        "dates.csv": "article_id,date_text,date_edtf\ncanal,Monday,2031-05\n",
    }
    checked = check(tmp_path, files)
    assert not checked.refused
    tables = checked.tables
    assert [row["entity_type"] for row in tables["mentions"]] == ["person", "other", "other"]
    assert [(row["quote_type"], row["speaker_kind"]) for row in tables["quotes"]] == [("indirect", "named")]
    assert [(row["attribution"], row["value_low"], row["unit"]) for row in tables["figures"]] == [
        ("named", None, "count"),
        ("reporter", None, "count"),
    ]
    assert [(row["date_earliest"], row["date_latest"]) for row in tables["dates"]] == [("2031-05-01", "2031-05-31")]


def test_rows_of_parquet_are_named_by_their_number(tmp_path: Path) -> None:
    pl.DataFrame({"article_id": ["canal"], "figure_text": ["200 boats"], "value_low": [200.0], "start": [3], "end": [12]}).write_parquet(
        tmp_path / "figures-0001.parquet"
    )
    checked = check(tmp_path, {})
    assert str(checked.refused[0]).startswith('figures-0001.parquet:row 1: figure_text: "200 boats": at 3-12 stands')


def test_refused_rows_are_written_as_a_table(tmp_path: Path) -> None:
    checked = check(tmp_path, WRONG["wrong code"][0])
    write_refused(tmp_path / "refused.csv", checked.refused)
    with (tmp_path / "refused.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert list(row) == ["file", "line", "table", "column", "value", "problem", "what_to_do"]
    assert (row["file"], row["line"], row["column"], row["value"]) == ("quotes.csv", "2", "stance", "denies")
    assert read_coding(tmp_path).tables.keys() == {"quotes"}


@given(st.text("aé🎉“” \n.b漢", min_size=1, max_size=40), st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_given_span_is_code_points_whatever_the_text(tmp_path: Path, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    with (tmp_path / "quotes.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["article_id", "start", "end", "quote_text"], ["x", start, end, text[start:end]]])
    checked = check_coding(read_coding(tmp_path), {"x": text})
    assert not checked.refused
    assert checked.tables["quotes"][0]["quote_text"] == text[start:end]


def test_a_coder_may_call_rows_by_names_of_his_own_and_refer_to_them(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "event_reports.csv": "report_id,article_id,trigger_text,event_type,date_id\nwait,canal,waited,REQUEST,day\n",
        "dates.csv": "date_id,article_id,date_text,date_edtf\nday,canal,Monday,2031-03-03\n",
        "report_actors.csv": "report_id,actor_id,role\nwait,ada-quill,actor\n",
        "actors.csv": "actor_id,name\nada-quill,Ada Quill\n",
        "evidence.csv": "table,row_id,field,article_id,evidence_text\nevent_reports,wait,date_id,canal,Monday\n",
    }
    checked = check(tmp_path, files)
    assert not checked.refused
    (report,), (date,) = checked.tables["event_reports"], checked.tables["dates"]
    assert report["report_id"] == f"canal:r:{report['start']}-{report['end']}"
    assert report["date_id"] == date["date_id"]
    assert checked.tables["report_actors"] == [{"report_id": report["report_id"], "actor_id": "ada-quill", "role": "actor"}]
    assert checked.tables["evidence"][0]["row_id"] == report["report_id"]


def test_two_rows_of_one_name_are_refused(tmp_path: Path) -> None:
    rows = "quote_id,article_id,quote_text\nq1,canal,We waited forty years\nq1,ferry,will not sail this winter\n"
    (refused,) = check(tmp_path, {"quotes.csv": rows}).refused
    assert str(refused) == 'quotes.csv:3: quote_id: "q1": another row has this id; give each row an id of its own, or none'
