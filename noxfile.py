"""The one way in: `nox` runs lint and tests; `nox -s NAME` one session, with what follows `--` passed on; `nox -l` lists them."""

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_external_run = True
nox.options.sessions = ["lint", "tests"]

GROUPS = nox.project.load_toml("pyproject.toml")


def group(name: str) -> list[str]:
    """What a group of pyproject.toml asks for."""
    return list(nox.project.dependency_groups(GROUPS, name))


@nox.session
def build(session: nox.Session) -> None:
    """Build the package of the seeds, run it through every engine, draw the answers from it; say which step the next release owes."""
    session.install("-e", ".[agree,duckdb,pages,validate]")
    session.run("tidings", "build", *session.posargs)
    session.run("tidings", "validate", "--engine", "all")
    session.run("python", "-m", "tidings.release", "--check", success_codes=[0, 1])
    session.notify("docs", posargs=[])


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests but those in a browser (`browser`) and the long half of the fault suite (`faults`)."""
    session.install("-e", ".[all]", *group("tests"))
    session.run("pytest", "-n", "auto", "--ignore=tests/browser", *session.posargs)


@nox.session
def faults(session: nox.Session) -> None:
    """The whole fault suite: every kill, fifty rounds of two builds at once, one sentence of 100 kB of each kind. Takes an hour or so."""
    session.install("-e", ".[all]", *group("tests"))
    session.env["TIDINGS_LONG"] = "1"
    session.run("pytest", "-s", "tests/faults", *session.posargs)


@nox.session
def field(session: nox.Session) -> None:
    """Build the field cases (`tests/field`), area by area, and say by kind how many hold; `-- AREA ...` only those areas."""
    session.install("-e", ".")
    session.run("python", "tests/field/field_cases.py", *session.posargs)


@nox.session
def compiled(session: nox.Session) -> None:
    """Compile the coder as `TIDINGS_COMPILE=1 pip install .` does, and hold it against the coder's tests. Takes a C compiler and some minutes."""
    session.install(".[all]", *group("tests"), env={"TIDINGS_COMPILE": "1"})
    session.run("python", "-c", "import tidings.code.coder as coder; assert not coder.__file__.endswith('.py'), coder.__file__")
    session.run("pytest", "-n", "auto", "tests/code", "tests/nlp", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """ruff, and mypy --strict."""
    session.install("-e", ".[all]", *group("lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")


@nox.session
def validate(session: nox.Session) -> None:
    """Run the built package through every engine."""
    session.install("-e", ".[validate]")
    session.run("tidings", "validate", *(session.posargs or ["--engine", "all"]))


@nox.session
def evaluate(session: nox.Session) -> None:
    """Print the machine's precision, recall and F1 against the reviewed tables."""
    session.install("-e", ".[agree]")
    session.run("tidings", "evaluate", *session.posargs)


@nox.session
def agreement(session: nox.Session) -> None:
    """How far the two readers of the seeds agree: F1 of rows, alpha and kappa of columns, where they differ."""
    session.install("-e", ".[agree]")
    session.run("tidings", "agree", "seeds/reader-a", "seeds/reader-b", *session.posargs)


@nox.session
def example(session: nox.Session) -> None:
    """Build the example corpus anew into examples/expected, to see in a diff what a change of the coder does."""
    session.install("-e", ".")
    session.run("tidings", "build", "examples/corpus", "--out", "examples/expected", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Run the code of docs/answers and draw its pictures; run the commands of docs/codings.md, and the notebook."""
    session.install("-e", ".[agree,site]", "nbclient>=0.10", "ipykernel>=6.29")
    session.run("python", "docs/run_answers.py", *session.posargs)
    session.run("python", "docs/run_codings.py", *session.posargs)
    session.run("python", "docs/run_notebook.py", *session.posargs)


@nox.session
def docs_site(session: nox.Session) -> None:
    """Build docs/ as a site into docs-site/, offline; a link that leads nowhere is an error. Serve it: python -m http.server -d docs-site."""
    session.install("-e", ".", *group("mkdocs"))
    session.run("mkdocs", "build", "--strict", "--quiet", *session.posargs, env={"NO_MKDOCS_2_WARNING": "1"})


@nox.session
def site(session: nox.Session) -> None:
    """Make the site of the built package in site/, or with `-- PACKAGE --out DIR` of another."""
    session.install("-e", ".[site]")
    session.run("tidings", "site", *(session.posargs or [".", "--out", "site"]))


@nox.session
def browser(session: nox.Session) -> None:
    """Look at the site in Chromium, driven by Playwright; with npm at hand axe-core looks for faults of accessibility, too."""
    session.install("-e", ".[all]", *group("tests"), *group("browser"))
    axe = Path(session.create_tmp()) / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file() and shutil.which("npm"):
        session.run("npm", "install", "--silent", "--no-save", "--prefix", str(axe.parents[2]), "axe-core@4", external=True)
    session.run("pytest", "-n", "2", "tests/browser", *session.posargs, env={"TIDINGS_AXE": str(axe.resolve())})


@nox.session
def bench(session: nox.Session) -> None:
    """Measure speed, beside peers where they are; `-- NAME ...` runs only those of bench/NAME.py."""
    session.install("-e", ".[validate]", *group("bench"))
    for script in [f"bench/{name}.py" for name in session.posargs] or sorted(str(path) for path in Path("bench").glob("*.py")):
        session.run("python", script)


@nox.session
def release(session: nox.Session) -> None:
    """Make the release of the built package; with `-- --check` only say whether it may go out."""
    session.install("-e", ".[duckdb,validate]")
    session.run("python", "-m", "tidings.release", *session.posargs)


READ_ALL = """
import mlcroissant
package = mlcroissant.Dataset("croissant.json")
for records in package.metadata.record_sets:
    print(records.id, sum(1 for _ in package.records(records.id)))
"""


CHECK_DATACITE = """
import json
from datacite import schema45
schema45.validator.validate(json.load(open("datacite.json", encoding="utf-8")))
print("datacite.json is as DataCite 4.5 asks")
"""


@nox.session
def cite(session: nox.Session) -> None:
    """croissant.json, datacite.json and CITATION.cff by their own validators; the last in a session of its own, as their pins differ."""
    session.install("mlcroissant>=1.0", "datacite>=1.2")
    session.run("mlcroissant", "validate", "--jsonld", "croissant.json")
    session.run("python", "-c", READ_ALL)
    session.run("python", "-c", CHECK_DATACITE)
    session.notify("cite_cff")


@nox.session
def cite_cff(session: nox.Session) -> None:
    """CITATION.cff by its own validator, which needs an old jsonschema."""
    session.install("cffconvert>=2.0", "setuptools<81")
    session.run("cffconvert", "--validate", "--infile", "CITATION.cff")


@nox.session(name="r", venv_backend="none")
def r_package(session: nox.Session) -> None:
    """R CMD check of the R package in r/: no error, warning or note; `-- document` writes its help pages anew from the comments."""
    if session.posargs == ["document"]:
        session.run("Rscript", "-e", "roxygen2::roxygenise('r')", external=True)
        return
    session.run("python", "r/check.py", external=True)
