# ruff: noqa: E501
"""A small whole corpus for tests: two invented articles and every table coded by hand, right in every respect.

`corpus()` gives the rows, `TEXTS` the texts, `write` a package of them. Tests break one thing at a time and look who notices.
"""

from __future__ import annotations

import hashlib
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from tidings.contract import tables
from tidings.publish.csv_files import table_bytes
from tidings.publish.descriptor import descriptor, descriptor_bytes

Rows = dict[str, list[dict[str, Any]]]

TEXTS = {
    "harbour-post-2031-05-02": (
        "PORT ELBA, 2 May 2031 — Rebels of the Reed Front took the town of Elba on Thursday, Mayor Ada Quill said. "
        "“We lost 40 boats,” she told reporters. The Reed Front denied taking Elba."
    ),
    "river-times-2031-05-03": "Rebels seized Elba without a fight, the River Agency reports. About 30 boats were lost, Quill said.",
}
FACTS = {
    "name": "test-corpus",
    "title": "A corpus for tests",
    "description": "Two invented articles.",
    "version": "1.0.0",
    "contributors": [{"title": "Nobody", "roles": ["creator"]}],
}


def span(article: str, words: str) -> dict[str, Any]:
    """Columns article_id, start and end of the first place where the words stand."""
    start = TEXTS[article].index(words)
    return {"article_id": article, "start": start, "end": start + len(words)}


def _row(table: str, /, **cells: Any) -> dict[str, Any]:
    unknown = set(cells) - set(tables()[table].columns)
    assert not unknown, unknown
    return {name: cells.get(name) for name in tables()[table].columns}


def _with_id(table: str, letter: str, article: str, words: str, text_column: str, /, **cells: Any) -> dict[str, Any]:
    where = span(article, words)
    key = f"{article}:{letter}:{where['start']}-{where['end']}"
    return _row(table, **{tables()[table].primary_key[0]: key, text_column: words}, **where, **cells)


def corpus() -> Rows:
    """All tables, rows in order, fresh at each call."""
    post, times = TEXTS
    quote = span(post, "We lost 40 boats,")
    quote_id = f"{post}:q:{quote['start']}-{quote['end']}"
    thursday, seized = span(post, "Thursday"), "coerce-seize-elba-2031-05-01"
    date_id = f"{post}:d:{thursday['start']}-{thursday['end']}"
    report = {"event_id": seized, "place_id": "elba", "method": "event.trigger", "review": "machine", "date_basis": "unknown"}
    figure = {
        "unit": "boat",
        "figure_type": "equipment",
        "measures": "boats",
        "claim_id": "boats-lost-elba",
        "method": "figure.count",
        "review": "machine",
    }
    mention = {"mention_type": "name", "method": "mention.name"}
    rows: Rows = {
        "articles": [
            _row(
                "articles",
                article_id=article,
                source_file=f"{article}.txt",
                outlet=outlet,
                wire_credit=wire,
                published=day,
                published_earliest=day,
                published_latest=day,
                published_basis="stated",
                dateline_place_id=dateline,
                language="en",
                rights="CC-BY-4.0",
                word_count=len(TEXTS[article].split()),
                char_count=len(TEXTS[article]),
                text_sha256=hashlib.sha256(TEXTS[article].encode()).hexdigest(),
            )
            for article, outlet, wire, day, dateline in (
                (post, "Harbour Post", None, "2031-05-02", "port-elba"),
                (times, "River Times", "River Agency", "2031-05-03", None),
            )
        ],
        "actors": [
            _row("actors", actor_id="ada-quill", name="Ada Quill", actor_type="person", role="Mayor", n_mentions=2, n_articles=2),
            _row("actors", actor_id="reed-front", name="Reed Front", actor_type="armed_group", sector="REB", n_mentions=1, n_articles=1),
            _row("actors", actor_id="reed-guard", name="Reed Guard", actor_type="armed_group", part_of_actor_id="reed-front", wikidata_id="Q1", n_mentions=0, n_articles=0),
        ],
        "quotes": [
            _row(
                "quotes",
                quote_id=quote_id,
                **quote,
                quote_text="We lost 40 boats,",
                quote_type="direct",
                speaker_text="she",
                speaker_actor_id="ada-quill",
                speaker_kind="named",
                cue="told",
                stance="assert",
                channel="interview",
                addressee_text="reporters",
                said_date_id=date_id,
                utterance_id="ada-quill-boats",
                method="quote.direct",
                review="confirmed",
            ),
            _with_id(
                "quotes", "q", post, "taking Elba", "quote_text", quote_type="indirect", speaker_text="The Reed Front", speaker_actor_id="reed-front",
                speaker_kind="named", cue="denied", stance="deny", utterance_id="reed-front-denies", method="quote.indirect", review="machine",
            ),
        ],
        "events": [
            _row(
                "events", event_id=seized, label="Reed Front: COERCE seize, Elba", event_type="COERCE", event_mode="seize", date_edtf="2031-05-01",
                date_earliest="2031-05-01", date_latest="2031-05-01", date_precision="day", place_id="elba", status="disputed", n_reports=3,
                n_articles=2, n_sources=2, disputed=True,
            ),
        ],
        "figures": [
            _with_id("figures", "f", post, "40", "figure_text", value_low=40, value_high=40, bound="exact", attribution="named",
                     attributed_to_actor_id="ada-quill", quote_id=quote_id, event_id=seized, **figure),
            _with_id("figures", "f", times, "About 30", "figure_text", value_low=30, value_high=30, bound="approximate", attribution="named",
                     attributed_to_actor_id="ada-quill", **figure),
        ],
        "mentions": [
            _with_id("mentions", "m", post, "Reed Front", "mention_text", entity_type="organization", actor_id="reed-front", **mention),
            _with_id("mentions", "m", post, "Elba on", "mention_text", entity_type="place", place_id="elba", **mention),
            _with_id("mentions", "m", post, "Ada Quill", "mention_text", entity_type="person", actor_id="ada-quill", **mention),
            _with_id("mentions", "m", times, "Quill", "mention_text", entity_type="person", actor_id="ada-quill", **mention),
        ],
        "actor_names": [
            _row("actor_names", actor_id="ada-quill", name="Ada Quill", name_type="primary", n_mentions=1, n_articles=1),
            _row("actor_names", actor_id="ada-quill", name="Quill", name_type="variant", n_mentions=1, n_articles=1),
            _row("actor_names", actor_id="reed-front", name="Reed Front", name_type="primary", n_mentions=1, n_articles=1),
        ],
        "event_reports": [
            _with_id("event_reports", "r", post, "took", "trigger_text", modality="actual", date_id=date_id, **(report | {"date_basis": "relative"})),
            _with_id("event_reports", "r", post, "taking", "trigger_text", modality="denied", claimed_by_actor_id="reed-front", **report),
            _with_id("event_reports", "r", times, "seized", "trigger_text", modality="actual", detail="without-fight", **report),
        ],
        "report_actors": [],
        "event_actors": [_row("event_actors", event_id=seized, actor_id="reed-front", role="actor")],
        "dates": [
            _with_id("dates", "d", post, "2 May 2031", "date_text", date_edtf="2031-05-02", date_earliest="2031-05-02", date_latest="2031-05-02", date_basis="stated"),
            _with_id("dates", "d", post, "Thursday", "date_text", date_edtf="2031-05-01", date_earliest="2031-05-01", date_latest="2031-05-01", date_basis="relative"),
        ],
        "places": [
            _row("places", place_id="elba", name="Elba", country="ITA", lat=42.8, lon=10.3, geonames_id=1, geo_precision=1),
            _row("places", place_id="port-elba", name="Port Elba", geo_precision=5),
        ],
        "claims": [
            _row("claims", claim_id="boats-lost-elba", figure_type="equipment", about="boats lost at Elba", unit="boat", low=30, high=40, n_figures=2,
                 n_articles=2, n_sources=2, conflict=True),
        ],
        "evidence": [
            _row("evidence", table="quotes", row_id=quote_id, field="speaker_text", **span(post, "she"), evidence_text="she"),
        ],
        "event_types": [
            _row("event_types", event_type="COERCE", event_mode="any", title="Coerce", definition="Bending by power.", quad_class="material_conflict", cameo_root=17),
            _row("event_types", event_type="COERCE", event_mode="seize", title="Coerce: seize", definition="Taking by power.", quad_class="material_conflict", cameo_root=17),
        ],
        "judgements": [
            _row("judgements", left_name="Ada Quill", right_name="Quill", left_actor_id="ada-quill", right_actor_id="ada-quill", score=0.9, rule="link.spelling",
                 decision="same", decided_by="machine"),
        ],
    }  # fmt: skip
    rows["report_actors"] = [
        _row("report_actors", report_id=each["report_id"], actor_id="reed-front", role="actor") for each in rows["event_reports"]
    ]
    rows["report_actors"].sort(key=lambda each: each["report_id"])
    rows["mentions"][1] |= {"mention_text": "Elba", "end": rows["mentions"][1]["end"] - 3}
    rows["mentions"][1]["mention_id"] = f"{post}:m:{rows['mentions'][1]['start']}-{rows['mentions'][1]['end']}"
    return deepcopy(rows)


def write(folder: Path, rows: Rows | None = None, in_data: bool = True) -> Path:
    """Write the rows as a package, right in form whatever the rows are; returns the folder."""
    rows = corpus() if rows is None else rows
    parts = []
    for name, table in tables().items():
        if name in rows:
            data, path = table_bytes(table, rows[name]), f"data/{name}.csv" if in_data else f"{name}.csv"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
            parts.append((table, path, data, len(rows[name])))
    (folder / "datapackage.json").write_bytes(descriptor_bytes(descriptor(FACTS, parts, None)))
    return folder


def reseal(folder: Path) -> None:
    """Make bytes and hashes of the descriptor those of the files as they now are."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        resource |= {"bytes": len(data), "hash": "sha256:" + hashlib.sha256(data).hexdigest()}
    path.write_bytes(descriptor_bytes(package))
