"""Code articles with a language model: prompt, attributes and codes come from the schemas, google/langextract runs the model of your choice.

    pip install langextract
    LANGEXTRACT_API_KEY=... python examples/coders/langextract_coder.py SOURCE OUT.jsonl --model MODEL
    tidings build SOURCE --coding OUT.jsonl --leave-out --out PACKAGE

What the model says is taken only as far as its words stand in the article: `tidings build` finds or refuses every row.
"""

import argparse
import sys
from pathlib import Path

import langextract as lx

from tidings.coding.columns import coding_tables
from tidings.coding.given import TEXT_COLUMNS
from tidings.errors import Unreadable
from tidings.read.corpus import read_corpus

# Class -> its table, the columns asked of the model, and names asked of it in place of ids (docs/codings.md). Fewer are cheaper and no worse.
ASKED = {
    "quote": ("quotes", ["quote_type", "speaker_text", "speaker_kind", "cue", "stance"], {"speaker": "fullest name of the speaker in the article"}),
    "figure": (
        "figures",
        ["value_low", "value_high", "bound", "unit", "figure_type", "measures", "attribution"],
        {"attributed_to": "fullest name of whoever gives the number"},
    ),
    "event_report": (
        "event_reports",
        ["event_type", "event_mode", "modality", "date_basis"],
        {
            "actor": "who does it: a list of names",
            "recipient": "to whom: a list of names",
            "place": "name of the place",
            "date": "its date as printed",
        },
    ),
    "date": ("dates", ["date_edtf", "date_basis"], {}),
}
TEXT = "The mayor of Orlo, Dana Wirt, denied on Monday that police had beaten protesters. “Nobody was hurt,” she said. Some 200 people marched."


def prompt() -> str:
    """What to extract, in the words of the schemas: each class with its columns, their codes and what a code means."""
    lines = ["Code the news article. Copy extraction_text from it letter by letter, in the order of the article; leave out what it does not say."]
    for name, (table, columns, names) in ASKED.items():
        coding = coding_tables()[table].table
        lines.append(f"\n{name}: {coding.description}\n  extraction_text: {coding.field(TEXT_COLUMNS[table]).description}")
        for field in map(coding.field, columns):
            codes = "; ".join(f"{each.value} ({each.label})" if each.label else str(each.value) for each in field.categories)
            lines.append(f"  {field.name}: {field.description}{' One of: ' + codes if codes else ''}")
        lines += [f"  {attribute}: {what}" for attribute, what in names.items()]
    return "\n".join(lines)


def examples() -> list[lx.data.ExampleData]:
    """One short text, coded."""
    coded = [
        ("event_report", "denied", {"event_type": "REJECT", "modality": "actual", "actor": ["Dana Wirt"], "date": "Monday"}),
        ("date", "Monday", {"date_basis": "relative"}),
        ("quote", "police had beaten protesters", {"quote_type": "indirect", "speaker": "Dana Wirt", "cue": "denied", "stance": "deny"}),
        ("event_report", "beaten", {"event_type": "ASSAULT", "event_mode": "beat", "modality": "denied", "actor": ["police"]}),
        ("quote", "Nobody was hurt", {"quote_type": "direct", "speaker": "Dana Wirt", "speaker_text": "she", "cue": "said", "stance": "deny"}),
        ("figure", "Some 200", {"value_low": "200", "bound": "approximate", "unit": "person", "figure_type": "people", "attribution": "reporter"}),
        ("event_report", "marched", {"event_type": "PROTEST", "event_mode": "demo", "modality": "actual", "actor": ["people"]}),
    ]
    return [lx.data.ExampleData(TEXT, [lx.data.Extraction(name, words, attributes=attributes) for name, words, attributes in coded])]


def code(source: Path, out: Path, **model: object) -> None:
    """Write the codings of all articles of `source` to `out`. `model` goes to `langextract.extract`: model_id, model_url, model and the like."""
    documents = []
    for article in read_corpus([source]):
        if isinstance(article, Unreadable):
            print(article, file=sys.stderr)
            continue
        told = f"Published: {article.published or 'unknown'}"
        documents.append(lx.data.Document(article.text, document_id=article.article_id, additional_context=told))
    exact = {"enable_fuzzy_alignment": False, "accept_match_lesser": False}  # no guesses where words stand: tidings looks for them
    off = lx.prompt_validation.PromptValidationLevel.OFF  # it gives words within others ("beaten") no place; tidings finds them
    how = {"resolver_params": exact, "prompt_validation_level": off, "show_progress": False}
    coded = lx.extract(documents, prompt(), examples(), **how, **model)
    lx.io.save_annotated_documents(coded, out.parent, out.name, show_progress=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="folder or file of articles")
    parser.add_argument("out", type=Path, help="JSON lines to write")
    parser.add_argument("--model", required=True, help="as langextract names it; the key is in LANGEXTRACT_API_KEY")
    parser.add_argument("--url", help="where a model of your own answers, such as Ollama's http://localhost:11434")
    given = parser.parse_args()
    code(given.source, given.out, model_id=given.model, model_url=given.url)
