"""docs/codings.md shows what its commands print; `nox -s docs` runs them all, here is how."""

import importlib.util
import re

import pytest


@pytest.fixture(scope="module")
def pages(root):
    spec = importlib.util.spec_from_file_location("run_codings", root / "docs" / "run_codings.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_output_is_written_below_the_command_that_prints_it(pages, tmp_path):
    page = "# Page\n\n<!-- output: echo a > b; cat b -->\n```text\nold\n```\n\nWords.\n\n<!-- output: cat b; false -->\n"
    new = pages.run(page, tmp_path)
    assert "cat b -->\n```text\na\n```\n\nWords." in new
    assert new.endswith("<!-- output: cat b; false -->\n```text\na\n(exit status 1)\n```\n")
    assert pages.run(new, tmp_path) == new


def test_what_differs_from_run_to_run_is_left_out(pages, tmp_path):
    command = "tidings build examples/corpus --out read 2>&1 | sed -n '/^seconds\\|^kept\\|^5 articles/p'"
    new = pages.run(f"<!-- output: {command} -->\n", tmp_path)
    assert "\n5 articles, " in new
    assert not re.search("^(seconds|kept) ", new, re.MULTILINE)


def test_the_examples_and_the_command_are_at_hand(pages, tmp_path):
    new = pages.run("<!-- output: ls examples; tidings build nowhere --out x -->\n", tmp_path)
    assert "codings\ncorpus\n" in new
    assert "(exit status 2)" in new


def test_every_command_of_the_page_has_its_output(root):
    page = (root / "docs" / "codings.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^<!-- output: ", page, re.MULTILINE)) == len(re.findall(r"^<!-- output: .+ -->\n```text\n", page, re.MULTILINE)) > 8


def test_the_page_names_every_class_and_attribute_of_langextract(root):
    from tidings.coding.langextract import attributes_of, classes

    page = (root / "docs" / "codings.md").read_text(encoding="utf-8")
    section = page.split("### langextract's classes and attributes")[1].split("\n## ")[0]
    assert all(f"`{name}`" in section for table in set(classes().values()) for name in {*attributes_of(table).names, *attributes_of(table).facts})
