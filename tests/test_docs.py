"""The code in README.md and docs/answers runs as it stands there, in a clean folder, and prints what the page says it prints."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys

import pytest

FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANSWERS = ("timeline", "where-outlets-disagree", "who-denied-what")


def blocks(path, language):
    return [code for name, code in FENCED.findall(path.read_text(encoding="utf-8")) if name == language]


@pytest.fixture
def clean(root, tmp_path):
    """A folder with the package and the R loader, as someone has it who unpacked a release."""
    shutil.copytree(root / "data", tmp_path / "data")
    shutil.copytree(root / "r", tmp_path / "r")
    shutil.copy(root / "datapackage.json", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def answers(root):
    spec = importlib.util.spec_from_file_location("run_answers", root / "docs" / "run_answers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_python_in_the_readme_runs(root, clean):
    code = "\n".join(blocks(root / "README.md", "python"))
    assert "load(" in code
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=clean, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("libraries", ["readr", "base"])
def test_r_in_the_readme_runs(root, clean, libraries):
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed (Debian: r-base-core)")
    if libraries == "readr" and subprocess.run(["Rscript", "-e", "library(readr)"], capture_output=True, check=False).returncode:
        pytest.skip("the R package readr is not installed (Debian: r-cran-readr)")
    code = "\n".join(block for block in blocks(root / "README.md", "r") if libraries == "readr" or "readr::" not in block)
    assert "tidings_load(" in code
    env = dict(os.environ) if libraries == "readr" else {**os.environ, "R_LIBS_SITE": "/none", "R_LIBS_USER": "/none"}
    run = subprocess.run(["Rscript", "-e", code], cwd=clean, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_the_readme_is_short_and_its_links_lead_somewhere(root):
    page = (root / "README.md").read_text(encoding="utf-8")
    assert len(page.splitlines()) < 150
    for name in ("README.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "RELEASING.md"):
        text = (root / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (root / target).exists(), f"{name}: {target}"


def test_there_are_three_answers_with_code_and_a_picture_each(root):
    assert sorted(path.stem for path in (root / "docs" / "answers").glob("*.md")) == sorted(ANSWERS)
    for name in ANSWERS:
        page = root / "docs" / "answers" / f"{name}.md"
        assert blocks(page, "python")
        assert f"({name}.svg)" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_prints_and_draws_what_its_page_shows(root, clean, answers, name):
    pytest.importorskip("vl_convert", reason="the pictures need the extra docs")
    page = (root / "docs" / "answers" / f"{name}.md").read_text(encoding="utf-8")
    assert answers.run(page, clean) == page, "run nox -s docs"
    drawn = (clean / f"{name}.svg").read_text(encoding="utf-8")
    assert drawn == (root / "docs" / "answers" / f"{name}.svg").read_text(encoding="utf-8"), "run nox -s docs"


def test_output_is_written_below_the_code_that_prints_it(answers, tmp_path):
    page = "# Page\n\n```python\nn = 2\nprint(n)\n```\n\n```text\nold\n```\n\nWords.\n\n```python\nm = n + 1\n```\n\n```python\nprint(m)\n```\n"
    new = answers.run(page, tmp_path)
    assert "print(n)\n```\n\n```text\n2\n```\n\nWords." in new
    assert new.endswith("print(m)\n```\n\n```text\n3\n```\n")
    assert answers.run(new, tmp_path) == new


def test_the_commands_that_the_readme_names_are_there(root):
    shown = subprocess.run([sys.executable, "-m", "tidings", "--help"], cwd=root, capture_output=True, text=True, check=False).stdout
    pages = [root / "README.md", root / "docs" / "commands.md", *(root / "docs" / "tutorials").glob("*.md")]
    named = {name for page in pages for name in re.findall(r"(?:`|^)tidings ([a-z]\w+)", page.read_text(encoding="utf-8"), re.MULTILINE)}
    assert named
    assert {name for name in named if not re.search(rf"\b{name}\b", shown)} == set()
