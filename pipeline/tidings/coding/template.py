"""An empty coding for people to fill in: a CSV table each with its header, and a README that says what the columns and codes mean."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tidings import lexicon
from tidings.coding.columns import CodingTable, coding_tables
from tidings.coding.files import PLACING
from tidings.coding.given import TEXT_COLUMNS
from tidings.contract import Field, Table
from tidings.errors import UsageError

README = "README.md"
_MADE = ("method", "review", "text_sha256", "word_count", "char_count", "source_file")  # columns that nobody fills in by hand
_POINTED_TO = ("quotes", "event_reports", "dates")  # tables to whose rows others refer by their id
_LATER = ("actor_names", "evidence", "judgements")  # tables that few coders by hand want; they may be added
_INTRODUCTION = """# A coding of {count} {noun}

Fill in the tables, one file each, with a spreadsheet or an editor; save them as CSV in UTF-8. Then:

    tidings build SOURCE --coding {folder} --out PACKAGE

- **Only what you know.** A table or column that you do not need may go; an empty cell means "not said" or "not coded".
- **Copy words, do not retype them.** The words of a row ({words}) are looked for in the article. Other quotation marks, dashes, blanks
  or capitals do no harm; other words are refused, and the likeliest place is shown.
- **`start` and `end` may stay empty**, and so may the ids of rows that nothing points to. Where the words stand in several places, say which:
  with their `paragraph` (paragraphs are counted from 1), or `near`, an offset close by, or `start` and `end` themselves (Unicode characters from the
  beginning of the article, from 0; `end` is the first that is no longer part).
- **Ids of actors and places are yours.** `jane-doe` is the same person in every article. One that ends in `.ARTICLE_ID` (`her-aides.{article}`)
  is somebody of that article alone, whom `tidings build` may join with others.
- **To point to a row with a span** (`report_id`, `quote_id`, `date_id`) call it something of your own, `r1` or `denial`, in the id column of its
  table, and write the same where you point to it. In the package the id is made from article and span.

`articles.csv` has a row for each article: keep those that you code, put your name in `coder`, and take the others out. An article that stays
there counts as coded, even without a row in another table.
"""


def init_coding(article_ids: Iterable[str], folder: Path) -> list[Path]:
    """Write empty tables with their headers, `articles.csv` with the ids, and a README for coders, into a folder that is empty or not there.

    Returns the files in the order in which they were written. Raises UsageError for a folder that holds anything, and for no article.
    """
    ids = list(article_ids)
    if not ids:
        raise UsageError("no article to code: name a SOURCE that holds one")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: not empty; name a new folder, so that no coding is written over")
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {name: coding for name, coding in coding_tables().items() if name not in _LATER}
    files = {f"{name}.csv": _header(coding) for name, coding in wanted.items()}
    files["articles.csv"] = "".join(["article_id,coder\n", *(f"{each},\n" for each in ids)]).encode("ascii")  # an id has no comma
    files[README] = _readme(ids, folder, wanted).encode("utf-8")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def _header(coding: CodingTable) -> bytes:
    return (",".join(_columns(coding.table)) + "\n").encode("ascii")


def _columns(table: Table) -> list[str]:
    """Columns in an order to fill in: the article, the words, where they stand, then what they mean."""
    of_words = TEXT_COLUMNS.get(table.name)
    said = [name for name in table.columns if name not in _MADE]
    if of_words is None:
        return said
    first = ["article_id", of_words, *PLACING, "start", "end"]
    own_id = [table.primary_key[0]] if table.name in _POINTED_TO else []  # the others are made of article and span
    return own_id + first + [name for name in said if name not in (*first, table.primary_key[0])]


def _readme(ids: list[str], folder: Path, wanted: dict[str, CodingTable]) -> str:
    words = ", ".join(f"`{column}`" for column in TEXT_COLUMNS.values())
    noun = "article" if len(ids) == 1 else "articles"
    parts = [_INTRODUCTION.format(count=len(ids), noun=noun, folder=folder.name, words=words, article=ids[0])]
    for name, coding in wanted.items():
        parts.append(f"\n## {name}.csv\n\n{coding.table.description}\n\n| column | what it says | codes |\n| --- | --- | --- |\n")
        columns = ("article_id", "coder") if name == "articles" else _columns(coding.table)
        parts += [_line(coding.table, column) for column in columns if column not in PLACING]
    parts.append("\n## Types of events\n\n| `event_type` | `event_mode` | what it is |\n| --- | --- | --- |\n")
    for each in lexicon.rows("event_types"):
        mode = "" if each["event_mode"] == "any" else f"`{each['event_mode']}`"
        parts.append(f"| `{each['event_type']}` | {mode} | {_cell(each['definition'])} |\n")
    return "".join(parts)


def _line(table: Table, column: str) -> str:
    field = table.field(column)
    codes = "<br>".join(f"`{each.value}` {_cell(each.label)}".rstrip() for each in field.categories) or _values(field)
    needed = " **Needed.**" if field.constraints.required else ""
    return f"| `{column}` | {_cell(field.description)}{needed} | {codes} |\n"


def _values(field: Field) -> str:
    if field.name in ("event_type", "event_mode"):
        return "see the end"
    return ", ".join(f"`{value}`" for value in field.constraints.enum) or (f"such as `{field.example}`" if field.example else "")


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")
