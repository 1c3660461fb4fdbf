"""The schemas are the contract: these tests hold them to it, and to the part of Data Package v2 that engines enforce."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from frictionless import Schema

SCHEMAS = Path(__file__).parents[1] / "schemas"

# The contract of docs and scorers: table -> its columns in order; "?" marks those that may be empty.
TABLES = {
    "articles": """article_id source_file outlet? title? byline? wire_credit? published? published_earliest?
        published_latest? published_basis dateline_place_id? language url? rights? word_count char_count text_sha256
        copy_of_article_id?""",
    "actors": """actor_id name actor_type sector? country? part_of_actor_id? role? wikidata_id? n_mentions n_articles""",
    "quotes": """quote_id article_id start end quote_text? quote_type speaker_text? speaker_actor_id? speaker_kind cue?
        stance channel? via_actor_id? addressee_text? said_date_id? utterance_id method review""",
    "events": """event_id label event_type event_mode? date_edtf? date_earliest? date_latest? date_precision place_id?
        status n_reports n_articles n_sources disputed""",
    "figures": """figure_id article_id start end figure_text value_low? value_high? bound direction? unit value_si?
        unit_si? figure_type measures? measured_actor_id? attributed_to_actor_id? attribution quote_id? event_id?
        claim_id method review""",
    "mentions": """mention_id article_id start end mention_text mention_type entity_type actor_id? place_id? method""",
    "actor_names": "actor_id name name_type n_mentions n_articles",
    "event_reports": """report_id event_id article_id start end trigger_text modality claimed_by_actor_id? quote_id?
        date_id? date_basis place_id? detail? method confidence review""",
    "report_actors": "report_id actor_id role",
    "event_actors": "event_id actor_id role n_reports n_articles",
    "dates": "date_id article_id start end date_text date_edtf? date_earliest? date_latest? date_basis",
    "places": "place_id name country? admin1? lat? lon? geonames_id? geo_precision",
    "claims": "claim_id figure_type about unit low? high? n_figures n_articles n_sources conflict",
    "evidence": "table row_id field article_id start end evidence_text",
    "event_types": "event_type event_mode title definition quad_class cameo_root acled_event_type?",
    "judgements": """left_name right_name left_actor_id right_actor_id score? rule decision decided_by reason?""",
    "seeds/pointers": """article_id source_file text_sha256 text_bytes outlet? title? byline? wire_credit? published?
        published_basis published_reason? language url? rights?""",
    "seeds/authority": """actor_id name name_type actor_type sector? country? part_of_actor_id? role? wikidata_id?
        valid_from? valid_to? source""",
    "seeds/judgements": "left right score? rule decision decided_by reason?",
}

KEYS = {
    "articles": ["article_id"],
    "actors": ["actor_id"],
    "quotes": ["quote_id"],
    "events": ["event_id"],
    "figures": ["figure_id"],
    "mentions": ["mention_id"],
    "actor_names": ["actor_id", "name"],
    "event_reports": ["report_id"],
    "report_actors": ["report_id", "actor_id", "role"],
    "event_actors": ["event_id", "actor_id", "role"],
    "dates": ["date_id"],
    "places": ["place_id"],
    "claims": ["claim_id"],
    "evidence": ["table", "row_id", "field", "article_id", "start", "end"],
    "event_types": ["event_type", "event_mode"],
    "judgements": ["left_name", "right_name", "left_actor_id", "right_actor_id"],
    "seeds/pointers": ["article_id"],
    "seeds/authority": ["actor_id", "name"],
    "seeds/judgements": ["left", "right"],
}

REFERENCES = {
    "articles": {"dateline_place_id": "places", "copy_of_article_id": "articles"},
    "actors": {"part_of_actor_id": "actors"},
    "quotes": {
        "article_id": "articles",
        "speaker_actor_id": "actors",
        "via_actor_id": "actors",
        "said_date_id": "dates",
    },
    "events": {"place_id": "places"},
    "figures": {
        "article_id": "articles",
        "measured_actor_id": "actors",
        "attributed_to_actor_id": "actors",
        "quote_id": "quotes",
        "event_id": "events",
        "claim_id": "claims",
    },
    "mentions": {"article_id": "articles", "actor_id": "actors", "place_id": "places"},
    "actor_names": {"actor_id": "actors"},
    "event_reports": {
        "event_id": "events",
        "article_id": "articles",
        "claimed_by_actor_id": "actors",
        "quote_id": "quotes",
        "date_id": "dates",
        "place_id": "places",
    },
    "report_actors": {"report_id": "event_reports", "actor_id": "actors"},
    "event_actors": {"event_id": "events", "actor_id": "actors"},
    "dates": {"article_id": "articles"},
    "evidence": {"article_id": "articles"},
    "judgements": {"left_actor_id": "actors", "right_actor_id": "actors"},
}

MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": """abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone
        heavy-weapons crowd-control unconventional""",
}

FIGURE_TYPES = """killed wounded casualties detained displaced fighters troops equipment people distance area money
    percent votes duration age count rate other"""
SECTORS = """COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC IGO
    NGO MNC"""

REVIEW = "machine confirmed changed added"

CODELISTS = {
    "articles.published_basis": "stated metadata inferred unknown",
    "seeds/pointers.published_basis": "stated metadata inferred unknown",
    "actors.actor_type": "person organization armed_group government state igo media group other",
    "seeds/authority.actor_type": "person organization armed_group government state igo media group other",
    "actors.sector": SECTORS,
    "seeds/authority.sector": SECTORS,
    "quotes.quote_type": "direct mixed indirect",
    "quotes.speaker_kind": "named role group none",
    "quotes.stance": "assert deny accuse predict promise demand question decline",
    "quotes.channel": "interview briefing statement broadcast social document meeting",
    "events.event_type": " ".join(MODES),
    "events.event_mode": " ".join(MODES.values()),
    "event_types.event_type": " ".join(MODES),
    "event_types.event_mode": "any " + " ".join(MODES.values()),
    "event_types.quad_class": "verbal_cooperation material_cooperation verbal_conflict material_conflict",
    "events.date_precision": "day days week month interval year unknown",
    "events.status": "actual alleged planned hypothetical denied disputed",
    "figures.bound": "exact approximate at_least at_most range vague",
    "figures.direction": "up down",
    "figures.figure_type": FIGURE_TYPES,
    "claims.figure_type": FIGURE_TYPES,
    "figures.attribution": "named unnamed reporter",
    "mentions.mention_type": "name nominal pronoun",
    "mentions.entity_type": "person organization place other",
    "actor_names.name_type": "primary variant acronym title",
    "seeds/authority.name_type": "primary variant acronym title",
    "event_reports.modality": "actual alleged denied planned hypothetical",
    "event_reports.date_basis": "stated relative publication unknown",
    "report_actors.role": "actor recipient",
    "event_actors.role": "actor recipient",
    "quotes.review": REVIEW,
    "figures.review": REVIEW,
    "event_reports.review": REVIEW,
    "event_reports.confidence": "high low",
    "dates.date_basis": "stated relative",
    "judgements.decision": "same different undecided",
    "judgements.decided_by": "machine curator",
    "seeds/judgements.decision": "same different undecided",
    "seeds/judgements.decided_by": "machine curator",
}

# frictionless and the official profile both let a misspelt property pass, so what may stand where is listed here.
SCHEMA_PROPERTIES = {
    "$schema", "name", "title", "description", "fields", "primaryKey", "foreignKeys", "missingValues",
}  # fmt: skip
FIELD_PROPERTIES = {
    "name", "type", "format", "title", "description", "example", "categories", "constraints", "trueValues", "falseValues",
}  # fmt: skip
CONSTRAINTS = {
    "string": {"required", "unique", "enum", "pattern", "minLength", "maxLength"},
    "integer": {"required", "unique", "enum", "minimum", "maximum"},
    "number": {"required", "unique", "minimum", "maximum"},
    "date": {"required", "minimum", "maximum"},
    "boolean": {"required"},
}
# What a cell looks like on paper; frictionless would also read 1_000 or 2024-1-2.
LEXICAL = {
    "string": r"\S(?:.*\S)?",
    "integer": r"0|-?[1-9][0-9]*",
    "number": r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "boolean": "TRUE|FALSE",
}


def path_of(table: str) -> Path:
    return SCHEMAS / f"{table}.json"


def schema_of(table: str) -> dict:
    return json.loads(path_of(table).read_text(encoding="utf-8"))


def fields_of(table: str) -> dict[str, dict]:
    return {field["name"]: field for field in schema_of(table)["fields"]}


each_table = pytest.mark.parametrize("table", TABLES)
FIELDS = {f"{table}.{field['name']}": field for table in TABLES if path_of(table).exists() for field in schema_of(table)["fields"]}


def test_there_is_one_schema_for_every_table_and_no_other():
    found = {path.relative_to(SCHEMAS).with_suffix("").as_posix() for path in SCHEMAS.rglob("*.json")}
    assert found == {*TABLES, "coding"}  # coding.json is no table: it says which columns are a coder's


def test_columns_are_those_of_the_contract_in_its_order_and_required_unless_they_may_be_empty():
    found = {
        table: [name if field.get("constraints", {}).get("required") else f"{name}?" for name, field in fields_of(table).items()] for table in TABLES
    }
    assert found == {table: columns.split() for table, columns in TABLES.items()}


def test_primary_keys_are_those_of_the_contract_and_never_empty():
    assert {table: schema_of(table)["primaryKey"] for table in TABLES} == KEYS
    for table, columns in KEYS.items():
        fields = fields_of(table)
        assert all(fields[column]["constraints"]["required"] for column in columns), table
        assert len(columns) > 1 or fields[columns[0]]["constraints"]["unique"], table


def test_foreign_keys_are_those_of_the_contract_and_point_to_primary_keys_of_their_type_and_pattern():
    found: dict[str, dict[str, str]] = {}
    for table in TABLES:
        for key in schema_of(table).get("foreignKeys", []):
            (column,) = key["fields"]
            target = key["reference"].get("resource", table)  # v2 leaves it out where a table refers to itself
            assert key["reference"].get("resource") != table, column
            assert key["reference"]["fields"] == KEYS[target], column
            here, there = fields_of(table)[column], fields_of(target)[KEYS[target][0]]
            assert (here["type"], here["constraints"]["pattern"]) == (there["type"], there["constraints"]["pattern"]), column
            found.setdefault(table, {})[column] = target
    assert found == REFERENCES


def test_codelists_are_those_of_the_contract():
    found = {name: FIELDS[name]["constraints"]["enum"] for name in CODELISTS}
    assert {name: set(codes) for name, codes in found.items()} == {name: set(codes.split()) for name, codes in CODELISTS.items()}
    assert [name for name, codes in found.items() if len(codes) != len(set(codes))] == []


@each_table
def test_schema_is_valid_formatted_the_one_way_and_says_what_it_is(table):
    schema = schema_of(table)
    assert path_of(table).read_bytes().decode("utf-8") == json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    assert schema["$schema"] == "https://datapackage.org/profiles/2.0/tableschema.json"
    assert schema["name"] == table.split("/")[-1]
    assert schema["title"]
    assert schema["missingValues"] == [""]
    assert 2 <= len(re.findall(r"[.](?= [A-Z`]|$)", schema["description"])) <= 5  # sentences
    report = Schema.validate_descriptor(str(path_of(table)))
    assert report.valid, report.flatten(["type", "note"])
    assert [field.name for field in Schema.from_descriptor(str(path_of(table))).fields] == list(fields_of(table))


def test_schemas_keep_to_the_official_profile():
    dplib = pytest.importorskip("dplib", reason="dplib-py ships the official v2.0 profile")
    validators = pytest.importorskip("jsonschema.validators")
    profile = json.loads((Path(dplib.__file__).parent / "profiles/2.0/tableschema.json").read_text(encoding="utf-8"))
    validator = validators.validator_for(profile)(profile)
    assert [(table, error.message) for table in TABLES for error in validator.iter_errors(schema_of(table))] == []


def test_no_property_is_misspelt_or_unknown():
    assert {name for table in TABLES for name in schema_of(table)} <= SCHEMA_PROPERTIES
    assert {name for field in FIELDS.values() for name in field} <= FIELD_PROPERTIES
    assert {name: set(field.get("constraints", {})) - CONSTRAINTS[field["type"]] for name, field in FIELDS.items()} == {
        name: set() for name in FIELDS
    }


def test_fields_are_described_and_say_what_an_empty_cell_means():
    for name, field in FIELDS.items():
        assert all(field[wanted].strip() == field[wanted] != "" for wanted in ("name", "type", "title", "description", "example")), name
        assert field["description"].endswith("."), name
        assert field.get("constraints", {}).get("required") or re.search(r"\b[Ee]mpty\b", field["description"]), name


def test_examples_are_values_of_their_fields():
    for table in TABLES:
        read = Schema.from_descriptor(str(path_of(table)))
        for name, field in fields_of(table).items():
            cell, notes = read.get_field(name).read_cell(field["example"])
            assert (cell is not None, notes) == (True, None), f"{table}.{name}"
            assert re.fullmatch(LEXICAL[field["type"]], field["example"], re.DOTALL), f"{table}.{name}"


def test_categories_name_each_code_once_and_booleans_are_true_and_false_in_capitals():
    for name, field in FIELDS.items():
        labels = [category["label"] for category in field.get("categories", ())]
        assert all(labels), name
        assert len(set(labels)) == len(labels), name
        assert "categories" not in field or [category["value"] for category in field["categories"]] == field["constraints"]["enum"], name
        assert field["type"] != "boolean" or (field["trueValues"], field["falseValues"]) == (["TRUE"], ["FALSE"]), name


def test_patterns_mean_the_same_in_every_engine():
    """No anchors, look-around or Unicode classes, on which engines differ, and no alternation outside a group."""
    patterns = {name: field["constraints"]["pattern"] for name, field in FIELDS.items() if "pattern" in field.get("constraints", {})}
    assert len(patterns) > 50
    for name, pattern in patterns.items():
        re.compile(pattern)
        assert not re.search(r"\(\?[=!<]|\\[dwsbDWSBAZ]|\$", pattern), name
        assert not pattern.startswith("^"), name
        depth = 0
        for character in re.sub(r"\[[^]]*\]", "", pattern):
            depth += {"(": 1, ")": -1}.get(character, 0)
            assert character != "|" or depth > 0, name


def test_every_table_with_a_span_says_where_it_begins_and_ends():
    for table, columns in TABLES.items():
        if "start" in columns.split():
            fields = fields_of(table)
            assert fields["start"]["constraints"]["minimum"] == 0
            assert fields["end"]["constraints"]["minimum"] == 1


@pytest.mark.parametrize(
    ("column", "good", "bad"),
    [
        pytest.param(
            "articles.published",
            [
                "2019-04-06", "2019-04-06~", "2017-01", "2019", "2019?", "2019-04%", "2019-21", "201X", "19XX", "2019-04-XX", "2019-XX",
                "2019-XX-XX", "2019-04-14/2019-04-16", "2019-04/2019-05~", "../2019", "2019/..", "2019/", "/2019",
            ],
            [
                "19", "2019-4-6", "2019-13", "2019-25", "2019-04-32", "2019-04-00", "20X9", "2019-04-06T12:00", "2019/04/06", "06-04-2019",
                "../..", "/", "2019-04-06~~", "April",
            ],
            id="edtf",
        ),
        pytest.param(
            "quotes.quote_id",
            ["daily-mail-2019-04-06:q:0-5", "000:q:10-20", "A.b_c-1:q:10-200"],
            ["000:f:10-20", "000:q:10", "q:10-20", ":q:1-2", "-a:q:1-2", "a b:q:1-2"],
            id="row with a span",
        ),
        pytest.param(
            "articles.article_id",
            ["daily-mail-2019-04-06", "000_06b97083d1090c06", "A.b"],
            ["", "-a", "_a", "a b", "a:b", "é"],
            id="article",
        ),
        pytest.param(
            "actors.actor_id",
            ["khalifa-haftar", "un", "G7", "officials:000"],
            ["7-brigade", "-a", "a b", "é"],
            id="actor, never read as a number",
        ),
        pytest.param("articles.language", ["en", "en-GB", "zh-Hant-TW", "und"], ["e", "EN", "english", "en_GB"], id="language"),
        pytest.param("actors.country", ["LBY", "NAM"], ["NA", "lby", "LBYA"], id="country"),
        pytest.param("actors.wikidata_id", ["Q1", "Q1065"], ["Q0", "Q", "1065", "q1"], id="wikidata"),
        pytest.param("articles.text_sha256", ["0" * 64], ["0" * 63, "A" * 64, "sha256:" + "0" * 64], id="sha256"),
        pytest.param("seeds/authority.valid_from", ["2015", "2015-03", "2015-03-02"], ["15", "2015-3", "2015-03-02~"], id="validity"),
    ],
)  # fmt: skip
def test_pattern_takes_what_it_should_and_nothing_else(column, good, bad):
    table, name = column.split(".")
    field = Schema.from_descriptor(str(path_of(table))).get_field(name)
    assert [value for value in good if field.read_cell(value)[1]] == []
    assert [value for value in bad if value and not field.read_cell(value)[1]] == []


def test_words_may_be_anything_in_any_script():
    quote_text = Schema.from_descriptor(str(path_of("quotes"))).get_field("quote_text")
    for words in ("“No.”\nThen: ‘never’", "لن نستسلم", "🕊", "—"):
        assert quote_text.read_cell(words) == (words, None)


def test_examples_are_cells_of_the_published_tables():
    """Whoever reads an example in the data dictionary finds it in the data; a column that is empty in all rows may have another one."""
    absent = []
    for name in (name for name in TABLES if "/" not in name):
        with (SCHEMAS.parent / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for column, field in fields_of(name).items():
            cells = {row[column] for row in rows} - {""}
            absent += [f"{name}.{column}: {field['example']!r}"] if cells and str(field["example"]) not in cells else []
    assert absent == []
