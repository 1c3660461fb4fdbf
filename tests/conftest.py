"""Shared by all tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder of the seed texts; tests that need them are skipped where they are not at hand."""
    folder = os.environ.get("TIDINGS_TEXTS", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("the seed texts are not at hand: set TIDINGS_TEXTS to their folder")
    return Path(folder)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT
