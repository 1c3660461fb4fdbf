"""The data dictionary: every table and column as the schemas say, with examples, codes and their counts, coding rules, accuracy and limits.

Written as Markdown; the printable page is the same Markdown as HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tidings import contract
from tidings.cells import cell
from tidings.contract import Field, Table
from tidings.extras import needs_extra

Row = Mapping[str, object]

LIMITS = "Known limits"

WORDS = """\
## Words used here

| word | means |
| --- | --- |
| row, column, cell | a line of a table, one of its named facts, and the fact of that line |
| primary key | the column, or columns together, whose cells name a row: no two rows have the same |
| → | what stands in this column names a row of that table: take them together (join, merge, lookup) to read more of it |
| code, codelist | a word of a fixed list, in place of a free text; each list stands below its table |
| span: `start`, `end` | where the words stand in the article's text, counted in characters from its beginning: they can be looked up there |
| mention | words that stand for somebody or some place: a name ("Haftar"), a description ("the general"), or "he" |
| actor | who speaks or acts: a person, a body, a state, a group; however it is spelt, it has one `actor_id` |
| quote, utterance | words that an article reports of somebody; an utterance is what was said once, in however many articles it is quoted |
| event, event report | what happened, and each passage that tells of it; reports may contradict one another, and are kept side by side |
| figure, claim | a number that an article gives, and the quantity that several of them are about |
| modality, status | whether a thing is told as done, alleged, denied, planned or only thought of: in one report, and over all of them |
| evidence | the words that decided a cell |
| method, `review` | the rule of the machine that made the row, and what a human reader did with it afterwards |
| EDTF | a date written as exactly as it is known: `2019-04-06`, `2019-04` (some day of that month), `2019-04-06~` (about then) |
| PLOVER, sector | published lists of kinds of political events, and of the parts of society that actors belong to |"""


def dictionary_markdown(
    facts: Mapping[str, Any], day: str, tables: Mapping[str, Sequence[Row]], measures: Mapping[str, Sequence[Row]], rules: Mapping[str, str]
) -> str:
    """The data dictionary. `rules`: table name -> coding rules in Markdown, and `LIMITS` -> the known limits (`read_rules`);
    `measures`: the machine's accuracy and the readers' agreement, a row a table and column, as in the descriptor.
    """
    parts = [
        f"# Data dictionary\n\n{facts['title']}. Version {facts['version']} of {day}.",
        "Written by `tidings build` from `schemas/*.json`, `docs/coding-rules.md` and the tables: change those. In every table an empty cell "
        "means *not reported*. `start` and `end` count Unicode code points of the article's text from 0, `end` not included.",
        _overview(tables),
        WORDS,
    ]
    for name, table in contract.tables().items():
        parts.append(_table_part(table, tables[name], rules.get(name, "")))
    parts += [_held_out(measures.get("machineAccuracy", ())), _accuracy(measures.get("machineAccuracySeen", ()))]
    parts += [_agreement(measures.get("readerAgreement", ()))]
    parts += [f"## {LIMITS}\n\n{rules[LIMITS]}" if LIMITS in rules else ""]
    return "\n\n".join(part for part in parts if part) + "\n"


def dictionary_html(markdown: str, language: str = "en") -> str:
    """The Markdown as one page that prints well and asks nothing of the network. Raises MissingExtra without markdown-it-py."""
    with needs_extra("pages", "the data dictionary as a page"):
        from markdown_it import MarkdownIt
        from mdit_py_plugins.anchors import anchors_plugin

    body = MarkdownIt("commonmark", {"html": False}).enable("table").use(anchors_plugin, max_level=3).render(markdown)
    head = '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Data dictionary</title>\n'
    return f'<!doctype html>\n<html lang="{language}">\n<head>\n{head}{_STYLE}\n</head>\n<body>\n{_SEARCH}\n{body}{_SCRIPT}\n</body>\n</html>\n'


def read_rules(text: str) -> dict[str, str]:
    """The sections of ``docs/coding-rules.md``: table name -> rules, and `LIMITS` -> the known limits."""
    rules: dict[str, str] = {}
    for heading, body in re.findall(r"^##? (.+)\n((?:(?!##? ).*\n?)*)", text, flags=re.MULTILINE):
        rules[heading.strip()] = body.strip()
    return rules


def _overview(tables: Mapping[str, Sequence[Row]]) -> str:
    rows = [(f"[{name}](#{name})", table.title, str(len(tables[name]))) for name, table in contract.tables().items()]
    return _grid(("table", "holds", "rows"), rows, right=(2,))


def _table_part(table: Table, rows: Sequence[Row], rules: str) -> str:
    parts = [f"## {table.name}\n\n{table.description}", _keys(table)]
    parts.append(_grid(("column", "type", "means", "example", "filled"), [_column(field, rows) for field in table.fields], right=(4,)))
    parts += [_codes(field, rows) for field in table.fields if field.categories]
    parts.append(f"### How {table.name} are coded\n\n{rules}" if rules else "")
    return "\n\n".join(part for part in parts if part)


def _keys(table: Table) -> str:
    lines = [f"Primary key: {', '.join(f'`{name}`' for name in table.primary_key)}."]
    lines += [
        f"{', '.join(f'`{name}`' for name in key.fields)} → {key.reference}." for key in table.foreign_keys if key.fields != key.reference_fields
    ]
    lines += [f"`{key.fields[0]}` → {key.reference}." for key in table.foreign_keys if key.fields == key.reference_fields]
    return " ".join(lines)


def _column(field: Field, rows: Sequence[Row]) -> tuple[str, ...]:
    filled = sum(1 for row in rows if row[field.name] is not None)
    needed = field.type if field.constraints.required else f"{field.type}, may be empty"
    return (f"`{field.name}`", needed, field.description or field.title, f"`{field.example}`" if field.example else "", str(filled))


def _codes(field: Field, rows: Sequence[Row]) -> str:
    counts = Counter(cell(row[field.name]) for row in rows)
    found = [(f"`{code.value}`", code.label, str(counts[cell(code.value)])) for code in field.categories]
    return f"Codes of `{field.name}`:\n\n" + _grid(("code", "means", "rows"), found, right=(2,))


def _held_out(accuracy: Sequence[Row]) -> str:
    if not accuracy:
        return ""
    rows = [(str(s["measured"]), str(s["documents"]), *(f"{s[name]:.3f}" for name in ("precision", "recall", "f1"))) for s in accuracy]
    text = (
        "## How good the machine is\n\nMeasured on documents of public test sets that were kept from whoever wrote its rules "
        "(`bench/held_out.txt`): what to expect of articles of your own."
    )
    return f"{text}\n\n{_grid(('what', 'documents', 'precision', 'recall', 'F1'), rows, right=(1, 2, 3, 4))}"


def _accuracy(accuracy: Sequence[Row]) -> str:
    if not accuracy:
        return ""
    rows = []
    for score in accuracy:
        whole = score["column"] == "*"
        counts = (str(score["made"]), str(score["true"]), str(score["right"]))
        shares = tuple(f"{score[name]:.3f}" for name in ("precision", "recall", "f1"))
        rows.append((str(score["table"]) if whole else "", "all rows" if whole else f"`{score['column']}`", *counts, *shares))
    text = (
        "## How good the machine is on the five articles\n\nThe machine's tables against the readers'. **Seen:** whoever wrote its rules "
        "had read these articles, so expect less on others. A row is found "
        "where its span and the reader's share at least half of the longer one; cells are compared in the rows that were found. "
        "*made*: by the machine; *true*: in the readers' tables; *right*: in both."
    )
    heads = ("table", "column", "made", "true", "right", "precision", "recall", "F1")
    return f"{text}\n\n{_grid(heads, rows, right=(2, 3, 4, 5, 6, 7))}"


def _agreement(agreement: Sequence[Row]) -> str:
    if not agreement:
        return ""
    rows = []
    for score in agreement:
        whole = score["column"] == "*"
        shown = [f"{value:.3f}" if isinstance(value := score.get(name), float) else "–" for name in ("f1", "share", "alpha")]
        rows.append((str(score["table"]) if whole else "", "all rows" if whole else f"`{score['column']}`", str(score["n"]), *shown))
    text = (
        "## How far two readers agree\n\nTwo readers coded the five articles independently (`seeds/reader-a`, `seeds/reader-b`), before their "
        "readings were adjudicated into what is published. *F1*: rows that both have; *units*: joined rows whose cells were compared; *equal*: the "
        "share of these that say the same; *alpha*: Krippendorff's, with chance agreement taken off ([how it is measured](agreement.md))."
    )
    return f"{text}\n\n{_grid(('table', 'column', 'units', 'F1', 'equal', 'alpha'), rows, right=(2, 3, 4, 5))}"


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """A Markdown table. A bar in a cell is escaped; a line break becomes a blank."""
    lines = ["| " + " | ".join(heads) + " |", "| " + " | ".join("---:" if at in right else "---" for at in range(len(heads))) + " |"]
    lines += ["| " + " | ".join(" ".join(value.split()).replace("|", "\\|") for value in row) + " |" for row in rows]
    return "\n".join(lines)


_STYLE = """<style>
body { font: 15px/1.45 Georgia, serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #111; }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.2; }
h2 { margin-top: 2.5rem; border-top: 2px solid #111; padding-top: .6rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: 13px; }
th, td { border-bottom: 1px solid #ccc; padding: .25rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th, td:first-child { overflow-wrap: normal; white-space: nowrap; }
code { font: 12px ui-monospace, monospace; }
a { color: inherit; }
.search { position: sticky; top: 0; background: #fff; padding: .5rem 0; font: 14px system-ui, sans-serif; }
.search input { font: inherit; width: min(30rem, 70%); padding: .3rem .5rem; }
[hidden] { display: none; }
@media (max-width: 45rem) { table { display: block; overflow-x: auto; } th, td { overflow-wrap: normal; min-width: 6rem; } }
@media print {
  body { font-size: 10pt; max-width: none; margin: 0; }
  h2 { break-before: page; border: 0; }
  .search { display: none; }
  table { font-size: 8pt; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
}
</style>"""


_SEARCH = """<div class="search"><label>Search <input type="search" placeholder="a column, a code, a word" autofocus></label> <span></span></div>"""

# Rows without the words are hidden, and tables of which none is left. Without a script the page is whole.
_SCRIPT = """<script>
const input = document.querySelector(".search input"), told = document.querySelector(".search span");
input.addEventListener("input", () => {
  const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let found = 0;
  for (const table of document.querySelectorAll("table")) {
    let left = 0;
    for (const row of table.querySelectorAll("tbody tr")) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
      left += row.hidden ? 0 : 1;
    }
    table.hidden = words.length > 0 && left === 0;
    found += left;
  }
  told.textContent = words.length ? found + " rows" : "";
});
</script>"""
