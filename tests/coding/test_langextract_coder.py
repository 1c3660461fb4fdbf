"""The example coder runs langextract with canned answers, through langextract's own interface for models: no model, no key, no network."""

import importlib.util

import pytest

lx = pytest.importorskip("langextract", reason="langextract is not installed (dependency group coders)")

from canned import answer  # noqa: E402
from langextract.core.base_model import BaseLanguageModel  # noqa: E402
from langextract.core.types import ScoredOutput  # noqa: E402

from tidings.coding.langextract import attributes_of, classes, read_langextract  # noqa: E402


class Canned(BaseLanguageModel):
    def __init__(self):
        super().__init__()
        self.prompts = []

    def infer(self, batch_prompts, **kwargs):
        for prompt in batch_prompts:
            self.prompts.append(prompt)
            yield [ScoredOutput(score=1.0, output=answer(prompt))]


@pytest.fixture(scope="module")
def coder(root):
    spec = importlib.util.spec_from_file_location("langextract_coder", root / "examples" / "coders" / "langextract_coder.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def run(root, coder, tmp_path_factory):
    model, out = Canned(), tmp_path_factory.mktemp("coded") / "out.jsonl"
    coder.code(root / "examples" / "corpus", out, model=model)
    return model, out


def test_the_example_is_what_langextract_writes(root, run):
    assert run[1].read_text(encoding="utf-8") == (root / "examples" / "codings" / "langextract.jsonl").read_text(encoding="utf-8")


def test_the_prompt_has_the_codes_and_their_meanings(run):
    prompt = run[0].prompts[0]
    for words in ("stance", "at_least", "accuse", "COERCE", "Published: 2021-03-1"):
        assert words in prompt


def test_every_attribute_asked_of_the_model_is_taken(coder):
    for name, (table, columns, names) in coder.ASKED.items():
        assert classes()[name] == table
        assert {*columns, *names} <= attributes_of(table).all()


def test_the_text_shown_as_an_example_is_taken_whole(coder, tmp_path):
    (shown,) = coder.examples()
    at = 0
    for each in shown.extractions:  # in the order of the text, as langextract wants them
        at = shown.text.index(each.extraction_text, at)
        each.char_interval = lx.data.CharInterval(at, at + len(each.extraction_text))
    document = lx.data.AnnotatedDocument(document_id="a", text=shown.text, extractions=shown.extractions)
    lx.io.save_annotated_documents([document], tmp_path, "a.jsonl", show_progress=False)
    given = read_langextract(tmp_path / "a.jsonl")
    assert not given.refused
    assert all("start" in row for table in ("quotes", "figures", "event_reports", "dates") for row in given.of(table))


def test_alignment_by_langextract_is_not_trusted(run, root):
    """What it aligned in lower case or in part comes without offsets; what stands there letter by letter with them."""
    given = read_langextract(run[1])
    quotes = {row["quote_text"]: row for row in given.of("quotes")}
    assert quotes["it had armed anyone"]["start"] == "531"
    assert "start" not in quotes["The enemy will be thrown back across the border"]
    assert "start" not in quotes["the claims were “a fairy tale for bedtime”"]
