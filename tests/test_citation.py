"""Every file by which the data is cited says the same, with a DOI and without; the data dictionary tells what the schemas and the tables hold."""

import json
from pathlib import Path

import packages
import pytest
import yaml
from packages import FACTS, MADE

from tidings import contract
from tidings.errors import TidingsError
from tidings.publish.citation import CITATION_BEGIN, CITATION_END, citation_text, with_citation
from tidings.publish.codebook import LIMITS, read_rules
from tidings.publish.csv_files import table_bytes
from tidings.publish.descriptor import descriptor, read_metadata
from tidings.publish.documents import companion_documents

README = f"# Data\n\n{CITATION_BEGIN}\nold\n{CITATION_END}\n\nThe rest.\n"
SCORE = {"table": "quotes", "column": "*", "made": 4, "true": 5, "right": 3, "precision": 0.75, "recall": 0.6, "f1": 0.667}


def documents(folder, facts=FACTS, made=MADE):
    """The documents of the example package, as text, and its descriptor."""
    tables = packages.example_tables()
    files = {f"data/{name}.csv": table_bytes(table, tables[name]) for name, table in contract.tables().items()}
    (folder / "README.md").write_text(README, encoding="utf-8")
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs/coding-rules.md").write_text("# Rules\n\n## quotes\n\nOne row a stretch.\n\n# Known limits\n\n- Few.\n", encoding="utf-8")
    made_files = companion_documents(folder, facts, tables, {"machineAccuracySeen": [SCORE]}, made, files)
    return {name: data.decode("utf-8") for name, data in made_files.items()}, descriptor(facts, [], made)


@pytest.mark.parametrize("doi", ["", "10.5281/zenodo.1234567"])
def test_version_date_title_authors_and_licence_agree_everywhere(tmp_path, doi):
    found, package = documents(tmp_path, {**FACTS, "doi": doi})
    cff, zenodo, croissant = yaml.safe_load(found["CITATION.cff"]), json.loads(found[".zenodo.json"]), json.loads(found["croissant.json"])
    assert cff["type"] == "dataset"
    assert {cff["version"], zenodo["version"], croissant["version"], package["version"]} == {"1.0.0"}
    assert {cff["date-released"], zenodo["publication_date"], croissant["datePublished"], package["created"][:10]} == {"2026-01-31"}
    assert {cff["title"], zenodo["title"], croissant["alternateName"], package["title"]} == {FACTS["title"]}
    names = [[author["name"] for author in people] for people in (cff["authors"], zenodo["creators"], croissant["creator"])]
    assert [*names, [person["title"] for person in package["contributors"]]] == [["Tidings contributors"]] * 4
    assert {cff["license"].lower(), zenodo["license"], package["licenses"][0]["name"].lower()} == {"cc-by-4.0"}
    assert croissant["license"] == package["licenses"][0]["path"]
    for fact in ("1.0.0", "2026-01-31", FACTS["title"], "Tidings contributors", "Creative Commons Attribution 4.0"):
        assert fact in found["README.md"]
    given = [cff.get("doi"), zenodo.get("doi"), (croissant.get("identifier") or "").removeprefix("https://doi.org/") or None]
    assert given == [doi or None] * 3
    assert (doi in found["README.md"]) if doi else ("doi" not in found["README.md"])


ADA = {"title": "Ada Lovelace", "givenName": "Ada", "familyName": "Lovelace", "orcid": "0000-0002-1825-0097", "affiliation": "A college"}
NAMED = {
    **FACTS,
    "contributors": [{**ADA, "roles": ["creator"]}, {"title": "A helper", "roles": ["editor"]}],
    "doi": "10.5281/zenodo.12",
    "concept_doi": "10.5281/zenodo.11",
    "coverage": {"temporal": "2017-01-01/2019-12-05", "spatial": ["Libya"]},
}


def test_a_named_author_with_orcid_and_affiliation_is_the_same_everywhere(tmp_path):
    found, package = documents(tmp_path, NAMED)
    cff, zenodo, croissant, datacite = (
        yaml.safe_load(found["CITATION.cff"]),
        *(json.loads(found[name]) for name in (".zenodo.json", "croissant.json", "datacite.json")),
    )
    orcid = "https://orcid.org/0000-0002-1825-0097"
    assert cff["authors"] == [{"family-names": "Lovelace", "given-names": "Ada", "orcid": orcid, "affiliation": "A college"}]
    assert zenodo["creators"] == [{"name": "Lovelace, Ada", "orcid": ADA["orcid"], "affiliation": "A college"}]
    assert croissant["creator"] == [{"@type": "sc:Person", "name": "Ada Lovelace", "url": orcid}]
    assert datacite["creators"][0]["nameIdentifiers"][0]["nameIdentifier"] == orcid
    assert (package["contributors"][0]["path"], package["contributors"][0]["organization"]) == (orcid, "A college")
    assert "Lovelace, Ada (2026). A harbour strike" in found["README.md"]
    assert "author = {Lovelace, Ada}" in found["README.md"]


def test_coverage_keywords_and_both_dois_reach_the_archive(tmp_path):
    found, package = documents(tmp_path, NAMED)
    zenodo, croissant, datacite = (json.loads(found[name]) for name in (".zenodo.json", "croissant.json", "datacite.json"))
    (when,) = zenodo["dates"]
    assert (when["start"], when["end"], zenodo["locations"]) == ("2017-01-01", "2019-12-05", [{"place": "Libya"}])
    assert (croissant["temporalCoverage"], croissant["spatialCoverage"]) == ("2017-01-01/2019-12-05", ["Libya"])
    assert [entry["date"] for entry in datacite["dates"]] == ["2026-01-31", "2017-01-01/2019-12-05"]
    assert datacite["geoLocations"] == [{"geoLocationPlace": "Libya"}]
    assert package["coverage"] == NAMED["coverage"]
    assert zenodo["keywords"] == [entry["subject"] for entry in datacite["subjects"]] == FACTS["keywords"]
    assert (datacite["doi"], datacite["relatedIdentifiers"][0]["relatedIdentifier"]) == (NAMED["doi"], NAMED["concept_doi"])
    assert yaml.safe_load(found["CITATION.cff"])["identifiers"][0]["value"] == NAMED["concept_doi"]
    assert package["id"] == "https://doi.org/10.5281/zenodo.12"


@pytest.mark.parametrize("facts", [FACTS, NAMED])
def test_datacite_takes_the_metadata(tmp_path, facts):
    schema45 = pytest.importorskip("datacite.schema45", reason="the validator of DataCite is not installed")
    made = json.loads(documents(tmp_path, facts)[0]["datacite.json"])
    assert [error.message for error in schema45.validator.iter_errors(made)] == []


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0098", "12", "https://orcid.org/x"])
def test_an_orcid_that_is_none_is_refused(tmp_path, orcid):
    with pytest.raises(TidingsError, match=r"Ada Lovelace: .* is no ORCID"):
        documents(tmp_path, {**FACTS, "contributors": [{**ADA, "orcid": orcid}]})


def test_an_address_is_named_only_where_there_is_one(tmp_path):
    without = {name: value for name, value in FACTS.items() if name != "id"}
    found, package = documents(tmp_path, {**without, "repository": ""})
    assert "id" not in package
    assert "url" not in json.loads(found["croissant.json"])
    assert "url" not in yaml.safe_load(found["CITATION.cff"])
    assert "related_identifiers" not in json.loads(found[".zenodo.json"])
    assert "url" not in found["README.md"]
    found, package = documents(tmp_path, {**without, "repository": "https://example.org/r"})
    assert package["id"] == yaml.safe_load(found["CITATION.cff"])["url"] == "https://example.org/r"


def test_the_files_of_this_repository_agree(root):
    """What was built and committed: see the test above for each file's own words."""
    facts = read_metadata(root / "metadata.toml")
    package = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    cff = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    zenodo, croissant = (json.loads((root / name).read_text(encoding="utf-8")) for name in (".zenodo.json", "croissant.json"))
    readme = (root / "README.md").read_text(encoding="utf-8")
    day = package["created"][:10]
    assert {package["version"], cff["version"], zenodo["version"], croissant["version"]} == {facts["version"]}
    assert {cff["date-released"], zenodo["publication_date"], croissant["datePublished"]} == {day}
    assert {package["title"], cff["title"], zenodo["title"], croissant["alternateName"]} == {facts["title"]}
    assert citation_text(facts, day) in readme
    assert facts["licenses"][0]["path"] in (root / "LICENSE-DATA").read_text(encoding="utf-8").replace("legalcode", "")


def test_hostile_facts_do_not_break_a_file(tmp_path):
    title = 'He said: "yes" \\ no: #1 <b> – قال'
    found, _ = documents(tmp_path, {**FACTS, "title": title, "keywords": ["yes", "a: b", "- c"]})
    assert yaml.safe_load(found["CITATION.cff"])["title"] == title
    assert yaml.safe_load(found["CITATION.cff"])["keywords"] == ["yes", "a: b", "- c"]
    assert json.loads(found["croissant.json"])["alternateName"] == title


def test_croissant_names_every_table_with_its_hash(tmp_path):
    found, _ = documents(tmp_path)
    croissant = json.loads(found["croissant.json"])
    assert [entry["contentUrl"] for entry in croissant["distribution"]] == [f"data/{name}.csv" for name in contract.tables()]
    assert {len(entry["sha256"]) for entry in croissant["distribution"]} == {64}
    fields = {field["@id"]: field["dataType"] for records in croissant["recordSet"] for field in records["field"]}
    assert (fields["quotes/start"], fields["events/disputed"], fields["articles/published_latest"]) == ("sc:Integer", "sc:Boolean", "sc:Date")


def test_the_readme_changes_between_its_markers_only():
    new = with_citation(README, FACTS, "2026-01-31")
    assert new.startswith(f"# Data\n\n{CITATION_BEGIN}\n\n> Tidings contributors (2026).")
    assert new.endswith(f"{CITATION_END}\n\nThe rest.\n")
    assert "old" not in new
    assert with_citation(new, FACTS, "2026-01-31") == new


@pytest.mark.parametrize("readme", ["no markers", f"only {CITATION_BEGIN}", f"only {CITATION_END}"])
def test_a_readme_without_both_markers_stays_as_it_is(readme):
    assert with_citation(readme, FACTS, "2026-01-31") == readme


def test_documents_are_the_same_each_time(tmp_path):
    assert documents(tmp_path) == documents(tmp_path)


def test_without_a_day_the_last_change_of_the_facts_counts(tmp_path):
    assert "date-released: '2026-01-31'" in documents(tmp_path, made=None)[0]["CITATION.cff"]


def test_the_dictionary_has_every_column_code_count_rule_score_and_limit(tmp_path):
    text = documents(tmp_path)[0]["docs/data-dictionary.md"]
    for name, table in contract.tables().items():
        assert f"\n## {name}\n" in text
        for field in table.fields:
            assert f"| `{field.name}` |" in text
            for code in field.categories:
                assert f"| `{code.value}` |" in text
    assert "| `assert` | States something | 1 |" in text
    assert "| `deny` | Says that something is not so | 0 |" in text
    assert "### How quotes are coded\n\nOne row a stretch." in text
    assert "| quotes | all rows | 4 | 5 | 3 | 0.750 | 0.600 | 0.667 |" in text
    assert text.endswith("## Known limits\n\n- Few.\n")


def test_the_page_is_the_same_dictionary_and_asks_nothing_of_the_network(tmp_path):
    page = documents(tmp_path)[0]["docs/data-dictionary.html"]
    assert '<h2 id="quotes">quotes</h2>' in page
    assert 'name="viewport"' in page
    assert '<input type="search"' in page
    assert '<a href="#quotes">' in page
    assert "@media print" in page
    assert not any(asks in page for asks in ("<script src", "fetch(", "<link", "@import", 'src="', "url("))


def test_coding_rules_are_there_for_every_table(root):
    rules = read_rules((root / "docs/coding-rules.md").read_text(encoding="utf-8"))
    assert {*contract.tables(), LIMITS} <= set(rules)
    assert all(rules[name] for name in contract.tables())


def test_no_author_is_named_but_the_contributors(root):
    for name in ("metadata.toml", "CITATION.cff", "LICENSE", "LICENSE-DATA"):
        assert "Tidings contributors" in Path(root / name).read_text(encoding="utf-8")
