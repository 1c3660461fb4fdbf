"""Makes the desk: one page an article and an index, in a folder of their own. The pages hold the texts: they are for the readers' machines."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from tidings.build_report import Report
from tidings.cells import cell
from tidings.coding.columns import Row
from tidings.desk.article import article_data
from tidings.desk.gather import Corpus, gather
from tidings.desk.names import file_name
from tidings.desk.page import INDEX_MODULES, MODULES, page
from tidings.desk.scheme import MARKED, scheme
from tidings.pages_folder import check_pages_folder, write_pages

MARK = "tidings-desk.txt"  # says that a folder holds a desk of ours, which may be replaced
MOST_IN_INDEX = 300  # articles whose rows the index holds; of a larger corpus each article is saved by itself
_NOTICE = "Pages of a desk, made by Tidings. They hold whole articles: keep them where the texts may lie. All files here are written anew.\n"


def make_desk(
    sources: Sequence[Path], out: Path, report: Report, *, codings: Sequence[Path] = (), texts: Path | None = None, full: bool = False
) -> list[str]:
    """Write the pages into `out`, and return their names. `codings`: none (the machine codes), one to correct, or two to compare and decide.

    `texts`: folder of the texts of a coding's articles, where no source brings them. `full`: what is saved holds all words of indirect speech.
    `out` is absent, empty, or holds an earlier desk. The same input gives the same bytes. Raises TidingsError; then nothing was written.
    """
    check_pages_folder(out, MARK, "desk")
    corpus = gather(sources, codings, texts, report)
    files = pages(corpus, full)
    write_pages(out, files, "*.html")
    report.articles = len(corpus.texts)
    return sorted(files)


def pages(corpus: Corpus, full: bool = False) -> dict[str, bytes]:
    """File name -> bytes."""
    found = {}
    facts = {str(row["article_id"]): row for row in corpus.coding["articles"]}
    listed = []
    for article_id, data in article_data(corpus, full).items():
        row = facts[article_id]
        words = {"title": cell(row.get("title")) or article_id, "where": _where(row), "article": article_id}
        found[file_name(article_id)] = page("desk.html", MODULES, words, {"scheme": scheme(), "data": data})
        listed.append(_listed(words, data, len(corpus.texts) <= MOST_IN_INDEX))
    found["index.html"] = _index(corpus, listed)
    found[MARK] = _NOTICE.encode("ascii")
    return found


def _where(row: Row) -> str:
    return " · ".join(cell(row.get(name)) for name in ("outlet", "published", "byline") if row.get(name))


def _listed(words: dict[str, str], data: dict[str, Any], held: bool) -> dict[str, Any]:
    """What the index tells of an article. `held`: with its rows, so that work on several articles is saved as one coding."""
    count = sum(len(data["tables"][name]) for name in MARKED)
    kept = {name: data[name] for name in ("tables", "digest", "full")} if held else None
    return {"file": file_name(words["article"]), "count": count, "differences": len(data["differences"]), "words": words, "data": kept}


def _index(corpus: Corpus, listed: list[dict[str, Any]]) -> bytes:
    rows = ""
    for each in listed:
        words = {name: escape(value) for name, value in each.pop("words").items()}
        told = f"{each['count']} rows" + (f", {each['differences']} differences" if corpus.two else "")
        link = f'<a href="{each["file"]}">{words["title"]}</a>'
        rows += f'<li>{link} <small>{words["where"]} · {told}</small><small id="{each["file"]}"></small></li>\n'
    begins = " and ".join(corpus.names) if corpus.names else "the machine's"
    codings = f"Where the codings {begins} differ, to decide." if corpus.two else f"The coding that the pages begin with: {begins}."
    count = f"{len(listed)} article{'' if len(listed) == 1 else 's'}"
    return page("index.html", INDEX_MODULES, {"count": count, "codings": codings}, {"scheme": scheme(), "articles": listed}, rows)
