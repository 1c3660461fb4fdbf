"""The desk's pages: the same bytes for the same input, nothing of an article read as HTML, no way out of the page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tidings import contract
from tidings.build_report import Report
from tidings.coding.columns import coding_tables
from tidings.desk import make_desk
from tidings.desk.page import INDEX_MODULES, MODULES, joined
from tidings.desk.scheme import scheme
from tidings.errors import TidingsError, UsageError

TEXT = "Mill burns 🔥 at Sella\n\n“We will rebuild the mill,” Olga Brandt told reporters. </script><script>alert(1)</script>\n"
QUOTES = "article_id,quote_text,speaker_text,stance\nsella,We will rebuild the mill,Olga Brandt,promise\n"


class Seen(HTMLParser):
    """What a browser would see of a page: elements, and the text of those that hold some."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.within = -1
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.content: dict[int, str] = {}
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.within = len(self.elements) - 1

    def handle_endtag(self, tag):
        self.within = -1

    def handle_data(self, data):
        self.content[self.within] = self.content.get(self.within, "") + data

    def inside(self, tag: str) -> list[str]:
        return [self.content.get(place, "") for place, (name, _) in enumerate(self.elements) if name == tag]

    def json(self, name: str):
        return next(json.loads(self.content[place]) for place, (_, facts) in enumerate(self.elements) if facts.get("id") == name)


@pytest.fixture
def place(tmp_path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "sella.txt").write_bytes(TEXT.encode())
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "quotes.csv").write_text(QUOTES, encoding="utf-8")
    return tmp_path


def made(place: Path, out: str, *codings: str) -> dict[str, bytes]:
    make_desk([place / "texts"], place / out, Report(), codings=[place / name for name in codings])
    return {path.name: path.read_bytes() for path in (place / out).iterdir()}


def test_the_same_input_gives_the_same_bytes_and_an_earlier_desk_is_replaced(place):
    first = made(place, "one", "a")
    (place / "one" / "old.html").write_text("an article that is gone", encoding="utf-8")
    assert made(place, "one", "a") == first == made(place, "two", "a")
    assert sorted(first) == ["index.html", "sella.html", "tidings-desk.txt"]


def test_spans_count_code_points_and_words_are_those_of_the_text(place):
    data = Seen(made(place, "out", "a")["sella.html"]).json("data")
    assert data["text"] == TEXT
    names = [column["name"] for column in scheme()["tables"]["quotes"]["columns"]]
    quote = dict(zip(names, data["tables"]["quotes"][0], strict=True))
    assert (quote["start"], quote["end"]) == (str(TEXT.index("We will")), str(TEXT.index(",”")))
    assert quote["quote_text"] == "We will rebuild the mill"


def test_the_policy_names_the_script_and_the_style_and_nothing_else_runs(place):
    for name, page in made(place, "out", "a").items():
        if not name.endswith(".html"):
            continue
        seen = Seen(page)
        policy = next(facts["content"] for _, facts in seen.elements if facts.get("http-equiv") == "Content-Security-Policy")
        scripts = [place for place, (tag, facts) in enumerate(seen.elements) if tag == "script" and facts.get("type") != "application/json"]
        assert len(scripts) == 1

        def digest(text: str) -> str:
            return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

        assert f"script-src 'sha256-{digest(seen.content[scripts[0]])}'" in policy
        assert f"style-src 'sha256-{digest(seen.inside('style')[0])}'" in policy
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert not [facts for _, facts in seen.elements if {"style", "onclick", "src"} & facts.keys()]
        assert not re.search(r"https?://", re.sub(r'"https?://[^"]*"', "", page.decode()).split("<script")[0])


def test_what_an_article_says_stays_text(place):
    (place / "texts" / "articles.csv").write_text('source_file,title\nsella.txt,"<b>""$style</title><script>"\n', encoding="utf-8")
    files = made(place, "out", "a")
    seen = Seen(files["sella.html"])
    assert seen.inside("title") == ['<b>"$style</title><script> · desk']
    assert seen.inside("h1") == ['<b>"$style</title><script>']
    assert files["sella.html"].count(b"alert(1)") == files["sella.html"].count(b"alert(1)\\u003c/script")
    assert '<b>"$style' in unescape(Seen(files["index.html"]).inside("a")[0])


def test_every_column_and_code_of_a_coding_is_at_the_desk():
    for name, coding in coding_tables().items():
        columns = scheme()["tables"][name]["columns"]
        assert [column["name"] for column in columns] == list(coding.table.columns)
        for column in columns:
            assert [code for code, _ in column["codes"]] == [str(code) for code in coding.table.field(column["name"]).constraints.enum]
    assert scheme()["missing"] == list(contract.READ_AS_MISSING)


def test_modules_are_joined_after_those_that_they_import():
    folder = Path(__file__).parents[2] / "pipeline" / "tidings" / "desk" / "static"
    for modules in (MODULES, INDEX_MODULES):
        for place, name in enumerate(modules):
            imported = re.findall(r'from "\./(\w+)\.js"', (folder / f"{name}.js").read_text(encoding="utf-8"))
            assert {*imported} <= {*modules[:place]}, name
        script = joined(modules)
        assert not re.search(r"^(import|export) ", script, re.M)
        names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", script, re.M)
        assert sorted({*names}) == sorted(names)
    assert {*MODULES, *INDEX_MODULES} == {path.stem for path in folder.glob("*.js")}


def test_two_codings_give_their_differences_and_the_rows_of_both(place):
    (place / "b").mkdir()
    other = QUOTES.replace(",promise", ",predict") + "sella,Mill burns,,assert\n"
    (place / "b" / "quotes.csv").write_text(other, encoding="utf-8")
    data = Seen(made(place, "out", "a", "b")["sella.html"]).json("data")
    assert data["names"] == ["a", "b"]
    told = [(each["table"], each["columns"], bool(each["a"]), bool(each["b"])) for each in data["differences"]]
    assert told == [("quotes", [], False, True), ("quotes", ["stance"], True, True)]
    assert len(data["tables"]["quotes"]) == 2


def test_a_text_is_found_by_the_hash_that_a_coding_tells(place):
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    (place / "a" / "articles.csv").write_text(f"article_id,text_sha256\nsella,{digest}\n", encoding="utf-8")
    make_desk([], place / "out", Report(), codings=[place / "a"], texts=place / "texts")
    assert Seen((place / "out" / "sella.html").read_bytes()).json("data")["text"] == TEXT


def test_faults_are_told_and_nothing_is_written(place):
    with pytest.raises(UsageError, match="3 codings"):
        made(place, "out", "a", "a", "a")
    with pytest.raises(UsageError, match="name a SOURCE"):
        make_desk([], place / "out", Report())
    with pytest.raises(TidingsError, match="1 row refused"):
        make_desk([], place / "out", Report(), codings=[place / "a"])
    (place / "c").mkdir()
    (place / "c" / "articles.csv").write_text("article_id,source_file\nsella,sella.txt\n", encoding="utf-8")
    with pytest.raises(TidingsError, match="no article's text is at hand"):
        make_desk([], place / "out", Report(), codings=[place / "c"])
    with pytest.raises(UsageError, match="no desk of ours"):
        make_desk([place / "texts"], place / "a", Report())
    assert not (place / "out").exists()
