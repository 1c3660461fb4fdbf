"""A real browser for what we make: Debian's Chromium driven by Playwright. Where either is missing, the tests here are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LEFT = "net::ERR_ABORTED"  # a page that was left while it still loaded
OURS = ("file:", "data:", "blob:")  # what a page may ask for


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def page(browser) -> Iterator[Any]:
    """A page in a context of its own, whose errors and requests to outside fail the test."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    found = context.new_page()
    found.set_default_timeout(20_000)
    found.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on("request", lambda request: None if request.url.startswith(OURS) else faults.append(request.url))
    found.on("requestfailed", lambda request: None if request.failure == LEFT else faults.append(f"failed: {request.url}: {request.failure}"))
    yield found
    context.close()
    assert faults == []


@pytest.fixture(scope="session")
def serious_faults() -> Callable[[Any], list[tuple[str, str]]]:
    """What axe-core finds on a page and calls serious or critical; nothing where ``$TIDINGS_AXE`` does not name its axe.min.js."""
    script = Path(os.environ.get("TIDINGS_AXE", ""))

    def found(page: Any) -> list[tuple[str, str]]:
        if not script.is_file():
            return []
        page.evaluate(script.read_text(encoding="utf-8"))
        told = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
        return [(fault["id"], fault["nodes"][0]["html"]) for fault in told["violations"] if fault["impact"] in ("serious", "critical")]

    return found
