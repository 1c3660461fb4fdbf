"""An agreement for people and machines: text and Markdown are capped with a visible "and N more", JSON and CSV are whole."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from tidings.agree.agreement import ROWS, Agreement, Disagreement, Score
from tidings.agree.measures import NO_UNITS, ONE_CATEGORY
from tidings.cells import cell

SHOWN = 20  # disagreements of a table that are printed
SHOWN_ARTICLES = 5
_WIDTH = 60  # characters of a cell that are printed
_NONE = "–"
_LEGEND = f"{_NONE} under alpha: rows, words as printed and ids that only group rows have none; see docs/agreement.md"
SCORE_COLUMNS = ("table", "column", "made", "true", "right", "precision", "recall", "f1", "n", "share", "measure", "alpha", "kappa", "why")
DISAGREEMENT_COLUMNS = ("table", "article_id", "start", "end", "words", "column", "a", "b")


def as_text(found: Agreement) -> str:
    """The agreement as lines for a terminal."""
    lines = [*_head(found), ""]
    heads, rows = _score_table(found)
    widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
    for row in [heads, *rows]:
        cells = [
            each.ljust(width) if at < 2 or at == len(heads) - 1 else each.rjust(width)
            for at, (each, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    lines += ["", _LEGEND]
    for table, each in _by_table(found):
        lines += ["", f"{table}: {_count(len(each), 'disagreement')}"]
        lines += _capped((f"  {_place(one)}  {_quoted(one)}{_sides(one, found.names)}" for one in each), len(each))
    return "\n".join(lines) + "\n"


def as_markdown(found: Agreement) -> str:
    """The agreement as a page."""
    heads, rows = _score_table(found)
    lines = [
        f"# Agreement of {_escaped(found.names[0])} and {_escaped(found.names[1])}",
        "",
        *(f"- {_escaped(line)}" for line in _head(found)[1:]),
        "",
    ]
    lines += [_markdown_row(heads), _markdown_row(["---", "---", *["---:"] * (len(heads) - 3), "---"])]
    lines += [_markdown_row([_escaped(each) for each in row]) for row in rows]
    lines += ["", _LEGEND]
    for table, each in _by_table(found):
        lines += ["", f"## {table}: {_count(len(each), 'disagreement')}", ""]
        lines += [_markdown_row(["place", "words", "column", *(_escaped(name) for name in found.names)]), _markdown_row(["---"] * 5)]
        shown = (
            _markdown_row([_place(one), *(_escaped(each) for each in (_short(one.words), _named(one), _value(one, one.a), _value(one, one.b)))])
            for one in each
        )
        lines += _capped(shown, len(each), "\n")
    return "\n".join(lines) + "\n"


def as_json(found: Agreement) -> str:
    """The whole agreement, numbers unrounded, for machines."""
    whole = {
        "names": {"a": found.names[0], "b": found.names[1]},
        "articles": asdict(found.articles),
        "not_compared": found.not_compared,
        "scores": [_score_cells(score) for score in found.scores],
        "disagreements": [asdict(each) for each in found.disagreements],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_csv(found: Agreement) -> str:
    """Every disagreement, a row each. A row that one coding has alone has ``*`` as its column, and its id under that coding."""
    return _csv(DISAGREEMENT_COLUMNS, ([_joined(getattr(each, name)) for name in DISAGREEMENT_COLUMNS] for each in found.disagreements))


def scores_as_csv(found: Agreement) -> str:
    """Every score, a row each."""
    return _csv(SCORE_COLUMNS, ([cell(_score_cells(score)[name]) for name in SCORE_COLUMNS] for score in found.scores))


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return file.getvalue()


def _score_cells(score: Score) -> dict[str, object]:
    cells = asdict(score) | {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    return {name: cells[name] for name in SCORE_COLUMNS}


def _head(found: Agreement) -> list[str]:
    one, other = found.names
    articles = found.articles
    lines = [f"{one} and {other}", f"{_count(len(articles.compared), 'article')} compared"]
    for ids, what in (
        (articles.only_a, f"only in {one}"),
        (articles.only_b, f"only in {other}"),
        (articles.other_text, "coded from two different texts (text_sha256)"),
    ):
        if ids:
            more = f" … and {len(ids) - SHOWN_ARTICLES} more" if len(ids) > SHOWN_ARTICLES else ""
            lines.append(f"not compared, {what}: {', '.join(ids[:SHOWN_ARTICLES])}{more}")
    return lines + [f"not compared, {line}" for line in found.not_compared]


def _score_table(found: Agreement) -> tuple[list[str], list[list[str]]]:
    heads = ["table", "column", *found.names, "both", "F1", "n", "equal", "alpha", "kappa", ""]
    rows, last = [], ""
    for score in found.scores:
        table = score.table if score.table != last else ""
        name = score.column if score.column != ROWS else "all events" if score.table == "events" else "all rows"
        f1 = _number(score.f1 if score.made + score.true else None)
        units = [str(score.n), _number(score.share)] if score.share is not None else ["", ""]
        level = f"({score.measure})" if score.measure in ("ratio", "interval") else ""
        note = score.why if score.why in (ONE_CATEGORY, NO_UNITS) else level
        counts = [str(score.made), str(score.true), str(score.right)]
        rows.append([table, name, *counts, f1, *units, _number(score.alpha), _number(score.kappa), note])
        last = score.table
    return heads, rows


def _by_table(found: Agreement) -> list[tuple[str, list[Disagreement]]]:
    by_table: dict[str, list[Disagreement]] = {}
    for each in found.disagreements:
        by_table.setdefault(each.table, []).append(each)
    return list(by_table.items())


def _place(one: Disagreement) -> str:
    return f"{one.article_id}:{one.start}-{one.end}"


def _quoted(one: Disagreement) -> str:
    return f"“{_short(one.words)}”  " if one.words else ""


def _sides(one: Disagreement, names: tuple[str, str]) -> str:
    if one.column == ROWS:
        return f"only in {names[0] if one.b is None else names[1]}"
    return f"{one.column}: {names[0]} {_value(one, one.a)}, {names[1]} {_value(one, one.b)}"


def _named(one: Disagreement) -> str:
    return "the row" if one.column == ROWS else one.column


def _value(one: Disagreement, value: object) -> str:
    if value is None:
        return "no row" if one.column == ROWS else "(empty)"
    return _short(_joined(value))


def _joined(value: object) -> str:
    return " ".join(str(each) for each in value) if isinstance(value, tuple) else cell(value)


def _number(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}"


def _capped(lines: Iterable[str], count: int, before: str = "  ") -> list[str]:
    kept = [line for line, _ in zip(lines, range(SHOWN), strict=False)]
    return kept + ([f"{before}… and {count - SHOWN} more"] if count > SHOWN else [])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _WIDTH else f"{plain[: _WIDTH - 1]}…"


def _markdown_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """Text that may stand in a Markdown table."""
    return " ".join(re.sub(r"([\\|*_`<\[])", r"\\\1", text).split())
