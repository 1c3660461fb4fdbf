"""``import tidings`` as people use it: what it gives, how fast, in which order things may be imported, and what it says when something is wrong."""

from __future__ import annotations

import inspect
import subprocess
import sys
import textwrap
import types
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import packages
import pandas as pd
import pytest

import tidings
from tidings import contract
from tidings.errors import TidingsError, UsageError
from tidings.shards.run import How

TEXT = "Rebels have taken the town of Brega, their spokesman, Ahmed Ali, told Reuters on Monday. “We killed 20 soldiers,” he said."
CALLED = [name for name in ("agree", "code", "validate") if find_spec(f"tidings.{name}")]


@pytest.fixture(scope="module")
def tables():
    return tidings.code(TEXT, published="2019-04-10", article_id="brega", outlet="The Daily Lantern")


def python(script: str, *blocked: str) -> str:
    """What a new Python prints. `blocked`: packages that it cannot import, as if they were not installed."""
    finder = f"""
    import sys

    class Blocked:
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in {set(blocked)!r}:
                raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

    sys.meta_path.insert(0, Blocked())
    """
    code = textwrap.dedent(finder) + textwrap.dedent(script)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


# --- code ------------------------------------------------------------------------------------------------------------------


def test_a_text_becomes_tables(tables):
    assert list(tables) == list(contract.tables())
    quote = tables["quotes"].iloc[1]
    assert (quote["quote_text"], quote["speaker_actor_id"]) == ("We killed 20 soldiers", "ahmed-ali")
    assert tables["articles"].loc[0, ["article_id", "outlet", "published"]].tolist() == ["brega", "The Daily Lantern", "2019-04-10"]
    assert tables["figures"]["value_low"].tolist() == [20.0]


def test_every_span_is_the_words_of_the_text(tables):
    for name in ("quotes", "figures", "mentions", "dates"):
        words = tables[name][f"{name.removesuffix('s')}_text"]
        assert [TEXT[start:end] for start, end in zip(tables[name]["start"], tables[name]["end"], strict=True)] == words.tolist()


def test_the_day_of_publication_says_which_monday(tables):
    assert tables["dates"]["date_earliest"].tolist() == [pd.Timestamp("2019-04-08")]
    assert tidings.code(TEXT, published=date(2019, 4, 10))["dates"].equals(tidings.code(TEXT, published="2019-04-10")["dates"])
    assert tidings.code(TEXT)["dates"]["date_earliest"].isna().all()


def test_the_frames_have_the_types_that_load_gives(tables, tmp_path):
    place = packages.write(tmp_path, packages.example_tables())
    for name, frame in tables.items():
        assert frame.dtypes.equals(tidings.load(name, place).dtypes), name


def test_a_frame_is_made_once_when_it_is_asked_for():
    frames = tidings.Frames({"quotes": [], "dates": []})
    assert frames["quotes"] is frames["quotes"]
    assert repr(frames) == "table   rows\nquotes  0\ndates   0"
    assert ("events" in frames, frames.get("events"), len(frames)) == (False, None, 2)
    with pytest.raises(TidingsError, match=r"^no table 'quote'; there are quotes, dates$"):
        frames["quote"]


def test_several_articles_are_linked():
    one = {"id": "one", "text": TEXT, "published": "2019-04-10", "byline": None, "title": float("nan")}
    frames = tidings.code([one, {**one, "id": "two", "outlet": "Eastern Mail"}], outlet="The Daily Lantern")
    assert frames["articles"]["outlet"].tolist() == ["The Daily Lantern", "Eastern Mail"]
    assert frames["articles"]["title"].isna().all()
    actors = frames["actors"].set_index("actor_id")
    assert actors.loc["ahmed-ali", "n_articles"] == 2


def test_nothing_is_shortened(tables):
    long = "The mayor said that the water had been cut off by the men who hold the hills above the old harbour and its two mills."
    assert len(tidings.code(long)["quotes"]["quote_text"][0].split()) > 12


@pytest.mark.parametrize(
    ("given", "facts", "words"),
    [
        ("", {}, "the text is empty"),
        (" \n", {}, "the text is empty"),
        (TEXT, {"published": "6 April"}, "published: '6 April'"),
        (TEXT, {"article_id": "a b"}, "the id 'a b' must begin"),
        (b"bytes", {}, "not bytes; for files use tidings.build"),
        (Path("a.txt"), {}, "for files use tidings.build"),
        ({"id": "a", "text": TEXT}, {}, "a list of mappings with id and text, not dict"),
        ([], {}, "no article to code"),
        ([TEXT], {}, "article 1: not a mapping with id and text, but str"),
        ([{"id": "a", "text": TEXT}, {"id": "a", "text": TEXT}], {}, "article 2: the id 'a' is given twice"),
        ([{"id": "a", "text": TEXT, "date": "2019"}], {}, "article 1: no fact is called 'date'; there are id, text, outlet, title"),
        ([{"id": "a"}], {}, "article 1: it has no text"),
        ([{"text": TEXT}], {}, "article 1: it has no id"),
        ([{"id": "a", "text": ""}], {}, r"article 1 \(a\): the text is empty"),
    ],
)
def test_what_cannot_be_coded_is_named(given, facts, words):
    with pytest.raises(TidingsError, match=words):
        tidings.code(given, **facts)


# --- validate, build, agree --------------------------------------------------------------------------------------------------


def test_a_package_is_validated_and_the_report_reads_as_at_the_terminal(tmp_path):
    folder = packages.write(tmp_path, packages.example_tables())
    report = tidings.validate(folder)
    assert str(report).splitlines()[-1].startswith(f"{folder}: ")
    assert "errors" in repr(report)


@pytest.mark.parametrize(("folder", "engines", "words"), [("none", "fast", "no such file"), ("", "quick", "no engine quick: choose of fast")])
def test_wrong_use_of_validate_is_said(tmp_path, folder, engines, words):
    packages.write(tmp_path, packages.example_tables())
    with pytest.raises(UsageError, match=words):
        tidings.validate(tmp_path / folder, engines=engines)


def test_build_hands_on_what_it_is_told(monkeypatch):
    """The module that builds is replaced: what it does is tested where it is."""
    told = []
    making = types.ModuleType("tidings.making")
    making.build_corpus = lambda sources, out, report, **options: told.append((sources, out, options)) or report.checked.append("done")
    monkeypatch.setitem(sys.modules, "tidings.making", making)
    report = tidings.build("texts", "out", coding=["a", Path("b")], excerpts="full", formats=["parquet"], workers=2, article_timeout=5, force=True)
    assert report.checked == ["done"]
    how = How("local", workers=2, seconds=5, full_excerpts=True)
    options = {"codings": [Path("a"), Path("b")], "how": how, "formats": ["parquet"], "force": True, "fresh": False}
    assert told == [([Path("texts")], Path("out"), options)]


# --- importing ---------------------------------------------------------------------------------------------------------------


def test_importing_costs_next_to_nothing():
    script = """
    before = set(sys.modules)
    import time
    start = time.process_time()  # of this process alone, as others may keep the machine busy
    import tidings
    print(time.process_time() - start, *(name for name in set(sys.modules) - before if name.partition(".")[0] in ("tidings", "pandas", "numpy")))
    """
    best = min((python(script).split() for _ in range(3)), key=lambda printed: float(printed[0]))
    assert float(best[0]) < 0.03
    assert best[1:] == ["tidings"]


def test_names_are_listed_before_anything_is_imported():
    script = "import tidings; print(*dir(tidings)); print('tidings.api' in sys.modules)"
    names, imported = python(script).splitlines()
    assert set(tidings.__all__) <= set(names.split())
    assert imported == "False"
    with pytest.raises(AttributeError, match="module 'tidings' has no attribute 'cod'"):
        tidings.cod  # noqa: B018


@pytest.mark.parametrize("name", CALLED)
@pytest.mark.parametrize(
    "first",
    [
        "",
        "import tidings.{name}",
        "from tidings import {name}",
        "from tidings.api import {name}",
        "from tidings.measures import si; import tidings.validate.findings",
        "tidings.{name}; import tidings.cli",
    ],
)
def test_a_folder_is_called_whatever_was_imported_before(name, first):
    script = f"""
    import tidings
    {first.format(name=name)}
    import inspect
    from tidings import api
    assert inspect.signature(tidings.{name}) == inspect.signature(api.{name})
    api.{name} = lambda *given, **options: (given, options)
    assert tidings.{name}(1, two=2) == ((1,), {{"two": 2}})
    import tidings.{name} as again
    from tidings import {name}
    assert again is {name} is tidings.{name} is sys.modules["tidings.{name}"]
    """
    python(script)


def test_what_lies_in_the_folders_is_still_found():
    import_module("tidings.code.coder")
    assert tidings.code.coder.code.__module__ == "tidings.code.coder"
    assert tidings.validate.validate_package.__module__ == "tidings.validate.package"
    assert inspect.ismodule(tidings.code)


def test_type_checkers_see_functions(tmp_path):
    pytest.importorskip("mypy")
    (tmp_path / "use.py").write_text(
        textwrap.dedent(
            """
            import tidings
            import tidings.code.coder
            from tidings import code, validate

            reveal_type(tidings.code("text", published="2019-04-06"))
            reveal_type(code("text"))
            reveal_type(tidings.validate("folder"))
            reveal_type(tidings.__version__)
            tidings.code(1)
            tidings.code("text", date="2019")
            tidings.load(2)
            """
        )
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", str(tmp_path / "cache"), "use.py"]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout.splitlines()
    notes = [line.partition("note: ")[2] for line in shown if " note: Revealed" in line]
    types_seen = ["tidings.api.Frames", "tidings.api.Frames", "tidings.validate.package.Report", "str"]
    assert [note.split('"')[1].removeprefix("builtins.") for note in notes] == types_seen
    wrong = [line for line in shown if " error: " in line]
    assert [code in line for code, line in zip(("arg-type", "call-arg", "arg-type"), wrong, strict=True)] == [True, True, True]


def test_the_command_is_also_a_module():
    run = subprocess.run([sys.executable, "-m", "tidings", "--help"], capture_output=True, text=True, check=False)
    assert run.returncode == 0
    assert "validate" in run.stdout


def test_the_version_is_that_of_the_distribution():
    assert tidings.__version__[0].isdigit()
    not_installed = """
    import importlib.metadata

    def version(name):
        raise importlib.metadata.PackageNotFoundError(name)

    importlib.metadata.version = version
    import tidings
    print(tidings.__version__)
    """
    assert python(not_installed) == "0+unknown\n"


# --- what is not installed ---------------------------------------------------------------------------------------------------

NOT_PANDAS = ("polars", "spacy", "rapidfuzz", "anyascii", "lemminflect", "rich", "typer")
EXTRAS = ("altair", "distributed", "dplib", "duckdb", "frictionless", "great_expectations", "jsonschema", "krippendorff", "pandera", "trafilatura")


def test_load_needs_pandas_only(tmp_path):
    folder = packages.write(tmp_path, packages.example_tables())
    script = f"import tidings; print(*(len(tidings.load(name, {str(folder)!r})) for name in {list(contract.tables())!r}))"
    assert set(python(script, *NOT_PANDAS, *EXTRAS).split()) == {"1"}


def test_code_needs_neither_polars_nor_an_extra():
    script = f"import tidings; print(len(tidings.code({TEXT!r})['quotes']))"
    assert python(script, "polars", *EXTRAS) == "2\n"


def test_the_core_validates_and_says_what_it_left_out(tmp_path):
    folder = packages.write(tmp_path, packages.example_tables())
    script = f"import tidings; report = tidings.validate({str(folder)!r}); print(*report.notes, sep=chr(10)); print(report.runs[0][0])"
    printed = python(script, *EXTRAS)
    assert "not checked against the official profile of Data Package 2.0" in printed
    assert "pip install 'tidings[validate]'" in printed


@pytest.mark.parametrize("engine", ["frictionless", "pandera", "great_expectations"])
def test_an_engine_that_is_not_installed_names_the_line_that_installs_it(tmp_path, engine):
    folder = packages.write(tmp_path, packages.example_tables())
    script = f"""
    import tidings
    try:
        tidings.validate({str(folder)!r}, engines={engine!r})
    except tidings.TidingsError as error:
        print(type(error).__name__, error.exit_code, error)
    """
    said = f"MissingExtra 2 the engine {engine} needs the package {engine}: pip install 'tidings[validate]'\n"
    assert python(script, *EXTRAS) == said
