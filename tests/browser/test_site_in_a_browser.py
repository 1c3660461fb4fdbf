"""The site in a real browser: opened from disk, filtered, searched, copied from, by mouse and keyboard. ``nox -s browser`` runs these."""

from __future__ import annotations

from pathlib import Path

import packages
import pytest

sync_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("altair")

from tidings.site import make_site  # noqa: E402

PAGES = (
    "index.html",
    "timeline.html",
    "disagreements.html",
    "quotes/index.html",
    "quotes/daily-mail-2019-04-06.html",
    "actors/index.html",
    "actors/khalifa-haftar.html",
    "map.html",
    "articles/index.html",
    "articles/daily-mail-2019-04-06.html",
    "events/lna-takes-gharyan.html",
    "claims/gharyan-tripoli-distance.html",
    "dictionary.html",
)
MANY = 20_000  # quotes of the large site


@pytest.fixture(scope="module")
def site(root, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    make_site(root, out)
    return out


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [1400, 390])
def test_pages_fit_their_window_and_axe_finds_no_serious_fault(page, site, serious_faults, address, width):
    page.set_viewport_size({"width": width, "height": 850})
    page.goto(f"file://{site}/{address}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("[...document.images].every(image => image.loading === 'lazy' || image.naturalWidth > 0)")
    assert serious_faults(page) == []


def test_events_are_filtered_by_status_and_the_address_keeps_the_choice(page, site):
    page.goto(f"file://{site}/timeline.html")
    page.select_option("select[name=status]", "disputed")
    page.locator(".found", has_text="shown").wait_for()
    assert page.locator(".event:visible").count() == page.locator(".event[data-status=disputed]").count() > 0
    assert page.url.endswith("#?status=disputed")
    page.locator(".event:visible a").first.click()
    page.go_back()
    page.locator(".found", has_text="shown").wait_for()
    assert page.locator(".event:visible").count() == page.locator(".event[data-status=disputed]").count()
    page.click("button[type=reset]")
    sync_api.expect(page.locator(".found")).to_have_text("")
    assert page.locator(".event:visible").count() == page.locator(".event").count()


def test_quotes_are_searched_and_lead_to_their_row(page, site):
    page.goto(f"file://{site}/quotes/index.html")
    page.fill("input[name=search]", "PLAYBOOK")
    page.locator(".found", has_text="found").wait_for()
    assert page.locator(".quote").count() == 1
    page.click("text=this row")
    sync_api.expect(page.locator(":target")).to_have_count(1)
    assert "#daily-mail-2019-04-06:q:" in page.url


def test_the_dictionary_is_searched_and_has_addresses_for_codes(page, site):
    page.goto(f"file://{site}/dictionary.html#quotes.stance.deny")
    sync_api.expect(page.locator(":target dt")).to_have_text("deny")
    page.fill("input[name=search]", "stance")
    page.locator(".found", has_text="shown").wait_for()
    assert 0 < page.locator(".column:visible").count() < page.locator(".column").count()


def test_the_citation_is_copied_by_keyboard(browser, site):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"file://{site}/index.html")
    page.locator("button[data-copy=cite-bibtex]").focus()
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("button[data-copy=cite-bibtex]")).to_have_text("Copied")
    context.close()


def test_the_first_tab_leads_past_the_menu(page, site):
    page.goto(f"file://{site}/timeline.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_without_scripts_all_is_there_but_the_filters(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{site}/timeline.html")
    assert page.locator(".event:visible").count() > 100
    assert page.locator("form.filters:visible").count() == 0
    context.close()


def test_hostile_text_stays_text(page, tmp_path):
    tables = packages.example_tables()
    tables["articles"][0].update(outlet="<script>document.title = 'taken'</script>")
    tables["quotes"][0].update(quote_text="<img src=x onerror=\"document.title = 'taken'\">")
    packages.write(tmp_path / "package", tables)
    make_site(tmp_path / "package", tmp_path / "site")
    page.goto(f"file://{tmp_path}/site/quotes/index.html")
    page.fill("input[name=search]", "img")
    page.locator(".found", has_text="found").wait_for()
    assert page.locator("blockquote").inner_text().startswith("“<img")
    assert "taken" not in page.title()


def test_twenty_thousand_quotes_are_searched_without_freezing(page, tmp_path):
    tables = packages.example_tables()
    first = tables["quotes"][0]
    tables["quotes"] = [
        {
            **first,
            "quote_id": f"daily-mail-2019-04-06:q:{n}-{n + 9}",
            "utterance_id": f"daily-mail-2019-04-06:u:{n // 40}",
            "start": n,
            "end": n + 9,
            "quote_text": f"boat {n} is lost",
        }
        for n in range(MANY)
    ]
    tables["evidence"] = []
    packages.write(tmp_path / "package", tables)
    make_site(tmp_path / "package", tmp_path / "site")
    page.goto(f"file://{tmp_path}/site/quotes/index.html")
    page.fill("input[name=search]", "boat 777 ")
    page.locator(".found", has_text="found").wait_for()
    assert page.locator(".quote").count() == 1
    longest = page.evaluate(
        """async () => {
            const field = document.querySelector('input[name=search]');
            const before = performance.now();
            field.value = 'boat 1';
            field.dispatchEvent(new Event('input', {bubbles: true}));
            await new Promise(done => setTimeout(done, 130));
            return performance.now() - before;
        }"""
    )
    assert longest < 2_000
