"""Words are found where they stand; folding reaches words typeset otherwise and no others; offsets are code points."""

import re
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tidings.coding.find_words import FindWords, _within_word
from tidings.coding.folding import fold, folded_words

TEXT = (
    "The harbour of Velm was shut on Friday, said its warden, Orla Finch.\r\n\r\n"
    "“Nobody sails — not even the pilots’ boats,” Finch told the Velm Courier. 🚢⚓️\n\n"
    "Some 1,950 crates stood on the quay; 50 had been opened. The café’s owner, Zoë Marsh, saw the ﬁre.\n"
    "Finch said the har\u00adbour would open\nagain in May.\n"
)
# Letters with and without marks, marks that combine, emoji of several code points, blanks, quotation marks, dashes, ligatures, what has no width.
CHARACTERS = "abcABC àéß ÅåİıΣσς жЖ ﬁﬀ…\u0301\u0327\u00ad\u200b\u200d\ufeff 👩🚢🏽\ufe0f \n\r\t\u00a0\"'“”‘’«»-–—.,10 漢字ไ한글"
texts = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=80)


def stands(finder: FindWords, words: str) -> list[str]:
    found = finder.find(words)
    return [finder.text[start:end] for start, end in found.spans] if found else []


@given(texts, st.data())
@settings(max_examples=300, deadline=None)  # the first call reads the tables of Unicode
def test_any_part_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    if not words.strip():
        assert FindWords(text).find(words) is None
        return
    found = FindWords(text).find(words)
    assert found is not None
    if found.how != "folded":
        assert all(text[first:last] == words for first, last in found.spans)
    # Where it is cut out of a longer word, whole words that stand elsewhere go before it.
    if not _within_word(text, (start, end)):
        assert found.how == "exact"
    assert (start, end) in found.spans or _within_word(text, (start, end))
    assert found.how != "inside" or (start, end) in found.spans
    assert list(found.spans) == sorted(set(found.spans))


@given(texts)
@settings(deadline=None)
def test_a_whole_text_is_found_as_it_is(text: str) -> None:
    found = FindWords(text).find(text)
    assert (found is None) == (not text.strip())
    assert found is None or (found.spans == ((0, len(text)),) and found.how == "exact")


def bare(words: str) -> str:
    """Letters and digits alone, in one case and normal form: what no folding may change."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold())
    return "".join(char for char in plain if char.isalnum())


@given(texts, texts)
@settings(max_examples=300, deadline=None)  # the first call reads the tables of Unicode
@example("ﬁ", "fi")
@example("e\u0301", "é")
@example("a\u00ad b", "a b")
def test_folding_never_yields_words_that_differ_beyond_the_folds(text: str, words: str) -> None:
    found = FindWords(text).find(words)
    for start, end in found.spans if found else ():
        assert 0 <= start < end <= len(text)
        assert bare(text[start:end]) == bare(words)
        assert folded_words(text[start:end]) == folded_words(words)


@given(texts)
@settings(deadline=None)
def test_folded_words_lead_back_to_the_text(text: str) -> None:
    folded = fold(text)
    if folded.text:
        start, end = folded.span(0, len(folded.text)) or (None, None)
        assert start is not None
        assert end is not None
        assert fold(text[start:end]).text.strip() == folded.text.strip() == folded_words(text)


def test_words_typeset_otherwise_are_found_and_given_as_printed() -> None:
    finder = FindWords(TEXT)
    for asked, printed in {
        '"Nobody sails - not even the pilots\' boats,"': "“Nobody sails — not even the pilots’ boats,”",
        "the harbour would open again": "the har\u00adbour would open\nagain",
        "CAFÉ'S OWNER": "café’s owner",
        "cafe\u0301’s": "café’s",
        "saw the fire": "saw the ﬁre",
        "Nobody sails -- not": "Nobody sails — not",
    }.items():
        found = finder.find(asked)
        assert found is not None, asked
        assert found.how == "folded"
        assert stands(finder, asked) == [printed]


def test_words_as_they_are_go_before_words_typeset_otherwise() -> None:
    finder = FindWords("FINCH spoke. Finch left.")
    assert finder.find("Finch") is not None
    assert stands(finder, "Finch") == ["Finch"]
    assert stands(finder, "finch") == ["FINCH", "Finch"]


def test_whole_words_and_numbers_go_before_parts_of_them() -> None:
    finder = FindWords(TEXT)
    assert [finder.text[start : end + 4] for start, end in finder.find("50").spans] == ["50 had"]  # type: ignore[union-attr]
    assert finder.find("pilot").how == "inside"  # type: ignore[union-attr]
    assert finder.find("950").how == "inside"  # type: ignore[union-attr]
    assert finder.find("1,950").how == "exact"  # type: ignore[union-attr]


def test_a_ligature_is_never_cut() -> None:
    finder = FindWords("a ﬁ b")
    assert stands(finder, "fi") == ["ﬁ"]
    assert finder.find("f") is None


def test_scripts_without_blanks_have_no_parts_of_words() -> None:
    assert FindWords("港は金曜日に閉鎖された").find("金曜日").how == "exact"  # type: ignore[union-attr]


def test_offsets_are_code_points_and_other_units_are_turned_into_them() -> None:
    finder = FindWords(TEXT)
    start = TEXT.index("Some 1,950")
    utf16, utf8 = len(TEXT[:start].encode("utf-16-le")) // 2, len(TEXT[:start].encode())
    lines = len(TEXT[:start].replace("\r\n", "\n"))
    assert {utf16, utf8, lines}.isdisjoint({start})
    assert finder.in_code_points((utf16, utf16 + 4), "utf16") == (start, start + 4)
    assert finder.in_code_points((utf8, utf8 + 4), "utf8") == (start, start + 4)
    assert finder.in_code_points((lines, lines + 4), "lines") == (start, start + 4)
    assert FindWords("plain").in_code_points((1, 3), "utf8") == (1, 3)


def test_paragraphs_are_lines_that_are_not_blank() -> None:
    finder = FindWords(TEXT)
    assert [finder.paragraph(TEXT.index(word)) for word in ("harbour", "Nobody", "crates", "owner", "again")] == [1, 2, 3, 3, 5]
    assert finder.n_paragraphs == 5


def test_the_likeliest_place_says_what_differs() -> None:
    finder = FindWords(TEXT)
    likely = finder.likeliest("Nobody sails, not even the fishermen's boats")
    assert likely is not None
    assert TEXT[slice(*likely.span)].startswith("Nobody sails")
    assert likely.differs[-1] == ("fishermen's", "pilots’")
    assert finder.likeliest("Orla Finsh") is not None
    assert finder.likeliest("Courrier").differs == (("Courrier", "Courier"),)  # type: ignore[union-attr]
    assert finder.likeliest("an entirely invented remark by nobody") is None
    assert finder.likeliest("— …") is None


def test_no_more_than_twelve_words_of_the_text_are_shown() -> None:
    finder = FindWords(TEXT)
    for match in re.finditer(r"\S+", TEXT):
        assert len(finder.around(match.span()).split()) <= 12
    assert len(finder.around((0, len(TEXT))).split()) <= 12
    assert finder.around((4, 11)) == "The harbour of Velm was shut on…"
