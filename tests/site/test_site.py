"""The site of a package: whole, with addresses that lead somewhere, the same each time, and safe against what a text may hold."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import packages
import pytest

pytest.importorskip("altair")
pytest.importorskip("jinja2")

from tidings.errors import UsageError
from tidings.package import open_package
from tidings.site import make_site
from tidings.site.gather import SPANS, gather
from tidings.site.make import busiest_days, comparable

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)> & “"\''


class Anchors(HTMLParser):
    """What a page links to and what can be linked to in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.links += [found[name] for name in ("href", "src", "srcset") if name in found]
        self.ids += [found["id"]] if found.get("id") else []
        self.scripts += [found.get("src", "inline")] if tag == "script" else []
        assert not [name for name in found if name.startswith("on") or name == "style"], f"a policy forbids {found}"


@pytest.fixture(scope="module")
def site(root, tmp_path_factory) -> Path:
    """The site of the five articles."""
    out = tmp_path_factory.mktemp("site") / "out"
    make_site(root, out)
    return out


@pytest.fixture(scope="module")
def pages(site) -> dict[str, Anchors]:
    return {str(path.relative_to(site)): Anchors(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_link_leads_to_a_file_and_a_place_in_it(site, pages):
    for page, found in pages.items():
        for link in found.links:
            assert not re.match(r"[a-z]+:", link), f"{page} asks for {link}, which is not in the folder"
            path, _, anchor = link.partition("#")
            target = (site / page).parent / unquote(path) if path else site / page
            assert target.is_file(), f"{page}: {link}"
            if anchor and not anchor.startswith("?"):
                assert anchor in pages[str(target.resolve().relative_to(site.resolve()))].ids, f"{page}: {link}"


def test_ids_of_a_page_are_its_own(pages):
    for page, found in pages.items():
        assert len(found.ids) == len(set(found.ids)), page


def test_every_row_with_a_span_and_every_event_actor_and_claim_has_an_address(site, pages, root):
    view = gather(open_package(root))
    for table in ("quotes", "figures", "event_reports"):
        for row in view.rows[table]:
            page, anchor = view.address(table, row).split("#")
            assert anchor in pages[page].ids
    assert set(SPANS) >= {"quotes", "figures", "event_reports", "dates", "mentions"}
    for folder, some in (("events", view.events), ("actors", view.actors), ("claims", view.claims), ("articles", view.articles)):
        assert {path.stem for path in (site / folder).glob("*.html")} - {"index"} == {key.replace(":", "_") for key in some}


def test_no_page_is_large_and_each_has_a_policy_and_only_the_sites_own_script(site, pages):
    for page, found in pages.items():
        assert (site / page).stat().st_size < 2_000_000
        assert [script.rsplit("/", 1)[-1] for script in found.scripts] == ["site.js"]
        assert "default-src &#39;none&#39;" in (site / page).read_text(encoding="utf-8")


def test_the_same_package_gives_the_same_bytes_and_files_that_are_no_more_go(site, root, tmp_path):
    again = tmp_path / "again"
    make_site(root, again)
    (again / "events" / "an-old-event.html").write_text("old", encoding="utf-8")
    make_site(root, again)
    bytes_of = {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert {str(path.relative_to(again)): path.read_bytes() for path in again.rglob("*") if path.is_file()} == bytes_of


def test_a_folder_with_somebodys_files_is_left_alone(root, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="no site of ours"):
        make_site(root, tmp_path)
    with pytest.raises(UsageError, match="a file"):
        make_site(root, tmp_path / "thesis.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_hostile_text_stays_text(tmp_path):
    tables = packages.example_tables()
    tables["articles"][0].update(outlet=HOSTILE, title=HOSTILE)
    tables["quotes"][0].update(quote_text=HOSTILE, speaker_text=HOSTILE)
    tables["actors"][0].update(name=HOSTILE, role=HOSTILE)
    tables["events"][0].update(label=HOSTILE)
    packages.write(tmp_path / "package", tables)
    make_site(tmp_path / "package", tmp_path / "site")
    for path in (tmp_path / "site").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        Anchors(page)
    assert "</script>" not in (tmp_path / "site" / "quotes" / "data-1.js").read_text(encoding="utf-8")


def test_figures_are_compared_in_one_unit(root):
    view = gather(open_package(root))
    claim = view.claims["gharyan-tripoli-distance"]
    rows, unit = comparable(view, claim)
    assert unit == "kilometre"
    assert [round(float(str(row["low"]))) for row in rows] == [80, 50, 50]


def test_the_picture_of_time_takes_the_busiest_months():
    def event(day: str, reports: int) -> dict[str, str]:
        return {"event_id": f"e-{day}", "date_earliest": day, "date_latest": day, "date_precision": "day", "n_reports": str(reports)}

    some = [event("1990-01-01", 1), event("2031-05-02", 3), event("2031-05-01", 1), event("2031-07-30", 9)]
    assert [each["date_earliest"] for each in busiest_days(some)] == ["2031-05-01", "2031-05-02"]
    assert busiest_days([]) == []
